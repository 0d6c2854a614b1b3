// `kiu serve`: an editor changes a guide and sees it, or sees what is wrong.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { KIU, launch, open, ROOT } from "./support";

let folder: string;
let server: ChildProcess;
let url: string;
let browser: Browser;
let said = "";

before(async () => {
  mkdirSync(join(ROOT, "target/tests"), { recursive: true });
  folder = mkdtempSync(join(ROOT, "target/tests/serve-"));
  for (const name of ["content", "data", "config.toml"]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const name of ["themes", "static"]) symlinkSync(join(ROOT, name), join(folder, name));
  server = spawn(KIU, ["--root", folder, "serve", "--port", "0"], { env: { ...process.env, NO_COLOR: "1" } });
  url = await new Promise((found, failed) => {
    server.stderr?.on("data", (data: Buffer) => {
      said += data.toString();
      const address = /serving (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (address !== undefined) found(address);
    });
    server.on("exit", () => failed(new Error(said)));
  });
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
});

test("pages come with their types and the production headers", async () => {
  const page = await fetch(`${url}/elderly-care/guangdong-scheme/`);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  const html = await page.text();
  const style = /href="?([^" >]*\.css)/.exec(html)?.[1] ?? "";
  assert.equal((await fetch(url + style)).headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal((await fetch(`${url}/nowhere/`)).status, 404);
  const slashless = await fetch(`${url}/elderly-care`, { redirect: "manual" });
  assert.equal(slashless.headers.get("location"), "/elderly-care/");
});

test("a change reloads the page; a fault is shown and the last good page stays; mending it reloads", { timeout: 60_000 }, async () => {
  const file = join(folder, "content/elderly-care/guangdong-scheme.md");
  const original = readFileSync(file, "utf8");
  const context = await browser.newContext();
  const { page, complaints } = await open(context);
  await page.goto(`${url}/elderly-care/guangdong-scheme/`);
  writeFileSync(file, original.replace("## 小心 {#pitfalls}", "## 千萬小心 {#pitfalls}"));
  await page.waitForSelector("h2#pitfalls:has-text('千萬小心')");
  writeFileSync(file, original.replace('contacts = ["swd-gdfj"', 'contacts = ["swd-gdf"'));
  const panel = page.locator("[data-kiu-fault]");
  // A build that was under way may say it in Zola's words first.
  await panel.filter({ hasText: "unknown-contact" }).waitFor();
  const text = await panel.innerText();
  assert.ok(text.includes("unknown-contact") && text.includes("did you mean `swd-gdfj`?"), text);
  assert.ok(said.includes("error[unknown-contact]"), "the terminal says it too");
  assert.ok(await page.locator("h2#pitfalls:has-text('千萬小心')").isVisible(), "the last good page stays");
  writeFileSync(file, original);
  await page.waitForSelector("h2#pitfalls:text-is('小心')");
  assert.equal(await panel.count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a port that is taken is said in one line", async () => {
  const port = new URL(url).port;
  const second = spawn(KIU, ["--root", folder, "serve", "--port", port]);
  let complaint = "";
  second.stderr?.on("data", (data: Buffer) => {
    complaint += data.toString();
  });
  const code = await new Promise((ended) => second.on("exit", ended));
  assert.equal(code, 2);
  assert.match(complaint, /could not serve on port \d+ \(is it taken\? choose another with --port\)/);
});
