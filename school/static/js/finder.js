// The pain finder: painting needs a script, so its form comes into sight here; the list of regions works without.
//
//   <form data-finder hidden> <div data-paint> … </div> <button> … </button> </form>

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-finder]");
for (const form of forms) form.hidden = false;
