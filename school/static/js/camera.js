// Which part of a view the stage shows: from the pixels of the page to the units of the view and back.
//
// At zoom 1 the whole view fits. A mirrored camera turns the figure over, so that the left side is studied on the same
// view: places of the view stay as if the muscle were on the right.

/** @typedef {import("./shapes.d.ts").Matrix} Matrix */
/** @typedef {import("./shapes.d.ts").Size} Size */

const MOST_ZOOM = 8;
const MARGIN = 8; // pixels of the stage that stay free around the whole view
const BUTTONS = 54; // pixels at each side where buttons lie on the stage
const WORTH = 0.85; // a view that keeps this much of its size gets out of their way

export class Camera {
  constructor() {
    /** @type {Size} */
    this.view = { width: 1, height: 1 };
    /** @type {Size} */
    this.stage = { width: 1, height: 1 };
    this.mirrored = false;
    this.zoom = 1;
    this.center = { x: 0, y: 0 };
    this.whole();
  }

  get zoomed() {
    return this.zoom > 1;
  }

  // Pixels of the stage for one unit of the view.
  get scale() {
    const { view, stage } = this;
    const [free, beside] = [MARGIN, BUTTONS].map((edge) =>
      Math.min((stage.width - 2 * edge) / view.width, (stage.height - 2 * MARGIN) / view.height),
    );
    return (beside > WORTH * free ? beside : free) * this.zoom;
  }

  /** @param {Size} view */
  show(view) {
    this.view = view;
    this.whole();
  }

  /** @param {boolean} mirrored */
  mirror(mirrored) {
    if (mirrored !== this.mirrored) this.center.x = this.view.width - this.center.x;
    this.mirrored = mirrored;
  }

  whole() {
    this.zoom = 1;
    this.center = { x: this.view.width / 2, y: this.view.height / 2 };
  }

  // The part of the view in sight, as SVG's viewBox wants it; before it is turned over.
  get window() {
    const [width, height] = [this.stage.width / this.scale, this.stage.height / this.scale];
    return { x: this.center.x - width / 2, y: this.center.y - height / 2, width, height };
  }

  // The place of the view under a pixel of the stage.
  /** @param {number} x @param {number} y */
  at(x, y) {
    const seen = this.window;
    const across = seen.x + x / this.scale;
    return { x: this.mirrored ? this.view.width - across : across, y: seen.y + y / this.scale };
  }

  // The matrix (a, d, e, f of SVG and canvas) that takes units of the view to pixels of the stage.
  /** @returns {Matrix} */
  get matrix() {
    const [scale, seen] = [this.scale, this.window];
    if (this.mirrored) return { a: -scale, d: scale, e: (this.view.width - seen.x) * scale, f: -seen.y * scale };
    return { a: scale, d: scale, e: -seen.x * scale, f: -seen.y * scale };
  }

  // Zoom by a factor with the pixel (x, y) staying where it is.
  /** @param {number} factor */
  zoomBy(factor, x = this.stage.width / 2, y = this.stage.height / 2) {
    const before = this.scale;
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor));
    const away = 1 / before - 1 / this.scale;
    this.center.x += (x - this.stage.width / 2) * away;
    this.center.y += (y - this.stage.height / 2) * away;
    this.hold();
  }

  // Move what is seen by pixels, as a hand moves paper.
  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.center.x -= dx / this.scale;
    this.center.y -= dy / this.scale;
    this.hold();
  }

  // However near, some of the figure stays in sight; far away it stands in the middle.
  hold() {
    const free = (1 - 1 / this.zoom) / 2;
    const { width, height } = this.view;
    this.center.x = Math.min(width * (0.5 + free), Math.max(width * (0.5 - free), this.center.x));
    this.center.y = Math.min(height * (0.5 + free), Math.max(height * (0.5 - free), this.center.y));
  }
}
