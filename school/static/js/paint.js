// Painting on the body: makes the figure of templates/body/_paint.html work, and keeps what is sent in its hidden inputs.
//
//   <div data-paint data-mode="strokes" data-key="…" data-side="right" hidden> … </div>
//
// For other scripts: mount(element) makes one work that came later, drawingOf(element) gives the texts of its inputs by
// name, reset(element) takes everything away; the element sends "change" with the same texts whenever they changed.
// What is drawn is kept in sessionStorage under the key until the form is sent, so that a reload loses nothing.

import { Drawing } from "./drawing.js";
import { all, maybe, one } from "./elements.js";
import { within } from "./strokes.js";
import { Surface } from "./surface.js";
import { Holding, press, rove, step } from "./tools.js";

/** @typedef {import("./shapes.d.ts").Gesture} Gesture */
/** @typedef {import("./shapes.d.ts").Side} Side */
/** @typedef {import("./shapes.d.ts").Tap} Tap */

const KEPT = "drawing:"; // forget.js takes these away at sign-out
const CLOSER = 1.5;
const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
/** @type {Record<string, [dx: number, dy: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01; // of the view, that an arrow key moves the cross
const FAR_STEP = 0.05;
const AWAY = 40; // pixels that an arrow key moves a figure that is near

/** @type {Record<string, (paint: Paint) => unknown>} */
const KEYS = {
  v: (paint) => paint.next(1),
  V: (paint) => paint.next(-1),
  "[": (paint) => paint.taps || paint.holding.wider(-1),
  "]": (paint) => paint.taps || paint.holding.wider(1),
  e: (paint) => paint.taps || paint.erase(),
};

// What a button says in data-does.
/** @type {Record<string, (paint: Paint) => void>} */
const DOES = {
  erase: (paint) => paint.erase(),
  move: (paint) => paint.move(),
  undo: (paint) => paint.undo(),
  redo: (paint) => paint.redo(),
  clear: (paint) => paint.clear(),
  in: (paint) => paint.in(),
  out: (paint) => paint.out(),
  whole: (paint) => paint.whole(),
  flip: (paint) => paint.flip(),
};

/** @type {WeakMap<Element, Paint>} */
const mounted = new WeakMap();

