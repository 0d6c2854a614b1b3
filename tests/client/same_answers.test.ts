// The browser's answers against those of `kiu search` on the same build.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { parseGuide } from "../../themes/kiu/client/shards";
import { build, KIU, ROOT } from "../browser/support";
import { engineOf, entryOf } from "./disk";

const run = promisify(execFile);
let site: string;

before(async () => {
  site = await build("web-index");
});

/** The queries of the development file. */
function developed(): string[] {
  const lines = readFileSync("tests/quality/dev.tsv", "utf8").trim().split("\n").slice(1);
  return lines.map((line) => line.split("\t")[0] ?? "");
}

/** Queries from the guides' own words: stretches of 2 to 9 Han, or of
 *  one to three words, by a fixed seed. */
function generated(lang: string, n: number): string[] {
  const pattern = lang === "en" ? /(?:[a-z]+ ){0,2}[a-z]{3,}/gi : /[\u4e00-\u9fff]{2,}/g;
  const stretches = readRecords(lang).flatMap((text) => text.match(pattern) ?? []);
  let seed = 1;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed % n;
  };
  return Array.from({ length: n }, () => {
    const whole = stretches[random(stretches.length)] ?? "";
    return lang === "en" ? whole : [...whole].slice(0, 2 + random(8)).join("");
  });
}

/** The texts of all sections, as results show them. */
function readRecords(lang: string): string[] {
  const folder = `${site}${entryOf(site, lang).records}`.replace(/r$/, "");
  const names = readdirSync(folder).filter((name) => /^r.*\.json$/.test(name));
  return names.sort().flatMap((name) => parseGuide(readFileSync(folder + name, "utf8")).sections.map(([, , text]) => text));
}

interface Found {
  readonly id: string;
  readonly url: string;
  readonly anchor: string;
  readonly score: number;
}

/** What `kiu search` says of each query. */
async function reference(queries: readonly string[], lang: string): Promise<Found[][]> {
  const answers = [];
  for (const query of queries) {
    const { stdout } = await run(KIU, ["search", query, "--lang", lang, "--json"], { cwd: ROOT });
    answers.push(JSON.parse(stdout) as Found[]);
  }
  return answers;
}

for (const [lang, n] of [["zh-Hant", 1000], ["zh-Hans", 50], ["en", 200]] as const) {
  test(`the browser's top ten in ${lang} are those of kiu search`, { timeout: 240_000 }, async () => {
    const engine = engineOf(site, lang);
    const queries = [...developed(), ...generated(lang, n), '"回鄉證" 過期', '"old age" allowance'];
    assert.ok(queries.length > 300 + n, `${queries.length} queries`);
    const answers = await reference(queries, lang);
    let swaps = 0;
    let results = 0;
    for (const [i, query] of queries.entries()) {
      const theirs = answers[i] ?? [];
      const ours = (await engine.find(query)).results;
      assert.equal(ours.length, theirs.length, query);
      results += ours.length;
      ours.forEach(({ guide, section }, place) => {
        const their = theirs[place] as Found;
        if (guide.id === their.id && guide.sections[section]?.[0] === their.anchor) {
          assert.equal(guide.path, their.url);
          return;
        }
        // Impacts are rounded: only scores about as close as the rounding may swap.
        const twin = theirs.find((other) => other.id === guide.id);
        const gap = Math.abs(their.score - (twin ?? theirs[theirs.length - 1] as Found).score);
        assert.ok(gap < 0.02 * their.score + 0.05, `${query}: place ${place + 1} is ${guide.id}, kiu search says ${their.id}`);
        swaps += 1;
      });
    }
    console.log(`${lang}: ${queries.length} queries, ${swaps} of ${results} results in another place`);
    assert.ok(swaps <= results / 100, `${swaps} of ${results} results in another place`);
  });
}
