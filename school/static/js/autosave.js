// Saves each answer as it is given, and says "Saved" only after the server has said so.
//
//   <form data-autosave-url="/attempts/12/answers" data-autosave-key="attempt-12">
//   <p class="saved" data-saved role="status"></p>
//
// One question is all inputs of one name. It is posted as form data: question=<name>, and the name's values as a
// browser would send them (none where nothing is ticked). The answer is {"saved_at_text": "10:42:05"} or
// {"error": sentence}. Until then the values stay in localStorage, so a closed lid or a lost signal loses nothing.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const GIVE_UP = 15000; // a phone between two masts can wait for ever
const TYPING_PAUSE = 800;
const WORTH_ANOTHER_TRY = new Set([408, 429]); // it did not arrive whole, or too much came at once
const SIGN_IN = "Sign in again in another tab; your answers are kept here.";
const RELOAD = "Load this page again to go on saving; your answers are kept here.";

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Input */

/** @param {unknown} thing @returns {thing is Input} */
function isInput(thing) {
  const kinds = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];
  return kinds.some((kind) => thing instanceof kind);
}

/** @param {Input} input @returns {input is HTMLInputElement} */
const isTicked = (input) => input.type === "radio" || input.type === "checkbox";

class Autosave {
  /** @param {HTMLFormElement} form @param {HTMLElement} line */
  constructor(form, line) {
    this.form = form;
    this.line = line;
    this.store = "answers:" + form.dataset.autosaveKey;
    /** @type {Map<string, FormDataEntryValue[]>} */
    this.waiting = new Map(); // question → values that the server has not confirmed
    this.busy = false;
    this.failures = 0;
    this.timer = 0;
    this.typing = 0;
  }

  start() {
    this.restore();
    this.form.addEventListener("change", (event) => this.note(event.target));
    this.form.addEventListener("input", (event) => this.noteTyping(event.target));
    addEventListener("online", () => this.soon(0));
    addEventListener("pagehide", () => this.sendAllNow());
    // Signing in again in another tab is noticed when this one comes back to the front.
    document.addEventListener("visibilitychange", () => document.hidden || this.soon(0));
    if (this.waiting.size) this.soon(0);
  }

  restore() {
    for (const [question, values] of Object.entries(this.kept())) {
      const inputs = this.inputs().filter((one) => one.name === question);
      if (!inputs.length) continue;
      this.waiting.set(question, values);
      for (const input of inputs) {
        if (isTicked(input)) input.checked = values.includes(input.value);
        else input.value = values[0] ?? "";
      }
    }
  }

  // What of the form is filled in; its boxes and buttons are elements too.
  inputs() {
    return [...this.form.elements].filter(isInput);
  }

  /** @param {EventTarget | null} input */
  note(input) {
    if (!isInput(input) || !input.name) return;
    if (input.type === "hidden" || input.type === "submit") return;
    clearTimeout(this.typing);
    this.waiting.set(input.name, new FormData(this.form).getAll(input.name));
    this.keep();
    this.say("waiting", "Saving…");
    this.failures = 0;
    this.soon(0);
  }

  /** @param {EventTarget | null} input */
  noteTyping(input) {
    if (!isInput(input) || !input.matches("input[type=text], input:not([type]), textarea")) return;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.note(input), TYPING_PAUSE);
  }

  /** @param {number} wait */
  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendNext(), wait);
  }

  // One at a time and in order: an older answer must never overtake a newer one.
  async sendNext() {
    if (this.busy || !this.waiting.size) return;
    this.busy = true;
    const [[question, values]] = this.waiting;
    const answer = await this.post(question, values, { signal: AbortSignal.timeout(GIVE_UP) }).catch(() => null);
    const said = answer ? await answer.json().catch(() => ({})) : {};
    this.busy = false;
    if (answer) this.heard(question, values, answer, said);
    else this.tryLater();
  }

  /** @param {string} question @param {FormDataEntryValue[]} values @param {RequestInit} options */
  post(question, values, options) {
    const body = new FormData();
    body.append("question", question);
    for (const value of values) body.append(question, value);
    const token = String(new FormData(this.form).get("csrf_token"));
    const headers = { "X-CSRFToken": token, Accept: "application/json" };
    const url = this.form.dataset.autosaveUrl ?? "";
    return fetch(url, { method: "POST", body, headers, redirect: "error", ...options });
  }

  /**
   * @param {string} question
   * @param {FormDataEntryValue[]} values
   * @param {Response} answer
   * @param {{ saved_at_text?: string, error?: string }} said
   */
  heard(question, values, answer, said) {
    if (answer.ok && said.saved_at_text) {
      this.failures = 0;
      this.done(question, values);
      return this.waiting.size ? this.soon(0) : this.say("saved", "Saved " + said.saved_at_text);
    }
    if (answer.status === 401) return this.say("refused", SIGN_IN);
    if (answer.status === 400) return this.say("refused", RELOAD);
    if (answer.ok || WORTH_ANOTHER_TRY.has(answer.status) || answer.status >= 500) return this.tryLater();
    // Refused for good (the attempt is closed): asking again would not help, and the sentence says what to do.
    this.done(question, values);
    this.say("refused", said.error || "This answer was not taken.");
    this.soon(0);
  }

  /** @param {string} question @param {FormDataEntryValue[]} values */
  done(question, values) {
    // Changed again while the answer was on its way: the newer one still waits.
    if (this.waiting.get(question) === values) this.waiting.delete(question);
    this.keep();
  }

  tryLater() {
    this.failures += 1;
    this.say("waiting", "Not saved yet, trying again");
    // Jitter, so that a room full of students does not return at the same instant.
    const wait = Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT);
    this.soon(wait * (0.5 + Math.random() / 2));
  }

  sendAllNow() {
    for (const [question, values] of this.waiting) this.post(question, values, { keepalive: true }).catch(() => {});
  }

  /** @param {string} state @param {string} sentence */
  say(state, sentence) {
    this.line.dataset.state = state;
    if (this.line.textContent !== sentence) this.line.textContent = sentence;
  }

  /** @returns {Record<string, string[]>} */
  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.store) || "{}");
    } catch {
      return {};
    }
  }

  keep() {
    try {
      if (this.waiting.size) localStorage.setItem(this.store, JSON.stringify(Object.fromEntries(this.waiting)));
      else localStorage.removeItem(this.store);
    } catch {
      // Storage is full or switched off: the answers still wait in this page.
    }
  }
}

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-autosave-url]");
/** @type {HTMLElement | null} */
const line = document.querySelector("[data-saved]");
if (form && line) new Autosave(form, line).start();
