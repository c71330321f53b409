/** The wire to the kernel: numbered messages, each acknowledged, and what to say when none comes. */

import { icon, make } from './element.js';

/** How long an acknowledgement may take, in milliseconds. */
const PATIENCE = 4000;

/** How long one greeting does for all widgets that come up on a page, in milliseconds. */
const TOGETHER = 1000;

/** @type {WeakMap<object, number>} when somebody on the page last greeted the kernel behind it */
const greeted = (globalThis.coursewareGreeted ??= new WeakMap());

/** What is acknowledged, and need not be followed by a view. */
const UNANSWERED = new Set(['hello', 'ping', 'save']);

/** What Jupyter tells a page of itself; a Voilà page knows its kernel. */
function config() {
  const source = document.getElementById('jupyter-config-data')?.textContent;
  return source ? JSON.parse(source) : {};
}

/**
 * Ask the page's server about the page's kernel; a notebook's page knows it by itself.
 * @param {any} model anywidget's model
 * @returns {Promise<'idle' | 'busy' | 'gone' | 'unreachable' | 'unknown'>}
 */
export async function kernel(model) {
  const { baseUrl, kernelId } = config();
  if (!kernelId) return model.widget_manager?.kernel?.status === 'busy' ? 'busy' : 'unknown';
  const address = new URL(`${baseUrl}api/kernels/${kernelId}`, location.href);
  if (address.origin !== location.origin) return 'unknown';
  try {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return 'gone';
    return (await answer.json()).execution_state === 'busy' ? 'busy' : 'idle';
  } catch {
    return 'unreachable';
  }
}

/**
 * Open the wire of one view of a widget.
 * @param {any} model anywidget's model
 * @param {HTMLElement} place where "this session has ended" may be shown
 * @param {() => void} [lost] what to do when nothing more will come
 */
export function wire(model, place, lost = () => {}) {
  let last = Math.floor(Math.random() * 1e9);
  /** @type {Map<number, ReturnType<typeof setTimeout>>} messages without an acknowledgement */
  const waiting = new Map();
  /** @type {Set<number>} messages that a view has to answer, as its `n` */
  const unanswered = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pulse;
  const alert = make('div', { role: 'alert' });
  place.append(alert);

  /** @param {"alive" | "working" | "ended"} state */
  function tell(state) {
    if (state === 'ended') lost();
    if ((alert.dataset.state ?? 'alive') === state) return;
    alert.dataset.state = state;
    alert.replaceChildren(...(state === 'alive' ? [] : [banner(model.get('view').words, state)]));
  }

  /** @param {number} n */
  function expect(n) {
    waiting.set(n, setTimeout(() => late(n), PATIENCE));
  }

  /** @param {number} n */
  async function late(n) {
    const state = await kernel(model);
    if (!waiting.has(n)) return;
    tell(state === 'busy' ? 'working' : 'ended');
    if (state === 'busy') expect(n);
  }

  /**
   * Tell the kernel something; returns the number that the view answers with as its `n`.
   * @param {string} kind
   * @param {Record<string, unknown>} [content]
   */
  function send(kind, content = {}) {
    last += 1;
    expect(last);
    try {
      model.send({ kind, n: last, ...content });
    } catch {
      // a connection that is known to be gone refuses: nobody will acknowledge this
    }
    if (!UNANSWERED.has(kind)) unanswered.add(last);
    return last;
  }

  /** @param {any} message */
  function hear(message) {
    if (message?.kind !== 'ack') return;
    clearTimeout(waiting.get(message.n));
    waiting.delete(message.n);
    tell('alive');
    clearTimeout(pulse);
    // whoever works on an answer for long may still die at it
    pulse = setTimeout(() => unanswered.size && send('ping'), PATIENCE);
  }

  /** Tell the kernel that somebody looks, unless another widget of the page just did. */
  function greet() {
    const page = model.widget_manager ?? greeted;
    const last = greeted.get(page) ?? -Infinity;
    if (performance.now() - last < TOGETHER) return;
    greeted.set(page, performance.now());
    send('hello');
  }

  const answered = () => unanswered.delete(model.get('view').n);
  model.on('msg:custom', hear);
  model.on('change:view', answered);
  return {
    send,
    greet,
    tell,
    close() {
      model.off('msg:custom', hear);
      model.off('change:view', answered);
      clearTimeout(pulse);
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

/**
 * @param {Record<string, string>} words
 * @param {"working" | "ended"} state
 */
function banner(words, state) {
  if (state === 'working') return make('div', { class: 'banner' }, icon('empty'), make('p', {}, words.working));
  const said = make('p', {}, make('span', { class: 'word' }, words.ended), ' ');
  if (!config().kernelId) said.append(words.rerun);
  else {
    const [before, label, after] = words.restart.split(/[[\]]/);
    const again = make('a', { href: location.href }, label);
    again.addEventListener('click', (event) => {
      event.preventDefault();
      location.reload();
    });
    said.append(before, again, after);
  }
  return make('div', { class: 'banner' }, icon('no'), said);
}
