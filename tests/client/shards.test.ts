// The files of the web index as the browser reads them: what is damaged, of
// another version or not there is refused, and asked for again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Engine, isOneEditAway } from "../../themes/kiu/client/engine";
import { type Fetch, Files } from "../../themes/kiu/client/files";
import { type Entry, OtherVersion, parseEntry, parseFacets, parseGuide, shardOf } from "../../themes/kiu/client/shards";
import { build } from "../browser/support";
import { entryOf, fetchFrom } from "./disk";

let site: string;
let entry: Entry;

before(async () => {
  site = await build("web-index");
  entry = entryOf(site, "zh-Hant");
});

const QUERY = "生果金";
const shardUrl = () => `${entry.terms}${shardOf("生果", entry.shards, entry.divisions)}.bin`;

/** An engine whose server answers some addresses in its own way. */
function engineWith(answer: (url: string) => Response | Promise<Response> | undefined): { engine: Engine; asked: [string, RequestInit][] } {
  const disk = fetchFrom(site);
  const asked: [string, RequestInit][] = [];
  const fetch: Fetch = async (url, init) => {
    asked.push([url, init]);
    return answer(url) ?? disk(url);
  };
  return { engine: new Engine(entry, new Files(fetch)), asked };
}

const HTML = "<!doctype html><title>404</title>";

for (const [what, answer] of [
  ["404", () => new Response("", { status: 404 })],
  ["500", () => new Response("", { status: 500 })],
  ["HTML instead of a shard", () => new Response(HTML)],
  ["half a shard", (bytes: Uint8Array) => new Response(bytes.slice(0, bytes.length / 2))],
  ["one wrong bit", (bytes: Uint8Array) => new Response(bytes.map((byte, i) => (i === 9 ? byte ^ 4 : byte)))],
  ["nothing", () => new Response("")],
] as const) {
  test(`a server that answers ${what} is found out, and asked again by the next run`, async () => {
    const bytes = new Uint8Array(readFileSync(site + shardUrl()));
    let isBroken = true;
    const { engine, asked } = engineWith((url) => (isBroken && url === shardUrl() ? answer(bytes) : undefined));
    const broken = await engine.find(QUERY);
    assert.ok(broken.failure instanceof Error && !(broken.failure instanceof OtherVersion), String(broken.failure));
    assert.ok(broken.results.length > 0, "what the other shards hold is shown");
    isBroken = false;
    const mended = await engine.find(QUERY);
    assert.equal(mended.failure, undefined);
    assert.equal(mended.results[0]?.guide.id, "EC-01");
    const again = asked.filter(([url]) => url === shardUrl());
    assert.deepEqual(again.map(([, init]) => init.cache), ["default", "reload"], "the browser's cache is passed by");
  });
}

test("HTML or half a file instead of a record is found out", async () => {
  for (const body of [HTML, '["EC-01","/x/","標']) {
    const { engine } = engineWith((url) => (url.startsWith(entry.records) ? new Response(body) : undefined));
    const found = await engine.find(QUERY);
    assert.ok(found.failure instanceof Error);
    assert.equal(found.results.length, 0);
  }
});

test("an index of another version is told from a damaged one", async () => {
  const { engine } = engineWith((url) => (url === shardUrl() ? new Response(new Uint8Array([9, 1, 2, 3, 4, 5])) : undefined));
  const { failure } = await engine.find(QUERY);
  assert.ok(failure instanceof OtherVersion);
  assert.throws(() => parseEntry('{"version":2}'), OtherVersion);
  assert.throws(() => parseEntry('{"version":3}'), /not complete/);
});

test("files that are none are refused", () => {
  assert.throws(() => parseGuide("[1,2]"), /not a record/);
  assert.throws(() => parseGuide("{}"), /not a record/);
  assert.throws(() => parseFacets("[]"), /not facets/);
  assert.throws(() => parseFacets('{"topic":{"property":["a"]}}'), /not facets/);
});

