// @ts-check
// Where to listen for several tabs at once, and which of two places in the ledger is the later.

/** @typedef {{ topics: string[], spaces: string[], lists: boolean, since: string, last: string }} Tab */

/** All that the tabs want, from the earliest place that one of them has reached. @param {Tab[]} tabs */
export function addressFor(tabs) {
  const known = tabs.map((tab) => tab.last).filter(Boolean).sort((a, b) => (isLater(a, b) ? 1 : -1))[0];
  const since = tabs.filter((tab) => !tab.last).map((tab) => tab.since).sort()[0];
  const asked = new URLSearchParams();
  for (const topic of new Set(tabs.flatMap((tab) => tab.topics))) asked.append("topic", topic);
  for (const space of new Set(tabs.flatMap((tab) => tab.spaces))) asked.append("space", space);
  if (tabs.some((tab) => tab.lists)) asked.append("lists", "");
  if (known) asked.append("after", known);
  if (since) asked.append("since", since);
  return `/live/?${asked}`;
}

/** @param {string} one @param {string} other as `transaction:position` */
export function isLater(one, other) {
  const [a, b] = one.split(":").map(BigInt), [c, d] = other.split(":").map(BigInt);
  return a > c || (a === c && b > d);
}
