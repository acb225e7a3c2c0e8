// The pain finder: painting needs a script, so its form comes into sight here; the list of regions works without.
//
//   <form data-finder hidden> <div data-paint> … </div> <button> … </button> </form>

for (const form of document.querySelectorAll("form[data-finder]")) form.hidden = false;
