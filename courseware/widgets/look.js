/** The look of the widgets, put into the page once. */

import LOOK from "./look.css";
import { make } from "./element.js";

/**
 * Dress the page for a kind of widget: one style element each, whatever the number of widgets.
 * @param {string} noun
 * @param {string} style what this kind needs besides the look that all share
 */
export function dress(noun, style) {
  for (const [name, rules] of [["look", LOOK], [noun, style]]) {
    const id = `courseware-${name}`;
    const element = document.getElementById(id) ?? make("style", { id });
    if (element.textContent !== rules) element.textContent = rules;
    if (!element.isConnected) document.head.append(element);
  }
}
