// What this browser keeps of somebody's cards: the packs to study without the school, and the reviews that wait to
// be sent. Pages and the worker share it; everything goes when its owner signs out.
//
// A review waits as the fields of the form that would have posted it, with the moment of the answer; so does a card
// that was set aside, with what is done to it in `aside`. sending.js takes them to the school.

/** @typedef {import("./shapes.d.ts").Begun} Begun */
/** @typedef {import("./shapes.d.ts").Done} Done */
/** @typedef {import("./shapes.d.ts").Pack} Pack */
/** @typedef {import("./shapes.d.ts").Refused} Refused */
/** @typedef {import("./shapes.d.ts").Waiting} Waiting */

const DATABASE = "school-cards";
const VERSION = 2;
export const SENDING = "school-cards-sending"; // the lock that is held while reviews are on their way
const CACHE = "cards:"; // the caches of packs are called cards:<deck>:<moment>
/** @type {Record<string, IDBObjectStoreParameters>} */
const STORES = { waiting: { autoIncrement: true, keyPath: "number" }, packs: { keyPath: "deck" }, begun: { keyPath: "deck" }, refused: { autoIncrement: true }, keeping: { keyPath: "key" } };

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [name, options] of Object.entries(STORES)) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, options);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// One transaction on one store, or several. `act` gets them and may ask for several things; the result of the request it
// returns comes back.
/**
 * @template Result
 * @param {string | string[]} stores
 * @param {IDBTransactionMode} mode
 * @param {(...rows: IDBObjectStore[]) => IDBRequest<Result> | void} act
 * @returns {Promise<Result | undefined>}
 */
