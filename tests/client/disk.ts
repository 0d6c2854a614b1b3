// The browser's search engine over a site on disk.

import { readFileSync } from "node:fs";
import { Engine } from "../../themes/kiu/client/engine";
import { Files } from "../../themes/kiu/client/files";
import { type Entry, parseEntry } from "../../themes/kiu/client/shards";

/** Answers from a folder as a server of the site would. */
export const fetchFrom = (site: string) => async (url: string): Promise<Response> => {
  try {
    return new Response(readFileSync(`${site}${url}`));
  } catch {
    return new Response("not found", { status: 404 });
  }
};

/** What the search page of a language was told of its index. */
export function entryOf(site: string, lang: string): Entry {
  const prefix = lang === "zh-Hant" ? "" : `/${lang.toLowerCase()}`;
  const html = readFileSync(`${site}${prefix}/search/index.html`, "utf8");
  const attribute = /data-index=(?:'([^']*)'|"([^"]*)")/.exec(html);
  return parseEntry((attribute?.[1] ?? attribute?.[2] ?? "").replace(/&(?:quot|#34);/g, '"'));
}

export function engineOf(site: string, lang: string): Engine {
  return new Engine(entryOf(site, lang), new Files(fetchFrom(site)));
}
