//! Reads one page with the WHATWG tokenizer.
//!
//! Elements are followed by their start and end tags as written; templates and
//! Zola write both. What a browser would make of broken HTML does not matter
//! here: the rules keep HTML out of guides.

use super::page::{Attribute, Page, Section};
use super::tag::Tag;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;
use std::mem::take;
use std::ops::Range;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements that end a line of text.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];
/// Elements in which no term is explained.
const UNEXPLAINED: &[&str] = &[
    "a", "button", "data", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "th",
];

/// Reads the page Zola wrote for `path`.
#[must_use]
pub fn read(path: &str, html: String) -> Page {
    let mut reader = Reader {
        page: Page {
            path: path.to_owned(),
            ..Page::default()
        },
        ..Reader::default()
    };
    {
        let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(
            |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
                reader.event(&event, span.start..span.end);
                None
            },
        );
        emitter.naively_switch_states(true);
        // The emitter gives no tokens of its own: one call reads to the end.
        let end = Tokenizer::new_with_emitter(html.as_str(), emitter).next();
        debug_assert!(end.is_none());
    }
    reader.end_section();
    let mut page = reader.page;
    // Written any other way than ` name="value"` it stays: it does no harm.
    page.private.retain(|range| {
        html.get(range.clone())
            .is_some_and(|text| text.starts_with(" data-hans=\""))
    });
    page.html = html;
    page
}

#[derive(Default)]
struct Reader {
    page: Page,
    open: Vec<Element>,
    tag: Tag,
    section: Section,
    in_title: bool,
}

/// An element whose end tag has not come.
#[derive(Default)]
struct Element {
    name: String,
    /// Where its inside begins.
    inside: usize,
    /// Nothing in it is for search.
    no_search: bool,
    /// Nothing in it is converted.
    no_conversion: bool,
    /// Terms in it may be explained.
    explain: bool,
    /// The term it explains.
    term: Option<String>,
    hans: Option<String>,
    role: Role,
}

/// What an element is to us.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Role {
    #[default]
    Other,
    Main,
    /// Where the mould of untranslated guides takes their text.
    Slot,
    /// The heading a section begins with.
    Heading,
    Title,
}

impl Reader {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Range<usize>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag {
                    name: text(name),
                    attributes: Vec::new(),
                }
            }
            CallbackEvent::AttributeName { name } => {
                let empty = Attribute {
                    value: String::new(),
                    range: span.end..span.end,
                };
                self.tag.attributes.push((text(name), empty));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, attribute)) = self.tag.attributes.last_mut() {
                    *attribute = Attribute {
                        value: text(value),
                        range: span,
                    };
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.start(span.end),
            CallbackEvent::EndTag { name } => self.end(&text(name), span.start),
            CallbackEvent::String { value } => self.text(&text(value), span),
            _ => {}
        }
    }

    fn start(&mut self, inside: usize) {
        let tag = take(&mut self.tag);
        self.attributes(&tag);
        let parent = self.open.last();
        let inherits = |flag: fn(&Element) -> bool| parent.is_some_and(flag);
        let in_main = self.open.iter().any(|element| element.role == Role::Main);
        let is_raw = matches!(tag.name.as_str(), "script" | "style" | "svg" | "template");
        let no_search =
            inherits(|e| e.no_search) || tag.value("data-search") == Some("off") || is_raw;
        let role = if tag.name == "main" {
            Role::Main
        } else if tag.value("data-slot") == Some("content") {
            Role::Slot
        } else if tag.name == "h2" && in_main && !no_search && tag.value("id").is_some() {
            Role::Heading
        } else if tag.name == "h1" && in_main && self.page.title.is_empty() {
            Role::Title
        } else {
            Role::Other
        };
        let element = Element {
            inside,
            no_search,
            no_conversion: inherits(|e| e.no_conversion || e.hans.is_some())
                || tag.is_unconverted()
                || matches!(tag.name.as_str(), "script" | "style"),
            explain: (inherits(|e| e.explain) || tag.value("data-explain").is_some())
                && !UNEXPLAINED.contains(&tag.name.as_str())
                && tag.value("data-contact").is_none(),
            term: tag.value("data-term").map(str::to_owned),
            hans: tag.value("data-hans").map(str::to_owned),
            role,
            name: tag.name.clone(),
        };
        if element.role == Role::Heading {
            self.end_section();
            tag.value("id")
                .unwrap_or_default()
                .clone_into(&mut self.section.anchor);
        }
        self.in_title |= element.role == Role::Title;
        self.break_line(&tag.name);
        if !VOID.contains(&tag.name.as_str()) {
            self.open.push(element);
        }
    }

    fn attributes(&mut self, tag: &Tag) {
        if let Some(id) = tag.value("id") {
            self.page.ids.insert(id.to_owned());
        }
        if tag.name == "html" {
            tag.value("lang")
                .unwrap_or_default()
                .clone_into(&mut self.page.lang);
            self.page
                .lang_attributes
                .extend(tag.get("lang").map(|lang| lang.range.clone()));
        }
        if tag.name == "main" {
            self.page.guide = tag.value("data-guide").map(str::to_owned);
            self.page.main_slot = tag.whole("data-slot");
        }
        self.page.private.extend(tag.whole("data-hans"));
        self.page
            .index_attributes
            .extend(tag.get("data-index").cloned());
        self.page.links.extend(tag.link());
        let parent_unconverted = self
            .open
            .last()
            .is_some_and(|element| element.no_conversion);
        if !parent_unconverted && !tag.is_unconverted() {
            self.page.text_attributes.extend(tag.texts());
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        let Some(depth) = self.open.iter().rposition(|element| element.name == name) else {
            return;
        };
        while self.open.len() > depth {
            let Some(element) = self.open.pop() else {
                return;
            };
            let inside = element.inside..at;
            if element.role == Role::Main {
                self.page.main = inside.clone();
            }
            if element.role == Role::Slot {
                self.page.slot = Some(inside.clone());
            }
            self.in_title &= element.role != Role::Title;
            if let Some(term) = element.term {
                self.page.terms.insert(term, inside.clone());
            }
            if let Some(hans) = element.hans {
                self.page.hans.push((inside, hans));
            }
        }
        self.break_line(name);
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        let Some(element) = self.open.last() else {
            return;
        };
        if !element.no_conversion && element.hans.is_none() && !text.trim().is_empty() {
            if element.explain {
                self.page.prose.push(span.clone());
            }
            self.page.texts.push(span);
        }
        if self.in_title {
            push_text(&mut self.page.title, text);
        } else if !element.no_search && self.open.iter().any(|element| element.role == Role::Main) {
            let in_heading = self
                .open
                .iter()
                .any(|element| element.role == Role::Heading);
            push_text(
                if in_heading {
                    &mut self.section.heading
                } else {
                    &mut self.section.text
                },
                text,
            );
        }
    }

    fn break_line(&mut self, element: &str) {
        if BLOCKS.contains(&element)
            && !self.section.text.is_empty()
            && !self.section.text.ends_with('\n')
        {
            let end = self.section.text.trim_end().len();
            self.section.text.truncate(end);
            self.section.text.push('\n');
        }
    }

    fn end_section(&mut self) {
        let mut section = take(&mut self.section);
        for text in [&mut section.heading, &mut section.text] {
            let end = text.trim_end().len();
            text.truncate(end);
        }
        if !section.anchor.is_empty() || !section.text.is_empty() {
            self.page.sections.push(section);
        }
    }
}

