// Shows the answer of a card of a pack: what was given over the chart, the score, the lists, and the proposed rating.

import { painted } from "./masks.js";
import { outline } from "./outline.js";

const SVG = "http://www.w3.org/2000/svg";
const TAP_RADIUS = 0.014; // of the view's height: the ring that shows where somebody tapped
// Headings of the lists where a kind of card has words of its own, as in templates/flashcards/shown/.
const WORDS = {
  zone: { neutral: "Less often also: fine to name" },
  muscles: { wrong: "Not charted here" },
  mimic: { wrong: "Not listed for this muscle" },
  name: { near: "Another part of the right muscle", wrong: "Not this one" },
  point: { wrong: "Elsewhere" },
};
const NAMED = { zone: "regions", point: "regions", muscles: "patterns", name: "patterns" };

export function reveal(place, { key, given, marked, proposed, shared, figure }) {
  const yours = place.querySelector("[data-yours]");
  if (yours && marked) {
    yours.querySelector(".panel-head + p")?.remove(); // that nothing was tried
    const [score, bar, ...lists] = markedAs(key, marked, shared);
    yours.querySelector(".panel-head").after(score, bar);
    if (key.kind === "zone") yours.append(...lists);
    else bar.after(...lists);
  }
  if (yours) overlay(place, yours, drawnBy(key, given), figure);
  for (const button of place.querySelectorAll("[data-rates] button")) {
    if (Number(button.value) !== proposed) continue;
    button.classList.add("is-suggested");
    button.dataset.key += " Space Enter";
    button.append(text("small", "proposed"));
  }
}

function text(name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

// ---- Score and lists ----

function markedAs(key, marked, shared) {
  const piece = document.querySelector("template[data-marked]").content.cloneNode(true);
  const percent = Math.floor(marked.score * 100 + 0.5);
  const bar = piece.querySelector(".bar");
  bar.setAttribute("aria-label", `Score ${percent} %`);
  bar.querySelector(".bar-done").setAttribute("width", `${percent}%`);
  const names = shared[NAMED[key.kind]] ?? {};
  for (const part of piece.querySelectorAll("[data-part]")) {
    const ids = partOf(part.dataset.part, key, marked);
    if (!ids.length) part.remove();
    const heading = part.querySelector("h3");
    heading.textContent = WORDS[key.kind][part.dataset.part] ?? heading.textContent;
    const row = part.querySelector("li");
    for (const id of ids) {
      const one = row.cloneNode(true);
      one.querySelector("span").textContent = names[id] ?? id;
      row.before(one);
    }
    row.remove();
  }
  return [text("p", `Score ${percent} %`), ...piece.children];
}

// A tap is no list of names: how near it came is the whole of it.
function partOf(part, key, marked) {
  const half = marked.score === 0.5;
  if (key.kind === "point" && !marked.right.length && !marked.wrong.length) {
    const word = { right: marked.score === 1, near: half, wrong: !marked.score }[part];
    const words = { right: "On a charted trigger point", near: "Beside one", wrong: "Too far from any" };
    return word ? [words[part]] : [];
  }
  if (part === "near") return half && ["name", "point"].includes(key.kind) ? marked.wrong : [];
  if (part === "wrong" && half && ["name", "point"].includes(key.kind)) return [];
  return marked[part] ?? [];
}

// ---- What was drawn, over the chart ----

function drawnBy(key, given) {
  if (key.kind === "zone" && given.drawing) return given.drawing;
  if (key.kind !== "point" || !given.tap) return null;
  const { view, x, y, side } = given.tap;
  return { side, tapped: true, strokes: [{ view, radius: TAP_RADIUS, erase: false, points: [[x, y]] }] };
}

function overlay(place, yours, drawing, figure) {
  if (!drawing) return;
  const plates = yours.querySelector(".body-figures");
  for (const [view, mask] of Object.entries(painted(drawing, figure))) {
    let plate = plates.querySelector(`[data-figure="${view}"]`);
    if (!plate) plates.append(framed((plate = bare(place, view, figure[view]))));
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("class", "drawn");
    line.setAttribute("d", outline(mask, figure[view]));
    plate.lastElementChild.append(line);
    if (!holds(plate, drawing, view, figure[view])) widen(plate, figure[view]);
  }
  const legend = document.querySelector("template[data-legend]").content.querySelector(`[data-for="${drawing.tapped ? "tap" : "drawing"}"] li`);
  yours.querySelector(".figure-legend")?.append(legend.cloneNode(true));
  if (drawing.side !== "left") return;
  for (const plate of plates.querySelectorAll("[data-figure]")) {
    const { width } = figure[plate.dataset.figure];
    const [x, y, wide, tall] = boxOf(plate);
    plate.setAttribute("viewBox", `${width - x - wide} ${y} ${wide} ${tall}`);
    plate.lastElementChild.setAttribute("transform", `matrix(-1 0 0 1 ${width} 0)`);
  }
}

const boxOf = (plate) => plate.getAttribute("viewBox").split(/\s+/).map(Number);

// A plate may show only the part of the view where the zone is: what was drawn elsewhere must be seen too.
function holds(plate, drawing, view, { width, height }) {
  const [x, y, wide, tall] = boxOf(plate);
  const points = drawing.strokes.filter((stroke) => stroke.view === view).flatMap((stroke) => stroke.points);
  return points.every(([px, py]) => {
    const [across, down] = [px * width - x, py * height - y];
    return across >= 0 && across <= wide && down >= 0 && down <= tall;
  });
}

function widen(plate, { width, height }) {
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width, height })) {
    plate.setAttribute(name, value);
  }
}

function framed(plate) {
  const frame = document.createElement("figure");
  frame.append(plate, text("figcaption", plate.getAttribute("aria-label")));
  return frame;
}

// A view that shows nothing of the chart, but something was drawn there.
function bare(place, view, { width, height }) {
  const button = place.querySelector(`[data-paint] [data-view="${view}"]`);
  const [svg, group, art] = ["svg", "g", "use"].map((name) => document.createElementNS(SVG, name));
  const facts = { class: "body-figure", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "data-figure": view };
  for (const [name, value] of Object.entries(facts)) svg.setAttribute(name, value);
  svg.setAttribute("aria-label", button?.textContent.trim() || view);
  art.setAttribute("href", `${button?.dataset.art ?? `/static/body/${view}.svg`}#figure`);
  group.append(art);
  svg.append(group);
  return svg;
}
