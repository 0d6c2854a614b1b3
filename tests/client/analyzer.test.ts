// The analyzer and the snippets, held to the same vectors as the Rust ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseFold, terms } from "../../themes/kiu/client/analyzer";
import { holds, parseQuery } from "../../themes/kiu/client/query";
import { marked, snippet } from "../../themes/kiu/client/snippet";

const fold = parseFold(readFileSync("indexer/src/text/fold.txt", "utf8"));

function vectors<T>(name: string): T[] {
  return JSON.parse(readFileSync(`tests/vectors/${name}.json`, "utf8")) as T[];
}

interface QueryVector {
  readonly text: string;
  readonly terms: string[];
  readonly open?: string[];
  readonly phrases?: string[];
}

test("golden vectors hold", () => {
  const all = vectors<{ text: string; terms: string[] }>("analyzer");
  assert.ok(all.length > 20);
  for (const { text, terms: expected } of all) {
    assert.deepEqual(terms(text, fold), expected, JSON.stringify(text));
  }
});

test("golden vectors of queries hold", () => {
  for (const { text, terms: expected, open = [], phrases = [] } of vectors<QueryVector>("query")) {
    const query = parseQuery(text, fold);
    assert.deepEqual(query.terms.map((term) => term.text), expected, JSON.stringify(text));
    assert.deepEqual(query.terms.filter((term) => term.isOpen).map((term) => term.text), open, JSON.stringify(text));
    assert.deepEqual(query.phrases.map((phrase) => phrase.text), phrases, JSON.stringify(text));
  }
});

test("golden vectors of phrases hold", () => {
  for (const { query, text, holds: expected } of vectors<{ query: string; text: string; holds: boolean }>("phrase")) {
    const { phrases } = parseQuery(query, fold);
    assert.equal(phrases.every((phrase) => holds([text], phrase, fold)), expected, `${query} in ${text}`);
  }
});

test("lone surrogates and hostile text give terms or nothing, never an error", () => {
  for (const text of ["\ud800", "生\udfff果金", "\u202e果金", "<script>", "(".repeat(5000), '"'.repeat(5000), "證".repeat(5000)]) {
    assert.ok(Array.isArray(terms(text, fold)));
    assert.ok(parseQuery(text, fold).terms.length < 500);
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

test("titles and headings are marked whole", () => {
  assert.deepEqual(marked("回鄉證遺失", terms("回乡证", fold), fold), [["回鄉證", true], ["遺失", false]]);
});
