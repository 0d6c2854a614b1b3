// Chance that can be repeated: the same seed gives the same numbers.

/** The source of all chance in the benchmark: sfc32, seeded by words. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Every combination of words is a sequence of its own. */
  constructor(...seed: readonly (string | number)[]) {
    const text = seed.join("\0");
    this.#a = fnv1a(text, 0x811c9dc5);
    this.#b = fnv1a(text, 0x9e3779b9);
    this.#c = fnv1a(text, 0x85ebca6b);
    // The first numbers still show the seed.
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** At least 0, below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** `list` must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T;
  }

  /** A copy in random order (Fisher and Yates). */
  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = this.between(0, i);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  }
}

/** Draws from a list by weight. */
export class Weighted<T> {
  readonly #list: readonly T[];
  readonly #cumulative: Float64Array;

  constructor(list: readonly T[], weight: (place: number) => number) {
    let sum = 0;
    this.#list = list;
    this.#cumulative = Float64Array.from(list, (_, place) => (sum += weight(place)));
  }

  draw(random: Random): T {
    const sums = this.#cumulative;
    const wanted = random.next() * (sums[sums.length - 1] ?? 0);
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return this.#list[low] as T;
  }
}

/** FNV-1a over UTF-16 units, 32 bits. */
function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
