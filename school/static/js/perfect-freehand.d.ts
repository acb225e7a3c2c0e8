// What strokes.js takes from the vendored perfect-freehand, which comes without types.

export interface StrokePoint {
  point: [x: number, y: number];
  pressure: number;
}

export function getStrokePoints(
  path: [x: number, y: number, pressure: number][],
  options: { size: number; streamline: number; last: boolean },
): StrokePoint[];