test("an index without guides finds nothing and says that it is weak", async () => {
  const empty = { ...entry, shards: 1, divisions: 1, terms: "/empty/t" };
  const fnv = [0x03, ...new Uint8Array(new Uint32Array([Math.imul(0x811c9dc5 ^ 3, 0x01000193) >>> 0]).buffer)];
  const engine = new Engine(empty, new Files(async () => new Response(new Uint8Array(fnv))));
  const { results, weak, failure } = await engine.find(QUERY);
  assert.deepEqual([results.length, weak, failure], [0, true, undefined]);
});

test("queries of nothing, of too much and of what means something elsewhere are answered", async () => {
  const { engine } = engineWith(() => undefined);
  for (const query of ["", "，。！？…", "點算 有冇 how the", "\u0000\u0007\u202e", "\ud800", "生\udc00果", "<b>&amp;", ".*(+[", "x".repeat(5000), "金".repeat(5000), '"'.repeat(99)]) {
    const { failure } = await engine.find(query);
    assert.equal(failure, undefined, JSON.stringify(query));
  }
  assert.equal((await engine.find("\u202e生果金\u0000")).results[0]?.guide.id, "EC-01");
  assert.equal((await engine.find("點算 有冇 how the")).results.length, 0, "words that carry nothing find nothing");
});

test("a word that is not finished, or has one letter wrong, is understood", async () => {
  const english = new Engine(entryOf(site, "en"), new Files(fetchFrom(site)));
  for (const query of ["vouch", "health vouche", "voucer", "vouvher", "vouhcer", "vooucher expired"]) {
    assert.ok((await english.find(query)).words.includes("voucher"), query);
  }
  assert.deepEqual((await english.find("vouch ")).words, [], "a word that ends is not completed");
});

test("one edit is one letter more, less, other, or two that changed places", () => {
  for (const [a, b] of [["abc", "abcd"], ["abc", "ab"], ["abc", "axc"], ["abc", "acb"], ["", "a"]] as const) {
    assert.ok(isOneEditAway(a, b) && isOneEditAway(b, a), `${a} ${b}`);
  }
  for (const [a, b] of [["abc", "abc"], ["abc", "cba"], ["abc", "abxy"], ["ab", "ba c"], ["abcd", "badc"]] as const) {
    assert.ok(!isOneEditAway(a, b) && !isOneEditAway(b, a), `${a} ${b}`);
  }
});

test("a phrase finds only sections that hold it", async () => {
  const { engine } = engineWith(() => undefined);
  const { results } = await engine.find("「高齡津貼」");
  assert.ok(results.length > 0);
  for (const { guide, section } of results) {
    const [anchor, heading, text] = guide.sections[section] ?? ["", "", ""];
    assert.ok(`${anchor === "" ? guide.title : ""}${heading}${text}`.includes("高齡津貼"), guide.id);
  }
  assert.equal((await engine.find("「這裏沒有這句話」")).results.length, 0);
});

test("results can be narrowed down to some guides", async () => {
  const { engine } = engineWith(() => undefined);
  const { fitting } = await engine.find("醫療券");
  const only = new Set(fitting.slice(2, 4));
  const { results, fitting: same } = await engine.find("醫療券", { only });
  assert.equal(results.length, 2);
  assert.deepEqual(same, fitting);
});

test("what nobody waits for any more is given up, what somebody does is not", async () => {
  const aborted: string[] = [];
  const files = new Files((url, { signal }) => new Promise((_, fail) => {
    signal?.addEventListener("abort", () => {
      aborted.push(url);
      fail(new Error("aborted"));
    });
  }));
  files.begin();
  files.shard("/old").catch(() => undefined);
  files.shard("/both").catch(() => undefined);
  const run = files.begin();
  files.shard("/both").catch(() => undefined);
  files.giveUpBefore(run);
  assert.deepEqual(aborted, ["/old"]);
});
