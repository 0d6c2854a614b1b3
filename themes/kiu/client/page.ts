// What every page has beside its text: the language switch keeps the section,
// an old copy says that it is old, the short link can be copied, and `/` goes to the
// question box.

/** The three language links lead to the section being read. */
function keepSection(nav: HTMLElement): void {
  const links = [...nav.querySelectorAll("a")];
  const update = () => {
    for (const link of links) link.hash = location.hash;
  };
  window.addEventListener("hashchange", update);
  update();
}

/** Whether a day, `2026-11-29`, is over by the reader's clock. */
function isOver(day: string | undefined): boolean {
  const oneDay = 86_400_000;
  return Date.now() >= Date.parse(day ?? "") + oneDay;
}

/** Shows what holds after a day and hides what held until then, also in a copy
 *  that was built before that day. */
function followTheClock(notice: HTMLElement): void {
  const { reviewBy, endedAfter, validUntil } = notice.dataset;
  if (isOver(reviewBy ?? endedAfter)) notice.hidden = false;
  if (isOver(validUntil)) notice.hidden = true;
}

/** A tap copies the whole short link; where that is not allowed, it is a link. */
function copyOnTap(link: HTMLAnchorElement): void {
  const label = link.querySelector("span");
  link.addEventListener("click", (event) => {
    const copied = link.dataset["textCopied"];
    if (!navigator.clipboard || label === null || copied === undefined) return;
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(
      () => {
        label.textContent = copied;
      },
      () => {
        location.assign(link.href);
      },
    );
  });
}

/** `/` goes to the question box, unless one is typing. */
function findByKey(event: KeyboardEvent): void {
  const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea") !== null;
  const box = document.querySelector<HTMLInputElement>('main input[name="q"], input[name="q"]');
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || box === null) return;
  event.preventDefault();
  box.focus();
  box.select();
}

document.addEventListener("keydown", findByKey);
for (const nav of document.querySelectorAll<HTMLElement>('[data-module="lang"]')) keepSection(nav);
for (const notice of document.querySelectorAll<HTMLElement>("[data-review-by], [data-ended-after], [data-valid-until]")) followTheClock(notice);
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-module="share"]')) copyOnTap(link);
