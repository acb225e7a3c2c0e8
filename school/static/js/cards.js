// Cards: one press is one rating, and the list of regions narrows as you type.
//
//   <form data-once>                              a second press while the first is on its way does nothing
//   <input type="search" data-narrows="list-id">  filters the rows (li) of that list by their text, and opens their areas
//   <p data-narrowed role="status"></p>           says how many are left
//
// The keys (Space or Enter to show and for Good, 1–4, u) are declared on the buttons with data-key; keys.js presses them.

/** @param {string} text */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {HTMLInputElement} field */
function narrow(field) {
  const list = document.getElementById(field.dataset.narrows ?? "");
  if (!list) return;
  const wanted = plain(field.value).split(/\s+/).filter(Boolean);
  const rows = [...list.querySelectorAll("li")];
  let left = 0;
  for (const row of rows) {
    const area = row.closest("details")?.querySelector("summary")?.textContent ?? "";
    const text = plain(`${area} ${row.textContent}`);
    // What is ticked stays in sight, or it would be sent unseen.
    const stays = wanted.every((word) => text.includes(word)) || row.querySelector("input:checked") !== null;
    row.hidden = !stays;
    left += stays ? 1 : 0;
  }
  for (const area of list.querySelectorAll("details")) {
    area.hidden = area.querySelector("li:not([hidden])") === null;
    area.open = wanted.length ? !area.hidden : area.querySelector("input:checked") !== null;
  }
  const line = document.querySelector("[data-narrowed]");
  if (line) line.textContent = wanted.length ? `${left} of ${rows.length} ${field.dataset.things ?? "regions"}` : "";
}

// The page listens, not the fields: a pack that is studied offline puts them in and out.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.matches("[data-narrows]")) narrow(field);
});

/** @param {Element} row @returns {HTMLInputElement | null} */
const unticked = (row) => row.querySelector("input:not(:checked)");

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  // Out of the field, Space and Enter show the answer again.
  if (event.key === "Escape" && field.matches("main input[type=search]")) field.blur();
  if (event.key !== "Enter" || !field.matches("[data-narrows]")) return;
  // Enter ticks the only region left instead of sending the card.
  event.preventDefault();
  const list = document.getElementById(field.dataset.narrows ?? "");
  const rows = list?.querySelectorAll("li:not([hidden])") ?? [];
  const open = [...rows].map(unticked).filter((box) => box !== null);
  if (open.length === 1) {
    open[0].click();
    field.select();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

// A page that comes back from the browser's memory may be answered again.
addEventListener("pageshow", () => {
  /** @type {NodeListOf<HTMLFormElement>} */
  const sent = document.querySelectorAll("form[data-sent]");
  for (const form of sent) delete form.dataset.sent;
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("[data-narrows]");
  for (const field of fields) narrow(field);
});
