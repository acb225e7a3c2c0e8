// Shows in the row of numbers which questions have an answer by now.
//
//   <a href="#q-one" data-answers="answer-q-one">3<span class="numbers-done" hidden>✓</span></a>   the inputs of that name are its answer

const form = document.querySelector("form[data-autosave-url]");
const links = [...document.querySelectorAll("[data-answers]")];

function mark() {
  const given = new FormData(form);
  for (const link of links) {
    const answered = given.getAll(link.dataset.answers).some((value) => value.trim());
    link.querySelector(".numbers-done").hidden = !answered;
  }
}

if (form && links.length) {
  form.addEventListener("input", mark);
  // The script that saves may have put back answers that never reached the server.
  mark();
}
