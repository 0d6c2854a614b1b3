//! Changes a text at many places at once.

use std::ops::Range;

/// Puts `text` where `range` was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text being changed; empty to insert.
    pub range: Range<usize>,
    /// What comes there.
    pub text: String,
}

/// `html` with every edit made.
///
/// Edits may come in any order. Of two that overlap the one that begins
/// earlier counts, of two that begin at one place the longer; what is only put
/// in comes first and always counts, unless it lies within another's range.
#[must_use]
pub fn splice(html: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| {
        let is_wide = !edit.range.is_empty();
        (edit.range.start, is_wide, usize::MAX - edit.range.end)
    });
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at {
            continue;
        }
        out.push_str(&html[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&html[at..]);
    out
}

/// A text as it stands between double quotes in HTML.
#[must_use]
pub fn escape_attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

/// A text as it stands between tags in HTML.
#[must_use]
pub fn escape_text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_in_any_order_make_one_text() {
        let edit = |range, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        assert_eq!(
            splice(
                "abcdef",
                vec![edit(4..6, "Z"), edit(0..1, "XY"), edit(2..2, "-")]
            ),
            "XYb-cdZ"
        );
    }

    #[test]
    fn what_is_put_in_stands_before_what_is_changed_there() {
        let edit = |range, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        assert_eq!(
            splice(
                "abcd",
                vec![edit(1..3, "X"), edit(1..1, "<"), edit(3..3, ">")]
            ),
            "a<X>d"
        );
    }

    #[test]
    fn the_wider_of_two_edits_counts() {
        let edit = |range, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        assert_eq!(
            splice("abcdef", vec![edit(1..2, "x"), edit(1..4, "")]),
            "aef"
        );
    }
}
