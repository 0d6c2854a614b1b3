//! What results can be narrowed down by: the guides of each topic, place and
//! audience.

use crate::content::{Content, Lang, Text};
use std::collections::BTreeMap;

/// The places among guides, ascending, of the guides that have a value.
type Guides = Vec<u32>;

/// For each facet, for each of its values, the guides that have it.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Facets {
    topic: BTreeMap<String, Guides>,
    place: BTreeMap<String, Guides>,
    audience: BTreeMap<String, Guides>,
}

impl Facets {
    /// The facets of guides whose ids are given in order of their places.
    #[must_use]
    pub fn new<'a>(content: &Content, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut facets = Self::default();
        for (place, id) in (0..).zip(ids) {
            let Some(guide) = content.guide_by_id(id, Lang::ZhHant) else {
                continue;
            };
            let front = &guide.front;
            let add = |facet: &mut BTreeMap<String, Guides>, values: &[Text]| {
                for value in values {
                    let value = value.get_ref().clone();
                    facet.entry(value).or_default().push(place);
                }
            };
            add(&mut facets.topic, &front.taxonomies.topics);
            add(&mut facets.place, &front.taxonomies.places);
            add(&mut facets.audience, &front.extra.audience);
        }
        facets
    }
}
