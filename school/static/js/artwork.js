// The artwork of a view, fetched once and put on the stage as elements of the page, so that it takes the page's colors.
//
// XMLHttpRequest parses it into a document in which nothing runs; the page's content policy closes the other ways.

const SVG = "http://www.w3.org/2000/svg";
/** @type {Map<string, Promise<Element>>} */
const fetched = new Map(); // address → promise of the figure's group

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 */
export function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** @param {string} address @returns {Promise<Element>} */
function fetchFigure(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.overrideMimeType("image/svg+xml");
    request.onload = () => {
      const figure = request.status < 400 && request.response?.getElementById("figure");
      if (figure) resolve(figure);
      else reject(new Error(`no figure at ${address}`));
    };
    request.onerror = () => reject(new Error(`no figure at ${address}`));
    request.send();
  });
}

// {element, skin}: a group to show, and the path that paint is clipped to.
/** @param {string} address */
export async function artworkAt(address) {
  const fetching = fetched.get(address) ?? fetchFigure(address);
  fetched.set(address, fetching);
  const figure = await fetching.catch((fault) => {
    fetched.delete(address); // the next try may find it
    throw fault;
  });
  const element = document.importNode(figure, true);
  element.removeAttribute("id");
  const skin = new Path2D();
  for (const path of element.querySelectorAll("path.skin")) {
    skin.addPath(new Path2D(path.getAttribute("d") ?? ""));
  }
  return { element, skin };
}
