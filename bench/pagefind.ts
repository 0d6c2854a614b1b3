// Pagefind, set up as its documentation tells a user: its program run over the
// built site, its JavaScript API on a search page.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Indexed, sizesOf } from "./engine";
import { measureRun } from "./measure";
import type { Lang } from "./source";

const PAGEFIND = "bench/node_modules/.bin/pagefind";
const SEARCH_PATH = "/search/";

/** Indexes the pages below `site` into `site`/pagefind. */
export async function indexWithPagefind(site: string, lang: Lang): Promise<Indexed> {
  const folder = join(site, "pagefind");
  await rm(folder, { recursive: true, force: true });
  // So that it reads what Kiu reads of a page, no more.
  const ran = await measureRun(PAGEFIND, ["--site", site, "--root-selector", "main[data-guide]", "--exclude-selectors", "[data-search=off]"]);
  return {
    ran,
    // Not its program, nor the stylesheets and scripts of interfaces that are not used here.
    sizes: await sizesOf(folder, (path) => /\.(?:pf_\w+|json)$/.test(path)),
    content: { pages: new Map([[SEARCH_PATH, searchPage(lang)]]), folders: [site] },
    searchPath: SEARCH_PATH,
  };
}

/** A page with nothing but search, by the contract in probe.ts. */
function searchPage(lang: Lang): string {
  return `<!doctype html>
<html lang="${lang === "en" ? "en" : "zh-Hant-HK"}">
<head><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,"></head>
<body>
<main>
<input name="q" type="search">
<div data-search-state="empty"><ol></ol></div>
</main>
<script type="module">
const pagefind = await import("/pagefind/pagefind.js");
const input = document.querySelector("input");
const box = document.querySelector("[data-search-state]");
async function show() {
  box.dataset.searchState = "loading";
  const search = await pagefind.search(input.value);
  const results = await Promise.all(search.results.slice(0, 5).map((result) => result.data()));
  box.querySelector("ol").replaceChildren(...results.map(({ url, meta, excerpt }) => {
    const item = document.createElement("li");
    item.dataset.guide = url;
    item.innerHTML = '<a></a><p></p>';
    item.querySelector("a").href = url;
    item.querySelector("a").textContent = meta.title;
    item.querySelector("p").innerHTML = excerpt;
    return item;
  }));
  box.dataset.searchState = "ready";
}
input.addEventListener("input", show);
input.value = new URLSearchParams(location.search).get("q") ?? "";
if (input.value !== "") show();
</script>
</body>
</html>
`;
}
