// Painting on the body: makes the figure of templates/body/_paint.html work, and keeps what is sent in its hidden inputs.
//
//   <div data-paint data-mode="strokes" data-key="…" data-side="right" hidden> … </div>
//
// For other scripts: mount(element) makes one work that came later, drawingOf(element) gives the texts of its inputs by
// name, reset(element) takes everything away; the element sends "change" with the same texts whenever they changed.
// What is drawn is kept in sessionStorage under the key until the form is sent, so that a reload loses nothing.

import { Drawing } from "./drawing.js";
import { within } from "./strokes.js";
import { Surface } from "./surface.js";
import { Holding, press, rove, step } from "./tools.js";

const KEPT = "drawing:"; // forget.js takes these away at sign-out
const CLOSER = 1.5;
const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.01; // of the view, that an arrow key moves the cross
const FAR_STEP = 0.05;
const AWAY = 40; // pixels that an arrow key moves a figure that is near

const KEYS = {
  v: (paint) => paint.next(1),
  V: (paint) => paint.next(-1),
  "[": (paint) => paint.taps || paint.holding.wider(-1),
  "]": (paint) => paint.taps || paint.holding.wider(1),
  e: (paint) => paint.taps || paint.erase(),
};

const mounted = new WeakMap();

class Paint {
  constructor(root) {
    this.root = root;
    this.taps = root.dataset.mode === "tap";
    this.inputs = [...root.querySelectorAll("[data-layer]")];
    this.views = [...root.querySelectorAll("[data-view]")];
    this.drawing = new Drawing();
    root.hidden = false;
    this.stage = root.querySelector("[data-stage]");
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

  drawn(gesture) {
    const room = this.drawing.add(gesture);
    this.changed(room ? `${gesture.erase ? "Erased" : "Painted"} on ${this.viewName}.` : "No room for more lines: take a broader brush.");
  }

  // The cross follows the hand while it is held; one tap is one step.
  tapping(place) {
    this.held = { ...place, view: this.view.dataset.view };
    this.surface.draw({ gestures: [], tap: this.held });
  }

  tapped() {
    this.drawing.tap(this.held);
    this.changed(`Marked on ${this.viewName}.`);
  }

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
    const kept = this.key && stored(() => JSON.parse(sessionStorage.getItem(this.key)));
    const texts = Array.isArray(kept) ? kept : this.inputs.map((input) => input.value);
    this.turn(this.drawing.restore(texts, this.taps) ?? this.root.dataset.side);
    const painted = this.drawing.views();
    this.show(this.views.find((one) => painted.has(one.dataset.view)) ?? this.views[0]);
    if (this.drawing.empty) this.mark();
    else this.changed("Your drawing is still here.");
  }

  // --- What is shown

  get side() {
    return this.surface.camera.mirrored ? "left" : "right";
  }

  get viewName() {
    return this.view.dataset[this.side];
  }

  turn(side) {
    this.surface.mirror(side === "left");
    this.root.classList.toggle("is-left", side === "left");
    for (const button of this.views) button.lastElementChild.textContent = button.dataset[this.side];
    this.root.querySelector("[data-does=flip]").lastElementChild.textContent = side === "left" ? "Left side" : "Right side";
  }

  show(button) {
    this.view = button;
    for (const one of this.views) press(one, one === button);
    rove(button);
    const strip = button.parentElement;
    strip.scrollTo(button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2, button.offsetTop - (strip.clientHeight - button.offsetHeight) / 2);
    const { view: id, width, height, art } = button.dataset;
    this.surface.show({ id, width: Number(width), height: Number(height), art }).catch(() => {
      this.say("The figure could not be fetched. Pick the regions from the list, or load the page again.");
    });
  }

  // Which views have paint, and which tools have something to do.
  mark() {
    const painted = this.drawing.views();
    for (const button of this.views) {
      const has = painted.has(button.dataset.view);
      button.classList.toggle("is-painted", has);
      if (has) button.setAttribute("aria-description", "has paint on it");
      else button.removeAttribute("aria-description");
    }
    const idle = { undo: !this.drawing.before.length, redo: !this.drawing.after.length, clear: this.drawing.empty };
    for (const [name, nothing] of Object.entries(idle)) {
      const tool = this.root.querySelector(`[data-does=${name}]`);
      if (tool) tool.setAttribute("aria-disabled", String(nothing));
    }
  }

  say(sentence) {
    this.root.querySelector("[data-said]").textContent = sentence.trim();
  }

  // --- Buttons and keys

  clicked(event) {
    const twin = event.target.closest("[data-twin]");
    const folded = twin && document.getElementById(twin.hash.slice(1))?.closest("details");
    if (folded) folded.open = true;
    const button = event.target.closest("button");
    if (!button) return;
    const { view, brush, does, paints } = button.dataset;
    if (view) this.show(button);
    if (brush) this.holding.take(brush);
    if (does) this[does]();
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

  next(step) {
    const at = this.views.indexOf(this.view);
    this.show(this.views[(at + step + this.views.length) % this.views.length]);
    this.say(`View: ${this.viewName}.`);
  }

  // Keys that count only while the focus is inside.
  pressed(event) {
    if (event.altKey) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === "z") {
      event.preventDefault();
      return event.shiftKey ? this.redo() : this.undo();
    }
    if (ctrl || !(event.key in ARROWS)) return;
    const [dx, dy] = ARROWS[event.key];
    if (event.target === this.stage) this.steer(event, dx, dy);
    else if (event.target.closest("[role=toolbar]")) {
      event.preventDefault();
      const next = step(event.target, dx || dy);
      if (next.dataset.view) this.show(next);
    }
  }

  // An arrow key moves the cross; where there is none to move, it moves a figure that is near.
  steer(event, dx, dy) {
    if (this.taps) {
      event.preventDefault();
      return this.nudge(dx, dy, event.shiftKey ? FAR_STEP : STEP);
    }
    if (!this.surface.camera.zoomed) return;
    event.preventDefault();
    this.surface.look((camera) => camera.pan(-dx * AWAY, -dy * AWAY));
  }

  nudge(dx, dy, by) {
    const { tap } = this.drawing.now;
    const view = this.view.dataset.view;
    const seen = this.surface.camera.mirrored ? -dx : dx;
    const from = tap?.view === view ? tap : { x: 0.5 - seen * by, y: 0.5 - dy * by };
    this.drawing.tap({ view, x: within(from.x + seen * by, 0, 1), y: within(from.y + dy * by, 0, 1) });
    const { x, y } = this.drawing.now.tap;
    const across = this.surface.camera.mirrored ? 1 - x : x;
    this.changed(`Marked on ${this.viewName}, ${Math.round(across * 100)} % from the left, ${Math.round(y * 100)} % from the top.`);
  }
}

// A browser may keep nothing (storage switched off or full): then a reload begins anew.
function stored(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export function mount(element) {
  if (!mounted.has(element)) mounted.set(element, new Paint(element));
}

export function drawingOf(element) {
  return mounted.get(element).texts();
}

export function reset(element) {
  mounted.get(element).clear();
}

function all() {
  return [...document.querySelectorAll("[data-paint]")].map((one) => mounted.get(one)).filter(Boolean);
}

// Keys that count anywhere on the page, for the first figure in sight.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(TYPED_IN) || document.querySelector("dialog[open]")) return;
  const paint = all().find((one) => one.stage.getClientRects().length);
  const act = paint && KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act(paint);
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all().forEach((one) => one.surface.draw()));

for (const element of document.querySelectorAll("[data-paint]")) mount(element);
