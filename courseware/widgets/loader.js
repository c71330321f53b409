/** What each of our widgets begins with: its module, which all of its kind take from one model. */

/** @type {Map<string, Promise<any>>} modules by their text; the page keeps them for all widgets */
const loaded = (globalThis.coursewareModules ??= new Map());

/**
 * The module of a widget.
 * @param {any} model anywidget's model
 */
async function load(model) {
  const source = (await model.widget_manager.get_model(model.get('module'))).get('text');
  if (!loaded.has(source)) {
    loaded.set(source, import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))));
  }
  return (await loaded.get(source)).default;
}

/** @param {{ model: any, el: HTMLElement }} place */
async function render(place) {
  return (await load(place.model)).render(place);
}

export default { render };
