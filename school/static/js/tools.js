// What the hand holds over a figure (a brush, the eraser, or the paper itself), and the rows of buttons it is taken from.

import { all, maybe, one } from "./elements.js";

/** @typedef {import("./shapes.d.ts").Tool} Tool */
/** @typedef {import("./surface.js").Surface} Surface */

/** @type {Record<string, number>} */
const BRUSHES = { fine: 0.011, medium: 0.021, broad: 0.04 }; // radius, of the stage's height
const FIRST = "medium";

export class Holding {
  /** @param {HTMLElement} root @param {HTMLElement} stage @param {Surface} surface */
  constructor(root, stage, surface) {
    this.root = root;
    this.stage = stage;
    this.surface = surface;
    this.brush = FIRST;
    surface.tool.radius = BRUSHES[FIRST];
    for (const bar of all(root, "[role=toolbar]", HTMLElement)) {
      rove(one(bar, "button", HTMLElement));
    }
  }

  /** @param {string} brush */
  take(brush) {
    this.brush = brush;
    this.hold({ radius: BRUSHES[brush], erase: false, moves: false });
  }

  /** @param {number} by */
  wider(by) {
    const names = Object.keys(BRUSHES);
    const at = names.indexOf(this.brush) + by;
    this.take(names[Math.min(names.length - 1, Math.max(0, at))]);
  }

  erase() {
    this.hold({ erase: !this.surface.tool.erase, moves: false });
  }

  move() {
    this.hold({ moves: !this.surface.tool.moves });
  }

  // Which layer is painted, by the name of its field.
  /** @param {string} name */
  paints(name) {
    const buttons = all(this.root, "[data-paints]", HTMLElement);
    for (const button of buttons) press(button, button.dataset.paints === name);
    const layer = buttons.findIndex((button) => button.dataset.paints === name);
    this.hold({ layer, erase: false, moves: false });
  }

  /** @param {Partial<Tool>} what */
  hold(what) {
    const tool = Object.assign(this.surface.tool, what);
    this.stage.classList.toggle("is-moving", tool.moves);
    for (const button of all(this.root, "[data-brush]", HTMLElement)) {
      press(button, !tool.moves && button.dataset.brush === this.brush);
    }
    const states = { erase: tool.erase && !tool.moves, move: tool.moves };
    for (const [name, on] of Object.entries(states)) {
      const button = maybe(this.root, `[data-does=${name}]`, HTMLElement);
      if (button) press(button, on);
    }
    this.surface.hover(null); // its ring may have another size now
  }
}

/** @param {Element} button @param {boolean} on */
export function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
}

// One stop of the Tab key for a row of buttons; arrow keys go from one to the next.
/** @param {HTMLElement} button */
export function rove(button) {
  for (const other of row(button)) other.tabIndex = other === button ? 0 : -1;
}

// The next button of the row, which now has the focus.
/** @param {HTMLElement} button @param {number} by */
export function step(button, by) {
  const buttons = row(button);
  const next = buttons[(buttons.indexOf(button) + by + buttons.length) % buttons.length];
  rove(next);
  next.focus();
  return next;
}

/** @param {HTMLElement} button */
function row(button) {
  const bar = button.closest("[role=toolbar]");
  return bar ? all(bar, "button", HTMLElement) : [button];
}
