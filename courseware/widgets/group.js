/** A prompt with a group of fields that it names. */

import { make, unique } from './element.js';

/**
 * @param {any} first the view as it is when the group is made
 * @param {...Element} fields
 */
export function group(first, ...fields) {
  const name = unique();
  const style = first.short ? 'prompt short' : 'prompt';
  // a legend may hold a line of text; a longer prompt stands before the fields and names them
  const prompt = make(first.short ? 'legend' : 'div', { class: style, id: name });
  const fieldset = make('fieldset', first.short ? {} : { 'aria-labelledby': name }, ...fields);
  if (first.short) fieldset.prepend(prompt);
  return { prompt, fieldset, elements: first.short ? [fieldset] : [prompt, fieldset] };
}
