// Marks an answer while the school is away, by the rules of school/body/rules/marking.py and tapping.py and
// school/cards/rules/answers.py: only for what is shown at once. The school marks it again when it is sent.

import { cellAt, count, disc, grown, painted, paintedRegions, sided, unpacked } from "./masks.js";

/** @typedef {import("./shapes.d.ts").Figure} Figure */
/** @typedef {import("./shapes.d.ts").FigureView} FigureView */
/** @typedef {import("./shapes.d.ts").Given} Given */
/** @typedef {import("./shapes.d.ts").Key} Key */
/** @typedef {import("./shapes.d.ts").Limits} Limits */
/** @typedef {import("./shapes.d.ts").Marked} Marked */
/** @typedef {import("./shapes.d.ts").Mask} Mask */
/** @typedef {import("./shapes.d.ts").Masks} Masks */
/** @typedef {import("./shapes.d.ts").MimicKey} MimicKey */
/** @typedef {import("./shapes.d.ts").MusclesKey} MusclesKey */
/** @typedef {import("./shapes.d.ts").NameKey} NameKey */
/** @typedef {import("./shapes.d.ts").PointKey} PointKey */
/** @typedef {import("./shapes.d.ts").SentFigure} SentFigure */
/** @typedef {import("./shapes.d.ts").SentView} SentView */
/** @typedef {import("./shapes.d.ts").Shape} Shape */
/** @typedef {import("../shapes.d.ts").Tap} Tap */
/** @typedef {import("./shapes.d.ts").Zone} Zone */
/** @typedef {import("./shapes.d.ts").ZoneKey} ZoneKey */

const ESSENTIAL = 2;
const SPILLOVER_IN_ALL = 0.5;
const STEPS = 10000; // coverage is counted in so many
const [FROM, UPTO] = [3500, 7500];
const HAND = 0.006; // of a view's height: how far over the zone's edge paint is not yet wrong
const PARTS = 1e6; // shares have at most six decimals
const BODY_MILLIMETRES = 1750;
const [NEAR, NEAR_CLOSE_UP] = [0.03 * BODY_MILLIMETRES, 0.12];
const SAME_MUSCLE = 0.5;

// The figure as the school sends it, masks opened: {view id: {columns, rows, skin, regions: {key: {mask, share}}, …}}
/** @param {SentFigure} sent */
export async function readFigure(sent) {
  /** @type {Figure} */
  const figure = {};
  for (const [id, view] of Object.entries(sent.views)) {
    /** @type {Record<string, Shape>} */
    const regions = {};
    let charted = 0n;
    for (const [key, [letters, share]] of Object.entries(view.regions)) {
      const mask = await unpacked(letters);
      regions[key] = { mask, share, cells: count(mask) };
      charted |= mask;
    }
    figure[id] = { ...view, regions, charted, skin: await unpacked(view.skin), mean: meanCells(view, regions) };
  }
  return figure;
}

/** @param {SentView} view @param {Record<string, Shape>} regions */
function meanCells(view, regions) {
  const shown = Object.values(regions).filter((shape) => shape.share * 2 >= 1);
  if (!shown.length) return view.columns * view.rows;
  return shown.reduce((sum, shape) => sum + shape.cells, 0) / shown.length;
}

// given: {regions: [], drawing: {strokes} or null, muscles: [], mimics: [], tap: {view, x, y} or null}
// → {score: 0 … 1, right, missed, wrong, neutral} or null where nothing was tried or only the student can say.
/** @param {Key} key @param {Given} given @param {Figure} figure @returns {Marked | null} */
export function mark(key, given, figure) {
  switch (key.kind) {
    case "zone":
      return markZone(key, given, figure);
    case "name":
      return markName(key, given);
    case "point":
      return markPoint(key, given, figure);
    case "muscles":
      return markMuscles(key, given);
    case "mimic":
      return markMimics(key, given);
    default:
      return null;
  }
}

// ---- A painted or picked zone ----

/** @param {ZoneKey} key @param {Given} given @param {Figure} figure */
function markZone(key, given, figure) {
  let paint = given.drawing ? painted(given.drawing, figure) : {};
  if (!Object.keys(paint).length) paint = paintedRegions(known(given.regions, key.regions), figure);
  return Object.keys(paint).length ? overlap(key, paint, figure) : null;
}

/** @param {Zone} zone @param {Masks} paint @param {Figure} figure @returns {Marked} */
export function overlap(zone, paint, figure) {
  const essential = zone.essential.map((id) => sided(id, figure));
  const spillover = zone.spillover.map((id) => sided(id, figure));
  const keys = new Set([...essential, ...spillover]);
  if (zone.crosses) for (const key of [...keys]) if (key.endsWith(".R")) keys.add(key.replace(/R$/, "L"));
  const beyond = beyondZone(keys, paint, figure);
  /** @type {Map<string, number>} */
  const credits = new Map();
  for (const key of [...essential, ...spillover]) {
    credits.set(key, credit(covered(key, paint, figure)));
  }
  const outside = touched(beyond, figure).filter((key) => !keys.has(key));
  for (const key of outside) credits.set(key, credit(covered(key, beyond, figure)));
  const worth = (/** @type {string} */ key) => credits.get(key) ?? 0;
  const over = (/** @type {string[]} */ all) => all.filter((key) => worth(key) >= 0.5);
  return {
    dice: dice(keys, essential, paint, figure),
    score: score(essential, spillover, outside, credits, offRegions(beyond, figure)),
    right: over(essential).map(plain),
    missed: essential.filter((key) => worth(key) < 0.5).map(plain),
    wrong: over(outside).filter((key) => !key.endsWith(".L")).map(plain),
    otherSide: over(outside).filter((key) => key.endsWith(".L")).map(plain),
    neutral: over(spillover).map(plain),
  };
}

