// What a query costs the browser in CPU time, on a page that stays open.
//
// Counted is the time on a processor of every thread of the page's process,
// its workers included. Chromium's own count of script time will not do: it
// leaves out what runs after an `await`, which is nearly all of a search.
// Linux keeps the time of each thread in nanoseconds; elsewhere nothing is
// measured.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { CDPSession } from "playwright-core";
import { launch } from "../tests/browser/support";
import { within } from "./client";
import type { Indexed } from "./engine";
import { ask } from "./probe";
import type { Served } from "./serve";

/** Milliseconds for each query in turn. */
export interface Cpu {
  /** Whatever it needs being fetched and unpacked. */
  readonly first: readonly number[];
  /** The same queries once more, everything being there. */
  readonly again: readonly number[];
  /** And once more, nothing of the page being drawn: the search alone. */
  readonly undrawn: readonly number[];
}

const TIMEOUT_MS = 60_000;
/** For what a search leaves to be done. */
const SETTLE_MS = 50;

export async function measureCpu(served: Served, { searchPath }: Indexed, queries: readonly string[]): Promise<Cpu> {
  if (!existsSync("/proc/self/schedstat")) return { first: [], again: [], undrawn: [] };
  // A browser of its own, so that the page's process is the only one that works.
  const browser = await launch();
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${served.origin}${searchPath}`, { waitUntil: "networkidle" });
    const session = await browser.newBrowserCDPSession();
    const pass = async (): Promise<number[]> => {
      const spent: number[] = [];
      for (const query of queries) {
        const before = await rendererMs(session);
        await within(TIMEOUT_MS, page.evaluate(ask, query));
        await page.waitForTimeout(SETTLE_MS);
        spent.push((await rendererMs(session)) - before);
      }
      return spent;
    };
    const first = await pass();
    const again = await pass();
    await page.addStyleTag({ content: "html { display: none !important; }" });
    return { first, again, undrawn: await pass() };
  } finally {
    await browser.close();
  }
}

/** CPU time of all page processes of the browser so far. */
async function rendererMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.reduce((sum, { id }) => sum + processMs(id), 0);
}

function processMs(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => sum + threadMs(`${tasks}/${task}/schedstat`), 0);
}

/** The first number is the time on a processor, in nanoseconds. */
function threadMs(path: string): number {
  try {
    return Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6;
  } catch {
    // The thread has ended since.
    return 0;
  }
}
