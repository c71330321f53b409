/** What is laid on the desk: which of the kernel's lines, in which order, how deep. */

/**
 * What all answers to a question have in common.
 * @typedef {object} Given
 * @property {[string, string, string][]} lines each as its text, in plain words, and as HTML
 * @property {number} indent the columns of one step of indentation; 0 where there is none
 * @property {number} deepest
 *
 * A line of the answer: its number among those given, and its depth.
 * @typedef {{ at: number, depth: number }} Laid
 */

/**
 * The answer as it is recorded.
 * @param {Laid[]} laid
 * @param {Given} given
 */
export function texts(laid, { lines, indent }) {
  return laid.map(({ at, depth }) => ' '.repeat(depth * indent) + lines[at][0]);
}

/**
 * An answer that was recorded; of equal lines one is as good as the other.
 * @param {unknown} response
 * @param {Given} given
 * @returns {Laid[]}
 */
export function restored(response, { lines, indent, deepest }) {
  const left = lines.map(([words], at) => ({ words, at }));
  return (Array.isArray(response) ? response : []).flatMap((typed) => {
    const found = left.findIndex(({ words }) => words === String(typed).trim());
    if (found < 0) return [];
    const columns = String(typed).search(/\S/);
    const depth = indent ? Math.min(deepest, Math.round(columns / indent)) : 0;
    return left.splice(found, 1).map(({ at }) => ({ at, depth }));
  });
}

/**
 * The answer with a line moved, or added: before the one that is `to`th without it.
 * @param {Laid[]} laid
 * @param {Laid} line
 * @param {number} to
 */
export function moved(laid, line, to) {
  const others = laid.filter(({ at }) => at !== line.at);
  const place = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, place), line, ...others.slice(place)];
}
