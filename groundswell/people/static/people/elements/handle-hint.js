// @ts-check
// Shows, while a name is typed, the handle that would be made from it.

class HandleHint extends HTMLElement {
  connectedCallback() {
    const name = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=name]"));
    const handle = /** @type {HTMLInputElement | null} */ (this.querySelector("[name=handle]"));
    if (!name || !handle) return;
    const show = () => { handle.placeholder = suggested(name.value); };
    name.addEventListener("input", show);
    show();
  }
}

/** @param {string} name */
function suggested(name) {
  const bare = name.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
  return (bare.match(/[\p{L}\p{Nd}]+/gu) ?? []).join(".").slice(0, 30);
}

customElements.define("handle-hint", HandleHint);
