// What is drawn, step by step, and what of it is sent. Nothing here touches the page.
//
// A state is {gestures, tap}; states are never changed, only followed by others, so that going back is easy.

import { drawingOf, fits, gesturesOf } from "./strokes.js";

/** @typedef {import("./shapes.d.ts").Drawn} Drawn */
/** @typedef {import("./shapes.d.ts").Gesture} Gesture */
/** @typedef {import("./shapes.d.ts").Side} Side */
/** @typedef {import("./shapes.d.ts").SidedTap} SidedTap */
/** @typedef {import("./shapes.d.ts").Stroke} Stroke */
/** @typedef {import("./shapes.d.ts").Tap} Tap */

const MOST_STEPS = 100;
/** @type {Drawn} */
const NOTHING = { gestures: [], tap: null };

export class Drawing {
  constructor() {
    this.now = NOTHING;
    /** @type {Drawn[]} */
    this.before = [];
    /** @type {Drawn[]} */
    this.after = [];
  }

  get empty() {
    return !this.now.gestures.length && !this.now.tap;
  }

  /** @param {Drawn} state */
  become(state) {
    this.before = [...this.before, this.now].slice(-MOST_STEPS);
    this.after = [];
    this.now = state;
  }

  // False, and nothing is added, when the server would not take so much.
  /** @param {Gesture} gesture */
  add(gesture) {
    const gestures = [...this.now.gestures, gesture];
    if (!fits(drawingOf(gestures, gesture.layer, "right"))) return false;
    this.become({ ...this.now, gestures });
    return true;
  }

  /** @param {Tap} tap */
  tap(tap) {
    this.become({ ...this.now, tap });
  }

  clear() {
    if (!this.empty) this.become(NOTHING);
  }

  back() {
    return this.step(this.before, this.after);
  }

  forward() {
    return this.step(this.after, this.before);
  }

  /** @param {Drawn[]} from @param {Drawn[]} to */
  step(from, to) {
    const state = from.pop();
    if (!state) return false;
    to.push(this.now);
    this.now = state;
    return true;
  }

  // The views that have paint or a tap on them.
  views() {
    const { gestures, tap } = this.now;
    return new Set([...gestures.filter((one) => !one.erase).map((one) => one.view), ...(tap ? [tap.view] : [])]);
  }

  // The text for one hidden input; nothing drawn is the empty text.
  /** @param {number} layer @param {Side} side @param {boolean} taps */
  sent(layer, side, taps) {
    if (taps) return this.now.tap ? JSON.stringify({ side, ...rounded(this.now.tap) }) : "";
    const drawing = drawingOf(this.now.gestures, layer, side);
    return drawing.strokes.length ? JSON.stringify(drawing) : "";
  }

  // Take up what was sent or kept, one text a layer; the side that it was drawn on, or null. What cannot be read is left out.
  /** @param {string[]} texts @param {boolean} taps */
  restore(texts, taps) {
    const found = texts.map(read);
    this.before = [];
    this.after = [];
    const [first] = found;
    const tapped = taps && typeof first?.x === "number";
    const tap = tapped ? { view: first.view, x: first.x, y: first.y } : null;
    this.now = { tap, gestures: taps ? [] : found.flatMap((drawing, layer) => gesturesOf(drawing, layer)) };
    return found.find(Boolean)?.side ?? null;
  }
}

/**
 * What was sent or kept may be a drawing or a tap, by the mode of the stage.
 * @param {string} text
 * @returns {(SidedTap & { side: Side, strokes?: Stroke[] }) | null}
 */
function read(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** @param {Tap} tap */
function rounded({ view, x, y }) {
  return { view, x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4 };
}
