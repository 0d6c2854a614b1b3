//! The terms of the glossary that a text uses, under any of their names.

use crate::content::Content;
use crate::text::{fold, is_han};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeSet;

/// The glossary, ready to be looked for.
pub struct Glossary {
    /// Finds names as `text::fold` writes them.
    automaton: AhoCorasick,
    /// For each name its folded text and its term.
    names: Vec<(String, usize)>,
    /// For each term every name, as written.
    terms: Vec<Vec<String>>,
}

impl Glossary {
    /// The glossary of a site.
    #[must_use]
    pub fn new(content: &Content) -> Self {
        let terms: Vec<Vec<String>> = content
            .glossary
            .values()
            .map(|term| {
                let names = term.get_ref().names();
                names.map(|name| name.get_ref().clone()).collect()
            })
            .collect();
        let names: Vec<(String, usize)> = terms
            .iter()
            .enumerate()
            .flat_map(|(term, names)| names.iter().map(move |name| (fold(name), term)))
            .filter(|(name, _)| name.chars().count() >= 2)
            .collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.iter().map(|(name, _)| name))
            .expect("a glossary fits into an automaton");
        Self {
            automaton,
            names,
            terms,
        }
    }

    /// Every name of every term used in `texts`, in the glossary's order.
    #[must_use]
    pub fn names_in(&self, texts: &[&str]) -> Vec<String> {
        let mut used = BTreeSet::new();
        for text in texts {
            let text = fold(text);
            for hit in self.automaton.find_iter(&text) {
                let (name, term) = &self.names[hit.pattern().as_usize()];
                let alone = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
                let before = text[..hit.start()].chars().next_back();
                let after = text[hit.end()..].chars().next();
                if name.contains(is_han) || alone(before) && alone(after) {
                    used.insert(*term);
                }
            }
        }
        used.into_iter()
            .flat_map(|term| self.terms[term].iter().cloned())
            .collect()
    }
}
