// Asks the cards of a pack one by one while the school is away. Every card is asked once: what a rating leads to is
// worked out by the school, when the reviews that wait here reach it.

import { mount } from "../paint.js";
import { mark, propose, readFigure } from "./mark.js";
import { Order } from "./order.js";
import { reveal } from "./reveal.js";
import { flush } from "./sending.js";
import * as kept from "./queue.js";

const AGAIN = 30000; // milliseconds between two tries to reach the school, while something waits
const NOT_KEPT = {
  twice: "You rated this card in another window. That rating counts.",
  gone: "Somebody has signed out in another window meanwhile: what you do in this one is not kept. Open the cards again.",
  failed: "This browser has no room left, so this was not kept. Your answer is still here: make room on this device, or wait for a connection, and press the button again.",
};

class Run {
  constructor(root) {
    this.root = root;
    this.deck = root.dataset.deck;
    this.shared = JSON.parse(root.dataset.shared);
    this.made = Number(root.dataset.made);
    this.order = new Order([...document.querySelectorAll("template[data-card]")], Number(root.dataset.turns));
    this.place = root.querySelector("[data-run]");
    this.back = false; // the school answers, and nothing waits
  }

  async start() {
    const sent = await fetch(this.root.dataset.figure);
    this.figure = await readFigure(await sent.json());
    this.keeping = await kept.keeping();
    this.listen();
    await this.recall();
    const begun = await kept.takeBegun(this.deck);
    const card = begun && this.order.byId(new Map(begun.fields).get("card"));
    if (card) {
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
      if (event.target.matches("[data-asks]")) this.show();
      else if (event.target.matches("[data-sets-aside]")) this.setAside(event.submitter.value);
      else if (event.submitter) this.rate(Number(event.submitter.value));
    });
    this.place.addEventListener("click", (event) => event.target.closest("[data-takes-back]") && this.takeBack());
  }

  // ---- Which card ----

  // What was done already, in this window or in another one.
  async recall() {
    const [pack, waiting] = [await kept.packOf(this.deck), await kept.waiting()];
    const rated = [...(pack?.rated ?? []), ...waiting.filter((one) => one.deck === this.deck)];
    this.order.know(rated, pack, this.made);
  }

  async next() {
    if (this.back) return this.leave();
    await this.recall();
    const card = this.order.next();
    document.querySelector("[data-left]").textContent = `${this.order.left().length} in the pack`;
    if (card) this.ask(card);
    else this.rest();
  }

  rest() {
    this.card = null;
    this.put(document.querySelector("template[data-rest]").content.cloneNode(true));
    const soonest = this.order.soonest();
    if (soonest === Infinity) return;
    const when = new Date(soonest).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    this.place.querySelector("[data-rest-says]").textContent = `The next card of the pack comes ${when}.`;
  }

  // ---- One card ----

  ask(card) {
    this.card = card;
    this.key = { ...JSON.parse(card.dataset.key), ids: this.shared.ids, regions: idsOf(this.shared.regions) };
    this.key.known ??= idsOf(this.shared.patterns);
    const piece = card.content.cloneNode(true);
    const alike = document.querySelector(`template[data-question="${this.key.kind}"]`);
    if (alike) piece.querySelector("[data-question-here]").append(alike.content.cloneNode(true));
    const paint = piece.querySelector("[data-paint]");
    if (paint) paint.dataset.key = card.dataset.card;
    this.put(piece);
    if (paint) mount(paint);
    this.shownAt = this.order.now();
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
    this.seconds = Math.max(0, Math.round((this.order.now() - this.shownAt) / 1000));
    const given = givenBy(this.fields);
    const marked = mark(this.key, given, this.figure);
    const proposed = propose(marked ? marked.score : null, this.seconds, this.key.limits);
    reveal(this.place, { key: this.key, given, marked, proposed, shared: this.shared, figure: this.figure });
    form.hidden = true;
    this.place.querySelector("[data-shows]").hidden = false;
    scrollTo({ top: 0 });
  }

  rate(rating) {
    const { card, reviews } = this.card.dataset;
    const own = { card, reviews, client_id: crypto.randomUUID(), seconds: String(this.seconds), rating: String(rating) };
    return this.keep({ fields: [...Object.entries(own), ...this.fields] });
  }

  setAside(aside) {
    return this.keep({ aside, fields: Object.entries({ card: this.card.dataset.card, aside }) });
  }

  // What was done with the card waits, and the next one is asked. Where it cannot be kept, the card stays as it is.
  async keep(done) {
    if (this.busy) return; // a second press while the first is being kept
    this.busy = true;
    await this.keepAndGoOn(done).finally(() => (this.busy = false));
    await this.sayWaiting();
    this.send();
  }

  async keepAndGoOn(done) {
    const { card } = this.card.dataset;
    const asked = this.place.querySelector("h1").textContent;
    const entry = { tag: this.root.dataset.tag, deck: this.deck, card, at: Date.now(), made: this.made, asked, ...done };
    const said = await kept.add(entry, this.keeping).catch(() => "failed");
    this.warn(NOT_KEPT[said] ?? "");
    if (said !== "kept") this.root.querySelector("[data-refused]").scrollIntoView({ block: "center" });
    if (said === "kept") await kept.noteRated(this.deck, card, done.aside).catch(() => {}); // the queue says so too
    if (said === "kept" || said === "twice") await this.next();
  }

  async takeBack() {
    const done = await kept.takeBackLast(this.deck, this.root.dataset.tag);
    if (!done) return this.say("There is nothing to take back: what was sent to the school is taken back there.");
    await kept.noteTakenBack(this.deck, done.card);
    await this.recall();
    await this.sayWaiting();
    const card = this.order.byId(done.card);
    if (card) this.ask(card);
  }

  // ---- To the school ----

  // Nobody waits for it: the next card is asked meanwhile. Once all is sent, the one after it comes from the school.
  async send() {
    if (this.sending || !(await kept.waiting()).length) return;
    this.sending = true;
    const report = await flush().finally(() => (this.sending = false));
    await this.sayRefused();
    await this.sayWaiting();
    this.root.querySelector("[data-signed-out]").hidden = !report.signedOut;
    if (report.sent && !report.left) this.returned();
  }

  returned() {
    this.back = true;
    this.root.querySelector("[data-back]").hidden = false;
  }

  leave() {
    location.replace(`/cards/${this.deck}/study`);
  }

  async sayWaiting() {
    const mine = (await kept.waiting()).filter((one) => one.tag === this.root.dataset.tag);
    this.say(mine.length ? `${kept.inWords(mine)} ${mine.length === 1 ? "waits" : "wait"} to be sent.` : "");
  }

  say(sentence) {
    const line = this.root.querySelector("[data-waits]");
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
  }

  warn(sentence) {
    const line = this.root.querySelector("[data-refused]");
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = !sentence;
  }

  async sayRefused() {
    if (document.hidden) return; // they are told once, to somebody who can see it
    const refused = await kept.takeRefusals(this.root.dataset.tag);
    if (!refused.length) return;
    this.warn(refused.join(" "));
  }
}

const idsOf = (pairs) => pairs.map(([id]) => id);

function givenBy(fields) {
  const all = (name) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const read = (name) => (all(name)[0] ? JSON.parse(all(name)[0]) : null);
  return { regions: all("region"), muscles: all("muscle"), mimics: all("mimic"), drawing: read("drawing"), tap: read("tap") };
}

const root = document.querySelector("[data-pack]");
if (root) new Run(root).start();
