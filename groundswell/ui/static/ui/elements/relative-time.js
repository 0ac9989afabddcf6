// @ts-check
// <relative-time><time datetime="…">20 min ago</time></relative-time>: keeps the words true while the page is
// open. The server's own words, one minute and one hour long, stand in the page's `data-ago` as patterns;
// after half a day the words are a date already, and stay.

const MINUTE = 60_000;

class RelativeTime extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.update(), MINUTE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  update() {
    const time = this.querySelector("time");
    const [minutes, hours] = (document.body.dataset.ago ?? "").split("|");
    if (!time || !hours || !/\d/.test(time.textContent ?? "")) return;
    const passed = Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE);
    if (passed < 1 || passed >= 12 * 60) return;
    time.textContent = passed < 60 ? minutes.replace("#", String(passed)) : hours.replace("#", String(Math.floor(passed / 60)));
  }
}

customElements.define("relative-time", RelativeTime);
