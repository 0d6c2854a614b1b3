//! `data/simplified.toml`: what the Simplified pages need beside a conversion
//! of characters.

use super::front_matter::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the table lies, from the site's root.
pub const SIMPLIFIED_FILE: &str = "data/simplified.toml";

/// How Hong Kong words become Mainland ones.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Simplified {
    /// Names of schemes, laws, people and organisations: their words stay,
    /// only their characters change.
    #[serde(default)]
    pub names: Vec<Text>,
    /// Words with a character that has two Simplified forms, which someone
    /// looked at and found converted rightly.
    #[serde(default)]
    pub confirmed: Vec<Text>,
    /// Hong Kong word, Mainland word in Simplified characters.
    #[serde(default)]
    pub words: BTreeMap<String, Text>,
}
