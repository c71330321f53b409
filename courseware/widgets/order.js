/** Lines to be put in order: some are taken from a pool and laid on a desk, each at its depth. */

import { checkpoint } from './checkpoint.js';
import { boards, tray } from './desk.js';
import { draggable } from './drag.js';
import { html, keep, make, set, text, unique } from './element.js';
import { group } from './group.js';
import { moved, restored, texts } from './laid.js';
import { line, refresh } from './line.js';
import { wear } from './look.js';
import ORDER from './order.css';

const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const KINDS = { ArrowLeft: 'out', ArrowRight: 'in', Delete: 'back', Backspace: 'back' };

/**
 * Put values into the braces of a sentence.
 * @param {string} sentence
 * @param {Record<string, unknown>} values
 */
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/**
 * @param {any} first
 * @returns {import("./checkpoint.js").Face}
 */
function order(first) {
  wear('order', ORDER);
  const given = first.answer;
  const { lines, words, indent, deepest } = given;
  const [pool, desk] = [tray('pool', words), tray('desk', words)];
  const note = make('p', { class: 'keys small', id: unique() }, words.keys);
  const said = make('p', { class: 'aside', 'aria-live': 'polite' });
  const { prompt, fieldset, elements } = group(first, pool.whole, desk.whole, note, said);
  const board = boards(pool, desk);
  const kinds = ['pick', 'up', 'down', ...(indent ? ['out', 'in'] : []), 'back'];
  let view = first;
  let written = '[]';
  /** @type {import("./laid.js").Laid[]} */
  let laid = [];
  /** @type {{ at: number, before: typeof laid } | null} the line that the keys move, and how all was */
  let picked = null;
  /** @type {Map<Element, string>} the line of each list that had the focus last */
  const stops = new Map();

  const now = () => JSON.stringify(texts(laid, given));
  const place = (at) => laid.findIndex((each) => each.at === at);
  const fit = (depth) => Math.max(0, Math.min(deepest, depth));
  const reach = (at) => (place(at) < 0 ? pool : desk).list.querySelector(`[data-key="${at}"] button`)?.focus();

  /** Show the answer anew, and say where a line of it is now. */
  function settle(answer, kind, at) {
    laid = answer;
    draw();
    const depth = words.depths[laid[place(at)]?.depth ?? 0];
    text(said, fill(words[kind], { line: lines[at][1], place: place(at) + 1, count: laid.length, depth }));
  }

  /** Move a line by a button or a key. */
  function act(kind, at) {
    const [here, depth] = [place(at), laid[place(at)]?.depth ?? 0];
    const lay = (to, deep, how = 'moved') => settle(moved(laid, { at, depth: fit(deep) }, to), how, at);
    const row = (here < 0 ? pool : desk).list.querySelector(`[data-key="${at}"]`);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (kind !== 'pick' && picked?.at !== at) picked = null;
    if (kind === 'add') lay(laid.length, 0, 'added');
    else if (kind === 'back') settle(laid.filter((each) => each.at !== at), 'taken', at);
    else if (kind === 'pick') {
      const isPut = picked?.at === at;
      picked = isPut ? null : { at, before: laid };
      settle(laid, isPut ? 'put' : 'picked', at);
    } else if (kind === 'out' || kind === 'in') lay(here, depth + (kind === 'in' ? 1 : -1));
    else lay(here + (STEPS[kind] ?? (kind === 'up' ? -1 : 1)), depth);
    if (!row.isConnected) reach(next ? Number(next.dataset.key) : at);
  }

  /** @param {import("./desk.js").Goal} goal */
  function drop(goal, at) {
    if (goal === null) return;
    picked = null;
    if (goal === 'back') settle(laid.filter((each) => each.at !== at), 'taken', at);
    else settle(moved(laid, { at, depth: fit(goal.depth) }, goal.to), place(at) < 0 ? 'added' : 'moved', at);
    reach(at);
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} list */
  function press(event, list) {
    const { target, key } = /** @type {{ target: Element, key: string }} */ (event);
    const row = target.closest('li');
    const at = Number(row?.dataset.key);
    const isMain = target.closest('button') === row?.querySelector('button');
    if (!row || !isMain || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key in STEPS && picked?.at === at) act(key, at);
    else if (key in STEPS) {
      const rows = [...list.children];
      rows.at(Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + STEPS[key])))?.querySelector('button').focus();
    } else if (key === 'Escape' && picked?.at === at) {
      const { before } = picked;
      picked = null;
      settle(before, 'put', at);
    } else if (list === desk.list && kinds.includes(KINDS[key])) act(KINDS[key], at);
    else return;
    event.preventDefault();
  }

  /** Let the Tab key stop at one line of a list: where the focus is or was. */
  function stop(list) {
    const rows = /** @type {HTMLElement[]} */ ([...list.children]);
    const held = rows.find((row) => row.contains(document.activeElement));
    if (held) stops.set(list, held.dataset.key);
    const current = rows.find((row) => row.dataset.key === stops.get(list)) ?? rows[0];
    for (const row of rows) {
      for (const button of row.querySelectorAll('button')) set(button, { tabindex: row === current ? null : -1 });
    }
  }

  function made(at, of) {
    const [, plain, markup] = lines[at];
    const row = line(plain, markup, of, (kind) => act(kind, at));
    if (of.length) draggable(row.querySelector('.box'), board(String(at), fit, (goal) => drop(goal, at)));
    return row;
  }

  function draw() {
    const { settled } = view;
    const astray = now() === JSON.stringify(view.response) ? view.answer.astray : null;
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const free = [...lines.keys()].filter((at) => place(at) < 0);
    keep(pool.list, free, String, (at) => made(at, ['add']), (row, at) => (
      refresh(row, { label: () => fill(words.add, { line: lines[at][1] }) })));
    keep(desk.list, laid, ({ at }) => (settled ? `${at} fixed` : String(at)), ({ at }) => made(at, settled ? [] : kinds), (row, { at, depth }) => {
      const number = place(at) + 1;
      const ends = { up: number === 1, down: number === laid.length, out: depth === 0, in: depth === deepest };
      refresh(row, { number, depth, ends, picked: picked?.at === at, label: (kind) => fill(words[kind], { place: number }) });
      row.toggleAttribute('data-astray', number === astray);
    });
    // what is moved within the page loses the focus
    if (focused !== document.activeElement && fieldset.contains(focused)) focused.focus();
    for (const { list } of [pool, desk]) stop(list);
    pool.none.hidden = free.length > 0;
    desk.none.hidden = laid.length > 0;
    pool.whole.hidden = note.hidden = settled;
    set(fieldset, { 'aria-describedby': settled ? null : note.id });
  }

  for (const { list } of [pool, desk]) {
    list.addEventListener('keydown', (event) => press(event, list));
    list.addEventListener('focusin', () => stop(list));
  }

  return {
    elements,
    read: () => JSON.parse((written = now())),
    change(next, news) {
      view = next;
      html(prompt, view.prompt);
      const isNew = news && now() === written;
      if (isNew || view.settled) picked = null;
      if (isNew) laid = restored(view.response, given);
      if (isNew) written = now();
      draw();
    },
    focus: () => [...fieldset.querySelectorAll('button')].find((button) => button.tabIndex === 0)?.focus(),
  };
}

export default checkpoint(order);
