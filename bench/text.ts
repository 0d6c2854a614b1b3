// Makes guides out of the phrases of real ones.
//
// Phrases have Zipf-like frequencies over the whole site; every guide has a
// theme, some dozens of phrases it repeats; and new names keep coming, so that
// the vocabulary grows with the site as it does in real text (Heaps' law).
//
// Invariant: a guide depends on the source, the seed and its number alone.
// Nothing is remembered from one to the next, so a site of any size takes the
// same memory.

import { Random, Weighted } from "./random";
import type { Lang, Source } from "./source";

export interface GeneratedSection {
  readonly anchor: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/** One guide, as plain text: what it is written as is another module's. */
export interface GeneratedGuide {
  readonly id: string;
  readonly title: string;
  readonly answer: string;
  readonly sections: readonly GeneratedSection[];
}

/** How one language writes. Lengths are in characters. */
interface Style {
  /** The built guides: 1,254 to 2,697 Han (median 1,996), 753 to 1,748 English words (1,254). */
  readonly guideChars: readonly [number, number];
  readonly paragraphChars: readonly [number, number];
  readonly space: string;
  readonly comma: string;
  readonly stop: string;
  readonly colon: string;
}

const STYLES: Readonly<Record<Lang, Style>> = {
  "zh-Hant": { guideChars: [1250, 2700], paragraphChars: [25, 90], space: "", comma: "，", stop: "。", colon: "：" },
  en: { guideChars: [3900, 8950], paragraphChars: [80, 320], space: " ", comma: ", ", stop: ".", colon: ": " },
};

const N_SECTIONS = [4, 8] as const;
const N_THEME_PHRASES = [24, 48] as const;
/** Of the phrases of a guide, those from its theme. */
const THEME_SHARE = 0.5;
/** Of the phrases of a guide, those with a name before them. */
const NAME_SHARE = 0.1;
/** Of the names in a guide, those nobody used before it. */
const NEW_NAME_SHARE = 0.5;
const NEW_NAMES_PER_GUIDE = 3;
/** The first ranks are nearly level, as the words "you" and "can" are (Mandelbrot). */
const ZIPF_SHIFT = 20;
/** In a theme the first phrases stand out more. */
const THEME_SHIFT = 3;

const ONSETS = ["b", "br", "ch", "d", "f", "g", "h", "j", "k", "kw", "l", "m", "n", "p", "r", "s", "sh", "t", "tr", "v", "w", "y"];
const NUCLEI = ["a", "ai", "e", "ei", "i", "o", "oi", "u"];
const CODAS = ["", "", "", "k", "l", "m", "n", "ng", "r", "t"];

export class Writer {
  readonly #lang: Lang;
  readonly #style: Style;
  readonly #seed: number;
  readonly #ranked: readonly string[];
  readonly #common: Weighted<string>;
  readonly #headings: readonly string[];
  readonly #han: Weighted<string>;

  constructor(source: Source, seed: number) {
    this.#lang = source.lang;
    this.#style = STYLES[source.lang];
    this.#seed = seed;
    this.#ranked = new Random(seed, source.lang, "rank").shuffled(source.phrases);
    this.#common = new Weighted(this.#ranked, (rank) => 1 / (rank + ZIPF_SHIFT));
    this.#headings = source.headings;
    this.#han = new Weighted(source.han.map(([char]) => char), (place) => source.han[place]?.[1] ?? 0);
  }

  /** Guide number `n`, from 0. */
  guide(n: number): GeneratedGuide {
    const random = new Random(this.#seed, this.#lang, n);
    const phrases = Array.from({ length: random.between(...N_THEME_PHRASES) }, () => random.pick(this.#ranked));
    const theme = new Weighted(phrases, (rank) => 1 / (rank + THEME_SHIFT));
    const phrase = (): string => {
      const drawn = (random.next() < THEME_SHARE ? theme : this.#common).draw(random);
      return random.next() < NAME_SHARE ? this.#join(this.#nameFor(n, random), drawn) : drawn;
    };
    const nSections = random.between(...N_SECTIONS);
    const sectionChars = random.between(...this.#style.guideChars) / nSections;
    const own = this.#name(n * NEW_NAMES_PER_GUIDE);
    return {
      id: `GA-${String(n).padStart(5, "0")}`,
      title: this.#join(own, phrases[0] ?? "") + this.#style.colon + (phrases[1] ?? ""),
      answer: this.#paragraph(random, phrase),
      sections: Array.from({ length: nSections }, (_, place) => ({
        anchor: `s${place + 1}`,
        heading: random.next() < THEME_SHARE ? theme.draw(random) : random.pick(this.#headings),
        paragraphs: this.#paragraphs(sectionChars, random, phrase),
      })),
    };
  }

  /** Paragraphs of about so many characters together. */
  #paragraphs(chars: number, random: Random, phrase: () => string): string[] {
    const paragraphs: string[] = [];
    for (let written = 0; written < chars; ) {
      const paragraph = this.#paragraph(random, phrase);
      paragraphs.push(paragraph);
      written += paragraph.length;
    }
    return paragraphs;
  }

  /** Sentences of two to four phrases. */
  #paragraph(random: Random, phrase: () => string): string {
    const { paragraphChars, comma, stop, space } = this.#style;
    const wanted = random.between(...paragraphChars);
    let text = "";
    while (text.length < wanted) {
      const sentence = Array.from({ length: random.between(2, 4) }, phrase).join(comma);
      text += (text === "" ? "" : space) + sentence.charAt(0).toUpperCase() + sentence.slice(1) + stop;
    }
    return text;
  }

  /** One of the guide's own names, or an older one: the older, the likelier. */
  #nameFor(n: number, random: Random): string {
    const older = n * NEW_NAMES_PER_GUIDE;
    if (older === 0 || random.next() < NEW_NAME_SHARE) return this.#name(older + random.between(0, NEW_NAMES_PER_GUIDE - 1));
    // Uniform in the logarithm: name k is drawn in proportion to 1/k.
    return this.#name(Math.floor(Math.exp(random.next() * Math.log(older + 1))) - 1);
  }

  /** Name number `k`: two or three Han by their frequency, or a made-up word. */
  #name(k: number): string {
    const random = new Random(this.#seed, this.#lang, "name", k);
    const length = random.between(2, 3);
    if (this.#lang === "zh-Hant") return Array.from({ length }, () => this.#han.draw(random)).join("");
    const word = Array.from({ length }, () => random.pick(ONSETS) + random.pick(NUCLEI) + random.pick(CODAS)).join("");
    return word.charAt(0).toUpperCase() + word.slice(1);
  }

  #join(name: string, phrase: string): string {
    return name + this.#style.space + phrase;
  }
}
