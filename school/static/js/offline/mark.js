// Marks an answer while the school is away, by the rules of school/body/rules/marking.py and tapping.py and
// school/flashcards/rules/answers.py: only for what is shown at once. The school marks it again when it is sent.

import { count, disc, grown, painted, paintedRegions, sided, unpacked } from "./masks.js";

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
export async function readFigure(sent) {
  const figure = {};
  for (const [id, view] of Object.entries(sent.views)) {
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

function meanCells(view, regions) {
  const shown = Object.values(regions).filter((shape) => shape.share * 2 >= 1);
  if (!shown.length) return view.columns * view.rows;
  return shown.reduce((sum, shape) => sum + shape.cells, 0) / shown.length;
}

// given: {regions: [], drawing: {strokes} or null, muscles: [], mimics: [], tap: {view, x, y} or null}
// → {score: 0 … 1, right, missed, wrong, neutral} or null where nothing was tried or only the student can say.
export function mark(key, given, figure) {
  const rules = { zone: markZone, name: markName, point: markPoint, muscles: markMuscles, mimic: markMimics };
  return rules[key.kind]?.(key, given, figure) ?? null;
}

// ---- A painted or picked zone ----

function markZone(key, given, figure) {
  let paint = given.drawing ? painted(given.drawing, figure) : {};
  if (!Object.keys(paint).length) paint = paintedRegions(known(given.regions, key.regions), figure);
  return Object.keys(paint).length ? overlap(key, paint, figure) : null;
}

export function overlap(zone, paint, figure) {
  const essential = zone.essential.map((id) => sided(id, figure));
  const spillover = zone.spillover.map((id) => sided(id, figure));
  const keys = new Set([...essential, ...spillover]);
  if (zone.crosses) for (const key of [...keys]) if (key.endsWith(".R")) keys.add(key.replace(/R$/, "L"));
  const beyond = beyondZone(keys, paint, figure);
  const credits = new Map([...essential, ...spillover].map((key) => [key, credit(covered(key, paint, figure))]));
  const outside = touched(beyond, figure).filter((key) => !keys.has(key));
  for (const key of outside) credits.set(key, credit(covered(key, beyond, figure)));
  const over = (all) => all.filter((key) => credits.get(key) >= 0.5);
  return {
    dice: dice(keys, essential, paint, figure),
    score: score(essential, spillover, outside, credits, offRegions(beyond, figure)),
    right: over(essential).map(plain),
    missed: essential.filter((key) => credits.get(key) < 0.5).map(plain),
    wrong: over(outside).filter((key) => !key.endsWith(".L")).map(plain),
    otherSide: over(outside).filter((key) => key.endsWith(".L")).map(plain),
    neutral: over(spillover).map(plain),
  };
}

function score(essential, spillover, outside, credits, off) {
  const sum = (keys) => keys.reduce((total, key) => total + credits.get(key), 0);
  const hits = sum(essential);
  let bonus = 0;
  if (spillover.length) {
    bonus = ((SPILLOVER_IN_ALL * sum(spillover)) / spillover.length) * Math.min(1, hits, essential.length - hits);
  }
  return (ESSENTIAL * hits + bonus) / (ESSENTIAL * essential.length + sum(outside) + off);
}

// How far two areas coincide, plainly: 2·|A∩P| / (|A| + |A∩P| + |W|), each region in the view that covers most of it.
function dice(keys, essential, paint, figure) {
  const beyond = {};
  for (const [id, mask] of Object.entries(paint)) beyond[id] = mask & ~union(keys, figure[id]);
  const charted = essential.map((key) => [key, seen(key, paint, figure)?.view ?? shownBest(key, figure)]);
  const outside = touched(beyond, figure).filter((key) => !keys.has(key)).map((key) => seen(key, beyond, figure));
  let [zone, right, wrong] = [0, 0, 0];
  for (const [id, view] of Object.entries(figure)) {
    const here = paint[id] ?? 0n;
    const asked = union(charted.filter(([, at]) => at === id).map(([key]) => key), view);
    let extra = here & view.skin & ~view.charted;
    for (const each of outside) if (each.view === id) extra |= each.mask;
    const area = (view.millimetres / view.rows) ** 2;
    zone += count(asked) * area;
    right += count(asked & here) * area;
    wrong += count(extra) * area;
  }
  return zone ? (2 * right) / (zone + right + wrong) : 0;
}

function shownBest(key, figure) {
  let best = null;
  for (const [id, view] of Object.entries(figure)) {
    if (view.regions[key] && !(view.regions[key].share <= figure[best]?.regions[key].share)) best = id;
  }
  return best;
}

// What a coverage in STEPS is worth. Whole numbers, so that the middle is the middle here as on the server.
function credit(steps) {
  return Math.min(Math.max((steps - FROM) / (UPTO - FROM), 0), 1);
}

// How much of a region is painted, in the view in which that is most; in STEPS, rounded down.
const covered = (key, paint, figure) => seen(key, paint, figure)?.steps ?? 0;

// The same with where that is; null where nothing of it is painted.
function seen(key, paint, figure) {
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

function larger(one, other) {
  for (const part of ["steps", "share", "view"]) if (one[part] !== other[part]) return one[part] > other[part];
  return false;
}

function union(keys, view) {
  let mask = 0n;
  for (const key of keys) mask |= view.regions[key]?.mask ?? 0n;
  return mask;
}

// What is painted farther than a hand's inexactness from the whole charted zone.
function beyondZone(keys, paint, figure) {
  const beyond = {};
  for (const [id, mask] of Object.entries(paint)) {
    const view = figure[id];
    if (view) beyond[id] = mask & ~grown(union(keys, view), HAND * view.rows, view.columns);
  }
  return beyond;
}

function touched(paint, figure) {
  const keys = new Set();
  for (const [id, mask] of Object.entries(paint)) {
    for (const [key, shape] of Object.entries(figure[id].regions)) if (shape.mask & mask) keys.add(key);
  }
  return [...keys].sort();
}

function offRegions(paint, figure) {
  let total = 0;
  for (const [id, mask] of Object.entries(paint)) {
    const view = figure[id];
    const units = count(mask & view.skin & ~view.charted) / view.mean;
    total += units > 1 ? units : credit(units * STEPS);
  }
  return total;
}

const plain = (key) => key.replace(/\.[RL]$/, "");

// ---- A tapped or picked point ----

function markPoint(key, given, figure) {
  if (given.tap) return { score: markTap(key.note, given.tap, figure), right: [], missed: [], wrong: [], neutral: [] };
  const regions = known(given.regions, key.regions);
  if (!regions.length) return null;
  const score = regions.length === 1 ? markPointRegion(key.note, regions[0], figure) : 0;
  const [right, wrong] = score === 1 ? [regions, []] : [[], regions];
  return { score, right, missed: [], wrong, neutral: [] };
}

const near = (view) => Math.min(NEAR, NEAR_CLOSE_UP * view.millimetres);

export function markTap(pattern, tap, figure) {
  const view = figure[tap.view];
  const points = view?.points[pattern] ?? [];
  if (!points.length) return 0;
  const away = points.map(([x, y]) => Math.hypot(((tap.x - x) * view.width) / view.height, tap.y - y) * view.millimetres);
  const nearest = Math.min(...away);
  return nearest <= near(view) ? 1 : nearest <= 2 * near(view) ? 0.5 : 0;
}

export function markPointRegion(pattern, region, figure) {
  let best = 0;
  for (const view of Object.values(figure)) {
    const shape = view.regions[sided(region, figure)];
    if (!shape) continue;
    for (const [x, y] of view.points[pattern] ?? []) {
      const place = [x * view.columns, y * view.rows];
      if (shape.mask & disc(view, place, 0)) return 1;
      if (shape.mask & disc(view, place, (near(view) / view.millimetres) * view.rows)) best = 0.5;
    }
  }
  return best;
}

// ---- Names and ticks ----

export function normal(text) {
  const letters = text.replace(/['’‘ʼ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function markName(key, given) {
  const typed = given.muscles.join(" ").trim();
  if (!typed) return null;
  const said = normal(typed);
  if (key.accepted.includes(said)) return { score: 1, right: [key.note], missed: [], wrong: [], neutral: [] };
  const score = key.near.includes(said) ? SAME_MUSCLE : 0;
  return { score, right: [], missed: [key.note], wrong: [key.ids[said] ?? typed], neutral: [] };
}

const markMuscles = (key, given) => share(known(given.muscles, key.known), key.right, key.fine);
const markMimics = (key, given) => share(known(given.mimics, key.known), key.right, []);

// F1 of what was ticked; what is neutral neither gains nor costs.
function share(ticked, right, neutral) {
  if (!ticked.length) return null;
  const hit = right.filter((each) => ticked.includes(each));
  const missed = right.filter((each) => !ticked.includes(each));
  const wrong = ticked.filter((each) => !right.includes(each) && !neutral.includes(each));
  const score = (2 * hit.length) / (2 * hit.length + missed.length + wrong.length);
  return { score: score || 0, right: hit, missed, wrong, neutral: ticked.filter((each) => neutral.includes(each)) };
}

function known(given, there) {
  const all = new Set(there);
  return [...new Set(given)].filter((each) => all.has(each));
}

// ---- What is proposed, by score and seconds; null: only the student can say ----

export function propose(score, seconds, limits) {
  if (!limits) return null;
  if (score === null || score < limits.hard) return 1;
  if (score < limits.good) return 2;
  return score >= limits.easy && seconds !== null && seconds <= limits.quick ? 4 : 3;
}
