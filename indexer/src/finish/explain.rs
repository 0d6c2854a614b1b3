//! Explains a term of the glossary where a guide first uses it.
//!
//! The explanations are the glossary page's own entries, as the theme rendered
//! them. A name in the text becomes a button with the entry as its popover:
//! no script is needed, and a browser without popovers shows the entry in line.

use super::projection;
use crate::content::{Content, Lang};
use crate::html::{Edit, Page};
use crate::text::{Projection, is_han};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{BTreeMap, BTreeSet};

/// The glossary page, without its language's prefix.
const GLOSSARY_PAGE: &str = "/glossary/";

/// What is explained, for each language of the published pages.
#[derive(Debug, Default)]
pub struct Explanations {
    by_lang: BTreeMap<Lang, Explainer>,
}

/// The names of one language and their explanations.
#[derive(Debug)]
struct Explainer {
    automaton: AhoCorasick,
    names: Vec<Name>,
}

/// One name of a term.
#[derive(Debug, Clone)]
struct Name {
    /// The term's id.
    term: String,
    text: String,
    /// The HTML shown; none for words everybody knows.
    shown: Option<String>,
}

impl Explanations {
    /// Those of a site's glossary; none without a glossary page.
    #[must_use]
    pub fn new(content: &Content, pages: &[Page], projection: &Projection) -> Self {
        let mut by_lang = BTreeMap::new();
        for lang in Lang::ALL {
            let path = format!("{}{GLOSSARY_PAGE}", lang.indexed_as().prefix());
            let Some(page) = pages.iter().find(|page| page.path == path) else {
                continue;
            };
            let entry = |id: &String| {
                page.terms.get(id).map(|range| match lang {
                    Lang::ZhHans => projection::part(page, projection, range),
                    _ => page.html[range.clone()].to_owned(),
                })
            };
            let names = content.glossary.iter().flat_map(|(id, term)| {
                let term = term.get_ref();
                let shown = if term.plain { None } else { entry(id) };
                term.names()
                    .map(|name| name.get_ref().trim())
                    .filter(|name| is_in(name, lang))
                    .map(|name| Name {
                        term: id.clone(),
                        text: name.to_owned(),
                        shown: shown.clone(),
                    })
                    .collect::<Vec<_>>()
            });
            by_lang.insert(lang, Explainer::new(names.collect()));
        }
        Self { by_lang }
    }

    /// What is put into a page: before each name a button's start, after it the
    /// button's end and the explanation. Places are in the page's own HTML.
    #[must_use]
    pub fn of(&self, page: &Page, lang: Lang) -> Vec<Edit> {
        let Some(explainer) = self.by_lang.get(&lang) else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        let mut seen = BTreeSet::new();
        for range in &page.prose {
            let text = &page.html[range.clone()];
            for hit in explainer.automaton.find_iter(text) {
                let name = &explainer.names[hit.pattern().as_usize()];
                let Some(shown) = &name.shown else { continue };
                if !name.stands_alone(text, hit.range()) || !seen.insert(&name.term) {
                    continue;
                }
                let id = &name.term;
                let open = format!(
                    "<button class=\"kiu-term\" type=\"button\" popovertarget=\"term-{id}\">"
                );
                let close = format!(
                    "</button><span class=\"kiu-term__meaning\" id=\"term-{id}\" popover>{shown}</span>"
                );
                for (at, text) in [(hit.start(), open), (hit.end(), close)] {
                    let at = range.start + at;
                    edits.push(Edit {
                        range: at..at,
                        text,
                    });
                }
            }
        }
        edits
    }
}

impl Explainer {
    fn new(names: Vec<Name>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(names.iter().map(|name| &name.text))
            .expect("a glossary fits into an automaton");
        Self { automaton, names }
    }
}

impl Name {
    /// Whether a hit is the name itself, not a piece of a longer Latin word,
    /// and in capitals if the name is.
    fn stands_alone(&self, text: &str, hit: std::ops::Range<usize>) -> bool {
        if self.text.contains(is_han) {
            return true;
        }
        let is_abbreviation = !self.text.contains(|c: char| c.is_ascii_lowercase());
        let before = text[..hit.start].chars().next_back();
        let after = text[hit.end..].chars().next();
        let ends = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
        ends(before) && ends(after) && (!is_abbreviation || text[hit] == self.text)
    }
}

/// Whether a name is looked for in a language: Han names of two characters or
/// more in Chinese, Latin ones of three letters or more in both.
fn is_in(name: &str, lang: Lang) -> bool {
    let n_chars = name.chars().count();
    if name.contains(is_han) {
        lang != Lang::En && n_chars >= 2
    } else {
        n_chars >= 3
    }
}
