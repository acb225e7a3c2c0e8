// What a student drew or tapped, laid over the plates of an answer.

import { all, copyOf, maybe, one } from "../elements.js";

/** @typedef {import("../shapes.d.ts").Drawing} Drawing */
/** @typedef {import("../shapes.d.ts").SidedTap} SidedTap */
/** @typedef {import("../shapes.d.ts").Stroke} Stroke */

const SVG = "http://www.w3.org/2000/svg";
const TAP_RADIUS = 0.014; // of the view's height: the ring that shows where the student tapped

export class Chart {
  // row: the plates of the answer; more: plates of the same zone in other views, if it has any
  /** @param {HTMLElement} row @param {DocumentFragment | null} more */
  constructor(row, more) {
    this.row = row;
    this.more = more;
  }

  /** @param {Drawing | null} drawing @param {SidedTap | null} tap */
  lay(drawing, tap) {
    const strokes = drawing?.strokes ?? [];
    const painted = strokes.filter((stroke) => !stroke.erase).map((stroke) => stroke.view);
    const views = [...new Set(tap ? [tap.view] : painted)];
    const plates = views.flatMap((view) => this.plateOf(view) ?? []);
    for (const plate of plates) {
      const view = wholeOf(plate);
      const own = strokes.filter((stroke) => stroke.view === view.id);
      const ink = tap ? [ring(tap, view)] : inkOf(own, view);
      const group = one(plate, ":scope > g", SVGElement);
      const first = group.querySelector(".point"); // trigger points lie on top
      for (const piece of ink) group.insertBefore(piece, first);
      frame(plate, view, tap ? [tap.y] : own.flatMap((stroke) => stroke.points.map(([, y]) => y)));
    }
    // The views in which something was drawn come first.
    this.row.prepend(...plates.map((plate) => plate.closest("figure") ?? plate));
    if ((tap ?? drawing)?.side === "left") for (const plate of this.plates()) turn(plate);
    explain(this.row, tap ? "tap" : "drawing");
  }

  plates() {
    return all(this.row, "[data-figure]", SVGElement);
  }

  // The plate of a view: of the answer, else one that shows the zone there, else a bare one.
  /** @param {string} view */
  plateOf(view) {
    const wanted = `[data-figure="${view}"]`;
    const bare = one(document, "template[data-plates]", HTMLTemplateElement).content;
    const own = maybe(this.row, wanted, SVGElement);
    if (own) return own;
    const spare = (this.more && maybe(this.more, wanted, SVGElement)) ?? maybe(bare, wanted, SVGElement);
    const figure = spare?.closest("figure");
    return figure ? maybe(copyOf(figure), wanted, SVGElement) : null;
  }
}

/** @typedef {{ id: string, width: number, height: number, left: string }} Whole */

// The whole view of a plate, in units of its own, and its name on the left side.
/** @param {SVGElement} plate @returns {Whole} */
function wholeOf(plate) {
  const id = plate.dataset.figure ?? "";
  const bare = one(document, "template[data-plates]", HTMLTemplateElement).content;
  const whole = one(bare, `[data-figure="${id}"]`, SVGElement);
  const [width, height] = ["width", "height"].map((name) => Number(whole.getAttribute(name)));
  return { id, width, height, left: whole.closest("figure")?.dataset.left ?? "" };
}

// A plate shows the part of the view around the charted zone; the whole, where something was drawn outside that.
/** @param {SVGElement} plate @param {Whole} view @param {number[]} places fractions of the height */
function frame(plate, { width, height }, places) {
  const [, top, , tall] = (plate.getAttribute("viewBox") ?? "").split(" ").map(Number);
  if (places.every((y) => y * height > top && y * height < top + tall)) return;
  const whole = { viewBox: `0 0 ${width} ${height}`, width, height };
  for (const [name, value] of Object.entries(whole)) plate.setAttribute(name, String(value));
}

/** @param {SidedTap} tap @param {Whole} view */
function ring({ x, y }, { width, height }) {
  return made("circle", { class: "drawn", cx: x * width, cy: y * height, r: TAP_RADIUS * height });
}

// A sheet of ink that is cut out along the strokes, in their order: an erasing one takes away.
/** @param {Stroke[]} strokes @param {Whole} view */
function inkOf(strokes, { id, width, height }) {
  const cut = made("mask", { id: `ink-${id}`, maskUnits: "userSpaceOnUse", x: 0, y: 0, width, height });
  for (const { points, radius, erase } of strokes) {
    const places = points.map(([x, y]) => `${x * width} ${y * height}`);
    cut.append(made("path", {
      d: `M${places[0]}L${places.join("L")}`,
      fill: "none",
      stroke: erase ? "black" : "white",
      "stroke-width": 2 * radius * height,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }));
  }
  return [cut, made("rect", { class: "drawn-ink", width, height, mask: `url(#ink-${id})` })];
}

// The left side is the same figure turned over, under the name that the view has there.
/** @param {SVGElement} plate */
function turn(plate) {
  const { width, left } = wholeOf(plate);
  one(plate, ":scope > g", SVGElement).setAttribute("transform", `matrix(-1 0 0 1 ${width} 0)`);
  plate.setAttribute("aria-label", left);
  if (plate.parentElement) one(plate.parentElement, "figcaption", HTMLElement).textContent = left;
}

/** @param {HTMLElement} plates @param {"drawing" | "tap"} what */
function explain(plates, what) {
  const line = one(document, `template[data-legend="${what}"]`, HTMLTemplateElement).content;
  const legend = plates.parentElement && maybe(plates.parentElement, ".figure-legend", HTMLElement);
  const row = copyOf(one(line, "li", HTMLElement));
  one(row, ".drawn", SVGElement).setAttribute("class", what === "tap" ? "drawn" : "drawn-ink");
  legend?.append(row);
}

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} facts
 */
function made(name, facts) {
  const element = document.createElementNS(SVG, name);
  for (const [fact, value] of Object.entries(facts)) element.setAttribute(fact, String(value));
  return element;
}
