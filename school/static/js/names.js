// Says the name of a region of a figure while the pointer is on it, or once it was touched.
//
//   <svg data-figure><path data-name="Top of the shoulder"/></svg>   drawn by templates/body/_figure.html with labels
//
// The same names stand as a list in words beside every figure; this is for those who look at the picture first.

/** @type {Record<string, string>} */
const WORDS = { essential: "main zone", missed: "main zone, missed", spillover: "less often", extra: "not charted", chosen: "picked" };

/** @param {SVGElement} figure */
function lineFor(figure) {
  const row = figure.closest(".body-figures") ?? figure;
  if (row.nextElementSibling?.matches(".figure-said")) return row.nextElementSibling;
  const line = document.createElement("p");
  line.className = "figure-said";
  line.setAttribute("role", "status");
  row.after(line);
  return line;
}

/** @param {SVGElement} path */
function nameOf(path) {
  const kind = Object.keys(WORDS).find((name) => path.parentElement?.classList.contains(name));
  return kind ? `${path.dataset.name}: ${WORDS[kind]}` : path.dataset.name;
}

// What lies on top is not always what was meant: every region under the pointer is named, once.
/** @param {PointerEvent} event */
function named(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const drawn = under.filter((one) => one instanceof SVGElement);
  const regions = drawn.filter((one) => one.matches("[data-figure] [data-name]"));
  return [...new Set(regions.map(nameOf))].join("; ");
}

/** @param {SVGElement} figure */
export function sayNames(figure) {
  const line = lineFor(figure);
  /** @param {PointerEvent} event */
  const say = (event) => {
    const names = named(event);
    if (line.textContent !== names) line.textContent = names;
  };
  figure.addEventListener("pointermove", say);
  figure.addEventListener("pointerdown", say);
  figure.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") line.textContent = "";
  });
}

/** @type {NodeListOf<SVGElement>} */
const figures = document.querySelectorAll("[data-figure]:has([data-name])");
for (const figure of figures) sayNames(figure);
