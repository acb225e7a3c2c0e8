// From strokes to the cells that they paint, as school/body/rules/strokes.py and raster.py do it, and
// how many of them coincide with a charted zone. tests/browser/test_offline_cells.py compares both.

/** @typedef {import("./shapes.d.ts").Bits} Bits */
/** @typedef {import("../shapes.d.ts").Drawing} Drawing */
/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("./shapes.d.ts").FigureView} FigureView */
/** @typedef {import("./shapes.d.ts").Painted} Painted */
/** @typedef {import("../shapes.d.ts").Point} Point */
/** @typedef {import("./shapes.d.ts").SentFigure} SentFigure */
/** @typedef {import("../shapes.d.ts").Stroke} Stroke */

// The figure as the school sends it, with its masks opened.
/** @param {SentFigure} sent */
export async function readFigure(sent) {
  /** @type {Figure} */
  const figure = {};
  for (const [id, view] of Object.entries(sent.views)) {
    /** @type {FigureView["regions"]} */
    const regions = {};
    for (const [key, [letters, share]] of Object.entries(view.regions)) {
      regions[key] = { bits: await unpacked(letters), share };
    }
    figure[id] = { ...view, regions, skin: await unpacked(view.skin) };
  }
  return figure;
}

// Base64 of zlib of the bits, the first cell lowest.
/** @param {string} letters */
async function unpacked(letters) {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Bits} bits @param {number} cell */
const has = (bits, cell) => ((bits[cell >> 3] ?? 0) >> (cell & 7)) & 1;

// ---- Painting ----

// The cells of each view that a drawing paints, one byte each; views without paint are left out.
/** @param {Drawing} drawing @param {Figure} figure @returns {Painted} */
export function painted(drawing, figure) {
  /** @type {Painted} */
  const cells = {};
  for (const [id, view] of Object.entries(figure)) {
    const strokes = drawing.strokes.filter((stroke) => stroke.view === id);
    const paint = paintedIn(view, strokes);
    if (paint.includes(1)) cells[id] = paint;
  }
  return cells;
}

// Lines are drawn on a board with a margin as wide as the widest brush: a brush beyond the edge
// covers what it reaches.
/** @param {FigureView} view @param {Stroke[]} strokes */
function paintedIn(view, strokes) {
  const { columns, rows } = view;
  const paint = new Uint8Array(columns * rows);
  const margin = Math.floor(Math.max(0, ...strokes.map((stroke) => stroke.radius)) * rows) + 1;
  for (const { points, radius, erase } of strokes) {
    const widths = disc(radius * rows);
    const line = points.map(([x, y]) => /** @type {Point} */ ([x * columns + margin, y * rows + margin]));
    for (const [x, y] of along(line)) {
      if (x < 0 || y < 0 || x >= columns + 2 * margin || y >= rows + 2 * margin) continue;
      stamp(paint, view, Math.floor(x) - margin, Math.floor(y) - margin, widths, erase ? 0 : 1);
    }
  }
  return paint.map((cell, at) => cell && has(view.skin, at));
}

// How far a disc reaches to each side, by the rows from its middle.
/** @param {number} radius in cells */
function disc(radius) {
  const widths = [];
  for (let row = 0; row <= Math.floor(radius); row += 1) {
    widths.push(Math.floor(Math.sqrt(Math.floor(radius * radius - row * row))));
  }
  return widths;
}

/**
 * @param {Uint8Array} paint
 * @param {FigureView} view
 * @param {number} column
 * @param {number} row
 * @param {number[]} widths
 * @param {number} value
 */
function stamp(paint, { columns, rows }, column, row, widths, value) {
  for (let down = 1 - widths.length; down < widths.length; down += 1) {
    const at = row + down;
    if (at < 0 || at >= rows) continue;
    const reach = widths[Math.abs(down)];
    const [from, upTo] = [Math.max(0, column - reach), Math.min(columns, column + reach + 1)];
    if (from < upTo) paint.fill(value, at * columns + from, at * columns + upTo);
  }
}

// Places on the line, at most one cell apart in each direction, and its end.
/** @param {Point[]} line @returns {Generator<Point>} */
function* along(line) {
  for (let place = 0; place < line.length; place += 1) {
    const [x, y] = line[place];
    const [nextX, nextY] = line[place + 1] ?? line[place];
    const steps = Math.ceil(Math.max(Math.abs(nextX - x), Math.abs(nextY - y))) || 1;
    const [across, down] = [(nextX - x) / steps, (nextY - y) / steps];
    for (let step = 0; step < steps; step += 1) yield [x + across * step, y + down * step];
  }
}

// ---- Comparing ----

// The share of cells that coincide, in whole percent: those both painted and charted, of all that are
// painted or charted. Each region is looked at in one view, where most of it is painted; where none is,
// in the view that shows most of it. What is painted of it in other views counts neither way.
/** @param {string[]} regions @param {Painted} paint @param {Figure} figure */
export function percentCoinciding(regions, paint, figure) {
  const at = new Map(regions.map((key) => [key, viewOf(key, paint, figure)]));
  let [both, either] = [0, 0];
  for (const [id, view] of Object.entries(figure)) {
    const shown = regions.filter((key) => view.regions[key]);
    const asked = shown.filter((key) => at.get(key) === id);
    if (!asked.length && !paint[id]) continue;
    for (let cell = 0; cell < view.columns * view.rows; cell += 1) {
      const lies = (/** @type {string} */ key) => has(view.regions[key].bits, cell);
      const [isPainted, isCharted] = [Boolean(paint[id]?.[cell]), asked.some(lies)];
      if (isPainted && isCharted) both += 1;
      if (isCharted || (isPainted && !shown.some(lies))) either += 1;
    }
  }
  return either ? Math.floor((200 * both + either) / (2 * either)) : 0;
}

/** @param {string} key @param {Painted} paint @param {Figure} figure */
function viewOf(key, paint, figure) {
  /** @type {[view: string, cells: number, share: number]} */
  let best = ["", -1, -1];
  for (const [id, { regions }] of Object.entries(figure)) {
    if (!regions[key]) continue;
    const { bits, share } = regions[key];
    const cells = paint[id]?.reduce((sum, cell, at) => sum + (cell && has(bits, at)), 0) ?? 0;
    if (cells > best[1] || (cells === best[1] && share > best[2])) best = [id, cells, share];
  }
  return best[0];
}
