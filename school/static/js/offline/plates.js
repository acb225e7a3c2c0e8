// The plates of an answer while the school is away: which views are shown and what lies on them, as rules/asking.py,
// web/figures.py and web/frames.py have it. What the pack's plates hold already is moved; the rest is drawn from the cells.

import { all, copyOf, maybe, one } from "../elements.js";
import { painted, sided } from "./masks.js";
import { outline } from "./outline.js";

/** @typedef {import("../shapes.d.ts").Drawing} Drawing */
/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("./shapes.d.ts").Given} Given */
/** @typedef {import("./shapes.d.ts").Mask} Mask */
/** @typedef {import("./shapes.d.ts").Masks} Masks */
/** @typedef {import("./shapes.d.ts").Shape} Shape */
/** @typedef {import("../shapes.d.ts").Side} Side */

const SVG = "http://www.w3.org/2000/svg";
const TAP_RADIUS = 0.014; // of the view's height: the ring that shows where somebody tapped
/** @type {Kind[]} */
const KINDS = ["spillover", "essential", "missed", "extra", "chosen"]; // in the order in which they are drawn
/** @type {Kind[]} */
const FILLED = ["spillover", "missed"]; // with dots or lines
// In the order of a legend.
/** @type {Kind[]} */
const EXPLAINED = ["essential", "missed", "spillover", "extra", "chosen"];
const [WELL_SHOWN, WELL_SHOWN_CELLS, EASY_CELLS] = [0.75, 40, 100]; // as in body/rules/atlas.py
const BODY_MILLIMETRES = 1750;
const [LEAST, MOST, AROUND] = [0.42, 0.72, 1.5]; // of a view's height, and of what lies in the frame

// zones: {kind: region ids}; drawing: what was painted or tapped, or null
/** @typedef {"spillover" | "essential" | "missed" | "extra" | "chosen"} Kind */
/** @typedef {Record<string, HTMLElement | undefined>} Buttons */
/**
 * @typedef {object} Laid
 * @property {Record<Kind, string[]>} zones
 * @property {Drawing | null} drawing
 * @property {Map<string, string>} names
 * @property {Figure} figure
 * @property {Buttons} views
 */

export class Plates {
  /** @param {HTMLElement} yours @param {Laid} laid */
  constructor(yours, { zones, drawing, names, figure, views }) {
    this.zones = zones;
    this.names = names;
    this.figure = figure;
    this.drawing = drawing;
    this.row = one(yours, ".body-figures", HTMLElement);
    this.buttons = views; // of the page's stage: {id: its button}
    /** @type {Side} */
    this.side = drawing?.side ?? "right";
    /** @type {Masks} */
    this.masks = drawing ? painted(drawing, figure) : {};
  }

  // Draws all, and gives the kinds of marks that a legend is to explain.
  lay() {
    for (const view of this.wanted()) {
      const plate = this.plate(view);
      this.row.append(plate.closest("figure") ?? plate); // in this order
      this.draw(plate, view);
    }
    const drawn = this.drawing ? ["drawing"] : [];
    return [...EXPLAINED.filter((kind) => this.zones[kind].length), ...drawn];
  }

  // The views in which something was drawn, then those of the chart, then those of what was picked beside it.
  wanted() {
    const plates = all(this.row, "[data-figure]", SVGElement);
    const charted = plates.map((plate) => plate.dataset.figure ?? "");
    const unseen = this.zones.extra.filter((id) => !charted.some((view) => this.shape(view, id)));
    const strokes = this.drawing?.strokes.filter((one) => !one.erase && this.figure[one.view]) ?? [];
    return new Set([...strokes.map((stroke) => stroke.view), ...charted, ...this.viewsFor(unseen)]);
  }

  /** @param {string} view @param {string} id */
  shape(view, id) {
    return this.figure[view].regions[sided(id, this.figure)];
  }

