//! `data/contacts.toml`: telephone numbers and offices.

use super::decode::Date;
use super::front_matter::SourceRef;
use super::names::Local;
use serde::Deserialize;
use toml::Spanned;

/// A number people can call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Who answers.
    pub name: Local,
    /// What for.
    pub purpose: Local,
    /// `hong-kong` or `mainland`.
    pub side: Spanned<Side>,
    /// The city, where it serves one.
    pub city: Option<Local>,
    /// Topics it helps with.
    #[serde(default)]
    pub needs: Vec<Spanned<String>>,
    /// As dialled in Hong Kong; none if it cannot be reached from there.
    pub from_hong_kong: Option<Spanned<String>>,
    /// As dialled in the Mainland; none if it cannot be reached from there.
    pub from_mainland: Option<Spanned<String>>,
    /// When someone answers, where known.
    pub hours: Option<Local>,
    /// Languages spoken, where known.
    pub languages: Option<Local>,
    /// Where the office is, where known.
    pub address: Option<Local>,
    /// Shown in the strip of urgent numbers on every page.
    #[serde(default)]
    pub urgent: bool,
    /// When the number was last seen in its source.
    pub as_of: Spanned<Date>,
    /// Set when the number rests on one older source: the year it was published.
    pub published: Option<Spanned<i64>>,
    /// Where it stands.
    pub source: SourceRef,
}

/// The side of the boundary an office is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Hong Kong.
    HongKong,
    /// The Mainland.
    Mainland,
}
