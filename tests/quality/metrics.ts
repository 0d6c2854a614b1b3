// How good a search is, as numbers. In: the queries of `dev.tsv` and an
// engine that answers them. Out: success@1, success@3, MRR@10 and nDCG@10 by
// kind of query and over all, and how many answers are admitted to be weak.
//
// `README.md` beside this file defines the queries and the scoring; nothing
// here knows a particular engine or reads a file.

const KINDS = ["trad", "simp", "canto", "en", "mixed", "pinyin", "jyutping", "typo", "id", "none"] as const;
/** Ranks that count in MRR and nDCG. */
const DEPTH = 10;
const SNAPSHOT_DECIMALS = 4;

export type Kind = (typeof KINDS)[number];
/** The language in which the pages searched are written. */
export type Lang = "zh-Hant" | "zh-Hans" | "en";

export interface Query {
  readonly text: string;
  /** Guide ids, best first; none if the guides hold no answer. */
  readonly expected: readonly string[];
  readonly kind: Kind;
}

export interface Answer {
  /** The guide of each result, best first; a guide may occur more than once. */
  readonly ids: readonly string[];
  /** Whether the engine says that even the best result does not fit well. */
  readonly weak: boolean;
}

export interface Engine {
  readonly name: string;
  search(query: string, lang: Lang): Promise<Answer>;
}

/** How one query was answered; each from 0 to 1. */
export interface Scores {
  readonly success1: number;
  readonly success3: number;
  readonly mrr10: number;
  readonly ndcg10: number;
}

/** The means over `n` queries. */
export interface Means extends Scores {
  readonly n: number;
}

/** So many of a total. */
export interface Part {
  readonly n: number;
  readonly of: number;
}

export interface Figures {
  /** By kind, in the order of `README.md`; English queries a second time as
   *  `en in zh-Hant`. */
  readonly kinds: ReadonlyMap<string, Means>;
  /** Over all answerable queries, the English ones asked in English. */
  readonly all: Means;
  /** Queries without an answer for which the engine admits it. */
  readonly admitted: Part;
  /** Answerable queries for which the engine admits it has no answer. */
  readonly flagged: Part;
}

/** One query and what an engine said to it. */
export interface Asked {
  readonly query: Query;
  readonly answer: Answer;
}

/** Reads `dev.tsv`; its first line is a header. */
export function parseQueries(tsv: string): Query[] {
  const lines = tsv.split("\n").map((line) => line.replace(/\r$/, ""));
  return lines.flatMap((line, i) => {
    if (i === 0 || line === "") return [];
    const [text, expected, name, ...more] = line.split("\t");
    const kind = KINDS.find((known) => known === name);
    if (!text || !expected || kind === undefined || more.length > 0) throw new Error(`line ${i + 1} is not a query: ${line}`);
    const ids = expected === "-" ? [] : expected.split(",");
    if ((ids.length === 0) !== (kind === "none")) throw new Error(`line ${i + 1}: only queries of kind none have no guide: ${line}`);
    return [{ text, expected: ids, kind }];
  });
}

/** Scores the results of an answerable query. */
export function score(results: readonly string[], expected: readonly string[]): Scores {
  const guides = [...new Set(results)].slice(0, DEPTH);
  const rank = guides.findIndex((id) => expected.includes(id)) + 1;
  const within = (k: number) => (rank > 0 && rank <= k ? 1 : 0);
  return {
    success1: within(1),
    success3: within(3),
    mrr10: rank > 0 ? 1 / rank : 0,
    ndcg10: dcg(guides, expected) / dcg(expected, expected),
  };
}

/** Discounted cumulative gain: the first expected guide gains 2, the others 1. */
function dcg(guides: readonly string[], expected: readonly string[]): number {
  return guides.reduce((sum, id, i) => {
    const place = expected.indexOf(id);
    const gain = place === 0 ? 2 : place > 0 ? 1 : 0;
    return sum + (2 ** gain - 1) / Math.log2(i + 2);
  }, 0);
}

/** Asks an engine the queries one after the other, in one language. */
export async function ask(engine: Engine, queries: readonly Query[], lang: Lang): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const query of queries) asked.push({ query, answer: await engine.search(query.text, lang) });
  return asked;
}

/** The means over answerable queries; all are 0 if there are none. */
export function means(asked: readonly Asked[]): Means {
  const scores = asked.map(({ query, answer }) => score(answer.ids, query.expected));
  const mean = (name: keyof Scores) => scores.reduce((sum, one) => sum + one[name], 0) / Math.max(scores.length, 1);
  return { n: scores.length, success1: mean("success1"), success3: mean("success3"), mrr10: mean("mrr10"), ndcg10: mean("ndcg10") };
}

/** Asks an engine all queries, each kind in the language `README.md` says. */
export async function measure(engine: Engine, queries: readonly Query[]): Promise<Figures> {
  const kinds = new Map<string, Means>();
  const answerable: Asked[] = [];
  const unanswerable: Asked[] = [];
  for (const kind of KINDS) {
    const own = queries.filter((query) => query.kind === kind);
    const asked = await ask(engine, own, kind === "en" ? "en" : "zh-Hant");
    if (kind === "none") {
      unanswerable.push(...asked);
      continue;
    }
    answerable.push(...asked);
    kinds.set(kind, means(asked));
    if (kind === "en") kinds.set("en in zh-Hant", means(await ask(engine, own, "zh-Hant")));
  }
  return { kinds, all: means(answerable), admitted: admissions(unanswerable), flagged: admissions(answerable) };
}

/** For how many the engine found nothing or flagged what it found. */
function admissions(asked: readonly Asked[]): Part {
  return { n: asked.filter(({ answer }) => answer.weak || answer.ids.length === 0).length, of: asked.length };
}

/** The figures as a JSON value, the same for the same figures: keys in a fixed
 *  order, means to four decimals. */
export function snapshot({ kinds, all, admitted, flagged }: Figures): Record<string, Means | Part> {
  const rounded = (value: number) => Number(value.toFixed(SNAPSHOT_DECIMALS));
  const row = ({ n, success1, success3, mrr10, ndcg10 }: Means): Means => ({
    n,
    success1: rounded(success1),
    success3: rounded(success3),
    mrr10: rounded(mrr10),
    ndcg10: rounded(ndcg10),
  });
  const byKind = [...kinds].map(([kind, figures]) => [kind, row(figures)] as const);
  return { ...Object.fromEntries(byKind), all: row(all), admitted, flagged };
}
