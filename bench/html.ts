// Writes a generated guide as a page, as the theme marks one up: what search
// reads of it, and nothing around it.

import type { Lang } from "./source";
import type { GeneratedGuide } from "./text";

const HTML_LANG: Readonly<Record<Lang, string>> = { "zh-Hant": "zh-Hant-HK", en: "en" };

export function htmlPage(guide: GeneratedGuide, lang: Lang): string {
  const paragraph = (text: string): string => `<p>${escape(text)}</p>\n`;
  const sections = guide.sections.map(
    ({ anchor, heading, paragraphs }) => `<h2 id="${anchor}">${escape(heading)}</h2>\n${paragraphs.map(paragraph).join("")}`,
  );
  return `<!doctype html>
<html lang="${HTML_LANG[lang]}">
<head><meta charset="utf-8"><title>${escape(guide.title)}</title></head>
<body>
<main data-guide="${guide.id}">
<h1>${escape(guide.title)}</h1>
${paragraph(guide.answer)}${sections.join("")}</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
