// Figures of several engines as Markdown, side by side.

import type { Figures, Means, Part, Scores } from "../tests/quality/metrics";

const METRICS: readonly (readonly [name: keyof Scores, title: string])[] = [
  ["success1", "success@1"],
  ["success3", "success@3"],
  ["mrr10", "MRR@10"],
  ["ndcg10", "nDCG@10"],
];

/** What one engine reached. */
export interface Column {
  readonly name: string;
  readonly figures: Figures;
  /** Simplified queries asked on the site's Simplified pages. */
  readonly simplified: Means;
}

/** The whole report; `notes` say how the engines were set up. */
export function report(columns: readonly Column[], notes: readonly string[]): string {
  const parts = [
    "# Search quality",
    "English queries count in English in the row **all**; every other kind is asked on the pages in Traditional Chinese.",
    ...METRICS.flatMap(([metric, title]) => [`## ${title}`, byKind(columns, metric)]),
    "## Admitting that there is no answer",
    admissions(columns),
    "## Simplified queries on the Simplified pages",
    simplified(columns),
    "## How they were set up",
    notes.map((note) => `- ${note}`).join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function byKind(columns: readonly Column[], metric: keyof Scores): string {
  const kinds = [...(columns[0]?.figures.kinds.keys() ?? [])];
  const row = (name: string, means: (figures: Figures) => Means | undefined, write: (value: string) => string) => {
    const all = columns.map(({ figures }) => means(figures));
    return [write(name), String(all[0]?.n ?? 0), ...all.map((one) => write((one?.[metric] ?? 0).toFixed(3)))];
  };
  return table(
    ["kind", "n", ...columns.map(({ name }) => name)],
    [
      ...kinds.map((kind) => row(kind, ({ kinds }) => kinds.get(kind), (value) => value)),
      row("all", ({ all }) => all, (value) => `**${value}**`),
    ],
  );
}

function admissions(columns: readonly Column[]): string {
  const row = (name: string, part: (figures: Figures) => Part) => [
    name,
    ...columns.map(({ figures }) => `${part(figures).n} of ${part(figures).of}`),
  ];
  return table(
    ["queries", ...columns.map(({ name }) => name)],
    [row("without an answer, admitted", ({ admitted }) => admitted), row("with an answer, wrongly flagged", ({ flagged }) => flagged)],
  );
}

function simplified(columns: readonly Column[]): string {
  return table(
    ["engine", ...METRICS.map(([, title]) => title)],
    columns.map(({ name, simplified: means }) => [name, ...METRICS.map(([metric]) => means[metric].toFixed(3))]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
