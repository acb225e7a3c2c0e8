// Fingers, pens and mice on one surface: who draws, who moves the paper, whose palm rests on it.
//
// One finger, a pen or the main mouse button draws. Two fingers, the middle button, and one finger while `mayDraw()` says no
// move and zoom. Once a pen was seen, fingers no longer draw: a hand rests on the glass beside its pen.
// `act` gets places in pixels of the surface: start(place), move(places), end(), cancel(), pan(dx, dy), zoom(factor, x, y), hover(place or null).

/** @typedef {import("./shapes.d.ts").Hand} Hand */
/** @typedef {import("./shapes.d.ts").Place} Place */

export class Pointers {
  /** @param {HTMLElement} surface @param {Hand} act */
  constructor(surface, act) {
    this.surface = surface;
    this.act = act;
    /** @type {Map<number, Place>} */
    this.down = new Map(); // pointer id → where it was last
    /** @type {number | null} */
    this.drawing = null; // the pointer that draws
    this.drawingPen = false;
    this.penSeen = false;
    surface.addEventListener("pointerdown", (event) => this.pressed(event));
    surface.addEventListener("pointermove", (event) => this.moved(event));
    surface.addEventListener("pointerup", (event) => this.lifted(event));
    surface.addEventListener("pointercancel", (event) => this.lifted(event));
    surface.addEventListener("lostpointercapture", (event) => this.lifted(event));
    surface.addEventListener("pointerleave", (event) => this.left(event));
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  /** @param {PointerEvent} event @returns {Place} */
  placeOf(event) {
    const box = this.surface.getBoundingClientRect();
    const pen = event.pointerType === "pen";
    const [x, y] = [event.clientX - box.left - this.surface.clientLeft, event.clientY - box.top - this.surface.clientTop];
    const turned = pen && (event.buttons & 32) > 0; // the other end of the pen rubs out
    return { x, y, pen, turned, touch: event.pointerType === "touch", pressure: pen ? event.pressure : 0.5 };
  }

  /** @param {PointerEvent} event */
  pressed(event) {
    const place = this.placeOf(event);
    if (event.button > 1 && !place.turned) return;
    event.preventDefault();
    this.surface.focus({ preventScroll: true });
    capture(this.surface, event.pointerId);
    if (place.pen && !this.penSeen) this.becomePen();
    // While a pen draws, whatever else touches is the palm.
    if (this.drawing !== null && !place.touch) return;
    if (this.drawing !== null && this.drawingPen) return;
    this.down.set(event.pointerId, place);
    if (this.drawing !== null) return this.giveUp();
    const draws = event.button !== 1 && this.down.size === 1 && this.act.mayDraw() && !(place.touch && this.penSeen);
    if (!draws) return;
    this.drawing = event.pointerId;
    this.drawingPen = place.pen;
    this.act.start(place);
  }

  becomePen() {
    this.penSeen = true;
    if (this.drawing !== null) this.giveUp();
    this.down.clear();
  }

  // A second finger means that the first did not want to draw.
  giveUp() {
    this.drawing = null;
    this.act.cancel();
  }

  /** @param {PointerEvent} event */
  moved(event) {
    const place = this.placeOf(event);
    if (!place.touch) this.act.hover(place);
    if (event.pointerId === this.drawing) return this.act.move(together(event).map((one) => this.placeOf(one)));
    const before = this.down.get(event.pointerId);
    if (!before || this.drawing !== null) return;
    const others = [...this.down].filter(([id]) => id !== event.pointerId).map(([, one]) => one);
    if (others.length) this.pinched(others[0], before, place);
    else this.act.pan(place.x - before.x, place.y - before.y);
    this.down.set(event.pointerId, place);
  }

  // One of two fingers moved: zoom by how they went apart, move by how their middle went.
  /** @param {Place} still @param {Place} before @param {Place} after */
  pinched(still, before, after) {
    const apart = Math.hypot(before.x - still.x, before.y - still.y);
    const now = Math.hypot(after.x - still.x, after.y - still.y);
    this.act.pan((after.x - before.x) / 2, (after.y - before.y) / 2);
    if (apart > 10 && now > 10) this.act.zoom(now / apart, (still.x + after.x) / 2, (still.y + after.y) / 2);
  }

  /** @param {PointerEvent} event */
  lifted(event) {
    this.down.delete(event.pointerId);
    if (event.pointerId !== this.drawing) return;
    this.drawing = null;
    if (event.type === "pointerup") this.act.end();
    else this.act.cancel();
  }

  /** @param {PointerEvent} event */
  left(event) {
    if (event.pointerType !== "touch") this.act.hover(null);
  }
}

// Every place since the last event: a quick hand leaves several between two pictures.
/** @param {PointerEvent} event */
function together(event) {
  const all = event.getCoalescedEvents?.() ?? [];
  return all.length ? all : [event];
}

/** @param {HTMLElement} surface @param {number} id */
function capture(surface, id) {
  try {
    surface.setPointerCapture(id);
  } catch {
    // The pointer is gone again; its next event says so.
  }
}
