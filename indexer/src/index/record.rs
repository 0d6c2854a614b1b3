//! What is indexed: a record a guide, with what it is known by, and a record a
//! section, with what it says.

use super::vocabulary::Vocabulary;
use crate::content::{Content, Guide, Lang, split_question};
use crate::html::Page;
use crate::text::{near_terms, sounds, terms};
use std::collections::{BTreeMap, BTreeSet};

/// Room for the sections of one guide in [`SectionRecord::number`]; the last
/// number is the guide's own.
pub const SECTIONS_PER_GUIDE: u32 = 32;

/// One section of one guide, as search shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRecord {
    /// The guide's place among guides × [`SECTIONS_PER_GUIDE`] + the section's
    /// place in the guide.
    pub number: u32,
    /// The guide's id.
    pub id: String,
    /// The page's path.
    pub path: String,
    /// The section's anchor; empty for the page's top.
    pub anchor: String,
    /// The guide's title.
    pub title: String,
    /// The section's heading; empty for the page's top.
    pub heading: String,
    /// The section's text.
    pub text: String,
}

impl SectionRecord {
    /// The guide's place among guides.
    #[must_use]
    pub fn guide_number(&self) -> u32 {
        self.number / SECTIONS_PER_GUIDE
    }
}

/// The terms of one field of one record: one text, with a space after each, which
/// is what tantivy takes them apart at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(String);

impl Terms {
    /// Appends a term.
    pub fn push(&mut self, term: &str) {
        self.0.push_str(term);
        self.0.push(' ');
    }

    /// All of them.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

impl<T: AsRef<str>> FromIterator<T> for Terms {
    fn from_iter<I: IntoIterator<Item = T>>(terms: I) -> Self {
        let mut all = Self::default();
        for term in terms {
            all.push(term.as_ref());
        }
        all
    }
}

/// The terms of a section's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionTerms {
    /// Of the questions people ask that it answers; those without a section of
    /// their own stand on the first, which holds the answer.
    pub questions: Terms,
    /// Of its heading.
    pub heading: Terms,
    /// Of its text.
    pub text: Terms,
    /// Of other words for what it names.
    pub words: Terms,
}

/// What a guide as a whole is known by, and its sections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuideRecord {
    /// The guide's place among guides × [`SECTIONS_PER_GUIDE`] + the last place.
    pub number: u32,
    /// How many other guides send their readers to it.
    pub n_links: u32,
    /// Terms of its title.
    pub title: Terms,
    /// Terms of its id and its other names.
    pub names: Terms,
    /// Near terms of title and names.
    pub near: Terms,
    /// How title and names sound.
    pub sounds: Terms,
    /// Terms of the places it is for, under all their names.
    pub places: Terms,
    /// Of the first guide, the terms that carry nothing: the index knows them,
    /// so that nobody takes them for words that are misspelt.
    pub silent: Terms,
    /// Its sections, in order of number.
    pub sections: Vec<(SectionRecord, SectionTerms)>,
}

/// Makes records of the guide pages of one site.
#[derive(Debug)]
pub struct Recorder<'a> {
    content: &'a Content,
    vocabulary: Vocabulary,
    /// Each guide in every language it is written in, by id.
    guides: BTreeMap<&'a str, Vec<&'a Guide>>,
    /// How many guides send their readers to each, by id.
    links: BTreeMap<&'a str, u32>,
}

impl<'a> Recorder<'a> {
    /// Knows the words, names and questions of `content`.
    #[must_use]
    pub fn new(content: &'a Content) -> Self {
        let mut guides: BTreeMap<&str, Vec<&Guide>> = BTreeMap::new();
        for guide in &content.guides {
            if let Some(id) = &guide.front.extra.id {
                guides.entry(id.get_ref()).or_default().push(guide);
            }
        }
        Self {
            content,
            vocabulary: Vocabulary::new(content),
            guides,
            links: links(content),
        }
    }

    /// The record of the guide `id`, `place`th of its language, that `page`
    /// shows.
    ///
    /// A guide shown in another language (see `finish::fallback`) is indexed
    /// with the text it shows, and with the names of the guide it is.
    #[must_use]
    pub fn record(&self, place: u32, id: &str, page: &Page) -> GuideRecord {
        let first = place * SECTIONS_PER_GUIDE;
        let versions = self.guides.get(id).map_or(&[][..], Vec::as_slice);
        // Names in every language: people mix them. The id is one of them.
        let own: Vec<&str> = versions
            .iter()
            .flat_map(|guide| &guide.front.extra.also_known_as)
            .map(|name| name.get_ref().as_str())
            .collect();
        let titles = versions
            .iter()
            .filter_map(|guide| guide.front.title.as_ref())
            .map(|title| title.get_ref().as_str());
        let heard = titles.chain(own.iter().copied()).flat_map(sounds);
        let known_as = std::iter::once(page.title.as_str()).chain(own.iter().copied());
        let mut names = Terms::default();
        names.push(&terms(id).concat());
        for name in &own {
            self.vocabulary.add_terms(name, &mut names);
        }
        GuideRecord {
            number: first + SECTIONS_PER_GUIDE - 1,
            n_links: self.links.get(id).copied().unwrap_or_default(),
            title: self.terms([page.title.as_str()]),
            names,
            near: distinct(known_as.flat_map(near_terms)),
            sounds: distinct(heard),
            places: distinct(self.place_names(versions).flat_map(terms)),
            silent: if place == 0 {
                self.vocabulary.silent_terms().iter().collect()
            } else {
                Terms::default()
            },
            sections: self.sections(first, id, page, &self.questions(id, versions)),
        }
    }

