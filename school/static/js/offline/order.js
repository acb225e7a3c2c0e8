// Which card of a pack is asked next while the school is away: each once, and none about what was asked on that day.

/** @typedef {import("./shapes.d.ts").Pack} Pack */
/** @typedef {import("./shapes.d.ts").Rated} Rated */

const DAY = 24 * 60 * 60 * 1000;

export class Order {
  // cards: the templates of the pack, in its order; turns: when a learning day begins, in seconds by the school's clock
  /** @param {HTMLTemplateElement[]} cards @param {number} turns */
  constructor(cards, turns) {
    this.cards = cards;
    this.turns = turns;
    /** @type {Rated[]} */
    this.rated = []; // {card, at, aside}: what was rated or set aside since the pack was made
    this.skew = 0; // milliseconds by which the school's clock is before this device's
  }

  // A device whose clock is wrong would ask nothing for hours, or everything at once: the pack tells by how much.
  /** @param {Rated[]} rated @param {Pack | undefined} pack @param {number} made */
  know(rated, pack, made) {
    this.rated = rated;
    if (pack) this.skew = made * 1000 - pack.at;
  }

  now() {
    return Date.now() + this.skew;
  }

  // The cards that are still to be asked, now or later.
  left() {
    return this.cards.filter((card) => this.waits(card));
  }

  next() {
    return this.left().find((card) => this.comes(card) <= this.now());
  }

  // When the next card comes, by this device's clock; Infinity where none does.
  soonest() {
    return Math.min(...this.left().map((card) => this.comes(card))) - this.skew;
  }

  /** @param {string | undefined} id */
  byId(id) {
    return this.cards.find((card) => card.dataset.card === id);
  }

  /** @param {HTMLTemplateElement} card */
  comes(card) {
    return Number(card.dataset.at) * 1000;
  }

  // Not rated yet, nor suspended, nor put off until tomorrow; and no card about the same was rated on this learning day:
  // one would give the other away.
  /** @param {HTMLTemplateElement} card */
  waits({ dataset: { card, note } }) {
    const today = this.learningDay(Date.now());
    return !this.rated.some((one) => {
      const ofToday = this.learningDay(one.at) === today;
      if (one.card === card) return one.aside !== "bury" || ofToday;
      return !one.aside && ofToday && one.card.split("/")[1] === note;
    });
  }

  /** @param {number} at */
  learningDay(at) {
    return Math.floor((at + this.skew - this.turns * 1000) / DAY);
  }
}
