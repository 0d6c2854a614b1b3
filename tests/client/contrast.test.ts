// Every pair of text and ground in the theme's tokens can be read: 4.5:1, and
// 3:1 for lines that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PAIRS: readonly (readonly [text: string, ground: string, ratio: number])[] = [
  ["ink", "paper", 4.5],
  ["soft", "paper", 4.5],
  ["water", "paper", 4.5],
  ["ink", "water-tint", 4.5],
  ["soft", "water-tint", 4.5],
  ["water", "water-tint", 4.5],
  ["paper", "water", 4.5],
  ["warning", "warning-tint", 4.5],
  ["ink", "warning-tint", 4.5],
  ["due", "due-tint", 4.5],
  ["ink", "due-tint", 4.5],
];

/** Relative luminance of `#rrggbb`, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const [light = "", dark = ""] = readFileSync("themes/kiu/sass/_settings.scss", "utf8").split("prefers-color-scheme: dark");

for (const [name, sheet] of [["light", light], ["dark", dark]] as const) {
  test(`text can be read on its ground, ${name}`, () => {
    const tokens = new Map([...sheet.matchAll(/--kiu-([a-z-]+):\s*(#[0-9a-f]{6})/gi)].map(([, key, hex]) => [key ?? "", hex ?? ""]));
    for (const [text, ground, least] of PAIRS) {
      const [a, b] = [tokens.get(text), tokens.get(ground)];
      assert.ok(a !== undefined && b !== undefined, `no token ${text} or ${ground} in ${[...tokens.keys()].join(", ")}`);
      const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
      const ratio = (high + 0.05) / (low + 0.05);
      assert.ok(ratio >= least, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}
