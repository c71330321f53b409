/** Code to read, and a box for what it prints. */

import { area } from './area.js';
import { checkpoint } from './checkpoint.js';
import { html, make, set, text, unique } from './element.js';
import { wear } from './look.js';
import LISTING from './predict.css';

/**
 * @returns {import("./checkpoint.js").Face}
 */
function predict() {
  wear('predict', LISTING);
  const name = unique();
  const prompt = make('div', { id: `${name}-prompt` });
  const code = make('pre', { class: 'listing', role: 'group', tabindex: '0' });
  const note = make('span', { class: 'small', id: `${name}-note` });
  const { editor, fit } = area(3, `${name}-prompt`, `${name}-note`);
  let written = '';

  return {
    elements: [prompt, code, editor, note],
    read: () => (written = editor.value),
    change(view, news) {
      html(prompt, view.prompt);
      set(prompt, { class: view.short ? 'prompt short' : 'prompt' });
      set(code, { 'aria-label': view.answer.label });
      text(code, view.answer.code);
      text(note, view.answer.note);
      if (news && editor.value === written) {
        editor.value = written = view.response ?? '';
        fit();
      }
      editor.readOnly = view.settled;
    },
    focus: () => editor.focus(),
  };
}

export default checkpoint(predict);