    /// The terms of texts without those that carry nothing.
    fn terms<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> Terms {
        let mut terms = Terms::default();
        for text in texts {
            self.vocabulary.add_terms(text.as_ref(), &mut terms);
        }
        terms
    }

    /// Every name of every place a guide is for.
    fn place_names(&self, versions: &[&'a Guide]) -> impl Iterator<Item = &'a str> {
        let slugs = versions
            .iter()
            .flat_map(|guide| &guide.front.taxonomies.places);
        let slugs: BTreeSet<&str> = slugs.map(|slug| slug.get_ref().as_str()).collect();
        let places = slugs
            .into_iter()
            .filter_map(|slug| self.content.places.get(slug));
        places.flatten().map(|name| name.get_ref().as_str())
    }

    /// Every question people ask of a guide, with the anchor of the section
    /// that answers it: in every language, for people mix them.
    fn questions(&self, id: &str, versions: &[&'a Guide]) -> Vec<(&'a str, Option<&'a str>)> {
        let own = versions
            .iter()
            .flat_map(|guide| &guide.front.extra.questions)
            .map(|question| split_question(question.get_ref()));
        let asked = self.content.asked.get(id);
        let more = asked.into_iter().flatten().flat_map(|(anchor, questions)| {
            let anchor = Some(anchor.as_str());
            let texts = questions.iter().map(|question| question.get_ref().as_str());
            texts.map(move |question| (question, anchor))
        });
        own.chain(more).collect()
    }

    fn sections(
        &self,
        first: u32,
        id: &str,
        page: &Page,
        questions: &[(&str, Option<&str>)],
    ) -> Vec<(SectionRecord, SectionTerms)> {
        let anchors: Vec<&str> = page.sections.iter().map(|s| s.anchor.as_str()).collect();
        (0..SECTIONS_PER_GUIDE - 1)
            .zip(&page.sections)
            .map(|(place, section)| {
                let is_asked = |anchor: Option<&str>| match anchor {
                    Some(anchor) if anchors.contains(&anchor) => anchor == section.anchor,
                    _ => place == 0,
                };
                let asked = questions.iter().filter(|(_, anchor)| is_asked(*anchor));
                let asked: Vec<&str> = asked.map(|(question, _)| *question).collect();
                let mut naming = vec![section.heading.as_str(), section.text.as_str()];
                naming.extend(&asked);
                let words = self.vocabulary.words_for(&naming);
                let record = SectionRecord {
                    number: first + place,
                    id: id.to_owned(),
                    path: page.path.clone(),
                    anchor: section.anchor.clone(),
                    title: page.title.clone(),
                    heading: section.heading.clone(),
                    text: section.text.clone(),
                };
                let terms = SectionTerms {
                    questions: self.terms(asked),
                    heading: self.terms([section.heading.as_str()]),
                    text: self.terms(section.text.lines()),
                    words: self.terms(words),
                };
                (record, terms)
            })
            .collect()
    }
}

fn distinct(terms: impl Iterator<Item = String>) -> Terms {
    terms.collect::<BTreeSet<String>>().into_iter().collect()
}

/// The guide pages of a language by id: a guide's place in this order is its
/// place among guides.
#[must_use]
pub fn guide_pages(pages: &[Page], lang: Lang) -> Vec<(&str, &Page)> {
    let mut guides: Vec<(&str, &Page)> = pages
        .iter()
        .filter(|page| page.lang == lang.html())
        .filter_map(|page| Some((page.guide.as_deref()?, page)))
        .collect();
    guides.sort_by_key(|(id, _)| *id);
    guides
}

/// How many guides of the source language name each guide as related, or link
/// it; by id.
fn links(content: &Content) -> BTreeMap<&str, u32> {
    let sources = || {
        let guides = content.guides.iter();
        guides.filter(|guide| guide.lang == Lang::ZhHant)
    };
    let ids: BTreeMap<&str, &str> = sources()
        .filter_map(|guide| Some((guide.file.as_str(), guide.front.extra.id.as_ref()?)))
        .map(|(file, id)| (file.trim_start_matches("content/"), id.get_ref().as_str()))
        .collect();
    let mut links: BTreeMap<&str, u32> = BTreeMap::new();
    for guide in sources() {
        let related = guide.front.extra.related.iter();
        let related = related.map(|id| id.get_ref().as_str());
        let linked = guide.body.links.iter().filter_map(|link| {
            let target = link.target.strip_prefix("@/")?;
            ids.get(target.split('#').next()?).copied()
        });
        let targets: BTreeSet<&str> = related.chain(linked).collect();
        for target in targets {
            *links.entry(target).or_default() += 1;
        }
    }
    links
}
