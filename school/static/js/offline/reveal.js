// Shows the answer of a card of a pack as the school would: what was given over the chart, the score, the lists, and the
// proposed rating. The words stand in the page (templates/flashcards/_told.html); here their blanks are filled.

import { sayNames } from "../names.js";
import { Plates, drawnFor, legendOf } from "./plates.js";

const NAMED = { zone: "regions", point: "regions", muscles: "patterns" }; // of what the ids in a list are

export function reveal(place, { key, given, marked, proposed, shared, figure }) {
  asWords(place.querySelector("[data-shows]"));
  const yours = place.querySelector("[data-yours]");
  if (yours && marked) tell(yours, key, given, marked, shared);
  if (yours?.querySelector(".body-figures")) lay(place, yours, { key, given, marked, shared, figure });
  for (const plates of place.querySelectorAll("[data-shows] [data-figure]:has([data-name])")) sayNames(plates);
  for (const button of place.querySelectorAll("[data-rates] button")) {
    if (Number(button.value) !== proposed) continue;
    button.classList.add("is-suggested");
    button.dataset.key += " Space Enter";
    button.append(element("small", { textContent: "proposed" }));
  }
}

const element = (name, properties) => Object.assign(document.createElement(name), properties);

// A link into the school would lead to nothing while it is away: its words stay.
function asWords(shows) {
  for (const link of shows.querySelectorAll("a[data-at-school]")) link.remove();
  for (const link of shows.querySelectorAll('a[href^="/"]')) link.replaceWith(...link.childNodes);
}

// ---- What is said of it ----

// As the school rounds: halves up, and what is a half to the sixth place is one.
const percent = (share) => `${Math.floor(share * 100 + 0.5 + 1e-9)} %`;

function tell(yours, key, given, marked, shared) {
  for (const line of yours.querySelectorAll("[data-untried]")) line.remove();
  const told = document.querySelector(`template[data-told="${key.kind}"]`).content.cloneNode(true);
  const head = yours.querySelector(".panel-head");
  const [before, after] = ["before", "after"].map((part) => told.querySelector(`[data-goes="${part}"]`));
  const word = before.dataset.word ? `${before.dataset.word} ` : "";
  head.append(element("span", { className: "num", textContent: word + percent(marked.score) }));
  const bar = before.querySelector(".bar");
  if (bar) {
    bar.setAttribute("aria-label", `${word || "Score "}${percent(marked.score)}`);
    bar.querySelector(".bar-done").setAttribute("width", percent(marked.score).replace(" ", ""));
  }
  for (const list of told.querySelectorAll("[data-list]")) fillList(list, idsOf(list.dataset.list, key, given, marked), shared[NAMED[key.kind]]);
  const how = marked.score === 1 ? "right" : marked.score ? "near" : "wrong";
  for (const line of told.querySelectorAll("[data-when]")) if (line.dataset.when !== how) line.remove();
  fillBlanks(told, key, given, marked, shared);
  head.after(...before.children);
  yours.append(...(after?.children ?? []));
}

const idsOf = (part, key, given, marked) => (part === "picked" ? (given.tap ? [] : given.regions) : marked[part]);

// The names of regions and muscles stand in the deck's order, diagnoses as they come.
function inOrder(ids, names) {
  return names ? names.filter(([id]) => ids.includes(id)).map(([, name]) => name) : ids;
}

function fillList(list, ids, names) {
  if (!ids.length) {
    list.previousElementSibling.remove();
    return list.remove();
  }
  const row = list.querySelector("li");
  for (const name of inOrder(ids, names)) {
    const one = row.cloneNode(true);
    one.append(name);
    row.before(one);
  }
  row.remove();
}

function fillBlanks(told, key, given, marked, shared) {
  const [right, missed, wrong] = [marked.right.length, marked.missed.length, marked.wrong.length];
  const picked = key.kind === "point" && !given.tap ? inOrder(given.regions, shared.regions) : [];
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
  for (const blank of told.querySelectorAll("[data-blank]")) blank.replaceWith(String(words[blank.dataset.blank]));
  if (!picked.length) told.querySelector("[data-picked]")?.remove();
}

// ---- What lies on the figure ----

function lay(place, yours, { key, given, marked, shared, figure }) {
  const drawing = drawnFor(key.kind, given);
  const overlap = key.kind === "zone" ? marked : null;
  const charted = key.charted;
  const missed = overlap?.missed ?? [];
  const zones = {
    spillover: charted.spillover,
    essential: charted.essential.filter((id) => !missed.includes(id)),
    missed,
    extra: overlap && !drawing ? overlap.wrong : [],
    chosen: !drawing && ["zone", "point"].includes(key.kind) ? given.regions : [],
  };
  const views = Object.fromEntries([...document.querySelectorAll("[data-paint] [data-view]")].map((one) => [one.dataset.view, one]));
  const kinds = new Plates(yours, { zones, drawing, names: new Map(shared.regions), figure, views }).lay();
  if (yours.querySelector(".point")) kinds.push("point");
  const legend = yours.querySelector(".figure-legend");
  const rows = kinds.map((kind) => legendOf(kind === "drawing" && key.kind === "point" ? "tap" : kind).cloneNode(true));
  legend.replaceChildren(...rows);
}
