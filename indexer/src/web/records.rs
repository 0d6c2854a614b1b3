//! What results show: a JSON file for every few sections of a guide, so that a
//! result brings its passage and not the whole guide.

use crate::index::{SECTIONS_PER_GUIDE, SectionRecord};
use std::collections::BTreeMap;

/// Sections in one file. More would bring text nobody asked for, fewer would
/// make many files.
pub const SECTIONS_PER_RECORD: u32 = 4;

/// The files by `<guide>-<group>`: `[id, path, title, [[anchor, heading, text], …]]`.
/// A section's group is its place in the guide ÷ [`SECTIONS_PER_RECORD`], its
/// place in the inner list the remainder.
pub fn files(records: &[SectionRecord]) -> BTreeMap<String, Vec<u8>> {
    let mut groups: BTreeMap<String, Vec<&SectionRecord>> = BTreeMap::new();
    for record in records {
        let group = record.number % SECTIONS_PER_GUIDE / SECTIONS_PER_RECORD;
        let name = format!("{}-{group}", record.guide_number());
        groups.entry(name).or_default().push(record);
    }
    groups
        .into_iter()
        .filter_map(|(name, sections)| {
            let first = sections.first()?;
            let shown: Vec<[&str; 3]> = sections
                .iter()
                .map(|s| [s.anchor.as_str(), s.heading.as_str(), s.text.as_str()])
                .collect();
            let file = (&first.id, &first.path, &first.title, shown);
            // Texts are always JSON.
            Some((name, serde_json::to_vec(&file).unwrap_or_default()))
        })
        .collect()
}
