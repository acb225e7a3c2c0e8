// On pages of cards: starts the worker, sends what waits, and keeps the pack of the deck for when the school is away.
//
//   <meta name="offline" content="<whose>" data-deck="referral-patterns">

import { cacheFor, dropOldCaches, dropPacks, flush, keepPack, packOf, takeRefusals, waiting } from "./queue.js";

const WORKER = "/cards/worker.js";
const FRESH = 30 * 60 * 1000; // milliseconds: the waits on the buttons of an older pack would be wrong by too much
const ENOUGH = 2 / 3; // of its cards left in the pack

const mark = document.querySelector("meta[name=offline]");

function trusted(address) {
  const types = globalThis.trustedTypes;
  if (!types) return address;
  const policy = types.createPolicy("school-worker", {
    createScriptURL(wanted) {
      if (wanted !== WORKER) throw new TypeError("only the worker of the cards");
      return wanted;
    },
  });
  return policy.createScriptURL(address);
}

// Everything the page names, and what it says its scripts and sheets load besides.
const FILES = /\/(?:static\/|cards\/figure\.json)[^\s"'#<>]+/g;

async function fetchPack(deck, tag) {
  const at = Date.now();
  const response = await fetch(`/cards/${deck}/pack`);
  if (!response.ok || response.redirected) return;
  const text = await response.clone().text();
  if (!text.includes(`data-tag="${tag}"`)) return; // somebody else signed in meanwhile
  const name = cacheFor(deck);
  const cache = await caches.open(name);
  await cache.addAll([...new Set(text.match(FILES))]);
  await cache.put(`/cards/${deck}/pack`, response);
  const cards = [...text.matchAll(/data-card="([^"]+)"/g)].map((found) => found[1]);
  const before = await packOf(deck);
  // What was rated while the pack was on its way may be in it still.
  const rated = (before?.rated ?? []).filter((one) => one.at >= at);
  await keepPack({ deck, tag, cache: name, at, cards, rated, stale: false });
  await dropOldCaches(deck, name);
}

async function wantsPack(deck) {
  const pack = await packOf(deck);
  if (!pack || pack.stale || Date.now() - pack.at > FRESH) return true;
  const rated = new Set(pack.rated.map((one) => one.card));
  const left = pack.cards.filter((card) => !rated.has(card)).length;
  return left < pack.cards.length * ENOUGH;
}

function say(sentences) {
  if (!sentences.length) return;
  const line = document.createElement("p");
  line.className = "notice warn";
  line.setAttribute("role", "status");
  line.textContent = sentences.join(" ");
  document.getElementById("main").prepend(line);
}

async function start() {
  const { content: tag, dataset: { deck } } = mark;
  await dropPacks(tag);
  if ((await waiting()).length) await flush();
  const refused = await takeRefusals();
  say(refused.map((one) => `A review made offline (${one.card}) was not taken: ${one.why}`));
  await navigator.serviceWorker.register(trusted(WORKER), { scope: "/cards", type: "module" });
  await navigator.serviceWorker.ready;
  if (deck && (await wantsPack(deck))) await navigator.locks.request(`school-cards-pack-${deck}`, { ifAvailable: true }, (lock) => lock && fetchPack(deck, tag));
  document.documentElement.dataset.offline = "ready";
}

if (mark && "serviceWorker" in navigator && globalThis.caches && globalThis.indexedDB) {
  // A browser that keeps nothing studies online; nothing is lost by it.
  start().catch((failure) => console.info("Nothing is kept for studying offline:", String(failure)));
}
