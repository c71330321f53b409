/** One line that can be laid: its number, a grip to move it by, what it says, and small buttons. */

import { html, icon, make, set, text } from './element.js';
import { MOVES } from './moves.js';

/**
 * @param {string} words what it says, in plain words
 * @param {string} markup what it says, as HTML
 * @param {string[]} kinds of its buttons: with `pick` the grip is one, with none it is fixed
 * @param {(kind: string) => void} act
 */
export function line(words, markup, kinds, act) {
  const says = make('div', { class: 'says' });
  html(says, markup);
  const box = make('div', { class: 'box' }, says);
  /** @param {string} kind */
  const button = (kind) => {
    const made = make('button', { type: 'button', 'data-kind': kind }, kind === 'pick' ? icon('grip', MOVES.grip) : icon(kind, MOVES[kind]));
    made.addEventListener('click', () => made.ariaDisabled || act(kind));
    return made;
  };
  if (kinds.includes('pick')) {
    box.prepend(set(button('pick'), { class: 'grip', 'aria-label': words }));
    // what the grip says is not said twice, except where that is a formula
    set(says, { 'aria-hidden': says.querySelector('math, a, [tabindex]') ? null : 'true' });
  } else if (kinds.length) box.prepend(make('span', { class: 'grip' }, icon('grip', MOVES.grip)));
  const tools = kinds.filter((kind) => kind !== 'pick').map(button);
  if (tools.length) box.append(make('div', { class: 'tools' }, ...tools));
  return make('li', { class: 'row' }, make('span', { class: 'place', 'aria-hidden': 'true' }), box);
}

/**
 * Bring a line up to date.
 * @param {HTMLElement} row
 * @param {object} now
 * @param {number} [now.number] its place, from 1
 * @param {number} [now.depth] how deep it is indented
 * @param {boolean} [now.picked] whether the arrow keys move it
 * @param {Record<string, boolean>} [now.ends] buttons that can do nothing, by their kinds
 * @param {(kind: string) => string} now.label
 */
export function refresh(row, { number, depth = 0, picked = false, ends = {}, label }) {
  row.style.setProperty('--depth', String(depth));
  text(row.querySelector('.place'), String(number ?? ''));
  for (const button of row.querySelectorAll('button')) {
    const { kind } = button.dataset;
    if (kind === 'pick') set(button, { 'aria-pressed': String(picked) });
    else set(button, { 'aria-label': label(kind), title: label(kind), 'aria-disabled': ends[kind] ? 'true' : null });
  }
}
