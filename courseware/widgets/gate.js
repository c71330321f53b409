/** The card at a branch that is not open: what is missing, and the ways forward. */

import { html, icon, keep, link, make, set, text, unique } from './element.js';
import STYLE from './gate.css';
import { dress } from './look.js';
import { save, show } from './strips.js';
import { wire } from './wire.js';

const LOCK = 'M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2m1 0V8a4 4 0 0 1 8 0v3';
const DOOR = 'M4 12h14M13 6l6 6-6 6';

/**
 * One thing that the branch asks for.
 * @param {any} need
 */
function requirement(need) {
  const words = need.places ? link(need.places) : make('span');
  html(words, need.html);
  const sign = icon(need.met ? 'ok' : 'empty');
  return make('li', { 'data-state': need.met ? 'right' : 'open' }, sign, make('span', {}, words));
}

/** @param {{ model: any, el: HTMLElement }} place */
function render({ model, el }) {
  if (!model.get('view').words) return undefined;
  const name = unique();
  const title = make('h2', { id: name });
  const sentence = make('p');
  const needs = make('ul');
  const actions = make('div', { class: 'actions' });
  const status = make('div', { class: 'strips', role: 'status', 'aria-atomic': 'false' });
  const card = make('section', { class: 'gate', tabindex: '-1', 'aria-labelledby': name }, title, sentence, needs, actions, status);
  const opened = make('p', { class: 'aside', role: 'status', tabindex: '-1' });
  const root = dress(el, 'gate', STYLE, card, opened);
  const line = wire(model, root);
  opened.addEventListener('blur', () => set(opened, { class: 'aside' }));

  function update() {
    const view = model.get('view');
    const held = card.contains(document.activeElement);
    const closed = view.state === 'locked' || view.state === 'offered';
    const was = card.dataset.state;
    set(card, { 'data-state': view.state, hidden: !closed });
    const id = view.places[0];
    if (!document.getElementById(id)) set(card, { id });
    if (was !== view.state) {
      card.querySelector(':scope > svg')?.remove();
      card.prepend(view.state === 'offered' ? icon('door', DOOR) : icon('lock', LOCK));
    }
    html(title, view.title);
    html(sentence, view.sentence);
    needs.hidden = view.needs.length === 0;
    keep(needs, view.needs, (need) => JSON.stringify(need), requirement);
    keep(actions, view.buttons, (button) => button[0] + (button[3] ?? ''), ([kind, , style, interest]) => {
      const button = make('button', { type: 'button', class: style });
      button.addEventListener('click', () => line.send(kind, interest === undefined ? {} : { interest }));
      return button;
    }, (button, [, label]) => html(button, label));
    actions.hidden = view.buttons.length === 0;
    show(status, view.strips, (kind) => line.send(kind));
    const opens = view.state === 'open' || view.state === 'done';
    const stood = was === 'locked' || was === 'offered';
    if (was !== view.state) text(opened, stood && opens ? view.words.opened : '');
    if (!held || card.contains(document.activeElement)) return;
    // whoever opened the branch stands where its card was; nobody else sees the line or is moved
    if (!closed) set(opened, { class: 'opened' });
    (closed ? card : opened).focus();
  }

  update();
  model.on('change:view', update);
  model.on('msg:custom', save);
  line.greet();
  return () => {
    model.off('change:view', update);
    model.off('msg:custom', save);
    line.close();
  };
}

export default { render };
