// Reads the web index: `docs/web-index.md` describes the files.

import { shardKey } from "./analyzer";

const VERSION = 2;
const MAX_IMPACT = 4095;

/** Where the index lies, as the build wrote it into the page. */
export interface Entry {
  readonly terms: string;
  readonly shards: number;
  readonly fold: string;
  readonly records: string;
  /** What terms anywhere in a guide count for; see `rank`. */
  readonly spread: number;
  /** What a near term counts for when a character is wrong; see `weigh`. */
  readonly wrong: number;
  /** Results are weak below this score and this share of the query. */
  readonly weak: readonly [score: number, share: number];
}

/** Sections of a guide that come in one file. */
const SECTIONS_PER_RECORD = 4;

/** The file with what a result shows, and the section's place in it. */
export function recordOf(guide: number, section: number): { name: string; place: number } {
  return { name: `${guide}-${Math.floor(section / SECTIONS_PER_RECORD)}.json`, place: section % SECTIONS_PER_RECORD };
}

/** Some sections of a guide as results show them: `[anchor, heading, text]`. */
export interface Guide {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly sections: readonly (readonly [string, string, string])[];
}

/** `[section, impact]`, the highest impact first. */
export type Posting = readonly [section: number, impact: number];

/** Checks what the page says of its index. */
export function parseEntry(json: string): Entry {
  const value: unknown = JSON.parse(json);
  if (!isObject(value) || value["version"] !== VERSION) throw new Error("index of another version");
  const { terms, shards, fold, records, spread, wrong, weak } = value;
  const isPair = (pair: unknown): pair is [number, number] => Array.isArray(pair) && pair.length === 2 && pair.every((n) => typeof n === "number");
  if (!isPair(weak)) throw new Error("index entry is not complete");
  if (typeof terms !== "string" || typeof shards !== "number" || typeof fold !== "string" || typeof records !== "string" || typeof spread !== "number" || typeof wrong !== "number") {
    throw new Error("index entry is not complete");
  }
  return { terms, shards, fold, records, spread, wrong, weak };
}

/** Checks a record file: `[id, path, title, [[anchor, heading, text], …]]`. */
export function parseGuide(json: string): Guide {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value)) throw new Error("not a record");
  const [id, path, title, sections] = value as unknown[];
  const isSection = (s: unknown): s is [string, string, string] => Array.isArray(s) && s.length === 3 && s.every((text) => typeof text === "string");
  if (typeof id !== "string" || typeof path !== "string" || typeof title !== "string" || !Array.isArray(sections) || !sections.every(isSection)) {
    throw new Error("not a record");
  }
  return { id, path, title, sections };
}

/** FNV-1a, 32 bits, of the term's shard key, modulo the number of shards. */
export function shardOf(term: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(shardKey(term))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % shards;
}

/** One shard: the posting lists of its terms. */
export class Shard {
  readonly #bytes: Uint8Array;
  #at = 1;

  constructor(bytes: Uint8Array) {
    if (bytes[0] !== VERSION) throw new Error("shard of another version");
    this.#bytes = bytes;
  }

  /** The postings of a term; none if the shard does not hold it. */
  postings(term: string): Posting[] {
    const wanted = new TextEncoder().encode(term);
    this.#at = 1;
    while (this.#at < this.#bytes.length) {
      const name = this.#take(this.#varint());
      const list = this.#varint();
      if (name.length === wanted.length && name.every((byte, i) => byte === wanted[i])) {
        return this.#list(this.#at + list);
      }
      this.#at += list;
    }
    if (this.#at > this.#bytes.length) throw new Error("shard ends too early");
    return [];
  }

  #list(end: number): Posting[] {
    const postings: Posting[] = [];
    let impact = MAX_IMPACT + 1;
    while (this.#at < end) {
      impact -= this.#varint();
      let section = 0;
      for (let left = this.#varint(); left > 0; left -= 1) {
        section += this.#varint();
        postings.push([section, impact]);
      }
    }
    return postings;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Error("shard ends too early");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Unsigned LEB128. */
  #varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Error("shard ends too early");
      this.#at += 1;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  }
}

/** Fetches each file once. A failed fetch is forgotten, so the next keystroke tries again. */
export class Files {
  readonly #loading = new Map<string, Promise<unknown>>();

  shard(url: string): Promise<Shard> {
    return this.#get(url, async (response) => new Shard(new Uint8Array(await response.arrayBuffer())));
  }

  guide(url: string): Promise<Guide> {
    return this.#get(url, async (response) => parseGuide(await response.text()));
  }

  text(url: string): Promise<string> {
    return this.#get(url, (response) => response.text());
  }

  #get<T>(url: string, read: (response: Response) => Promise<T>): Promise<T> {
    const known = this.#loading.get(url) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const loading = fetch(url).then((response) => {
      if (!response.ok) throw new Error(`${url}: ${response.status}`);
      return read(response);
    });
    this.#loading.set(url, loading);
    loading.catch(() => this.#loading.delete(url));
    return loading;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
