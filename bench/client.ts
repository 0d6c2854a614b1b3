// What a search costs a client that has nothing yet: bytes, requests, round
// trips and time to the first five results, on a simulated line.

import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import type { Indexed } from "./engine";
import { type Finish, watch } from "./probe";
import type { Sent, Served } from "./serve";

const WANTED_RESULTS = 5;
/** Chromium delays each request by the latency and shares the rate among all. */
const LINE = { offline: false, latency: 100, downloadThroughput: 5e6 / 8, uploadThroughput: 5e6 / 8 };
const TIMEOUT_MS = 60_000;

/** One query of a cold client. All but the page's HTML and stylesheets is counted. */
export interface Cold {
  readonly bodyBytes: number;
  /** Of requests and responses, as text. */
  readonly headerBytes: number;
  readonly nRequests: number;
  /** Requests in the longest chain, each begun after the one before ended: without HTML, stylesheets and scripts, and with. */
  readonly roundTripsAfterScripts: number;
  readonly roundTrips: number;
  readonly msAfterHtml: number;
  readonly msFromNavigation: number;
  /** At most five. */
  readonly nResults: number;
}

/** When a request began and ended, in milliseconds since 1970. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

export async function searchCold(browser: Browser, served: Served, { searchPath }: Indexed, query: string): Promise<Cold> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await slowDown(context, page);
    await page.addInitScript(watch, WANTED_RESULTS);
    const requests: Request[] = [];
    page.on("request", (request) => requests.push(request));
    const failed = new Promise<never>((_, reject) => page.on("pageerror", reject));
    // It may fail before anyone waits for it.
    failed.catch(() => undefined);
    served.sent.clear();
    await page.goto(`${served.origin}${searchPath}?q=${encodeURIComponent(query)}`, { waitUntil: "commit" });
    const finish = await within(TIMEOUT_MS, Promise.race([page.evaluate(() => window.kiuFinish), failed]));
    if (finish === undefined) throw new Error("the page was not watched");
    // Begun in time, a request counts in full, even if results did not wait for it.
    const counted = requests.filter((request) => request.timing().startTime <= finish.resultsAtEpoch);
    await Promise.all(counted.map((request) => within(TIMEOUT_MS, request.response().then((response) => response?.finished()))));
    return summary(counted, served, finish);
  } finally {
    await context.close();
  }
}

async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
}

function summary(counted: readonly Request[], { sent }: Served, finish: Finish): Cold {
  const isOf = (request: Request, ...types: string[]): boolean => types.includes(request.resourceType());
  const fetched = counted.filter((request) => !isOf(request, "document", "stylesheet"));
  const responses = fetched.map((request) => sent.get(request.url())).filter((one): one is Sent => one !== undefined);
  return {
    bodyBytes: responses.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
    headerBytes: responses.reduce((sum, { headerBytes }) => sum + headerBytes, 0),
    nRequests: fetched.length,
    roundTripsAfterScripts: longestChain(fetched.filter((request) => !isOf(request, "script")).map(spanOf)),
    roundTrips: longestChain(counted.map(spanOf)),
    msAfterHtml: finish.resultsAt - finish.htmlAt,
    msFromNavigation: finish.resultsAt,
    nResults: finish.nResults,
  };
}

function spanOf(request: Request): Span {
  const { startTime, responseEnd } = request.timing();
  return { begin: startTime, end: startTime + responseEnd };
}

/** How many spans can follow one another without overlap: always take the one that ends first. */
function longestChain(spans: readonly Span[]): number {
  let length = 0;
  let free = 0;
  for (const { begin, end } of [...spans].sort((a, b) => a.end - b.end)) {
    if (begin < free) continue;
    length += 1;
    free = end;
  }
  return length;
}

export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no results after ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
