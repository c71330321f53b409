/** The header of a lesson: title, skills, checkpoints as steps, what is next, the interest. */

import { html, keep, link, make, set, text, unique } from './element.js';
import STYLE from './header.css';
import { dress } from './look.js';
import { save, show } from './strips.js';
import { kernel, wire } from './wire.js';

/** How often the page's server is asked about the kernel while the page is visible, in ms. */
const PULSE = 30_000;

/**
 * A skill: its name, what is known of it as a band, and in words.
 * @param {any} skill
 */
function row(skill) {
  const line = make('li', { class: 'skill' }, make('span'));
  const rect = (/** @type {string} */ style, /** @type {number} */ x, /** @type {number} */ width) =>
    `<rect class='${style}' x='${x}' y='3' width='${width}' height='6' rx='3'/>`;
  const [low, high] = [Math.round(skill.low * 144), Math.round(skill.high * 144)];
  const likely = high > low ? rect('likely', low, high - low) : '';
  html(line.firstElementChild, skill.title);
  line.insertAdjacentHTML(
    'beforeend',
    ` <svg class='band' viewBox='0 0 144 12' preserveAspectRatio='none' role='img'>${rect('track', 0, 144)}${likely}` +
      `<path class='aim' d='M${Math.round(skill.aim * 142) + 1} 0v12'/></svg> <span class='small'></span>`,
  );
  set(line.querySelector('svg'), { 'aria-label': skill.label });
  text(line.lastElementChild, skill.words);
  return line;
}

/**
 * Whether the kernel of the page has gone: the server says so, or cannot be asked twice in a row.
 * @param {any} model
 * @param {(state: "ended") => void} tell
 */
function watch(model, tell) {
  let misses = 0;
  const check = async () => {
    if (document.visibilityState !== 'visible') return;
    const state = await kernel(model);
    misses = state === 'unreachable' ? misses + 1 : 0;
    if (state === 'gone' || misses > 1) tell('ended');
    else if (misses) setTimeout(check, PULSE / 10);
  };
  const pulse = setInterval(check, PULSE);
  return () => clearInterval(pulse);
}

/** @param {{ model: any, el: HTMLElement }} place */
function render({ model, el }) {
  if (!model.get('view').words) return undefined;
  const name = unique();
  const title = make('h1', { id: name });
  const about = make('p', { class: 'small' });
  const skills = make('ul', { class: 'skills' });
  const steps = make('ol', { class: 'steps' });
  const nav = make('nav', {}, steps);
  const next = make('p', { class: 'next' });
  const legend = make('legend');
  const choices = make('div', { class: 'actions' });
  const interests = make('fieldset', { class: 'interests' }, legend, choices);
  const status = make('div', { class: 'strips', role: 'status', 'aria-atomic': 'false' });
  // a group: a header that is in no main or section would be the banner of the whole page
  const header = make('header', { class: 'lesson-header', role: 'group', 'aria-labelledby': name }, title, about, skills, nav, next, interests, status);
  const root = dress(el, 'header', STYLE, header);
  const line = wire(model, root);

  function update() {
    const view = model.get('view');
    html(title, view.title);
    text(about, view.about);
    set(skills, { 'aria-label': view.words.skills, hidden: view.skills.length === 0 });
    keep(skills, view.skills, (skill) => JSON.stringify(skill), row);
    set(nav, { 'aria-label': view.words.steps, hidden: view.steps.length === 0 });
    keep(steps, view.steps, (step) => step.places[0], (step) =>
      make('li', {}, link(step.places, make('span', {}, String(step.number)))),
    (item, step) => set(item.firstElementChild, {
      'data-state': step.state, 'aria-label': step.label, 'aria-current': step.current ? 'step' : null,
    }));
    keep(next, view.next, (part) => JSON.stringify(part), (part) => {
      const words = part.places ? link(part.places) : make('span', { class: 'small' });
      html(words, part.places ? part.html : ` ${part.html}`);
      return words;
    });
    interests.hidden = view.interests.length === 0;
    text(legend, view.words.interest);
    keep(choices, view.interests, ([id]) => id, ([id]) => {
      const button = make('button', { type: 'button', class: 'line' });
      button.addEventListener('click', () => line.send('interest', { interest: id || null }));
      return button;
    }, (button, [, markup, pressed]) => {
      html(button, markup);
      set(button, { 'aria-pressed': String(pressed) });
    });
    show(status, view.strips, (kind) => line.send(kind));
  }

  const wake = () => document.visibilityState === 'visible' && line.send('hello');
  update();
  model.on('change:view', update);
  model.on('msg:custom', save);
  document.addEventListener('visibilitychange', wake);
  const unwatch = watch(model, line.tell);
  line.greet();
  return () => {
    model.off('change:view', update);
    model.off('msg:custom', save);
    document.removeEventListener('visibilitychange', wake);
    unwatch();
    line.close();
  };
}

export default { render };
