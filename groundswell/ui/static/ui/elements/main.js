// @ts-check
// The one module that every page loads: it keeps the times on it true, brings the elements that the page uses and
// htmx for those who are signed in, and says it plainly when an exchange with the server fails.

const ELEMENTS = ["reply-box", "handle-hint", "hue-picker", "live-topic", "live-list"];
const MINUTE = 60_000;

for (const name of ELEMENTS) {
  if (document.querySelector(name)) import(name);
}
if (document.querySelector("[hx-post], [hx-get]")) {
  await import("htmx");
}

// A form that sends itself, once, and shows nothing: the page carries it only if there is something to tell.
for (const form of document.querySelectorAll("form[data-quiet]")) {
  if (!(form instanceof HTMLFormElement) || document.visibilityState !== "visible") continue;
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
}

// <relative-time><time datetime="…">20 min ago</time></relative-time>: the server's own words, one minute and one
// hour long, stand in the page's `data-ago` as patterns; after half a day the words are a date already, and stay.
setInterval(() => {
  const [minutes, hours] = (document.body.dataset.ago ?? "").split("|");
  for (const time of document.querySelectorAll("relative-time time")) {
    if (!(time instanceof HTMLTimeElement) || !hours) continue;
    const passed = Math.floor((Date.now() - Date.parse(time.dateTime)) / MINUTE);
    if (passed < 1 || passed >= 12 * 60) continue;
    time.textContent = passed < 60 ? minutes.replace("#", String(passed)) : hours.replace("#", String(Math.floor(passed / 60)));
  }
}, MINUTE);

/** @param {string} text */
function say(text) {
  const flash = document.getElementById("flash");
  if (!flash) return;
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.tone = "warn";
  const body = document.createElement("div");
  body.className = "notice-body";
  body.textContent = text;
  notice.append(document.createElement("span"), body);
  flash.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}

/** @param {"unreachable" | "failed"} what */
function sentence(what) {
  return document.getElementById("flash")?.dataset[what] ?? "";
}

// A whole page in answer to a request for a part: either a refusal, of which we show the sentence,
// or the way led elsewhere (signed out, moved), and the reader goes along.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (!/^\s*<!doctype/i.test(ctx.text)) return;
  event.preventDefault();
  if (ctx.response.status < 400) {
    location.assign(ctx.response.raw.url);
    return;
  }
  const page = new DOMParser().parseFromString(ctx.text, "text/html");
  say(page.getElementById("wrong")?.textContent?.trim() || sentence("failed"));
});

document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (ctx.response.status >= 500) say(sentence("failed"));
});

document.addEventListener("htmx:error", () => say(sentence("unreachable")));

// Menus close when the reader turns to something else.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  }
});

export {};
