// The analyzer: from a text to the terms the index knows. The same as
// `indexer/src/text/`; `tests/vectors/analyzer.json` holds the two together.

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

/** Whether a character is part of a word that is not Han. */
export function isWord(c: string): boolean {
  return WORD.test(c) && !HAN.test(c);
}

/** The characters of a text as they are compared. */
export function folded(text: string, fold: Fold): string[] {
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
        if (isWord(c)) {
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
