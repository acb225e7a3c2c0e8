// What a browser kept must not outlive its use: answers go once they are handed in, and everything at sign-out.
//
//   <form data-forget-all>            signing out: the next person at this computer finds nothing
//   <main data-forget="attempt-12">   the page that shows the result: the server has these answers

const KEPT = "answers:";
const DRAWN = "drawing:"; // what paint.js keeps of a figure until its form is sent

function forgetAll() {
  for (const [storage, start] of [[localStorage, KEPT], [sessionStorage, DRAWN]]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(start)) storage.removeItem(key);
    }
  }
}

try {
  for (const form of document.querySelectorAll("form[data-forget-all]")) form.addEventListener("submit", forgetAll);
  for (const page of document.querySelectorAll("[data-forget]")) localStorage.removeItem(KEPT + page.dataset.forget);
} catch {
  // A browser that keeps nothing (storage switched off) has nothing to forget.
}
