// The real site: its guides' pages, as both programs can read them.
//
// The build leaves out end tags that HTML does not need. Neither program parses
// as a browser does, so both would lose most of a page after a paragraph that is
// not for search; here Chromium writes the end tags again.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { launch } from "../tests/browser/support";
import type { Lang } from "./source";

/** Copies the pages of guides in one language and says how many there are. */
export async function copyGuides(site: string, to: string, lang: Lang): Promise<number> {
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    let nGuides = 0;
    for (const path of await readdir(site, { recursive: true })) {
      if (!path.endsWith("index.html")) continue;
      const html = await readFile(join(site, path), "utf8");
      const isWanted = /<main [^>]*data-guide=/.test(html) && new RegExp(`<html [^>]*lang="?${lang}\\b`).test(html);
      if (!isWanted) continue;
      await mkdir(join(to, dirname(path)), { recursive: true });
      await writeFile(join(to, path), await tab.evaluate(withEndTags, html));
      nGuides += 1;
    }
    return nGuides;
  } finally {
    await browser.close();
  }
}

/** Runs in the browser. */
function withEndTags(html: string): string {
  return `<!doctype html>${new DOMParser().parseFromString(html, "text/html").documentElement.outerHTML}`;
}
