// Answers a query from the web index, as `kiu search` does from tantivy's
// (`indexer/src/index/query.rs`). Knows nothing of the page.

import { type Fold, parseFold } from "./analyzer";
import type { Files } from "./files";
import { holds, isLetters, parseQuery, type Query, type QueryTerm } from "./query";
import { guideOf, isOwn, keep, type Postings, rank, type Ranked, SECTIONS_PER_GUIDE, share } from "./rank";
import { type Entry, type Guide, OtherVersion, recordOf, type Match, type Shard, shardOf } from "./shards";

const MAX_RESULTS = 10;
/** So many are read first, and shown as soon as they are there. */
const FIRST_RESULTS = 5;
/** A word the index lacks is looked for with one letter wrong from this many on. */
const MIN_WRONG = 4;
/** A guide with less of the best one's score does not count as found when
 *  results are narrowed down. */
const MIN_RELEVANT = 0.2;
/** With so many divisions at most, near terms lie in every one. */
const NEAR_EVERYWHERE = 4;
/** Rounds of fetching what phrases are checked in; see `holding`. */
const MAX_ROUNDS = 20;

export interface Result {
  readonly guide: Guide;
  /** The section's place among the guide's sections that came with it. */
  readonly section: number;
}

export interface Found {
  readonly results: readonly Result[];
  /** The words of the index that the query asked for: what to mark. */
  readonly words: readonly string[];
  /** The guides that fit, whatever the results are narrowed down to. */
  readonly fitting: readonly number[];
  /** Even the best probably does not answer. */
  readonly weak: boolean;
  /** What went wrong; the results are what could be found without it. */
  readonly failure: unknown;
}

export interface Options {
  /** Only guides at these places among guides. */
  readonly only?: ReadonlySet<number>;
  /** Is given the first results as soon as they are there. */
  readonly onFirst?: (results: readonly Result[], words: readonly string[]) => void;
}

/** What the index holds of one term of a query. */
interface LookedUp {
  readonly term: QueryTerm;
  /** The word itself, or those that complete or correct it. */
  readonly words: readonly string[];
  readonly postings: Postings;
  /** The index knows that it carries nothing. */
  readonly isSilent: boolean;
  /** There are more postings in the second tier. */
  readonly hasMore: boolean;
}

export class Engine {
  readonly fold: Fold;

  constructor(
    private readonly entry: Entry,
    private readonly files: Files,
  ) {
    this.fold = parseFold(entry.fold);
  }

  async find(typed: string, { only, onFirst }: Options = {}): Promise<Found> {
    const failures: unknown[] = [];
    const query = parseQuery(typed, this.fold);
    let looked = await this.lookUp(query, failures);
    if (only !== undefined || query.phrases.length > 0) looked = await this.complete(looked, failures);
    const lists = looked.map(({ postings }) => postings);
    const words = looked.filter(({ term }) => term.kind !== "near").flatMap((one) => one.words);
    const held = query.phrases.length === 0 ? lists : await this.holding(query, looked, lists, failures);
    const ranked = rank(held, this.entry.spread);
    const [best] = ranked;
    const fitting = ranked.filter(({ score }) => score >= MIN_RELEVANT * (best?.score ?? 0));
    const shown = (only === undefined ? ranked : fitting.filter(({ guide }) => only.has(guide))).slice(0, MAX_RESULTS);
    const read = async (some: readonly Ranked[]) => kept(await Promise.allSettled(some.map((one) => this.record(one))), failures);
    const results = await read(shown.slice(0, FIRST_RESULTS));
    const rest = shown.slice(FIRST_RESULTS);
    if (rest.some((one) => !this.files.has(this.recordOf(one).url))) onFirst?.(results, words);
    results.push(...(await read(rest)));
    const [score, part, passing] = this.entry.weak;
    const weak = best === undefined || best.score < passing || (best.score < score && share(looked, held, best.guide) < part);
    return { results, words, fitting: fitting.map(({ guide }) => guide), weak, failure: worst(failures) };
  }

