//! `data/facts.toml`: amounts, limits, ages and dates, each in one place.

use super::decode::Date;
use super::front_matter::SourceRef;
use super::names::Local;
use serde::Deserialize;
use toml::Spanned;

/// The units a fact can have; `themes/kiu/templates/components/fact.html`
/// writes each in every language.
pub const UNITS: &[&str] = &[
    "hkd",
    "rmb",
    "percent",
    "hours",
    "days",
    "working-days",
    "weeks",
    "months",
    "years",
    "age",
    "count",
    "date",
    "text",
];

/// One figure with its date and source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is, for people.
    pub label: Local,
    /// The value, in `unit`.
    pub value: Spanned<FactValue>,
    /// One of [`UNITS`].
    pub unit: Spanned<String>,
    /// Since when, or at which date, the value is known to hold.
    pub as_of: Spanned<Date>,
    /// Where it stands.
    pub source: SourceRef,
    /// When it should be checked again.
    pub review_by: Spanned<Date>,
    /// What it was before, newest first.
    #[serde(default)]
    pub previous: Vec<Previous>,
}

/// A former value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// The value.
    pub value: FactValue,
    /// The last day it held.
    pub until: Date,
}

/// A value as written in TOML.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a number, a date or { zh-Hant = \"…\", en = \"…\" }"
)]
pub enum FactValue {
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// A day.
    Date(Date),
    /// A text for each language.
    Text(Local),
}

impl FactValue {
    /// Whether the value can be written in the unit.
    #[must_use]
    pub fn fits(&self, unit: &str) -> bool {
        match unit {
            "date" => matches!(self, Self::Date(_)),
            "text" => matches!(self, Self::Text(_)),
            "hkd" | "rmb" | "percent" => matches!(self, Self::Integer(_) | Self::Decimal(_)),
            _ => matches!(self, Self::Integer(_)),
        }
    }
}
