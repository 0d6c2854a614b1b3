// Every page of the built site in a real browser, with the production headers.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { build, launch, open, type Site, serve } from "./support";

let folder: string;
let site: Site;
let browser: Browser;

before(async () => {
  folder = await build("site");
  site = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser.close();
  await site.close();
});

/** The path of every page, redirects left out. */
function pages(): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names
    .filter((name) => name.endsWith("index.html") && !/(^|\/)g\//.test(name))
    .map((name) => `/${name.slice(0, -"index.html".length)}`)
    .sort();
}

const guide = "/elderly-care/guangdong-scheme/";

test("every page loads without a complaint, and every link on it leads to a page and an anchor", { timeout: 240_000 }, async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url)) foreign.push(request.url());
  });
  const ids = new Map<string, Set<string>>();
  const links = new Map<string, string[]>();
  for (const path of pages()) {
    const response = await page.goto(site.url + path, { waitUntil: "load" });
    assert.equal(response?.status(), 200, path);
    const seen = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      mains: document.querySelectorAll("main").length,
      titles: document.querySelectorAll("h1").length,
      current: document.querySelectorAll('[data-module="lang"] [aria-current]').length,
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      links: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((link) => link.href),
    }));
    const lang = path.startsWith("/en/") ? "en" : path.startsWith("/zh-hans/") ? "zh-Hans" : "zh-Hant-HK";
    assert.deepEqual([seen.lang, seen.mains, seen.titles, seen.current], [lang, 1, 1, 1], path);
    ids.set(path, new Set(seen.ids));
    links.set(path, seen.links);
  }
  assert.deepEqual(complaints, []);
  assert.deepEqual(foreign, []);
  assert.ok(ids.size >= 60, `${ids.size} pages`);
  for (const [path, targets] of links) {
    for (const target of targets.filter((href) => href.startsWith(site.url))) {
      const url = new URL(target);
      const known = ids.get(url.pathname);
      if (known === undefined) {
        assert.ok(statSync(`${folder}${url.pathname}index.html`).isFile(), `${path} links to ${target}`);
      } else if (url.hash !== "") {
        assert.ok(known.has(decodeURIComponent(url.hash.slice(1))), `${path} links to ${target}`);
      }
    }
  }
  await context.close();
});

test("guides read without scripts, and the languages are plain links", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [prefix, words] of [["", "申請前一年"], ["/zh-hans", "申请前一年"], ["/en", "The year before"]] as const) {
    await page.goto(site.url + prefix + guide);
    const main = page.locator('main[data-guide="EC-01"]');
    assert.ok((await main.innerText()).toLowerCase().includes(words.toLowerCase()), `${prefix}: ${words}`);
    const switches = page.locator('[data-module="lang"] a');
    assert.deepEqual(await switches.evaluateAll((all) => all.map((a) => a.getAttribute("href"))), [guide, `/zh-hans${guide}`, `/en${guide}`]);
  }
  await page.goto(`${site.url}/search/?q=x`);
  assert.ok((await page.locator("main a").count()) > 12, "the search page lists every guide");
  await context.close();
});

test("the language switch keeps the section", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  await page.goto(`${site.url}${guide}#steps`);
  await page.click('[data-module="lang"] a[hreflang="en"]');
  await page.waitForURL(`${site.url}/en${guide}#steps`);
  await page.click('[data-module="lang"] a[hreflang="zh-Hans"]');
  await page.waitForURL(`${site.url}/zh-hans${guide}#steps`);
  await context.close();
});

test("a short link leads to its guide under the strict policy", async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  for (const [from, to] of [["/g/EC-01/", guide], ["/en/g/EC-01/", `/en${guide}`], ["/zh-hans/g/EC-01/", `/zh-hans${guide}`]] as const) {
    await page.goto(site.url + from);
    await page.waitForURL(site.url + to);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test("nothing scrolls sideways on a small phone", async () => {
  for (const width of [320, 360]) {
    const context = await browser.newContext({ viewport: { width, height: 640 } });
    const page = await context.newPage();
    for (const path of pages()) {
      await page.goto(site.url + path, { waitUntil: "domcontentloaded" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${width}`);
    }
    await context.close();
  }
});

test("a page that does not exist says so in three scripts", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(`${site.url}/nowhere/`);
  assert.equal(response?.status(), 404);
  const text = await page.locator("main").innerText();
  for (const words of ["找不到這一頁", "网址", "Page not found"]) assert.ok(text.includes(words), words);
  await context.close();
});

test("a copy past its review date warns, and a fresh one does not", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url + guide);
  assert.equal(await page.locator("[data-review-by]").isVisible(), false);
  await page.clock.setFixedTime(new Date("2035-01-01T00:00:00Z"));
  await page.goto(site.url + guide);
  assert.equal(await page.locator("[data-review-by]").isVisible(), true);
  await context.close();
});

test("numbers can be dialled from either side of the boundary", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url + guide);
  const numbers = await page.locator('#contacts a[href^="tel:"]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(numbers.includes("tel:+862083183983"), numbers.join(" "));
  assert.ok(numbers.every((number) => /^tel:\+?\d{3,15}$/.test(number ?? "")), numbers.join(" "));
  await context.close();
});

test("a guide with its style sheet is one round trip: 14 KB", () => {
  const style = readdirSync(folder).find((name) => /^kiu\.\w+\.css\.br$/.test(name)) ?? "";
  const css = statSync(`${folder}/${style}`).size;
  let largest = 0;
  for (const path of pages()) {
    const html = statSync(`${folder}${path}index.html.br`).size;
    const text = brotliDecompressSync(readFileSync(`${folder}${path}index.html.br`)).toString("utf8");
    assert.equal(text, readFileSync(`${folder}${path}index.html`, "utf8"), "the compressed copy is the page");
    if (/<main[^>]* data-guide=/.test(text)) {
      largest = Math.max(largest, html + css);
      assert.ok(html + css <= 14_336, `${path}: ${html} + ${css} bytes`);
    }
    assert.ok(!/<script(?![^>]*\b(?:defer|async)\b)/.test(text), `${path} has a script that blocks`);
  }
  console.log(`largest guide with its style sheet: ${largest} bytes`);
});
