// Asks the cards of a pack one by one while the school is away. Every card is asked once: what a rating leads to is
// worked out by the school, when the reviews that wait here reach it.

import { mount } from "../paint.js";
import { mark, propose, readFigure } from "./mark.js";
import { reveal } from "./reveal.js";
import * as kept from "./queue.js";

const AGAIN = 30000; // milliseconds between two tries to reach the school, while something waits
const DAY = 24 * 60 * 60 * 1000;

class Run {
  constructor(root) {
    this.root = root;
    this.deck = root.dataset.deck;
    this.shared = JSON.parse(root.dataset.shared);
    this.cards = [...document.querySelectorAll("template[data-card]")];
    this.place = root.querySelector("[data-run]");
    this.rated = []; // {card, at}
    this.back = false; // the school answers, and nothing waits
  }

  async start() {
    const sent = await fetch(this.root.dataset.figure);
    this.figure = await readFigure(await sent.json());
    this.listen();
    const pack = await kept.packOf(this.deck);
    const waiting = await kept.waiting();
    this.rated = [...(pack?.rated ?? []), ...waiting.filter((one) => one.deck === this.deck)];
    const begun = await kept.takeBegun(this.deck);
    const card = begun && this.cards.find((one) => one.dataset.card === new Map(begun.fields).get("card"));
    if (card) {
      this.ask(card);
      this.goOnWith(begun.fields);
    } else this.next();
    await this.sayWaiting();
    this.send();
  }

