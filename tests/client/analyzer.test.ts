// The analyzer and the snippets, held to the same vectors as the Rust ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseFold, queryTerms, terms } from "../../themes/kiu/client/analyzer";
import { snippet } from "../../themes/kiu/client/snippet";

const fold = parseFold(readFileSync("indexer/src/text/fold.txt", "utf8"));

function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(`tests/vectors/${name}.json`, "utf8")) as T[];
}

test("golden vectors hold", () => {
  const all = vectors<{ text: string; terms: string[] }>("analyzer");
  assert.ok(all.length > 20);
  for (const { text, terms: expected } of all) {
    assert.deepEqual(terms(text, fold), expected, JSON.stringify(text));
  }
});

test("golden vectors of queries hold", () => {
  for (const { text, terms: expected } of vectors<{ text: string; terms: string[] }>("query")) {
    assert.deepEqual(queryTerms(text, fold).map((term) => term.text), expected, JSON.stringify(text));
  }
});

test("lone surrogates and hostile text give terms or nothing, never an error", () => {
  for (const text of ["\ud800", "生\udfff果金", "\u202e果金", "<script>", "(".repeat(5000)]) {
    assert.ok(Array.isArray(terms(text, fold)));
  }
});

test("snippets are those of the command line", () => {
  for (const { text, query, max, snippet: expected } of vectors<{ text: string; query: string; max: number; snippet: string }>("snippet")) {
    const pieces = snippet(text, terms(query, fold), fold, max);
    assert.equal(pieces.map(([piece]) => piece).join(""), expected);
  }
});

test("what was looked for is marked in either script", () => {
  const pieces = snippet("每月領取生果金。", terms("领取 生果金", fold), fold, 90);
  assert.deepEqual(pieces, [["每月", false], ["領取生果金", true], ["。", false]]);
});

test("a Latin word is marked from its beginning only", () => {
  const pieces = snippet("The OALA and FOALA.", terms("oala", fold), fold, 90);
  assert.deepEqual(pieces, [["The ", false], ["OALA", true], [" and FOALA.", false]]);
});
