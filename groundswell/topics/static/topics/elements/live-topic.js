// @ts-check
// <live-topic topic="1" since="…" at-end data-words="1 new reply|2 new replies|…"><a hidden>: says how many replies
// have come, brings them when the reader asks, and keeps what is on the page as it is by now. Nothing that is read
// moves, and nothing that the person has in hand is touched.

import { listen } from "live-stream";

// What puts things in place is fetched when there is something to put.
const swap = () => import("live-swap");

const OWN = 2_000;

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
    if (name === "replied") this.announce(data.post);
    else if (name === "changed" || name === "reload") this.later(data.post ?? "", Math.random() * (data.spread ?? 0));
  }

  /** @param {string} post */
  announce(post) {
    if (document.getElementById(`post-${post}`)) return;
    this.fresh.add(post);
    this.show();
  }

  show() {
    const link = /** @type {HTMLAnchorElement} */ (this.querySelector("a"));
    const words = (this.dataset.words ?? "").split("|");
    const first = [...this.fresh].map(BigInt).sort((a, b) => (a < b ? -1 : 1))[0];
    link.hidden = !this.fresh.size;
    if (!this.fresh.size) return;
    link.textContent = words[Math.min(this.fresh.size, words.length) - 1];
    link.href = `${location.pathname}?from=${first}#post-${first}`;
  }

  /** Several changes of one thing are one. @param {string} what a post, or "" for all @param {number} wait */
  later(what, wait) {
    clearTimeout(this.pending.get(what));
    this.pending.set(what, setTimeout(() => this.mend(what), wait));
  }

  /** @param {string} what */
  async mend(what) {
    const busy = document.visibilityState === "hidden" || (what && (await this.isHeld(what)));
    if (busy) return this.later(what, OWN);
    this.pending.delete(what);
    if (what) await this.mendPost(what);
    else await this.mendAll();
  }

  /** @param {string} post */
  async isHeld(post) {
    const article = document.getElementById(`post-${post}`);
    return !!article && (await swap()).isInUse(article);
  }

  /** @param {string} post */
  async mendPost(post) {
    const { isInUse, part, replace, still } = await swap();
    const old = document.getElementById(`post-${post}`);
    const fresh = old && (await part(`/p/${post}/`, `article#post-${post}`))?.getElementById(`post-${post}`);
    if (old?.isConnected && fresh && !isInUse(old)) still(".post", () => replace(old, fresh));
  }

  async mendAll() {
    const [{ part, still }, { mendPage }] = await Promise.all([swap(), import("topic-mending")]);
    const whole = await part(location.pathname + location.search, "main#main");
    if (!whole || !this.isConnected) return;
    still(".post", () => mendPage(whole).forEach((post) => this.announce(post)));
  }

  /** @param {MouseEvent} event */
  bring = async (event) => {
    const posts = document.querySelector("#conversation .posts"), shown = posts?.querySelector(":scope > .post:last-of-type");
    if (!posts || !shown || !this.hasAttribute("at-end") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = BigInt(/** @type {HTMLElement} */ (shown).dataset.post ?? "0") + 1n;
    const { part, wake } = await swap();
    const more = (await part(`${location.pathname}?from=${from}`, "div#conversation"))?.querySelectorAll(".posts > .post") ?? [];
    const added = [...more].filter((post) => !document.getElementById(post.id)).map((post) => document.importNode(post, true));
    posts.append(...added);
    added.forEach(wake);
    for (const post of document.querySelectorAll("[data-post]")) this.fresh.delete(/** @type {HTMLElement} */ (post).dataset.post ?? "");
    if (!added.length) this.fresh.clear();
    this.show();
    const first = /** @type {HTMLElement | undefined} */ (added[0]);
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  };
}

customElements.define("live-topic", LiveTopic);
