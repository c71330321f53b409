/** A box for lines of code or of what code prints: each as it is typed, and as high as they need. */

import LINES from './area.css';
import { make } from './element.js';
import { wear } from './look.js';

/**
 * @param {number} least how many lines it shows even where there are fewer
 * @param {string} label the id of what names it
 * @param {string} note the id of what describes it
 */
export function area(least, label, note) {
  wear('area', LINES);
  const editor = make('textarea', {
    class: 'editor', wrap: 'off', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    'aria-labelledby': label, 'aria-describedby': note,
  });
  const fit = () => {
    editor.rows = Math.min(20, Math.max(least, editor.value.split('\n').length + 1));
  };
  editor.addEventListener('input', fit);
  return { editor, fit };
}
