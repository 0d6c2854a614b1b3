// The analyzer: from what people type to the terms the index knows. The same
// as `indexer/src/text/`; `tests/vectors/analyzer.json` holds the two together.

/** Characters that fold to another, by character. */
export type Fold = ReadonlyMap<string, string>;

const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const DIGIT = /[0-9]/;
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

/** The terms of a text, in order, repeats included. */
export function terms(text: string, fold: Fold): string[] {
  const chars: string[] = [];
  for (const c of text.normalize("NFKC")) {
    for (const lower of c.toLowerCase()) {
      chars.push(fold.get(lower) ?? lower);
    }
  }
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

/** What decides the shard of a term: its first Han character or first two others. */
export function shardKey(term: string): string {
  const chars = [...term];
  return chars.slice(0, chars[0] !== undefined && isHan(chars[0]) ? 1 : 2).join("");
}
