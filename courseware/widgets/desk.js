/** Where lines lie: the pool that they come from and the desk where they are laid; and dropping. */

import { within } from './drag.js';
import { make, text, unique } from './element.js';

/**
 * A titled list of lines, with what is said where there are none.
 * @param {'pool' | 'desk'} noun
 * @param {Record<string, string>} words
 */
export function tray(noun, words) {
  const title = make('p', { class: 'small', id: unique() }, words[noun]);
  const list = make(noun === 'desk' ? 'ol' : 'ul', { class: 'lines', 'aria-labelledby': title.id });
  const none = make('p', { class: 'none small' }, words[`${noun}-none`]);
  return { list, none, whole: make('div', { class: noun }, title, list, none) };
}

/** @typedef {ReturnType<typeof tray>} Tray */
/** @typedef {import("./drag.js").Held} Held */

/**
 * Where a line would be dropped: before the one that is `to`th without it, and how deep; or back.
 * @typedef {{ to: number, depth: number } | 'back' | null} Goal
 */

/**
 * A board to drop lines on. A line shows where it would go.
 * @param {Tray} pool
 * @param {Tray} desk
 */
export function boards(pool, desk) {
  const mark = make('div', { class: 'mark', hidden: true });
  desk.whole.append(mark);

  /** @param {string} key of the line that is held */
  const others = (key) => [...desk.list.children]
    .filter((row) => /** @type {HTMLElement} */ (row).dataset.key !== key)
    .map((row) => row.getBoundingClientRect());

  /**
   * @param {Held} held
   * @param {string} key
   * @returns {Goal}
   */
  function goal(held, key) {
    const rows = others(key);
    if (within(held, pool.whole)) return rows.length < desk.list.children.length ? 'back' : null;
    if (!within(held, desk.whole)) return null;
    const to = rows.filter((box) => (box.top + box.bottom) / 2 < held.y).length;
    const { marginInlineStart: margin, paddingInlineStart: step } = getComputedStyle(mark);
    const inside = held.x - held.left - desk.list.getBoundingClientRect().left - parseFloat(margin);
    return { to, depth: Math.round(inside / parseFloat(step)) };
  }

  /** @param {Goal} at @param {string} key @param {(depth: number) => number} fit */
  function point(at, key, fit) {
    pool.whole.toggleAttribute('data-over', at === 'back');
    mark.hidden = at === null || at === 'back';
    if (mark.hidden) return;
    const boxes = others(key);
    const top = boxes[at.to]?.top ?? boxes.at(-1)?.bottom ?? desk.list.getBoundingClientRect().top;
    mark.style.insetBlockStart = `${top - desk.whole.getBoundingClientRect().top}px`;
    mark.style.setProperty('--depth', String(fit(at.depth)));
  }

  /**
   * The board for one line.
   * @param {string} key
   * @param {(depth: number) => number} fit
   * @param {(goal: Goal) => void} drop
   * @returns {import("./drag.js").Board}
   */
  return (key, fit, drop) => ({
    grips({ target, pointerType }) {
      const on = /** @type {Element} */ (target);
      return pointerType === 'touch' ? on.closest('.grip') !== null : on.closest('.tools') === null;
    },
    show: (held) => point(held && goal(held, key), key, fit),
    drop: (held) => drop(goal(held, key)),
  });
}
