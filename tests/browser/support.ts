// What browser tests share: the built site, served as a production server
// would serve it, and a browser to look at it with.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

const run = promisify(execFile);

/** The repository. */
export const ROOT = process.cwd();
export const KIU = join(ROOT, "target/release/kiu");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".bin": "application/octet-stream",
};

/** One response that went over the wire. */
export interface Sent {
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
}

/** A served site. `sent` lists what was answered; `broken` paths answer 500. */
export interface Site {
  readonly url: string;
  readonly sent: Sent[];
  readonly broken: Set<string>;
  close(): Promise<void>;
}

/** Builds the repository's site into a folder of its own. */
export async function build(out: string, ...args: string[]): Promise<string> {
  const folder = join(ROOT, "target/tests", out);
  await run(KIU, ["build", "--out", folder, ...args], { cwd: ROOT });
  return folder;
}

/** The response headers of `config.toml`. */
async function productionHeaders(): Promise<[string, string][]> {
  const config = await readFile(join(ROOT, "config.toml"), "utf8");
  const table = config.split("[extra.headers]")[1]?.split(/^\[/m)[0] ?? "";
  return [...table.matchAll(/^([\w-]+) = "(.*)"$/gm)].map(([, name, value]) => [name ?? "", value ?? ""]);
}

/** Serves a folder with the production headers and its brotli copies. */
export async function serve(folder: string): Promise<Site> {
  const headers = await productionHeaders();
  const sent: Sent[] = [];
  const broken = new Set<string>();
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const answer = async (): Promise<[number, Record<string, string>, Buffer]> => {
      if (broken.has(path)) return [500, {}, Buffer.from("broken")];
      const inside = normalize(path).replace(/\/$/, "/index.html");
      const file = existsSync(join(folder, inside)) ? inside : "/404.html";
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const packed = existsSync(join(folder, `${file}.br`));
      const body = await readFile(join(folder, packed ? `${file}.br` : file));
      return [file === inside ? 200 : 404, { "content-type": type, ...(packed ? { "content-encoding": "br" } : {}) }, body];
    };
    answer().then(
      ([status, own, body]) => {
        sent.push({ path, status, bytes: body.length });
        response.writeHead(status, [...headers, ...Object.entries(own)].flat());
        response.end(body);
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    broken,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Debian's Chromium; `$CHROMIUM` names another. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page whose console messages of warning and error are collected. */
export async function open(context: BrowserContext): Promise<{ page: Awaited<ReturnType<BrowserContext["newPage"]>>; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints };
}
