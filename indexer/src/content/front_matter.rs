//! The front matter: what guides, topics and plain pages say of themselves.
//!
//! Every key Zola or we read is a field; anything else is an unknown key. What
//! a page must have is not decided here but by the rules, so that one missing
//! key never hides another fault.

use super::decode::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A text with its place.
pub type Text = Spanned<String>;

/// The keys of a page; `E` is its `[extra]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, bound = "E: Deserialize<'de> + Default")]
pub struct FrontMatter<E> {
    /// The words people use for the page's subject.
    pub title: Option<Text>,
    /// One or two sentences for result lists and link cards.
    pub description: Option<Text>,
    /// Other addresses that lead here, without the leading slash.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// A template other than the usual one.
    pub template: Option<Text>,
    /// The template of a topic's pages.
    pub page_template: Option<Text>,
    /// How Zola sorts a topic's pages.
    pub sort_by: Option<Text>,
    /// The place of a topic among topics.
    pub weight: Option<Spanned<i64>>,
    /// Not published unless asked for.
    #[serde(default)]
    pub draft: bool,
    /// Topics and places.
    #[serde(default)]
    pub taxonomies: Taxonomies,
    /// Our own keys.
    #[serde(default)]
    pub extra: E,
}

/// `[taxonomies]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taxonomies {
    /// The guide's topic, and others it belongs to.
    #[serde(default)]
    pub topics: Vec<Text>,
    /// Where it applies.
    #[serde(default)]
    pub places: Vec<Text>,
}

/// `[extra]` of a plain page: nothing yet.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {}

/// `[extra]` of a topic and of the home page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicExtra {
    /// Not a topic: the list of checkers or journeys.
    #[serde(default)]
    pub tools: bool,
}

/// A question and the anchor of the section that answers it:
/// `"住滿幾多日？ #absence"`. Without an anchor the guide's answer does.
#[must_use]
pub fn split_question(written: &str) -> (&str, Option<&str>) {
    match written.rsplit_once(" #") {
        Some((question, anchor)) if !anchor.contains(char::is_whitespace) => {
            (question.trim_end(), Some(anchor))
        }
        _ => (written, None),
    }
}

/// `[extra]` of a guide.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideExtra {
    /// The permanent id, `EC-01`.
    pub id: Option<Text>,
    /// The reply in one or two sentences; may quote facts.
    pub answer: Option<Text>,
    /// Whom it is for.
    #[serde(default)]
    pub audience: Vec<Text>,
    /// As people really ask, each ending in the anchor of the section that
    /// answers it (see [`split_question`]); indexed, a few shown.
    #[serde(default)]
    pub questions: Vec<Text>,
    /// Colloquial, Simplified, English names; indexed.
    #[serde(default)]
    pub also_known_as: Vec<Text>,
    /// When the facts were last checked against the sources.
    pub reviewed: Option<Spanned<Date>>,
    /// The date after which readers are warned.
    pub review_by: Option<Spanned<Date>>,
    /// The last day of a scheme that ends: readers are told, before and after.
    pub valid_until: Option<Spanned<Date>>,
    /// Ids of contacts, the most useful first.
    #[serde(default)]
    pub contacts: Vec<Text>,
    /// Ids of guides to read next.
    #[serde(default)]
    pub related: Vec<Text>,
    /// Hash of the source a translation was made from.
    pub translated_from: Option<Text>,
    /// The same for each section, by anchor, to know which ones are behind.
    #[serde(default)]
    pub translated_sections: BTreeMap<String, String>,
    /// Where the guide's statements come from.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What changed, in plain words.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// `[[extra.sources]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `S1`, cited as `[S1]`.
    pub key: Text,
    /// Its title, in its own language.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Where the original publisher keeps it, if it can be linked.
    pub url: Option<Text>,
    /// Its date, as far as known.
    pub date: Spanned<Date>,
}

/// The source of a fact or a contact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRef {
    /// Its title, in its own language.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// Where the original publisher keeps it, if it can be linked.
    pub url: Option<Text>,
    /// Its date, as far as known.
    pub date: Spanned<Date>,
}

/// `[[extra.changes]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// When.
    pub date: Spanned<Date>,
    /// What, in plain words.
    pub note: Text,
}
