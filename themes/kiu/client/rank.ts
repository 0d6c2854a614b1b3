// Adds up impacts and puts the guides in order. The same as
// `indexer/src/index/rank.rs`.

import type { QueryTerm } from "./query";
import type { Posting } from "./shards";

/** Records of a guide are numbered within this many, the guide's own last; see
 *  `docs/web-index.md`. */
export const SECTIONS_PER_GUIDE = 32;
const OWN = SECTIONS_PER_GUIDE - 1;

export const guideOf = (number: number) => Math.floor(number / SECTIONS_PER_GUIDE);
export const isOwn = (number: number) => number % SECTIONS_PER_GUIDE === OWN;

/** The postings of one term of a query. */
export type Postings = readonly Posting[];

/** A guide found, at its best section. */
export interface Ranked {
  readonly guide: number;
  /** The section's place in the guide. */
  readonly section: number;
  readonly score: number;
}

/** Leaves the allowed sections, and the own records of their guides. */
export function keep(list: Postings, allowed: ReadonlySet<number>): Postings {
  const guides = new Set([...allowed].map(guideOf));
  return list.filter(([number]) => allowed.has(number) || (isOwn(number) && guides.has(guideOf(number))));
}

/** Every guide for the postings of the query's different terms, each at its best
 *  section, best first; of equals the one that comes first. A guide scores what
 *  its names score, what its best section scores, and `spread` times the sum
 *  over the terms of the most each scores in any section. */
export function rank(lists: Iterable<Postings>, spread: number): Ranked[] {
  const guides = new Map<number, number>();
  const sections = new Map<number, number>();
  const add = (to: Map<number, number>, key: number, score: number) => to.set(key, (to.get(key) ?? 0) + score);
  for (const list of lists) {
    const most = new Map<number, number>();
    for (const [number, impact] of list) {
      const guide = guideOf(number);
      if (isOwn(number)) {
        add(guides, guide, impact);
      } else {
        add(sections, number, impact);
        most.set(guide, Math.max(most.get(guide) ?? 0, impact));
      }
    }
    for (const [guide, impact] of most) add(guides, guide, spread * impact);
  }
  const best = new Map<number, { number: number; score: number }>();
  for (const [number, score] of sections) {
    const guide = guideOf(number);
    const known = best.get(guide);
    if (known === undefined || score > known.score || (score === known.score && number < known.number)) {
      best.set(guide, { number, score });
    }
  }
  return [...guides]
    .map(([guide, score]) => {
      const { number, score: most } = best.get(guide) ?? { number: 0, score: 0 };
      return { guide, section: number % SECTIONS_PER_GUIDE, score: score + most };
    })
    .sort((a, b) => b.score - a.score || a.guide - b.guide);
}

/** What is known of a term of a query, to `share`. */
export interface Asked {
  readonly term: QueryTerm;
  /** It carries nothing. */
  readonly isSilent: boolean;
}

/** How much of a query a guide holds, from 0 to 1: of the terms that carry
 *  something and were made of no others, those it holds, themselves or by a term
 *  that stands for them. */
export function share(asked: readonly Asked[], lists: readonly Postings[], guide: number): number {
  const held = lists.map((list) => list.some(([number]) => guideOf(number) === guide));
  const plain = asked.filter(({ term, isSilent }) => term.standsFor.length === 0 && !isSilent);
  const isHeld = (text: string) => asked.some(({ term }, i) => held[i] && (term.text === text || term.standsFor.includes(text)));
  return plain.filter(({ term }) => isHeld(term.text)).length / Math.max(plain.length, 1);
}