async function within(stores, mode, act) {
  const names = [stores].flat();
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const request = act(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

// ---- Reviews that wait ----

// {tag: whose, deck, card, fields: [[name, value], …], at: milliseconds by this device's clock, made: seconds by the
// school's clock, before which it cannot have been, aside: "bury", "suspend" or nothing, asked: the question}.
// Rejects where the browser has no room. → "kept", or why not: "twice", the card was rated in another window; "gone",
// somebody signed out since the page that asks this began to keep things under the word `keeping`.
/** @param {Done} review @param {string | null} keeping */
export async function add(review, keeping = null) {
  /** @type {"kept" | "twice" | "gone"} */
  let said = "kept";
  await within(["waiting", "keeping"], "readwrite", (rows, words) => {
    const [there, word] = [rows.getAll(), words.get("word")];
    word.onsuccess = () => {
      if (keeping && word.result?.value !== keeping) said = "gone";
      else if (waitsAlready(there.result, review)) said = "twice";
      else rows.add(review);
    };
  });
  return said;
}

/** @param {Waiting[]} waiting @param {Done} review */
const waitsAlready = (waiting, review) => waiting.some((one) => sameCard(one, review));

// The same card as it was asked after as many reviews: one of the two would be refused.
/** @param {Done} one @param {Done} other */
function sameCard(one, other) {
  const [count, again] = [one, other].map(({ fields }) => fields.find(([name]) => name === "reviews")?.[1]);
  return !one.aside && !other.aside && one.tag === other.tag && one.card === other.card && count === again;
}

/** @returns {Promise<Waiting[]>} */
export const waiting = async () =>
  (await within("waiting", "readonly", (rows) => rows.getAll())) ?? [];
/** @param {number} number */
export const takeBack = (number) => within("waiting", "readwrite", (rows) => rows.delete(number));

// How many are waiting, in words: "2 reviews and 1 card set aside"; empty if none are.
/** @param {Waiting[]} entries */
export function inWords(entries) {
  const aside = entries.filter((one) => one.aside).length;
  /** @type {[number, string, string][]} */
  const counts = [[entries.length - aside, "review", "reviews"], [aside, "card set aside", "cards set aside"]];
  return counts.filter(([count]) => count).map(([count, one, more]) => `${count} ${count === 1 ? one : more}`).join(" and ");
}

// The word under which this browser stores things until someone signs out.
export async function keeping() {
  let value = crypto.randomUUID();
  await within("keeping", "readwrite", (rows) => {
    const request = rows.get("word");
    request.onsuccess = () => {
      if (request.result) ({ value } = request.result);
      else rows.put({ key: "word", value });
    };
  });
  return value;
}

// Takes the deck's last unsent review out of the queue; null if there is none.
/** @param {string} deck @param {string} tag @returns {Promise<Waiting | null>} */
export function takeBackLast(deck, tag) {
  return navigator.locks.request(SENDING, async () => {
    const mine = (await waiting()).filter((review) => review.deck === deck && review.tag === tag);
    const last = mine.at(-1);
    if (last) await takeBack(last.number);
    return last ?? null;
  });
}

// Sentences that say why something of the owner's was refused. Each is returned only once, so the caller must show them.
/** @param {string} tag */
export async function takeRefusals(tag) {
  /** @type {Refused[]} */
  const refused = [];
  await within("refused", "readwrite", (rows) => {
    const request = rows.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      if (cursor.value.tag === tag) {
        refused.push(cursor.value);
        cursor.delete();
      }
      cursor.continue();
    };
  });
  return refused.map(({ asked, card, why }) => `What you did offline with “${asked ?? card}” couldn’t be saved. ${why}`);
}

/** @param {Waiting} review @param {string} why */
export async function refuse(review, why) {
  const { tag, deck, card, asked } = review;
  await within("refused", "readwrite", (rows) => rows.add({ tag, deck, card, asked, why }));
  await takeBack(review.number);
}

// ---- Packs ----

// {deck, tag, cache: its name, at, made: when by the school's clock, in seconds, cards: [ids], rated: [{card, at}] since it was fetched, stale}
/** @returns {Promise<Pack[]>} */
export const packs = async () => (await within("packs", "readonly", (rows) => rows.getAll())) ?? [];
/** @param {string} deck @returns {Promise<Pack | undefined>} */
export const packOf = (deck) => within("packs", "readonly", (rows) => rows.get(deck));

// False if someone has signed out since `keeping` was the word; then nothing is stored.
/** @param {Pack} pack @param {string} keeping */
export async function keepPack(pack, keeping) {
  let kept = false;
  await within(["packs", "keeping"], "readwrite", (rows, words) => {
    const word = words.get("word");
    word.onsuccess = () => {
      kept = word.result?.value === keeping;
      if (kept) rows.put(pack);
    };
  });
  return kept;
}

/** @param {string} deck @param {(pack: Pack) => Partial<Pack>} change */
function changePack(deck, change) {
  return within("packs", "readwrite", (rows) => {
    const request = rows.get(deck);
    request.onsuccess = () => {
      if (request.result) rows.put({ ...request.result, ...change(request.result) });
    };
  });
}

// aside: what was done instead of rating it.
/** @param {string} deck @param {string} card */
export const noteRated = (deck, card, aside = "") =>
  changePack(deck, (pack) => ({ rated: [...pack.rated, { card, at: Date.now(), aside }] }));
/** @param {string} deck @param {string} card */
export const noteTakenBack = (deck, card) =>
  changePack(deck, (pack) => ({ rated: pack.rated.filter((one) => one.card !== card) }));
/** @param {string} deck */
export const noteStale = (deck) => changePack(deck, () => ({ stale: true }));

/** @param {Pack} pack */
export async function dropPack(pack) {
  await within(["packs", "begun"], "readwrite", (...both) => both.forEach((rows) => rows.delete(pack.deck)));
  await caches.delete(pack.cache);
}

/** @param {string | null} unless */
export async function dropPacks(unless = null) {
  for (const pack of await packs()) if (pack.tag !== unless) await dropPack(pack);
}

/** @param {string} deck */
export const cacheFor = (deck) => `${CACHE}${deck}:${Date.now()}`;

/** @param {string} deck @param {string} current */
export async function dropOldCaches(deck, current) {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${CACHE}${deck}:`) && name !== current) await caches.delete(name);
  }
}

// ---- An answer that was on its way when the school went away ----

/** @param {Begun} begun */
export const keepBegun = (begun) => within("begun", "readwrite", (rows) => rows.put(begun));

/** @param {string} deck @returns {Promise<Begun | undefined>} */
export async function takeBegun(deck) {
  const begun = await within("begun", "readonly", (rows) => rows.get(deck));
  if (begun) await within("begun", "readwrite", (rows) => rows.delete(deck));
  return begun;
}

// ---- Signing out ----

export async function dropAllPacks() {
  for (const name of await caches.keys()) if (name.startsWith(CACHE)) await caches.delete(name);
  await within(["packs", "begun"], "readwrite", (...both) => both.forEach((rows) => rows.clear()));
}

// The word goes first: what another window is about to keep comes too late, or goes with the rest.
export async function forget() {
  await within("keeping", "readwrite", (rows) => rows.clear());
  await dropAllPacks();
  for (const store of Object.keys(STORES)) await within(store, "readwrite", (rows) => rows.clear());
}
