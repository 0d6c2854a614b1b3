//! `data/places.toml`: what people call the places guides are for.

use super::front_matter::Text;
use std::collections::BTreeMap;

/// Where the table lies, from the site's root.
pub const PLACES_FILE: &str = "data/places.toml";

/// The names of each place in any language, with the districts and towns in
/// it; by the name guides give it.
pub type Places = BTreeMap<String, Vec<Text>>;
