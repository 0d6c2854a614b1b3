// One trial: one engine on one site. A step that fails is told in the result
// and ends the trial, not the benchmark.

import { launch } from "../tests/browser/support";
import { type Cold, searchCold } from "./client";
import { type Cpu, measureCpu } from "./cpu";
import type { Indexed } from "./engine";
import { serve } from "./serve";
import type { Lang } from "./source";

export type EngineName = "Kiu" | "Pagefind";

/** What every engine is asked on one site. */
export interface Questions {
  /** By the name of their kind. */
  readonly cold: ReadonlyMap<string, readonly string[]>;
  readonly warm: readonly string[];
}

export interface Trial {
  readonly engine: EngineName;
  readonly nPages: number;
  readonly lang: Lang;
  readonly index: Pick<Indexed, "ran" | "sizes"> | undefined;
  /** By the name of the queries' kind; empty if indexing failed. */
  readonly cold: ReadonlyMap<string, readonly Cold[]>;
  readonly cpu: Cpu | undefined;
  readonly failure: string | undefined;
}

export async function runTrial(
  of: Pick<Trial, "engine" | "nPages" | "lang">,
  makeIndex: () => Promise<Indexed>,
  questions: Questions,
): Promise<Trial> {
  const say = (doing: string): void => console.error(`${of.nPages} pages, ${of.lang}, ${of.engine}: ${doing}`);
  const cold = new Map<string, Cold[]>();
  let index: Indexed | undefined;
  let cpu: Cpu | undefined;
  let failure: string | undefined;
  try {
    say("indexing");
    index = await makeIndex();
    say("cold clients");
    await searchAllCold(index, questions.cold, cold);
    say("processor time");
    cpu = await measureWarm(index, questions.warm);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    say(`failed: ${failure}`);
  }
  return { ...of, index, cold, cpu, failure };
}

/** Adds to `into` as it goes, so that what was measured before a failure remains. */
async function searchAllCold(index: Indexed, questions: Questions["cold"], into: Map<string, Cold[]>): Promise<void> {
  const served = await serve(index.content);
  const browser = await launch();
  try {
    for (const [kind, queries] of questions) {
      const measured: Cold[] = [];
      into.set(kind, measured);
      for (const query of queries) measured.push(await searchCold(browser, served, index, query));
    }
  } finally {
    await browser.close();
    await served.close();
  }
}

async function measureWarm(index: Indexed, queries: readonly string[]): Promise<Cpu> {
  const served = await serve(index.content);
  try {
    return await measureCpu(served, index, queries);
  } finally {
    await served.close();
  }
}