  private recordOf({ guide, section }: Ranked): { url: string; place: number } {
    const { name, place } = recordOf(guide, section);
    return { url: this.entry.records + name, place };
  }

  private async record(one: Ranked): Promise<Result> {
    const { url, place } = this.recordOf(one);
    return { guide: await this.files.guide(url), section: place };
  }

  /** What the first tier holds of each term; of a near term only if the index
   *  lacks one that it stands for. */
  private async lookUp({ terms }: Query, failures: unknown[]): Promise<LookedUp[]> {
    const own = await this.matches(terms.filter(({ kind }) => kind !== "near"), failures);
    const known = new Set<string>();
    const unknown = new Set<string>();
    for (const { term, shard, found } of own) if (shard !== undefined) (found.length > 0 ? known : unknown).add(term.text);
    const isSyllable = ({ text }: QueryTerm) =>
      terms.some((other) => other.kind === "joined" && known.has(other.text) && other.standsFor.includes(text));
    const near = terms.filter(({ kind, standsFor }) => kind === "near" && standsFor.some((text) => unknown.has(text)));
    return Promise.all(
      [...own, ...(await this.matches(near, failures))].map(async ({ term, shard, found }) => {
        const isKnown = shard === undefined || found.length > 0 || term.kind === "near" || isSyllable(term);
        return lookedUp(term, isKnown ? found : await this.instead(term, shard, failures));
      }),
    );
  }

  /** The shard of each term, where it came, and what it holds of the term. */
  private async matches(terms: readonly QueryTerm[], failures: unknown[]): Promise<{ term: QueryTerm; shard: Shard | undefined; found: Match[] }[]> {
    const { terms: base, shards, divisions } = this.entry;
    const urls = terms.map((term) => `${base}${shardOf(lookedFor(term, divisions), shards, divisions)}.bin`);
    const loaded = await Promise.allSettled(urls.map((url) => this.files.shard(url)));
    return terms.map((term, i) => {
      const one = loaded[i];
      if (one?.status === "rejected") failures.push(one.reason);
      const shard = one?.status === "fulfilled" ? one.value : undefined;
      return { term, shard, found: shard?.find(term.text) ?? [] };
    });
  }

  /** What a word that the index lacks is taken for: words that complete it, if
   *  it was typed last, or else those with one letter wrong. */
  private async instead({ text, kind, isOpen }: QueryTerm, shard: Shard, failures: unknown[]): Promise<Match[]> {
    if (isOpen) {
      const completed = shard.wordsFrom(text);
      if (completed.length > 0) return completed;
    }
    const letters = [...text];
    if (kind !== "typed" || !isLetters(text) || letters.length < MIN_WRONG) return [];
    const { terms: base, shards, divisions } = this.entry;
    const head = letters.slice(0, 2).join("");
    const numbers = new Set(Array.from({ length: divisions }, (_, i) => shardOf(head + String.fromCharCode(i), shards, divisions)));
    const all = await Promise.allSettled([...numbers].map((number) => this.files.shard(`${base}${number}.bin`)));
    return kept(all, failures).flatMap((one) => one.wordsFrom(head).filter((match) => isOneEditAway(match.term, text)));
  }

  /** The same with the second tier. */
  private complete(looked: readonly LookedUp[], failures: unknown[]): Promise<LookedUp[]> {
    const { more, more_shards, divisions } = this.entry;
    return Promise.all(
      looked.map(async (one) => {
        if (!one.hasMore) return one;
        const words = new Set(one.words);
        const numbers = new Set(one.words.map((word) => shardOf(word.replace(/^~/, ""), more_shards, divisions)));
        const loaded = await Promise.allSettled([...numbers].map((number) => this.files.shard(`${more}${number}.bin`)));
        const rest = kept(loaded, failures).flatMap((shard) => [...words].flatMap((word) => shard.find(word)));
        return { ...one, postings: most([one.postings, ...rest.map(({ postings }) => postings)]) };
      }),
    );
  }