  listen() {
    addEventListener("online", () => this.send());
    setInterval(() => this.send(), AGAIN);
    this.place.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.target.matches("[data-asks]")) this.show();
      else if (event.submitter) this.rate(Number(event.submitter.value));
    });
    this.place.addEventListener("click", (event) => event.target.closest("[data-takes-back]") && this.takeBack());
  }

  // ---- Which card ----

  next() {
    if (this.back) return this.leave();
    const due = this.cards.filter((card) => this.waits(card));
    const card = due.find((one) => Number(one.dataset.at) * 1000 <= Date.now());
    this.count(due.length);
    if (card) this.ask(card);
    else this.rest(due);
  }

  // Not rated yet, and no card about the same on this learning day: one would give the other away.
  waits(card) {
    const noteOf = (id) => id.split("/")[1];
    const today = this.learningDay(Date.now());
    return !this.rated.some(
      (one) =>
        one.card === card.dataset.card ||
        (noteOf(one.card) === card.dataset.note && this.learningDay(one.at) === today),
    );
  }

  learningDay(at) {
    return Math.floor((at - Number(this.root.dataset.turns) * 1000) / DAY);
  }

  count(left) {
    document.querySelector("[data-left]").textContent = `${left} in the pack`;
  }

  rest(later) {
    this.card = null;
    this.put(document.querySelector("template[data-rest]").content.cloneNode(true));
    const soonest = Math.min(...later.map((card) => Number(card.dataset.at) * 1000));
    if (!later.length) return;
    const when = new Date(soonest).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    this.place.querySelector("[data-rest-says]").textContent = `The next card of the pack comes ${when}.`;
  }

  // ---- One card ----

  ask(card) {
    this.card = card;
    this.key = { ...JSON.parse(card.dataset.key), ids: this.shared.ids, regions: Object.keys(this.shared.regions) };
    this.key.known ??= Object.keys(this.shared.patterns);
    const piece = card.content.cloneNode(true);
    const alike = document.querySelector(`template[data-question="${this.key.kind}"]`);
    if (alike) piece.querySelector("[data-question-here]").append(alike.content.cloneNode(true));
    const paint = piece.querySelector("[data-paint]");
    if (paint) paint.dataset.key = card.dataset.card;
    this.put(piece);
    if (paint) mount(paint);
    this.shownAt = Date.now();
    this.seconds = null;
  }

  put(piece) {
    this.place.replaceChildren(piece);
    const heading = this.place.querySelector("h1");
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  // The school went away when this answer was on its way to it: here it is again, shown as it was asked.
  goOnWith(fields) {
    const form = this.place.querySelector("[data-asks]");
    for (const [name, value] of fields) {
      if (name === "shown") this.shownAt = Number(value) * 1000;
      for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (/^(checkbox|radio)$/.test(input.type)) input.checked ||= input.value === value;
        else input.value = value;
      }
    }
    this.show();
  }

  show() {
    const form = this.place.querySelector("[data-asks]");
    this.fields = [...new FormData(form)].filter(([, value]) => value !== "");
    this.seconds = Math.max(0, Math.round((Date.now() - this.shownAt) / 1000));
    const given = givenBy(this.fields);
    const marked = mark(this.key, given, this.figure);
    const proposed = propose(marked ? marked.score : null, this.seconds, this.key.limits);
    reveal(this.place, { key: this.key, given, marked, proposed, shared: this.shared, figure: this.figure });
    form.hidden = true;
    this.place.querySelector("[data-shows]").hidden = false;
    scrollTo({ top: 0 });
  }

  async rate(rating) {
    const { card, reviews } = this.card.dataset;
    if (this.rated.some((one) => one.card === card)) return; // a second press while the first is being kept
    const at = Date.now();
    const own = { card, reviews, client_id: crypto.randomUUID(), seconds: String(this.seconds), rating: String(rating) };
    const fields = [...Object.entries(own), ...this.fields];
    this.rated.push({ card, at });
    await kept.add({ tag: this.root.dataset.tag, deck: this.deck, card, fields, at });
    await kept.noteRated(this.deck, card);
    this.next();
    await this.sayWaiting();
    this.send();
  }

  async takeBack() {
    const review = await kept.takeBackLast(this.deck, this.root.dataset.tag);
    if (!review) return this.say("There is nothing to take back: what was sent to the school is taken back there.");
    this.rated = this.rated.filter((one) => one.card !== review.card);
    await kept.noteTakenBack(this.deck, review.card);
    await this.sayWaiting();
    const card = this.cards.find((one) => one.dataset.card === review.card);
    if (card) this.ask(card);
  }

  // ---- To the school ----

  // Nobody waits for it: the next card is asked meanwhile. Once all is sent, the one after it comes from the school.
  async send() {
    if (this.sending || !(await kept.waiting()).length) return;
    this.sending = true;
    const report = await kept.flush().finally(() => (this.sending = false));
    await this.sayRefused();
    await this.sayWaiting(report.signedOut);
    if (report.sent && !report.left) this.returned();
  }

  returned() {
    this.back = true;
    this.root.querySelector("[data-back]").hidden = false;
  }

  leave() {
    location.replace(`/cards/${this.deck}/study`);
  }

  async sayWaiting(signedOut = false) {
    const count = (await kept.waiting()).filter((one) => one.tag === this.root.dataset.tag).length;
    const many = `${count} ${count === 1 ? "review waits" : "reviews wait"} to be sent.`;
    const why = signedOut ? " The school answers, but nobody is signed in: sign in there, and they are sent." : "";
    this.say(count ? many + why : "");
  }

  say(sentence) {
    const line = this.root.querySelector("[data-waits]");
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
  }

  async sayRefused() {
    const refused = await kept.takeRefusals();
    if (!refused.length) return;
    const line = this.root.querySelector("[data-refused]");
    line.textContent = refused.map((one) => `The review of ${one.card} was not taken: ${one.why}`).join(" ");
    line.hidden = false;
  }
}

function givenBy(fields) {
  const all = (name) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const read = (name) => (all(name)[0] ? JSON.parse(all(name)[0]) : null);
  return { regions: all("region"), muscles: all("muscle"), mimics: all("mimic"), drawing: read("drawing"), tap: read("tap") };
}

const root = document.querySelector("[data-pack]");
if (root) new Run(root).start();
