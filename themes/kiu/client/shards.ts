// Reads the web index: `docs/web-index.md` describes the files.

import { isHan } from "./analyzer";

const VERSION = 3;
const MAX_IMPACT = 4095;
const NEWLINE = 10;

/** Sections of a guide that come in one file. */
const SECTIONS_PER_RECORD = 4;

/** The index was made by another version of the site than this page. */
export class OtherVersion extends Error {}

/** Where the index lies, as the build wrote it into the page. */
export interface Entry {
  readonly terms: string;
  readonly shards: number;
  readonly divisions: number;
  readonly more: string;
  readonly more_shards: number;
  readonly records: string;
  readonly facets: string;
  readonly fold: string;
  /** What terms anywhere in a guide count for; see `rank`. */
  readonly spread: number;
  /** Results are weak below this score with less than this share of the query,
   *  or below a score that only passing mentions have. */
  readonly weak: readonly [score: number, share: number, passing: number];
}

const STRINGS = ["terms", "more", "records", "facets", "fold"];
const NUMBERS = ["shards", "divisions", "more_shards", "spread"];

/** Checks what the page says of its index. */
export function parseEntry(json: string): Entry {
  const value: unknown = JSON.parse(json);
  if (!isObject(value) || value["version"] !== VERSION) throw new OtherVersion("index of another version");
  const weak = value["weak"];
  const whole =
    STRINGS.every((key) => typeof value[key] === "string") &&
    NUMBERS.every((key) => typeof value[key] === "number") &&
    Array.isArray(weak) && weak.length === 3 && weak.every((one) => typeof one === "number");
  if (!whole) throw new Error("index entry is not complete");
  return value as unknown as Entry;
}

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

/** For each facet, for each of its values, the places of the guides that have it. */
export type Facets = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** Checks the facets file. */
export function parseFacets(json: string): Facets {
  const value: unknown = JSON.parse(json);
  const isFacet = (facet: unknown) => isObject(facet) && Object.values(facet).every((guides) => Array.isArray(guides) && guides.every(Number.isInteger));
  if (!isObject(value) || !Object.values(value).every(isFacet)) throw new Error("not facets");
  return value as Facets;
}

/** `[section, impact]`, the highest impact first. */
export type Posting = readonly [section: number, impact: number];

/** FNV-1a, 32 bits. */
function fnv(bytes: Iterable<number>, hash = 0x811c9dc5): number {
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The shard a term lies in, of so many: by its first Han or its first two
 *  other characters, and the division that the next one's code point names. */
export function shardOf(term: string, shards: number, divisions: number): number {
  const chars = [...term];
  const first = chars[0] !== undefined && isHan(chars[0]) ? 1 : 2;
  const hash = fnv(new TextEncoder().encode(chars.slice(0, first).join("")));
  const division = (chars[first]?.codePointAt(0) ?? 0) % divisions;
  return (divisions > 1 ? fnv([division], hash) : hash) % shards;
}

/** A term of a shard with its postings, and whether it has more of them in the
 *  second tier. */
export interface Match {
  readonly term: string;
  readonly postings: readonly Posting[];
  readonly hasMore: boolean;
}

/** One shard: the posting lists of its terms. */
export class Shard {
  private at = 1;
  /** Where the list of each term begins: at its length. */
  private readonly lists = new Map<string, number>();

  constructor(private readonly bytes: Uint8Array) {
    const end = bytes.length - 4;
    if (end < 1 || bytes[0] === 0x3c) throw new Error("no shard, perhaps a page");
    if (bytes[0] !== VERSION) throw new OtherVersion("shard of another version");
    this.bytes = bytes.subarray(0, end);
    const sum = new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0, true);
    if (sum !== fnv(this.bytes)) throw new Error("shard is damaged");
    this.readTerms();
  }

  /** The term with its postings; nothing if the shard does not hold it. */
  find(term: string): Match[] {
    const at = this.lists.get(term);
    if (at === undefined) return [];
    this.at = at;
    const length = this.varint();
    return [{ term, postings: this.list(this.at + Math.floor(length / 2)), hasMore: length % 2 === 1 }];
  }

  /** The words that begin with `start` and carry something. */
  wordsFrom(start: string): Match[] {
    const words = [...this.lists.keys()].filter((term) => term.startsWith(start));
    return words.flatMap((term) => this.find(term)).filter(({ postings }) => postings.length > 0);
  }

  /** Decodes all terms at once: one by one would take longer than the search. */
  private readTerms(): void {
    const names: number[] = [];
    const places: number[] = [];
    let before = 0;
    while (this.at < this.bytes.length) {
      const head = this.byte();
      const shared = this.long(head >> 4);
      const rest = this.long(head & 15);
      const start = names.length;
      for (let i = 0; i < shared; i += 1) names.push(names[before + i] as number);
      for (let i = 0; i < rest; i += 1) names.push(this.byte());
      names.push(NEWLINE);
      before = start;
      places.push(this.at);
      const length = this.varint();
      this.at += Math.floor(length / 2);
    }
    if (this.at > this.bytes.length) throw new Error("shard ends too early");
    const terms = new TextDecoder().decode(new Uint8Array(names)).split("\n");
    places.forEach((place, i) => this.lists.set(terms[i] as string, place));
  }

  private list(end: number): Posting[] {
    const postings: Posting[] = [];
    let impact = MAX_IMPACT + 1;
    while (this.at < end) {
      const fall = this.varint();
      impact -= Math.floor(fall / 2) + 1;
      let section = 0;
      for (let left = fall % 2 === 1 ? this.varint() + 2 : 1; left > 0; left -= 1) {
        section += this.varint();
        postings.push([section, impact]);
      }
    }
    return postings;
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error("shard ends too early");
    this.at += 1;
    return byte;
  }

  /** Four bits, and what did not fit into them. */
  private long(bits: number): number {
    return bits < 15 ? bits : 15 + this.varint();
  }

  /** Unsigned LEB128. */
  private varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
