//! Cuts text into terms.
//!
//! Invariant: no term is empty, and a term is either all Han (one or two
//! characters) or has no Han at all.

use super::fold::{folded, is_han};

/// A term longer than this many characters is cut: nobody types it, and a
/// hostile page must not fill the index with one word.
const MAX_WORD_CHARS: usize = 40;

/// The terms of a text, in order, repeats included.
///
/// A run of two or more Han characters gives its overlapping bigrams, a lone
/// one itself; letters and digits give words. A comma between digits is left
/// out, so that `4,345` and `4345` are one word.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    each_term(text, |term| terms.push(term.to_owned()));
    terms
}

/// Calls `use_term` with each of [`terms`].
pub fn each_term(text: &str, mut use_term: impl FnMut(&str)) {
    let chars = folded(text);
    let mut term = String::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        term.clear();
        if is_han(chars[at]) {
            while at < chars.len() && is_han(chars[at]) {
                at += 1;
            }
            let run = &chars[start..at];
            for pair in run
                .chunks(2)
                .filter(|_| run.len() == 1)
                .chain(run.windows(2))
            {
                term.clear();
                term.extend(pair);
                use_term(&term);
            }
        } else if is_word(chars[at]) {
            let mut n_chars = 0;
            while at < chars.len() {
                if is_word(chars[at]) && !is_han(chars[at]) {
                    if n_chars < MAX_WORD_CHARS {
                        term.push(chars[at]);
                        n_chars += 1;
                    }
                } else if !is_digit_comma(&chars, at) {
                    break;
                }
                at += 1;
            }
            use_term(&term);
        } else {
            at += 1;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_digit_comma(chars: &[char], at: usize) -> bool {
    let digit = |i: Option<usize>| {
        i.and_then(|i| chars.get(i))
            .is_some_and(char::is_ascii_digit)
    };
    chars[at] == ',' && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        terms: Vec<String>,
    }

    #[test]
    fn golden_vectors_hold() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../../tests/vectors/analyzer.json"))
                .expect("the vectors are JSON");
        assert!(vectors.len() > 20);
        for vector in vectors {
            assert_eq!(terms(&vector.text), vector.terms, "{:?}", vector.text);
        }
    }
}
