/** Dragging by mouse, pen or finger; whatever can be dragged can be done without it too. */

import { make, set } from './element.js';

/** How far a pointer moves before it drags; how near to an edge it scrolls, and how far. In pixels. */
const SLACK = 4;
const EDGE = 40;
const SCROLL = 8;

/**
 * Let an element be dragged onto others: what moves is its picture, it stays where it is.
 * @param {HTMLElement} element its style keeps the finger from scrolling: `touch-action: none`
 * @param {() => HTMLElement[]} targets where it may be dropped
 * @param {(target: HTMLElement) => void} drop
 */
export function draggable(element, targets, drop) {
  /** @type {{ x: number, y: number, left: number, top: number, picture: HTMLElement | null } | null} */
  let held = null;

  /** The target below the pointer. */
  function below() {
    return targets().find((each) => {
      const box = each.getBoundingClientRect();
      return held && held.x >= box.left && held.x <= box.right && held.y >= box.top && held.y <= box.bottom;
    });
  }

  function follow() {
    if (!held?.picture) return;
    held.picture.style.translate = `${held.x - held.left}px ${held.y - held.top}px`;
    const target = below();
    for (const each of targets()) set(each, { 'data-over': each === target });
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
    held.picture = make('div', { class: 'cw carried', inert: true }, copy);
    held.left -= box.left;
    held.top -= box.top;
    copy.style.inlineSize = `${box.width}px`;
    document.body.append(held.picture);
    set(element, { 'data-carried': true });
    addEventListener('keydown', give, true);
    requestAnimationFrame(scroll);
  }

  /** @param {Event} event what ends it; only where the pointer was let go it drops something */
  function give(event) {
    if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
    const target = held?.picture && event.type === 'pointerup' ? below() : undefined;
    for (const each of targets()) set(each, { 'data-over': null });
    held?.picture?.remove();
    held = null;
    set(element, { 'data-carried': null });
    removeEventListener('keydown', give, true);
    if (target) drop(target);
  }

  element.addEventListener('dragstart', (event) => event.preventDefault());
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    element.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, left: event.clientX, top: event.clientY, picture: null };
  });
  element.addEventListener('pointermove', (event) => {
    if (!held || !event.isPrimary) return;
    held.x = event.clientX;
    held.y = event.clientY;
    if (!held.picture && Math.hypot(held.x - held.left, held.y - held.top) > SLACK) lift();
    follow();
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) element.addEventListener(end, give);
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
