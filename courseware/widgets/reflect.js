/** A text of the learner's own, and how they rate it once they have written it. */

import { checkpoint } from './checkpoint.js';
import { html, keep, make, set, text, unique } from './element.js';
import { wear } from './look.js';
import PROSE from './reflect.css';

/**
 * @returns {import("./checkpoint.js").Face}
 */
function reflect() {
  wear('reflect', PROSE);
  const name = unique();
  const prompt = make('div', { id: `${name}-prompt` });
  const field = make('textarea', { class: 'prose', rows: 6, 'aria-labelledby': `${name}-prompt` });
  const question = make('legend');
  const rubric = make('div');
  const rating = make('fieldset', { class: 'rating' }, question, rubric);
  const inputs = () => [...rubric.querySelectorAll('input')];
  /** What was written and how it was rated, as the kernel keeps it. */
  const answer = () => {
    const picked = inputs().findIndex((input) => input.checked);
    return picked < 0 ? { text: field.value } : { text: field.value, rating: picked };
  };
  let written = JSON.stringify(answer());
  let known = false;

  return {
    elements: [prompt, field, rating],
    read() {
      written = JSON.stringify(answer());
      return answer();
    },
    change(view, news) {
      html(prompt, view.prompt);
      set(prompt, { class: view.short ? 'prompt short' : 'prompt' });
      text(question, view.answer.question);
      keep(rubric, view.answer.rubric, ([place]) => String(place), ([place]) => {
        const input = make('input', { type: 'radio', name, value: place });
        return make('label', { class: 'option' }, input, make('span'));
      }, (option, [, markup]) => html(option.lastChild, markup));
      const isNew = rating.hidden && view.answer.rubric.length > 0;
      rating.hidden = view.answer.rubric.length === 0;
      // what comes next stands before the button that was pressed
      if (isNew && known && rating.parentElement?.contains(document.activeElement)) inputs()[0].focus();
      known = true;
      if (!news || JSON.stringify(answer()) !== written) return;
      const given = typeof view.response === 'string' ? { text: view.response } : view.response;
      field.value = given?.text ?? '';
      inputs().forEach((input, place) => (input.checked = place === given?.rating));
      written = JSON.stringify(answer());
    },
    focus: () => field.focus(),
  };
}

export default checkpoint(reflect);
