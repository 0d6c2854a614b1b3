// Pagefind over the guide pages, set up as its documentation says: its program
// indexes a folder of pages, each in the language its `<html lang>` names, and
// its script answers in a browser, in the language of the page it runs on.
//
// All of `<main>` is indexed. Leaving out what the theme marks as not for
// search does worse; and as the published pages write no end tags that HTML
// does not need, Pagefind then drops most of a page with it.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Browser, BrowserContext } from "playwright-core";
import { open, ROOT } from "../tests/browser/support";
import type { Engine, Lang } from "../tests/quality/metrics";
import { type GuidePage, urlPath } from "./quality-pages";

const run = promisify(execFile);
const PROGRAM = join(ROOT, "bench/node_modules/.bin/pagefind");
const HOST = "http://localhost";
const MAX_RESULTS = 10;

/** What is used here of Pagefind's script. */
interface PagefindScript {
  search(query: string): Promise<{ results: { data(): Promise<{ url: string }> }[] }>;
}

type Search = (query: string) => Promise<string[]>;

/** Indexes the site's guide pages in `folder`, which is made anew, and answers
 *  in tabs of `browser`, which stay open as long as it does. */
export async function openPagefind(site: string, pages: readonly GuidePage[], folder: string, browser: Browser): Promise<Engine> {
  await rm(folder, { recursive: true, force: true });
  for (const { file } of pages) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await copyFile(join(site, file), join(folder, file));
  }
  await run(PROGRAM, ["--site", folder, "--root-selector", "main[data-guide]"]);

  const context = await serveFromDisk(folder, browser);
  const searches = new Map<Lang, Search>();
  for (const lang of new Set(pages.map((page) => page.lang))) {
    const own = pages.filter((page) => page.lang === lang);
    searches.set(lang, await openTab(context, folder, own));
  }
  return {
    name: "Pagefind",
    async search(query, lang) {
      const ids = (await searches.get(lang)?.(query)) ?? [];
      return { ids, weak: ids.length === 0 };
    },
  };
}

/** A search page beside pages of one language. It finds none but these and
 *  complains of nothing, or there is an error: a wrong setup must not pass for
 *  bad results. */
async function openTab(context: BrowserContext, folder: string, pages: readonly GuidePage[]): Promise<Search> {
  const lang = pages[0]?.htmlLang ?? "";
  await writeFile(join(folder, `search-${lang}.html`), `<!doctype html><html lang="${lang}"><title>Search</title></html>`);
  const { page: tab, complaints } = await open(context);
  await tab.goto(`${HOST}/search-${lang}.html`);
  const ids = new Map(pages.map((page) => [urlPath(page), page.id]));
  return async (query) => {
    const urls = await tab.evaluate(searchInBrowser, [query, MAX_RESULTS] as const);
    if (complaints.length > 0) throw new Error(`Pagefind complains: ${complaints.join("; ")}`);
    return urls.map((url) => {
      const id = ids.get(url);
      if (id === undefined) throw new Error(`Pagefind found a page that is no guide in ${lang}: ${url}`);
      return id;
    });
  };
}

/** Gives the browser the folder's files without a server: that of the browser
 *  tests sends the site's headers, which forbid WebAssembly. */
async function serveFromDisk(folder: string, browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.route(`${HOST}/**`, (route) => {
    const file = join(folder, decodeURIComponent(new URL(route.request().url()).pathname));
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
  return context;
}

/** Runs in the browser, so it uses nothing from outside. */
async function searchInBrowser([query, limit]: readonly [string, number]): Promise<string[]> {
  const script = "/pagefind/pagefind.js"; // a variable, for the bundler to leave it alone
  const pagefind = (await import(script)) as PagefindScript;
  const { results } = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, limit).map((result) => result.data()));
  return found.map(({ url }) => url);
}
