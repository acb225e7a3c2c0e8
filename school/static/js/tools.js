// What the hand holds over a figure (a brush, the eraser, or the paper itself), and the rows of buttons it is taken from.

const BRUSHES = { fine: 0.011, medium: 0.021, broad: 0.04 }; // radius, of the stage's height
const FIRST = "medium";

export class Holding {
  constructor(root, stage, surface) {
    Object.assign(this, { root, stage, surface, brush: FIRST });
    surface.tool.radius = BRUSHES[FIRST];
    for (const bar of root.querySelectorAll("[role=toolbar]")) rove(bar.querySelector("button"));
  }

  take(brush) {
    this.brush = brush;
    this.hold({ radius: BRUSHES[brush], erase: false, moves: false });
  }

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
  paints(name) {
    const buttons = [...this.root.querySelectorAll("[data-paints]")];
    for (const one of buttons) press(one, one.dataset.paints === name);
    this.hold({ layer: buttons.findIndex((one) => one.dataset.paints === name), erase: false, moves: false });
  }

  hold(what) {
    const tool = Object.assign(this.surface.tool, what);
    this.stage.classList.toggle("is-moving", tool.moves);
    for (const one of this.root.querySelectorAll("[data-brush]")) press(one, !tool.moves && one.dataset.brush === this.brush);
    for (const [name, on] of [["erase", tool.erase && !tool.moves], ["move", tool.moves]]) {
      const button = this.root.querySelector(`[data-does=${name}]`);
      if (button) press(button, on);
    }
    this.surface.hover(null); // its ring may have another size now
  }
}

export function press(button, on) {
  button.setAttribute("aria-pressed", String(on));
}

// One stop of the Tab key for a row of buttons; arrow keys go from one to the next.
export function rove(button) {
  for (const one of row(button)) one.tabIndex = one === button ? 0 : -1;
}

// The next button of the row, which now has the focus.
export function step(button, by) {
  const buttons = row(button);
  const next = buttons[(buttons.indexOf(button) + by + buttons.length) % buttons.length];
  rove(next);
  next.focus();
  return next;
}

function row(button) {
  const bar = button.closest("[role=toolbar]");
  return bar ? [...bar.querySelectorAll("button")] : [button];
}
