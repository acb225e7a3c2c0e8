// The shapes of what passes between the scripts for studying offline. `make check` reads them; no
// page ever loads this file.

import type { Size } from "../shapes.d.ts";

// ---- The figure of a pack ----

/** A set of a view's cells, a bit each. */
export type Bits = Uint8Array;

/** The cells that are painted, a byte each, by the id of their view. */
export type Painted = Record<string, Uint8Array>;

interface ViewFacts extends Size {
  columns: number;
  rows: number;
}

export interface SentView extends ViewFacts {
  skin: string;
  regions: Record<string, [letters: string, share: number]>;
}

export interface SentFigure {
  views: Record<string, SentView>;
}

/** A region in one view: its cells, and how much of the region the view shows. */
export interface Shape {
  bits: Bits;
  share: number;
}

export interface FigureView extends ViewFacts {
  skin: Bits;
  regions: Record<string, Shape>;
}

/** The views by their ids. */
export type Figure = Record<string, FigureView>;

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
