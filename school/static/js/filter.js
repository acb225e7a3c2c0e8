// Tables of people: a filter applies when it is chosen, rows answer the keyboard, ticks are counted.
//
//   <form data-filter>                    selects and tick boxes submit it; the button is then not needed
//   <button data-filter-button>           … and hides
//   <table class="data" data-rows>        j and k (or arrow keys) move from row to row, x ticks, Enter opens
//   <input type="checkbox" data-tick-all> ticks every row
//   <output data-ticked></output>         "3 chosen"

/** @type {NodeListOf<HTMLFormElement>} */
const filters = document.querySelectorAll("form[data-filter]");
for (const form of filters) {
  form.addEventListener("change", (event) => {
    const field = event.target instanceof Element ? event.target : form;
    if (field.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = form.querySelectorAll("[data-filter-button]");
  for (const button of buttons) button.hidden = true;
}

/** @type {Record<string, number>} */
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** @param {Element} row @returns {HTMLAnchorElement | null} */
const linkOf = (row) => row.querySelector("a[href]");

/** @param {Element} table @param {Element | null} from @param {number} step */
function move(table, from, step) {
  const links = [...table.querySelectorAll("tbody tr")].map(linkOf).filter((link) => link !== null);
  const at = links.findIndex((link) => link.closest("tr") === from);
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
  if (next) next.focus();
}

/** @param {Element} table */
function count(table) {
  const ticked = table.querySelectorAll("tbody input[type=checkbox]:checked").length;
  for (const line of document.querySelectorAll("[data-ticked]")) line.textContent = ticked ? `${ticked} chosen` : "";
}

/** @param {Element} table */
function answerKeys(table) {
  document.addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : document.body;
    const typing = at.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = at.closest("tbody tr");
    // Arrow keys scroll the page until a row has the focus.
    if (event.key in STEPS && (row || !event.key.startsWith("Arrow"))) {
      event.preventDefault();
      move(table, row, STEPS[event.key]);
    } else if (event.key === "x" && row) {
      /** @type {HTMLInputElement | null} */
      const box = row.querySelector("input[type=checkbox]");
      box?.click();
    }
  });
}

for (const table of document.querySelectorAll("table[data-rows]")) {
  answerKeys(table);
  table.addEventListener("change", (event) => {
    const all = event.target;
    if (all instanceof HTMLInputElement && all.matches("[data-tick-all]")) {
      /** @type {NodeListOf<HTMLInputElement>} */
      const boxes = table.querySelectorAll("tbody input[type=checkbox]");
      for (const box of boxes) box.checked = all.checked;
    }
    count(table);
  });
  count(table);
}