  // The fewest views that show each of the regions well, the one that shows most of them first.
  /** @param {string[]} ids */
  viewsFor(ids) {
    let waiting = ids.map((id) => this.goodViews(id)).filter((good) => good.size);
    /** @type {string[]} */
    const chosen = [];
    while (waiting.length) {
      const worth = (/** @type {string} */ view) =>
        this.worth(view, waiting.filter((good) => good.has(view)));
      const best = Object.keys(this.figure).reduce((one, other) => (more(worth(other), worth(one)) ? other : one));
      chosen.push(best);
      waiting = waiting.filter((good) => !good.has(best));
    }
    return chosen;
  }

  /** @param {string} id */
  goodViews(id) {
    /** @type {[view: string, shape: Shape][]} */
    const shown = Object.keys(this.figure).filter((view) => this.shape(view, id)).map((view) => [view, this.shape(view, id)]);
    const good = shown.filter(([, shape]) => shape.share >= WELL_SHOWN && shape.cells >= WELL_SHOWN_CELLS);
    if (good.length || !shown.length) return new Map(good);
    const largest = shown.reduce((best, each) =>
      more(sizeOf(each[1]), sizeOf(best[1])) ? each : best,
    );
    return new Map([largest]);
  }

  /** @param {string} view @param {Map<string, Shape>[]} shown */
  worth(view, shown) {
    const shapes = shown.flatMap((good) => good.get(view) ?? []);
    const sum = (/** @type {number[]} */ values) => values.reduce((one, other) => one + other, 0);
    const easy = sum(shapes.map((shape) => shape.cells)) >= EASY_CELLS * shapes.length;
    return [shapes.length, easy, !this.closeUp(view), sum(shapes.map((shape) => shape.share))];
  }

  /** @param {string} view */
  closeUp(view) {
    return this.figure[view].millimetres * 2 < BODY_MILLIMETRES;
  }

  // ---- One plate ----

  /** @param {string} view */
  plate(view) {
    const plate = maybe(this.row, `[data-figure="${view}"]`, SVGElement);
    if (plate) return plate;
    const svg = made("svg", { class: "body-figure", role: "img", "data-figure": view });
    const group = made("g", {});
    group.append(made("use", { href: `${this.buttons[view]?.dataset.art ?? `/static/body/${view}.svg`}#figure` }));
    svg.append(group);
    const frame = document.createElement("figure");
    frame.append(svg, document.createElement("figcaption"));
    this.row.append(frame);
    return svg;
  }

  /** @param {SVGElement} plate @param {string} view */
  draw(plate, view) {
    const group = one(plate, ":scope > g", SVGElement);
    /** @type {Map<string | undefined, SVGElement>} */
    const paths = new Map();
    for (const path of all(group, ".zone path", SVGElement)) paths.set(path.dataset.name, path);
    for (const old of plate.querySelectorAll(".zone, pattern")) old.remove();
    const first = group.querySelector(".point"); // trigger points lie on top
    for (const kind of KINDS) {
      const ids = [...this.zones[kind]].sort().filter((id) => this.shape(view, id));
      if (ids.length) group.insertBefore(this.zone(plate, view, kind, ids, paths), first);
    }
    const line = this.masks[view] ? outline(this.masks[view], this.figure[view]) : ""; // a crumb has none
    if (line) group.insertBefore(made("path", { class: "drawn", d: line }), first);
    this.frame(plate, view);
    this.turn(plate, group, view);
  }

  /**
   * @param {SVGElement} plate
   * @param {string} view
   * @param {Kind} kind
   * @param {string[]} ids
   * @param {Map<string | undefined, SVGElement>} paths
   */
  zone(plate, view, kind, ids, paths) {
    const zone = made("g", { class: `zone ${kind}` });
    if (FILLED.includes(kind)) {
      const fill = copyOf(one(legendOf(kind), "pattern", SVGElement));
      fill.id = `offline-${view}-${kind}`;
      plate.prepend(fill);
      zone.setAttribute("fill", `url(#${fill.id})`);
    }
    for (const id of ids) {
      const name = this.names.get(id);
      zone.append(paths.get(name)?.cloneNode() ?? this.outlined(view, id, name));
    }
    return zone;
  }

