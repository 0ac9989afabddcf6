// @ts-check
// <reading-mark action="/t/1/reading/">…posts with data-post…</reading-mark>: tells the server the last post
// that the reader has had before their eyes, when they pause and when they leave. Without JavaScript the page
// has a button that says the same.

const PAUSE = 2_000;

class ReadingMark extends HTMLElement {
  connectedCallback() {
    this.furthest = 0n;
    this.told = 0n;
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

customElements.define("reading-mark", ReadingMark);
