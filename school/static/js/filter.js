// Tables of people: a filter applies when it is chosen, rows answer the keyboard, ticks are counted.
//
//   <form data-filter>                    selects and tick boxes submit it; the button is then not needed
//   <button data-filter-button>           … and hides
//   <table class="data" data-rows>        j and k (or arrow keys) move from row to row, x ticks, Enter opens
//   <input type="checkbox" data-tick-all> ticks every row
//   <output data-ticked></output>         "3 chosen"

for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
  for (const button of form.querySelectorAll("[data-filter-button]")) button.hidden = true;
}

const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function move(table, from, step) {
  const links = [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  const at = links.findIndex((link) => link.closest("tr") === from);
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
  if (next) next.focus();
}

function count(table) {
  const ticked = table.querySelectorAll("tbody input[type=checkbox]:checked").length;
  for (const line of document.querySelectorAll("[data-ticked]")) line.textContent = ticked ? `${ticked} chosen` : "";
}

function answerKeys(table) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest("tbody tr");
    // Arrow keys scroll the page until a row has the focus.
    if (event.key in STEPS && (row || !event.key.startsWith("Arrow"))) {
      event.preventDefault();
      move(table, row, STEPS[event.key]);
    } else if (event.key === "x" && row) {
      row.querySelector("input[type=checkbox]")?.click();
    }
  });
}

for (const table of document.querySelectorAll("table[data-rows]")) {
  answerKeys(table);
  table.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      for (const box of table.querySelectorAll("tbody input[type=checkbox]")) box.checked = event.target.checked;
    }
    count(table);
  });
  count(table);
}
