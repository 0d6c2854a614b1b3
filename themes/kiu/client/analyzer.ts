// The analyzer: from what people type to the terms the index knows. The same
// as `indexer/src/text/`; `tests/vectors/analyzer.json` holds the two together.

/** Characters that fold to another, by character. */
export type Fold = ReadonlyMap<string, string>;

const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const DIGIT = /[0-9]/;
const LATIN = /^(?:(?![\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}])\p{Alphabetic})+$/u;
const MAX_WORD_CHARS = 40;

/** Reads lines of a common form followed by the characters that fold to it. */
export function parseFold(text: string): Fold {
  const fold = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [common, ...variants] = line;
    for (const variant of variants) {
      fold.set(variant, common as string);
    }
  }
  return fold;
}

export function isHan(c: string): boolean {
  return HAN.test(c);
}

/** The characters of a text as they are compared. */
function folded(text: string, fold: Fold): string[] {
  const chars: string[] = [];
  for (const c of text.normalize("NFKC")) {
    for (const lower of c.toLowerCase()) chars.push(fold.get(lower) ?? lower);
  }
  return chars;
}

/** The terms of a text, in order, repeats included. */
export function terms(text: string, fold: Fold): string[] {
  const chars = folded(text, fold);
  const found: string[] = [];
  const digit = (c: string | undefined) => c !== undefined && DIGIT.test(c);
  let at = 0;
  while (at < chars.length) {
    const start = at;
    if (isHan(chars[at] as string)) {
      while (at < chars.length && isHan(chars[at] as string)) at += 1;
      if (at - start === 1) found.push(chars[start] as string);
      for (let i = start; i + 1 < at; i += 1) found.push(`${chars[i]}${chars[i + 1]}`);
    } else if (WORD.test(chars[at] as string)) {
      const word: string[] = [];
      for (; at < chars.length; at += 1) {
        const c = chars[at] as string;
        if (WORD.test(c) && !isHan(c)) {
          if (word.length < MAX_WORD_CHARS) word.push(c);
        } else if (!(c === "," && digit(chars[at - 1]) && digit(chars[at + 1]))) {
          break;
        }
      }
      found.push(word.join(""));
    } else {
      at += 1;
    }
  }
  return found;
}

/** One thing a query looks for. A near term, and two words joined, name the two
 *  terms they were made of. */
export interface QueryTerm {
  readonly text: string;
  readonly standsFor: readonly string[];
}

/** Terms that hold although one character is wrong: of every three Han in a row
 *  the outer two, marked with `~`. */
function nearTerms(text: string, fold: Fold): QueryTerm[] {
  const chars = folded(text, fold);
  const found: QueryTerm[] = [];
  for (let i = 0; i + 2 < chars.length; i += 1) {
    const [a, b, c] = chars.slice(i, i + 3) as [string, string, string];
    if ([a, b, c].every(isHan)) found.push({ text: `~${a}${c}`, standsFor: [a + b, b + c] });
  }
  return found;
}

/** What a query looks for: its terms, each two neighbouring Latin words as one
 *  (syllables are typed joined and apart), its near terms; each once. A guide's
 *  id looks for that alone. */
export function queryTerms(text: string, fold: Fold): QueryTerm[] {
  const plain = terms(text, fold);
  const id = guideId(plain);
  const alone = (term: string): QueryTerm => ({ text: term, standsFor: [] });
  if (id !== undefined) return [alone(id)];
  const joined: QueryTerm[] = [];
  for (let i = 0; i + 1 < plain.length; i += 1) {
    const two = plain.slice(i, i + 2);
    if (two.every((term) => LATIN.test(term))) joined.push({ text: two.join(""), standsFor: two });
  }
  const all = [...plain.map(alone), ...joined, ...nearTerms(text, fold)];
  const seen = new Set<string>();
  return all.filter((term) => !seen.has(term.text) && seen.add(term.text));
}

/** The id that a query is, as the index holds it: `EC-1` is `ec01`. */
function guideId(plain: readonly string[]): string | undefined {
  const found = plain.length <= 2 ? /^([a-z]{2})([0-9]{1,2})$/.exec(plain.join("")) : null;
  return found?.[1] === undefined ? undefined : found[1] + (found[2] ?? "").padStart(2, "0");
}

/** What decides the shard of a term: its first Han character or first two
 *  others; a near term lies with those of its first character. */
export function shardKey(term: string): string {
  const chars = [...term.replace(/^~/, "")];
  return chars.slice(0, chars[0] !== undefined && isHan(chars[0]) ? 1 : 2).join("");
}
