// The text of the real guides, cut into what generated ones are made of.
//
// In: content/**/*.md, the guides of one language. Out: their titles,
// headings, phrases between punctuation, and how often each Han character
// occurs. Sorted, so that the order of files on the disk does not matter.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Lang = "zh-Hant" | "en";
export const LANGS: readonly Lang[] = ["zh-Hant", "en"];

export interface Source {
  readonly lang: Lang;
  readonly titles: readonly string[];
  readonly headings: readonly string[];
  /** Each once. */
  readonly phrases: readonly string[];
  /** `[character, occurrences]`. */
  readonly han: readonly (readonly [string, number])[];
  /** The whole text of each guide, for queries. */
  readonly texts: readonly string[];
}

/** Too short to be a phrase, too long to be one between punctuation. */
const PHRASE_CHARS: Readonly<Record<Lang, readonly [number, number]>> = { "zh-Hant": [3, 24], en: [8, 70] };

export async function readSource(content: string, lang: Lang): Promise<Source> {
  const titles: string[] = [];
  const headings: string[] = [];
  const texts: string[] = [];
  const paths = await readdir(content, { recursive: true });
  for (const path of paths.filter((one) => one.endsWith(".md")).sort()) {
    if (path.endsWith(".en.md") !== (lang === "en")) continue;
    const [, front = "", body = ""] = (await readFile(join(content, path), "utf8")).split(/^\+\+\+$/m);
    // Only guides have an id; topics and tools have none.
    if (!/^id = "/m.test(front)) continue;
    titles.push(/^title = "(.*)"$/m.exec(front)?.[1] ?? "");
    headings.push(...[...body.matchAll(/^## (.*?)(?: *\{#.*)?$/gm)].map(([, heading = ""]) => heading));
    texts.push(plain(body));
  }
  const counts = new Map<string, number>();
  for (const [char] of texts.join("").matchAll(/\p{Script=Han}/gu)) counts.set(char, (counts.get(char) ?? 0) + 1);
  return {
    lang,
    titles,
    headings: unique(headings),
    phrases: unique(texts.flatMap((text) => phrases(text, lang))),
    han: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    texts,
  };
}

/** Takes shortcodes, links, marks of sources and other Markdown out of a guide. */
function plain(markdown: string): string {
  return markdown
    .replace(/\{\{.*?\}\}|\{%.*?%\}|\{#[\w-]+\}/g, "\n")
    .replace(/\[S\d+\]/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:#+|[-*]|\d+\.)\s+/gm, "")
    .replace(/^[|\s:-]+$/gm, "")
    .replace(/\*\*|`/g, "");
}

function phrases(text: string, lang: Lang): string[] {
  const [min, max] = PHRASE_CHARS[lang];
  const own = lang === "en" ? /\p{Script=Latin}/u : /\p{Script=Han}/u;
  return text
    .split(/[\n|，。、；：？！（）「」『』《》…—,;:?!()“”"]|\.(?=\s|$)/u)
    .map((phrase) => phrase.trim())
    .filter((phrase) => own.test(phrase) && [...phrase].length >= min && [...phrase].length <= max);
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
