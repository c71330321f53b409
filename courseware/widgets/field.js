/** A prompt with one line to answer in, as `numeric` and `text` have it. */

import { html, make, set, text, unique } from './element.js';

/**
 * @param {() => void} submit
 * @param {string} style a further class of the field
 * @returns {import("./checkpoint.js").Face}
 */
export function field(submit, style) {
  const name = unique();
  const prompt = make('div', { id: `${name}-prompt` });
  const unit = make('span', { id: `${name}-unit` });
  const note = make('span', { class: 'small', id: `${name}-note` });
  const input = make('input', {
    class: `field ${style}`, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    'aria-labelledby': `${name}-prompt`, 'aria-describedby': `${name}-unit ${name}-note`,
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  let written = '';
  return {
    elements: [prompt, make('div', { class: 'answer' }, input, unit, note)],
    read: () => (written = input.value),
    change(view, news) {
      html(prompt, view.prompt);
      set(prompt, { class: view.short ? 'prompt short' : 'prompt' });
      text(unit, view.answer.unit);
      text(note, view.answer.note);
      unit.hidden = !view.answer.unit;
      note.hidden = !view.answer.note;
      // another face of the same type may have been answered otherwise than in words
      const given = typeof view.response === 'object' ? '' : String(view.response);
      if (news && input.value === written) input.value = written = given;
      input.readOnly = view.settled;
    },
    focus: () => input.select(),
  };
}
