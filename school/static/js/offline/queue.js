// What this browser keeps of somebody's cards: the packs to study without the school, and the reviews that wait to
// be sent. Pages and the worker share it; everything goes when its owner signs out.
//
// A review waits as the fields of the form that would have posted it, with the moment of the answer. It is sent to
// /cards/<deck>/replay as often as it takes: the school knows it by its client_id, and takes it once.

const DATABASE = "school-cards";
const SENDING = "school-cards-sending"; // the lock that is held while reviews are on their way
const CACHE = "cards:"; // the caches of packs are called cards:<deck>:<moment>
const STORES = { waiting: { autoIncrement: true, keyPath: "number" }, packs: { keyPath: "deck" }, begun: { keyPath: "deck" }, refused: { autoIncrement: true } };
const MOST_REVIEWS = 25; // in one call: the school takes more, but each is marked while it holds the pen
const MOST_LETTERS = 300000;
const PATIENCE = 10000; // milliseconds for one call

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// One transaction on one store. `act` may ask for several things; the result of the request it returns comes back.
async function within(store, mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const all = (store) => within(store, "readonly", (rows) => rows.getAll());

// ---- Reviews that wait ----

// {tag: whose, deck, card, fields: [[name, value], …], at: milliseconds by this device's clock}; returns its number.
export const add = (review) => within("waiting", "readwrite", (rows) => rows.add(review));
export const waiting = () => all("waiting");
const takeBack = (number) => within("waiting", "readwrite", (rows) => rows.delete(number));

// The last review of the deck that was not sent yet, taken out of the queue; null where there is none.
export function takeBackLast(deck, tag) {
  return navigator.locks.request(SENDING, async () => {
    const mine = (await waiting()).filter((review) => review.deck === deck && review.tag === tag);
    if (mine.length) await takeBack(mine.at(-1).number);
    return mine.at(-1) ?? null;
  });
}

// Why reviews were not taken, once: whoever asks must show it.
export async function takeRefusals() {
  const sentences = await all("refused");
  if (sentences.length) await within("refused", "readwrite", (rows) => rows.clear());
  return sentences;
}

async function refuse(review, why) {
  await within("refused", "readwrite", (rows) => rows.add({ deck: review.deck, card: review.card, why }));
  await takeBack(review.number);
}

// Send what waits, oldest first. → {sent, left, reached: whether the school answered, signedOut}
export function flush() {
  // Two windows at once would do no harm, only the same work twice.
  return navigator.locks.request(SENDING, sendAll);
}

async function sendAll() {
  const report = { sent: 0, left: 0, reached: true, signedOut: false };
  const reviews = await waiting();
  for (const deck of new Set(reviews.map((review) => review.deck))) {
    const mine = reviews.filter((review) => review.deck === deck);
    if (!(await sendDeck(deck, mine, report))) break;
  }
  report.left = (await waiting()).length;
  return report;
}

// False where going on to the next deck would be useless.
async function sendDeck(deck, reviews, report) {
  const door = await call(`/cards/${deck}/replay`);
  report.reached = answered(door);
  report.signedOut = door?.status === 401;
  if (door?.status === 404) for (const review of reviews) await refuse(review, "This deck is no longer there.");
  if (!door?.ok) return door?.status === 404;
  // The token belongs to the browser's session of now, the pack to an older one perhaps.
  const { tag, token } = await door.json();
  for (const batch of batches(reviews.filter((review) => review.tag === tag))) {
    if (!(await send(deck, batch, { tag, csrf_token: token }, report))) return false;
  }
  return true;
}

async function send(deck, batch, fields, report) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // How long ago, not when: the clock of this device may be wrong.
  const told = batch.map((review) => ({ fields: review.fields, ago: Math.max(0, Date.now() - review.at) / 1000 }));
  form.set("queue", JSON.stringify(told));
  const answer = await call(`/cards/${deck}/replay`, { method: "POST", body: form });
  if (answer?.status === 413 || answer?.status === 422) return refuseOne(deck, batch, fields, report, answer);
  if (!answer?.ok) return false;
  const { said } = await answer.json();
  for (const [place, review] of batch.entries()) {
    if (said[place].why) await refuse(review, said[place].why);
    else await takeBack(review.number);
    report.sent += 1;
  }
  return true;
}

// Something in the batch cannot be understood: alone it is refused, and the others are not held up.
async function refuseOne(deck, batch, fields, report, answer) {
  if (batch.length === 1) {
    await refuse(batch[0], (await answer.json().catch(() => ({}))).error || "It could not be understood.");
    return true;
  }
  for (const review of batch) if (!(await send(deck, [review], fields, report))) return false;
  return true;
}

function* batches(reviews) {
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

function call(address, options = {}) {
  const headers = { Accept: "application/json" };
  return fetch(address, { ...options, headers, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
}

// Whether an answer is the school's own. What stands before it (a proxy, a hotel's wireless) has other words.
export function answered(response) {
  if (!response) return false;
  return response.status < 500 || response.headers.has("X-Request-ID");
}

// ---- Packs ----

// {deck, tag, cache: its name, at, cards: [ids], rated: [{card, at}] since it was fetched, stale}
export const packs = () => all("packs");
export const packOf = (deck) => within("packs", "readonly", (rows) => rows.get(deck));
export const keepPack = (pack) => within("packs", "readwrite", (rows) => rows.put(pack));

function changePack(deck, change) {
  return within("packs", "readwrite", (rows) => {
    const request = rows.get(deck);
    request.onsuccess = () => request.result && rows.put({ ...request.result, ...change(request.result) });
  });
}

export const noteRated = (deck, card) =>
  changePack(deck, (pack) => ({ rated: [...pack.rated, { card, at: Date.now() }] }));
export const noteTakenBack = (deck, card) =>
  changePack(deck, (pack) => ({ rated: pack.rated.filter((one) => one.card !== card) }));
export const noteStale = (deck) => changePack(deck, () => ({ stale: true }));

export async function dropPack(pack) {
  await within("packs", "readwrite", (rows) => rows.delete(pack.deck));
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
  await within("packs", "readwrite", (rows) => rows.clear());
}

export async function forget() {
  await dropAllPacks();
  for (const store of Object.keys(STORES)) await within(store, "readwrite", (rows) => rows.clear());
}
