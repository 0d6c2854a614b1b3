// axe on every template, in three scripts, light and dark.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { build, launch, type Site, serve } from "./support";

const TEMPLATES = [
  "/",
  "/elderly-care/",
  "/elderly-care/guangdong-scheme/",
  "/medical/death-in-the-mainland/",
  "/social-insurance/resident-medical-insurance/",
  "/contacts/",
  "/about/",
  "/search/?q=%E7%94%9F%E6%9E%9C%E9%87%91",
];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let site: Site;
let browser: Browser;

before(async () => {
  site = await serve(await build("accessibility"));
  browser = await launch();
});

after(async () => {
  await browser.close();
  await site.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${colorScheme}`, { timeout: 240_000 }, async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    // Only so that axe itself may run; the site's scripts need no exception.
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 }, bypassCSP: true });
    const page = await context.newPage();
    for (const path of ["/404.html", ...["", "/zh-hans", "/en"].flatMap((prefix) => TEMPLATES.map((path) => prefix + path))]) {
      await page.goto(site.url + path, { waitUntil: "networkidle" });
      await page.evaluate(axe);
      const found = await page.evaluate(async (tags) => {
        const { axe } = window as unknown as { axe: { run(root: Document, options: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        const { violations } = await axe.run(document, { runOnly: tags });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
      }, TAGS);
      assert.deepEqual(found, [], path);
    }
    await context.close();
  });
}
