//! The passage of a section that best shows why it was found.

use super::fold::{fold_char, is_han};
use std::collections::HashSet;

/// The stretch of at most `max_chars` characters of `text` that holds the
/// most different query terms, cut at a sentence's start where one is near,
/// with `…` where text was left out.
///
/// Matching is by character folding only, which is enough to choose a place.
#[must_use]
pub fn snippet(text: &str, terms: &[String], max_chars: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= max_chars {
        return text.to_owned();
    }
    let hits = hits(&chars, terms);
    let start = best_start(&chars, &hits, max_chars);
    let start = (start..chars.len())
        .find(|&at| !chars[at].is_whitespace())
        .unwrap_or(start);
    let end = (start + max_chars).min(chars.len());
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    out.extend(&chars[start..end]);
    if end < chars.len() {
        out.push('…');
    }
    out
}

/// `(position, term)` of every occurrence, by position.
fn hits(chars: &[char], terms: &[String]) -> Vec<(usize, usize)> {
    let folded: Vec<char> = chars
        .iter()
        .map(|&c| fold_char(c.to_lowercase().next().unwrap_or(c)))
        .collect();
    let mut hits = Vec::new();
    for (number, term) in terms.iter().enumerate() {
        let term: Vec<char> = term.chars().collect();
        for (at, window) in folded.windows(term.len().max(1)).enumerate() {
            let inside_word = !is_han(window[0])
                && at > 0
                && folded[at - 1].is_alphanumeric()
                && !is_han(folded[at - 1]);
            if window == term && !inside_word {
                hits.push((at, number));
            }
        }
    }
    hits.sort_unstable();
    hits
}

fn best_start(chars: &[char], hits: &[(usize, usize)], max_chars: usize) -> usize {
    let mut best = (0, 0);
    for (i, &(from, _)) in hits.iter().enumerate() {
        let seen: HashSet<usize> = hits[i..]
            .iter()
            .take_while(|(at, _)| at + 2 <= from + max_chars * 4 / 5)
            .map(|&(_, term)| term)
            .collect();
        if seen.len() > best.0 {
            best = (seen.len(), from);
        }
    }
    let latest = chars.len().saturating_sub(max_chars);
    // A sentence that began a little before shows the hit in its context.
    let earliest = best.1.saturating_sub(max_chars / 3);
    let sentence = (earliest..best.1)
        .rev()
        .find(|&at| matches!(chars[at], '。' | '；' | '！' | '？' | '\n' | '.' | ';'));
    match sentence {
        Some(at) => at + 1,
        None if earliest == 0 => 0,
        None => word_start(
            chars,
            best.1.saturating_sub(max_chars / 5).min(latest),
            best.1,
        ),
    }
}

/// The first place from `start` on, at most `end`, that is not inside a word.
fn word_start(chars: &[char], start: usize, end: usize) -> usize {
    let is_latin = |c: char| c.is_alphanumeric() && !is_han(c);
    let inside = |&at: &usize| at > 0 && is_latin(chars[at - 1]) && is_latin(chars[at]);
    (start..end)
        .find(|at| !inside(at))
        .unwrap_or(end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(
            snippet("年滿七十歲。", &["七十".to_owned()], 40),
            "年滿七十歲。"
        );
    }

    #[test]
    fn the_passage_holds_the_terms_in_either_script() {
        let text = format!(
            "{}申請人要先在香港住滿一年。{}",
            "開頭的話。".repeat(30),
            "後面的話。".repeat(30)
        );
        let shown = snippet(&text, &["申请".to_owned(), "一年".to_owned()], 40);
        assert!(shown.contains("申請人要先在香港住滿一年"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
    }

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        query: String,
        max: usize,
        snippet: String,
    }

    #[test]
    fn golden_vectors_hold() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../../tests/vectors/snippet.json"))
                .expect("the vectors are JSON");
        for Vector {
            text,
            query,
            max,
            snippet: expected,
        } in vectors
        {
            assert_eq!(snippet(&text, &crate::text::terms(&query), max), expected);
        }
    }

    #[test]
    fn no_hit_shows_the_beginning() {
        assert!(snippet(&"文字。".repeat(50), &[], 20).starts_with("文字。"));
    }
}
