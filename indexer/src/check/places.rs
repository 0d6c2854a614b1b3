//! Rules about `data/places.toml`: each entry is a place guides can be for,
//! no name is empty or stands for two places.

use super::At;
use super::references::PLACES;
use crate::content::{Content, PLACES_FILE};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let at = At { file: PLACES_FILE };
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (place, names) in &content.places {
        if !PLACES.contains(&place.as_str()) {
            let message = format!("`{place}` is not a place guides can be for");
            let fault = match names.first() {
                Some(first) => at.error(Code::UnknownPlace, first, message),
                None => at.at_start(Code::UnknownPlace, message),
            };
            found.push(fault.suggest(place, PLACES.iter().copied()));
        }
        for name in names {
            let written = name.get_ref().trim();
            if written.is_empty() {
                found.push(at.error(Code::EmptyText, name, "this name is empty"));
            } else if let Some(owner) = owners.insert(fold(written), place) {
                let message = format!("`{written}` is already a name of `{owner}`");
                let fault = at.error(Code::DuplicateTerm, name, message);
                found.push(fault.help("keep it at one place"));
            }
        }
    }
}
