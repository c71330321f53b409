/** A plain editor for a few lines of code, with the tests that it has to pass. */

import { area } from './area.js';
import { checkpoint } from './checkpoint.js';
import TESTS from './code.css';
import { html, icon, keep, make, set, text, unique } from './element.js';
import { wear } from './look.js';

const INDENT = '    ';

/**
 * Replace a stretch of the editor's text so that the browser's undo knows of it.
 * @param {HTMLTextAreaElement} editor
 * @param {number} from
 * @param {number} to
 * @param {string} words
 */
function replace(editor, from, to, words) {
  editor.setSelectionRange(from, to);
  const done = words
    ? document.execCommand('insertText', false, words)
    : from === to || document.execCommand('delete');
  if (!done) editor.setRangeText(words, from, to, 'end');
}

/**
 * Indent or dedent the selected lines.
 * @param {HTMLTextAreaElement} editor
 * @param {boolean} back
 */
function shift(editor, back) {
  const { selectionStart: from, selectionEnd: to, value } = editor;
  if (!back && from === to) {
    replace(editor, from, to, INDENT);
    return;
  }
  const begin = value.lastIndexOf('\n', from - 1) + 1;
  const lines = value.slice(begin, to).split('\n');
  const moved = lines.map((line) => (back ? line.replace(/^ {1,4}|^\t/, '') : INDENT + line));
  replace(editor, begin, to, moved.join('\n'));
  const first = moved[0].length - lines[0].length;
  const all = moved.join('\n').length - lines.join('\n').length;
  editor.setSelectionRange(Math.max(begin, from + first), to + all);
}

/**
 * The keys of the editor: Tab indents, Enter keeps the indentation, Escape lets the next Tab out.
 * @param {HTMLTextAreaElement} editor
 */
function listen(editor) {
  let leaving = false;
  editor.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') leaving = true;
    else if (event.key !== 'Shift' && event.key !== 'Tab') leaving = false;
    if (editor.readOnly || leaving) return;
    const { selectionStart: from, selectionEnd: to, value } = editor;
    if (event.key === 'Tab') shift(editor, event.shiftKey);
    else if (event.key === 'Enter' && !event.shiftKey) {
      const line = value.slice(value.lastIndexOf('\n', from - 1) + 1, from);
      const deeper = line.trimEnd().endsWith(':') ? INDENT : '';
      replace(editor, from, to, `\n${/^[ \t]*/.exec(line)?.[0]}${deeper}`);
    } else return;
    event.preventDefault();
  });
  editor.addEventListener('blur', () => (leaving = false));
}

/**
 * @param {any} first
 * @returns {import("./checkpoint.js").Face}
 */
function code(first) {
  wear('code', TESTS);
  const name = unique();
  const prompt = make('div', { id: `${name}-prompt` });
  const keys = make('span', { class: 'small', id: `${name}-keys` });
  const tests = make('ul', { class: 'tests' });
  const { editor, fit } = area(4, `${name}-prompt`, `${name}-keys`);
  listen(editor);
  let written = '';

  return {
    elements: [prompt, editor, keys, tests],
    read: () => (written = editor.value),
    change(view, news) {
      html(prompt, view.prompt);
      set(prompt, { class: view.short ? 'prompt short' : 'prompt' });
      text(keys, view.answer.keys);
      if (news && editor.value === written) {
        editor.value = written = view.response ?? view.answer.starter;
        fit();
      }
      editor.readOnly = view.settled;
      set(tests, { 'aria-label': view.answer.tests_label, hidden: view.answer.tests.length === 0 });
      keep(tests, view.answer.tests, (test) => test.key, (test) => {
        const line = make('li', { 'data-state': test.state }, icon(test.icon), make('span'));
        html(line.lastElementChild, test.html);
        return line;
      });
    },
    focus: () => editor.focus(),
    own: {
      restore() {
        editor.focus();
        replace(editor, 0, editor.value.length, first.answer.starter);
        fit();
      },
    },
  };
}

export default checkpoint(code);
