//! What a query looks for.
//!
//! In: what people type. Out: a [`Query`], whose terms are looked up in the
//! index one by one. The same as `themes/kiu/client/query.ts`;
//! `tests/vectors/query.json` holds the two together.

use super::fold::{fold, folded, is_han};
use super::tokens::terms;
use std::collections::BTreeSet;

/// Nobody types more; the rest of a longer query is not looked for.
pub const MAX_QUERY_CHARS: usize = 200;

/// A word that may still be typed is completed from this many letters on.
pub const MIN_PREFIX: usize = 3;

/// What a query looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Each once, in the order they first come.
    pub terms: Vec<QueryTerm>,
    /// What stands in quotation marks: a section must hold each.
    pub phrases: Vec<Phrase>,
}

/// One thing a query looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTerm {
    /// The term, as the index may hold it.
    pub text: String,
    /// What it is to the query.
    pub kind: TermKind,
    /// Of a term made of others, those.
    pub stands_for: Vec<String>,
    /// A word of letters that was typed last and may not be finished.
    pub is_open: bool,
}

/// What a term is to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermKind {
    /// It was typed.
    Typed,
    /// Two neighbouring words of letters as one, because syllables are typed
    /// joined and apart.
    Joined,
    /// Two Han marked with `~`: the outer two of three, which hold although the
    /// one between is another, or two neighbours, which hold although one between
    /// them was left out. Only looked at where what they stand for is unknown.
    Near,
}

/// What stands in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As [`phrase_text`] writes texts.
    text: String,
    /// Its terms of more than one Han, which a section that holds it has too.
    pub terms: Vec<String>,
}

impl Query {
    /// Reads what was typed, up to [`MAX_QUERY_CHARS`].
    ///
    /// A query that is a guide's id, or an address with its short link, looks
    /// for that alone: `EC-01`, `ec 1` and `https://…/g/EC-01/#fees` give `ec01`.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let cut = typed
            .char_indices()
            .nth(MAX_QUERY_CHARS)
            .map_or(typed, |(at, _)| &typed[..at]);
        if let Some(id) = guide_id(cut) {
            return Self {
                terms: vec![QueryTerm::new(TermKind::Typed, id, &[])],
                phrases: Vec::new(),
            };
        }
        let plain = terms(cut);
        let alone = plain
            .iter()
            .map(|term| QueryTerm::new(TermKind::Typed, term.clone(), &[]));
        let joined = plain
            .windows(2)
            .filter(|two| two.iter().all(|term| is_letters(term)))
            .map(|two| QueryTerm::new(TermKind::Joined, two.concat(), two));
        let mut terms: Vec<QueryTerm> = alone.chain(joined).collect();
        if cut.chars().next_back().is_some_and(char::is_alphabetic) {
            open(&mut terms, plain.last());
        }
        let mut seen = BTreeSet::new();
        Self {
            terms: terms
                .into_iter()
                .chain(near(cut))
                .chain(gaps(&plain))
                .filter(|term| seen.insert(term.text.clone()))
                .collect(),
            phrases: phrases(cut),
        }
    }
}

impl QueryTerm {
    /// Whether it is a word of letters, none of them Han.
    #[must_use]
    pub fn is_letters(&self) -> bool {
        is_letters(&self.text)
    }

    fn new(kind: TermKind, text: String, stands_for: &[String]) -> Self {
        Self {
            text,
            kind,
            stands_for: stands_for.to_vec(),
            is_open: false,
        }
    }
}

/// Marks the word typed last, alone and joined with the one before it.
fn open(terms: &mut [QueryTerm], last: Option<&String>) {
    let is_long =
        |term: &QueryTerm| is_letters(&term.text) && term.text.chars().count() >= MIN_PREFIX;
    for term in terms.iter_mut().filter(|term| is_long(term)) {
        let ends = term.stands_for.last().unwrap_or(&term.text);
        term.is_open = Some(ends) == last;
    }
}

impl Phrase {
    /// Whether one of `texts` holds it, whole words at its ends.
    #[must_use]
    pub fn is_in(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| {
            let text = phrase_text(text);
            let is_inside_word = |before: Option<char>, after: Option<char>| {
                let is_letter =
                    |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
                is_letter(before) && is_letter(after)
            };
            text.match_indices(&self.text).any(|(at, found)| {
                let end = at + found.len();
                !is_inside_word(text[..at].chars().next_back(), found.chars().next())
                    && !is_inside_word(found.chars().next_back(), text[end..].chars().next())
            })
        })
    }
}

/// Near terms of a text, for the index: `居住證` and `居往證` share `~居證`.
#[must_use]
pub fn near_terms(text: &str) -> Vec<String> {
    near(text).map(|term| term.text).collect()
}

