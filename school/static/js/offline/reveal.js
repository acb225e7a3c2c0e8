// Shows the answer of a card of a pack as the school would: what was given over the chart, the score, the lists, and the
// proposed rating. The words stand in the page (templates/cards/_told.html); here their blanks are filled.

import { all, copyOf, maybe, one } from "../elements.js";
import { sayNames } from "../names.js";
import { Plates, drawnFor, legendOf } from "./plates.js";

/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("./shapes.d.ts").Given} Given */
/** @typedef {import("./shapes.d.ts").Key} Key */
/** @typedef {import("./shapes.d.ts").Marked} Marked */
/** @typedef {import("./shapes.d.ts").Named} Named */
/** @typedef {import("./shapes.d.ts").Shared} Shared */

/** @type {Record<string, "regions" | "patterns" | undefined>} */
const NAMED = { zone: "regions", point: "regions", muscles: "patterns" }; // of what the ids in a list are

/**
 * @typedef {object} Answer
 * @property {Key} key
 * @property {Given} given
 * @property {Marked | null} marked
 * @property {Shared} shared
 * @property {Figure} figure
 */

/** @param {HTMLElement} place @param {Answer & { proposed: number | null }} answer */
export function reveal(place, { key, given, marked, proposed, shared, figure }) {
  asWords(one(place, "[data-shows]", HTMLElement));
  const yours = maybe(place, "[data-yours]", HTMLElement);
  if (yours && marked) tell(yours, key, given, marked, shared);
  if (yours?.querySelector(".body-figures")) lay(yours, { key, given, marked, shared, figure });
  const named = all(place, "[data-shows] [data-figure]:has([data-name])", SVGElement);
  for (const plates of named) sayNames(plates);
  for (const button of all(place, "[data-rates] button", HTMLButtonElement)) {
    if (Number(button.value) !== proposed) continue;
    button.classList.add("is-suggested");
    button.dataset.key += " Space Enter";
    button.append(element("small", { textContent: "proposed" }));
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 */
const element = (name, properties) => Object.assign(document.createElement(name), properties);

// A link into the school would lead to nothing while it is away: its words stay.
/** @param {HTMLElement} shows */
function asWords(shows) {
  for (const link of shows.querySelectorAll("a[data-at-school]")) link.remove();
  for (const link of shows.querySelectorAll('a[href^="/"]')) link.replaceWith(...link.childNodes);
}

// ---- What is said of it ----

// As the school rounds: halves up, and what is a half to the sixth place is one.
/** @param {number} share */
const percent = (share) => `${Math.floor(share * 100 + 0.5 + 1e-9)} %`;

/**
 * @param {HTMLElement} yours
 * @param {Key} key
 * @param {Given} given
 * @param {Marked} marked
 * @param {Shared} shared
 */
function tell(yours, key, given, marked, shared) {
  for (const line of yours.querySelectorAll("[data-untried]")) line.remove();
  const words = one(document, `template[data-told="${key.kind}"]`, HTMLTemplateElement);
  const told = copyOf(words.content);
  const head = one(yours, ".panel-head", HTMLElement);
  const before = one(told, "[data-goes=before]", HTMLElement);
  const after = maybe(told, "[data-goes=after]", HTMLElement);
  const word = before.dataset.word ? `${before.dataset.word} ` : "";
  head.append(element("span", { className: "num", textContent: word + percent(marked.score) }));
  const bar = maybe(before, ".bar", Element);
  if (bar) {
    bar.setAttribute("aria-label", `${word || "Score "}${percent(marked.score)}`);
    one(bar, ".bar-done", Element).setAttribute("width", percent(marked.score).replace(" ", ""));
  }
  const kind = NAMED[key.kind];
  const names = kind && shared[kind];
  for (const list of all(told, "[data-list]", HTMLElement)) {
    fillList(list, idsOf(list.dataset.list, given, marked), names);
  }
  const how = marked.score === 1 ? "right" : marked.score ? "near" : "wrong";
  for (const line of all(told, "[data-when]", HTMLElement)) {
    if (line.dataset.when !== how) line.remove();
  }
  fillBlanks(told, key, given, marked, shared);
  head.after(...before.children);
  yours.append(...(after?.children ?? []));
}

/** @param {string | undefined} part @param {Given} given @param {Marked} marked */
function idsOf(part, given, marked) {
  if (part === "picked") return given.tap ? [] : given.regions;
  const { right, missed, wrong, neutral, otherSide = [] } = marked;
  /** @type {Record<string, string[]>} */
  const lists = { right, missed, wrong, neutral, otherSide };
  return lists[part ?? ""];
}

// The names of regions and muscles stand in the deck's order, diagnoses as they come.
/** @param {string[]} ids @param {Named[] | undefined} names */
function inOrder(ids, names) {
  return names ? names.filter(([id]) => ids.includes(id)).map(([, name]) => name) : ids;
}

/** @param {HTMLElement} list @param {string[]} ids @param {Named[] | undefined} names */
function fillList(list, ids, names) {
  if (!ids.length) {
    list.previousElementSibling?.remove();
    return list.remove();
  }
  const row = one(list, "li", HTMLElement);
  for (const name of inOrder(ids, names)) {
    const line = copyOf(row);
    line.append(name);
    row.before(line);
  }
  row.remove();
}

/**
 * @param {DocumentFragment} told
 * @param {Key} key
 * @param {Given} given
 * @param {Marked} marked
 * @param {Shared} shared
 */
function fillBlanks(told, key, given, marked, shared) {
  const [right, missed, wrong] = [marked.right.length, marked.missed.length, marked.wrong.length];
  const picked = key.kind === "point" && !given.tap ? inOrder(given.regions, shared.regions) : [];
  /** @type {Record<string, string | number>} */
  const words = {
    typed: given.muscles.join(" "),
    picked: picked.join("; "),
    right,
    asked: right + missed,
    named: right + wrong,
    recall: percent(right / Math.max(1, right + missed)),
    precision: percent(right / Math.max(1, right + wrong)),
    dice: percent(marked.dice ?? 0),
  };
  for (const blank of all(told, "[data-blank]", HTMLElement)) {
    blank.replaceWith(String(words[blank.dataset.blank ?? ""]));
  }
  if (!picked.length) told.querySelector("[data-picked]")?.remove();
}

// ---- What lies on the figure ----

/** @param {HTMLElement} yours @param {Answer} answer */
function lay(yours, { key, given, marked, shared, figure }) {
  const drawing = drawnFor(key.kind, given);
  const overlap = key.kind === "zone" ? marked : null;
  const charted = key.charted ?? { essential: [], spillover: [] };
  const missed = overlap?.missed ?? [];
  const zones = {
    spillover: charted.spillover,
    essential: charted.essential.filter((id) => !missed.includes(id)),
    missed,
    extra: overlap && !drawing ? overlap.wrong : [],
    chosen: !drawing && ["zone", "point"].includes(key.kind) ? given.regions : [],
  };
  const buttons = all(document, "[data-paint] [data-view]", HTMLElement);
  const views = Object.fromEntries(buttons.map((button) => [button.dataset.view, button]));
  const kinds = new Plates(yours, { zones, drawing, names: new Map(shared.regions), figure, views }).lay();
  if (yours.querySelector(".point")) kinds.push("point");
  const legend = one(yours, ".figure-legend", HTMLElement);
  const rows = kinds.map((kind) => legendOf(kind === "drawing" && key.kind === "point" ? "tap" : kind).cloneNode(true));
  legend.replaceChildren(...rows);
}
