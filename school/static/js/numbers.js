// Shows in the row of numbers which questions have an answer by now.
//
//   <a href="#q-one" data-answers="answer-q-one">3<span class="numbers-done" hidden>✓</span></a>   the inputs of that name are its answer

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-autosave-url]");
/** @type {NodeListOf<HTMLElement>} */
const links = document.querySelectorAll("[data-answers]");

function mark() {
  if (!form) return;
  const given = new FormData(form);
  for (const link of links) {
    const values = given.getAll(link.dataset.answers ?? "");
    const answered = values.some((value) => typeof value === "string" && value.trim());
    /** @type {HTMLElement | null} */
    const done = link.querySelector(".numbers-done");
    if (done) done.hidden = !answered;
  }
}

if (form && links.length) {
  form.addEventListener("input", mark);
  // The script that saves may have put back answers that never reached the server.
  mark();
}
