// What a query looks for. The same as `indexer/src/text/query.rs`;
// `tests/vectors/{query,phrase}.json` hold the two together.

import { type Fold, folded, isHan, isWord, terms } from "./analyzer";

/** Nobody types more; the rest of a longer query is not looked for. */
const MAX_QUERY_CHARS = 200;

/** A word that may still be typed is completed from this many letters on. */
const MIN_PREFIX = 3;

/** What a term is to a query: it was typed; two neighbouring words as one, for
 *  syllables are typed joined and apart; the outer two of three Han, marked with
 *  `~`, which hold although the one between is another, or two neighbouring Han so
 *  marked, which hold although one between them was left out. */
export type TermKind = "typed" | "joined" | "near";

/** One thing a query looks for. */
export interface QueryTerm {
  readonly text: string;
  readonly kind: TermKind;
  /** Of a term made of others, those. */
  readonly standsFor: readonly string[];
  /** A word of letters that was typed last and may not be finished. */
  readonly isOpen: boolean;
}

/** What stands in quotation marks: a section must hold it. */
export interface Phrase {
  /** As `phraseText` writes texts. */
  readonly text: string;
  /** Its terms of more than one Han, which a section that holds it has too. */
  readonly terms: readonly string[];
}

export interface Query {
  /** Each once, in the order they first come. */
  readonly terms: readonly QueryTerm[];
  readonly phrases: readonly Phrase[];
}

const LETTERS = /^\p{Alphabetic}+$/u;
const QUOTES = /"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』/g;

/** Whether a term is a word of letters, none of them Han. */
export function isLetters(term: string): boolean {
  return LETTERS.test(term) && ![...term].some(isHan);
}

/** Reads what was typed. A query that is a guide's id, or an address with its
 *  short link, looks for that alone. */
export function parseQuery(typed: string, fold: Fold): Query {
  const chars = [...typed].slice(0, MAX_QUERY_CHARS);
  const cut = chars.join("");
  const id = guideId(cut, fold);
  if (id !== undefined) return { terms: [term("typed", id)], phrases: [] };
  const plain = terms(cut, fold);
  const last = LETTERS.test(chars[chars.length - 1] ?? "") ? plain[plain.length - 1] : undefined;
  const all = plain.map((text) => term("typed", text, [], isOpen(text, text, last)));
  plain.forEach((first, i) => {
    const second = plain[i + 1];
    if (second === undefined || !isLetters(first) || !isLetters(second)) return;
    all.push(term("joined", first + second, [first, second], isOpen(first + second, second, last)));
  });
  all.push(...nearTerms(cut, fold));
  for (const pair of plain) {
    if ([...pair].filter(isHan).length === 2) all.push(term("near", `~${pair}`, [pair]));
  }
  const seen = new Set<string>();
  return { terms: all.filter(({ text }) => !seen.has(text) && seen.add(text)), phrases: phrases(cut, fold) };
}

/** Whether one of the texts holds a phrase, whole words at its ends. */
export function holds(texts: readonly string[], { text: wanted }: Phrase, fold: Fold): boolean {
  const insideWord = (before: string | undefined, after: string | undefined) =>
    before !== undefined && after !== undefined && isWord(before) && isWord(after);
  return texts.some((text) => {
    const chars = [...phraseText(text, fold)];
    const phrase = [...wanted];
    return chars.some((_, at) => {
      const end = at + phrase.length;
      return (
        phrase.every((c, i) => chars[at + i] === c) &&
        !insideWord(chars[at - 1], phrase[0]) &&
        !insideWord(phrase[phrase.length - 1], chars[end])
      );
    });
  });
}

function term(kind: TermKind, text: string, standsFor: readonly string[] = [], isOpen = false): QueryTerm {
  return { text, kind, standsFor, isOpen };
}

function isOpen(text: string, end: string, last: string | undefined): boolean {
  return end === last && isLetters(text) && [...text].length >= MIN_PREFIX;
}

function nearTerms(text: string, fold: Fold): QueryTerm[] {
  const chars = folded(text, fold);
  const found: QueryTerm[] = [];
  for (let i = 0; i + 2 < chars.length; i += 1) {
    const [a, b, c] = chars.slice(i, i + 3) as [string, string, string];
    if ([a, b, c].every(isHan)) found.push(term("near", `~${a}${c}`, [a + b, b + c]));
  }
  return found;
}

/** The id that a query is, as the index holds it: `EC-1` is `ec01`. */
function guideId(typed: string, fold: Fold): string | undefined {
  const own = typed.includes("/g/") ? (typed.split("/g/").pop() ?? "").split(/[/#?]/)[0] : typed;
  const plain = terms(own ?? "", fold);
  const found = plain.length <= 2 ? /^([a-z]{2})([0-9]{1,2})$/.exec(plain.join("")) : null;
  return found?.[1] === undefined ? undefined : found[1] + (found[2] ?? "").padStart(2, "0");
}

function phrases(typed: string, fold: Fold): Phrase[] {
  const inside = [...typed.matchAll(QUOTES)].map((found) => found.slice(1).find((text) => text !== undefined) ?? "");
  return inside
    .map((text) => ({
      text: phraseText(text, fold),
      terms: terms(text, fold).filter((own) => !isHan(own) || [...own].length > 1),
    }))
    .filter(({ text }) => text !== "");
}

/** A text in the form phrases are compared in: folded, white space between
 *  words one space, and none beside Han or at the ends. */
function phraseText(text: string, fold: Fold): string {
  let out: string[] = [];
  const words = folded(text, fold).join("").split(/\s+/);
  for (const word of words.filter((word) => word !== "")) {
    const chars = [...word];
    const before = out[out.length - 1];
    if (before !== undefined && !isHan(before) && !isHan(chars[0] as string)) out.push(" ");
    out = out.concat(chars);
  }
  return out.join("");
}
