// Finds elements by a selector and checks their kind, so that callers don't have to guess.

/**
 * The first element of the selector. The page promises it: without it, or with another kind, the
 * page is at fault.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind
 */
export function one(root, selector, kind) {
  const element = root.querySelector(selector);
  if (!(element instanceof kind)) throw new TypeError(`no ${kind.name} at ${selector}`);
  return element;
}

/**
 * The same where the page may do without it.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind
 */
export function maybe(root, selector, kind) {
  const element = root.querySelector(selector);
  return element instanceof kind ? element : null;
}

/**
 * Every element of the selector that is of the kind.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind
 */
export function all(root, selector, kind) {
  const elements = [...root.querySelectorAll(selector)];
  return elements.flatMap((element) => (element instanceof kind ? [element] : []));
}

/**
 * A copy with all that is in it; a copy is of the kind of what it copies.
 * @template {Node} Kind
 * @param {Kind} node
 */
export function copyOf(node) {
  return /** @type {Kind} */ (node.cloneNode(true));
}