fn near(text: &str) -> impl Iterator<Item = QueryTerm> {
    let found: Vec<QueryTerm> = folded(text)
        .windows(3)
        .filter(|three| three.iter().all(|c| is_han(*c)))
        .map(|three| {
            let pairs: Vec<String> = three.windows(2).map(|two| two.iter().collect()).collect();
            QueryTerm::new(TermKind::Near, format!("~{}{}", three[0], three[2]), &pairs)
        })
        .collect();
    found.into_iter()
}

fn gaps(terms: &[String]) -> impl Iterator<Item = QueryTerm> {
    let pairs = terms
        .iter()
        .filter(|term| term.chars().filter(|c| is_han(*c)).count() == 2);
    pairs.map(|pair| {
        QueryTerm::new(
            TermKind::Near,
            format!("~{pair}"),
            std::slice::from_ref(pair),
        )
    })
}

fn is_letters(term: &str) -> bool {
    term.chars().all(|c| c.is_alphabetic() && !is_han(c))
}

/// The id that a query is, as the index holds it.
fn guide_id(typed: &str) -> Option<String> {
    let own = typed.rsplit_once("/g/").map_or(typed, |(_, rest)| {
        rest.split(['/', '#', '?']).next().unwrap_or_default()
    });
    let terms = terms(own);
    let whole = terms.concat();
    let (topic, number) = whole.split_at_checked(2)?;
    let is_id = terms.len() <= 2
        && topic.bytes().all(|b| b.is_ascii_lowercase())
        && (1..=2).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit());
    is_id.then(|| format!("{topic}{number:0>2}"))
}

/// Quotation marks, opening and closing.
const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』')];

fn phrases(typed: &str) -> Vec<Phrase> {
    let mut found = Vec::new();
    let mut rest = typed;
    while let Some(at) = rest.find(|c| QUOTES.iter().any(|(open, _)| *open == c)) {
        let mut after = rest[at..].chars();
        let open = after.next();
        let close = QUOTES.iter().find(|(known, _)| Some(*known) == open);
        let inside = close.and_then(|(_, close)| after.as_str().split_once(*close));
        rest = after.as_str();
        if let Some((inside, beyond)) = inside {
            rest = beyond;
            let text = phrase_text(inside);
            if !text.is_empty() {
                let mut terms = terms(inside);
                terms.retain(|term| !(term.starts_with(is_han) && term.chars().count() == 1));
                found.push(Phrase { text, terms });
            }
        }
    }
    found
}

/// A text in the form phrases are compared in: folded, white space between
/// words one space, and none beside Han or at the ends.
fn phrase_text(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        let joins = |c: Option<char>| c.is_none_or(is_han);
        if !joins(out.chars().next_back()) && !joins(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Vector {
        text: String,
        terms: Vec<String>,
        #[serde(default)]
        open: Vec<String>,
        #[serde(default)]
        phrases: Vec<String>,
    }

    #[test]
    fn golden_vectors_of_queries_hold() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../../tests/vectors/query.json"))
                .expect("the vectors are JSON");
        for vector in vectors {
            let query = Query::new(&vector.text);
            let open = query.terms.iter().filter(|term| term.is_open);
            let open: Vec<String> = open.map(|term| term.text.clone()).collect();
            assert_eq!(open, vector.open, "{:?}", vector.text);
            let phrases: Vec<String> = query.phrases.into_iter().map(|one| one.text).collect();
            assert_eq!(phrases, vector.phrases, "{:?}", vector.text);
            let found: Vec<String> = query.terms.into_iter().map(|term| term.text).collect();
            assert_eq!(found, vector.terms, "{:?}", vector.text);
        }
    }

    #[derive(serde::Deserialize)]
    struct PhraseVector {
        query: String,
        text: String,
        holds: bool,
    }

    #[test]
    fn golden_vectors_of_phrases_hold() {
        let vectors: Vec<PhraseVector> =
            serde_json::from_str(include_str!("../../../tests/vectors/phrase.json"))
                .expect("the vectors are JSON");
        for vector in vectors {
            let query = Query::new(&vector.query);
            let holds = query.phrases.iter().all(|one| one.is_in(&[&vector.text]));
            assert_eq!(
                holds, vector.holds,
                "{:?} in {:?}",
                vector.query, vector.text
            );
        }
    }

    #[test]
    fn a_long_query_is_cut() {
        let long = "x ".repeat(5000);
        let n_words = Query::new(&long).terms.len();
        assert!(n_words <= 2, "{n_words}");
        assert_eq!(Query::new(&"證".repeat(5000)).terms.len(), 2);
    }
}