/**
 * @param {string[]} essential
 * @param {string[]} spillover
 * @param {string[]} outside
 * @param {Map<string, number>} credits
 * @param {number} off
 */
function score(essential, spillover, outside, credits, off) {
  const sum = (/** @type {string[]} */ keys) =>
    keys.reduce((total, key) => total + (credits.get(key) ?? 0), 0);
  const hits = sum(essential);
  let bonus = 0;
  if (spillover.length) {
    bonus = ((SPILLOVER_IN_ALL * sum(spillover)) / spillover.length) * Math.min(1, hits, essential.length - hits);
  }
  return (ESSENTIAL * hits + bonus) / (ESSENTIAL * essential.length + sum(outside) + off);
}

// How far two areas coincide, plainly: 2·|A∩P| / (|A| + |A∩P| + |W|), each region in the view that covers most of it.
/**
 * @param {Set<string>} keys
 * @param {string[]} essential
 * @param {Masks} paint
 * @param {Figure} figure
 */
function dice(keys, essential, paint, figure) {
  /** @type {Masks} */
  const beyond = {};
  for (const [id, mask] of Object.entries(paint)) beyond[id] = mask & ~union(keys, figure[id]);
  const charted = essential.map((key) => {
    return { key, at: seen(key, paint, figure)?.view ?? shownBest(key, figure) };
  });
  const outside = touched(beyond, figure).filter((key) => !keys.has(key)).map((key) => seen(key, beyond, figure));
  let [zone, right, wrong] = [0, 0, 0];
  for (const [id, view] of Object.entries(figure)) {
    const here = paint[id] ?? 0n;
    const asked = union(charted.filter(({ at }) => at === id).map(({ key }) => key), view);
    let extra = here & view.skin & ~view.charted;
    for (const each of outside) if (each?.view === id) extra |= each.mask;
    const area = (view.millimetres / view.rows) ** 2;
    zone += count(asked) * area;
    right += count(asked & here) * area;
    wrong += count(extra) * area;
  }
  return zone ? (2 * right) / (zone + right + wrong) : 0;
}

/** @param {string} key @param {Figure} figure */
function shownBest(key, figure) {
  /** @type {string | null} */
  let best = null;
  let most = -1; // of the region, in the view that is best so far
  for (const [id, view] of Object.entries(figure)) {
    const share = view.regions[key]?.share ?? -1;
    if (share > most) [best, most] = [id, share];
  }
  return best;
}

// What a coverage in STEPS is worth. Whole numbers, so that the middle is the middle here as on the server.
/** @param {number} steps */
function credit(steps) {
  return Math.min(Math.max((steps - FROM) / (UPTO - FROM), 0), 1);
}

// How much of a region is painted, in the view in which that is most; in STEPS, rounded down.
/** @param {string} key @param {Masks} paint @param {Figure} figure */
const covered = (key, paint, figure) => seen(key, paint, figure)?.steps ?? 0;

/** @typedef {{ steps: number, share: number, view: string, mask: Mask }} Seen */

// The same with where that is; null where nothing of it is painted.
/** @param {string} key @param {Masks} paint @param {Figure} figure @returns {Seen | null} */
function seen(key, paint, figure) {
  /** @type {Seen | null} */
  let best = null;
  for (const [view, { regions }] of Object.entries(figure)) {
    const shape = regions[key];
    const mask = shape && paint[view] ? paint[view] & shape.mask : 0n;
    if (!mask) continue;
    const share = BigInt(Math.round(shape.share * PARTS));
    const steps = Number((share * BigInt(STEPS * count(mask))) / BigInt(PARTS * shape.cells));
    const one = { steps, share: shape.share, view, mask };
    if (!best || larger(one, best)) best = one;
  }
  return best;
}

/** @param {Seen} one @param {Seen} other */
function larger(one, other) {
  if (one.steps !== other.steps) return one.steps > other.steps;
  if (one.share !== other.share) return one.share > other.share;
  return one.view > other.view;
}

/** @param {Iterable<string>} keys @param {FigureView} view */
function union(keys, view) {
  let mask = 0n;
  for (const key of keys) mask |= view.regions[key]?.mask ?? 0n;
  return mask;
}

