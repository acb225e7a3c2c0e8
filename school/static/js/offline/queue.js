// What this browser keeps of somebody's cards: the packs to study without the school, and the reviews that wait to
// be sent. Pages and the worker share it; everything goes when its owner signs out.
//
// A review waits as the fields of the form that would have posted it, with the moment of the answer; so does a card
// that was set aside, with what is done to it in `aside`. sending.js takes them to the school.

const DATABASE = "school-cards";
const VERSION = 2;
export const SENDING = "school-cards-sending"; // the lock that is held while reviews are on their way
const CACHE = "cards:"; // the caches of packs are called cards:<deck>:<moment>
const STORES = { waiting: { autoIncrement: true, keyPath: "number" }, packs: { keyPath: "deck" }, begun: { keyPath: "deck" }, refused: { autoIncrement: true }, keeping: { keyPath: "key" } };

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
async function within(stores, mode, act) {
  const names = [stores].flat();
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const request = act(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const all = (store) => within(store, "readonly", (rows) => rows.getAll());

// ---- Reviews that wait ----

// {tag: whose, deck, card, fields: [[name, value], …], at: milliseconds by this device's clock, made: seconds by the
// school's clock, before which it cannot have been, aside: "bury", "suspend" or nothing, asked: the question}.
// Rejects where the browser has no room. → "kept", or why not: "twice", the card was rated in another window; "gone",
// somebody signed out since the page that asks this began to keep things under the word `keeping`.
export async function add(review, keeping = null) {
  let said = "kept";
  await within(["waiting", "keeping"], "readwrite", (rows, words) => {
    const [there, word] = [rows.getAll(), words.get("word")];
    word.onsuccess = () => {
      if (keeping && word.result?.value !== keeping) said = "gone";
      else if (there.result.some((one) => sameCard(one, review))) said = "twice";
      else rows.add(review);
    };
  });
  return said;
}

// The same card as it was asked after as many reviews: one of the two would be refused.
function sameCard(one, other) {
  const [count, again] = [one, other].map(({ fields }) => fields.find(([name]) => name === "reviews")?.[1]);
  return !one.aside && !other.aside && one.tag === other.tag && one.card === other.card && count === again;
}

export const waiting = () => all("waiting");
export const takeBack = (number) => within("waiting", "readwrite", (rows) => rows.delete(number));

// How many wait, as people say it: "2 reviews and 1 card set aside"; empty where none does.
export function inWords(entries) {
  const aside = entries.filter((one) => one.aside).length;
  const counts = [[entries.length - aside, "review", "reviews"], [aside, "card set aside", "cards set aside"]];
  return counts.filter(([count]) => count).map(([count, one, more]) => `${count} ${count === 1 ? one : more}`).join(" and ");
}

// The word under which this browser keeps things until somebody signs out.
export async function keeping() {
  let value = crypto.randomUUID();
  await within("keeping", "readwrite", (rows) => {
    const request = rows.get("word");
    request.onsuccess = () => (request.result ? ({ value } = request.result) : rows.put({ key: "word", value }));
  });
  return value;
}

// The last review of the deck that was not sent yet, taken out of the queue; null where there is none.
export function takeBackLast(deck, tag) {
  return navigator.locks.request(SENDING, async () => {
    const mine = (await waiting()).filter((review) => review.deck === deck && review.tag === tag);
    if (mine.length) await takeBack(mine.at(-1).number);
    return mine.at(-1) ?? null;
  });
}

// Why something of the owner's was not taken, as sentences, once: whoever asks must show them.
export async function takeRefusals(tag) {
  const refused = [];
  await within("refused", "readwrite", (rows) => {
    rows.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (cursor.value.tag === tag) {
        refused.push(cursor.value);
        cursor.delete();
      }
      cursor.continue();
    };
  });
  return refused.map(({ asked, card, why }) => `The school did not take what you did offline with “${asked ?? card}” ${why}`);
}

export async function refuse(review, why) {
  const { tag, deck, card, asked } = review;
  await within("refused", "readwrite", (rows) => rows.add({ tag, deck, card, asked, why }));
  await takeBack(review.number);
}

// ---- Packs ----

// {deck, tag, cache: its name, at, made: when by the school's clock, in seconds, cards: [ids], rated: [{card, at}] since it was fetched, stale}
export const packs = () => all("packs");
export const packOf = (deck) => within("packs", "readonly", (rows) => rows.get(deck));

// False where somebody signed out since `keeping` was the word: nothing is kept then.
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

function changePack(deck, change) {
  return within("packs", "readwrite", (rows) => {
    const request = rows.get(deck);
    request.onsuccess = () => request.result && rows.put({ ...request.result, ...change(request.result) });
  });
}

// aside: what was done instead of rating it.
export const noteRated = (deck, card, aside = "") =>
  changePack(deck, (pack) => ({ rated: [...pack.rated, { card, at: Date.now(), aside }] }));
export const noteTakenBack = (deck, card) =>
  changePack(deck, (pack) => ({ rated: pack.rated.filter((one) => one.card !== card) }));
export const noteStale = (deck) => changePack(deck, () => ({ stale: true }));

export async function dropPack(pack) {
  await within(["packs", "begun"], "readwrite", (...both) => both.forEach((rows) => rows.delete(pack.deck)));
  await caches.delete(pack.cache);
}

export async function dropPacks(unless = null) {
  for (const pack of await packs()) if (pack.tag !== unless) await dropPack(pack);
}

export const cacheFor = (deck) => `${CACHE}${deck}:${Date.now()}`;

export async function dropOldCaches(deck, current) {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${CACHE}${deck}:`) && name !== current) await caches.delete(name);
  }
}

// ---- An answer that was on its way when the school went away ----

export const keepBegun = (begun) => within("begun", "readwrite", (rows) => rows.put(begun));

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