class Paint {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.taps = root.dataset.mode === "tap";
    this.inputs = all(root, "[data-layer]", HTMLInputElement);
    this.views = all(root, "[data-view]", HTMLElement);
    this.view = this.views[0]; // the button of the one that is shown
    this.drawing = new Drawing();
    root.hidden = false;
    this.stage = one(root, "[data-stage]", HTMLElement);
    /** @type {Tap | null} */
    this.held = null; // where the cross is while a hand holds it
    /** @type {import("./shapes.d.ts").Told} */
    const told = {
      drawn: (gesture) => this.drawn(gesture),
      tapping: (place) => this.tapping(place),
      tapped: () => this.tapped(),
      cancelled: () => this.surface.draw(this.drawing.now),
    };
    this.surface = new Surface(this.stage, { layers: this.inputs.length, taps: this.taps, told });
    this.holding = new Holding(root, this.stage, this.surface);
    root.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.closest("form")?.addEventListener("submit", () => this.forget());
    this.restore();
  }

  // --- What is drawn

  /** @param {Gesture} gesture */
  drawn(gesture) {
    const room = this.drawing.add(gesture);
    this.changed(room ? `${gesture.erase ? "Erased" : "Painted"} on ${this.viewName}.` : "There is no room for more strokes. Use a broader brush.");
  }

  // The cross follows the hand while it is held; one tap is one step.
  /** @param {{ x: number, y: number }} place */
  tapping(place) {
    this.held = { ...place, view: this.view.dataset.view ?? "" };
    this.surface.draw({ gestures: [], tap: this.held });
  }

  tapped() {
    if (!this.held) return;
    this.drawing.tap(this.held);
    this.changed(`Marked on ${this.viewName}.`);
  }

  /** @param {string} sentence */
  changed(sentence) {
    this.surface.draw(this.drawing.now);
    for (const [layer, input] of this.inputs.entries()) input.value = this.drawing.sent(layer, this.side, this.taps);
    this.keep();
    this.say(`${sentence} ${this.amount()}`);
    this.mark();
    this.root.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: this.texts() }));
  }

  amount() {
    if (this.taps) return this.drawing.now.tap ? "" : "Nothing is marked.";
    const count = this.drawing.now.gestures.length;
    if (!count) return "Nothing is painted.";
    return count === 1 ? "1 stroke." : `${count} strokes.`;
  }

  texts() {
    return Object.fromEntries(this.inputs.map((input) => [input.name, input.value]));
  }

  // --- What is kept in case the page is loaded again

  get key() {
    return this.root.dataset.key ? KEPT + this.root.dataset.key : "";
  }

  keep() {
    if (!this.key) return;
    const texts = this.inputs.map((input) => input.value);
    stored(() => (this.drawing.empty ? sessionStorage.removeItem(this.key) : sessionStorage.setItem(this.key, JSON.stringify(texts))));
  }

  forget() {
    if (this.key) stored(() => sessionStorage.removeItem(this.key));
  }

  restore() {
    const kept = this.key && stored(() => JSON.parse(sessionStorage.getItem(this.key) ?? "null"));
    const texts = Array.isArray(kept) ? kept : this.inputs.map((input) => input.value);
    const side = this.root.dataset.side === "left" ? "left" : "right";
    this.turn(this.drawing.restore(texts, this.taps) ?? side);
    const painted = this.drawing.views();
    this.show(this.views.find((button) => painted.has(button.dataset.view ?? "")) ?? this.views[0]);
    if (this.drawing.empty) this.mark();
    else this.changed("Your drawing is still here.");
  }

  // --- What is shown

  /** @returns {Side} */
  get side() {
    return this.surface.camera.mirrored ? "left" : "right";
  }

  get viewName() {
    return this.view.dataset[this.side];
  }

  /** @param {Side} side */
  turn(side) {
    this.surface.mirror(side === "left");
    this.root.classList.toggle("is-left", side === "left");
    for (const button of this.views) {
      one(button, ":scope > :last-child", Element).textContent = button.dataset[this.side] ?? "";
    }
    const flip = one(this.root, "[data-does=flip] > :last-child", Element);
    flip.textContent = side === "left" ? "Left side" : "Right side";
  }

  /** @param {HTMLElement} button */
  show(button) {
    this.view = button;
    for (const other of this.views) press(other, other === button);
    rove(button);
    const strip = button.parentElement;
    strip?.scrollTo(
      button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2,
      button.offsetTop - (strip.clientHeight - button.offsetHeight) / 2,
    );
    const { view: id = "", width, height, art = "" } = button.dataset;
    this.surface.show({ id, width: Number(width), height: Number(height), art }).catch(() => {
      this.say("The figure could not be loaded. Pick the regions from the list, or reload the page.");
    });
  }

  // Which views have paint, and which tools have something to do.
  mark() {
    const painted = this.drawing.views();
    for (const button of this.views) {
      const has = painted.has(button.dataset.view ?? "");
      button.classList.toggle("is-painted", has);
      if (has) button.setAttribute("aria-description", "has paint on it");
      else button.removeAttribute("aria-description");
    }
    const idle = { undo: !this.drawing.before.length, redo: !this.drawing.after.length, clear: this.drawing.empty };
    for (const [name, nothing] of Object.entries(idle)) {
      const tool = maybe(this.root, `[data-does=${name}]`, HTMLElement);
      if (tool) tool.setAttribute("aria-disabled", String(nothing));
    }
  }

  /** @param {string} sentence */
  say(sentence) {
    one(this.root, "[data-said]", HTMLElement).textContent = sentence.trim();
  }

  // --- Buttons and keys

  /** @param {MouseEvent} event */
  clicked(event) {
    if (!(event.target instanceof Element)) return;
    /** @type {HTMLAnchorElement | null} */
    const twin = event.target.closest("a[data-twin]");
    const folded = twin && document.getElementById(twin.hash.slice(1))?.closest("details");
    if (folded) folded.open = true;
    const button = event.target.closest("button");
    if (!button) return;
    const { view, brush, does, paints } = button.dataset;
    if (view) this.show(button);
    if (brush) this.holding.take(brush);
    if (does) DOES[does](this);
    if (paints) this.holding.paints(paints);
    if (brush || does) rove(button);
  }

  erase() {
    this.holding.erase();
  }

  move() {
    this.holding.move();
  }

  undo() {
    if (this.drawing.back()) this.changed("Taken back.");
  }

  redo() {
    if (this.drawing.forward()) this.changed("Done again.");
  }

  clear() {
    if (this.drawing.empty) return;
    this.drawing.clear();
    this.changed("Cleared.");
  }

  in() {
    this.surface.look((camera) => camera.zoomBy(CLOSER));
  }

  out() {
    this.surface.look((camera) => camera.zoomBy(1 / CLOSER));
  }

  whole() {
    this.surface.look((camera) => camera.whole());
  }

  flip() {
    this.turn(this.side === "left" ? "right" : "left");
    this.changed(`The ${this.side} side.`);
  }

  /** @param {number} step */
  next(step) {
    const at = this.views.indexOf(this.view);
    this.show(this.views[(at + step + this.views.length) % this.views.length]);
    this.say(`View: ${this.viewName}.`);
  }

  // Keys that count only while the focus is inside.
  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === "z") {
      event.preventDefault();
      return event.shiftKey ? this.redo() : this.undo();
    }
    if (ctrl || !(event.key in ARROWS)) return;
    const [dx, dy] = ARROWS[event.key];
    const at = event.target;
    if (at === this.stage) this.steer(event, dx, dy);
    else if (at instanceof HTMLElement && at.closest("[role=toolbar]")) {
      event.preventDefault();
      const next = step(at, dx || dy);
      if (next.dataset.view) this.show(next);
    }
  }

  // An arrow key moves the cross; where there is none to move, it moves a figure that is near.
  /** @param {KeyboardEvent} event @param {number} dx @param {number} dy */
  steer(event, dx, dy) {
    if (this.taps) {
      event.preventDefault();
      return this.nudge(dx, dy, event.shiftKey ? FAR_STEP : STEP);
    }
    if (!this.surface.camera.zoomed) return;
    event.preventDefault();
    this.surface.look((camera) => camera.pan(-dx * AWAY, -dy * AWAY));
  }

  /** @param {number} dx @param {number} dy @param {number} by */
  nudge(dx, dy, by) {
    const { tap } = this.drawing.now;
    const view = this.view.dataset.view ?? "";
    const seen = this.surface.camera.mirrored ? -dx : dx;
    const from = tap?.view === view ? tap : { x: 0.5 - seen * by, y: 0.5 - dy * by };
    const [x, y] = [within(from.x + seen * by, 0, 1), within(from.y + dy * by, 0, 1)];
    this.drawing.tap({ view, x, y });
    const across = this.surface.camera.mirrored ? 1 - x : x;
    this.changed(`Marked on ${this.viewName}, ${Math.round(across * 100)} % from the left, ${Math.round(y * 100)} % from the top.`);
  }
}

// If the browser can't store anything (storage is off or full), a reload starts over.
/** @template Result @param {() => Result} act */
function stored(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

/** @param {HTMLElement} element */
export function mount(element) {
  if (!mounted.has(element)) mounted.set(element, new Paint(element));
}

/** @param {Element} element */
export function drawingOf(element) {
  return paintOn(element).texts();
}

/** @param {Element} element */
export function reset(element) {
  paintOn(element).clear();
}

/** @param {Element} element */
function paintOn(element) {
  const paint = mounted.get(element);
  if (!paint) throw new Error("this figure does not work yet: mount() it first");
  return paint;
}

function everyPaint() {
  const elements = all(document, "[data-paint]", HTMLElement);
  return elements.flatMap((element) => mounted.get(element) ?? []);
}

// Keys that count anywhere on the page, for the first figure in sight.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = event.target instanceof Element ? event.target : document.body;
  if (at.closest(TYPED_IN) || document.querySelector("dialog[open]")) return;
  const paint = everyPaint().find((each) => each.stage.getClientRects().length);
  const act = paint && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act(paint);
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const paint of everyPaint()) paint.surface.draw();
});

for (const element of all(document, "[data-paint]", HTMLElement)) mount(element);
