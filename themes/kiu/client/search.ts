// The search page: results while one types, in the order of `kiu search`.
// Without this script the form leads to the list of all guides.

import { type Fold, parseFold, type QueryTerm, queryTerms, terms } from "./analyzer";
import { rank, share, weigh } from "./rank";
import { type Entry, Files, type Guide, parseEntry, recordOf, shardOf } from "./shards";
import { snippet } from "./snippet";

const MAX_RESULTS = 10;
/** Of Han, and of Latin, which take half the room. */
const SNIPPET_CHARS = document.documentElement.lang === "en" ? 170 : 90;
const DEBOUNCE_MS = 120;
/** Nobody types more; a longer query is cut. */
const MAX_QUERY_CHARS = 200;

type State = "loading" | "ready" | "empty" | "error";

interface Result {
  readonly guide: Guide;
  readonly section: number;
}

class Search {
  readonly #box: HTMLElement;
  readonly #list: HTMLOListElement;
  readonly #status: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #entry: Entry;
  readonly #files = new Files();
  #newest = 0;
  #timer: number | undefined;

  constructor(box: HTMLElement, input: HTMLInputElement, list: HTMLOListElement, status: HTMLElement) {
    this.#box = box;
    this.#input = input;
    this.#list = list;
    this.#entry = parseEntry(box.dataset["index"] ?? "");
    this.#status = status;
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#run();
    });
    input.addEventListener("input", () => {
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#run(), DEBOUNCE_MS);
    });
    // The folds are needed by every query: have them come early.
    this.#fold().catch(() => undefined);
    input.value = new URLSearchParams(location.search).get("q") ?? input.value;
    void this.#run();
  }

  #fold(): Promise<Fold> {
    return this.#files.text(this.#entry.fold).then(parseFold);
  }

  /** Answers what stands in the box; an older answer that comes late is dropped. */
  async #run(): Promise<void> {
    window.clearTimeout(this.#timer);
    const query = [...this.#input.value].slice(0, MAX_QUERY_CHARS).join("").trim();
    this.#newest += 1;
    const run = this.#newest;
    this.#remember(query);
    if (query === "") {
      this.#show("empty", "", []);
      this.#offer(false, "");
      return;
    }
    this.#show("loading", this.#text("loading"));
    try {
      const fold = await this.#fold();
      const { results, whole, weak } = await this.#find(queryTerms(query, fold));
      if (run !== this.#newest) return;
      const marked = [...new Set(terms(query, fold))];
      const items = results.map((result) => item(result, marked, fold));
      if (!whole) this.#show("error", this.#text("error"), items);
      else if (items.length === 0) this.#show("empty", this.#text("none"), items);
      else if (weak) this.#show("ready", this.#text("weak"), items);
      else this.#show("ready", this.#text("count").replace("{n}", String(items.length)), items);
      this.#offer(weak && whole, query);
    } catch {
      if (run === this.#newest) this.#show("error", this.#text("error"), []);
    }
  }

  /** Other ways to an answer, shown when even the best result is weak. */
  #offer(weak: boolean, query: string): void {
    this.#box.toggleAttribute("data-search-weak", weak);
    const help = document.querySelector<HTMLElement>("[data-search-help]");
    const mail = help?.querySelector<HTMLAnchorElement>("a[href^='mailto:']");
    if (!help || !mail) return;
    help.hidden = !weak;
    const [address] = mail.href.split("?");
    mail.href = `${address}?subject=${encodeURIComponent(this.#text("mail"))}&body=${encodeURIComponent(query)}`;
  }

  /** Results in order, whether every file that was needed came, and whether
   *  even the best result probably does not answer. */
  async #find(wanted: readonly QueryTerm[]): Promise<{ results: Result[]; whole: boolean; weak: boolean }> {
    const { terms: base, shards, records, spread, wrong, weak } = this.#entry;
    const lists = await Promise.allSettled(
      wanted.map(async ({ text }) => (await this.#files.shard(`${base}${shardOf(text, shards)}.bin`)).postings(text)),
    );
    const postings = lists.map((list) => (list.status === "fulfilled" ? list.value : []));
    const ranked = rank(weigh(wanted, postings, wrong), spread, MAX_RESULTS);
    const places = ranked.map(({ guide, section }) => recordOf(guide, section));
    const guides = await Promise.allSettled(places.map(({ name }) => this.#files.guide(records + name)));
    const results: Result[] = [];
    guides.forEach((guide, i) => {
      const found = places[i];
      if (guide.status === "fulfilled" && found !== undefined) results.push({ guide: guide.value, section: found.place });
    });
    const whole = [...lists, ...guides].every((one) => one.status === "fulfilled");
    const best = ranked[0];
    const isWeak = best === undefined || (best.score < weak[0] && share(wanted, postings, best.guide) < weak[1]);
    return { results, whole, weak: isWeak };
  }

  #show(state: State, status: string, items?: readonly HTMLLIElement[]): void {
    this.#box.dataset["searchState"] = state;
    this.#status.textContent = status;
    if (items !== undefined) this.#list.replaceChildren(...items);
  }

  #text(name: string): string {
    return this.#box.getAttribute(`data-text-${name}`) ?? "";
  }

  /** Keeps the query in the address, so that it can be sent and come back to. */
  #remember(query: string): void {
    const url = new URL(location.href);
    if (query === "") url.searchParams.delete("q");
    else url.searchParams.set("q", query);
    if (url.href !== location.href) history.replaceState(null, "", url);
  }
}

function item({ guide, section }: Result, wanted: readonly string[], fold: Fold): HTMLLIElement {
  const [anchor, heading, text] = guide.sections[section] ?? ["", "", ""];
  const li = document.createElement("li");
  li.dataset["guide"] = guide.id;
  li.dataset["anchor"] = anchor;
  li.className = "kiu-result";
  const link = document.createElement("a");
  link.href = guide.path + (anchor === "" ? "" : `#${anchor}`);
  link.append(span("kiu-result__title", guide.title));
  if (heading !== "") link.append(" ", span("kiu-result__heading", heading));
  const shown = document.createElement("p");
  shown.className = "kiu-result__snippet";
  for (const [piece, marked] of snippet(text, wanted, fold, SNIPPET_CHARS)) {
    if (marked) {
      const mark = document.createElement("mark");
      mark.textContent = piece;
      shown.append(mark);
    } else {
      shown.append(piece);
    }
  }
  li.append(link, shown);
  return li;
}

function span(name: string, text: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

const box = document.querySelector<HTMLElement>('[data-module="search"]');
const input = document.querySelector<HTMLInputElement>('main input[name="q"]');
const list = box?.querySelector("ol");
const status = box?.querySelector<HTMLElement>('[role="status"]');
if (box && input && list && status) new Search(box, input, list, status);
