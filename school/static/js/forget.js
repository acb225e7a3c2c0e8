// What a browser kept must not outlive its use: answers go once they are handed in, and everything at sign-out.
//
//   <form data-forget-all>            signing out: the next person at this computer finds nothing; also around a form
//   <main data-forget="attempt-12">   the page that shows the result: the server has these answers
//   <form data-forget-packs>          nobody is signed in any more: the cards kept to study offline are nobody's

import { dropAllPacks, forget, inWords, waiting } from "./offline/queue.js";
import { answers, flush } from "./offline/sending.js";

/** @typedef {import("./offline/shapes.d.ts").Waiting} Waiting */

const KEPT = "answers:";
const DRAWN = "drawing:"; // what paint.js keeps of a figure until its form is sent
const OWED = "sign-out-owed"; // someone signed out while offline: the school is told when one of its pages loads
const PATIENCE = 5000; // milliseconds between two tries of that

/** @param {Storage} storage @param {string} start */
function forgetFrom(storage, start) {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(start)) storage.removeItem(key);
  }
}

function forgetAll() {
  forgetFrom(localStorage, KEPT);
  forgetFrom(sessionStorage, DRAWN);
}

// Reviews that were made while the school was away are sent before they are forgotten, or their owner is asked. A school
// that is away cannot sign anybody out: what this browser keeps goes all the same, and the rest is owed.
/** @param {SubmitEvent} event */
async function leave(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest("[data-forget-all]")) return;
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = "yes";
  try {
    const report = await flush();
    const away = report.asked ? !report.reached : !(await answers());
    const left = await waiting();
    if ((left.length || away) && !(await sure(left, inWords(left), away))) {
      delete form.dataset.leaving;
      return;
    }
    await forget();
    forgetAll();
    if (away) return owe();
  } catch {
    // If storage is off, there is nothing to remove.
  }
  form.submit();
}

/** @param {Waiting[]} left @param {string} what @param {boolean} away */
function sure(left, what, away) {
  const dialog = element("dialog", { className: "dialog" });
  const heading = element("h2", { id: "unsent", textContent: left.length ? "Sign out and lose reviews?" : "Sign out while you are offline?" });
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading);
  /** @param {string} sentence */
  const say = (sentence) => dialog.append(element("p", { textContent: sentence }));
  if (left.length) say(`${what} ${left.length === 1 ? "has" : "have"} not reached the school yet. If you sign out now, ${left.length === 1 ? "it is" : "they are"} lost.`);
  if (away) say("The school cannot be reached. Everything saved for you in this browser can be removed now. You will be fully signed out as soon as one of the school’s pages opens here again.");
  const form = element("form", { method: "dialog", className: "actions" });
  form.append(
    element("button", { className: "btn go", textContent: "Stay signed in", value: "" }),
    element("button", { className: "btn danger", textContent: left.length ? "Sign out and lose them" : "Sign out", value: "leave" }),
  );
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "leave");
    });
  });
}

// Replaces the page, so that nothing on it remains visible.
function owe() {
  localStorage.setItem(OWED, "0"); // when it was last told
  const main = element("main", { id: "main", className: "page", tabIndex: -1 });
  main.append(
    element("h1", { textContent: "Your data has been removed from this browser" }),
    element("p", { textContent: "The school could not be reached. You will be fully signed out as soon as one of its pages opens in this browser again. Until then, don’t let anyone you don’t trust use this device." }),
  );
  document.body.replaceChildren(main);
  document.title = "Signed out here";
  main.focus();
}

// Whoever is signed in on this page had signed out while the school was away. That stays owed until a page says that
// nobody is signed in: one that tells of a fault does not know, and what is posted may not arrive either.
function payOff() {
  const tried = localStorage.getItem(OWED);
  if (tried === null) return;
  if (document.querySelector("[data-forget-packs]")) return localStorage.removeItem(OWED);
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-forget-all]");
  if (!form || Date.now() - Number(tried) < PATIENCE) return;
  localStorage.setItem(OWED, String(Date.now()));
  form.submit();
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 */
const element = (name, properties) => Object.assign(document.createElement(name), properties);

async function forgetPacks() {
  if ((await caches.keys()).length) await dropAllPacks();
}

document.addEventListener("submit", leave);
try {
  payOff();
  /** @type {NodeListOf<HTMLElement>} */
  const pages = document.querySelectorAll("[data-forget]");
  for (const page of pages) localStorage.removeItem(KEPT + page.dataset.forget);
  if (globalThis.caches && document.querySelector("[data-forget-packs]")) forgetPacks().catch(() => {});
} catch {
  // Storage is switched off.
}
