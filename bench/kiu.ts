// Kiu: indexes pages with `index_pages` and searches them on the real site's
// search page.

import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { type Indexed, sizesOf } from "./engine";
import { measureRun } from "./measure";
import type { Lang } from "./source";

const INDEX_PAGES = "target/release/examples/index_pages";
const SEARCH_PATHS: Readonly<Record<Lang, string>> = { "zh-Hant": "/search/", en: "/en/search/" };
const DATA_INDEX = /data-index=(?:'[^']*'|"[^"]*")/;

/** Indexes the pages below `input`. `site` is a built site, for page and client. */
export async function indexWithKiu(input: string, output: string, lang: Lang, site: string): Promise<Indexed> {
  const ran = await measureRun(INDEX_PAGES, [input, output]);
  const entry = await readFile(join(output, `entry-${lang}.json`), "utf8");
  const page = await searchPage(site, lang);
  if (!DATA_INDEX.test(page)) throw new Error("the search page has no data-index");
  // A function, for `$` in a replacement has a meaning.
  const changed = page.replace(DATA_INDEX, () => `data-index="${entry.trim().replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`);
  return {
    ran,
    sizes: await sizesOf(join(output, "search"), (path) => path.split(sep).includes(lang)),
    content: { pages: new Map([[SEARCH_PATHS[lang], changed]]), folders: [output, site] },
    searchPath: SEARCH_PATHS[lang],
  };
}

/** The real site as it was built: `index_pages` only gives time and memory. */
export async function realKiu(input: string, output: string, lang: Lang, site: string): Promise<Indexed> {
  return {
    ran: await measureRun(INDEX_PAGES, [input, output]),
    sizes: await sizesOf(join(site, "search"), (path) => path.split(sep).includes(lang)),
    content: { pages: new Map([[SEARCH_PATHS[lang], await searchPage(site, lang)]]), folders: [site] },
    searchPath: SEARCH_PATHS[lang],
  };
}

function searchPage(site: string, lang: Lang): Promise<string> {
  return readFile(join(site, SEARCH_PATHS[lang], "index.html"), "utf8");
}
