//! `permalinks.toml`: every guide's addresses and anchors, once published.
//!
//! Addresses are those of the source language; the other languages have the
//! same with their prefix, and the short link follows from the id. Entries are
//! added by `kiu check --fix` and never taken out.

use super::{Content, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::Spanned;

/// Where the ledger lies, from the site's root.
pub const LEDGER_FILE: &str = "permalinks.toml";

const HEADER: &str = "# Every address and anchor ever published, by guide. Staff have sent links to them:\n\
                      # `kiu check` fails when one would be lost. New ones are added by `kiu check --fix`;\n\
                      # nothing is ever taken out.\n";

/// What was published of one guide.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Every path it had, `/elderly-care/guangdong-scheme/`, the newest last.
    pub paths: Vec<Spanned<String>>,
    /// Every anchor it had.
    pub anchors: Vec<Spanned<String>>,
}

/// What a ledger must hold of a guide: paths and anchors in order.
type Plain = BTreeMap<String, PlainEntry>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct PlainEntry {
    paths: Vec<String>,
    anchors: Vec<String>,
}

/// The text of the ledger with everything added that `content` publishes and
/// it does not have yet; none if there is nothing to add.
#[must_use]
pub fn extended(content: &Content) -> Option<String> {
    let known = plain(content);
    let mut extended = known.clone();
    for guide in content
        .guides
        .iter()
        .filter(|guide| guide.lang == Lang::ZhHant)
    {
        let Some(id) = guide.id() else { continue };
        let entry = extended.entry(id.to_string()).or_default();
        add(&mut entry.paths, &guide.path());
        for anchor in guide.body.section_anchors() {
            add(&mut entry.anchors, anchor);
        }
    }
    (extended != known).then(|| to_toml(&extended))
}

fn plain(content: &Content) -> Plain {
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.get_ref().clone()).collect();
    content
        .ledger
        .iter()
        .map(|(id, entry)| {
            let entry = entry.get_ref();
            (
                id.clone(),
                PlainEntry {
                    paths: texts(&entry.paths),
                    anchors: texts(&entry.anchors),
                },
            )
        })
        .collect()
}

fn add(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

fn to_toml(ledger: &Plain) -> String {
    let array = |list: &[String]| {
        list.iter()
            .map(|text| format!("{text:?}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut text = HEADER.to_owned();
    for (id, entry) in ledger {
        let (paths, anchors) = (array(&entry.paths), array(&entry.anchors));
        write!(text, "\n[{id}]\npaths = [{paths}]\nanchors = [{anchors}]\n")
            .expect("a string takes writes");
    }
    text
}
