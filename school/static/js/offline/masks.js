// From strokes to cells, as school/body/rules/raster.py and strokes.py do it: a mask is one whole number, of which
// the bit row * columns + column is a cell of the view, row 0 on top. The browser's test compares both.

/** @typedef {import("../shapes.d.ts").Drawing} Drawing */
/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("./shapes.d.ts").Grid} Grid */
/** @typedef {import("./shapes.d.ts").Mask} Mask */
/** @typedef {import("./shapes.d.ts").Masks} Masks */
/** @typedef {import("../shapes.d.ts").Point} Point */
/** @typedef {import("../shapes.d.ts").Stroke} Stroke */

const BITS = Array.from({ length: 16 }, (_, digit) => digit.toString(2).replaceAll("0", "").length);

/** @param {Mask} mask */
export function count(mask) {
  let bits = 0;
  for (const digit of mask.toString(16)) bits += BITS[parseInt(digit, 16)];
  return bits;
}

// A mask from its letters: base64 of zlib of the bits, the first bit lowest.
/** @param {string} letters */
export async function unpacked(letters) {
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return whole(new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** @param {Uint8Array} bytes */
function whole(bytes) {
  let digits = "0x0";
  for (let place = bytes.length - 1; place >= 0; place -= 1) digits += bytes[place].toString(16).padStart(2, "0");
  return BigInt(digits);
}

// The cells of each view that a drawing paints: {view id: mask}, views without paint left out.
/** @param {Drawing} drawing @param {Figure} figure @returns {Masks} */
export function painted(drawing, figure) {
  /** @type {Masks} */
  const masks = {};
  for (const [view, erases, strokes] of runs(drawing.strokes)) {
    const known = figure[view];
    if (!known) continue;
    const covered = coveredBy(strokes, known);
    const before = masks[view] ?? 0n;
    masks[view] = erases ? before & ~covered : before | (covered & known.skin);
  }
  return Object.fromEntries(Object.entries(masks).filter(([, mask]) => mask));
}

// What a list of picked regions paints: their shapes in every view.
/** @param {string[]} ids @param {Figure} figure @returns {Masks} */
export function paintedRegions(ids, figure) {
  /** @type {Masks} */
  const masks = {};
  for (const [name, view] of Object.entries(figure)) {
    let mask = 0n;
    for (const id of ids) mask |= view.regions[sided(id, figure)]?.mask ?? 0n;
    if (mask) masks[name] = mask;
  }
  return masks;
}

// The name of a region on the side that is studied.
/** @param {string} id @param {Figure} figure */
export function sided(id, figure) {
  return Object.values(figure).some((view) => `${id}.R` in view.regions) ? `${id}.R` : id;
}

/** @param {Grid} view @param {Point} place @param {number} radius */
export function disc(view, place, radius) {
  return swept([[place]], radius, view.columns, view.rows);
}

// Strokes that follow each other in one view and all erase, or all paint.
/**
 * @param {Stroke[]} strokes
 * @returns {Generator<[view: string, erases: boolean, strokes: Stroke[]]>}
 */
function* runs(strokes) {
  /** @type {Stroke[]} */
  let run = [];
  for (const stroke of strokes) {
    const last = run.at(-1);
    if (last && (last.view !== stroke.view || last.erase !== stroke.erase)) {
      yield [last.view, last.erase, run];
      run = [];
    }
    run.push({ ...stroke, erase: Boolean(stroke.erase) });
  }
  if (run.length) yield [run[0].view, run[0].erase, run];
}

/** @param {Stroke[]} strokes @param {Grid} view */
function coveredBy(strokes, view) {
  let mask = 0n;
  for (const radius of new Set(strokes.map((stroke) => stroke.radius))) {
    const alike = strokes.filter((stroke) => stroke.radius === radius);
    const lines = alike.map((stroke) => stroke.points.map((place) => cellAt(place, view)));
    mask |= swept(lines, radius * view.rows, view.columns, view.rows);
  }
  return mask;
}

/** @param {Point} place @param {Grid} grid @returns {Point} */
export const cellAt = ([x, y], { columns, rows }) => [x * columns, y * rows];

/** @param {Point} place @param {number} by @returns {Point} */
const moved = ([x, y], by) => [x + by, y + by];

// The cells that a disc covers when it moves along the lines, on a grid with a margin as wide as the brush.
/** @param {Point[][]} lines @param {number} radius @param {number} columns @param {number} rows */
function swept(lines, radius, columns, rows) {
  const margin = Math.floor(radius) + 1;
  const width = columns + 2 * margin;
  const marks = new Uint8Array(Math.ceil((width * (rows + 2 * margin)) / 8));
  for (const line of lines) {
    draw(line.map((place) => moved(place, margin)), marks, width, rows + 2 * margin);
  }
  return cropped(grown(whole(marks), radius, width), margin, width, columns, rows);
}

/** @param {Point[]} line @param {Uint8Array} marks @param {number} columns @param {number} rows */
function draw(line, marks, columns, rows) {
  for (const [x, y] of along(line)) {
    if (x < 0 || x >= columns || y < 0 || y >= rows) continue;
    const cell = Math.floor(y) * columns + Math.floor(x);
    marks[cell >> 3] |= 1 << (cell & 7);
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

// Every cell made a disc. What grows over a side's edge comes round to the other.
/** @param {Mask} mask @param {number} radius @param {number} columns */
export function grown(mask, radius, columns) {
  let all = 0n;
  let wide = mask;
  let reach = 0;
  for (let row = Math.floor(radius); row >= 0; row -= 1) {
    const wanted = Math.floor(Math.sqrt(Math.floor(radius * radius - row * row)));
    while (reach < wanted) {
      const step = Math.min(wanted - reach, 2 * reach + 1);
      wide |= (wide << BigInt(step)) | (wide >> BigInt(step));
      reach += step;
    }
    const down = BigInt(row * columns);
    all |= (wide << down) | (wide >> down);
  }
  return all;
}

/**
 * @param {Mask} mask
 * @param {number} margin
 * @param {number} width
 * @param {number} columns
 * @param {number} rows
 */
function cropped(mask, margin, width, columns, rows) {
  const bits = mask.toString(2).padStart(width * (rows + 2 * margin), "0");
  const end = bits.length - margin; // the first cell stands last
  let kept = "0b0";
  for (let row = rows + margin - 1; row >= margin; row -= 1) {
    kept += bits.slice(end - row * width - columns, end - row * width);
  }
  return BigInt(kept);
}
