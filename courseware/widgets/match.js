/** What belongs together: each left has a box to choose in, and chips can be dragged there. */

import { checkpoint } from './checkpoint.js';
import { draggable, onto } from './drag.js';
import { html, icon, keep, make, set, text, unique } from './element.js';
import { group } from './group.js';
import { wear } from './look.js';
import { MOVES } from './moves.js';
import PAIRS from './match.css';

/**
 * @param {any} first
 * @returns {import("./checkpoint.js").Face}
 */
function match(first) {
  wear('match', PAIRS);
  const name = unique();
  const pairs = make('div', { class: 'pairs' });
  const note = make('p', { class: 'small', id: `${name}-note` });
  const chips = make('ul', { class: 'chips', 'aria-labelledby': note.id });
  const bank = make('div', { class: 'bank' }, note, chips);
  const { prompt, elements } = group(first, pairs, bank);
  const selects = () => [...pairs.querySelectorAll('select')];
  const slots = () => /** @type {HTMLElement[]} */ ([...pairs.querySelectorAll('.slot')]);
  const laid = () => selects().filter((each) => each.value).map((each) => [each.name, each.value]);
  let written = '[]';

  /** Show in each box what was chosen there, as it is written and not as a list can show it. */
  function draw() {
    const shown = new Map(first.answer.rights.map(([right, , markup]) => [right, markup]));
    for (const select of selects()) {
      const markup = shown.get(select.value);
      const box = select.parentElement.firstElementChild;
      html(box, markup ?? '');
      if (markup === undefined) text(box, first.answer.choose);
      // what the list says of its choice is not said twice, except where that is a formula
      set(box, { 'aria-hidden': box.querySelector('math, [tabindex]') ? null : 'true' });
      select.parentElement.dataset.state = markup === undefined ? 'open' : 'laid';
    }
    const used = new Set(selects().map((select) => select.value));
    for (const chip of chips.children) chip.toggleAttribute('data-used', used.has(chip.dataset.key));
  }

  /** @param {[string, string, string]} left */
  function pair([left, words]) {
    const label = make('label', { class: 'left', for: unique() });
    const select = make('select', { id: label.htmlFor, name: left, 'aria-label': words }, new Option(first.answer.choose, ''));
    for (const [right, said] of first.answer.rights) select.add(new Option(said, right));
    select.addEventListener('input', draw);
    const slot = make('div', { class: 'slot' }, make('div', { class: 'laid' }), icon('down', MOVES.down), select);
    return make('div', { class: 'pair' }, label, slot);
  }

  /** @param {[string, string, string]} right */
  function chip([right]) {
    const made = make('li', { class: 'chip' }, icon('grip', MOVES.grip), make('div'));
    draggable(made, onto(slots, (slot) => {
      slot.querySelector('select').value = right;
      draw();
    }));
    return made;
  }

  return {
    elements,
    read() {
      written = JSON.stringify(laid());
      return Object.fromEntries(laid());
    },
    change(view, news) {
      html(prompt, view.prompt);
      text(note, view.answer.note);
      keep(pairs, view.answer.lefts, ([left]) => left, pair, (row, [, , markup]) => html(row.firstChild, markup));
      keep(chips, view.answer.rights, ([right]) => right, chip, (each, [, , markup]) => html(each.lastChild, markup));
      const isNew = news && JSON.stringify(laid()) === written;
      const answer = new Map(Object.entries(view.response ?? {}));
      for (const select of selects()) {
        if (isNew) select.value = answer.get(select.name) ?? '';
        select.disabled = view.settled;
        if (view.settled) select.blur();
      }
      if (isNew) written = JSON.stringify(laid());
      bank.hidden = view.settled;
      draw();
    },
    focus: () => (selects().find((select) => !select.value) ?? selects()[0])?.focus(),
  };
}

export default checkpoint(match);
