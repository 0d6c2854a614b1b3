// `bench/run quality [SITE]`: how well Kiu, Pagefind and MiniSearch answer the
// development queries, all on the guide pages of one built site. Prints Markdown
// and writes it to target/bench/quality.md.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launch, ROOT } from "../tests/browser/support";
import { ask, type Engine, means, measure, parseQueries, type Query } from "../tests/quality/metrics";
import { openKiu } from "./quality-kiu";
import { openMiniSearch } from "./quality-minisearch";
import { openPagefind } from "./quality-pagefind";
import { readGuidePages } from "./quality-pages";
import { type Column, report } from "./quality-report";

const OUT = join(ROOT, "target/bench");

async function run(site: string, browser: Browser): Promise<string> {
  const queries = parseQueries(await readFile(join(ROOT, "tests/quality/dev.tsv"), "utf8"));
  const pages = await readGuidePages(site, browser);
  const kiu = await column(openKiu(site), queries);
  const pagefind = await column(await openPagefind(site, pages, join(OUT, "quality-pagefind"), browser), queries);
  const miniSearches: Column[] = [];
  for (const engine of openMiniSearch(pages)) miniSearches.push(await column(engine, queries));
  miniSearches.sort((a, b) => b.figures.all.ndcg10 - a.figures.all.ndcg10);
  return report([kiu, pagefind, ...miniSearches.slice(0, 1)], await notes(miniSearches.slice(1)));
}

/** Everything the report says of an engine. */
async function column(engine: Engine, queries: readonly Query[]): Promise<Column> {
  console.error(`asking ${engine.name}`);
  const simplified = queries.filter(({ kind }) => kind === "simp");
  return {
    name: engine.name,
    figures: await measure(engine, queries),
    simplified: means(await ask(engine, simplified, "zh-Hans")),
  };
}

/** How the engines were set up; `others` are variants the tables leave out. */
async function notes(others: readonly Column[]): Promise<string[]> {
  return [
    "Kiu answers by its own client from the built files. Beside the pages it indexes names, questions, everyday words and romanisation from the guides' sources; its weights were fitted to these queries.",
    "For the other two, too, what text they are given was chosen by these queries: all of `<main>` does better than what the theme marks as for search.",
    `Pagefind ${await version("pagefind")} indexes all of \`<main>\` in the pages as published; Chromium searches, with Chromium's Chinese words. It wants every word of a query that it knows on one page, which a whole question seldom meets, and ignores words it does not know: so words in the other script make a query looser, not empty.`,
    `MiniSearch ${await version("minisearch")} has the title (boost 2), headings, description and text of all of \`<main>\`; beginnings of words, fuzzy 0.2. Chinese is cut into words by \`Intl.Segmenter\` or into bigrams; shown is the one with the higher nDCG@10 over all.`,
    ...others.map(({ name, figures: { all } }) => `${name}: success@1 ${all.success1.toFixed(3)}, success@3 ${all.success3.toFixed(3)}, nDCG@10 ${all.ndcg10.toFixed(3)} over all.`),
    "Neither of the two folds Traditional and Simplified characters together or knows romanisation: Simplified queries are asked on Traditional pages above, and on Simplified ones in the table of their own.",
    "Neither flags weak results: they admit that there is no answer only where they find nothing.",
  ];
}

/** The version installed in bench/node_modules. */
async function version(name: string): Promise<string> {
  const value: unknown = JSON.parse(await readFile(join(ROOT, "bench/node_modules", name, "package.json"), "utf8"));
  return typeof value === "object" && value !== null && "version" in value ? String(value.version) : "of unknown version";
}

const browser = await launch();
try {
  const markdown = await run(process.argv[2] ?? join(ROOT, "public"), browser);
  await mkdir(OUT, { recursive: true });
  await writeFile(join(OUT, "quality.md"), markdown);
  process.stdout.write(markdown);
} finally {
  await browser.close();
}
