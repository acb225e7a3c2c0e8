// The paint on the stage: one canvas for each layer, drawn as the server will mark it: discs swept along lines, inside the skin.

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./shapes.d.ts").Gesture} Gesture */
/** @typedef {import("./shapes.d.ts").Held} Held */
/** @typedef {import("./shapes.d.ts").Point} Point */
/** @typedef {import("./shapes.d.ts").Size} Size */
/** @typedef {import("./shapes.d.ts").View} View */

export class Ink {
  /** @param {HTMLElement} stage @param {number} layers */
  constructor(stage, layers) {
    this.canvases = Array.from({ length: layers }, (_, layer) => {
      const canvas = document.createElement("canvas");
      canvas.className = layer ? "paint-ink is-second" : "paint-ink";
      canvas.setAttribute("aria-hidden", "true");
      stage.append(canvas);
      return canvas;
    });
    this.dots = 0; // of the canvas, for one pixel of the page; none before its size is known
    /** @type {Path2D | null} */
    this.skin = null;
  }

  /** @param {Size} size */
  resize({ width, height }) {
    this.dots = Math.min(devicePixelRatio || 1, 3);
    for (const canvas of this.canvases) {
      canvas.width = Math.round(width * this.dots);
      canvas.height = Math.round(height * this.dots);
    }
  }

  // Redraws everything on this view.
  /** @param {Gesture[]} gestures @param {View} view @param {Camera} camera */
  draw(gestures, view, camera) {
    for (const [layer, canvas] of this.canvases.entries()) {
      const context = contextOf(canvas);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const own = gestures.filter((gesture) => gesture.layer === layer && gesture.view === view.id);
      if (own.length) this.with(layer, camera, (pen) => own.forEach((gesture) => this.trace(pen, gesture, view)));
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {Gesture} gesture @param {Size} view */
  trace(context, { erase, runs }, view) {
    for (const { radius, points } of runs) {
      const line = points.map((place) => inUnits(place, view));
      stroke(context, line, radius * view.height, erase);
    }
  }

  // A piece of the line that is being drawn, on top of what is there. `line` and `radius` in units of the view.
  /**
   * @param {Point[]} line
   * @param {number} radius
   * @param {Pick<Held, "layer" | "erase">} held
   * @param {Camera} camera
   */
  add(line, radius, { layer, erase }, camera) {
    this.with(layer, camera, (context) => stroke(context, line, radius, erase));
  }

  /**
   * @param {number} layer
   * @param {Camera} camera
   * @param {(context: CanvasRenderingContext2D) => void} draw
   */
  with(layer, camera, draw) {
    const canvas = this.canvases[layer];
    const context = contextOf(canvas);
    const { a, d, e, f } = camera.matrix;
    context.save();
    context.setTransform(a * this.dots, 0, 0, d * this.dots, e * this.dots, f * this.dots);
    if (this.skin) context.clip(this.skin);
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    context.lineCap = context.lineJoin = "round";
    draw(context);
    context.restore();
  }

  // Whether any of a gesture's paint falls on the skin: a line beside the figure is not a stroke.
  /** @param {Gesture} gesture @param {Size} view */
  reaches(gesture, view) {
    const { skin } = this;
    if (!skin) return true;
    const context = contextOf(this.canvases[0]);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    const found = gesture.runs.some(({ radius, points }) => {
      const own = radius * view.height;
      /** @type {Point[]} */
      const around = [[0, 0], [own, 0], [-own, 0], [0, own], [0, -own]];
      const line = points.map((place) => inUnits(place, view));
      return [...along(line, own)].some(([x, y]) =>
        around.some(([dx, dy]) => context.isPointInPath(skin, x + dx, y + dy)),
      );
    });
    context.restore();
    return found;
  }
}

/** @param {HTMLCanvasElement} canvas */
function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw");
  return context;
}

// Places along a line, no further apart than `step`.
/** @param {Point[]} line @param {number} step @returns {Generator<Point>} */
function* along(line, step) {
  yield line[0];
  for (let at = 1; at < line.length; at += 1) {
    const [[ax, ay], [bx, by]] = [line[at - 1], line[at]];
    const pieces = Math.ceil(Math.hypot(bx - ax, by - ay) / step) || 1;
    for (let piece = 1; piece <= pieces; piece += 1) yield [ax + ((bx - ax) * piece) / pieces, ay + ((by - ay) * piece) / pieces];
  }
}

/** @param {Point} place @param {Size} view @returns {Point} */
const inUnits = ([x, y], view) => [x * view.width, y * view.height];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} line
 * @param {number} radius
 * @param {boolean} erase
 */
function stroke(context, line, radius, erase) {
  context.globalCompositeOperation = erase ? "destination-out" : "source-over";
  context.beginPath();
  if (line.length === 1) {
    context.arc(line[0][0], line[0][1], radius, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.lineWidth = 2 * radius;
  line.forEach(([x, y], at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}
