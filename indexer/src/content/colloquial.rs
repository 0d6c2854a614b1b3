//! `data/colloquial.toml`: what people say, beside what guides write.

use super::front_matter::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the table lies, from the site's root.
pub const COLLOQUIAL_FILE: &str = "data/colloquial.toml";

/// Everyday words, applied when the index is made.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colloquial {
    /// Words that carry nothing in a question: not indexed.
    #[serde(default)]
    pub silent: Vec<Text>,
    /// Cantonese and Mainland words, each with the written words it stands for.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<Text>>,
    /// The same in English.
    #[serde(default)]
    pub english: BTreeMap<String, Vec<Text>>,
}
