// Fetches the files of the web index, each once. What failed or was damaged is
// forgotten, by us and by the browser's cache, so that the next keystroke tries
// again; what nobody waits for any more is given up.

import { type Facets, type Guide, parseFacets, parseGuide, Shard } from "./shards";

/** What is needed of `fetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

interface Loading {
  readonly value: Promise<unknown>;
  readonly controller: AbortController | undefined;
  /** The runs that wait for it; a file that is there has none. */
  readonly runs: Set<number>;
}

export class Files {
  private readonly known = new Map<string, Loading>();
  private readonly failed = new Set<string>();
  private run = 0;

  constructor(private readonly fetch: Fetch = (url, init) => window.fetch(url, init)) {}

  /** Begins a run: files asked for from now on are for it. */
  begin(): number {
    this.run += 1;
    return this.run;
  }

  /** Gives up what was being fetched for runs before this one alone. */
  giveUpBefore(run: number): void {
    for (const [url, { controller, runs }] of this.known) {
      const waited = runs.size > 0;
      for (const old of runs) if (old < run) runs.delete(old);
      if (waited && runs.size === 0) {
        this.known.delete(url);
        controller?.abort();
      }
    }
  }

  /** Whether a file is there already. */
  has(url: string): boolean {
    return this.known.get(url)?.runs.size === 0;
  }

  shard(url: string): Promise<Shard> {
    return this.get(url, async (response) => new Shard(new Uint8Array(await response.arrayBuffer())));
  }

  guide(url: string): Promise<Guide> {
    return this.get(url, async (response) => parseGuide(await response.text()));
  }

  facets(url: string): Promise<Facets> {
    return this.get(url, async (response) => parseFacets(await response.text()));
  }

  private get<T>(url: string, read: (response: Response) => Promise<T>): Promise<T> {
    const known = this.known.get(url);
    if (known !== undefined) {
      if (known.runs.size > 0) known.runs.add(this.run);
      return known.value as Promise<T>;
    }
    // Old browsers have no AbortController: there a file that is not wanted any
    // more is fetched to its end.
    const controller = typeof AbortController === "undefined" ? undefined : new AbortController();
    const cache = this.failed.has(url) ? "reload" : "default";
    const init: RequestInit = controller === undefined ? { cache } : { cache, signal: controller.signal };
    const value = this.fetch(url, init).then((response) => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return read(response);
    });
    const loading: Loading = { value, controller, runs: new Set([this.run]) };
    this.known.set(url, loading);
    value.then(
      () => {
        loading.runs.clear();
        this.failed.delete(url);
      },
      () => {
        if (this.known.get(url) === loading) this.known.delete(url);
        this.failed.add(url);
      },
    );
    return value;
  }
}
