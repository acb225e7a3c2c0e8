// Quiz keys: A–E or 1–5 choose in the question that is current, Enter goes to the next one.
//
// A question is a .question with radio buttons or tick boxes, in the order shown. The current one has the focus;
// failing that, it is the first one without an answer.

const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select";
const CHOICES = "input[type=radio], input[type=checkbox]";

const questions = [...document.querySelectorAll("form .question")];

/** @param {EventTarget | null} target */
function current(target) {
  const own = target instanceof Element && target.closest(".question");
  return own || questions.find((one) => !one.querySelector("input:checked")) || questions[0];
}

/** @param {string} key */
function placeOf(key) {
  if (/^[1-9]$/.test(key)) return Number(key) - 1;
  if (/^[a-e]$/i.test(key)) return key.toLowerCase().charCodeAt(0) - "a".charCodeAt(0);
  return -1;
}

/** @param {Element} question */
function goOn(question) {
  const next = questions[questions.indexOf(question) + 1];
  /** @type {HTMLElement | null} */
  const stop = next ? next.querySelector("input, textarea") : document.querySelector("[data-next]");
  if (stop) stop.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const at = event.target;
  const question = current(at);
  if (!question) return;
  // Otherwise, Enter in a field would hand in the whole quiz by mistake.
  if (event.key === "Enter" && at instanceof Element && at.matches(".question input")) {
    event.preventDefault();
    return goOn(question);
  }
  if (at instanceof Element && at.closest(TYPED_IN)) return;
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = question.querySelectorAll(CHOICES);
  const choice = choices[placeOf(event.key)];
  if (!choice || choice.disabled) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});
