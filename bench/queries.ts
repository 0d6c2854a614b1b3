// Draws what people might type from the guides' own titles and sentences.

import type { Random } from "./random";
import type { Lang } from "./source";

export interface Kind {
  readonly name: string;
  readonly lang: Lang;
  /** Words of a query together: Han in Chinese, words in English. */
  readonly size: readonly [number, number];
}

export const KINDS: readonly Kind[] = [
  { name: "2 Han", lang: "zh-Hant", size: [2, 2] },
  { name: "4–6 Han", lang: "zh-Hant", size: [4, 6] },
  { name: "12 Han", lang: "zh-Hant", size: [12, 12] },
  { name: "2 words", lang: "en", size: [2, 2] },
];

/** Half of the queries are drawn from titles, half from texts. */
export interface Material {
  readonly titles: readonly string[];
  readonly texts: readonly string[];
}

const SEGMENTERS: Readonly<Record<Lang, Intl.Segmenter>> = {
  "zh-Hant": new Intl.Segmenter("zh-Hant", { granularity: "word" }),
  en: new Intl.Segmenter("en", { granularity: "word" }),
};
/** In English, words worth searching for. */
const MIN_WORD_LETTERS = 4;

/** Different queries of one kind; each stands in some guide, apart from punctuation. */
export function drawQueries({ titles, texts }: Material, kind: Kind, n: number, random: Random): string[] {
  const queries = new Set<string>();
  // Short texts may hold none, so many draws are in vain; a small site may hold fewer than `n`.
  for (let draws = 0; queries.size < n && draws < n * 1000; draws += 1) {
    const query = draw(random.pick(random.next() < 0.5 ? titles : texts), kind, random);
    if (query !== undefined) queries.add(query);
  }
  return [...queries];
}

/** Whole words in a row whose sizes add up to the wanted size. */
function draw(text: string, { lang, size: [min, max] }: Kind, random: Random): string | undefined {
  const words = [...SEGMENTERS[lang].segment(text)].map(({ segment }) => segment).filter((word) => isWanted(word, lang));
  const wanted = random.between(min, max);
  const taken: string[] = [];
  let size = 0;
  for (let at = random.between(0, words.length); at < words.length && size < wanted; at += 1) {
    const word = words[at] as string;
    taken.push(word);
    size += lang === "en" ? 1 : [...word].length;
  }
  return size === wanted ? taken.join(lang === "en" ? " " : "") : undefined;
}

function isWanted(word: string, lang: Lang): boolean {
  return lang === "en" ? /^[A-Za-z]+$/.test(word) && word.length >= MIN_WORD_LETTERS : /^\p{Script=Han}+$/u.test(word);
}
