// What a hand draws, as numbers: from the pointer's path to the strokes that are sent, and back.
//
// A gesture is what one press and release drew: {view, layer, erase, runs: [{radius, points}]}. Points are fractions of the
// view's width and height, a radius is a fraction of its height. Only a pen's pressure makes more than one run: a run has
// one radius, because that is what the server paints. Nothing here touches the page.

// @ts-types="./perfect-freehand.d.ts"
import { getStrokePoints } from "../vendor/perfect-freehand-1.2.3/perfect-freehand.js";

/** @typedef {import("./shapes.d.ts").Drawing} Drawing */
/** @typedef {import("./shapes.d.ts").Gesture} Gesture */
/** @typedef {import("./shapes.d.ts").Point} Point */
/** @typedef {import("./shapes.d.ts").Run} Run */
/** @typedef {import("./shapes.d.ts").Side} Side */
/** @typedef {import("./shapes.d.ts").Stroke} Stroke */
/** @typedef {import("./shapes.d.ts").Trace} Trace */

// What the server takes; the page must never send what it would refuse.
const MOST_STROKES = 300;
const MOST_POINTS = 6000;
const MOST_LENGTH = 190;
const MOST_LETTERS = 150000;
export const LEAST_RADIUS = 0.003;
const MOST_RADIUS = 0.12;
const LEAST_PLACE = -0.2;
const MOST_PLACE = 1.2;

const STREAMLINE = 0.35; // how much of the hand's tremble is taken out
const FAITHFUL = 0.12; // of the radius: how far the line that is kept may leave the one that was drawn
const COARSEST = 0.004; // of the view's height
const THINNING = 0.5; // how much the pressure of a pen changes its line, as perfect-freehand defines it
const ALIKE = 1.15; // radii of one run differ by no more than this

// The path without its tremble. `path` is [[x, y, pressure]] in units of the view; `done` fixes the last point where the hand left.
// A small size, because perfect-freehand drops what happens within the first size of a line.
/** @param {Trace[]} path @param {boolean} done */
export function steadied(path, done) {
  const points = getStrokePoints(path, { size: 1, streamline: STREAMLINE, last: done });
  // Pressed without moving, it answers with a point beside the first: a dab has no direction.
  if (path.every(([x, y]) => x === path[0][0] && y === path[0][1])) return points.slice(0, 1);
  return points;
}

/** @param {number} radius @param {number} pressure @param {boolean} pen */
export function radiusAt(radius, pressure, pen) {
  if (!pen) return radius;
  return 2 * radius * (0.5 - THINNING * (0.5 - pressure));
}

// Points of one radius together; a run begins where the last one ends, so that the line has no gap.
/** @param {ReturnType<typeof steadied>} points @param {number} radius @param {boolean} pen */
function runsOf(points, radius, pen) {
  /** @type {Run[]} */
  const runs = [];
  for (const { point, pressure } of points) {
    const own = radiusAt(radius, pressure, pen);
    const run = runs.at(-1);
    const before = run?.points.at(-1);
    if (run && own < run.radius * ALIKE && run.radius < own * ALIKE) run.points.push(point);
    else runs.push({ radius: own, points: before ? [before, point] : [point] });
  }
  return runs;
}

// The gesture that a path drew on a view {id, width, height}; `radius` in units of the view.
/**
 * @param {Trace[]} path
 * @param {{ id: string, width: number, height: number }} view
 * @param {number} radius
 * @param {{ layer?: number, erase?: boolean, pen?: boolean }} held
 * @returns {Gesture}
 */
export function gestureOf(path, view, radius, { layer = 0, erase = false, pen = false } = {}) {
  const runs = runsOf(steadied(path, true), radius, pen);
  return {
    view: view.id,
    layer,
    erase,
    runs: runs.map((run) => ({
      radius: within(run.radius / view.height, LEAST_RADIUS, MOST_RADIUS),
      points: simplified(run.points, Math.min(FAITHFUL * run.radius, COARSEST * view.height)).map(([x, y]) => [
        within(x / view.width, LEAST_PLACE, MOST_PLACE),
        within(y / view.height, LEAST_PLACE, MOST_PLACE),
      ]),
    })),
  };
}

/** @param {number} value @param {number} least @param {number} most */
export function within(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

// Douglas and Peucker: the fewest points that leave the line nowhere by more than `tolerance`.
/** @param {Point[]} points @param {number} tolerance */
export function simplified(points, tolerance) {
  if (points.length < 3) return points;
  const kept = new Set([0, points.length - 1]);
  const parts = [[0, points.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    let worst = 0;
    let most = tolerance;
    for (let at = first + 1; at < last; at += 1) {
      const off = distance(points[at], points[first], points[last]);
      if (off > most) [worst, most] = [at, off];
    }
    if (!worst) continue;
    kept.add(worst);
    parts.push([first, worst], [worst, last]);
  }
  return points.filter((_, at) => kept.has(at));
}

/** @param {Point} point @param {Point} start @param {Point} end */
function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const along = long ? within(((x - ax) * dx + (y - ay) * dy) / long, 0, 1) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// The strokes of one layer as they are sent: {"side", "strokes": [{"view", "radius", "erase", "points"}]}.
/** @param {Gesture[]} gestures @param {number} layer @param {Side} side @returns {Drawing} */
export function drawingOf(gestures, layer, side) {
  const own = gestures.filter((gesture) => gesture.layer === layer);
  const strokes = own.flatMap(({ view, erase, runs }) =>
    runs.map(({ radius, points }) => {
      return { view, radius: rounded(radius), erase, points: points.map(roundedPoint) };
    }),
  );
  return { side, strokes };
}

/** @param {Point} point @returns {Point} */
function roundedPoint([x, y]) {
  return [rounded(x), rounded(y)];
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 1e4) / 1e4;
}

// Whether the server takes a drawing of this size.
/** @param {Drawing} drawing */
export function fits(drawing) {
  const points = drawing.strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);
  const length = drawing.strokes.reduce((sum, stroke) => sum + lengthOf(stroke.points), 0);
  const letters = JSON.stringify(drawing).length;
  return drawing.strokes.length <= MOST_STROKES && points <= MOST_POINTS && length <= MOST_LENGTH && letters <= MOST_LETTERS;
}

/** @param {Point[]} points */
function lengthOf(points) {
  let sum = 0;
  for (let at = 1; at < points.length; at += 1) {
    sum += Math.max(Math.abs(points[at][0] - points[at - 1][0]), Math.abs(points[at][1] - points[at - 1][1]));
  }
  return sum;
}

// Gestures from a drawing that was sent or kept; what is not one gives none.
/**
 * @param {{ strokes?: Stroke[] } | null} drawing
 * @param {number} layer
 * @returns {Gesture[]}
 */
export function gesturesOf(drawing, layer = 0) {
  if (!Array.isArray(drawing?.strokes)) return [];
  return drawing.strokes.map(({ view, radius, erase, points }) => ({ view, layer, erase: Boolean(erase), runs: [{ radius, points }] }));
}
