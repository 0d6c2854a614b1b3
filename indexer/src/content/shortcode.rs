//! Finds shortcodes such as `{{ fact(id="oaa-monthly") }}` in a text.

use std::collections::BTreeMap;
use std::ops::Range;

/// One shortcode call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcode {
    /// Its name; empty if the call could not be read.
    pub name: String,
    /// Its arguments, quotes taken off.
    pub args: BTreeMap<String, String>,
    /// Where it stands, braces included.
    pub span: Range<usize>,
}

/// The shortcodes in `text[range]`, in order; `{% end %}` is not one.
///
/// Braces that open and do not hold a readable call give a [`Shortcode`]
/// without a name.
#[must_use]
pub fn find(text: &str, range: Range<usize>) -> Vec<Shortcode> {
    let mut found = Vec::new();
    let mut at = range.start;
    while let Some(open) = next_open(&text[at..range.end]) {
        let start = at + open;
        let close = if text[start..].starts_with("{{") {
            "}}"
        } else {
            "%}"
        };
        let Some(length) = text[start + 2..range.end].find(close) else {
            let line_end = text[start..range.end]
                .find('\n')
                .map_or(range.end, |n| start + n);
            found.push(Shortcode {
                name: String::new(),
                args: BTreeMap::new(),
                span: start..line_end,
            });
            break;
        };
        let end = start + 2 + length + 2;
        let inner = text[start + 2..end - 2].trim();
        if inner != "end" {
            let (name, args) = call(inner).unwrap_or_default();
            found.push(Shortcode {
                name,
                args,
                span: start..end,
            });
        }
        at = end;
    }
    found
}

/// `text` with every shortcode blotted out, so that Markdown can be read at
/// unchanged offsets: inline ones by letters, block ones by spaces.
#[must_use]
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(open) = next_open(&text[at..]) {
        let start = at + open;
        let (close, filler) = if text[start..].starts_with("{{") {
            ("}}", 'x')
        } else {
            ("%}", ' ')
        };
        let Some(length) = text[start + 2..].find(close) else {
            break;
        };
        let end = start + 2 + length + 2;
        masked.push_str(&text[at..start]);
        masked.extend(std::iter::repeat_n(filler, end - start));
        at = end;
    }
    masked.push_str(&text[at..]);
    masked
}

fn next_open(text: &str) -> Option<usize> {
    match (text.find("{{"), text.find("{%")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Name and arguments of `name(key="value", key=value)`.
fn call(inner: &str) -> Option<(String, BTreeMap<String, String>)> {
    let (name, rest) = inner.split_once('(')?;
    let mut rest = rest.trim().strip_suffix(')')?.trim();
    let is_name = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !is_name(name.trim()) {
        return None;
    }
    let mut args = BTreeMap::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'));
        let (value, after) = match quote {
            Some(quote) => after[1..].split_once(quote)?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        if !is_name(key.trim()) {
            return None;
        }
        args.insert(key.trim().to_owned(), value.trim().to_owned());
        rest = after.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Some((name.trim().to_owned(), args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_with_their_arguments() {
        let text = r#"領 {{ fact(id="oaa", date=false) }}。{% warning() %}x{% end %}"#;
        let found = find(text, 0..text.len());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].name, "fact");
        assert_eq!(found[0].args["id"], "oaa");
        assert_eq!(found[0].args["date"], "false");
        assert_eq!(
            &text[found[0].span.clone()],
            r#"{{ fact(id="oaa", date=false) }}"#
        );
        assert_eq!(found[1].name, "warning");
    }

    #[test]
    fn what_cannot_be_read_has_no_name() {
        for text in [
            "{{ user.name }}",
            "{{ fact(id=\"a\" }}",
            "{{ never closed",
            "{% if x %}",
        ] {
            let found = find(text, 0..text.len());
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].name, "", "{text}");
        }
    }

    #[test]
    fn masking_keeps_every_offset() {
        let text = "甲{{ fact(id=\"乙\") }}丙\n{% warning() %}\n丁";
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.find('丁'), text.find('丁'));
        assert!(!masked.contains('{'));
    }
}
