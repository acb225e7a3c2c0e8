// Keys for every page: what an element declares in data-key is pressed by that key.
//
//   <a href="/search" data-key="/">          follows the link
//   <button data-key="Space Enter 3">        several keys, one button
//   <button data-key="?" data-opens="id">    opens the dialog of that id
//
// Where two elements declare a key, the later one in the page wins: the page knows better than its header.

const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const PRESSED_BY_ITSELF = "a[href], button, summary, input, select, textarea";

/** @param {KeyboardEvent} event */
function nameOf(event) {
  return event.key === " " ? "Space" : event.key;
}

/** @param {HTMLElement} element */
function shown(element) {
  return element.getClientRects().length > 0 && !("disabled" in element && element.disabled);
}

/** @param {string} name */
function declared(name) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll("[data-key]");
  return [...all].filter((one) => one.dataset.key?.split(" ").includes(name) && shown(one)).pop();
}

/** @param {Element | null} except */
function closeMenus(except = null) {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const menus = document.querySelectorAll("details[data-closes][open]");
  for (const menu of menus) {
    if (menu !== except) menu.open = false;
  }
}

function toSearchField() {
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("main input[type=search]");
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest(TYPED_IN) || document.querySelector("dialog[open]")) return;
  const name = nameOf(event);
  // Space and Enter already press what has the focus; pressing something else as well would be a surprise.
  if ((name === "Space" || name === "Enter") && at.closest(PRESSED_BY_ITSELF)) return;
  if (name === "/" && toSearchField()) return event.preventDefault();
  const element = declared(name);
  if (!element) return;
  event.preventDefault();
  element.click();
});

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return closeMenus();
  closeMenus(event.target.closest("details[data-closes]"));
  /** @type {HTMLElement | null} */
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens ?? "");
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
});

// A button that only a script can serve stays hidden until the script is here.
/** @type {NodeListOf<HTMLElement>} */
const openers = document.querySelectorAll("[data-opens][hidden]");
for (const opener of openers) opener.hidden = false;
