// The paint on the stage: one canvas for each layer, drawn as the server will mark it: discs swept along lines, inside the skin.

export class Ink {
  constructor(stage, layers) {
    this.canvases = Array.from({ length: layers }, (_, layer) => {
      const canvas = document.createElement("canvas");
      canvas.className = layer ? "paint-ink is-second" : "paint-ink";
      canvas.setAttribute("aria-hidden", "true");
      stage.append(canvas);
      return canvas;
    });
    this.skin = null;
  }

  resize({ width, height }) {
    this.dots = Math.min(devicePixelRatio || 1, 3);
    for (const canvas of this.canvases) {
      canvas.width = Math.round(width * this.dots);
      canvas.height = Math.round(height * this.dots);
    }
  }

  // Everything that lies on this view, anew.
  draw(gestures, view, camera) {
    for (const [layer, canvas] of this.canvases.entries()) {
      const context = canvas.getContext("2d");
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const own = gestures.filter((gesture) => gesture.layer === layer && gesture.view === view.id);
      if (own.length) this.with(layer, camera, (pen) => own.forEach((gesture) => this.trace(pen, gesture, view)));
    }
  }

  trace(context, { erase, runs }, view) {
    for (const { radius, points } of runs) {
      const line = points.map(([x, y]) => [x * view.width, y * view.height]);
      stroke(context, line, radius * view.height, erase);
    }
  }

  // A piece of the line that is being drawn, on top of what is there. `line` and `radius` in units of the view.
  add(line, radius, { layer, erase }, camera) {
    this.with(layer, camera, (context) => stroke(context, line, radius, erase));
  }

  with(layer, camera, draw) {
    const canvas = this.canvases[layer];
    const context = canvas.getContext("2d");
    const { a, d, e, f } = camera.matrix;
    context.save();
    context.setTransform(a * this.dots, 0, 0, d * this.dots, e * this.dots, f * this.dots);
    if (this.skin) context.clip(this.skin);
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    context.lineCap = context.lineJoin = "round";
    draw(context);
    context.restore();
  }

  // Whether any of a gesture's paint falls on the skin: a slip beside the figure is no stroke.
  reaches(gesture, view) {
    if (!this.skin) return true;
    const context = this.canvases[0].getContext("2d");
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    const found = gesture.runs.some(({ radius, points }) => {
      const own = radius * view.height;
      const line = points.map(([x, y]) => [x * view.width, y * view.height]);
      return [...along(line, own)].some(([x, y]) =>
        [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]].some(([dx, dy]) => context.isPointInPath(this.skin, x + dx * own, y + dy * own)),
      );
    });
    context.restore();
    return found;
  }
}

// Places along a line, no further apart than `step`.
function* along(line, step) {
  yield line[0];
  for (let at = 1; at < line.length; at += 1) {
    const [[ax, ay], [bx, by]] = [line[at - 1], line[at]];
    const pieces = Math.ceil(Math.hypot(bx - ax, by - ay) / step) || 1;
    for (let piece = 1; piece <= pieces; piece += 1) yield [ax + ((bx - ax) * piece) / pieces, ay + ((by - ay) * piece) / pieces];
  }
}

function stroke(context, line, radius, erase) {
  context.globalCompositeOperation = erase ? "destination-out" : "source-over";
  context.beginPath();
  if (line.length === 1) {
    context.arc(line[0][0], line[0][1], radius, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.lineWidth = 2 * radius;
  line.forEach(([x, y], at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
}
