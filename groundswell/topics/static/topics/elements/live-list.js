// @ts-check
// <live-list space="1" since="…" data-words="1 topic has news|…"><a hidden>: a line over the newest topics that says in
// how many of them something has been said since, and brings the list as it is by now when the reader asks.

import { listen } from "live-stream";

const A_SECOND = 1, YEAR_2000 = 946_684_800;
const TITLE = document.title;

class LiveList extends HTMLElement {
  /** @type {Set<string>} */
  fresh = new Set();

  connectedCallback() {
    this.addEventListener("click", this.bring);
    const space = this.getAttribute("space"), since = this.getAttribute("since") ?? "";
    const wish = space ? { spaces: [space], since } : { lists: true, since };
    this.stop = listen(wish, (name, data) => this.hear(name, data));
  }

  disconnectedCallback() {
    this.stop?.();
    document.title = TITLE;
  }

  /** @param {string} name @param {Record<string, any>} data */
  hear(name, data) {
    const isHere = !this.hasAttribute("space") || data.space === this.getAttribute("space");
    if (name === "reload") this.fresh.add("");
    else if (isHere && (name === "opened" || name === "replied") && !this.shows(data)) this.fresh.add(data.topic);
    this.show();
  }

  /** Whether the list is of a time after it: by its row, or where that is on another page, by when it was said.
   * @param {Record<string, any>} data */
  shows(data) {
    const row = document.getElementById(`topic-${data.topic}`);
    if (row) return !data.post || BigInt(row.dataset.last ?? "0") >= BigInt(data.post);
    return momentOf(BigInt(data.post ?? data.topic)) < Number(this.getAttribute("since")) - A_SECOND;
  }

  show() {
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    const words = (this.dataset.words ?? "").split("|"), said = words[Math.min(this.fresh.size, words.length) - 1] ?? "";
    document.title = this.fresh.size ? `(${this.fresh.size}) ${TITLE}` : TITLE;
    link.hidden = !this.fresh.size;
    if (link.textContent !== said) link.textContent = said;
  }

  /** @param {MouseEvent} event */
  bring = async (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { part, wake } = await import("live-swap");
    const list = document.getElementById("topics");
    const fresh = (await part(location.pathname, "div#topics"))?.getElementById("topics");
    if (!list || !fresh) return location.assign(location.pathname);
    const here = document.importNode(fresh, true);
    list.replaceWith(here);
    wake(here);
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
  };
}

/** An id tells its moment: milliseconds since 2000 stand above 21 random bits. @param {bigint} id */
function momentOf(id) {
  return YEAR_2000 + Number(id >> 21n) / 1000;
}

customElements.define("live-list", LiveList);
