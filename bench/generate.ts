// Writes a site of made-up guides: bench/run generate OUT PAGES [--lang zh-Hant|en] [--seed 1]

import { parseArgs } from "node:util";
import { writeSite } from "./site";
import { LANGS, readSource } from "./source";
import { Writer } from "./text";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: "string", default: "zh-Hant" }, seed: { type: "string", default: "1" } },
});
const [out, pages] = positionals;
const nPages = Number(pages);
const seed = Number(values.seed);
const lang = LANGS.find((one) => one === values.lang);
if (out === undefined || positionals.length !== 2 || !Number.isSafeInteger(nPages) || nPages < 1 || !Number.isSafeInteger(seed) || lang === undefined) {
  console.error("usage: bench/run generate OUT PAGES [--lang zh-Hant|en] [--seed 1]");
  process.exit(2);
}
await writeSite(out, nPages, lang, new Writer(await readSource("content", lang), seed));
