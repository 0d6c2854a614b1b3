// The figures of search quality, against cases worked out by hand from
// `tests/quality/README.md`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type Answer, type Engine, type Lang, measure, means, parseQueries, type Query, score, snapshot } from "../quality/metrics";

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-4, `${actual}, by hand ${expected}`);
}

/** Answers from a table by `lang query`; nothing to anything else. */
function engineOf(table: Readonly<Record<string, Answer>>): Engine {
  return {
    name: "table",
    search: (query: string, lang: Lang) => Promise.resolve(table[`${lang} ${query}`] ?? { ids: [], weak: false }),
  };
}

test("an expected guide in front scores one everywhere", () => {
  assert.deepEqual(score(["A", "X", "Y"], ["A"]), { success1: 1, success3: 1, mrr10: 1, ndcg10: 1 });
});

test("success counts any expected guide within the first one and the first three", () => {
  const successes = (results: string[]) => {
    const { success1, success3 } = score(results, ["A", "B"]);
    return [success1, success3];
  };
  assert.deepEqual(successes(["B"]), [1, 1]);
  assert.deepEqual(successes(["X", "B"]), [0, 1]);
  assert.deepEqual(successes(["X", "Y", "A"]), [0, 1]);
  assert.deepEqual(successes(["X", "Y", "Z", "A"]), [0, 0]);
});

test("the reciprocal rank is that of the first expected guide", () => {
  assert.equal(score(["X", "B", "A"], ["A", "B"]).mrr10, 1 / 2);
  assert.equal(score(["X", "Y", "Z", "A"], ["A"]).mrr10, 1 / 4);
});

test("nothing below rank ten counts", () => {
  const nine = [..."123456789"];
  const tenth = score([...nine, "A"], ["A"]);
  assert.equal(tenth.mrr10, 1 / 10);
  near(tenth.ndcg10, 0.28906); // 1 ÷ log2 11
  assert.deepEqual(score([...nine, "X", "A"], ["A"]), { success1: 0, success3: 0, mrr10: 0, ndcg10: 0 });
  assert.deepEqual(score([], ["A"]), { success1: 0, success3: 0, mrr10: 0, ndcg10: 0 });
});

test("nDCG weighs the first expected guide three times as much as the others", () => {
  // Gains 2, 1, 1: the best order has 3 + 1 ÷ log2 3 + 1 ÷ log2 4 = 4.13093.
  const expected = ["A", "B", "C"];
  near(score(["A", "B", "C"], expected).ndcg10, 1);
  near(score(["A", "C", "B"], expected).ndcg10, 1);
  near(score(["B", "A", "C"], expected).ndcg10, 0.82132); // (1 + 3 × 0.63093 + 0.5) ÷ 4.13093
  near(score(["X", "B"], expected).ndcg10, 0.15273); // 0.63093 ÷ 4.13093
  near(score(["X", "Y", "A"], ["A", "B"]).ndcg10, 0.41312); // 3 × 0.5 ÷ (3 + 0.63093)
});

test("of a guide's sections only the first counts, before ranks are numbered", () => {
  const { success3, mrr10, ndcg10 } = score(["X", "X", "X", "A", "X", "A"], ["A"]);
  assert.equal(success3, 1);
  assert.equal(mrr10, 1 / 2);
  near(ndcg10, 0.63093);
  const eleven = score(["X", ..."12345678", "X", "A"], ["A"]);
  assert.equal(eleven.mrr10, 1 / 10);
});

test("means go over queries, and over none are zero", () => {
  const query: Query = { text: "q", expected: ["A"], kind: "trad" };
  const asked = [["A"], ["X", "A"], ["X"]].map((ids) => ({ query, answer: { ids, weak: false } }));
  const found = means(asked);
  assert.equal(found.n, 3);
  near(found.success1, 1 / 3);
  near(found.success3, 2 / 3);
  near(found.mrr10, 1.5 / 3);
  near(found.ndcg10, 1.63093 / 3);
  assert.deepEqual(means([]), { n: 0, success1: 0, success3: 0, mrr10: 0, ndcg10: 0 });
});

const QUERIES = parseQueries(
  ["query\texpected\tkind", "甲\tA\ttrad", "乙\tB,A\ttrad", "bee\tB\ten", "丙\tC\tsimp", "丁\t-\tnone", "戊\t-\tnone", "己\t-\tnone", ""].join("\n"),
);
const ENGINE = engineOf({
  "zh-Hant 甲": { ids: ["A"], weak: true },
  "zh-Hant 乙": { ids: ["X", "A"], weak: false },
  "en bee": { ids: ["B"], weak: false },
  "zh-Hant bee": { ids: ["X", "Y", "Z", "B"], weak: false },
  "zh-Hans 丙": { ids: ["C"], weak: false },
  "zh-Hant 丁": { ids: ["A"], weak: true },
  "zh-Hant 戊": { ids: ["A"], weak: false },
});

test("English is asked in both languages and counts overall in English, all else is asked in zh-Hant", async () => {
  const { kinds, all } = await measure(ENGINE, QUERIES);
  assert.equal(kinds.get("trad")?.success1, 1 / 2);
  assert.equal(kinds.get("trad")?.mrr10, 3 / 4);
  assert.equal(kinds.get("en")?.success1, 1);
  assert.equal(kinds.get("en in zh-Hant")?.mrr10, 1 / 4);
  assert.equal(kinds.get("simp")?.success3, 0);
  assert.equal(all.n, 4);
  assert.equal(all.success1, 2 / 4);
  assert.equal(all.mrr10, (1 + 1 / 2 + 1 + 0) / 4);
});

test("queries without an answer count as admitted, not in the means; an empty list admits too", async () => {
  const { kinds, admitted, flagged } = await measure(ENGINE, QUERIES);
  assert.ok(!kinds.has("none"));
  assert.deepEqual(admitted, { n: 2, of: 3 }); // 丁 is flagged, 己 finds nothing
  assert.deepEqual(flagged, { n: 2, of: 4 }); // 甲 is flagged, 丙 finds nothing
});

test("a snapshot has its keys in one order and its means to four decimals", async () => {
  const found = snapshot(await measure(ENGINE, QUERIES));
  const order = ["trad", "simp", "canto", "en", "en in zh-Hant", "mixed", "pinyin", "jyutping", "typo", "id", "all", "admitted", "flagged"];
  assert.deepEqual(Object.keys(found), order);
  // 乙: 0.63093 ÷ 3.63093 = 0.17377; with 甲, 1, the mean is 0.58688.
  assert.equal(JSON.stringify(found["trad"]), '{"n":2,"success1":0.5,"success3":1,"mrr10":0.75,"ndcg10":0.5869}');
  assert.equal(JSON.stringify(found["admitted"]), '{"n":2,"of":3}');
});

test("the development queries are those the README describes; a broken line is refused", () => {
  const queries = parseQueries(readFileSync("tests/quality/dev.tsv", "utf8"));
  assert.equal(queries.length, 312);
  assert.equal(queries.filter(({ kind }) => kind === "none").length, 12);
  assert.ok(queries.every(({ expected, kind }) => (kind === "none" ? expected.length === 0 : expected.length >= 1 && expected.length <= 3)));
  const refused = (line: string) => assert.throws(() => parseQueries(`query\texpected\tkind\n${line}\n`), /line 2/);
  refused("甲\tA");
  refused("甲\tA\tklingon");
  refused("甲\t-\ttrad");
  refused("甲\tA\tnone");
});
