// @ts-check
// listen(wish, hear): one stream for all tabs of a browser. The tab that holds the lock `live` keeps the stream
// open and passes on what it hears; when it closes or is hidden for long, the next one goes on where it was.
// A tab takes only what lies behind the last place that it knows, so that nothing is missed and nothing doubled.

/** @typedef {{ topics?: string[], spaces?: string[], lists?: boolean, since: string }} Wish */
/** @typedef {{ wishes: Wish[], last: string }} Tab */
const NAMES = ["ready", "beat", "reload", "opened", "replied", "changed"];
const GATHER = 200, HIDDEN = 60_000, SILENCE = 70_000, FIRST_PAUSE = 3_000, LONGEST_PAUSE = 300_000;

const me = String(Math.random()), channel = new BroadcastChannel("live");
/** @type {Map<Wish, (name: string, data: Record<string, any>) => void>} */
const wishes = new Map();
/** @type {Map<string, Tab>} */
const tabs = new Map();
let source = /** @type {EventSource | undefined} */ (undefined), waiting = /** @type {AbortController | undefined} */ (undefined);
let resign = /** @type {(() => void) | undefined} */ (undefined);
let last = "", isIn = false, isLeading = false, pause = FIRST_PAUSE, timer = 0, silence = 0, hiding = 0;

/** @param {Wish} wish @param {(name: string, data: Record<string, any>) => void} hear @returns {() => void} what ends it */
export function listen(wish, hear) {
  wishes.set(wish, hear);
  last = "";
  want();
  if (wishes.size === 1) lead();
  return () => wishes.delete(wish);
}

/** @param {object} message */
function post(message) {
  channel.postMessage(message);
  take(message);
}

function want() {
  if (!wishes.size) return;
  isIn = false;
  post({ kind: "want", from: me, tab: { wishes: [...wishes.keys()], last } });
}

/** @param {any} message */
function take(message) {
  if (message.kind === "want" && isLeading) {
    tabs.set(message.from, message.tab);
    clearTimeout(timer);
    timer = setTimeout(open, GATHER);
  } else if (message.kind === "bye") tabs.delete(message.from);
  else if (message.kind === "open") isIn ||= message.tabs.includes(me);
  else if (message.kind === "said" && isIn) hearSaid(message);
  else if (message.kind === "lead") {
    isIn = false;
    if (document.visibilityState === "visible") want(); // whoever is hidden asks when they are seen again
  }
}

/** @param {{ name: string, data: Record<string, any>, id: string }} said */
function hearSaid({ name, data, id }) {
  if (last && !isLater(id, last) && name !== "reload") return;
  last = id;
  if (name === "ready" || name === "beat") return;
  for (const hear of [...wishes.values()]) hear(name, data);
}

function lead() {
  if (waiting || document.visibilityState === "hidden") return;
  waiting = new AbortController();
  const hold = () => new Promise((release) => {
    resign = () => release(undefined);
    isLeading = true;
    tabs.clear();
    post({ kind: "lead" });
  });
  if (!navigator.locks) hold();
  else navigator.locks.request("live", { signal: waiting.signal }, hold).catch(() => {});
}

function leave() {
  post({ kind: "bye", from: me });
  waiting?.abort();
  resign?.();
  close();
  waiting = resign = undefined;
  isLeading = isIn = false;
}

function close() {
  source?.close();
  clearTimeout(silence);
}

function open() {
  close();
  if (!isLeading || !tabs.size) return;
  const told = new Map(tabs); // who asks anew meanwhile is told anew
  source = new EventSource(addressFor([...tabs.values()]));
  source.onerror = () => source?.readyState === EventSource.CLOSED && again();
  for (const name of NAMES) source.addEventListener(name, (event) => say(name, event, told));
}

/** All that the tabs want, from the earliest place that one of them has reached. @param {Tab[]} all */
function addressFor(all) {
  const wished = all.flatMap((tab) => tab.wishes);
  const known = all.map((tab) => tab.last).filter(Boolean).sort((a, b) => (isLater(a, b) ? 1 : -1))[0];
  const since = all.filter((tab) => !tab.last).flatMap((tab) => tab.wishes.map((wish) => wish.since)).sort()[0];
  const asked = new URLSearchParams();
  for (const topic of new Set(wished.flatMap((wish) => wish.topics ?? []))) asked.append("topic", topic);
  for (const space of new Set(wished.flatMap((wish) => wish.spaces ?? []))) asked.append("space", space);
  if (wished.some((wish) => wish.lists)) asked.append("lists", "");
  if (known) asked.append("after", known);
  if (since) asked.append("since", since);
  return `/live/?${asked}`;
}

/** @param {string} one @param {string} other places in the ledger, as `transaction:position` */
function isLater(one, other) {
  const [a, b] = one.split(":").map(BigInt), [c, d] = other.split(":").map(BigInt);
  return a > c || (a === c && b > d);
}

/** @param {string} name @param {MessageEvent} event @param {Map<string, Tab>} told */
function say(name, event, told) {
  clearTimeout(silence);
  silence = setTimeout(again, SILENCE);
  pause = FIRST_PAUSE;
  if (name === "ready") post({ kind: "open", tabs: [...told.keys()] });
  post({ kind: "said", name, data: JSON.parse(event.data || "{}"), id: event.lastEventId });
  for (const tab of told.values()) tab.last = event.lastEventId;
}

// Refused, or nothing heard for too long: come back later, each a little differently.
function again() {
  close();
  clearTimeout(timer);
  timer = setTimeout(open, pause * (0.7 + Math.random()));
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

channel.onmessage = (event) => take(event.data);
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => event.persisted && comeBack());
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.visibilityState === "hidden") hiding = setTimeout(leave, HIDDEN);
  else comeBack();
});

function comeBack() {
  if (!isIn) want();
  if (wishes.size) lead();
}
