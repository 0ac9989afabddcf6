// @ts-check
// mendPage(fresh): make the page of a topic what it is by now, but for what the person has in hand. Answers the posts
// that have come after the last one: those are announced, not put.

import { isInUse, replace, wake } from "live-swap";

/** @param {Document} fresh the block `main` of the same page @returns {string[]} */
export function mendPage(fresh) {
  const old = places(document), now = places(fresh);
  if (old.state && now.state) replace(old.state, now.state);
  if (old.foot && now.foot && old.foot.className !== now.foot.className && !isHeld(old.foot)) replace(old.foot, now.foot);
  return old.posts && now.posts ? mendPosts(old.posts, now.posts) : [];
}

/** @param {Document} page */
function places(page) {
  const foot = page.querySelector("live-topic")?.nextElementSibling;
  return { state: page.getElementById("state"), posts: page.querySelector("#conversation .posts"), foot };
}

/** Whether somebody writes there. @param {Element} foot */
function isHeld(foot) {
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
