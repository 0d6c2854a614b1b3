//! `data/journeys/*.toml`: what to do, in order, when life takes a turn.

use super::decode::Date;
use super::front_matter::Text;
use super::names::Local;
use serde::Deserialize;
use toml::Spanned;

/// The folder of the journeys' data, from the site's root.
pub const JOURNEYS_FOLDER: &str = "data/journeys";

/// One journey: steps across guides, and the papers they need.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// When it was last checked against its guides.
    pub reviewed: Spanned<Date>,
    /// When it must be looked at again.
    pub review_by: Spanned<Date>,
    /// What to do, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Every paper needed on the way, for one sheet.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// One step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its anchor on the page.
    pub id: Text,
    /// What to do, in a few words.
    pub title: Local,
    /// By when; may quote facts.
    pub when: Option<Local>,
    /// How, in a sentence or two; may quote facts.
    pub text: Local,
    /// Guides or sections that say more: `ME-12#steps`.
    #[serde(default)]
    pub guides: Vec<Text>,
    /// Whom to call.
    #[serde(default)]
    pub contacts: Vec<Text>,
}

/// One paper.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What it is.
    pub name: Local,
    /// Original or copies, and how many.
    pub form: Local,
    /// Where to get it.
    pub from: Local,
    /// The steps it is needed in.
    #[serde(default)]
    pub steps: Vec<Text>,
}
