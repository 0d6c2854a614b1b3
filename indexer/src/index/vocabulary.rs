//! What the index knows of words: the glossary, everyday words, and words that
//! carry nothing. All of it is applied here, so that a query needs none.

use super::record::Terms;
use crate::content::{Content, Text};
use crate::text::{each_term, fold, fold_char, is_han, terms};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Words of the site, ready to be looked for in folded texts.
#[derive(Debug)]
pub struct Vocabulary {
    /// A name or written word, and the groups it leads to.
    names: Vec<(String, usize)>,
    automaton: AhoCorasick,
    /// For each group every word that means it.
    groups: Vec<Vec<String>>,
    silent: Silent,
}

impl Vocabulary {
    /// The words of a site: each term of the glossary is a group of its names,
    /// each written word of the everyday table one of the words people say.
    #[must_use]
    pub fn new(content: &Content) -> Self {
        let mut groups: Vec<Vec<String>> = Vec::new();
        let mut names: Vec<(String, usize)> = Vec::new();
        for term in content.glossary.values() {
            let all: Vec<String> = term
                .get_ref()
                .names()
                .map(|name| name.get_ref().clone())
                .collect();
            names.extend(all.iter().map(|name| (fold(name), groups.len())));
            groups.push(all);
        }
        let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let table = &content.colloquial;
        for (word, written) in table.words.iter().chain(&table.english) {
            for written in written {
                let known = said.entry(fold(written.get_ref())).or_default();
                known.push(word.clone());
            }
        }
        for (written, words) in said {
            names.push((written, groups.len()));
            groups.push(words);
        }
        names.retain(|(name, _)| name.chars().count() >= 2);
        // One name may lead to several groups: overlapping matches find all.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(names.iter().map(|(name, _)| name))
            .expect("a site's words fit into an automaton");
        Self {
            names,
            automaton,
            groups,
            silent: Silent::new(&table.silent),
        }
    }

    /// Every word that means something `texts` name, in the groups' order.
    #[must_use]
    pub fn words_for(&self, texts: &[&str]) -> Vec<String> {
        let mut used = BTreeSet::new();
        for text in texts {
            let text = fold(text);
            for hit in self.automaton.find_overlapping_iter(&text) {
                let (name, group) = &self.names[hit.pattern().as_usize()];
                let alone = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
                let before = text[..hit.start()].chars().next_back();
                let after = text[hit.end()..].chars().next();
                if name.contains(is_han) || alone(before) && alone(after) {
                    used.insert(*group);
                }
            }
        }
        used.into_iter()
            .flat_map(|group| self.groups[group].iter().cloned())
            .collect()
    }

    /// The terms that carry nothing, as far as they can be listed.
    #[must_use]
    pub fn silent_terms(&self) -> Vec<String> {
        let mut terms: Vec<String> = self.silent.terms.iter().cloned().collect();
        terms.sort_unstable();
        terms
    }

    /// Appends the terms of a text without those that carry nothing.
    pub fn add_terms(&self, text: &str, to: &mut Terms) {
        each_term(text, |term| {
            if !self.silent.is_silent(term) {
                to.push(term);
            }
        });
    }
}

/// Words that carry nothing.
#[derive(Debug)]
struct Silent {
    /// Single Han that are never part of a word that matters: any term with
    /// one goes.
    chars: BTreeSet<char>,
    /// Terms of longer silent words, and Latin ones.
    terms: HashSet<String>,
}

impl Silent {
    fn new(words: &[Text]) -> Self {
        let mut silent = Self {
            chars: BTreeSet::new(),
            terms: HashSet::new(),
        };
        for word in words {
            let mut chars = word.get_ref().chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) if is_han(only) => {
                    silent.chars.insert(fold_char(only));
                }
                _ => silent.terms.extend(terms(word.get_ref())),
            }
        }
        silent
    }

    fn is_silent(&self, term: &str) -> bool {
        self.terms.contains(term) || term.chars().any(|c| self.chars.contains(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let mut content = Content::default();
        let colloquial = r#"
            silent = ["喺", "點算", "how", "can"]
            [words]
            "老豆" = ["父親"]
            "阿爸" = ["父親"]
            [english]
            "dad" = ["father"]
        "#;
        content.colloquial = toml::from_str(colloquial).expect("TOML");
        let glossary = r#"
            [oaa]
            hong_kong = "高齡津貼"
            en = "Old Age Allowance"
            also = ["生果金"]
            meaning = { zh-Hant = "津貼", en = "allowance" }
            guide = "EC-01"
        "#;
        content.glossary = toml::from_str(glossary).expect("TOML");
        Vocabulary::new(&content)
    }

    #[test]
    fn a_text_is_known_by_all_that_people_call_what_it_names() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.words_for(&["父親去世"]), ["老豆", "阿爸"]);
        assert_eq!(
            vocabulary.words_for(&["高龄津贴"]),
            ["高齡津貼", "Old Age Allowance", "生果金"],
            "in either script"
        );
        assert_eq!(vocabulary.words_for(&["my father"]), ["dad"]);
        assert_eq!(
            vocabulary.words_for(&["grandfatherly"]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_carries_nothing_is_no_term() {
        let mut found = Terms::default();
        vocabulary().add_terms("喺東莞點算 how can I", &mut found);
        assert_eq!(found, ["东莞", "莞点", "i"].into_iter().collect());
    }
}
