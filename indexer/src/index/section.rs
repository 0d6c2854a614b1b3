//! What is indexed: a record a guide, with what it is known by, and a record a
//! section, with what it says.

use super::vocabulary::Vocabulary;
use crate::content::{Asked, Content, Guide, Lang, split_question};
use crate::html::Page;
use crate::text::{near_terms, query_terms, sounds};
use std::collections::{BTreeMap, BTreeSet};

/// Room for the sections of one guide in [`SectionRecord::number`]; the last
/// number is the guide's own.
pub const SECTIONS_PER_GUIDE: u32 = 32;

/// One section of one guide, as search sees and shows it.
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
    /// What is indexed of it.
    pub terms: SectionTerms,
}

/// The terms of a section's fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionTerms {
    /// Of the questions people ask that it answers; those without a section of
    /// their own stand on the first, which holds the answer.
    pub questions: Vec<String>,
    /// Of its heading.
    pub heading: Vec<String>,
    /// Of its text.
    pub text: Vec<String>,
    /// Of other words for what it names.
    pub words: Vec<String>,
}

/// What a guide as a whole is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GuideRecord {
    /// The guide's place among guides × [`SECTIONS_PER_GUIDE`] + the last place.
    pub number: u32,
    /// How many other guides send their readers to it.
    pub n_links: u32,
    /// Terms of its title.
    pub title: Vec<String>,
    /// Terms of its id and its other names.
    pub names: Vec<String>,
    /// Near terms of title and names.
    pub near: Vec<String>,
    /// How title and names sound.
    pub sounds: Vec<String>,
}

/// Everything indexed of one language, in order of number.
#[derive(Debug, Default)]
pub struct Records {
    /// A record a guide.
    pub guides: Vec<GuideRecord>,
    /// A record a section.
    pub sections: Vec<SectionRecord>,
}

impl SectionRecord {
    /// The guide's place among guides.
    #[must_use]
    pub fn guide_number(&self) -> u32 {
        self.number / SECTIONS_PER_GUIDE
    }
}

/// The records of every guide page of one language, guides by id.
///
/// A guide shown in another language (see `finish::fallback`) is indexed with
/// the text it shows, and with the names of the guide it is.
#[must_use]
pub fn records(content: &Content, pages: &[Page], lang: Lang) -> Records {
    let vocabulary = Vocabulary::new(content);
    let mut guides: BTreeMap<&str, Vec<&Guide>> = BTreeMap::new();
    for guide in &content.guides {
        if let Some(id) = &guide.front.extra.id {
            guides.entry(id.get_ref()).or_default().push(guide);
        }
    }
    let mut by_id: Vec<(&str, &Page)> = pages
        .iter()
        .filter(|page| page.lang == lang.html())
        .filter_map(|page| Some((page.guide.as_deref()?, page)))
        .collect();
    by_id.sort_by_key(|(id, _)| *id);
    let links = links(content);
    let mut records = Records::default();
    for (place, (id, page)) in (0..).zip(by_id) {
        let first = place * SECTIONS_PER_GUIDE;
        let versions = guides.get(id).map_or(&[][..], Vec::as_slice);
        records.guides.push(of_guide(
            &vocabulary,
            first,
            id,
            page,
            versions,
            links.get(id).copied(),
        ));

        let asked = content.asked.get(id);
        let questions = questions(versions, asked);
        records
            .sections
            .extend(of_sections(&vocabulary, first, id, page, &questions));
    }
    records
}

fn of_guide(
    vocabulary: &Vocabulary,
    first: u32,
    id: &str,
    page: &Page,
    versions: &[&Guide],
    n_links: Option<u32>,
) -> GuideRecord {
    // Names in every language: people mix them. The id is one of them.
    let own = versions
        .iter()
        .flat_map(|guide| &guide.front.extra.also_known_as)
        .map(|name| name.get_ref().as_str());
    let own: Vec<&str> = own.collect();
    let known_as = || std::iter::once(page.title.as_str()).chain(own.iter().copied());
    let titles = versions
        .iter()
        .filter_map(|guide| guide.front.title.as_ref());
    let sounded: Vec<&str> = titles
        .map(|title| title.get_ref().as_str())
        .chain(own.iter().copied())
        .collect();
    let mut heard: Vec<String> = sounded.iter().flat_map(|name| sounds(name)).collect();
    heard.sort();
    heard.dedup();
    let mut near: Vec<String> = known_as().flat_map(near_terms).collect();
    near.sort();
    near.dedup();
    let mut names: Vec<String> = query_terms(id).into_iter().map(|term| term.text).collect();
    names.extend(own.iter().flat_map(|name| vocabulary.terms(name)));
    GuideRecord {
        number: first + SECTIONS_PER_GUIDE - 1,
        n_links: n_links.unwrap_or_default(),
        title: vocabulary.terms(&page.title),
        names,
        near,
        sounds: heard,
    }
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

/// Every question people ask of a guide, with the anchor of the section that
/// answers it: in every language, for people mix them.
fn questions<'a>(
    versions: &[&'a Guide],
    asked: Option<&'a Asked>,
) -> Vec<(&'a str, Option<&'a str>)> {
    let own = versions
        .iter()
        .flat_map(|guide| &guide.front.extra.questions)
        .map(|question| split_question(question.get_ref()));
    let more = asked.into_iter().flatten().flat_map(|(anchor, questions)| {
        let anchor = Some(anchor.as_str());
        let texts = questions.iter().map(|question| question.get_ref().as_str());
        texts.map(move |question| (question, anchor))
    });
    own.chain(more).collect()
}

fn of_sections(
    vocabulary: &Vocabulary,
    first: u32,
    id: &str,
    page: &Page,
    questions: &[(&str, Option<&str>)],
) -> Vec<SectionRecord> {
    let anchors: Vec<&str> = page.sections.iter().map(|s| s.anchor.as_str()).collect();
    (0..SECTIONS_PER_GUIDE - 1)
        .zip(&page.sections)
        .map(|(place, section)| {
            let is_asked = |anchor: Option<&str>| match anchor {
                Some(anchor) if anchors.contains(&anchor) => anchor == section.anchor,
                _ => place == 0,
            };
            let asked: Vec<&str> = questions
                .iter()
                .filter(|(_, anchor)| is_asked(*anchor))
                .map(|(question, _)| *question)
                .collect();
            let mut naming = vec![section.heading.as_str(), section.text.as_str()];
            naming.extend(&asked);
            let words = vocabulary.words_for(&naming);
            let lines = |text: &str| {
                text.lines()
                    .flat_map(|line| vocabulary.terms(line))
                    .collect()
            };
            SectionRecord {
                number: first + place,
                id: id.to_owned(),
                path: page.path.clone(),
                anchor: section.anchor.clone(),
                title: page.title.clone(),
                heading: section.heading.clone(),
                text: section.text.clone(),
                terms: SectionTerms {
                    questions: asked
                        .iter()
                        .flat_map(|text| vocabulary.terms(text))
                        .collect(),
                    heading: lines(&section.heading),
                    text: lines(&section.text),
                    words: words
                        .iter()
                        .flat_map(|word| vocabulary.terms(word))
                        .collect(),
                },
            }
        })
        .collect()
}
