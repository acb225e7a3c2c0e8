// Takes what waits in this browser to the school, as often as it takes: the school knows a review by its client_id and
// takes it once, and a card that was set aside by the moment.

import { SENDING, refuse, takeBack, waiting } from "./queue.js";

/** @typedef {import("./shapes.d.ts").Report} Report */
/** @typedef {import("./shapes.d.ts").Waiting} Waiting */

const MOST_REVIEWS = 25; // in one call: the school takes more, but it should answer soon
const MOST_LETTERS = 300000;
const PATIENCE = 10000; // milliseconds for one call

// Send what waits, oldest first. → {sent, left, asked and reached: whether the school was asked, and answered, signedOut:
// it does not know the owner of what is left, or knows somebody else}
/** @returns {Promise<Report>} */
export function flush() {
  // Two windows at once would do no harm, only the same work twice.
  return navigator.locks.request(SENDING, sendAll);
}

async function sendAll() {
  /** @type {Report} */
  const report = { sent: 0, left: 0, asked: false, reached: true, signedOut: false };
  const reviews = await waiting();
  for (const deck of new Set(reviews.map((review) => review.deck))) {
    const mine = reviews.filter((review) => review.deck === deck);
    if (!(await sendDeck(deck, mine, report))) break;
  }
  report.left = (await waiting()).length;
  return report;
}

// False if it would be useless to continue with the next deck.
/** @param {string} deck @param {Waiting[]} reviews @param {Report} report */
async function sendDeck(deck, reviews, report) {
  const door = await call(`/cards/${deck}/replay`);
  report.asked = true;
  report.reached = ownWord(door);
  if (!door || !report.reached) return false;
  report.signedOut ||= door.status === 401;
  if (door.status === 404) for (const review of reviews) await refuse(review, "This deck no longer exists.");
  if (!door.ok) return door.status === 404;
  // The token belongs to the current session; the pack may be from an older one.
  const { tag, token, now } = await door.json();
  const mine = reviews.filter((review) => review.tag === tag);
  report.signedOut ||= mine.length < reviews.length;
  for (const batch of batches(mine)) {
    if (!(await send(deck, batch, { tag, csrf_token: token }, now, report))) return false;
  }
  return true;
}

/**
 * @param {string} deck
 * @param {Waiting[]} batch
 * @param {Record<string, string>} fields
 * @param {number} now
 * @param {Report} report
 * @returns {Promise<boolean>}
 */
async function send(deck, batch, fields, now, report) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const told = batch.map((review) => ({ fields: review.fields, ago: ago(review, now) }));
  form.set("queue", JSON.stringify(told));
  const answer = await call(`/cards/${deck}/replay`, { method: "POST", body: form });
  if (answer?.status === 413 || answer?.status === 422) return refuseOne(deck, batch, fields, now, report, answer);
  if (!answer?.ok || !ownWord(answer)) return false;
  const { said } = await answer.json();
  for (const [place, review] of batch.entries()) {
    if (said[place].why) await refuse(review, said[place].why);
    else await takeBack(review.number);
    report.sent += 1;
  }
  return true;
}

// Seconds since it was done. How long ago, not when: the clock of this device may be wrong. It may also have been set
// corrected since, perhaps by years. But nothing was done before the pack was made, and that time is by the school's clock.
/** @param {Waiting} review @param {number} now */
function ago(review, now) {
  const seconds = Math.max(0, Date.now() - review.at) / 1000;
  return review.made ? Math.min(seconds, Math.max(0, now - review.made)) : seconds;
}

// Something in the batch can't be read. Sent alone, only that item is refused, and the others are not held up.
/**
 * @param {string} deck
 * @param {Waiting[]} batch
 * @param {Record<string, string>} fields
 * @param {number} now
 * @param {Report} report
 * @param {Response} answer
 */
async function refuseOne(deck, batch, fields, now, report, answer) {
  if (batch.length === 1) {
    await refuse(batch[0], (await answer.json().catch(() => ({}))).error || "The school could not read it.");
    return true;
  }
  for (const review of batch) if (!(await send(deck, [review], fields, now, report))) return false;
  return true;
}

/** @param {Waiting[]} reviews */
function* batches(reviews) {
  /** @type {Waiting[]} */
  let batch = [];
  let letters = 0;
  for (const review of reviews) {
    const long = JSON.stringify(review.fields).length;
    if (batch.length === MOST_REVIEWS || (batch.length && letters + long > MOST_LETTERS)) {
      yield batch;
      [batch, letters] = [[], 0];
    }
    batch.push(review);
    letters += long;
  }
  if (batch.length) yield batch;
}

/** @param {string} address @param {RequestInit} options */
function call(address, options = {}) {
  const headers = { Accept: "application/json" };
  return fetch(address, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
}

// Whether the school answers at all.
export const answers = async () => ownWord(await call("/healthz"));

// Whether an answer is the school's own. What stands before it (a proxy, a hotel's wireless) has other words: it must
// not be believed that it took a review, nor that a deck is gone.
/** @param {Response | null} response */
const ownWord = (response) => Boolean(response?.headers.has("X-Request-ID"));

// The same of the answer to a page's request, where it may be a redirect that a script cannot look into.
/** @param {Response | null} response */
export function answered(response) {
  return response !== null && (response.status < 500 || ownWord(response));
}

// Of a file: whoever asks for terms to be accepted answers with a page.
/** @param {Response | null} response */
export function isFile(response) {
  if (response === null || !answered(response)) return false;
  return ownWord(response) || !/^(text\/html|$)/.test(response.headers.get("Content-Type") ?? "");
}

// Of a form that was posted: it counts as taken only when that is the school's word.
/** @param {Response | null} response */
export const taken = (response) =>
  response !== null && (response.type === "opaqueredirect" || ownWord(response));
