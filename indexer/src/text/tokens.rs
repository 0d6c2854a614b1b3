//! Cuts text into terms.
//!
//! Invariant: no term is empty, and a term is either all Han (one or two
//! characters) or has no Han at all.

use super::fold::{folded, is_han};
use std::collections::BTreeSet;

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
    let chars: Vec<char> = folded(text).collect();
    let mut terms = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        if is_han(chars[at]) {
            while at < chars.len() && is_han(chars[at]) {
                at += 1;
            }
            let run = &chars[start..at];
            if let [only] = run {
                terms.push(only.to_string());
            }
            terms.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if is_word(chars[at]) {
            let mut word = String::new();
            let mut n_chars = 0;
            while at < chars.len() {
                if is_word(chars[at]) && !is_han(chars[at]) {
                    if n_chars < MAX_WORD_CHARS {
                        word.push(chars[at]);
                        n_chars += 1;
                    }
                } else if !is_digit_comma(&chars, at) {
                    break;
                }
                at += 1;
            }
            terms.push(word);
        } else {
            at += 1;
        }
    }
    terms
}

/// Terms that hold although one character is wrong: of every three Han in a
/// row the outer two, marked with `~`. `居住證` and `居往證` share `~居證`.
#[must_use]
pub fn near_terms(text: &str) -> Vec<String> {
    let near = near_windows(text).into_iter();
    near.map(|term| term.text).collect()
}

fn near_windows(text: &str) -> Vec<QueryTerm> {
    let chars: Vec<char> = folded(text).collect();
    chars
        .windows(3)
        .filter(|three| three.iter().all(|c| is_han(*c)))
        .map(|three| QueryTerm {
            text: format!("~{}{}", three[0], three[2]),
            stands_for: three.windows(2).map(|two| two.iter().collect()).collect(),
        })
        .collect()
}

/// One thing a query looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTerm {
    /// The term, as the index may hold it.
    pub text: String,
    /// Of a near term or of two words joined, the two terms it was made of.
    pub stands_for: Vec<String>,
}

impl QueryTerm {
    /// Whether it holds although a character is wrong.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.text.starts_with('~')
    }
}

/// What a query looks for: its terms, each two neighbouring Latin words as one,
/// because syllables are typed joined and apart, and its near terms. Each once,
/// in the order they first come. A query that is a guide's id, however it is
/// written, looks for that alone: `EC-01`, `ec 1` and `ec01` give `ec01`.
#[must_use]
pub fn query_terms(text: &str) -> Vec<QueryTerm> {
    let plain = terms(text);
    let alone = |text: String| QueryTerm {
        text,
        stands_for: Vec::new(),
    };
    if let Some(id) = guide_id(&plain) {
        return vec![alone(id)];
    }
    let is_latin = |term: &str| term.chars().all(char::is_alphabetic) && !term.contains(is_han);
    let joined: Vec<QueryTerm> = plain
        .windows(2)
        .filter(|two| is_latin(&two[0]) && is_latin(&two[1]))
        .map(|two| QueryTerm {
            text: two.concat(),
            stands_for: two.to_vec(),
        })
        .collect();
    let mut seen = BTreeSet::new();
    plain
        .into_iter()
        .map(alone)
        .chain(joined)
        .chain(near_windows(text))
        .filter(|term| seen.insert(term.text.clone()))
        .collect()
}

/// The id that a query is, as the index holds it.
fn guide_id(terms: &[String]) -> Option<String> {
    let whole = terms.concat();
    let (topic, number) = whole.split_at_checked(2)?;
    let is_id = terms.len() <= 2
        && topic.bytes().all(|b| b.is_ascii_lowercase())
        && (1..=2).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit());
    is_id.then(|| format!("{topic}{number:0>2}"))
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

/// What decides the shard of a term: its first Han character, or the first
/// two characters of a word, so that words with one beginning lie together.
/// A near term lies with the terms of its first character.
#[must_use]
pub fn shard_key(term: &str) -> &str {
    let term = term.strip_prefix('~').unwrap_or(term);
    let n_chars = if term.chars().next().is_some_and(is_han) {
        1
    } else {
        2
    };
    let end = term
        .char_indices()
        .nth(n_chars)
        .map_or(term.len(), |(at, _)| at);
    &term[..end]
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

    #[test]
    fn golden_vectors_of_queries_hold() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../../tests/vectors/query.json"))
                .expect("the vectors are JSON");
        for vector in vectors {
            let found: Vec<String> = query_terms(&vector.text)
                .into_iter()
                .map(|term| term.text)
                .collect();
            assert_eq!(found, vector.terms, "{:?}", vector.text);
        }
    }

    #[test]
    fn a_shard_key_is_the_beginning_of_its_term() {
        assert_eq!(shard_key("樓點"), "樓");
        assert_eq!(shard_key("hello"), "he");
        assert_eq!(shard_key("a"), "a");
        assert_eq!(shard_key("𠮷野"), "𠮷");
    }
}
