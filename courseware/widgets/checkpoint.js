/** The frame of every checkpoint: about-line, answer, actions, hints and feedback. */

/** How long the second click of a double click may take, in milliseconds. */
const TWICE = 600;

import { keep, make, set, text } from './element.js';
import STYLE from './checkpoint.css';
import { dress } from './look.js';
import { save, show } from './strips.js';
import { wire } from './wire.js';

/**
 * What a checkpoint type puts into the frame.
 * @typedef {object} Face
 * @property {Element[]} elements what stands between the about-line and the actions
 * @property {() => unknown} read the answer as the learner has it now
 * @property {(view: any, news: boolean) => void} change bring it up to date; `news` says that the
 *   kernel knows another answer than before, which is shown unless the learner is at work on one
 * @property {() => void} focus go to where the learner answers
 * @property {Record<string, () => void>} [own] buttons that need no kernel
 */

/**
 * Make an anywidget module of a face.
 * @param {(view: any, submit: () => void) => Face} face
 */
export function checkpoint(face) {
  return {
    /** @param {{ model: any, el: HTMLElement }} place */
    render({ model, el }) {
      if (!model.get('view').id) return undefined;
      const frame = build(model, el, face);
      frame.update();
      model.on('change:view', frame.update);
      model.on('msg:custom', save);
      frame.line.greet();
      return () => {
        model.off('change:view', frame.update);
        model.off('msg:custom', save);
        frame.line.close();
      };
    },
  };
}

/**
 * @param {any} model
 * @param {HTMLElement} el
 * @param {(view: any, submit: () => void) => Face} face
 */
function build(model, el, face) {
  const id = `cw-${model.get('view').id}`;
  const about = make('p', { class: 'about' }, make('span'), ' ', make('span'));
  const actions = make('div', { class: 'actions' });
  const status = make('div', { class: 'strips', role: 'status', 'aria-atomic': 'false' });
  const answer = face(model.get('view'), () => press('answer', true));
  const card = make(
    'section',
    { class: 'checkpoint', tabindex: '-1', id: document.getElementById(id) ? null : id },
    about, ...answer.elements, actions, status,
  );
  const root = dress(el, 'checkpoint', STYLE, card);
  const line = wire(model, root, () => {
    asked.clear();
    offer(model.get('view'));
  });
  /** @type {Map<string, number>} what the kernel was asked and has not answered yet */
  const asked = new Map();
  /** @type {string | undefined} */
  let known;
  /** @type {string | undefined} */
  let sent;
  let pressed = -Infinity;
  let answered = -Infinity;

  /**
   * @param {string} kind
   * @param {boolean} [isKey] whether a key in the answer's field did it
   */
  function press(kind, isKey = false) {
    const view = model.get('view');
    if (answer.own?.[kind]) return answer.own[kind]();
    if (asked.has(kind) || (kind === 'answer' && view.settled)) return undefined;
    const said = kind === 'answer' ? { response: answer.read() } : {};
    if (kind === 'answer') {
      const response = JSON.stringify(said.response);
      const isSecond = performance.now() - answered < TWICE;
      answered = performance.now();
      // the same answer again at once is a key that was hit twice, and would cost another try
      if (isKey && isSecond && response === sent) return undefined;
      sent = response;
    }
    asked.set(kind, line.send(kind, said));
    return offer(view);
  }

  /** @param {any} view */
  function offer(view) {
    const busy = asked.has('answer');
    keep(actions, view.buttons, ([kind]) => kind, ([kind, , style]) => {
      const button = make('button', { type: 'button', class: style });
      button.addEventListener('click', (event) => {
        // the second click of a double click would fall on what took the first one's place, or
        // cost another try
        const isSecond = event.detail > 1 && event.timeStamp - pressed < TWICE;
        pressed = event.timeStamp;
        if (!isSecond || (kind === 'answer' && sent !== JSON.stringify(answer.read()))) press(kind);
      });
      return button;
    }, (button, [kind, label, style]) => {
      const checking = busy && kind === 'answer';
      text(button, checking ? view.words.checking : label);
      set(button, { class: style, 'aria-disabled': checking ? 'true' : null });
    });
  }

  function update() {
    const view = model.get('view');
    const held = card.contains(document.activeElement);
    for (const [kind, n] of asked) if (n === view.n) asked.delete(kind);
    set(card, { 'aria-label': view.label });
    [...about.children].forEach((part, place) => text(part, view.about[place]));
    const response = JSON.stringify(view.response);
    answer.change(view, response !== known);
    known = response;
    offer(view);
    show(status, view.strips, press);
    if (!held || card.contains(document.activeElement)) return;
    // what had the focus is gone: on to the answer, or to what can be done where all is answered
    const next = actions.querySelector('button');
    if (view.settled && next) next.focus();
    else answer.focus();
  }

  return { line, update };
}
