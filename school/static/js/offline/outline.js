// From a mask of cells to the smooth line around it, as school/body/rules/outlines.py draws it: what was painted is shown as
// it was marked. Both give the same path, letter by letter; what is added up or compared is so in the same order.

/** @typedef {import("./shapes.d.ts").Grid} Grid */
/** @typedef {import("./shapes.d.ts").Mask} Mask */
/** @typedef {import("../shapes.d.ts").Point} Point */
/** @typedef {import("../shapes.d.ts").Size} Size */

const REACH = 4; // points of the border on each side that a point is averaged with
const TOLERANCE = 0.2; // cells by which the drawn line may leave the smoothed one
const LEAST = 6; // a border of fewer cell sides is a crumb
const DIGITS = 10; // one behind the point

// An SVG path of closed curves in units of the view; empty where nothing is painted.
/** @param {Mask} mask @param {Grid & Size} view */
export function outline(mask, view) {
  const [across, down] = [view.width / view.columns, view.height / view.rows];
  let path = "";
  for (const border of borders(mask, view)) {
    if (border.length < LEAST) continue;
    const kept = thinned(smoothed(border), TOLERANCE);
    if (kept.length > 2) path += curve(kept.map(([x, y]) => [x * across, y * down]));
  }
  return path;
}

// The closed borders of the cells: the middles of the cells' sides, in order.
/** @param {Mask} mask @param {Grid} view */
function* borders(mask, view) {
  const leaving = sides(mask, view);
  while (leaving.size) {
    const [start] = leaving.keys();
    /** @type {Point[]} */
    const border = [];
    let here = start;
    do {
      const ways = leaving.get(here);
      const there = ways?.pop();
      // Every corner has a way on.
      if (!ways || there === undefined) throw new Error("a border does not close");
      if (!ways.length) leaving.delete(here);
      const [[x, y], [nextX, nextY]] = [corner(here, view), corner(there, view)];
      border.push([(x + nextX) / 2, (y + nextY) / 2]);
      here = there;
    } while (here !== start);
    yield border;
  }
}

// Corners are numbered along the rows, one more in each row than there are cells.
/** @param {number} number @param {Grid} view @returns {Point} */
const corner = (number, view) => [number % (view.columns + 1), Math.floor(number / (view.columns + 1))];

// Corner → the corners to which a side leads, with the cell always on its right. Where two cells touch at a corner, the
// order in which the sides are found says which way the border goes: row by row, all upper ones first.
/** @param {Mask} mask @param {Grid} view */
function sides(mask, { columns, rows }) {
  const bits = mask.toString(2).padStart(columns * rows, "0");
  /** @param {number} column @param {number} row */
  const set = (column, row) =>
    column >= 0 && column < columns && row >= 0 && row < rows && bits[bits.length - 1 - row * columns - column] === "1";
  /** @type {Map<number, number[]>} */
  const leaving = new Map();
  /** @param {number} fromX @param {number} fromY @param {number} toX @param {number} toY */
  const lead = (fromX, fromY, toX, toY) => {
    const [from, to] = [fromY * (columns + 1) + fromX, toY * (columns + 1) + toX];
    const ways = leaving.get(from);
    if (ways) ways.push(to);
    else leaving.set(from, [to]);
  };
  for (let row = 0; row < rows; row += 1) {
    const line = [];
    for (let column = 0; column < columns; column += 1) if (set(column, row)) line.push(column);
    for (const column of line) if (!set(column, row - 1)) lead(column, row, column + 1, row);
    for (const column of line) if (!set(column, row + 1)) lead(column + 1, row + 1, column, row + 1);
    for (const column of line) if (!set(column + 1, row)) lead(column + 1, row, column + 1, row + 1);
    for (const column of line) if (!set(column - 1, row)) lead(column, row + 1, column, row);
  }
  return leaving;
}

// Without the stairs of the cells, and nearly as large: what a second mean takes is given back.
/** @param {Point[]} border @returns {Point[]} */
function smoothed(border) {
  const once = means(border);
  const twice = means(once);
  return once.map(([x, y], at) => [2 * x - twice[at][0], 2 * y - twice[at][1]]);
}

/** @param {Point[]} border */
function means(border) {
  const reach = Math.min(REACH, Math.floor(border.length / 4));
  const among = 2 * reach + 1;
  const around = [...border.slice(border.length - reach), ...border, ...border.slice(0, reach)];
  let [x, y] = [0, 0];
  for (const [px, py] of around.slice(0, among)) [x, y] = [x + px, y + py];
  /** @type {Point[]} */
  const found = [[x / among, y / among]];
  for (let at = among; at < around.length; at += 1) {
    const [[oldX, oldY], [newX, newY]] = [around[at - among], around[at]];
    [x, y] = [x + newX - oldX, y + newY - oldY];
    found.push([x / among, y / among]);
  }
  return found;
}

// Without the points that lie nearly on the way between the others (Douglas and Peucker).
/** @param {Point[]} border @param {number} tolerance */
function thinned(border, tolerance) {
  let far = 0;
  for (const at of border.keys()) if (squared(border[at], border[0]) > squared(border[far], border[0])) far = at;
  const kept = new Set([0, far]);
  const parts = [[0, far], [far, border.length]];
  const closed = [...border, border[0]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [first, last] = part;
    let [worst, most] = [0, tolerance * tolerance];
    for (let at = first + 1; at < last; at += 1) {
      const off = squaredDistance(closed[at], closed[first], closed[last]);
      if (off > most) [worst, most] = [at, off];
    }
    if (!worst) continue;
    kept.add(worst);
    parts.push([first, worst], [worst, last]);
  }
  return border.filter((_, at) => kept.has(at));
}

/** @param {Point} point @param {Point} start @param {Point} end */
function squaredDistance(point, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  let along = dx || dy ? ((point[0] - ax) * dx + (point[1] - ay) * dy) / (dx * dx + dy * dy) : 0;
  along = Math.min(1, Math.max(0, along));
  return squared(point, [ax + along * dx, ay + along * dy]);
}

/** @param {Point} one @param {Point} other */
function squared([ax, ay], [bx, by]) {
  const [dx, dy] = [ax - bx, ay - by];
  return dx * dx + dy * dy;
}

// A closed curve that bends round each point and passes through the middle of every two.
/** @param {Point[]} points */
function curve(points) {
  /** @type {Point[]} */
  const middles = points.map(([x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length];
    return [(x + nextX) / 2, (y + nextY) / 2];
  });
  const bends = points.map((point, at) => `Q${numbers([point, middles[at]])}`);
  return `M${numbers([middles[middles.length - 1]])}${bends.join("")}Z`;
}

/** @param {Point[]} points */
const numbers = (points) => points.flat().map(number).join(" ");

/** @param {number} value */
function number(value) {
  const whole = Math.floor(Math.abs(value) * DIGITS + 0.5);
  return String((value < 0 ? -whole : whole) / DIGITS + 0);
}
