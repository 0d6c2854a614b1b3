//! What stands below the front matter, read as Markdown for its faults.
//!
//! The text is parsed with the options Zola uses; spans are bytes of the file.

use super::shortcode::{self, Shortcode};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The parts of a body that rules look at, in order.
#[derive(Debug, Default)]
pub struct Body {
    /// Where it begins in the file.
    pub start: usize,
    /// Headings of every level.
    pub headings: Vec<Heading>,
    /// Links of every kind.
    pub links: Vec<Link>,
    /// Images.
    pub images: Vec<Image>,
    /// Shortcode calls.
    pub shortcodes: Vec<Shortcode>,
    /// `[S1]` in the text.
    pub citations: Vec<Citation>,
    /// HTML, a tag or block each.
    pub html: Vec<Range<usize>>,
    /// `**` that CommonMark leaves as they are.
    pub asterisks: Vec<Range<usize>>,
    /// Whether there is any text at all.
    pub is_empty: bool,
}

/// A heading.
#[derive(Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The explicit id, if there is one.
    pub id: Option<String>,
    /// The heading's line.
    pub span: Range<usize>,
}

/// A link.
#[derive(Debug)]
pub struct Link {
    /// Where to, as written.
    pub target: String,
    /// The whole link.
    pub span: Range<usize>,
}

/// An image.
#[derive(Debug)]
pub struct Image {
    /// Where from, as written.
    pub target: String,
    /// The alternative text.
    pub alternative: String,
    /// The whole image.
    pub span: Range<usize>,
}

/// A source key in the text.
#[derive(Debug)]
pub struct Citation {
    /// `S1`.
    pub key: String,
    /// With its brackets.
    pub span: Range<usize>,
}

impl Body {
    /// Reads `file[start..]`.
    #[must_use]
    pub fn parse(file: &str, start: usize) -> Self {
        let masked = shortcode::mask(&file[start..]);
        let mut body = Self {
            start,
            shortcodes: shortcode::find(file, start..file.len()),
            citations: citations(&masked, start),
            is_empty: file[start..].trim().is_empty(),
            ..Self::default()
        };
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        // Plain text between markup, for what the markup failed to take up.
        let mut plain: Vec<Range<usize>> = Vec::new();
        for (event, span) in Parser::new_ext(&masked, options).into_offset_iter() {
            let here = span.start + start..span.end + start;
            match event {
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let span = trim_end(file, here);
                    body.headings.push(Heading {
                        level: level as u8,
                        id: id.map(|id| id.to_string()),
                        span,
                    });
                }
                Event::Start(Tag::Link { dest_url, .. }) => {
                    body.links.push(Link {
                        target: dest_url.to_string(),
                        span: here,
                    });
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    body.images.push(Image {
                        target: dest_url.to_string(),
                        alternative: String::new(),
                        span: here,
                    });
                }
                Event::Html(_) | Event::InlineHtml(_) => body.html.push(trim_end(file, here)),
                Event::Text(text) => {
                    let inside_image = body
                        .images
                        .last_mut()
                        .filter(|image| image.span.contains(&here.start));
                    if let Some(image) = inside_image {
                        image.alternative.push_str(&text);
                    }
                    match plain.last_mut() {
                        Some(last) if last.end == span.start => last.end = span.end,
                        _ => plain.push(span),
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    plain.pop();
                }
                _ => {}
            }
        }
        for range in plain {
            let text = &masked[range.clone()];
            for (at, _) in text.match_indices("**") {
                let from = range.start + at;
                if !masked[..from].ends_with('\\') {
                    body.asterisks.push(start + from..start + from + 2);
                }
            }
        }
        body
    }

    /// The anchors of the sections, in order.
    pub fn section_anchors(&self) -> impl Iterator<Item = &str> {
        self.headings
            .iter()
            .filter(|heading| heading.level == 2)
            .filter_map(|heading| heading.id.as_deref())
    }
}

fn trim_end(file: &str, span: Range<usize>) -> Range<usize> {
    span.start..span.start + file[span.clone()].trim_end().len()
}

/// Every `[S1]` that is not a Markdown link.
fn citations(masked: &str, start: usize) -> Vec<Citation> {
    masked
        .match_indices("[S")
        .filter_map(|(at, _)| {
            let n_digits = masked[at + 2..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
            let end = at + 2 + n_digits;
            let closed = masked[end..].starts_with(']') && !masked[end + 1..].starts_with('(');
            (n_digits > 0 && closed).then(|| Citation {
                key: masked[at + 1..end].to_owned(),
                span: start + at..start + end + 1,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asterisks_next_to_full_width_punctuation_are_found_and_bold_text_is_not() {
        let file = "**注意：**請先致電。**好** 的，`**`。\n";
        let body = Body::parse(file, 0);
        let found: Vec<usize> = body.asterisks.iter().map(|span| span.start).collect();
        assert_eq!(found, [0, "**注意：".len()]);
    }

    #[test]
    fn headings_links_images_and_citations_carry_their_places() {
        let file = "+++\n+++\n## 資格 {#eligibility}\n\n見 [此](@/a.md) ![圖](b.png) 住滿一年[S1]。\n### 細則\n<b>x</b>\n";
        let body = Body::parse(file, 8);
        assert_eq!(body.headings[0].id.as_deref(), Some("eligibility"));
        assert_eq!(
            &file[body.headings[0].span.clone()],
            "## 資格 {#eligibility}"
        );
        assert_eq!(body.headings[1].id, None);
        assert_eq!(body.links[0].target, "@/a.md");
        assert_eq!(body.images[0].alternative, "圖");
        assert_eq!(&file[body.citations[0].span.clone()], "[S1]");
        assert_eq!(body.html.len(), 2);
    }
}
