/** The look of the widgets, put into the page once. */

import LOOK from './look.css';
import { make, set } from './element.js';

/**
 * Put rules into the page, once for each noun.
 * @param {string} noun
 * @param {string} rules
 */
export function wear(noun, rules) {
  const id = `courseware-${noun}`;
  const element = document.getElementById(id) ?? make('style', { id });
  if (element.textContent !== rules) element.textContent = rules;
  if (!element.isConnected) document.head.append(element);
}

/**
 * Dress what a widget shows and put it into its place: the page gets one style element a kind.
 * @param {HTMLElement} el where anywidget wants the widget
 * @param {string} noun
 * @param {string} style what this kind needs besides the look that all share
 * @param {...Element} children
 */
export function dress(el, noun, style, ...children) {
  wear('look', LOOK);
  wear(noun, style);
  const root = make('div', { class: 'cw' }, ...children);
  // JupyterLab takes keys such as Shift+Enter and arrows for itself unless it is told not to, and
  // it has to be told by the very element that has the focus
  root.addEventListener('focusin', ({ target }) => set(target, { 'data-lm-suppress-shortcuts': 'true' }));
  el.replaceChildren(root);
  return root;
}
