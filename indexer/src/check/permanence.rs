//! Rules about what was published once: a guide, an address, an anchor that
//! `permalinks.toml` records must still lead to an answer.

use crate::content::{Content, Guide, LEDGER_FILE, Lang, ledger_extended};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let files = |lang: Lang| {
        content
            .guides
            .iter()
            .filter(move |guide| guide.lang == lang)
    };
    for (id, entry) in &content.ledger {
        let is_it = |guide: &&Guide| guide.id().is_some_and(|own| own.as_str() == id);
        let Some(guide) = files(Lang::ZhHant).find(is_it) else {
            if !content.faults.is_empty() {
                // It may be one of the files that could not be read.
                continue;
            }
            let fault = Diagnostic::error(
                Code::LostGuide,
                LEDGER_FILE,
                entry.span(),
                format!("the guide {id} was published and is gone"),
            );
            found.push(fault.help(
                "bring it back: its links are in people's messages, and its id is never reused",
            ));
            continue;
        };
        for path in &entry.get_ref().paths {
            for lang in [Lang::ZhHant, Lang::En] {
                let versions: Vec<&Guide> = files(lang).filter(is_it).collect();
                address(&versions, path.get_ref(), found);
            }
        }
        for anchor in &entry.get_ref().anchors {
            if !guide
                .body
                .headings
                .iter()
                .any(|heading| heading.id.as_ref() == Some(anchor.get_ref()))
            {
                let message = format!(
                    "the anchor `{}` was published and is gone",
                    anchor.get_ref()
                );
                let fault = Diagnostic::error(Code::LostAnchor, &guide.file, 0..3, message);
                found.push(fault.help(format!(
                    "give it to the section that now answers: ## … {{#{}}}",
                    anchor.get_ref()
                )));
            }
        }
    }
    if ledger_extended(content).is_some() {
        let fault = Diagnostic::warning(
            Code::NotRecorded,
            LEDGER_FILE,
            0..0,
            "guides, addresses or anchors are not recorded yet",
        );
        found.push(fault.help("run `kiu check --fix`, and commit permalinks.toml with the guides"));
    }
}

/// One of the versions of a guide in a language answers at a path it once had,
/// by itself or by an alias.
fn address(versions: &[&Guide], path: &str, found: &mut Vec<Diagnostic>) {
    let Some(guide) = versions.first() else {
        return;
    };
    let wanted = format!("{}{path}", guide.lang.prefix());
    let alias = wanted.trim_matches('/');
    let answers = |guide: &&Guide| {
        guide.path() == wanted
            || guide
                .front
                .aliases
                .iter()
                .any(|known| known.get_ref().trim_matches('/') == alias)
    };
    if !versions.iter().any(answers) {
        let message = format!("the address {wanted} was published and would be lost");
        let fault = Diagnostic::error(Code::LostAddress, &guide.file, 0..3, message);
        found.push(fault.help(format!("add \"{alias}\" to aliases")));
    }
}
