//! `data/glossary.toml`: the words of both sides, and what people call them.

use super::front_matter::Text;
use super::names::Local;
use serde::Deserialize;

/// Where the glossary lies, from the site's root.
pub const GLOSSARY_FILE: &str = "data/glossary.toml";

/// One thing with all its names. A thing only one side has lacks the other
/// side's word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word Hong Kong's offices use.
    pub hong_kong: Option<Text>,
    /// The word the Mainland's offices use, in Traditional characters.
    pub mainland: Option<Text>,
    /// The English name.
    pub en: Text,
    /// Colloquial, abbreviated and other names, in any language.
    #[serde(default)]
    pub also: Vec<Text>,
    /// What it is, in one line without a full stop.
    pub meaning: Local,
    /// The id of the guide that says more.
    pub guide: Text,
    /// Everybody knows it: guides do not explain it.
    #[serde(default)]
    pub plain: bool,
}

impl Term {
    /// Every name, with its place, as written.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        self.hong_kong
            .iter()
            .chain(&self.mainland)
            .chain(std::iter::once(&self.en))
            .chain(&self.also)
    }
}