// What is painted farther than a hand's inexactness from the whole charted zone.
/** @param {Set<string>} keys @param {Masks} paint @param {Figure} figure */
function beyondZone(keys, paint, figure) {
  /** @type {Masks} */
  const beyond = {};
  for (const [id, mask] of Object.entries(paint)) {
    const view = figure[id];
    if (view) beyond[id] = mask & ~grown(union(keys, view), HAND * view.rows, view.columns);
  }
  return beyond;
}

/** @param {Masks} paint @param {Figure} figure */
function touched(paint, figure) {
  const keys = new Set();
  for (const [id, mask] of Object.entries(paint)) {
    for (const [key, shape] of Object.entries(figure[id].regions)) if (shape.mask & mask) keys.add(key);
  }
  return [...keys].sort();
}

/** @param {Masks} paint @param {Figure} figure */
function offRegions(paint, figure) {
  let total = 0;
  for (const [id, mask] of Object.entries(paint)) {
    const view = figure[id];
    const units = count(mask & view.skin & ~view.charted) / view.mean;
    total += units > 1 ? units : credit(units * STEPS);
  }
  return total;
}

/** @param {string} key */
const plain = (key) => key.replace(/\.[RL]$/, "");

// ---- A tapped or picked point ----

/** @param {PointKey} key @param {Given} given @param {Figure} figure @returns {Marked | null} */
function markPoint(key, given, figure) {
  if (given.tap) return { score: markTap(key.note, given.tap, figure), right: [], missed: [], wrong: [], neutral: [] };
  const regions = known(given.regions, key.regions);
  if (!regions.length) return null;
  const score = regions.length === 1 ? markPointRegion(key.note, regions[0], figure) : 0;
  const [right, wrong] = score === 1 ? [regions, []] : [[], regions];
  return { score, right, missed: [], wrong, neutral: [] };
}

/** @param {FigureView} view */
const near = (view) => Math.min(NEAR, NEAR_CLOSE_UP * view.millimetres);

/** @param {string} pattern @param {Tap} tap @param {Figure} figure */
export function markTap(pattern, tap, figure) {
  const view = figure[tap.view];
  const points = view?.points[pattern] ?? [];
  if (!points.length) return 0;
  const away = points.map(([x, y]) => Math.hypot(((tap.x - x) * view.width) / view.height, tap.y - y) * view.millimetres);
  const nearest = Math.min(...away);
  return nearest <= near(view) ? 1 : nearest <= 2 * near(view) ? 0.5 : 0;
}

/** @param {string} pattern @param {string} region @param {Figure} figure */
export function markPointRegion(pattern, region, figure) {
  let best = 0;
  for (const view of Object.values(figure)) {
    const shape = view.regions[sided(region, figure)];
    if (!shape) continue;
    for (const [x, y] of view.points[pattern] ?? []) {
      const place = cellAt([x, y], view);
      if (shape.mask & disc(view, place, 0)) return 1;
      if (shape.mask & disc(view, place, (near(view) / view.millimetres) * view.rows)) best = 0.5;
    }
  }
  return best;
}

// ---- Names and ticks ----

/** @param {string} text */
export function normal(text) {
  const letters = text.replace(/['’‘ʼ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** @param {NameKey} key @param {Given} given @returns {Marked | null} */
function markName(key, given) {
  const typed = given.muscles.join(" ").trim();
  if (!typed) return null;
  const said = normal(typed);
  if (key.accepted.includes(said)) return { score: 1, right: [key.note], missed: [], wrong: [], neutral: [] };
  const score = key.near.includes(said) ? SAME_MUSCLE : 0;
  return { score, right: [], missed: [key.note], wrong: [key.ids[said] ?? typed], neutral: [] };
}

/** @param {MusclesKey} key @param {Given} given */
const markMuscles = (key, given) => share(known(given.muscles, key.known), key.right, key.fine);
/** @param {MimicKey} key @param {Given} given */
const markMimics = (key, given) => share(known(given.mimics, key.known), key.right, []);

// F1 of what was ticked; what is neutral neither gains nor costs.
/**
 * @param {string[]} ticked
 * @param {string[]} right
 * @param {string[]} neutral
 * @returns {Marked | null}
 */
function share(ticked, right, neutral) {
  if (!ticked.length) return null;
  const hit = right.filter((each) => ticked.includes(each));
  const missed = right.filter((each) => !ticked.includes(each));
  const wrong = ticked.filter((each) => !right.includes(each) && !neutral.includes(each));
  const score = (2 * hit.length) / (2 * hit.length + missed.length + wrong.length);
  return { score: score || 0, right: hit, missed, wrong, neutral: ticked.filter((each) => neutral.includes(each)) };
}

/** @param {string[]} given @param {string[]} there */
function known(given, there) {
  const all = new Set(there);
  return [...new Set(given)].filter((each) => all.has(each));
}

// ---- What is proposed, by score and seconds; null: only the student can say ----

/**
 * @param {number | null} score
 * @param {number | null} seconds
 * @param {Limits | undefined} limits
 */
export function propose(score, seconds, limits) {
  if (!limits) return null;
  if (score === null || score < limits.hard) return 1;
  if (score < limits.good) return 2;
  return score >= limits.easy && seconds !== null && seconds <= limits.quick ? 4 : 3;
}
