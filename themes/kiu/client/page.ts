// What every page has beside its text: the language switch keeps the section,
// an old copy says that it is old, and the short link can be copied.

/** The three language links lead to the section being read. */
function keepSection(nav: HTMLElement): void {
  const links = [...nav.querySelectorAll("a")];
  const update = () => {
    for (const link of links) link.hash = location.hash;
  };
  window.addEventListener("hashchange", update);
  update();
}

/** Shows the notice of a guide past its review date, also in a copy that was
 *  built before that date. */
function warnWhenDue(notice: HTMLElement): void {
  const reviewBy = Date.parse(notice.dataset["reviewBy"] ?? "");
  const oneDay = 86_400_000;
  if (Date.now() >= reviewBy + oneDay) notice.hidden = false;
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

for (const nav of document.querySelectorAll<HTMLElement>('[data-module="lang"]')) keepSection(nav);
for (const notice of document.querySelectorAll<HTMLElement>("[data-review-by]")) warnWhenDue(notice);
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-module="share"]')) copyOnTap(link);
