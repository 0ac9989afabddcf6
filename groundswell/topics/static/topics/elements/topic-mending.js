// @ts-check
// Put in place, on the page of a topic, what has become of it by now, but for what the person has in hand.

import { isInUse, part, replace, still, wake } from "live-swap";

/** Whether the person is at work in a post. @param {string} post its id; "" is none */
export function isHeld(post) {
  const article = document.getElementById(`post-${post}`);
  return !!article && isInUse(article);
}

/** @param {string} post */
export async function mendPost(post) {
  const old = document.getElementById(`post-${post}`);
  const fresh = old && (await part(`/p/${post}/`, `article#post-${post}`))?.getElementById(`post-${post}`);
  if (old?.isConnected && fresh && !isInUse(old)) still(".post", () => replace(old, fresh));
}

/** Answers the posts that have come after the last one: those are announced, not put. @param {Element} line ours */
export async function mendPage(line) {
  const whole = await part(location.pathname + location.search, "main#main");
  const later = /** @type {string[]} */ ([]);
  if (whole && line.isConnected) still(".post", () => later.push(...mendParts(whole)));
  return later;
}

/** The replies after the last one that is shown, put after it; nothing where that fails. */
export async function bringReplies() {
  const posts = document.querySelector("#conversation .posts"), last = posts?.querySelector(":scope > .post:last-of-type");
  const more = last && (await part(`${location.pathname}?from=${idOf(last) + 1n}`, "div#conversation"));
  if (!posts?.isConnected || !more) return null;
  const added = [...more.querySelectorAll(".posts > .post")].filter((post) => !document.getElementById(post.id));
  const here = added.map((post) => /** @type {HTMLElement} */ (document.importNode(post, true)));
  posts.append(...here);
  here.forEach(wake);
  return here;
}

/** @param {Document} fresh the block `main` of the same page */
function mendParts(fresh) {
  const old = places(document), now = places(fresh);
  if (old.state && now.state) replace(old.state, now.state);
  if (old.foot && now.foot && old.foot.className !== now.foot.className && !isWritten(old.foot)) replace(old.foot, now.foot);
  return old.posts && now.posts ? mendPosts(old.posts, now.posts) : [];
}

/** @param {Document} page */
function places(page) {
  const foot = page.querySelector("live-topic")?.nextElementSibling;
  return { state: page.getElementById("state"), posts: page.querySelector("#conversation .posts"), foot };
}

/** Whether somebody writes there. @param {Element} foot */
function isWritten(foot) {
  return isInUse(foot) || !!foot.querySelector("textarea")?.value.trim();
}

/** Those that are gone go, and those that are back come back. @param {Element} old @param {Element} now */
function mendPosts(old, now) {
  for (const post of old.querySelectorAll(":scope > .post")) {
    const fresh = now.querySelector(`#${post.id}`);
    if (isInUse(post)) continue;
    if (fresh) replace(post, fresh);
    else post.remove();
  }
  const later = [], shown = [...old.querySelectorAll(":scope > .post")];
  for (const fresh of now.querySelectorAll(":scope > .post")) {
    if (document.getElementById(fresh.id)) continue;
    const next = shown.find((post) => idOf(post) > idOf(fresh));
    if (next) bringBack(fresh, next);
    else later.push(String(idOf(fresh)));
  }
  return later;
}

/** @param {Element} fresh @param {Element} next */
function bringBack(fresh, next) {
  const here = document.importNode(fresh, true);
  next.before(here);
  wake(here);
}

/** @param {Element} post */
function idOf(post) {
  return BigInt(/** @type {HTMLElement} */ (post).dataset.post ?? "0");
}
