// What a browser kept must not outlive its use: answers go once they are handed in, and everything at sign-out.
//
//   <form data-forget-all>            signing out: the next person at this computer finds nothing; also around a form
//   <main data-forget="attempt-12">   the page that shows the result: the server has these answers
//   <form data-forget-packs>          nobody is signed in any more: the cards kept to study offline are nobody's

const KEPT = "answers:";
const DRAWN = "drawing:"; // what paint.js keeps of a figure until its form is sent
const queue = () => import("./offline/queue.js"); // only when it is wanted: few pages keep anything there

function forgetAll() {
  for (const [storage, start] of [[localStorage, KEPT], [sessionStorage, DRAWN]]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(start)) storage.removeItem(key);
    }
  }
}

// Reviews that were made while the school was away are sent before they are forgotten, or their owner is asked.
async function leave(event) {
  const form = event.target;
  if (!form.closest("[data-forget-all]")) return;
  event.preventDefault();
  if (form.dataset.leaving) return;
  form.dataset.leaving = "yes";
  try {
    const { flush, forget } = await queue();
    const { left } = await flush();
    if (left && !(await sure(left))) return delete form.dataset.leaving;
    await forget();
    forgetAll();
  } catch {
    // A browser that keeps nothing (storage switched off) has nothing to forget.
  }
  form.submit();
}

function sure(left) {
  const what = left === 1 ? "1 review has" : `${left} reviews have`;
  const dialog = element("dialog", { className: "dialog" });
  const heading = element("h2", { id: "unsent", textContent: "Sign out and lose reviews?" });
  const words = element("p", { textContent: `${what} not reached the school yet. If you sign out now, they are lost.` });
  const form = element("form", { method: "dialog", className: "actions" });
  form.append(
    element("button", { className: "btn go", textContent: "Stay signed in", value: "" }),
    element("button", { className: "btn danger", textContent: "Sign out and lose them", value: "leave" }),
  );
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading, words, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "leave");
    });
  });
}

const element = (name, properties) => Object.assign(document.createElement(name), properties);

async function forgetPacks() {
  if ((await caches.keys()).length) await (await queue()).dropAllPacks();
}

document.addEventListener("submit", leave);
try {
  for (const page of document.querySelectorAll("[data-forget]")) localStorage.removeItem(KEPT + page.dataset.forget);
  if (globalThis.caches && document.querySelector("[data-forget-packs]")) forgetPacks().catch(() => {});
} catch {
  // Storage is switched off.
}
