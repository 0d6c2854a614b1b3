// The list of results, and moving in it with the arrow keys.

import type { Fold } from "./analyzer";
import type { Result } from "./engine";
import { marked, type Piece, snippet } from "./snippet";

/** Of Han, and of Latin, which take half the room. */
const SNIPPET_CHARS = document.documentElement.lang === "en" ? 170 : 90;

/** A result as a list item. */
export function item({ guide, section }: Result, words: readonly string[], fold: Fold): HTMLLIElement {
  const [anchor, heading, text] = guide.sections[section] ?? ["", "", ""];
  const li = document.createElement("li");
  li.dataset["guide"] = guide.id;
  li.dataset["anchor"] = anchor;
  li.className = "kiu-result";
  const link = document.createElement("a");
  link.href = guide.path + (anchor === "" ? "" : `#${anchor}`);
  link.append(element("span", "kiu-result__title", marked(guide.title, words, fold)));
  if (heading !== "") link.append(" ", element("span", "kiu-result__heading", marked(heading, words, fold)));
  li.append(link, element("p", "kiu-result__snippet", snippet(text, words, fold, SNIPPET_CHARS)));
  return li;
}

function element(name: string, className: string, pieces: readonly Piece[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  for (const [text, isMarked] of pieces) {
    if (isMarked) {
      const mark = document.createElement("mark");
      mark.textContent = text;
      made.append(mark);
    } else {
      made.append(text);
    }
  }
  return made;
}

/** ↓ goes from the box to the first result and on, ↑ back; Escape goes to the
 *  box, and in the box empties it by `clear`. Enter follows the link in focus. */
export function moveByKeys(box: HTMLInputElement, list: HTMLElement, clear: () => void): void {
  const links = () => [...list.querySelectorAll("a")];
  const go = (event: Event, to: HTMLElement | undefined) => {
    event.preventDefault();
    to?.focus();
  };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") go(event, links()[0]);
    if (event.key === "Escape" && box.value !== "") {
      event.preventDefault();
      clear();
    }
  });
  list.addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown") go(event, links()[at + 1]);
    if (event.key === "ArrowUp") go(event, links()[at - 1] ?? box);
    if (event.key === "Escape") go(event, box);
  });
}
