// The search page beside its results: keys, filters, history, last searches,
// and what it says when something fails.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build, launch, open, type Site, serve } from "./support";

let site: Site;
let browser: Browser;

before(async () => {
  site = await serve(await build("search-page"));
  browser = await launch();
});

after(async () => {
  await browser.close();
  await site.close();
});

const BOX = '[data-module="search"]';
const INPUT = "main input[name=q]";

async function settled(page: Page, wanted = "ready"): Promise<void> {
  await page.waitForSelector(`${BOX}[data-search-state="${wanted}"]`, { state: "attached", timeout: 10_000 });
}

async function ids(page: Page): Promise<string[]> {
  return page.locator(`${BOX} li[data-guide]`).evaluateAll((items) => items.map((item) => item.getAttribute("data-guide") ?? ""));
}

/** Runs `walk` on a fresh device that opened the search page. */
async function onPage(path: string, walk: (page: Page, context: BrowserContext) => Promise<void>): Promise<string[]> {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  await page.goto(site.url + path);
  await walk(page, context);
  await context.close();
  return complaints;
}

const asked = (query: string, prefix = "") => `${prefix}/search/?q=${encodeURIComponent(query)}`;

test("everything can be done with keys alone", async () => {
  const complaints = await onPage("/elderly-care/guangdong-scheme/", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("回鄉證");
    await page.keyboard.press("Enter");
    await settled(page);
    const focused = () => page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("data-guide") ?? document.activeElement?.getAttribute("name"));
    await page.keyboard.press("/");
    assert.equal(await focused(), "q", "a slash goes to the box");
    const [first, second] = await ids(page);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), first);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), second);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "q");
    await page.keyboard.press("Escape");
    await settled(page, "empty");
    assert.equal(await page.inputValue(INPUT), "");
    await page.keyboard.type("/回鄉證");
    assert.equal(await page.inputValue(INPUT), "/回鄉證", "in the box a slash is a slash");
    await settled(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/documents\//);
  });
  assert.deepEqual(complaints, []);
});

test("results can be narrowed down, with counts, and the choice stands in the address", async () => {
  await onPage(asked("醫療券"), async (page) => {
    await settled(page);
    const all = await ids(page);
    await page.locator("[data-search-filters] summary").click();
    const option = page.locator('select[name="topic"] option[value="elderly-care"]');
    await page.waitForFunction(() => /\(\d+\)/.test(document.querySelector('select[name="topic"] option[value="elderly-care"]')?.textContent ?? ""));
    const count = Number(/\((\d+)\)/.exec((await option.textContent()) ?? "")?.[1]);
    await page.selectOption('select[name="topic"]', "elderly-care");
    await page.waitForFunction((before) => document.querySelectorAll('[data-module="search"] li[data-guide]').length !== before, all.length);
    await settled(page);
    const left = await ids(page);
    assert.ok(left.length > 0 && left.every((id) => id.startsWith("EC-")), left.join(" "));
    assert.equal(left.length, Math.min(count, 10), "the count is how many there are");
    assert.equal(new URL(page.url()).searchParams.get("topic"), "elderly-care");
    await page.reload();
    await settled(page);
    assert.deepEqual(await ids(page), left);
  });
});

test("a place narrows results down to the guides for it", async () => {
  await onPage(`${asked("養老")}&place=xiamen`, async (page) => {
    await settled(page);
    const left = await ids(page);
    assert.ok(left.length > 0 && left.length < 10, left.join(" "));
    await page.selectOption('select[name="place"]', "");
    await page.waitForFunction(() => document.querySelectorAll('[data-module="search"] li[data-guide]').length === 10);
  });
});

test("going back and forward goes through what was sent", async () => {
  await onPage(asked("回鄉證"), async (page) => {
    await settled(page);
    const first = await ids(page);
    await page.fill(INPUT, "生果金");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector('[data-module="search"] li')?.getAttribute("data-guide") === "EC-01");
    await page.goBack();
    await page.waitForFunction((id) => document.querySelector('[data-module="search"] li')?.getAttribute("data-guide") === id, first[0]);
    assert.equal(await page.inputValue(INPUT), "回鄉證");
    await page.goForward();
    await page.waitForFunction(() => document.querySelector('[data-module="search"] li')?.getAttribute("data-guide") === "EC-01");
    assert.equal(await page.inputValue(INPUT), "生果金");
  });
});

