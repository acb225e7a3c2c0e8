// Between the pages of the cards and the school. While the school answers, its answers are what is shown; when it
// does not, the pack of the deck is, and a rating that was on its way waits in the browser.

import { add, keepBegun, noteRated, noteStale, packOf, packs, waiting } from "./queue.js";
import { answered, flush, isFile, taken } from "./sending.js";

/** @typedef {import("./shapes.d.ts").Aside} Aside */
/** @typedef {import("./shapes.d.ts").Fields} Fields */

const PATIENCE = 8000; // milliseconds until a school that says nothing counts as away

// The types know of some worker, not of which kind.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

// The cache of the pack by the id of the page that it gave; "" where the page is the school's own. All
// files of a page come from where the page came from: an old page with new scripts would do neither.
/** @type {Map<string, string>} */
const origins = new Map();

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url);
  if (origin !== location.origin) return;
  const [, , deck, page] = pathname.split("/");
  if (event.request.mode !== "navigate") {
    if (pathname.startsWith("/static/") || pathname === "/cards/figure.json") event.respondWith(file(event.request, search, event.clientId));
  } else if (event.request.method === "GET") {
    origins.set(event.resultingClientId, "");
    if (page === "study") event.respondWith(study(event.request, deck, event.resultingClientId));
    else if (!page) event.respondWith(leadToStudy(event.request, deck));
  } else if (page === "study") event.respondWith(show(event.request, deck));
  else if (page === "reviews") event.respondWith(done(event.request, deck));
  else if (page === "bury" || page === "suspend") event.respondWith(done(event.request, deck, page));
  else if (deck) event.waitUntil(noteStale(deck)); // undo, bury, settings: the pack is not what it was
});

// The answer of the school, whatever it says; null where it gave none.
/** @param {Request} request @param {(response: Response | null) => boolean} own */
async function reach(request, own = answered) {
  /** @type {Promise<null>} */
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const response = await Promise.race([fetch(request).catch(() => null), silence]);
  return own(response) ? response : null;
}

/** @param {Request} request @param {string} deck @param {string} client */
async function study(request, deck, client) {
  // What waits is sent first: it decides which card is next, for somebody too whose pack went with their session.
  const away = (await waiting()).length > 0 && !(await flush()).reached;
  if (!(await packOf(deck))) return fetch(request);
  return (away ? null : await reach(request)) ?? fromPack(deck, client);
}

/** @param {string} deck @param {string} client */
async function fromPack(deck, client) {
  const pack = await packOf(deck);
  if (pack) origins.set(client, pack.cache);
  const kept = pack && (await caches.match(`/cards/${deck}/pack`, { cacheName: pack.cache, ignoreVary: true }));
  return kept ?? Response.error();
}

// The list of decks and the page of one lead to what can be studied without the school.
/** @param {Request} request @param {string} deck */
async function leadToStudy(request, deck) {
  const kept = (await packs()).sort((one, other) => other.at - one.at);
  const pack = deck ? kept.find((one) => one.deck === deck) : kept[0];
  if (!pack) return fetch(request);
  return (await reach(request)) ?? Response.redirect(`/cards/${pack.deck}/study`, 302);
}

/** @param {FormData} form @returns {Fields} */
const fieldsOf = (form) => [...form.entries()].filter(([name]) => name !== "csrf_token");

/** @param {Request} request @param {string} deck */
async function show(request, deck) {
  const copy = request.clone();
  const response = await reach(request);
  if (response) return response;
  if (!(await packOf(deck))) return Response.error();
  return kept(keepBegun({ deck, fields: fieldsOf(await copy.formData()) }), deck);
}

// A rating, or a card set aside. Perhaps the school took it and only its answer was lost: a review's client_id tells it
// so, and a card that is set aside twice is set aside.
/** @param {Request} request @param {string} deck @param {Aside} aside */
async function done(request, deck, aside = "") {
  const fields = fieldsOf(await request.clone().formData());
  const card = String(fields.find(([name]) => name === "card")?.[1] ?? "");
  const at = Date.now();
  const response = await reach(request, taken);
  const pack = await packOf(deck);
  if (!pack) return response ?? Response.error();
  if (response && response.status >= 400) return response;
  if (response) {
    await noteRated(deck, card, aside);
    return response;
  }
  const told = aside ? Object.entries({ card, aside }) : fields;
  const entry = { tag: pack.tag, deck, card, fields: told, at, made: pack.made, aside };
  return kept(add(entry).then(() => noteRated(deck, card, aside)), deck);
}

// On to the pack once something is kept. Where this browser has no room for it, the page stays as it is, and says so.
/** @param {Promise<unknown>} keeping @param {string} deck */
async function kept(keeping, deck) {
  try {
    await keeping;
  } catch {
    const pages = (await worker.clients.matchAll()).filter((page) => page instanceof WindowClient);
    for (const page of pages) if (page.visibilityState === "visible") page.postMessage("no room");
    return new Response(null, { status: 204 });
  }
  return Response.redirect(`/cards/${deck}/study`, 303);
}

// Files of which the address holds a version never change, wherever they are kept. The others are those of
// the pack, for a page of a pack, and the school's of today for a page of the school. Where this worker has
// not seen the page come, the newest is wanted, if it comes.
/** @param {Request} request @param {string} search @param {string} client */
async function file(request, search, client) {
  const cacheName = origins.get(client);
  const ofPack = cacheName && (await caches.match(request, { cacheName, ignoreVary: true }));
  if (ofPack) return ofPack;
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept && search.startsWith("?v=")) return kept;
  if (!kept || cacheName === "") return fetch(request);
  return (await reach(request, isFile)) ?? kept;
}
