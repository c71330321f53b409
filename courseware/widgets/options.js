/** Options to pick from, as `choice` and `multiple` have them. */

import { html, keep, make, set, text, unique } from './element.js';
import { group } from './group.js';

/**
 * @param {any} first
 * @param {() => void} submit
 * @param {"radio" | "checkbox"} type
 * @returns {import("./checkpoint.js").Face}
 */
export function options(first, submit, type) {
  const name = unique();
  const note = make('p', { class: 'note small', id: `${name}-note` });
  const list = make('div');
  const { prompt, fieldset, elements } = group(first, note, list);
  const inputs = () => [...list.querySelectorAll('input')];
  const picked = () => inputs().filter((input) => input.checked).map((input) => input.value);
  let written = '[]';
  list.addEventListener('click', (event) => {
    const input = event.target instanceof Element && event.target.closest('label')?.querySelector('input');
    if (input && input.ariaDisabled) event.preventDefault();
  });
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    submit();
  });

  return {
    elements,
    read() {
      written = JSON.stringify(picked());
      return type === 'radio' ? picked()[0] ?? null : picked();
    },
    change(view, news) {
      html(prompt, view.prompt);
      text(note, view.answer.note ?? '');
      note.hidden = !view.answer.note;
      set(fieldset, { 'aria-describedby': note.hidden ? null : note.id });
      keep(list, view.answer.options, ([id]) => id, ([id, , words]) => {
        const input = make('input', { type, name, value: id, 'aria-label': words });
        return make('label', { class: 'option' }, input, make('span'));
      }, (option, [, markup]) => html(option.lastChild, markup));
      const isNew = news && JSON.stringify(picked()) === written;
      const answer = [view.response ?? []].flat();
      for (const input of inputs()) {
        if (isNew) input.checked = answer.includes(input.value);
        input.disabled = view.settled && !input.checked;
        set(input, { 'aria-disabled': view.settled && input.checked ? 'true' : null });
        // a browser may leave the focus on what can no longer be used
        if (input.disabled) input.blur();
      }
      if (isNew) written = JSON.stringify(picked());
    },
    focus: () => (inputs().find((input) => input.checked) ?? inputs()[0])?.focus(),
  };
}
