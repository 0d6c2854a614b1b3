//! `data/checkers/*.toml`: eligibility checkers, decision graphs of questions,
//! answers and outcomes, each with a table of scenarios that must come true.

use super::decode::Date;
use super::front_matter::{Source, Text};
use super::names::Local;
use serde::Deserialize;
use toml::Spanned;

/// The folder of the checkers' data, from the site's root.
pub const CHECKERS_FOLDER: &str = "data/checkers";

/// One checker. The first question is where people begin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checker {
    /// When it was last checked against the sources.
    pub reviewed: Spanned<Date>,
    /// When it must be looked at again.
    pub review_by: Spanned<Date>,
    /// Where its rules come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The questions, in the order they are shown.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Where the questions lead.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Cases and what must come out.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
}

/// One question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its anchor on the page.
    pub id: Text,
    /// The question itself.
    pub ask: Local,
    /// How to find out the answer, or why it is asked; may quote facts.
    pub note: Option<Local>,
    /// What one can answer.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its name in scenarios.
    pub id: Text,
    /// What it says; may quote facts.
    pub say: Local,
    /// The question or outcome it leads to.
    pub to: Text,
}

/// What a path through the questions ends in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its anchor on the page.
    pub id: Text,
    /// Whether the answer is yes, no, or depends.
    pub verdict: Verdict,
    /// The result in one line.
    pub title: Local,
    /// Why, and what it means; may quote facts.
    pub text: Local,
    /// What to bring.
    #[serde(default)]
    pub bring: Vec<Local>,
    /// What to do next, in order.
    #[serde(default)]
    pub next: Vec<Local>,
    /// Guides or sections that say more: `EC-01#steps`.
    #[serde(default)]
    pub guides: Vec<Text>,
    /// Whom to call.
    #[serde(default)]
    pub contacts: Vec<Text>,
    /// Keys of the sources it rests on.
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It can be had.
    Yes,
    /// It cannot.
    No,
    /// An office must decide, or something must be done first.
    Maybe,
}

/// A case: answers given one after the other, and the outcome expected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Who asks, in a few words.
    pub name: Text,
    /// Ids of answers, from the first question on.
    pub answers: Vec<Text>,
    /// The id of the outcome.
    pub outcome: Text,
}
