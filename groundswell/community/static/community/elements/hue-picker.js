// @ts-check
// Wears a colour before it is kept: the whole page takes the hue that is typed or pressed.

class HuePicker extends HTMLElement {
  connectedCallback() {
    const typed = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name=hue]"));
    const swatches = /** @type {NodeListOf<HTMLButtonElement>} */ (this.querySelectorAll("button[name=hue]"));
    if (!typed) return;
    const wear = () => {
      const hue = Number(typed.value);
      if (!Number.isInteger(hue) || hue < 0 || hue > 359 || typed.value === "") return;
      document.documentElement.style.setProperty("--hue", String(hue));
      for (const swatch of swatches) swatch.setAttribute("aria-pressed", String(Number(swatch.value) === hue));
    };
    for (const swatch of swatches) {
      swatch.type = "button";
      swatch.addEventListener("click", () => { typed.value = swatch.value; wear(); });
    }
    typed.addEventListener("input", wear);
    wear();
  }
}

customElements.define("hue-picker", HuePicker);
