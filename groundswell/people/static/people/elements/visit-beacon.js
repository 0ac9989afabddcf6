// @ts-check
// Tells the community once a day that its member came by. The page carries it only if today is not told yet.

class VisitBeacon extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if (!form || document.visibilityState !== "visible") return;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
  }
}

customElements.define("visit-beacon", VisitBeacon);
