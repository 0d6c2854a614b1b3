// The trials as Markdown tables: Kiu and Pagefind one below the other, and how
// many times as much Pagefind takes.

import type { Cold } from "./client";
import type { EngineName, Trial } from "./trial";

/** Median time to five results after the page's HTML, by pages. */
const GOALS_MS: ReadonlyMap<number, number> = new Map([
  [74, 500],
  [10_000, 600],
]);
const ALL_KINDS = "all";
const NOTHING = "–";

/** One measured figure: what a column shows, and how. */
interface Column {
  readonly title: string;
  readonly show: (value: number) => string;
}

/** A row's figures, in the order of the columns. */
type Figures = readonly (number | undefined)[];

const seconds: Column["show"] = (value) => value.toFixed(value < 10 ? 2 : 0);
const megabytes: Column["show"] = (value) => (value / 1e6).toFixed(value < 10e6 ? 2 : 0);
const kilobytes: Column["show"] = (value) => (value / 1e3).toFixed(1);
const milliseconds: Column["show"] = (value) => value.toFixed(value < 100 ? 1 : 0);
const count: Column["show"] = (value) => value.toFixed(Number.isInteger(value) ? 0 : 1);

const INDEX_COLUMNS: readonly Column[] = [
  { title: "time, s", show: seconds },
  { title: "peak memory, MB", show: megabytes },
  { title: "raw, MB", show: megabytes },
  { title: "gzip, MB", show: megabytes },
  { title: "brotli, MB", show: megabytes },
];
const COLD_COLUMNS: readonly Column[] = [
  { title: "body, kB", show: kilobytes },
  { title: "headers, kB", show: kilobytes },
  { title: "requests", show: count },
  { title: "round trips", show: count },
  { title: "in all", show: count },
  { title: "after HTML, ms", show: milliseconds },
  { title: "from navigation, ms", show: milliseconds },
  { title: "results", show: count },
];
const CPU_COLUMNS: readonly Column[] = [
  { title: "search alone: median, ms", show: milliseconds },
  { title: "p95", show: milliseconds },
  { title: "with drawing: median, ms", show: milliseconds },
  { title: "p95", show: milliseconds },
  { title: "first time: median, ms", show: milliseconds },
  { title: "p95", show: milliseconds },
];

export function report(trials: readonly Trial[], circumstances: string): string {
  const sizes = [...new Set(trials.map(({ nPages }) => nPages))];
  return [
    "# Search: size and speed",
    circumstances,
    "How each figure is measured: bench/README.md. × is Pagefind divided by Kiu.",
    "## Index",
    indexTable(trials),
    ...failures(trials),
    "## A cold client, to five results with snippets",
    "Medians, on a line of 5 Mbit/s with 100 ms. Body and headers are of everything but HTML and stylesheets; round trips are those after the page and its scripts, and in all.",
    ...goals(trials, sizes),
    ...sizes.flatMap((nPages) => [`### ${nPages.toLocaleString("en")} pages`, coldTable(trials.filter((trial) => trial.nPages === nPages))]),
    "## Processor time for one query",
    "All threads of the page's process. Drawing depends on all that stands on a page: Kiu's lists every guide of the real site, Pagefind's holds nothing but search. The first time a query also fetches and unpacks.",
    cpuTable(trials),
  ].join("\n\n");
}

function indexTable(trials: readonly Trial[]): string {
  const figures = ({ index }: Trial): Figures =>
    index === undefined ? INDEX_COLUMNS.map(() => undefined) : [index.ran.seconds, index.ran.peakBytes, index.sizes.raw, index.sizes.gzip, index.sizes.brotli];
  return table(["pages", "language"], INDEX_COLUMNS, pairs(trials).map((pair) => ({ labels: labelsOf(pair[0]), of: byEngine(pair, figures) })));
}

function cpuTable(trials: readonly Trial[]): string {
  const figures = ({ cpu }: Trial): Figures => {
    const { undrawn = [], again = [], first = [] } = cpu ?? {};
    return [undrawn, again, first].flatMap((all) => [quantile(all, 0.5), quantile(all, 0.95)]);
  };
  return table(["pages", "language"], CPU_COLUMNS, pairs(trials).map((pair) => ({ labels: labelsOf(pair[0]), of: byEngine(pair, figures) })));
}

