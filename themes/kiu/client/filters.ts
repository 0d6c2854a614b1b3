// Narrowing results down by topic, place and audience: three lists of choices
// with how many of the guides that fit each has.

import type { Facets } from "./shards";

export class Filters {
  private readonly selects: readonly HTMLSelectElement[];
  private readonly labels = new Map<HTMLOptionElement, string>();
  private facets: Facets | undefined;

  /** `changed` is called when the reader chooses. */
  constructor(
    private readonly box: HTMLDetailsElement,
    changed: () => void,
  ) {
    this.selects = [...box.querySelectorAll("select")];
    for (const option of box.querySelectorAll("option")) this.labels.set(option, option.text);
    for (const select of this.selects) select.addEventListener("change", changed);
    box.addEventListener("toggle", changed);
    box.hidden = false;
  }

  /** Whether the counts are seen or results are narrowed down: facets are needed. */
  get isUsed(): boolean {
    return this.box.open || this.isSet;
  }

  get isSet(): boolean {
    return this.selects.some(({ value }) => value !== "");
  }

  /** The choices, as they stand in the address. */
  read(params: URLSearchParams): void {
    for (const select of this.selects) {
      const wanted = params.get(select.name) ?? "";
      select.value = [...select.options].some(({ value }) => value === wanted) ? wanted : "";
    }
    if (this.isSet) this.box.open = true;
  }

  write(params: URLSearchParams): void {
    for (const { name, value } of this.selects) {
      if (value === "") params.delete(name);
      else params.set(name, value);
    }
  }

  clear(): void {
    for (const select of this.selects) select.value = "";
  }

  know(facets: Facets): void {
    this.facets = facets;
  }

  /** The guides that have every choice; none if nothing is chosen. */
  chosen(): Set<number> | undefined {
    return this.isSet && this.facets !== undefined ? this.having(this.selects) : undefined;
  }

  /** Writes beside each choice how many of the fitting guides have it and the
   *  other choices; a choice that would leave none cannot be made. */
  count(fitting: readonly number[]): void {
    for (const select of this.selects) {
      const others = this.having(this.selects.filter((other) => other !== select));
      const left = fitting.filter((guide) => others === undefined || others.has(guide));
      for (const option of select.options) {
        if (option.value === "") continue;
        const own = new Set(this.facets?.[select.name]?.[option.value]);
        const n = left.filter((guide) => own.has(guide)).length;
        option.text = `${this.labels.get(option) ?? ""} (${n})`;
        option.disabled = n === 0 && !option.selected;
      }
    }
  }

  private having(selects: readonly HTMLSelectElement[]): Set<number> | undefined {
    let all: Set<number> | undefined;
    for (const { name, value } of selects) {
      if (value === "") continue;
      const own = this.facets?.[name]?.[value] ?? [];
      all = new Set(own.filter((guide) => all === undefined || all.has(guide)));
    }
    return all;
  }
}
