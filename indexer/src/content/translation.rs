//! Whether a translation is still that of its source, section by section.
//!
//! An English guide carries the hash of the Chinese text it was made from,
//! whole and for each section. Hashes are the first eight digits of BLAKE3
//! over the text as written, white space folded: facts and contacts are quoted
//! by name, so a changed amount does not make a translation old.

use super::Guide;
use std::collections::BTreeMap;

/// The name of what stands above the first section: title, description, answer.
pub const TOP: &str = "answer";

/// The hashes of a source: the whole, and each section by anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprints {
    /// Over every section.
    pub whole: String,
    /// By anchor, [`TOP`] among them.
    pub sections: BTreeMap<String, String>,
}

/// How far a translation is from its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drift {
    /// It says nothing of what it was made from.
    NotRecorded,
    /// The source is as it was.
    None,
    /// These sections of the source changed since, in their order.
    Behind(Vec<String>),
}

impl Fingerprints {
    /// Those of a guide; `text` is its file.
    #[must_use]
    pub fn of(guide: &Guide, text: &str) -> Self {
        let front = &guide.front;
        let top: Vec<&str> = [&front.title, &front.description, &front.extra.answer]
            .into_iter()
            .flatten()
            .map(|text| text.get_ref().as_str())
            .collect();
        let mut sections = BTreeMap::from([(TOP.to_owned(), hash(&top.join("\n")))]);
        let headings: Vec<_> = guide
            .body
            .headings
            .iter()
            .filter(|heading| heading.level == 2)
            .collect();
        for (at, heading) in headings.iter().enumerate() {
            let Some(anchor) = &heading.id else { continue };
            let end = headings
                .get(at + 1)
                .map_or(text.len(), |next| next.span.start);
            sections.insert(anchor.clone(), hash(&text[heading.span.start..end]));
        }
        let whole: Vec<&str> = sections.values().map(String::as_str).collect();
        Self {
            whole: hash(&whole.join(" ")),
            sections,
        }
    }
}

/// How far `translation` is from `original`, whose file is `text`.
#[must_use]
pub fn drift(original: &Guide, text: &str, translation: &Guide) -> Drift {
    let extra = &translation.front.extra;
    let Some(made_from) = &extra.translated_from else {
        return Drift::NotRecorded;
    };
    let now = Fingerprints::of(original, text);
    if *made_from.get_ref() == now.whole {
        return Drift::None;
    }
    let in_order = std::iter::once(TOP).chain(original.body.section_anchors());
    let behind: Vec<String> = in_order
        .filter(|anchor| extra.translated_sections.get(*anchor) != now.sections.get(*anchor))
        .map(str::to_owned)
        .collect();
    Drift::Behind(behind)
}

fn hash(text: &str) -> String {
    let folded: Vec<&str> = text.split_whitespace().collect();
    blake3::hash(folded.join(" ").as_bytes()).to_hex()[..8].to_owned()
}
