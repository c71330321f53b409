/** The strips below a question: the verdict, hints, notes, and what went wrong with the record. */

import { html, icon, keep, make } from './element.js';

/**
 * Show strips; one that stays is neither made nor said again.
 * @param {Element} status
 * @param {any[]} strips
 * @param {(kind: string) => void} press tells the kernel which button was pressed
 */
export function show(status, strips, press) {
  keep(status, strips, (strip) => strip.key, (strip) => {
    const said = make('div');
    const body = make('div', {}, said);
    if (strip.button) {
      const [kind, label] = strip.button;
      const button = make('button', { type: 'button', class: 'line' }, label);
      button.addEventListener('click', () => press(kind));
      body.append(make('div', { class: 'actions' }, button));
    }
    return make('div', { class: 'strip', 'data-state': strip.state }, icon(strip.icon), body);
  }, (element, strip) => html(element.lastElementChild.firstElementChild, strip.html));
}

/**
 * Let the browser save what the kernel sends as a file.
 * @param {any} message
 */
export function save(message) {
  if (message?.kind !== 'file') return;
  const address = URL.createObjectURL(new Blob([message.text], { type: 'application/jsonl' }));
  make('a', { href: address, download: message.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
