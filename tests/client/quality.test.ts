// How well the browser answers the development queries, held to a snapshot: a
// change that makes search worse than by chance fails here. Renew it with
// UPDATE_EXPECT=1 after a change that makes it better.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { before, test } from "node:test";
import { build } from "../browser/support";
import { type Figures, type Means, measure, parseQueries, type Part, snapshot } from "../quality/metrics";
import { engineOf } from "./disk";

const SNAPSHOT = "tests/quality/snapshot.json";

/** By chance one query of a kind may fall, and three of all. */
const MAY_FALL = 1;
const MAY_FALL_OF_ALL = 3;

let figures: Figures;

before(async () => {
  figures = await answers();
});

async function answers(): Promise<Figures> {
  const site = await build("quality");
  const engines = new Map(["zh-Hant", "en"].map((lang) => [lang, engineOf(site, lang)]));
  const queries = parseQueries(readFileSync("tests/quality/dev.tsv", "utf8"));
  const search = async (query: string, lang: string) => {
    const found = await engines.get(lang)?.find(query);
    assert.equal(found?.failure, undefined);
    return { ids: found?.results.map(({ guide }) => guide.id) ?? [], weak: found?.weak ?? true };
  };
  return measure({ name: "Kiu", search }, queries);
}

const isMeans = (row: Means | Part): row is Means => "ndcg10" in row;

test("search answers the development queries as well as before", () => {
  const now = snapshot(figures);
  if (process.env["UPDATE_EXPECT"] !== undefined) writeFileSync(SNAPSHOT, `${JSON.stringify(now, null, 2)}\n`);
  const known = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as ReturnType<typeof snapshot>;
  assert.deepEqual(Object.keys(now), Object.keys(known));
  for (const [kind, old] of Object.entries(known)) {
    const row = now[kind];
    if (row === undefined || !isMeans(old) || !isMeans(row)) continue;
    const least = (kind === "all" ? MAY_FALL_OF_ALL : MAY_FALL) / old.n + 0.001;
    for (const name of ["success1", "success3", "mrr10", "ndcg10"] as const) {
      assert.ok(row[name] >= old[name] - least, `${kind}: ${name} was ${old[name]} and is ${row[name]}`);
    }
  }
});

test("what search promises holds", () => {
  const { all, kinds, admitted, flagged } = figures;
  const at = (kind: string) => kinds.get(kind) as Means;
  assert.ok(all.success1 >= 0.85 && all.success3 >= 0.95 && all.ndcg10 >= 0.88, JSON.stringify(all));
  assert.ok(at("canto").success1 >= 0.8);
  assert.ok(at("pinyin").success3 >= 0.8 && at("jyutping").success3 >= 0.8);
  assert.equal(at("id").success1, 1);
  assert.ok(admitted.n >= 9, `${admitted.n} of ${admitted.of} admitted`);
  assert.ok(flagged.n <= 0.02 * flagged.of, `${flagged.n} of ${flagged.of} wrongly flagged`);
});
