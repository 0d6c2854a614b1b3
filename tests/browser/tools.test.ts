// Checkers, journeys and explained terms in a real browser, without scripts.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { build, launch, open, type Site, serve } from "./support";

let site: Site;
let browser: Browser;

before(async () => {
  site = await serve(await build("tools"));
  browser = await launch();
});

after(async () => {
  await browser.close();
  await site.close();
});

/** The names of the pages in a folder of `content/`. */
function names(folder: string): string[] {
  const files = readdirSync(`content/${folder}`).filter((name) => name.endsWith(".md") && !name.endsWith(".en.md"));
  return files.map((name) => name.replace(/\.md$/, "")).filter((name) => name !== "_index");
}

test("a checker shows one card at a time, and every path of answers ends in a result", { timeout: 240_000 }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 700 } });
  const { page } = await open(context);
  assert.ok(names("checkers").length >= 5);
  for (const name of names("checkers")) {
    const first = `${site.url}/checkers/${name}/`;
    await page.goto(first);
    const cards = page.locator(".kiu-question:visible, .kiu-outcome:visible");
    assert.equal(await cards.count(), 1, name);
    // The last answer each time: a walk that must end in a result.
    for (let asked = 0; (await page.locator(".kiu-question:visible").count()) > 0; asked += 1) {
      assert.ok(asked < 12, `${name} asks without end`);
      await page.locator(".kiu-choice:visible").last().click();
      assert.equal(await cards.count(), 1, `${name} after answer ${asked + 1}`);
    }
    assert.ok(await page.locator(".kiu-outcome:visible a[href^='tel:']").count(), `${name} says whom to call`);
    await page.locator(".kiu-outcome__again a:visible").click();
    assert.equal(await page.locator(".kiu-question:visible").count(), 1, `${name} starts again`);
  }
  await context.close();
});

test("the papers of a journey fit on one sheet of A4", { timeout: 120_000 }, async () => {
  // A4 less 15 mm at each edge, in CSS pixels.
  const sheet = { width: 680, height: 1009 };
  const context = await browser.newContext({ viewport: sheet });
  const { page } = await open(context);
  await page.emulateMedia({ media: "print" });
  assert.ok(names("journeys").length >= 6);
  for (const name of names("journeys")) {
    for (const lang of ["", "/en", "/zh-hans"]) {
      await page.goto(`${site.url}${lang}/journeys/${name}/`);
      const box = await page.locator(".kiu-papers").boundingBox();
      assert.ok(box !== null && box.height <= sheet.height, `${lang}/${name}: ${box?.height} px`);
    }
  }
  await context.close();
});

test("a term is explained by a tap where it is first used", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 700 } });
  const { page } = await open(context);
  for (const [lang, meaning] of [["", "香港叫"], ["/zh-hans", "香港叫"], ["/en", "In Hong Kong"]] as const) {
    await page.goto(`${site.url}${lang}/documents/home-return-permit/`);
    const term = page.locator('.kiu-term[popovertarget="term-home-return-permit"]');
    assert.equal(await term.count(), 1, lang);
    const shown = page.locator("#term-home-return-permit");
    assert.equal(await shown.isVisible(), false, lang);
    await term.click();
    assert.equal(await shown.isVisible(), true, lang);
    assert.ok((await shown.innerText()).includes(meaning), await shown.innerText());
    await page.keyboard.press("Escape");
    assert.equal(await shown.isVisible(), false, lang);
  }
  await context.close();
});
