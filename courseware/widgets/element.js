/** Elements: made once, changed in place, so that no learner loses the focus or a draft. */

const PATHS = {
  ok: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m5 .5 2.7 2.7L16 9.5',
  no: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m9-4.5V13m0 3.4v.1',
  empty: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
  bulb: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.6.5.9 1.2.9 2.1h5.2c0-.9.3-1.6.9-2.1A6 6 0 0 0 12 3Z',
};

/** @type {WeakMap<Element, string>} the markup that an element was given last */
const markups = new WeakMap();

/**
 * Bring attributes up to date; null and false take one away.
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @returns {E}
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else {
      const text = value === true ? '' : String(value);
      if (element.getAttribute(name) !== text) element.setAttribute(name, text);
    }
  }
  return element;
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = set(document.createElement(tag), attributes);
  element.append(...children);
  return element;
}

/**
 * Show HTML that the kernel rendered; the same markup again changes nothing.
 * @param {Element} element
 * @param {string} markup
 */
export function html(element, markup) {
  if (markups.get(element) === markup) return;
  markups.set(element, markup);
  element.innerHTML = markup;
}

/**
 * Show plain text; the same text again changes nothing.
 * @param {Element} element
 * @param {string} words
 */
export function text(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * One of the pictures that stand beside a word; it says nothing itself.
 * @param {string} name
 * @param {string} [d] what it draws, where that is none of those above
 * @returns {SVGElement}
 */
export function icon(name, d = PATHS[name]) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  set(path, { d });
  svg.append(path);
  return set(svg, { class: 'i', viewBox: '0 0 24 24', 'aria-hidden': 'true', 'data-icon': name });
}

/**
 * Bring the children of `parent` in line with `items`; what is already there stays.
 * @template I
 * @param {Element} parent
 * @param {I[]} items
 * @param {(item: I) => string} key tells items apart
 * @param {(item: I) => Element} create
 * @param {(element: any, item: I) => void} [change] brings an element up to date
 */
export function keep(parent, items, key, create, change = () => {}) {
  const keys = new Set(items.map(key));
  const old = new Map();
  for (const child of [...parent.children]) {
    const name = /** @type {HTMLElement} */ (child).dataset.key;
    if (keys.has(name)) old.set(name, child);
    else child.remove();
  }
  items.forEach((item, place) => {
    const child = old.get(key(item)) ?? set(create(item), { 'data-key': key(item) });
    change(child, item);
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

/** A name that nothing else on the page has (several copies of this module may run in it). */
export function unique() {
  return `cw-${Math.random().toString(36).slice(2)}`;
}

/**
 * Go to the first of these places that can be seen on the page: into view, and with the focus.
 * @param {string[]} places ids of elements
 */
export function go(places) {
  const place = places.map((id) => document.getElementById(id)).find((found) => found?.getClientRects().length);
  if (!place) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  place.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  place.focus({ preventScroll: true });
}

/**
 * A link to places on this page.
 * @param {string[]} places
 * @param {...(Node | string)} children
 */
export function link(places, ...children) {
  const anchor = make('a', { href: `#${places[0]}` }, ...children);
  anchor.addEventListener('click', (event) => {
    event.preventDefault();
    go(places);
  });
  return anchor;
}
