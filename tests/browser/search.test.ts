// The search page in a real browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { build, KIU, launch, open, ROOT, type Site, serve } from "./support";

const run = promisify(execFile);
const QUERIES = [["生果金", "EC-01"], ["长者医疗券", "ME-01"], ["阿爸喺東莞過身層樓點算", "IN-01"]] as const;

let site: Site;
let browser: Browser;

before(async () => {
  site = await serve(await build("search"));
  browser = await launch();
});

after(async () => {
  await browser.close();
  await site.close();
});

const state = '[data-module="search"]';

async function settled(page: Page, wanted = "ready"): Promise<void> {
  await page.waitForSelector(`${state}[data-search-state="${wanted}"]`, { state: "attached", timeout: 10_000 });
}

async function results(page: Page): Promise<{ id: string; anchor: string; href: string }[]> {
  return page.locator(`${state} li[data-guide]`).evaluateAll((items) =>
    items.map((item) => ({
      id: item.getAttribute("data-guide") ?? "",
      anchor: item.getAttribute("data-anchor") ?? "",
      href: item.querySelector(":scope > a")?.getAttribute("href") ?? "",
    })),
  );
}

for (const [prefix, lang] of [["", "zh-Hant"], ["/zh-hans", "zh-Hans"], ["/en", "en"]] as const) {
  test(`the page in ${lang} shows what kiu search says, with links to sections`, async () => {
    const context = await browser.newContext();
    const { page, complaints } = await open(context);
    for (const [query, id] of QUERIES) {
      await page.goto(`${site.url}${prefix}/search/?q=${encodeURIComponent(query)}`);
      await settled(page);
      const shown = await results(page);
      assert.equal(shown[0]?.id, id, query);
      const { stdout } = await run(KIU, ["search", query, "--lang", lang, "--json"], { cwd: ROOT });
      const reference = JSON.parse(stdout) as { id: string; anchor: string; url: string }[];
      const link = ({ url, anchor }: { url: string; anchor: string }) => (anchor === "" ? url : `${url}#${anchor}`);
      assert.deepEqual(shown.map((one) => one.id), reference.map((one) => one.id), query);
      assert.deepEqual(shown.map((one) => one.href), reference.map(link), query);
      assert.ok(shown.every((one) => one.href.startsWith(`${prefix}/`)), "results are in the reader's script");
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("results come while one types, are marked in the reader's script, and stand in the address", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  await page.goto(`${site.url}/zh-hans/search/`);
  await settled(page, "empty");
  await page.locator("main input[name=q]").pressSequentially("廣東計劃", { delay: 20 });
  await settled(page);
  const marks = await page.locator(`${state} mark`).allInnerTexts();
  assert.ok(marks.includes("广东计划"), marks.join(" "));
  assert.equal(new URL(page.url()).searchParams.get("q"), "廣東計劃");
  await page.keyboard.press("Enter");
  await page.locator(`${state} li a`).first().click();
  await page.waitForURL(/\/zh-hans\/elderly-care\/guangdong-scheme\//);
  await page.goBack();
  await settled(page);
  assert.equal(await page.locator("main input[name=q]").inputValue(), "廣東計劃");
  await context.close();
});

test("a question from the home page is answered on the search page", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  await page.goto(`${site.url}/en/`);
  await page.fill("main input[name=q]", "health care voucher");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal((await results(page))[0]?.id, "ME-01");
  await context.close();
});

test("only the shards and records that a query needs are fetched", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  site.sent.length = 0;
  await page.goto(`${site.url}/search/?q=${encodeURIComponent("生果金")}`);
  await settled(page);
  const index = site.sent.filter(({ path }) => path.startsWith("/search/") && path !== "/search/");
  const shards = index.filter(({ path }) => path.endsWith(".bin"));
  assert.ok(shards.length <= 2, shards.map(({ path }) => path).join(" "));
  const bytes = index.reduce((sum, { bytes }) => sum + bytes, 0);
  const all = site.sent.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`first search: ${index.length} files of the index, ${bytes} bytes; with the page, ${all} bytes`);
  await context.close();
});

test("five results stand before all ten are there, and what is typed over is given up", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  const held: (() => void)[] = [];
  let n = 0;
  await page.route("**/r*.json", async (route) => {
    n += 1;
    if (n > 5) await new Promise<void>((release) => held.push(release));
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${site.url}/search/?q=${encodeURIComponent("醫療券")}`);
  await page.waitForFunction((selector) => document.querySelectorAll(`${selector} li[data-guide]`).length === 5, state);
  assert.equal(await page.locator(state).getAttribute("data-search-state"), "loading");
  const aborted: string[] = [];
  page.on("requestfailed", (request) => aborted.push(request.url()));
  n = -1000;
  await page.fill("main input[name=q]", "回鄉證");
  await settled(page);
  assert.equal((await results(page))[0]?.id, "DO-01");
  assert.ok(aborted.length > 0, "records of the older query were given up");
  for (const release of held) release();
  await context.close();
});

test("hostile and empty queries are only text", async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  await page.goto(`${site.url}/search/`);
  for (const query of ["<img src=x onerror=alert(1)>", "，。！？", "x".repeat(5000), "\u202e果生\u0000", "(.*)+[", "\ud800"]) {
    await page.fill("main input[name=q]", query);
    await page.waitForFunction((selector) => ["ready", "empty"].includes(document.querySelector<HTMLElement>(selector)?.dataset["searchState"] ?? ""), state);
  }
  await page.fill("main input[name=q]", "");
  await settled(page, "empty");
  assert.equal((await results(page)).length, 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a shard that cannot be fetched is said, and tried again on the next keystroke", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  await page.goto(`${site.url}/search/?q=${encodeURIComponent("生果金")}`);
  await settled(page);
  const shard = site.sent.find(({ path }) => path.endsWith(".bin"))?.path ?? "";
  const other = await browser.newContext();
  const { page: fresh } = await open(other);
  site.broken.add(shard);
  await fresh.goto(`${site.url}/search/?q=${encodeURIComponent("生果金")}`);
  await settled(fresh, "error");
  assert.ok((await fresh.locator(`${state} [role="status"]`).innerText()).length > 5);
  site.broken.clear();
  await fresh.locator("main input[name=q]").press("Space");
  await settled(fresh);
  assert.equal((await results(fresh))[0]?.id, "EC-01");
  await context.close();
  await other.close();
});

test("a question the guides do not answer is admitted, with other ways; one they do is not", async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  await page.goto(`${site.url}/search/?q=${encodeURIComponent("how to train a puppy")}`);
  await settled(page);
  const box = page.locator("[data-module=search]");
  const help = page.locator("[data-search-help]");
  assert.ok(await box.evaluate((element) => element.hasAttribute("data-search-weak")));
  assert.ok(await help.isVisible());
  const mail = (await help.locator("a[href^='mailto:']").getAttribute("href")) ?? "";
  assert.ok(mail.startsWith("mailto:info@ftu.org.hk?") && mail.includes("train%20a%20puppy"), mail);
  await page.fill("main input[name=q]", "回鄉證過期");
  await help.waitFor({ state: "hidden" });
  assert.equal((await results(page))[0]?.id, "DO-01");
  assert.equal(await box.evaluate((element) => element.hasAttribute("data-search-weak")), false);
  await page.fill("main input[name=q]", "老火湯食譜");
  await settled(page, "empty");
  assert.ok(await help.isVisible());
  assert.deepEqual(complaints, []);
  await context.close();
});