  /** @param {string} view @param {string} id @param {string | undefined} name */
  outlined(view, id, name) {
    const line = outline(this.shape(view, id).mask, this.figure[view]);
    return made("path", { d: line, "data-name": name });
  }

  // The part of the body around all that lies on the plate; a close-up is near already.
  /** @param {SVGElement} plate @param {string} view */
  frame(plate, view) {
    const { columns, rows, width, height } = this.figure[view];
    const shapes = KINDS.flatMap((kind) => this.zones[kind].map((id) => this.shape(view, id)?.mask ?? 0n));
    const lines = [this.masks[view] ?? 0n, ...shapes].filter((mask) => mask).flatMap((mask) => rowsOf(mask, columns));
    const points = all(plate, ".point", SVGElement);
    lines.push(...points.map((point) => Math.floor((placeOf(point)[1] / height) * rows)));
    let [top, tall] = [0, height];
    if (lines.length && !this.closeUp(view)) {
      const [from, to] = [(Math.min(...lines) * height) / rows, ((Math.max(...lines) + 1) * height) / rows];
      const high = Math.max((to - from) * AROUND, LEAST * height);
      if (high <= MOST * height) [top, tall] = [Math.round(Math.min(Math.max((from + to - high) / 2, 0), height - high)), Math.round(high)];
    }
    const size = { viewBox: `0 ${top} ${width} ${tall}`, width, height: tall };
    for (const [name, value] of Object.entries(size)) plate.setAttribute(name, String(value));
    const scale = Math.round((1 + tall / height) * 50) / 100;
    for (const point of points) {
      point.setAttribute("transform", `translate(${placeOf(point).join(" ")}) scale(${scale})`);
    }
  }

  // The left side is the same figure turned over, under the names that it has there.
  /** @param {SVGElement} plate @param {SVGElement} group @param {string} view */
  turn(plate, group, view) {
    if (this.side === "left") group.setAttribute("transform", `matrix(-1 0 0 1 ${this.figure[view].width} 0)`);
    const name = this.buttons[view]?.dataset[this.side];
    if (!name) return;
    plate.setAttribute("aria-label", name);
    if (plate.parentElement) one(plate.parentElement, "figcaption", HTMLElement).textContent = name;
  }
}

// What was drawn or tapped for a card of this kind; null where it is no matter of drawing.
/** @param {string} kind @param {Given} given @returns {Drawing | null} */
export function drawnFor(kind, given) {
  if (kind === "zone") return given.drawing;
  if (kind !== "point" || !given.tap) return null;
  const { view, x, y, side } = given.tap;
  return { side, strokes: [{ view, radius: TAP_RADIUS, erase: false, points: [[x, y]] }] };
}

// A row of the legend, from the page's list of all of them.
/** @param {string} kind */
export function legendOf(kind) {
  const legend = one(document, "template[data-legend]", HTMLTemplateElement).content;
  return one(legend, `li[data-kind="${kind}"], [data-kind="${kind}"] li`, HTMLElement);
}

/** @param {Shape} shape */
const sizeOf = ({ share, cells }) => [share, cells];

// Whether the first list of numbers and truths comes after the second one.
/** @param {(number | boolean)[]} one @param {(number | boolean)[]} other */
function more(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && one[at] > other[at];
}

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | undefined>} facts
 */
function made(name, facts) {
  const element = document.createElementNS(SVG, name);
  for (const [fact, value] of Object.entries(facts)) element.setAttribute(fact, String(value));
  return element;
}

/** @param {SVGElement} point */
function placeOf(point) {
  const moved = point.getAttribute("transform")?.match(/translate\(([^)]*)\)/);
  if (!moved) throw new Error("a point without a place");
  return moved[1].split(/[\s,]+/).map(Number);
}

// The first and the last row of a mask.
/** @param {Mask} mask @param {number} columns */
function rowsOf(mask, columns) {
  const bits = mask.toString(2);
  const first = bits.length - 1 - bits.lastIndexOf("1");
  return [Math.floor(first / columns), Math.floor((bits.length - 1) / columns)];
}
