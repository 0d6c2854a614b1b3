// Adds up impacts and puts the guides in order.

import type { QueryTerm } from "./analyzer";
import type { Posting } from "./shards";

/** Records of a guide are numbered within this many, the guide's own last; see
 *  `docs/web-index.md`. */
const SECTIONS_PER_GUIDE = 32;
const OWN = SECTIONS_PER_GUIDE - 1;

/** A guide found, at its best section. */
export interface Ranked {
  readonly guide: number;
  readonly section: number;
  readonly score: number;
}

/** The postings as they count: those of a near term `wrong` times if the index
 *  lacks a term it stands for. */
export function weigh(terms: readonly QueryTerm[], lists: readonly (readonly Posting[])[], wrong: number): (readonly Posting[])[] {
  const unknown = new Set(terms.filter((_, i) => lists[i]?.length === 0).map(({ text }) => text));
  const isWrong = (term: QueryTerm | undefined) => term?.text.startsWith("~") && term.standsFor.some((text) => unknown.has(text));
  return lists.map((list, i) => (isWrong(terms[i]) ? list.map(([section, impact]) => [section, impact * wrong] as const) : list));
}

/** The best guides for the postings of the query's different terms, each at
 *  its best section, best first; of equals the one that comes first. A guide
 *  scores what its names score, what its best section scores, and `spread`
 *  times the sum over the terms of the most each scores in any section. The
 *  same as `indexer/src/index/rank.rs`. */
export function rank(lists: Iterable<readonly Posting[]>, spread: number, limit: number): Ranked[] {
  const guides = new Map<number, number>();
  const sections = new Map<number, number>();
  const add = (to: Map<number, number>, key: number, score: number) => to.set(key, (to.get(key) ?? 0) + score);
  for (const list of lists) {
    const most = new Map<number, number>();
    for (const [number, impact] of list) {
      const guide = Math.floor(number / SECTIONS_PER_GUIDE);
      if (number % SECTIONS_PER_GUIDE === OWN) {
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
    const guide = Math.floor(number / SECTIONS_PER_GUIDE);
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
    .sort((a, b) => b.score - a.score || a.guide - b.guide)
    .slice(0, limit);
}

/** How much of a query a guide holds, from 0 to 1: of the terms that were made of
 *  no others, those it holds, themselves or by a term that stands for them. */
export function share(terms: readonly QueryTerm[], lists: readonly (readonly Posting[])[], guide: number): number {
  const held = lists.map((list) => list.some(([number]) => Math.floor(number / SECTIONS_PER_GUIDE) === guide));
  const plain = terms.filter(({ standsFor }) => standsFor.length === 0);
  const isHeld = ({ text }: QueryTerm) => terms.some((term, i) => held[i] && (term.text === text || term.standsFor.includes(text)));
  return plain.filter(isHeld).length / Math.max(plain.length, 1);
}