  /** The postings of sections that hold every phrase. Sections that hold all
   *  its terms may; those of the best guides are read until the best do. */
  private async holding({ phrases }: Query, looked: readonly LookedUp[], lists: readonly Postings[], failures: unknown[]): Promise<Postings[]> {
    const of = new Map(looked.map(({ term }, i) => [term.text, lists[i] ?? []]));
    const wanted = phrases.flatMap(({ terms }) => terms.map((term) => of.get(term) ?? [])).filter((list) => list.length > 0);
    // What a guide's own record holds stands at the page's top.
    const sections = wanted.map((list) => new Set(list.map(([number]) => (isOwn(number) ? guideOf(number) * SECTIONS_PER_GUIDE : number))));
    const allowed = new Set([...(sections[0] ?? [])].filter((number) => sections.every((held) => held.has(number))));
    const checked = new Set<number>();
    const filtered = () => lists.map((list) => keep(list, allowed));
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const guides = new Set(rank(filtered(), this.entry.spread).slice(0, MAX_RESULTS).map(({ guide }) => guide));
      const next = [...allowed].filter((number) => guides.has(guideOf(number)) && !checked.has(number));
      if (next.length === 0) return filtered();
      const read = await Promise.allSettled(next.map((number) => this.record({ guide: guideOf(number), section: number % SECTIONS_PER_GUIDE, score: 0 })));
      kept(read, failures);
      next.forEach((number, i) => {
        const one = read[i];
        checked.add(number);
        if (one?.status !== "fulfilled" || !phrases.every((phrase) => holds(texts(one.value), phrase, this.fold))) allowed.delete(number);
      });
    }
    return filtered();
  }
}

/** What the shard of a term is found by. A near term lies where the pair does
 *  that it stands for, in a small index; in a large one in a place of its own. */
function lookedFor({ text, kind, standsFor }: QueryTerm, divisions: number): string {
  if (kind !== "near") return text;
  return divisions <= NEAR_EVERYWHERE ? (standsFor[0] ?? text) : text.slice(1);
}

function lookedUp(term: QueryTerm, found: readonly Match[]): LookedUp {
  const held = found.filter(({ postings }) => postings.length > 0);
  return {
    term,
    words: held.map(({ term: word }) => word),
    postings: most(held.map(({ postings }) => postings)),
    isSilent: found.length > 0 && held.length === 0,
    hasMore: held.some(({ hasMore }) => hasMore),
  };
}

/** In each section the posting that adds most. */
function most(lists: readonly Postings[]): Postings {
  if (lists.length === 1) return lists[0] as Postings;
  const all = new Map<number, number>();
  for (const [section, impact] of lists.flat()) all.set(section, Math.max(all.get(section) ?? 0, impact));
  return [...all];
}

/** What a phrase may stand in: the title stands at the page's top. */
function texts({ guide, section }: Result): string[] {
  const [anchor, heading, text] = guide.sections[section] ?? ["", "", ""];
  return anchor === "" ? [guide.title, heading, text] : [heading, text];
}

/** What came; why the rest did not goes to `failures`. */
function kept<T>(all: readonly PromiseSettledResult<T>[], failures: unknown[]): T[] {
  const values: T[] = [];
  for (const one of all) {
    if (one.status === "fulfilled") values.push(one.value);
    else failures.push(one.reason);
  }
  return values;
}

/** The failure to speak of: another version before everything else. */
function worst(failures: readonly unknown[]): unknown {
  return failures.find((one) => one instanceof OtherVersion) ?? failures[0];
}

/** Whether two words differ by one letter more, less or other, or by two
 *  neighbours that changed places (optimal string alignment distance 1). */
export function isOneEditAway(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]].sort((x, y) => x.length - y.length) as [string[], string[]];
  if (one === other || b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const same = (from: number, to: number) => a.slice(from).join("") === b.slice(to).join("");
  if (a.length < b.length) return same(start, start + 1);
  return same(start + 1, start + 1) || (a[start] === b[start + 1] && a[start + 1] === b[start] && same(start + 2, start + 2));
}
