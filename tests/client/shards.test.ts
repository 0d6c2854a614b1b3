// The web index as the browser reads it, against `kiu search` on the same build.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { parseFold, queryTerms } from "../../themes/kiu/client/analyzer";
import { rank, weigh } from "../../themes/kiu/client/rank";
import { parseEntry, parseGuide, recordOf, Shard, shardOf } from "../../themes/kiu/client/shards";
import { build, KIU, ROOT } from "../browser/support";

const run = promisify(execFile);
let site: string;

before(async () => {
  site = await build("web-index");
});

/** What the search page of a language was told, and a reader of its files. */
function index(lang: string) {
  const prefix = lang === "zh-Hant" ? "" : `/${lang.toLowerCase()}`;
  const html = readFileSync(`${site}${prefix}/search/index.html`, "utf8");
  const attribute = /data-index=(?:'([^']*)'|"([^"]*)")/.exec(html);
  const entry = parseEntry((attribute?.[1] ?? attribute?.[2] ?? "").replace(/&(?:quot|#34);/g, '"'));
  const fold = parseFold(readFileSync(`${site}${entry.fold}`, "utf8"));
  const shards = new Map<number, Shard>();
  const shard = (number: number) => {
    const known = shards.get(number) ?? new Shard(readFileSync(`${site}${entry.terms}${number}.bin`));
    shards.set(number, known);
    return known;
  };
  return (query: string) => {
    const wanted = queryTerms(query, fold);
    const lists = wanted.map(({ text }) => shard(shardOf(text, entry.shards)).postings(text));
    return rank(weigh(wanted, lists, entry.wrong), entry.spread, 10).map(({ guide, section, score }) => {
      const { name, place } = recordOf(guide, section);
      const record = parseGuide(readFileSync(`${site}${entry.records}${name}`, "utf8"));
      return { id: record.id, path: record.path, anchor: record.sections[place]?.[0], score };
    });
  };
}

/** Every third question of every guide: what people will ask. */
function queries(): string[] {
  const found: string[] = [];
  for (const topic of readdirSync("content", { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const name of readdirSync(`content/${topic.name}`)) {
      const text = readFileSync(`content/${topic.name}/${name}`, "utf8");
      const questions = /^questions = \[([^\]]*)\]/m.exec(text)?.[1] ?? "";
      found.push(...[...questions.matchAll(/"([^"]+)"/g)].map(([, question]) => (question ?? "").replace(/ #\S+$/, "")));
    }
  }
  return found.filter((_, i) => i % 3 === 0);
}

interface Found {
  readonly id: string;
  readonly url: string;
  readonly anchor: string;
  readonly score: number;
}

for (const lang of ["zh-Hant", "zh-Hans", "en"]) {
  test(`the browser's top ten in ${lang} are those of kiu search`, { timeout: 240_000 }, async () => {
    const search = index(lang);
    const all = queries();
    assert.ok(all.length > 150, `${all.length} queries`);
    let swaps = 0;
    let results = 0;
    for (const query of all) {
      const { stdout } = await run(KIU, ["search", query, "--lang", lang, "--json"], { cwd: ROOT });
      const reference = JSON.parse(stdout) as Found[];
      const ours = search(query);
      assert.equal(ours.length, reference.length, query);
      results += ours.length;
      ours.forEach((found, i) => {
        const theirs = reference[i] as Found;
        if (found.id === theirs.id && found.anchor === theirs.anchor) {
          assert.equal(found.path, theirs.url);
          return;
        }
        // Impacts are rounded: only scores about as close as the rounding may swap.
        const twin = reference.find((other) => other.id === found.id);
        const gap = twin === undefined ? Math.abs(theirs.score - (reference.at(-1)?.score ?? 0)) : Math.abs(theirs.score - twin.score);
        assert.ok(gap < 0.02 * theirs.score + 0.05, `${query}: place ${i + 1} is ${found.id}, kiu search says ${theirs.id}`);
        swaps += 1;
      });
    }
    console.log(`${lang}: ${all.length} queries, ${swaps} of ${results} results in another place`);
    assert.ok(swaps <= results / 100, `${swaps} of ${results} results in another place`);
  });
}

test("a shard that ends too early or is of another version is refused", () => {
  const entry = readFileSync(`${site}/search/index.html`, "utf8").match(/\/search\/[0-9a-f]{12}/)?.[0] ?? "";
  const bytes = readFileSync(`${site}${entry}/zh-Hant/t0.bin`);
  assert.throws(() => new Shard(new TextEncoder().encode("<!doctype html>")), /another version/);
  assert.throws(() => new Shard(new Uint8Array()), /another version/);
  assert.throws(() => new Shard(bytes.subarray(0, bytes.length - 1)).postings("nothing like this"), /too early/);
});
