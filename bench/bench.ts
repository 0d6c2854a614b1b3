// `make bench`: Kiu's search and Pagefind's on sites of growing size.
//
// BENCH_SIZES names the sizes, in pages; `real` is the site in public/, every
// other one is generated. Tables to stdout and target/bench/search.md,
// progress to stderr.

import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { launch } from "../tests/browser/support";
import { indexWithKiu, realKiu } from "./kiu";
import { indexWithPagefind } from "./pagefind";
import { drawQueries, KINDS, type Material } from "./queries";
import { Random } from "./random";
import { copyGuides } from "./real";
import { report } from "./report";
import { writeSite } from "./site";
import { LANGS, type Lang, readSource, type Source } from "./source";
import { Writer } from "./text";
import { type Questions, runTrial, type Trial } from "./trial";

const SEED = 1;
/** Stands for the real site, whatever its size. */
const REAL = 0;
const DEFAULT_SIZES = "real,1000,10000,100000";
const MAX_PAGEFIND_PAGES = 10_000;
const COLD_QUERIES_PER_KIND = 20;
const WARM_QUERIES = 50;
/** Generated guides that queries are drawn from. */
const GUIDES_ASKED = 300;

const WORK = "target/bench/work";
/** A copy of public/, which may be built anew meanwhile. */
const SITE = "target/bench/site";
const REPORT = "target/bench/search.md";

async function main(): Promise<void> {
  const sizes = (process.env["BENCH_SIZES"] ?? DEFAULT_SIZES).split(",").map((size) => (size === "real" ? REAL : Number(size) || Number.NaN));
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0)) throw new Error("BENCH_SIZES: `real` and page counts with commas between them");
  await rm(SITE, { recursive: true, force: true });
  await cp("public", SITE, { recursive: true });
  const where = await circumstances();
  const trials: Trial[] = [];
  for (const size of sizes) {
    for (const lang of LANGS) trials.push(...(await compare(size, lang)));
    // After each size, for the largest may take long.
    await writeFile(REPORT, `${report(trials, where)}\n`);
  }
  console.log(report(trials, where));
}

/** Both engines on one site, which is deleted afterwards. */
async function compare(size: number, lang: Lang): Promise<Trial[]> {
  const source = await readSource("content", lang);
  const [input, output] = [join(WORK, "pages"), join(WORK, "kiu")];
  await rm(WORK, { recursive: true, force: true });
  let material: Material;
  let indexKiu = indexWithKiu;
  let nPages = size;
  if (size === REAL) {
    nPages = await copyGuides(SITE, input, lang);
    material = realMaterial(source);
    indexKiu = realKiu;
  } else {
    console.error(`${nPages} pages, ${lang}: writing the site`);
    const writer = new Writer(source, SEED);
    await writeSite(input, nPages, lang, writer);
    material = generatedMaterial(writer, nPages);
  }
  const questions = drawQuestions(material, lang);
  const trials = [await runTrial({ engine: "Kiu", nPages, lang }, () => indexKiu(input, output, lang, SITE), questions)];
  if (nPages <= MAX_PAGEFIND_PAGES) {
    trials.push(await runTrial({ engine: "Pagefind", nPages, lang }, () => indexWithPagefind(input, lang), questions));
  }
  await rm(WORK, { recursive: true, force: true });
  return trials;
}

function realMaterial({ titles, headings, texts }: Source): Material {
  return { titles: [...titles, ...headings], texts: texts.flatMap((text) => text.split("\n")).filter((line) => line !== "") };
}

function generatedMaterial(writer: Writer, nPages: number): Material {
  const random = new Random(SEED, "guides asked");
  const guides = Array.from({ length: GUIDES_ASKED }, () => writer.guide(random.between(0, nPages - 1)));
  return {
    titles: guides.flatMap(({ title, sections }) => [title, ...sections.map(({ heading }) => heading)]),
    texts: guides.flatMap(({ sections }) => sections.flatMap(({ paragraphs }) => paragraphs)),
  };
}

function drawQuestions(material: Material, lang: Lang): Questions {
  const kinds = KINDS.filter((kind) => kind.lang === lang);
  const draw = (use: string, n: number): [string, string[]][] =>
    kinds.map((kind) => [kind.name, drawQueries(material, kind, n, new Random(SEED, use, kind.name))]);
  const warm = draw("warm", Math.ceil(WARM_QUERIES / kinds.length)).flatMap(([, queries]) => queries);
  return { cold: new Map(draw("cold", COLD_QUERIES_PER_KIND)), warm: warm.slice(0, WARM_QUERIES) };
}

/** On what the figures were taken. */
async function circumstances(): Promise<string> {
  const browser = await launch();
  const chromium = browser.version();
  await browser.close();
  const { dependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as { dependencies: { pagefind: string } };
  const processors = cpus();
  return `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 1e9)} GB; Chromium ${chromium}, HTTP/2; Pagefind ${dependencies.pagefind}; seed ${SEED}.`;
}

await main();
