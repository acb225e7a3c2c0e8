// Shows the answer of a card of a pack: what was given beside what is right, and what was drawn over the
// chart with one plain figure. It is not marked here: the school does that when the review reaches it.

import { all, copyOf, maybe, one } from "../elements.js";
import { sayNames } from "../names.js";
import { painted, percentCoinciding } from "./cells.js";
import { Chart } from "./chart.js";

/** @typedef {import("../shapes.d.ts").Drawing} Drawing */
/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("../shapes.d.ts").SidedTap} SidedTap */

// compared: the regions that a drawing is laid over; more: plates that show them beside those of the chart
/**
 * @param {HTMLElement} place
 * @param {FormData} fields
 * @param {{ compared: string[], more: DocumentFragment | null, figure: Figure }} facts
 */
export function showAnswer(place, fields, { compared, more, figure }) {
  const shows = one(place, "[data-shows]", HTMLElement);
  unlink(shows);
  const [drawing, tap] = [drawingIn(fields), tapIn(fields)];
  const words = wordsIn(one(place, "[data-asks]", HTMLFormElement));
  const percent = drawing && compared.length
    ? percentCoinciding(compared, painted(drawing, figure), figure)
    : null;
  if (words.length || drawing || tap) tell(shows, words, percent);
  const row = maybe(shows, "[data-yours] .body-figures", HTMLElement);
  if (row && (drawing || tap)) new Chart(row, more).lay(drawing, tap);
  for (const plate of all(shows, "[data-figure]:has([data-name])", SVGElement)) sayNames(plate);
}

// A link into the school would lead to nothing while it is away: its words stay.
/** @param {HTMLElement} shows */
function unlink(shows) {
  for (const link of shows.querySelectorAll("a[data-at-school]")) link.remove();
  for (const link of shows.querySelectorAll('a[href^="/"]')) link.replaceWith(...link.childNodes);
}

// A drawing of erasing strokes alone says nothing.
/** @param {FormData} fields @returns {Drawing | null} */
function drawingIn(fields) {
  /** @type {Drawing | null} */
  const drawing = JSON.parse(String(fields.get("drawing") || "null"));
  return drawing?.strokes.some((stroke) => !stroke.erase) ? drawing : null;
}

/** @param {FormData} fields @returns {SidedTap | null} */
const tapIn = (fields) => JSON.parse(String(fields.get("tap") || "null"));

// What was ticked, by its label, and what was typed.
/** @param {HTMLFormElement} form */
function wordsIn(form) {
  const inputs = all(form, "input[name]:not([type=hidden])", HTMLInputElement);
  return inputs.flatMap((input) => {
    if (!/^(checkbox|radio)$/.test(input.type)) return input.value.trim() || [];
    return input.checked ? (input.nextElementSibling?.firstChild?.textContent?.trim() ?? []) : [];
  });
}

/** @param {HTMLElement} shows @param {string[]} words @param {number | null} percent */
function tell(shows, words, percent) {
  for (const line of shows.querySelectorAll("[data-untried]")) line.remove();
  const sentences = copyOf(one(document, "template[data-given]", HTMLTemplateElement).content);
  if (words.length) one(sentences, "[data-words]", HTMLElement).textContent = words.join("; ");
  else one(sentences, "[data-in-words]", HTMLElement).remove();
  if (percent === null) one(sentences, "[data-in-cells]", HTMLElement).remove();
  else one(sentences, "[data-percent]", HTMLElement).textContent = `${percent} %`;
  maybe(shows, "[data-yours] .panel-head", HTMLElement)?.after(sentences);
}
