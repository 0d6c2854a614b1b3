//! What is indexed: one record a section, with what its guide is known by.

use super::glossary::Glossary;
use crate::content::{Content, Guide, Lang, split_question};
use crate::html::Page;
use std::collections::BTreeMap;

/// Room for the sections of one guide in [`SectionRecord::number`].
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
    /// Other names of the guide's subject.
    pub names: Vec<String>,
    /// How people ask what this section answers; those without a section of
    /// their own stand on the first, which holds the answer.
    pub questions: Vec<String>,
    /// Every name of the glossary's terms that the section uses.
    pub terms: Vec<String>,
}

impl SectionRecord {
    /// The guide's place among guides.
    #[must_use]
    pub fn guide_number(&self) -> u32 {
        self.number / SECTIONS_PER_GUIDE
    }
}

/// The sections of every guide page of one language, guides by id.
///
/// A guide shown in another language (see `finish::fallback`) is indexed with
/// the text it shows, and with the names of the guide it is.
#[must_use]
pub fn sections(content: &Content, pages: &[Page], lang: Lang) -> Vec<SectionRecord> {
    let glossary = Glossary::new(content);
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
    let mut records = Vec::new();
    for (guide_number, (id, page)) in (0..).zip(by_id) {
        let versions = guides.get(id).map_or(&[][..], Vec::as_slice);
        // Names in every language: people mix them. The id is one of them.
        let known_as = versions
            .iter()
            .flat_map(|guide| &guide.front.extra.also_known_as);
        let names: Vec<String> = [id.to_owned(), id.replace('-', "")]
            .into_iter()
            .chain(texts(known_as))
            .collect();
        let questions: Vec<(&str, Option<&str>)> = versions
            .iter()
            .flat_map(|guide| &guide.front.extra.questions)
            .map(|question| split_question(question.get_ref()))
            .collect();
        let anchors: Vec<&str> = page.sections.iter().map(|s| s.anchor.as_str()).collect();
        for (place, section) in (0..SECTIONS_PER_GUIDE).zip(&page.sections) {
            let is_asked = |anchor: Option<&str>| match anchor {
                Some(anchor) if anchors.contains(&anchor) => anchor == section.anchor,
                _ => place == 0,
            };
            records.push(SectionRecord {
                number: guide_number * SECTIONS_PER_GUIDE + place,
                id: id.to_owned(),
                path: page.path.clone(),
                anchor: section.anchor.clone(),
                title: page.title.clone(),
                heading: section.heading.clone(),
                text: section.text.clone(),
                names: names.clone(),
                questions: questions
                    .iter()
                    .filter(|(_, anchor)| is_asked(*anchor))
                    .map(|(question, _)| (*question).to_owned())
                    .collect(),
                terms: glossary.names_in(&[&section.heading, &section.text]),
            });
        }
    }
    records
}

fn texts<'a>(spanned: impl Iterator<Item = &'a toml::Spanned<String>>) -> Vec<String> {
    let mut texts: Vec<String> = spanned.map(|text| text.get_ref().clone()).collect();
    texts.dedup();
    texts
}
