// Writes a generated site: OUT/p/<n>/index.html, n from 0.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { htmlPage } from "./html";
import type { Lang } from "./source";
import type { Writer } from "./text";

/** Pages written at the same time: enough to keep the disk busy. */
const BATCH = 64;

/** Replaces the folder. */
export async function writeSite(out: string, nPages: number, lang: Lang, writer: Writer): Promise<void> {
  await rm(out, { recursive: true, force: true });
  const writePage = async (n: number): Promise<void> => {
    const folder = join(out, "p", String(n));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "index.html"), htmlPage(writer.guide(n), lang));
  };
  for (let first = 0; first < nPages; first += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, nPages - first) }, (_, i) => first + i);
    await Promise.all(batch.map(writePage));
  }
}
