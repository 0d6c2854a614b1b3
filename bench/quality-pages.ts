// The guide pages of a built site, with the texts that a search which is given
// documents, not pages, would be given. Chromium reads them, so that a text is
// what the page shows and breaks into lines where the page does.

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import type { Lang } from "../tests/quality/metrics";

/** Languages by the name that the pages' `<html lang>` gives them. */
const LANGS: ReadonlyMap<string, Lang> = new Map([
  ["zh-Hant-HK", "zh-Hant"],
  ["zh-Hans", "zh-Hans"],
  ["en", "en"],
]);

export interface GuidePage {
  readonly id: string;
  readonly lang: Lang;
  /** Its `<html lang>`. */
  readonly htmlLang: string;
  /** From the site's folder. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** One on a line. */
  readonly headings: string;
  /** Everything else that `<main>` shows, and what it explains at a tap. */
  readonly text: string;
}

/** Reads every page of a guide in the site's folder, in the order of files. */
export async function readGuidePages(site: string, browser: Browser): Promise<GuidePage[]> {
  const files = (await readdir(site, { recursive: true })).filter((file) => file.endsWith("index.html")).sort();
  const tab = await browser.newPage();
  const pages: GuidePage[] = [];
  for (const file of files) {
    const html = await readFile(join(site, file), "utf8");
    if (!/<main[^>]* data-guide=/.test(html)) continue;
    const read = await tab.evaluate(readInBrowser, html);
    const lang = LANGS.get(read.htmlLang);
    if (lang === undefined) throw new Error(`${file} is in a language unknown here: ${read.htmlLang}`);
    pages.push({ ...read, lang, file });
  }
  await tab.close();
  if (pages.length === 0) throw new Error(`no guide pages in ${site}`);
  return pages;
}

/** Where a page is read: `/money/frozen/` for `money/frozen/index.html`. */
export function urlPath({ file }: GuidePage): string {
  return `/${dirname(file)}/`;
}

/** Runs in the browser, so it uses nothing from outside. */
function readInBrowser(html: string) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector<HTMLElement>("main[data-guide]");
  if (main === null) throw new Error("not a guide page");
  for (const element of main.querySelectorAll("[popover]")) element.removeAttribute("popover");
  // A text has lines only in a document on show.
  document.body.replaceChildren(document.importNode(main, true));
  const texts = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].map((element) => element.innerText.trim());
  const title = texts("h1").join(" ");
  const headings = texts("h2, h3").join("\n");
  for (const heading of document.querySelectorAll("h1, h2, h3")) heading.remove();
  return {
    id: main.dataset["guide"] ?? "",
    htmlLang: page.documentElement.lang,
    title,
    description: page.querySelector<HTMLMetaElement>('meta[name="description"]')?.content ?? "",
    headings,
    text: document.body.innerText,
  };
}
