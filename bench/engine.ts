// What the benchmark asks of a search engine, whichever it is.

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Ran } from "./measure";
import type { Content } from "./serve";

/** Bytes of an index on the host, as a whole. */
export interface Sizes {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** An index that was made, and the page that searches it. */
export interface Indexed {
  readonly ran: Ran;
  readonly sizes: Sizes;
  readonly content: Content;
  /** Path of the search page; `?q=` follows. */
  readonly searchPath: string;
}

/** Adds up files; those with packed copies beside them are counted by each. */
export async function sizesOf(folder: string, isCounted: (path: string) => boolean): Promise<Sizes> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const bytes = new Map<string, number>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    bytes.set(path, (await stat(path)).size);
  }
  const files = [...bytes.keys()].filter((path) => !/\.(?:br|gz)$/.test(path) && isCounted(path));
  const sum = (size: (path: string) => number | undefined): number =>
    files.reduce((total, path) => total + (size(path) ?? bytes.get(path) ?? 0), 0);
  return {
    raw: sum(() => undefined),
    gzip: sum((path) => bytes.get(`${path}.gz`)),
    brotli: sum((path) => bytes.get(`${path}.br`)),
  };
}
