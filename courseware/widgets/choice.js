/** One of several options, as radio buttons. */

import { checkpoint } from './checkpoint.js';
import { html, keep, make, unique } from './element.js';

/**
 * @param {any} first
 * @param {() => void} submit
 * @returns {import("./checkpoint.js").Face}
 */
function choice(first, submit) {
  const name = unique();
  const style = first.short ? 'prompt short' : 'prompt';
  // a legend may hold a line of text; a longer prompt stands before the options and names them
  const prompt = make(first.short ? 'legend' : 'div', { class: style, id: name });
  const options = make('div');
  const group = make('fieldset', first.short ? {} : { 'aria-labelledby': name }, options);
  if (first.short) group.prepend(prompt);
  const inputs = () => [...options.querySelectorAll('input')];
  const picked = () => inputs().find((input) => input.checked)?.value ?? null;
  /** @type {string | null} */
  let written = null;
  options.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    submit();
  });

  return {
    elements: first.short ? [group] : [prompt, group],
    read: () => (written = picked()),
    change(view, news) {
      html(prompt, view.prompt);
      keep(options, view.answer.options, ([id]) => id, ([id]) => {
        const input = make('input', { type: 'radio', name, value: id });
        return make('label', { class: 'option' }, input, make('span'));
      }, (option, [, markup]) => html(option.lastChild, markup));
      if (news && picked() === written) written = view.response;
      for (const input of inputs()) {
        if (news && written === view.response) input.checked = input.value === written;
        input.disabled = view.settled && !input.checked;
      }
    },
    focus: () => (inputs().find((input) => input.checked) ?? inputs()[0])?.focus(),
  };
}

export default checkpoint(choice);
