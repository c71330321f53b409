/** Dragging by mouse, pen or finger; whatever can be dragged can be done without it too. */

import CARRIED from './drag.css';
import { make, set } from './element.js';
import { wear } from './look.js';

/** How far a pointer moves before it drags; how near to an edge it scrolls, and how far. In pixels. */
const SLACK = 4;
const EDGE = 40;
const SCROLL = 8;
const ENDS = ['pointerup', 'pointercancel', 'keydown'];

/**
 * Where the pointer is, and where in the element it took hold of it.
 * @typedef {{ x: number, y: number, left: number, top: number }} Held
 *
 * What an element can be dropped on.
 * @typedef {object} Board
 * @property {(held: Held | null) => void} show show where it would be dropped; null: it no longer is
 * @property {(held: Held) => void} drop
 * @property {(event: PointerEvent) => boolean} [grips] whether this is a way to take hold of it
 */

/**
 * Let an element be dragged: what moves is its picture, it stays where it is.
 * @param {HTMLElement} element where it is held its style keeps a finger from scrolling the page
 * @param {Board} board
 */
export function draggable(element, board) {
  /** @type {(Held & { picture: HTMLElement | null, pointer: number }) | null} */
  let held = null;
  wear('drag', CARRIED);

  function follow() {
    if (!held?.picture) return;
    held.picture.style.translate = `${held.x - held.left}px ${held.y - held.top}px`;
    board.show(held);
  }

  function scroll() {
    if (!held?.picture) return;
    if (!element.getClientRects().length) {
      give(new Event('gone'));
      return;
    }
    const { pane, top, bottom } = around(element);
    const step = held.y < top + EDGE ? -SCROLL : held.y > bottom - EDGE ? SCROLL : 0;
    if (step) pane.scrollBy(0, step);
    follow();
    requestAnimationFrame(scroll);
  }

  function lift() {
    const box = element.getBoundingClientRect();
    const copy = set(/** @type {HTMLElement} */ (element.cloneNode(true)), { 'data-key': null });
    // only now: a click would fall on what holds the pointer, and not on a button in it
    element.setPointerCapture(held.pointer);
    held.picture = make('div', { class: 'cw carried', inert: true }, copy);
    held.left -= box.left;
    held.top -= box.top;
    copy.style.inlineSize = `${box.width}px`;
    document.body.append(held.picture);
    set(element, { 'data-carried': true });
    requestAnimationFrame(scroll);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (!held || event.pointerId !== held.pointer) return;
    held.x = event.clientX;
    held.y = event.clientY;
    if (!held.picture && Math.hypot(held.x - held.left, held.y - held.top) > SLACK) lift();
    follow();
  }

  /** @param {Event} event what ends it; only where the pointer was let go it drops something */
  function give(event) {
    if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
    const at = held;
    held = null;
    for (const end of ENDS) removeEventListener(end, give, true);
    removeEventListener('pointermove', move, true);
    if (!at?.picture) return;
    at.picture.remove();
    set(element, { 'data-carried': null });
    board.show(null);
    unclick();
    if (event.type === 'pointerup') board.drop(at);
  }

  element.addEventListener('dragstart', (event) => event.preventDefault());
  // a finger's pointer is a child's until it drags
  element.addEventListener('lostpointercapture', (event) => event.target === element && give(event));
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary || board.grips?.(event) === false) return;
    const { clientX: x, clientY: y, pointerId: pointer } = event;
    held = { x, y, left: x, top: y, picture: null, pointer };
    for (const end of ENDS) addEventListener(end, give, true);
    addEventListener('pointermove', move, true);
  });
}

/**
 * A board of boxes, each of which takes what is dropped on it.
 * @param {() => HTMLElement[]} boxes
 * @param {(box: HTMLElement) => void} drop
 * @returns {Board}
 */
export function onto(boxes, drop) {
  /** @param {Held | null} held */
  const below = (held) => held && boxes().find((each) => within(held, each));
  return {
    show(held) {
      const box = below(held);
      for (const each of boxes()) set(each, { 'data-over': each === box });
    },
    drop(held) {
      const box = below(held);
      if (box) drop(box);
    },
  };
}

/**
 * Whether the pointer is on an element.
 * @param {Held} held
 * @param {Element} element
 */
export function within(held, element) {
  const box = element.getBoundingClientRect();
  return held.x >= box.left && held.x <= box.right && held.y >= box.top && held.y <= box.bottom;
}

/** Keep the click that ends a drag from being one on whatever lies there. */
function unclick() {
  /** @param {MouseEvent} event a key that presses a button counts no clicks; a timer may be late */
  const stop = (event) => event.detail && event.stopPropagation();
  addEventListener('click', stop, true);
  setTimeout(() => removeEventListener('click', stop, true));
}

/**
 * What scrolls around an element, and where its window begins and ends.
 * @param {HTMLElement} element
 */
function around(element) {
  for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(each).overflowY);
    if (scrolls && each.scrollHeight > each.clientHeight) {
      const { top, bottom } = each.getBoundingClientRect();
      return { pane: each, top: Math.max(0, top), bottom: Math.min(innerHeight, bottom) };
    }
  }
  return { pane: document.scrollingElement ?? document.body, top: 0, bottom: innerHeight };
}
