// From a mask of cells to the smooth line around it, as school/web/outlines.py draws it: what was painted is shown as
// it was marked.

const SMOOTHING = 3; // points of the border on each side that a point is averaged with
const LEAST = 6; // a border of fewer cell sides is a crumb

// An SVG path in units of the view; empty where nothing is painted.
export function outline(mask, view) {
  const [across, down] = [view.width / view.columns, view.height / view.rows];
  let path = "";
  for (const border of borders(mask, view)) {
    if (border.length < LEAST) continue;
    path += `M${smoothed(border).map(([x, y]) => `${(x * across).toFixed(1)} ${(y * down).toFixed(1)}`).join("L")}Z`;
  }
  return path;
}

// The closed borders of the cells: the middles of the cells' sides, in order.
function* borders(mask, view) {
  const leaving = sides(mask, view);
  while (leaving.size) {
    const [start] = leaving.keys();
    const border = [];
    let here = start;
    do {
      const ways = leaving.get(here);
      const there = ways.pop();
      if (!ways.length) leaving.delete(here);
      const [[x, y], [nextX, nextY]] = [corner(here, view), corner(there, view)];
      border.push([(x + nextX) / 2, (y + nextY) / 2]);
      here = there;
    } while (here !== start);
    yield border;
  }
}

// Corners are numbered along the rows, one more in each row than there are cells.
const corner = (number, view) => [number % (view.columns + 1), Math.floor(number / (view.columns + 1))];

// Corner → the corners to which a side leads, with the cell always on its right.
function sides(mask, { columns, rows }) {
  const bits = mask.toString(2).padStart(columns * rows, "0");
  const set = (column, row) =>
    column >= 0 && column < columns && row >= 0 && row < rows && bits[bits.length - 1 - row * columns - column] === "1";
  const leaving = new Map();
  const lead = (fromX, fromY, toX, toY) => {
    const from = fromY * (columns + 1) + fromX;
    leaving.set(from, [...(leaving.get(from) ?? []), toY * (columns + 1) + toX]);
  };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (!set(column, row)) continue;
      if (!set(column, row - 1)) lead(column, row, column + 1, row);
      if (!set(column, row + 1)) lead(column + 1, row + 1, column, row + 1);
      if (!set(column + 1, row)) lead(column + 1, row, column + 1, row + 1);
      if (!set(column - 1, row)) lead(column, row + 1, column, row);
    }
  }
  return leaving;
}

function smoothed(border) {
  const reach = Math.min(SMOOTHING, Math.floor(border.length / 4));
  return border.map((_, at) => {
    let [x, y] = [0, 0];
    for (let step = -reach; step <= reach; step += 1) {
      const point = border[(at + step + border.length) % border.length];
      [x, y] = [x + point[0], y + point[1]];
    }
    return [x / (2 * reach + 1), y / (2 * reach + 1)];
  });
}
