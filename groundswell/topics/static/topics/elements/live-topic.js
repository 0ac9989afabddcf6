// @ts-check
// A topic while somebody has it open.
// <live-topic topic="1" since="…" at-end data-words="1 new reply|2 new replies|…"><a hidden>: says how many replies
// have come, brings them when the reader asks, and keeps what is on the page as it is by now. Nothing that is read
// moves, and nothing that the person has in hand is touched.
// <reading-mark action="/t/1/reading/">…posts with data-post…</reading-mark>: tells the server the last post that the
// reader has had before their eyes, when they pause and when they leave. Without JavaScript a button says the same.

import { listen } from "live-stream";

// What puts things in place is fetched when there is something to put.
const mending = () => import("topic-mending");

const OWN = 2_000, PAUSE = 2_000;
const TITLE = document.title;

class LiveTopic extends HTMLElement {
  /** @type {Set<string>} */
  fresh = new Set();
  /** @type {Map<string, number>} */
  pending = new Map();
  exchanged = -Infinity;

  connectedCallback() {
    this.exchange = () => (this.exchanged = performance.now());
    document.addEventListener("htmx:after:swap", this.exchange);
    this.addEventListener("click", this.bring);
    const wish = { topics: [this.topic], since: this.getAttribute("since") ?? "" };
    this.stop = listen(wish, (name, data) => this.hear(name, data));
  }

  disconnectedCallback() {
    this.stop?.();
    document.title = TITLE;
    if (this.exchange) document.removeEventListener("htmx:after:swap", this.exchange);
    for (const timer of this.pending.values()) clearTimeout(timer);
  }

  get topic() {
    return this.getAttribute("topic") ?? "";
  }

  /** @param {string} name @param {Record<string, any>} data */
  hear(name, data) {
    if (name !== "reload" && data.topic !== this.topic) return;
    // What this very tab has sent stands in it already, or will when the answer has come.
    if (data.own) setTimeout(() => performance.now() - this.exchanged > 2 * OWN && this.act(name, data), OWN);
    else this.act(name, data);
  }

  /** @param {string} name @param {Record<string, any>} data */
  act(name, data) {
    if (name === "replied") this.announce([data.post]);
    else if (name === "changed" || name === "reload") this.later(data.post ?? "", Math.random() * (data.spread ?? 0));
  }

  /** @param {string[]} posts */
  announce(posts) {
    for (const post of posts) this.fresh.add(post);
    for (const post of this.fresh) if (document.getElementById(`post-${post}`)) this.fresh.delete(post);
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    const words = (this.dataset.words ?? "").split("|"), said = words[Math.min(this.fresh.size, words.length) - 1] ?? "";
    const first = [...this.fresh].map(BigInt).sort((a, b) => (a < b ? -1 : 1))[0];
    document.title = this.fresh.size ? `(${this.fresh.size}) ${TITLE}` : TITLE;
    link.hidden = !this.fresh.size;
    if (link.textContent !== said) link.textContent = said;
    if (!this.fresh.size) return;
    link.href = `${location.pathname}?from=${first}#post-${first}`;
  }

  /** Several changes of one thing are one. @param {string} what a post, or "" for all @param {number} wait */
  later(what, wait) {
    clearTimeout(this.pending.get(what));
    this.pending.set(what, setTimeout(() => this.mend(what), wait));
  }

  /** @param {string} what */
  async mend(what) {
    const { isHeld, mendPage, mendPost } = await mending();
    if (document.visibilityState === "hidden" || isHeld(what)) return this.later(what, OWN);
    this.pending.delete(what);
    if (what) await mendPost(what);
    else this.announce(await mendPage(this));
  }

  /** @param {MouseEvent} event */
  bring = async (event) => {
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    if (!this.hasAttribute("at-end") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const added = await (await mending()).bringReplies();
    if (!added) return location.assign(link.href);
    if (!added.length) this.fresh.clear();
    this.announce([]);
    if (!added[0]) return;
    added[0].tabIndex = -1;
    added[0].focus({ preventScroll: true });
    added[0].scrollIntoView({ block: "nearest" });
  };
}

class ReadingMark extends HTMLElement {
  connectedCallback() {
    this.furthest = this.told = 0n;
    this.seen = new IntersectionObserver((entries) => this.see(entries), { rootMargin: "0px 0px -15% 0px" });
    this.changes = new MutationObserver(() => this.watch());
    this.changes.observe(this, { childList: true, subtree: true });
    this.leave = () => document.visibilityState === "hidden" && this.tell();
    document.addEventListener("visibilitychange", this.leave);
    this.watch();
  }

  disconnectedCallback() {
    this.tell();
    this.seen?.disconnect();
    this.changes?.disconnect();
    clearTimeout(this.timer);
    if (this.leave) document.removeEventListener("visibilitychange", this.leave);
  }

  watch() {
    for (const post of this.querySelectorAll("[data-post]")) this.seen?.observe(post);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  see(entries) {
    for (const { isIntersecting, target } of entries) {
      const id = BigInt(/** @type {HTMLElement} */ (target).dataset.post ?? "0"); // 63 bits: more than a number holds
      if (isIntersecting && id > this.furthest) this.furthest = id;
    }
    clearTimeout(this.timer);
    if (this.furthest > this.told) this.timer = setTimeout(() => this.tell(), PAUSE);
  }

  tell() {
    if (this.furthest <= this.told || !this.getAttribute("action")) return;
    this.told = this.furthest;
    const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
    const body = new URLSearchParams({ post: String(this.furthest), quiet: "1" });
    fetch(this.getAttribute("action") ?? "", { method: "POST", headers, body, keepalive: true }).catch(() => {});
  }
}

customElements.define("live-topic", LiveTopic);
customElements.define("reading-mark", ReadingMark);
