// The shapes of what passes between the scripts of painting. `make check` reads them; no page ever
// loads this file.

export type Point = [x: number, y: number];
export type Side = "left" | "right";

export interface Size {
  width: number;
  height: number;
}

/** A view of the body as the stage shows it. */
export interface View extends Size {
  id: string;
  art: string; // address of its artwork
}

/** What takes units of the view to pixels of the stage, by the names of SVG and canvas. */
export interface Matrix {
  a: number;
  d: number;
  e: number;
  f: number;
}

/** Where a pointer is, in pixels of the stage. */
export interface Place {
  x: number;
  y: number;
  pen: boolean;
  turned: boolean;
  touch: boolean;
  pressure: number;
}

/** What the pointers on a surface do, as pointers.js tells it. */
export interface Hand {
  mayDraw(): boolean;
  start(place: Place): void;
  move(places: Place[]): void;
  end(): void;
  cancel(): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  hover(place: Place | null): void;
}

/** What was done on the stage, as surface.js tells it. */
export interface Told {
  drawn(gesture: Gesture): void;
  tapping(place: { x: number; y: number }): void;
  tapped(): void;
  cancelled(): void;
}

/** What the hand holds over the stage. */
export interface Tool {
  radius: number; // of the stage's height
  layer: number;
  erase: boolean;
  moves: boolean;
}

/** What the tool was when the line began that is being drawn. */
export interface Held {
  layer: number;
  erase: boolean;
  pen: boolean;
}

/** A place of the hand's path in units of the view, with the pressure there. */
export type Trace = [x: number, y: number, pressure: number];

export interface Run {
  radius: number;
  points: Point[];
}

export interface Gesture {
  view: string;
  layer: number;
  erase: boolean;
  runs: Run[];
}

export interface Tap {
  view: string;
  x: number;
  y: number;
}

/** What is drawn at one step; steps follow each other and are never changed. */
export interface Drawn {
  gestures: Gesture[];
  tap: Tap | null;
}

export interface Stroke {
  view: string;
  radius: number;
  erase: boolean;
  points: Point[];
}

/** The strokes of one layer as they are sent. */
export interface Drawing {
  side: Side;
  strokes: Stroke[];
}

/** A tap as it is sent. */
export interface SidedTap extends Tap {
  side: Side;
}
