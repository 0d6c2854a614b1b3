// Adds up impacts and puts the guides in order.

import type { Posting } from "./shards";

/** Sections of a guide are numbered within this many; see `docs/web-index.md`. */
const SECTIONS_PER_GUIDE = 32;

/** A guide found, at its best section. */
export interface Ranked {
  readonly guide: number;
  readonly section: number;
  readonly score: number;
}

/** The best guides for the postings of the query's different terms, each at
 *  its best section, best first; of equals the one that comes first. */
export function rank(lists: Iterable<readonly Posting[]>, limit: number): Ranked[] {
  const scores = new Map<number, number>();
  for (const list of lists) {
    for (const [section, impact] of list) scores.set(section, (scores.get(section) ?? 0) + impact);
  }
  const best = new Map<number, { number: number; score: number }>();
  for (const [number, score] of scores) {
    const guide = Math.floor(number / SECTIONS_PER_GUIDE);
    const known = best.get(guide);
    if (known === undefined || score > known.score || (score === known.score && number < known.number)) {
      best.set(guide, { number, score });
    }
  }
  return [...best]
    .map(([guide, { number, score }]) => ({ guide, section: number % SECTIONS_PER_GUIDE, score }))
    .sort((a, b) => b.score - a.score || a.guide - b.guide)
    .slice(0, limit);
}
