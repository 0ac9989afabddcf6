// @ts-check
// <reply-box draft="topic-1"><form>…<textarea>…</form></reply-box>: grows with what is written, keeps it until
// it is sent, answers a post when its `data-reply` link is pressed, and quotes what is selected in it.
// Ctrl+Enter sends. Without JavaScript the form inside works as it stands.

class ReplyBox extends HTMLElement {
  connectedCallback() {
    this.text.value ||= sessionStorage.getItem(this.key) ?? "";
    this.addEventListener("input", this.keep);
    this.addEventListener("keydown", this.sendByKey);
    this.addEventListener("click", this.cancel);
    this.addEventListener("submit", this.sending);
    document.addEventListener("selectionchange", remember);
    document.addEventListener("click", this.answer);
    this.grow();
    if (isSending) this.goOn();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.answer);
  }

  get text() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  get key() {
    return `draft:${this.getAttribute("draft") ?? location.pathname}`;
  }

  keep = () => {
    sessionStorage.setItem(this.key, this.text.value);
    this.grow();
  };

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.blockSize = "auto";
    this.text.style.blockSize = `${this.text.scrollHeight + 2}px`;
  }

  /** @param {KeyboardEvent} event */
  sendByKey = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.text.form?.requestSubmit();
  };

  // This box came in place of the one that was sent: the reader goes on at the new post, or at what is wrong.
  goOn() {
    const post = this.parentElement?.querySelector(".post:last-of-type");
    if (this.text.getAttribute("aria-invalid") || !(post instanceof HTMLElement)) {
      this.text.focus();
      return;
    }
    post.tabIndex = -1;
    post.focus({ preventScroll: true });
    post.scrollIntoView({ block: "nearest" });
    const said = document.createElement("span");
    said.className = "unseen";
    said.textContent = this.dataset.sent ?? "";
    document.getElementById("flash")?.replaceChildren(said);
  }

  // The draft leaves with the post. If the server refuses, the answer holds the words and we keep them again.
  sending = () => {
    isSending = true;
    const text = this.text.value;
    sessionStorage.removeItem(this.key);
    const again = () => sessionStorage.setItem(this.key, text);
    const lost = new AbortController();
    for (const name of ["htmx:error", "htmx:response:error"]) {
      document.addEventListener(name, again, { once: true, signal: lost.signal });
    }
    document.addEventListener("htmx:finally:request", () => {
      isSending = false;
      lost.abort();
    }, { once: true });
  };

  /** @param {MouseEvent} event */
  answer = (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-reply]");
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const name = link.dataset.name ?? "";
    this.address(link.dataset.reply ?? "", (this.dataset.placeholderTo ?? "").replace("{name}", () => name));
    const quoted = quotation(link.dataset.reply ?? "", name);
    if (quoted) this.insert(quoted);
    this.text.focus();
  };

  /** @param {MouseEvent} event */
  cancel = (event) => {
    if (!/** @type {Element} */ (event.target).closest("[data-forget]")) return;
    event.preventDefault();
    this.address("", this.dataset.placeholder ?? "");
    this.text.focus();
  };

  /** @param {string} post @param {string} placeholder */
  address(post, placeholder) {
    const field = this.querySelector('input[name="reply_to"]');
    if (field instanceof HTMLInputElement) field.value = post;
    this.dataset.placeholder ??= this.text.placeholder;
    this.text.placeholder = placeholder;
    const note = this.querySelector(".reply-box-to");
    if (note instanceof HTMLElement) {
      note.hidden = !post;
      const words = note.querySelector("span");
      if (words) words.textContent = placeholder;
    }
  }

  /** @param {string} quoted */
  insert(quoted) {
    const before = this.text.value.trimEnd();
    this.text.value = `${before}${before ? "\n\n" : ""}${quoted}\n\n`;
    this.keep();
  }
}

/** Whether a reply is on its way. */
let isSending = false;

/** What was last selected, and in which post; pressing a link would otherwise lose it. */
let selected = { post: "", text: "" };

function remember() {
  const selection = document.getSelection();
  const body = selection?.anchorNode?.parentElement?.closest("[data-post] .post-body");
  if (!selection || selection.isCollapsed || !body?.contains(selection.focusNode)) {
    setTimeout(() => document.getSelection()?.isCollapsed && (selected = { post: "", text: "" }), 400);
    return;
  }
  const post = /** @type {HTMLElement} */ (body.closest("[data-post]")).dataset.post ?? "";
  selected = { post, text: selection.toString() };
}

/** @param {string} post @param {string} name */
function quotation(post, name) {
  if (!post || selected.post !== post || !selected.text.trim()) return "";
  const lines = selected.text.trim().split("\n").map((line) => `> ${line}`.trimEnd());
  return [`> [${name.replace(/([\\[\]])/g, "\\$1")}](/p/${post}) wrote:`, ">", ...lines].join("\n");
}

customElements.define("reply-box", ReplyBox);
