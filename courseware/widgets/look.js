/** The look of the widgets, put into the page once. */

import LOOK from './look.css';
import { make } from './element.js';

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
  // JupyterLab takes keys such as Shift+Enter and arrows for itself unless it is told not to
  const root = make('div', { class: 'cw', 'data-lm-suppress-shortcuts': 'true' }, ...children);
  el.replaceChildren(root);
  return root;
}
