//! Rules about the glossary: every term has a word and a guide, and no name
//! stands for two things.

use super::At;
use super::guides::is_kebab;
use super::references::Known;
use crate::content::{Content, GLOSSARY_FILE};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::fold;
use std::collections::BTreeMap;

/// The longest meaning: one line of a phone's explanation.
const MAX_HAN: usize = 50;
/// The same in English.
const MAX_LATIN: usize = 140;

pub(super) fn check(content: &Content, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
    let at = At {
        file: GLOSSARY_FILE,
    };
    // By folded name, so that a Simplified form is the same name.
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (id, term) in &content.glossary {
        let value = term.get_ref();
        if !is_kebab(id) {
            let message = format!("`{id}` is not an id: use small letters, digits and hyphens");
            found.push(at.error(Code::BadId, term, message));
        }
        if value.hong_kong.is_none() && value.mainland.is_none() {
            let message =
                format!("the term `{id}` has neither a `hong_kong` nor a `mainland` word");
            found.push(at.error(Code::MissingKey, term, message));
        }
        for name in value.names() {
            let written = name.get_ref().trim();
            if written.is_empty() {
                found.push(at.error(Code::EmptyText, name, "this name is empty"));
                continue;
            }
            match owners.get(fold(written).as_str()) {
                Some(owner) if owner != id => {
                    let message = format!("`{written}` is already a name of `{owner}`");
                    let fault = at.error(Code::DuplicateTerm, name, message);
                    found
                        .push(fault.help(
                            "a name stands for one thing: keep it where most people mean it",
                        ));
                }
                _ => {
                    owners.insert(fold(written), id);
                }
            }
        }
        known.guide(&at, &value.guide, found);
        let meanings = [
            (&value.meaning.zh_hant, MAX_HAN, "zh-Hant"),
            (&value.meaning.en, MAX_LATIN, "en"),
        ];
        for (meaning, max, lang) in meanings {
            let length = meaning.chars().count();
            if meaning.trim().is_empty() {
                let message = format!("the meaning of `{id}` in {lang} is empty");
                found.push(at.error(Code::EmptyText, term, message));
            } else if length > max {
                let message = format!(
                    "the meaning of `{id}` in {lang} is {length} characters long; a line holds {max}"
                );
                found.push(Diagnostic::warning(
                    Code::TooLong,
                    at.file,
                    term.span(),
                    message,
                ));
            }
        }
    }
}
