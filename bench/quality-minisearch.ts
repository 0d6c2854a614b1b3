// MiniSearch over the texts of the guide pages, as a careful user sets it up:
// more weight for titles, beginnings of words, small mistakes, and for Chinese
// a tokenizer, as MiniSearch itself cuts only at spaces and punctuation.

import MiniSearch from "minisearch";
import type { Engine, Lang } from "../tests/quality/metrics";
import type { GuidePage } from "./quality-pages";

const FIELDS = ["title", "headings", "description", "text"];
const BOOST = { title: 2 };
/** Mistakes allowed, as a share of a term's length. */
const FUZZY = 0.2;

type Tokenize = (text: string) => string[];

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** Ways to cut Chinese, by name. */
const TOKENIZERS: ReadonlyMap<string, Tokenize> = new Map<string, Tokenize>([
  ["words", (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)],
  ["bigrams", (text) => (text.match(/\p{Script=Han}+|[^\p{Script=Han}\s\p{P}\p{S}]+/gu) ?? []).flatMap(bigrams)],
]);

/** A run of Han in overlapping pairs; anything else is a word as it is. */
function bigrams(run: string): string[] {
  const chars = [...run];
  if (chars.length < 2 || !/^\p{Script=Han}/u.test(run)) return [run];
  return chars.slice(1).map((char, i) => `${chars[i]}${char}`);
}

/** An engine for each way to cut Chinese, named for it. */
export function openMiniSearch(pages: readonly GuidePage[]): Engine[] {
  return [...TOKENIZERS].map(([name, tokenize]) => engine(`MiniSearch, ${name}`, pages, tokenize));
}

function engine(name: string, pages: readonly GuidePage[], tokenize: Tokenize): Engine {
  const indexes = new Map<Lang, MiniSearch<GuidePage>>();
  for (const page of pages) {
    const index = indexes.get(page.lang) ?? emptyIndex(page.lang, tokenize);
    indexes.set(page.lang, index);
    index.add(page);
  }
  return {
    name,
    search(query, lang) {
      const ids = (indexes.get(lang)?.search(query) ?? []).map(({ id }) => String(id));
      return Promise.resolve({ ids, weak: ids.length === 0 });
    },
  };
}

/** English is cut as MiniSearch does by itself. */
function emptyIndex(lang: Lang, tokenize: Tokenize): MiniSearch<GuidePage> {
  return new MiniSearch<GuidePage>({
    fields: FIELDS,
    searchOptions: { boost: BOOST, prefix: true, fuzzy: FUZZY },
    ...(lang === "en" ? {} : { tokenize }),
  });
}
