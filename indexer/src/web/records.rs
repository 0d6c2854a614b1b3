//! What results show: a JSON file a guide.

use crate::index::SectionRecord;
use std::collections::BTreeMap;

/// The files by guide number: `[id, path, title, [[anchor, heading, text], …]]`.
/// A record's place in the inner list is its section's place in the guide.
pub fn files(records: &[SectionRecord]) -> BTreeMap<u32, Vec<u8>> {
    let mut guides: BTreeMap<u32, Vec<&SectionRecord>> = BTreeMap::new();
    for record in records {
        guides
            .entry(record.guide_number())
            .or_default()
            .push(record);
    }
    guides
        .into_iter()
        .filter_map(|(number, sections)| {
            let first = sections.first()?;
            let shown: Vec<[&str; 3]> = sections
                .iter()
                .map(|s| [s.anchor.as_str(), s.heading.as_str(), s.text.as_str()])
                .collect();
            let json = serde_json::json!([first.id, first.path, first.title, shown]);
            Some((number, json.to_string().into_bytes()))
        })
        .collect()
}
