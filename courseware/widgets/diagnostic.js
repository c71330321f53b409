/** The card of the test before a lesson: what it offers, where it stands, and what it found. */

import STYLE from './diagnostic.css';
import { html, keep, link, make, set, text, unique } from './element.js';
import { dress } from './look.js';
import { save, show } from './strips.js';
import { wire } from './wire.js';

/** @param {{ model: any, el: HTMLElement }} place */
function render({ model, el }) {
  if (!model.get('view').words) return undefined;
  const name = unique();
  const title = make('h2', { id: name });
  const said = make('div', { class: 'said', role: 'status' });
  const way = make('p', { class: 'way' });
  const actions = make('div', { class: 'actions' });
  const status = make('div', { class: 'strips', role: 'status', 'aria-atomic': 'false' });
  const card = make('section', { class: 'diagnostic', tabindex: '-1', 'aria-labelledby': name }, title, said, way, actions, status);
  const line = wire(model, dress(el, 'diagnostic', STYLE, card));

  function update() {
    const view = model.get('view');
    const held = card.contains(document.activeElement);
    set(card, { 'data-stage': view.stage });
    text(title, view.title);
    keep(said, view.said, (markup) => markup, () => make('p'), (paragraph, markup) => html(paragraph, markup));
    way.hidden = !view.current;
    keep(way, view.current ? [view.current] : [], (places) => places[0], (places) => link(places, view.words.go));
    keep(actions, view.buttons, ([kind]) => kind, ([kind]) => {
      const button = make('button', { type: 'button' });
      button.addEventListener('click', () => line.send(kind));
      return button;
    }, (button, [, label, style]) => {
      set(button, { class: style });
      text(button, label);
    });
    actions.hidden = view.buttons.length === 0;
    show(status, view.strips, (kind) => line.send(kind));
    // what had the focus is gone: it stays in the card
    if (held && !card.contains(document.activeElement)) card.focus();
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
