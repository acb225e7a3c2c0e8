// The stage on which one view of the body is shown, painted and tapped: artwork below, paint on it, the pointer's ring above.
//
// `told` hears what a hand did: drawn(gesture), tapping({x, y}) while it is held and tapped() when it lets go, cancelled().
// It answers by calling draw() with what is to be seen.
// `tool` says what the hand holds: {radius (of the stage's height), layer, erase, moves}.

import { artworkAt, shape } from "./artwork.js";
import { Camera } from "./camera.js";
import { Ink } from "./ink.js";
import { Pointers } from "./pointers.js";
import { gestureOf, LEAST_RADIUS, radiusAt, steadied, within } from "./strokes.js";

/** @typedef {import("./shapes.d.ts").Drawn} Drawn */
/** @typedef {import("./shapes.d.ts").Held} Held */
/** @typedef {import("./shapes.d.ts").Matrix} Matrix */
/** @typedef {import("./shapes.d.ts").Place} Place */
/** @typedef {import("./shapes.d.ts").Told} Told */
/** @typedef {import("./shapes.d.ts").Tool} Tool */
/** @typedef {import("./shapes.d.ts").Trace} Trace */
/** @typedef {import("./shapes.d.ts").View} View */

const CROSS = "M-9-9 9 9M9-9-9 9";
const RESTING = 120; // milliseconds without a movement
// On these views the reader may wonder which side is which: what stands at the left edge of the page.
/** @type {Record<string, "R" | "L" | undefined>} */
const AT_LEFT = { front: "R", head_front: "R", back: "L" };

export class Surface {
  /** @param {HTMLElement} stage @param {{ layers: number, taps: boolean, told: Told }} how */
  constructor(stage, { layers, taps, told }) {
    this.stage = stage;
    this.taps = taps;
    this.told = told;
    /** @type {Tool} */
    this.tool = { radius: 0.02, layer: 0, erase: false, moves: false };
    this.camera = new Camera();
    /** @type {View | null} */
    this.view = null;
    /** @type {Drawn} */
    this.seen = { gestures: [], tap: null };
    /** @type {Trace[]} */
    this.path = []; // of the hand that draws: [[x, y, pressure]] in units of the view
    this.inked = 0; // how many points of it lie on the canvas
    /** @type {Held} */
    this.held = { layer: 0, erase: false, pen: false };
    /** @type {Matrix | null} */
    this.drawnBy = null; // of the picture that is on the stage, perhaps stretched since
    this.rests = 0; // the timer that redraws it
    this.art = shape("svg", { class: "paint-art", "aria-hidden": "true" });
    stage.append(this.art);
    this.ink = new Ink(stage, layers);
    this.top = shape("svg", { class: "paint-top", "aria-hidden": "true" });
    this.ring = shape("circle", { class: "paint-ring", r: 0 });
    this.cross = shape("g", { class: "point" });
    this.cross.append(shape("path", { class: "point-halo", d: CROSS }), shape("path", { d: CROSS }));
    this.top.append(this.ring, this.cross);
    this.signs = ["paint-side", "paint-side is-far"].map((name) => {
      const sign = document.createElement("span");
      sign.className = name;
      sign.setAttribute("aria-hidden", "true");
      return sign;
    });
    stage.append(this.top, ...this.signs);
    this.listen();
  }

  listen() {
    new Pointers(this.stage, {
      mayDraw: () => !this.tool.moves,
      start: (place) => this.start(place),
      move: (places) => this.move(places),
      end: () => this.end(),
      cancel: () => this.cancel(),
      pan: (dx, dy) => this.look((camera) => camera.pan(dx, dy)),
      zoom: (factor, x, y) => this.look((camera) => camera.zoomBy(factor, x, y)),
      hover: (place) => this.hover(place),
    });
    this.stage.addEventListener("wheel", (event) => this.turned(event), { passive: false });
    new ResizeObserver(() => this.resize()).observe(this.stage);
  }

  // Show a view: {id, width, height, art (address)}. Throws when its artwork cannot be fetched; it can be painted all the same.
  /** @param {View} view */
  async show(view) {
    this.view = view;
    this.ink.skin = null;
    this.camera.show(view);
    this.art.replaceChildren();
    this.draw();
    const { element, skin } = await artworkAt(view.art);
    if (this.view !== view) return;
    this.art.replaceChildren(element);
    this.ink.skin = skin;
    this.draw();
  }

  /** @param {boolean} mirrored */
  mirror(mirrored) {
    this.look((camera) => camera.mirror(mirrored));
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    this.camera.stage = { width, height };
    for (const svg of [this.art, this.top]) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
    this.ink.resize(this.camera.stage);
    this.draw();
  }