test("a page that comes back from the browser's cache answers again", async () => {
  await onPage(asked("回鄉證"), async (page) => {
    await settled(page);
    await page.evaluate(() => {
      document.querySelector('[data-module="search"] ol')?.replaceChildren();
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await page.waitForSelector(`${BOX} li[data-guide="DO-01"]`);
  });
});

test("searches that led somewhere are offered again on this device, until cleared", async () => {
  await onPage(asked("回鄉證"), async (page) => {
    await settled(page);
    await page.locator(`${BOX} li a`).first().click();
    await page.waitForURL(/\/documents\//);
    await page.goto(`${site.url}/search/`);
    const recent = page.locator("[data-search-recent]");
    assert.equal(await recent.locator("li").innerText(), "回鄉證");
    await recent.locator("a").click();
    await settled(page);
    assert.ok(await recent.isHidden(), "not while something is asked");
    await page.goto(`${site.url}/search/`);
    await recent.locator("button").click();
    assert.ok(await recent.isHidden());
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });
});

test("where nothing may be stored the search works all the same", async () => {
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } });
  });
  await page.goto(site.url + asked("回鄉證"));
  await settled(page);
  await page.locator(`${BOX} li a`).first().click();
  await page.waitForURL(/\/documents\//);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("offline is said, and search goes on when the line is back", async () => {
  await onPage("/search/", async (page, context) => {
    await settled(page, "empty");
    await context.setOffline(true);
    await page.fill(INPUT, "生果金");
    await settled(page, "error");
    const said = await page.locator(`${BOX} [role=status]`).innerText();
    assert.match(said, /沒有網絡/);
    await context.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await settled(page);
    assert.equal((await ids(page))[0], "EC-01");
  });
});

test("a slow line is said", async () => {
  await onPage("/search/", async (page) => {
    await page.route("**/*.bin", async (route) => {
      await new Promise((later) => setTimeout(later, 4500));
      await route.continue();
    });
    await page.fill(INPUT, "生果金");
    await page.waitForFunction(() => document.querySelector('[data-module="search"] [role=status]')?.textContent?.includes("線路較慢"), undefined, { timeout: 6000 });
    await settled(page);
  });
});

test("a page older than the index offers to reload, a damaged file to try again", async () => {
  await onPage("/search/", async (page) => {
    const button = page.locator(`${BOX} [role=status] button`);
    await page.route("**/*.bin", (route) => route.fulfill({ body: Buffer.from([7, 0, 0, 0, 0, 0]) }));
    await page.fill(INPUT, "生果金");
    await settled(page, "error");
    assert.equal(await button.innerText(), "重新載入");
    await page.unroute("**/*.bin");
    await page.route("**/*.bin", (route) => route.fulfill({ body: "<!doctype html>", contentType: "text/html" }));
    await page.fill(INPUT, "生果金 ");
    await page.waitForFunction(() => document.querySelector('[data-module="search"] button')?.textContent === "再試");
    await page.unroute("**/*.bin");
    await button.click();
    await settled(page);
    assert.equal((await ids(page))[0], "EC-01");
  });
});

test("an entry of another version leaves the page readable", async () => {
  const context = await browser.newContext();
  const { page } = await open(context);
  await page.route("**/search/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/("version":|&quot;version&quot;:|&#34;version&#34;:)3/, "$12") });
  });
  await page.goto(`${site.url}/search/`);
  await settled(page, "error");
  assert.equal(await page.locator(`${BOX} [role=status] button`).innerText(), "重新載入");
  assert.ok(await page.locator("#all-guides").isVisible());
  await context.close();
});

test("quotation marks ask for exactly these words", async () => {
  await onPage(asked("「高齡津貼」"), async (page) => {
    await settled(page);
    assert.ok((await ids(page)).length > 0);
    await page.fill(INPUT, "「沒有這一句話」");
    await settled(page, "empty");
    assert.match(await page.locator(`${BOX} [role=status]`).innerText(), /引號/);
  });
});