/** Of one size: a group of rows for each kind of query, and for all. */
function coldTable(trials: readonly Trial[]): string {
  const kinds = [...new Set(trials.flatMap(({ cold }) => [...cold.keys()])), ALL_KINDS];
  const groups = kinds.map((kind) => {
    const engines = new Set(trials.map(({ engine }) => engine));
    return { labels: [kind], of: new Map([...engines].map((engine) => [engine, coldFigures(queriesOf(trials, engine, kind))] as const)) };
  });
  return table(["query"], COLD_COLUMNS, groups);
}

function coldFigures(cold: readonly Cold[]): Figures {
  const median = (figure: (one: Cold) => number): number | undefined => quantile(cold.map(figure), 0.5);
  return [
    median((one) => one.bodyBytes),
    median((one) => one.headerBytes),
    median((one) => one.nRequests),
    median((one) => one.roundTripsAfterScripts),
    median((one) => one.roundTrips),
    median((one) => one.msAfterHtml),
    median((one) => one.msFromNavigation),
    // Few queries find less than five, so a median would hide them.
    cold.length === 0 ? undefined : cold.reduce((sum, { nResults }) => sum + nResults, 0) / cold.length,
  ];
}

function goals(trials: readonly Trial[], sizes: readonly number[]): string[] {
  return sizes.flatMap((nPages) => {
    const goal = GOALS_MS.get(nPages);
    const cold = queriesOf(trials.filter((trial) => trial.nPages === nPages), "Kiu", ALL_KINDS);
    const reached = quantile(cold.map(({ msAfterHtml }) => msAfterHtml), 0.5);
    if (goal === undefined || reached === undefined) return [];
    return [`Goal for ${nPages.toLocaleString("en")} pages: ${goal} ms after the HTML, over all kinds. Kiu: ${reached.toFixed(0)} ms, ${reached <= goal ? "reached" : "missed"}.`];
  });
}

function failures(trials: readonly Trial[]): string[] {
  return trials.flatMap(({ engine, nPages, lang, failure }) => (failure === undefined ? [] : [`${engine} failed on ${nPages.toLocaleString("en")} pages in ${lang}: ${failure}`]));
}

function queriesOf(trials: readonly Trial[], engine: EngineName, kind: string): Cold[] {
  const own = trials.filter((trial) => trial.engine === engine);
  return own.flatMap(({ cold }) => [...cold].filter(([name]) => kind === ALL_KINDS || name === kind).flatMap(([, all]) => all));
}

/** Trials on the same site. */
function pairs(trials: readonly Trial[]): [Trial, ...Trial[]][] {
  const sites = new Map<string, [Trial, ...Trial[]]>();
  for (const trial of trials) {
    const site = `${trial.nPages} ${trial.lang}`;
    const known = sites.get(site);
    if (known === undefined) sites.set(site, [trial]);
    else known.push(trial);
  }
  return [...sites.values()];
}

function labelsOf({ nPages, lang }: Trial): string[] {
  return [nPages.toLocaleString("en"), lang];
}

function byEngine(trials: readonly Trial[], figures: (trial: Trial) => Figures): Map<EngineName, Figures> {
  return new Map(trials.map((trial) => [trial.engine, figures(trial)]));
}

/** Rows that belong together: labels, and figures for each engine. */
interface Group {
  readonly labels: readonly string[];
  readonly of: ReadonlyMap<EngineName, Figures>;
}

function table(labels: readonly string[], columns: readonly Column[], groups: readonly Group[]): string {
  const head = [...labels, "", ...columns.map(({ title }) => title)];
  const rule = head.map((_, place) => (place <= labels.length ? "---" : "---:"));
  const rows = groups.flatMap((group) => {
    const shown = [...group.of].map(([engine, figures]) => [...group.labels, engine, ...figures.map((value, place) => show(columns[place], value))]);
    const [kiu, pagefind] = [group.of.get("Kiu"), group.of.get("Pagefind")];
    if (kiu === undefined || pagefind === undefined) return shown;
    return [...shown, [...group.labels, "×", ...pagefind.map((value, place) => ratio(value, kiu[place]))]];
  });
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function show(column: Column | undefined, value: number | undefined): string {
  return column === undefined || value === undefined ? NOTHING : column.show(value);
}

function ratio(value: number | undefined, to: number | undefined): string {
  return value === undefined || to === undefined || to === 0 ? NOTHING : (value / to).toFixed(1);
}

/** The value that a share `at` of all do not exceed; the median of two is their mean. */
function quantile(values: readonly number[], at: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const low = sorted[Math.floor(place)] as number;
  const high = sorted[Math.ceil(place)] as number;
  return low + (high - low) * (place - Math.floor(place));
}
