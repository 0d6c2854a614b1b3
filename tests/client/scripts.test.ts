// Every title, and every piece of two to six characters of one, finds its guide
// as well in the other script as in its own.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Engine } from "../../themes/kiu/client/engine";
import { parseGuide } from "../../themes/kiu/client/shards";
import { build } from "../browser/support";
import { engineOf, entryOf } from "./disk";

/** The other script may find so much less. */
const MAY_FALL = 0.05;
const TOP = 5;

let site: string;

before(async () => {
  site = await build("scripts");
});

/** The titles of the guides, by id, as results show them in a language. */
function titles(lang: string): Map<string, string> {
  const folder = `${site}${entryOf(site, lang).records}`.replace(/r$/, "");
  const records = readdirSync(folder).filter((name) => /^r\d+-0\.json$/.test(name));
  return new Map(records.map((name) => parseGuide(readFileSync(folder + name, "utf8"))).map(({ id, title }) => [id, title]));
}

function pieces(title: string): string[] {
  const runs = title.match(/[\u4e00-\u9fff]{2,}/g) ?? [];
  const cut = (run: string, length: number) => Array.from({ length: Math.max(run.length - length + 1, 0) }, (_, at) => run.slice(at, at + length));
  return [title, ...runs.flatMap((run) => [2, 3, 4, 5, 6].flatMap((length) => cut(run, length)))];
}

/** The share of the pieces of all titles that find their guide among the first. */
async function found(engine: Engine, all: ReadonlyMap<string, string>): Promise<number> {
  let n = 0;
  let hits = 0;
  for (const [id, title] of all) {
    for (const piece of pieces(title)) {
      const { results } = await engine.find(piece);
      n += 1;
      if (results.slice(0, TOP).some(({ guide }) => guide.id === id)) hits += 1;
    }
  }
  assert.ok(n > 1000, `${n} pieces`);
  return hits / n;
}

test("titles and their pieces find their guide in either script", { timeout: 240_000 }, async () => {
  const [hant, hans] = [titles("zh-Hant"), titles("zh-Hans")];
  assert.equal(hant.size, hans.size);
  for (const lang of ["zh-Hant", "zh-Hans"]) {
    const engine = engineOf(site, lang);
    const [traditional, simplified] = [await found(engine, hant), await found(engine, hans)];
    console.log(`${lang}: ${traditional.toFixed(3)} of the Traditional and ${simplified.toFixed(3)} of the Simplified pieces find their guide`);
    assert.ok(Math.abs(traditional - simplified) <= MAY_FALL);
  }
});
