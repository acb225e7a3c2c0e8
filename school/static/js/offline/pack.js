// Asks the cards of a pack one by one while the reader is offline. Each card is asked once. The school computes the
// schedule when the queued reviews reach it.

import { all, copyOf, maybe, one } from "../elements.js";
import { mount } from "../paint.js";
import { showAnswer } from "./answer.js";
import { readFigure } from "./cells.js";
import { Order } from "./order.js";
import { flush } from "./sending.js";
import * as kept from "./queue.js";

/** @typedef {import("./shapes.d.ts").Done} Done */
/** @typedef {import("./shapes.d.ts").Fields} Fields */
/** @typedef {import("./shapes.d.ts").Figure} Figure */

const AGAIN = 30000; // milliseconds between two tries to reach the school, while something waits
/** @type {Record<string, string | undefined>} */
const NOT_KEPT = {
  twice: "You already rated this card in another window. That rating counts.",
  gone: "Someone signed out in another window, so what you do here is not saved. Open the cards again.",
  failed: "This browser has no room left, so this was not saved. Your answer is still here. Free up space on this device, or wait until you are back online, then press the button again.",
};

class Run {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.deck = root.dataset.deck ?? "";
    this.tag = root.dataset.tag ?? "";
    this.edition = root.dataset.edition ?? "";
    this.made = Number(root.dataset.made);
    const cards = all(document, "template[data-card]", HTMLTemplateElement);
    this.order = new Order(cards, Number(root.dataset.turns));
    this.place = one(root, "[data-run]", HTMLElement);
    this.back = false; // the school answers, and nothing waits
    /** @type {Figure} */
    this.figure = {};
    this.keeping = ""; // the word under which this window keeps things
    /** @type {HTMLTemplateElement | null} */
    this.card = null; // the one that is asked
    this.shownAt = 0;
    /** @type {number | null} */
    this.seconds = null; // until the answer was asked for
    /** @type {Fields} */
    this.fields = [];
    this.busy = false;
    this.sending = false;
  }

  async start() {
    const sent = await fetch(this.root.dataset.figure ?? "");
    this.figure = await readFigure(await sent.json());
    this.keeping = await kept.keeping();
    this.listen();
    await this.recall();
    const begun = await kept.takeBegun(this.deck);
    const card = begun && this.order.byId(String(new Map(begun.fields).get("card")));
    if (begun && card) {
      this.ask(card);
      this.goOnWith(begun.fields);
    } else await this.next();
    await this.sayWaiting();
    this.send();
  }

  listen() {
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => this.sayRefused());
    setInterval(() => this.send(), AGAIN);
    this.place.addEventListener("submit", (event) => {
      event.preventDefault();
      const { target: form, submitter: button } = event;
      const value = button instanceof HTMLButtonElement ? button.value : "";
      if (!(form instanceof HTMLFormElement)) return;
      if (form.matches("[data-asks]")) this.show();
      else if (form.matches("[data-sets-aside]")) this.setAside(value);
      else if (button) this.rate(Number(value));
    });
    this.place.addEventListener("click", (event) => {
      const at = event.target;
      if (at instanceof Element && at.closest("[data-takes-back]")) this.takeBack();
    });
  }

  // ---- Which card ----

  // Reads which cards were already answered, in this window or in another.
  async recall() {
    const [pack, waiting] = [await kept.packOf(this.deck), await kept.waiting()];
    const rated = [...(pack?.rated ?? []), ...waiting.filter((one) => one.deck === this.deck)];
    this.order.know(rated, pack, this.made);
  }

  async next() {
    if (this.back) return this.leave();
    await this.recall();
    const card = this.order.next();
    const left = one(document, "[data-left]", HTMLElement);
    left.textContent = `${this.order.left().length} left`;
    if (card) this.ask(card);
    else this.rest();
  }

  rest() {
    this.card = null;
    this.put(copyOf(one(document, "template[data-rest]", HTMLTemplateElement).content));
    const soonest = this.order.soonest();
    if (soonest === Infinity) return;
    const when = new Date(soonest).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const line = one(this.place, "[data-rest-says]", HTMLElement);
    line.textContent = `The next card comes back ${when}.`;
  }

  // ---- One card ----

  /** @param {HTMLTemplateElement} card */
  ask(card) {
    this.card = card;
    const piece = copyOf(card.content);
    const alike = maybe(document, `template[data-question="${card.dataset.kind}"]`, HTMLTemplateElement);
    if (alike) one(piece, "[data-question-here]", HTMLElement).append(copyOf(alike.content));
    const paint = maybe(piece, "[data-paint]", HTMLElement);
    if (paint) paint.dataset.key = card.dataset.card;
    this.put(piece);
    if (paint) mount(paint);
    this.shownAt = this.order.now();
    this.seconds = null;
  }

  /** @param {DocumentFragment} piece */
  put(piece) {
    this.place.replaceChildren(piece);
    const heading = one(this.place, "h1", HTMLElement);
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  // The school went away when this answer was on its way to it: here it is again, shown as it was asked.
  /** @param {Fields} fields */
  goOnWith(fields) {
    const form = one(this.place, "[data-asks]", HTMLFormElement);
    for (const [name, sent] of fields) {
      const value = String(sent);
      if (name === "shown") this.shownAt = Number(value) * 1000;
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        const ticked = input instanceof HTMLInputElement && /^(checkbox|radio)$/.test(input.type);
        if (ticked) input.checked ||= input.value === value;
        else if ("value" in input) input.value = value;
      }
    }
    this.show();
  }

  show() {
    if (!this.card) return;
    const form = one(this.place, "[data-asks]", HTMLFormElement);
    const sent = new FormData(form);
    this.fields = [...sent].filter(([, value]) => value !== "");
    this.seconds = Math.max(0, Math.round((this.order.now() - this.shownAt) / 1000));
    const compared = JSON.parse(this.card.dataset.compared ?? "[]");
    const more = maybe(this.card.content, "template[data-more]", HTMLTemplateElement);
    showAnswer(this.place, sent, { compared, more: more && more.content, figure: this.figure });
    form.hidden = true;
    one(this.place, "[data-shows]", HTMLElement).hidden = false;
    scrollTo({ top: 0 });
  }

  // The facts about the current card that the page holds.
  get asked() {
    if (!this.card) throw new Error("no card is asked");
    const { card = "", reviews = "" } = this.card.dataset;
    return { card, reviews };
  }

  /** @param {number} rating */
  rate(rating) {
    const { card, reviews } = this.asked;
    const own = { card, reviews, client_id: crypto.randomUUID(), seconds: String(this.seconds), rating: String(rating), edition: this.edition };
    return this.keep({ fields: [...Object.entries(own), ...this.fields] });
  }

  /** @param {string} aside */
  setAside(aside) {
    return this.keep({ aside, fields: Object.entries({ card: this.asked.card, aside }) });
  }

  // Adds what was done with the card to the queue and asks the next one. If it can't be stored, the card stays as it is.
  /** @param {Pick<Done, "fields" | "aside">} done */
  async keep(done) {
    if (this.busy) return; // a second press while the first is being kept
    this.busy = true;
    await this.keepAndGoOn(done).finally(() => (this.busy = false));
    await this.sayWaiting();
    this.send();
  }

  /** @param {Pick<Done, "fields" | "aside">} done */
  async keepAndGoOn(done) {
    const { card } = this.asked;
    const asked = one(this.place, "h1", HTMLElement).textContent;
    const { tag, deck, made } = this;
    const entry = { tag, deck, card, at: Date.now(), made, asked, ...done };
    const said = await kept.add(entry, this.keeping).catch(() => "failed");
    this.warn(NOT_KEPT[said] ?? "");
    const refused = one(this.root, "[data-refused]", HTMLElement);
    if (said !== "kept") refused.scrollIntoView({ block: "center" });
    if (said === "kept") await kept.noteRated(this.deck, card, done.aside).catch(() => {}); // the queue says so too
    if (said === "kept" || said === "twice") await this.next();
  }

  async takeBack() {
    const done = await kept.takeBackLast(this.deck, this.tag);
    if (!done) return this.say("There is nothing to undo here. Once a rating has been sent, you can undo it online.");
    await kept.noteTakenBack(this.deck, done.card);
    await this.recall();
    await this.sayWaiting();
    const card = this.order.byId(done.card);
    if (card) this.ask(card);
  }

  // ---- To the school ----

  // This runs in the background while the next card is asked. Once everything is sent, the card after it comes from the school.
  async send() {
    if (this.sending || !(await kept.waiting()).length) return;
    this.sending = true;
    const report = await flush().finally(() => (this.sending = false));
    await this.sayRefused();
    await this.sayWaiting();
    one(this.root, "[data-signed-out]", HTMLElement).hidden = !report.signedOut;
    if (report.sent && !report.left) this.returned();
  }

  returned() {
    this.back = true;
    one(this.root, "[data-back]", HTMLElement).hidden = false;
  }

  leave() {
    location.replace(`/cards/${this.deck}/study`);
  }

  async sayWaiting() {
    const mine = (await kept.waiting()).filter((one) => one.tag === this.tag);
    this.say(mine.length ? `${kept.inWords(mine)} waiting to be sent.` : "");
  }

  /** @param {string} sentence */
  say(sentence) {
    const line = one(this.root, "[data-waits]", HTMLElement);
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
  }

  /** @param {string} sentence */
  warn(sentence) {
    const line = one(this.root, "[data-refused]", HTMLElement);
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
  }

  async sayRefused() {
    if (document.hidden) return; // each is shown once, so wait until someone can see it
    const refused = await kept.takeRefusals(this.tag);
    if (!refused.length) return;
    this.warn(refused.join(" "));
  }
}

const root = maybe(document, "[data-pack]", HTMLElement);
if (root) new Run(root).start();