  // Change what the camera sees. While a hand moves, the picture is only stretched, which costs a phone nothing;
  // once it rests, it is redrawn sharply.
  /** @param {(camera: Camera) => void} change */
  look(change) {
    change(this.camera);
    if (!this.drawnBy) return;
    const { a, d, e, f } = this.camera.matrix;
    const by = this.drawnBy;
    const stretch = a / by.a;
    if (stretch < 0) return this.draw();
    const moved = `translate(${e - stretch * by.e}px, ${f - (d / by.d) * by.f}px) scale(${stretch})`;
    for (const layer of [this.art, ...this.ink.canvases]) layer.style.setProperty("transform", moved);
    this.placeCross();
    clearTimeout(this.rests);
    this.rests = setTimeout(() => this.draw(), RESTING);
  }

  /** @param {Drawn} seen */
  draw(seen = this.seen) {
    this.seen = seen;
    clearTimeout(this.rests);
    this.rests = 0;
    if (!this.view || !this.ink.dots) return;
    this.drawnBy = this.camera.matrix;
    const { a, d, e, f } = this.drawnBy;
    this.art.firstElementChild?.setAttribute("transform", `matrix(${a} 0 0 ${d} ${e} ${f})`);
    for (const layer of [this.art, ...this.ink.canvases]) layer.style.removeProperty("transform");
    this.ink.draw(seen.gestures, this.view, this.camera);
    this.placeCross();
    const left = AT_LEFT[this.view.id] ?? "";
    this.signs[0].textContent = left;
    this.signs[1].textContent = left && (left === "R" ? "L" : "R");
  }

  placeCross() {
    const { a, d, e, f } = this.camera.matrix;
    const { width, height } = this.shown;
    const tap = this.seen.tap?.view === this.shown.id ? this.seen.tap : null;
    this.cross.setAttribute("visibility", tap ? "visible" : "hidden");
    if (!tap) return;
    const [x, y] = [tap.x * width * a + e, tap.y * height * d + f];
    this.cross.setAttribute("transform", `translate(${x} ${y})`);
  }

  // The view on the stage: before there is one, nothing can be drawn.
  get shown() {
    if (!this.view) throw new Error("no view is shown yet");
    return this.view;
  }

  // The brush in units of the view: as wide on the screen however near the figure is, so that near means fine.
  get radius() {
    const fraction = Math.max(LEAST_RADIUS, this.tool.radius / this.camera.zoom);
    return fraction * this.shown.height;
  }

  /** @param {Place} place */
  start(place) {
    if (this.taps) return this.tap(place);
    if (this.rests) this.draw(); // what is only stretched cannot be painted on
    this.held = { layer: this.tool.layer, erase: this.tool.erase || place.turned, pen: place.pen };
    this.path = [];
    this.inked = 0;
    this.move([place]);
  }

  /** @param {Place[]} places */
  move(places) {
    if (this.taps) return this.tap(places[places.length - 1]);
    for (const place of places) {
      const { x, y } = this.camera.at(place.x, place.y);
      this.path.push([x, y, place.pressure]);
    }
    this.inkOn();
  }

  // Only what is new is drawn: the line so far lies on the canvas already.
  inkOn() {
    const points = steadied(this.path, false);
    for (let at = Math.max(1, this.inked); at < points.length; at += 1) {
      const radius = radiusAt(this.radius, points[at].pressure, this.held.pen);
      this.ink.add([points[at - 1].point, points[at].point], radius, this.held, this.camera);
    }
    if (!this.inked) this.ink.add([points[0].point], radiusAt(this.radius, points[0].pressure, this.held.pen), this.held, this.camera);
    this.inked = points.length;
  }

  end() {
    if (this.taps) return this.told.tapped();
    const gesture = gestureOf(this.path, this.shown, this.radius, this.held);
    this.path = [];
    if (this.ink.reaches(gesture, this.shown)) this.told.drawn(gesture);
    else this.draw();
  }

  cancel() {
    this.path = [];
    this.told.cancelled();
  }

  /** @param {Place} place */
  tap(place) {
    const { x, y } = this.camera.at(place.x, place.y);
    const { width, height } = this.shown;
    this.told.tapping({ x: within(x / width, 0, 1), y: within(y / height, 0, 1) });
  }

  // Where the brush would paint, for hands that hover.
  /** @param {Place | null} place */
  hover(place) {
    const shown = place && !this.taps && !this.tool.moves && this.view;
    this.ring.setAttribute("visibility", shown ? "visible" : "hidden");
    if (!shown) return;
    this.ring.setAttribute("cx", String(place.x));
    this.ring.setAttribute("cy", String(place.y));
    this.ring.setAttribute("r", String(this.radius * this.camera.scale));
  }

  // The wheel scrolls the page, as everywhere; with Ctrl (and under two fingers on a touchpad) it zooms, and it moves what is zoomed.
  /** @param {WheelEvent} event */
  turned(event) {
    const box = this.stage.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.look((camera) => camera.zoomBy(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top));
    } else if (this.camera.zoomed) {
      event.preventDefault();
      this.look((camera) => camera.pan(-event.deltaX, -event.deltaY));
    }
  }
}
