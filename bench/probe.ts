// What runs inside the measured page. Playwright sends these functions as
// text, so each must stand alone.
//
// The page contract: `[data-search-state]` is `loading` while it searches and
// anything else once a search has ended; results are `li[data-guide]` with the
// snippet in a paragraph, in the same element.

/** What the page saw, in milliseconds since navigation began. */
export interface Finish {
  /** The page's HTML had come. */
  readonly htmlAt: number;
  /** Five results with snippets stood there, or all there are. */
  readonly resultsAt: number;
  /** The same as milliseconds since 1970. */
  readonly resultsAtEpoch: number;
  readonly nResults: number;
}

declare global {
  interface Window {
    kiuFinish?: Promise<Finish>;
  }
}

/** Before anything of the page runs: notes when `wanted` results stand. */
export function watch(wanted: number): void {
  window.kiuFinish = new Promise((resolve) => {
    const observer = new MutationObserver((records) => {
      const snippets = [...document.querySelectorAll("[data-search-state] li[data-guide] p")];
      const nResults = snippets.filter((snippet) => snippet.textContent !== "").length;
      const state = document.querySelector("[data-search-state]")?.getAttribute("data-search-state");
      const hasEnded = state !== "loading" && records.some(({ type }) => type === "attributes");
      if (nResults < wanted && !hasEnded) return;
      observer.disconnect();
      const resultsAt = performance.now();
      const [navigation] = performance.getEntriesByType("navigation");
      const htmlAt = navigation instanceof PerformanceNavigationTiming ? navigation.responseEnd : 0;
      resolve({ htmlAt, resultsAt, resultsAtEpoch: performance.timeOrigin + resultsAt, nResults: Math.min(nResults, wanted) });
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-search-state"] });
  });
}

/** Types a query at once and waits until its results are drawn. */
export async function ask(query: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('main input[name="q"]');
  const box = document.querySelector("[data-search-state]");
  if (input === null || box === null) throw new Error("not a search page");
  const ended = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (box.getAttribute("data-search-state") === "loading") return;
      observer.disconnect();
      resolve();
    });
    observer.observe(box, { attributes: true, attributeFilter: ["data-search-state"] });
  });
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await ended;
  // The second frame begins when the first has been painted.
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
}
