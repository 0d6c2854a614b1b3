// The last searches, kept on the device only.

const KEY = "kiu-recent-searches";
const MAX = 8;

/** The last searches, newest first; none where nothing may be kept. */
export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string").slice(0, MAX) : [];
  } catch {
    return [];
  }
}

/** Keeps a search that led somewhere. */
export function remember(query: string): void {
  const others = recent().filter((one) => one !== query);
  store(JSON.stringify([query, ...others].slice(0, MAX)));
}

export function forget(): void {
  store(undefined);
}

function store(value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, value);
  } catch {
    // Private windows and full devices keep nothing: search works without.
  }
}