/// Adds text with its white space folded to single spaces.
fn push_text(to: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            to.push(c);
        } else if !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::LinkKind;

    const HTML: &str = r#"<!doctype html><html lang="zh-Hant-HK"><head><title>題 &amp; 目</title>
<link rel="canonical" href="https:&#x2F;&#x2F;k.example&#x2F;a&#x2F;"><link rel=stylesheet href="/k.css"></head>
<body><nav aria-label="語言"><a hreflang="en" href="/en/a/">EN</a></nav>
<main data-guide="EC-01"><h1>生果金</h1><p>住滿 <b>一年</b>。</p><nav data-search="off">目錄</nav>
<h2 id="eligibility">誰可以&amp;申請</h2><p>年滿 &lt;70&gt; 歲</p><p>香港<span data-hans="幼儿园">幼稚園</span><i translate="no">公證</i></p></main>
<footer>頁尾</footer><script>var 文 = "<p>";</script></body></html>"#;

    #[test]
    fn sections_are_cut_at_headings_and_leave_out_what_is_not_for_search() {
        let page = read("/a/", HTML.to_owned());
        assert_eq!(page.title, "生果金");
        assert_eq!(page.guide.as_deref(), Some("EC-01"));
        let sections: Vec<_> = page
            .sections
            .iter()
            .map(|s| (s.anchor.as_str(), s.heading.as_str(), s.text.as_str()))
            .collect();
        assert_eq!(
            sections,
            [
                ("", "", "住滿 一年。"),
                ("eligibility", "誰可以&申請", "年滿 <70> 歲\n香港幼稚園公證")
            ]
        );
    }

    #[test]
    fn ranges_point_into_the_html() {
        let page = read("/a/", HTML.to_owned());
        let texts: Vec<&str> = page
            .texts
            .iter()
            .map(|range| &HTML[range.clone()])
            .collect();
        assert!(
            texts.contains(&"題 &amp; 目")
                && texts.contains(&"年滿 &lt;70&gt; 歲")
                && texts.contains(&"目錄"),
            "{texts:?}"
        );
        assert!(
            !texts.iter().any(|text| text.contains("公證")
                || text.contains("幼稚園")
                || text.contains("文")),
            "{texts:?}"
        );
        assert_eq!(
            page.links[0],
            (LinkKind::Canonical, page.links[0].1.clone())
        );
        assert_eq!(page.links[0].1.value, "https://k.example/a/");
        assert_eq!(
            &HTML[page.links[0].1.range.clone()],
            "https:&#x2F;&#x2F;k.example&#x2F;a&#x2F;"
        );
        assert_eq!(&HTML[page.links[1].1.range.clone()], "/k.css");
        assert_eq!(page.links[2].0, LinkKind::Translation);
        assert_eq!(&HTML[page.text_attributes[0].range.clone()], "語言");
        assert_eq!(&HTML[page.hans[0].0.clone()], "幼稚園");
        assert_eq!(&HTML[page.private[0].clone()], " data-hans=\"幼儿园\"");
        assert_eq!(&HTML[page.lang_attributes[0].clone()], "zh-Hant-HK");
        assert!(
            HTML[page.main.clone()].starts_with("<h1>")
                && HTML[page.main.clone()].ends_with("</p>")
        );
    }
}
