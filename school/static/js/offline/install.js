// On pages of cards: starts the worker, sends what waits, and keeps the pack of the deck for when the school is away.
//
//   <meta name="offline" content="<whose>" data-deck="referral-patterns">

import { cacheFor, dropOldCaches, dropPacks, keepPack, keeping, packOf, takeRefusals, waiting } from "./queue.js";
import { flush } from "./sending.js";

/** @typedef {import("./shapes.d.ts").TrustedTypes} TrustedTypes */

const WORKER = "/cards/worker.js";
const FRESH = 30 * 60 * 1000; // milliseconds: the waits on the buttons of an older pack would be wrong by too much
const ENOUGH = 2 / 3; // of its cards left in the pack

/** @type {HTMLMetaElement | null} */
const mark = document.querySelector("meta[name=offline]");

/** @param {string} address */
function trusted(address) {
  const types = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis).trustedTypes;
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

/** @param {string} deck @param {string} tag */
async function fetchPack(deck, tag) {
  const [at, word] = [Date.now(), await keeping()];
  const response = await fetch(`/cards/${deck}/pack`);
  if (!response.ok || response.redirected) return;
  const text = await response.clone().text();
  if (!text.includes(`data-tag="${tag}"`)) return; // someone else has signed in since
  const name = cacheFor(deck);
  await keepFiles(name, [...new Set(text.match(FILES) ?? [])], `/cards/${deck}/pack`, response);
  const made = Number(text.match(/data-made="(\d+)"/)?.[1]);
  const cards = [...text.matchAll(/data-card="([^"]+)"/g)].map((found) => found[1]);
  const before = await packOf(deck);
  // What was rated while the pack was on its way may be in it still.
  const rated = (before?.rated ?? []).filter((one) => one.at >= at);
  const kept = await keepPack({ deck, tag, cache: name, at, made, cards, rated, stale: false }, word);
  if (!kept) await caches.delete(name); // its owner has since signed out in another window
  else await dropOldCaches(deck, name);
}

/** @param {string} name @param {string[]} files @param {string} address @param {Response} page */
async function keepFiles(name, files, address, page) {
  try {
    const cache = await caches.open(name);
    await cache.addAll(files);
    await cache.put(address, page);
  } catch (failure) {
    await caches.delete(name); // no room for all of it: half a pack takes room for nothing
    throw failure;
  }
}

/** @param {string} deck */
async function wantsPack(deck) {
  const pack = await packOf(deck);
  if (!pack || pack.stale || Date.now() - pack.at > FRESH) return true;
  const rated = new Set(pack.rated.map((one) => one.card));
  const left = pack.cards.filter((card) => !rated.has(card)).length;
  return left < pack.cards.length * ENOUGH;
}

/** @param {string[]} sentences */
function say(sentences) {
  if (!sentences.length) return;
  document.querySelector("[data-said-here]")?.remove();
  const line = document.createElement("p");
  line.className = "notice warn";
  line.setAttribute("role", "status");
  line.dataset.saidHere = "";
  line.textContent = sentences.join(" ");
  document.getElementById("main")?.prepend(line);
}

// The worker could not keep what was sent: the page is still here, and may send it again.
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data !== "no room") return;
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll("form[data-sent]");
  for (const form of forms) delete form.dataset.sent;
  say(["The school cannot be reached, and this browser has no room left to save what you sent. It is still on this page. Free up space on this device, or wait until you are back online, then press the button again."]);
});

/** @param {HTMLMetaElement} mark */
async function start({ content: tag, dataset: { deck } }) {
  await dropPacks(tag);
  if ((await waiting()).length) await flush();
  if (!document.hidden) say(await takeRefusals(tag));
  await navigator.serviceWorker.register(trusted(WORKER), { scope: "/cards", type: "module" });
  await navigator.serviceWorker.ready;
  if (deck && (await wantsPack(deck))) await navigator.locks.request(`school-cards-pack-${deck}`, { ifAvailable: true }, (lock) => lock && fetchPack(deck, tag));
  document.documentElement.dataset.offline = "ready";
}

if (mark && "serviceWorker" in navigator && globalThis.caches && globalThis.indexedDB) {
  // A browser that keeps nothing studies online; nothing is lost by it.
  start(mark).catch((failure) => {
    console.info("Nothing could be saved for studying offline:", String(failure));
  });
}
