//! Rules that checkers and journeys share: ids stand once and make good
//! anchors, each has its page in both languages.

use super::At;
use super::guides::is_kebab;
use crate::content::{CHECKERS_FOLDER, Content, JOURNEYS_FOLDER, Lang, TOOLS, Text};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;

/// Each of the tools' data files has its page, and each page its data file.
pub(super) fn pages(content: &Content, found: &mut Vec<Diagnostic>) {
    let data: [(&str, Vec<&str>); 2] = [
        (
            CHECKERS_FOLDER,
            content.checkers.keys().map(String::as_str).collect(),
        ),
        (
            JOURNEYS_FOLDER,
            content.journeys.keys().map(String::as_str).collect(),
        ),
    ];
    for (tool, (folder, names)) in TOOLS.into_iter().zip(&data) {
        let pages = |lang: Lang| {
            content
                .pages
                .iter()
                .filter(move |page| page.folder == tool && page.lang == lang)
        };
        for name in names {
            for (lang, ending) in [(Lang::ZhHant, "md"), (Lang::En, "en.md")] {
                if !pages(lang).any(|page| page.slug == *name) {
                    let file = format!("{folder}/{name}.toml");
                    let at = At { file: &file };
                    let page = format!("content/{tool}/{name}.{ending}");
                    let fault = at.at_start(Code::NoPage, format!("its page {page} is missing"));
                    found.push(fault.help("write one with title and description"));
                }
            }
        }
        for page in Lang::ALL.into_iter().flat_map(pages) {
            let is_read = content
                .files
                .contains_key(&format!("{folder}/{}.toml", page.slug));
            if !is_read {
                let message = format!("there is no {folder}/{}.toml for this page", page.slug);
                found.push(Diagnostic::error(Code::NoPage, &page.file, 0..3, message));
            }
        }
    }
}

/// Ids that stand twice, or make a bad anchor.
pub(super) fn unique<'a>(
    at: &At<'_>,
    ids: impl Iterator<Item = &'a Text>,
    found: &mut Vec<Diagnostic>,
) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let written = id.get_ref().as_str();
        if !is_kebab(written) {
            let message = format!("`{written}` makes a bad link");
            let fault = at.error(Code::BadAnchor, id, message);
            found.push(fault.help("use small Latin letters, digits and hyphens: one-year-rule"));
        } else if !seen.insert(written) {
            let message = format!("the id `{written}` stands above already");
            found.push(
                at.error(Code::DuplicateAnchor, id, message)
                    .help("choose another name"),
            );
        }
    }
}
