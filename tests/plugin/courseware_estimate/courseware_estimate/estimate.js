/** A scale to slide on. */

import { checkpoint as frame } from 'courseware/checkpoint.js';
import { html, make, set, unique } from 'courseware/element.js';

// names of its own may be those of the frame
const text = (number) => `${number} of ${scale.high}`;
let scale = { low: 0, high: 0 };

export default frame((view) => {
  const name = unique();
  const prompt = make('div', { id: name });
  const slider = make('input', { type: 'range', 'aria-labelledby': name, style: 'inline-size: 100%; min-block-size: 2.75rem' });
  const shown = make('output');
  const tell = () => (shown.textContent = text(slider.value));
  slider.addEventListener('input', tell);
  return {
    elements: [prompt, slider, shown],
    read: () => Number(slider.value),
    change(now, news) {
      scale = now.answer;
      html(prompt, now.prompt);
      set(slider, { min: scale.low, max: scale.high, disabled: now.settled });
      if (news) slider.value = String(now.response ?? (scale.low + scale.high) / 2);
      tell();
    },
    focus: () => slider.focus(),
  };
});
