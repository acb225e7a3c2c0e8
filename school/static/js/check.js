// Self-checks in a module: asks the server and puts its answer in place, without leaving the page.
//
//   <div class="check" id="isc-check-rising"><form data-check action="…">…</form></div>
//
// The server answers with HTML that holds an element of the same id: a whole page or just that piece.
// XMLHttpRequest parses it into a document in which nothing runs. (DOMParser and innerHTML are closed by the
// page's content policy, which asks for Trusted Types.) Whenever something is odd, the form is sent as usual.

/**
 * What the form would send, as names and texts.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {[string, string][]}
 */
function answers(form, submitter) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string") pairs.push([name, value]);
  }
  return pairs;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {Promise<Document | null>}
 */
function ask(form, submitter) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const address = new URL(form.action);
    address.search = new URLSearchParams(answers(form, submitter)).toString();
    request.open("GET", address);
    request.responseType = "document";
    request.setRequestHeader("Accept", "text/html");
    request.onload = () => (request.status < 400 ? resolve(request.response) : reject(request.status));
    request.onerror = reject;
    request.send();
  });
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
async function swap(form, submitter) {
  const box = form.closest("[id]");
  const page = await ask(form, submitter);
  const answer = page?.getElementById(box?.id ?? "");
  if (!box || !answer) throw new Error("no such element in the answer");
  box.replaceWith(document.adoptNode(answer));
  // Read on from the feedback: to a screen reader the change would otherwise be silent.
  answer.tabIndex = -1;
  answer.focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-check]")) return;
  event.preventDefault();
  if (form.dataset.asking) return;
  form.dataset.asking = "yes";
  swap(form, event.submitter).catch(() => form.submit());
});
