// The passage of a section that best shows why it was found; the same choice
// as `indexer/src/text/snippet.rs`, with the places of the terms.

import { type Fold, isHan, isWord } from "./analyzer";

/** A text in pieces; marked pieces are what was looked for. */
export type Piece = readonly [text: string, marked: boolean];

const SENTENCE_END = /[。；！？\n.;]/;

/** At most `maxChars` characters of `text` with the most different terms. */
export function snippet(text: string, terms: readonly string[], fold: Fold, maxChars: number): Piece[] {
  const chars = [...text];
  const hits = findHits(chars, terms, fold);
  let start = chars.length <= maxChars ? 0 : bestStart(chars, hits, maxChars);
  while (start > 0 && start < chars.length && /\s/.test(chars[start] as string)) start += 1;
  const end = Math.min(start + maxChars, chars.length);
  const shown = pieces(chars, hits, start, end);
  if (start > 0) shown.unshift(["…", false]);
  if (end < chars.length) shown.push(["…", false]);
  return shown;
}

/** The whole of a text. */
export function marked(text: string, terms: readonly string[], fold: Fold): Piece[] {
  const chars = [...text];
  return pieces(chars, findHits(chars, terms, fold), 0, chars.length);
}

function pieces(chars: readonly string[], hits: readonly Hit[], start: number, end: number): Piece[] {
  const inside = new Set<number>();
  for (const hit of hits) {
    for (let i = hit.at; i < hit.at + hit.length; i += 1) inside.add(i);
  }
  const found: [string, boolean][] = [];
  for (let i = start; i < end; i += 1) {
    const c = chars[i] === "\n" ? " " : (chars[i] as string);
    const last = found[found.length - 1];
    if (last !== undefined && last[1] === inside.has(i)) last[0] += c;
    else found.push([c, inside.has(i)]);
  }
  return found;
}

interface Hit {
  readonly at: number;
  readonly length: number;
  readonly term: number;
}

/** One character as it is compared. Nearly all of them stand for themselves or
 *  in the table, and normalising is slow. */
function foldedChar(c: string, fold: Fold): string {
  const known = fold.get(c);
  if (known !== undefined || (c >= "\u4e00" && c <= "\u9fff")) return known ?? c;
  const [lower = c] = c.normalize("NFKC").toLowerCase();
  return fold.get(lower) ?? lower;
}

function findHits(chars: readonly string[], terms: readonly string[], fold: Fold): Hit[] {
  const folded = chars.map((c) => foldedChar(c, fold));
  const places = new Map<string, number[]>();
  folded.forEach((c, at) => {
    const known = places.get(c);
    if (known === undefined) places.set(c, [at]);
    else known.push(at);
  });
  const hits: Hit[] = [];
  terms.forEach((term, number) => {
    const wanted = [...term];
    const [first = ""] = wanted;
    for (const at of places.get(first) ?? []) {
      if (!wanted.every((c, i) => folded[at + i] === c)) continue;
      const before = folded[at - 1];
      const insideWord = !isHan(first) && before !== undefined && isWord(before);
      if (!insideWord) hits.push({ at, length: wanted.length, term: number });
    }
  });
  return hits.sort((a, b) => a.at - b.at || a.term - b.term);
}

function bestStart(chars: readonly string[], hits: readonly Hit[], maxChars: number): number {
  let most = 0;
  let from = 0;
  const reachAhead = Math.floor((maxChars * 4) / 5);
  hits.forEach((hit, i) => {
    const seen = new Set<number>();
    for (const other of hits.slice(i)) {
      if (other.at + 2 > hit.at + reachAhead) break;
      seen.add(other.term);
    }
    if (seen.size > most) {
      most = seen.size;
      from = hit.at;
    }
  });
  const latest = Math.max(0, chars.length - maxChars);
  // A sentence that began a little before shows the hit in its context.
  const earliest = Math.max(0, from - Math.floor(maxChars / 3));
  for (let at = from - 1; at >= earliest; at -= 1) {
    if (SENTENCE_END.test(chars[at] as string)) return at + 1;
  }
  return earliest === 0 ? 0 : wordStart(chars, Math.min(from - Math.floor(maxChars / 5), latest), from);
}

/** The first place from `start` on, at most `end`, that is not inside a word. */
function wordStart(chars: readonly string[], start: number, end: number): number {
  const isLatin = (c: string | undefined) => c !== undefined && isWord(c);
  for (let at = start; at < end; at += 1) {
    if (!isLatin(chars[at - 1]) || !isLatin(chars[at])) return at;
  }
  return Math.max(start, end);
}
