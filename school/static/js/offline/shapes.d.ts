// The shapes of what passes between the scripts for studying offline. `make check` reads them; no
// page ever loads this file.

import type { Drawing, Point, SidedTap, Size } from "../shapes.d.ts";

// ---- The figure of a pack ----

/** A set of a view's cells as one number. */
export type Mask = bigint;

/** Masks by the id of their view. */
export type Masks = Record<string, Mask>;

export interface Grid {
  columns: number;
  rows: number;
}

/** What a view has alike before and after its masks are opened. */
interface ViewFacts extends Size, Grid {
  millimetres: number;
  points: Record<string, Point[]>; // trigger points by pattern
}

export interface SentView extends ViewFacts {
  skin: string;
  regions: Record<string, [letters: string, share: number]>;
}

export interface SentFigure {
  views: Record<string, SentView>;
}

/** A region in one view: its cells, how many they are, how much of the region the view shows. */
export interface Shape {
  mask: Mask;
  share: number;
  cells: number;
}

export interface FigureView extends ViewFacts {
  skin: Mask;
  charted: Mask;
  mean: number;
  regions: Record<string, Shape>;
}

/** The views by their ids. */
export type Figure = Record<string, FigureView>;

// ---- The cards of a pack ----

/** An id and its name. */
export type Named = [id: string, name: string];

/** What the cards of a deck share. */
export interface Shared {
  ids: Record<string, string>; // wording → pattern
  patterns: Named[];
  regions: Named[];
}

/** From which score on, and up to how many seconds, a rating is proposed. */
export interface Limits {
  hard: number;
  good: number;
  easy: number;
  quick: number;
}

/** What is charted of a pattern. */
export interface Charted {
  essential: string[];
  spillover: string[];
}

export interface Zone extends Charted {
  crosses: boolean;
}

interface AnyKey {
  note: string;
  limits?: Limits;
  charted?: Charted;
  ids: Record<string, string>;
  regions: string[];
  known: string[];
}

export interface ZoneKey extends AnyKey, Zone {
  kind: "zone";
}

export interface PointKey extends AnyKey {
  kind: "point";
}

export interface NameKey extends AnyKey {
  kind: "name";
  accepted: string[];
  near: string[];
}

export interface MusclesKey extends AnyKey {
  kind: "muscles";
  right: string[];
  fine: string[];
}

export interface MimicKey extends AnyKey {
  kind: "mimic";
  right: string[];
}

/** Of a card in words only the student can say how well it was known. */
export interface WordsKey extends AnyKey {
  kind: "text";
}

/** What a card is marked by. */
export type Key = ZoneKey | PointKey | NameKey | MusclesKey | MimicKey | WordsKey;

/** What a student answered. */
export interface Given {
  regions: string[];
  muscles: string[];
  mimics: string[];
  drawing: Drawing | null;
  tap: SidedTap | null;
}

/** How well that fits. */
export interface Marked {
  score: number;
  right: string[];
  missed: string[];
  wrong: string[];
  neutral: string[];
  dice?: number;
  otherSide?: string[];
}

// ---- What a browser keeps ----

/** A form's fields, in their order. */
export type Fields = [name: string, value: FormDataEntryValue][];

/** What was done with a card instead of rating it; empty where it was rated. */
export type Aside = string;

/** A review, or a card set aside, before it waits. */
export interface Done {
  tag: string; // whose
  deck: string;
  card: string;
  fields: Fields;
  at: number; // milliseconds by this device's clock
  made: number; // seconds by the school's clock, before which it cannot have been
  aside?: Aside;
  asked?: string; // the question
}

/** The same once it waits. */
export interface Waiting extends Done {
  number: number;
}

/** What was rated or set aside since a pack was made. */
export interface Rated {
  card: string;
  at: number;
  aside?: Aside;
}

/** A pack of cards kept for when the school is away. */
export interface Pack {
  deck: string;
  tag: string;
  cache: string; // its name
  at: number; // milliseconds by this device's clock
  made: number; // seconds by the school's clock
  cards: string[];
  rated: Rated[];
  stale: boolean;
}

/** An answer that was on its way when the school went away. */
export interface Begun {
  deck: string;
  fields: Fields;
}

/** Why something that waited was not taken. */
export interface Refused {
  tag: string;
  deck: string;
  card: string;
  asked?: string;
  why: string;
}

/** What sending came to. */
export interface Report {
  sent: number;
  left: number;
  asked: boolean;
  reached: boolean;
  signedOut: boolean;
}

// ---- What the browser has and the checker's library does not ----

/** What makes addresses that the page's content policy lets through. */
export interface TrustedTypes {
  createPolicy(name: string, rules: AddressPolicy): AddressPolicy;
}

export interface AddressPolicy {
  createScriptURL(address: string): string; // from a browser: an object that stands for the text
}
