// Runs a program and measures it from outside: wall time, and the most memory
// its whole process tree held.
//
// Memory is read from /proc every few milliseconds: for each process of the
// tree the high-water mark the kernel keeps (VmHWM), so that what happens
// between two readings counts too; the sum over the tree is the peak. Only
// growth in the last milliseconds of a process's life can escape. Systems
// without /proc report no memory.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { totalmem } from "node:os";

export interface Ran {
  readonly seconds: number;
  /** Undefined without /proc. */
  readonly peakBytes: number | undefined;
}

const SAMPLE_MS = 5;
const TIME_LIMIT_S = 20 * 60;
/** Above this share of the machine's memory a program is ended. */
const MEMORY_LIMIT_SHARE = 0.85;
/** Of what a failed program said, the end. */
const MAX_SAID_CHARS = 200;

/** Throws an error that says why, if the program fails or exceeds a limit. */
export function measureRun(program: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    // A group of its own, so that the whole tree can be ended.
    const child = spawn(program, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const { pid } = child;
    const peaks = new Map<number, number>();
    let said = "";
    let exceeded: string | undefined;
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-MAX_SAID_CHARS);
    });
    const peak = (): number => [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0);
    const sampler = setInterval(() => {
      if (pid === undefined || exceeded !== undefined) return;
      for (const one of tree(pid)) peaks.set(one, Math.max(peaks.get(one) ?? 0, highWater(one)));
      if (peak() > totalmem() * MEMORY_LIMIT_SHARE) exceeded = `more than ${(peak() / 1e9).toFixed(1)} GB of memory`;
      else if (performance.now() - begin > TIME_LIMIT_S * 1000) exceeded = `more than ${TIME_LIMIT_S / 60} minutes`;
      if (exceeded !== undefined) process.kill(-pid, "SIGKILL");
    }, SAMPLE_MS);
    child.on("error", (error) => {
      clearInterval(sampler);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearInterval(sampler);
      if (code === 0) resolve({ seconds: (performance.now() - begin) / 1000, peakBytes: peaks.size > 0 ? peak() : undefined });
      else reject(new Error(exceeded ?? `${signal ?? `exit code ${code}`} ${said.trim()}`.trim()));
    });
  });
}

/** A process and all that descend from it. */
function tree(pid: number): number[] {
  return [pid, ...children(pid).flatMap(tree)];
}

function children(pid: number): number[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const lists = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"));
    return lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
  } catch {
    // It has ended since.
    return [];
  }
}

function highWater(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
