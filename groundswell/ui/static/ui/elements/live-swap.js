// @ts-check
// Fetch a part of a page, as htmx asks for it, and put it in place without moving what is being read.

/** @param {string} address @param {string} target tag#id of the part @returns {Promise<Document | null>} */
export async function part(address, target) {
  const headers = { "HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": target };
  const answer = await fetch(address, { headers }).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  if (!text || /^\s*<!doctype/i.test(text)) return null;
  return new DOMParser().parseFromString(text, "text/html");
}

/** Whether the person is at work in there: has the focus in it, or has selected something. @param {Element} node */
export function isInUse(node) {
  const selection = document.getSelection();
  const isSelected = !!selection && !selection.isCollapsed && selection.containsNode(node, true);
  return isSelected || (node !== document.body && node.contains(document.activeElement)) || !!node.querySelector("details[open]");
}

/** Change the page; the first thing in view stays where it is. @param {string} candidates @param {() => void} change */
export function still(candidates, change) {
  const seen = [...document.querySelectorAll(candidates)].find((each) => each.getBoundingClientRect().bottom > 80);
  const before = seen?.getBoundingClientRect().top ?? 0;
  change();
  const after = seen?.isConnected ? seen : seen?.id ? document.getElementById(seen.id) : null;
  if (after) scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
}

/** Put a node of another document in place of ours, unless it says the same. @param {Element} old @param {Element} fresh */
export function replace(old, fresh) {
  if (old.outerHTML === fresh.outerHTML) return;
  const here = document.importNode(fresh, true);
  old.replaceWith(here);
  wake(here);
}

/** Tell htmx, where it is loaded, of what is new. @param {Element} node */
export function wake(node) {
  /** @type {any} */ (window).htmx?.process(node);
}
