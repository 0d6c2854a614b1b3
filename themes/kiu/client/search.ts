// The search page: results while one types, in the order of `kiu search`.
// Without this script the form leads to the list of all guides.

import { Engine, type Found, type Result } from "./engine";
import { Files } from "./files";
import { Filters } from "./filters";
import { forget, recent, remember } from "./recent";
import { item, moveByKeys } from "./results";
import { type Entry, OtherVersion, parseEntry } from "./shards";

const DEBOUNCE_MS = 120;
/** After this long without an answer the reader is told that the line is slow. */
const SLOW_MS = 3000;

type State = "loading" | "ready" | "empty" | "error";

class Search {
  private readonly entry: Entry;
  private readonly files = new Files();
  private readonly engine: Engine;
  private readonly filters: Filters | undefined;
  private readonly recent = document.querySelector<HTMLElement>("[data-search-recent]");
  private run = 0;
  private timer = 0;

  constructor(
    private readonly box: HTMLElement,
    private readonly input: HTMLInputElement,
    private readonly list: HTMLOListElement,
    private readonly status: HTMLElement,
  ) {
    this.entry = parseEntry(box.dataset["index"] ?? "");
    this.engine = new Engine(this.entry, this.files);
    const filters = document.querySelector<HTMLDetailsElement>("[data-search-filters]");
    this.filters = filters ? new Filters(filters, () => void this.search()) : undefined;
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      // A step in the history for what was sent, none for every letter.
      if (input.value !== history.state) history.pushState(input.value, "");
      void this.search();
    });
    input.addEventListener("input", () => this.later());
    input.addEventListener("compositionend", () => this.later());
    list.addEventListener("click", () => remember(input.value.trim()));
    moveByKeys(input, list, () => {
      input.value = "";
      void this.search();
    });
    this.recent?.querySelector("button")?.addEventListener("click", () => {
      forget();
      this.offerRecent();
      input.focus();
    });
    window.addEventListener("popstate", () => this.restore());
    // A page that comes back from the browser's cache may have lost its fetches.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) void this.search();
    });
    window.addEventListener("online", () => {
      if (this.box.dataset["searchState"] === "error") void this.search();
    });
    this.restore();
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.search(), DEBOUNCE_MS);
  }

  /** Answers what stands in the address. */
  private restore(): void {
    const params = new URLSearchParams(location.search);
    this.input.value = params.get("q") ?? "";
    this.filters?.read(params);
    void this.search();
  }

  /** Answers what stands in the box; an older answer that comes late is dropped. */
  private async search(): Promise<void> {
    window.clearTimeout(this.timer);
    const query = this.input.value.trim();
    const run = this.files.begin();
    this.run = run;
    this.writeAddress(query);
    this.offerRecent();
    if (query === "") {
      this.files.giveUpBefore(run);
      this.show("empty", "", []);
      this.offerHelp(false, "");
      return;
    }
    this.show("loading", this.text("loading"));
    const slow = window.setTimeout(() => {
      if (run === this.run) this.status.textContent = this.text("slow");
    }, SLOW_MS);
    try {
      const found = await this.find(query, run);
      if (run === this.run) this.answer(query, found);
    } catch (failure) {
      if (run === this.run) this.fail(failure, []);
    } finally {
      window.clearTimeout(slow);
    }
  }

  private async find(query: string, run: number): Promise<Found> {
    const { filters } = this;
    // Asked for before what older runs wait for is given up: they may share files.
    const facets = filters?.isUsed ? this.files.facets(this.entry.facets) : undefined;
    const first = (results: readonly Result[], words: readonly string[]) => {
      if (run === this.run) this.list.replaceChildren(...this.items(results, words));
    };
    if (facets !== undefined && filters?.isSet) {
      this.files.giveUpBefore(run);
      filters.know(await facets);
    }
    const only = filters?.chosen();
    const finding = this.engine.find(query, { onFirst: first, ...(only === undefined ? {} : { only }) });
    this.files.giveUpBefore(run);
    const found = await finding;
    if (facets !== undefined) {
      filters?.know(await facets);
      if (run === this.run) filters?.count(found.fitting);
    }
    return found;
  }

  private answer(query: string, { results, words, weak, failure }: Found): void {
    const items = this.items(results, words);
    const isNarrowed = this.filters?.isSet ?? false;
    const isQuoted = /["“「『]/.test(query);
    if (failure !== undefined) this.fail(failure, items);
    else if (items.length === 0) this.show("empty", this.text(isNarrowed ? "narrow" : isQuoted ? "phrase" : "none"), items);
    else if (weak) this.show("ready", this.text("weak"), items);
    else this.show("ready", this.text("count").replace("{n}", String(items.length)), items);
    this.offerHelp(weak && failure === undefined && !isNarrowed && !(isQuoted && items.length === 0), query);
  }

  private items(results: readonly Result[], words: readonly string[]): HTMLLIElement[] {
    return results.map((result) => item(result, words, this.engine.fold));
  }

  /** Says what went wrong, with what could be found all the same. */
  private fail(failure: unknown, items: readonly HTMLLIElement[]): void {
    if (failure instanceof OtherVersion) {
      this.show("error", this.text("stale"), items);
      offer(this.status, this.text("reload"), () => location.reload());
    } else {
      this.show("error", this.text(navigator.onLine === false ? "offline" : "error"), items);
      offer(this.status, this.text("again"), () => void this.search());
    }
  }

  /** Other ways to an answer, shown when even the best result is weak. */
  private offerHelp(weak: boolean, query: string): void {
    this.box.toggleAttribute("data-search-weak", weak);
    const help = document.querySelector<HTMLElement>("[data-search-help]");
    const mail = help?.querySelector<HTMLAnchorElement>("a[href^='mailto:']");
    if (!help || !mail) return;
    help.hidden = !weak;
    const [address] = mail.href.split("?");
    // A lone surrogate cannot stand in an address.
    const body = encodeURIComponent([...query].filter((c) => !/^[\ud800-\udfff]$/.test(c)).join(""));
    mail.href = `${address}?subject=${encodeURIComponent(this.text("mail"))}&body=${body}`;
  }

  /** The last searches, shown while nothing is asked. */
  private offerRecent(): void {
    const list = this.recent?.querySelector("ul");
    if (!this.recent || !list) return;
    const queries = this.input.value.trim() === "" ? recent() : [];
    this.recent.hidden = queries.length === 0;
    list.replaceChildren(
      ...queries.map((query) => {
        const link = document.createElement("a");
        link.href = `?${new URLSearchParams({ q: query })}`;
        link.textContent = query;
        const li = document.createElement("li");
        li.append(link);
        return li;
      }),
    );
  }

  private show(state: State, status: string, items?: readonly HTMLLIElement[]): void {
    this.box.dataset["searchState"] = state;
    this.status.textContent = status;
    if (items !== undefined) this.list.replaceChildren(...items);
  }

  private text(name: string): string {
    return this.box.getAttribute(`data-text-${name}`) ?? "";
  }

  /** Keeps the query and the choices in the address, so that they can be sent
   *  and come back to. */
  private writeAddress(query: string): void {
    const url = new URL(location.href);
    if (query === "") url.searchParams.delete("q");
    else url.searchParams.set("q", query);
    this.filters?.write(url.searchParams);
    if (url.href !== location.href) history.replaceState(this.input.value, "", url);
  }
}

/** A button after what is said. */
function offer(status: HTMLElement, text: string, action: () => void): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kiu-button";
  button.textContent = text;
  button.addEventListener("click", action);
  status.append(" ", button);
}

function start(): void {
  const box = document.querySelector<HTMLElement>('[data-module="search"]');
  const input = document.querySelector<HTMLInputElement>('main input[name="q"]');
  const list = box?.querySelector("ol");
  const status = box?.querySelector<HTMLElement>('[role="status"]');
  if (!box || !input || !list || !status) return;
  try {
    new Search(box, input, list, status);
  } catch {
    // The page and this script are of different releases.
    box.dataset["searchState"] = "error";
    status.textContent = box.getAttribute("data-text-stale");
    offer(status, box.getAttribute("data-text-reload") ?? "", () => location.reload());
  }
}

// The script does not wait for style sheets, but for the page's text.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
