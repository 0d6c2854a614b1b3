//! Rules about headings: each has an explicit anchor, once, and the languages
//! of a guide have the same ones, because staff paste links to them.

use super::guides::is_kebab;
use crate::content::{Content, Guide, Lang, split_question};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;

/// Anchors the theme's guide template makes itself.
pub const TEMPLATE_ANCHORS: &[&str] = &[
    "answer",
    "contents",
    "contacts",
    "questions",
    "changes",
    "sources",
    "related",
];

/// Sections of a guide below its answer. The web index numbers them within a
/// guide in five bits.
pub const MAX_SECTIONS: usize = 30;

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    for guide in &content.guides {
        of_guide(guide, found);
        questions(guide, found);
    }
    for guide in content.guides.iter().filter(|guide| guide.lang == Lang::En) {
        if let Some(original) = content.guide_at(&format!("{}/{}.md", guide.topic, guide.slug)) {
            same_anchors(original, guide, found);
        }
    }
}

fn of_guide(guide: &Guide, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for heading in &guide.body.headings {
        let fault = |code, message: String| {
            Diagnostic::error(code, &guide.file, heading.span.clone(), message)
        };
        if heading.level == 1 {
            let fault = fault(
                Code::BadHeading,
                "the title is the only heading of level 1".to_owned(),
            );
            found.push(fault.help("begin sections with two hashes: ## …"));
        }
        let Some(anchor) = heading.id.as_deref() else {
            let fault = fault(
                Code::MissingAnchor,
                "the heading has no anchor of its own".to_owned(),
            );
            found.push(fault.help("end the line with a short English name: {#eligibility}"));
            continue;
        };
        if !is_kebab(anchor) {
            let fault = fault(Code::BadAnchor, format!("`{anchor}` makes a bad link"));
            found.push(fault.help("use small Latin letters, digits and hyphens: {#what-to-bring}"));
        }
        if TEMPLATE_ANCHORS.contains(&anchor) || is_source_anchor(anchor) {
            found.push(
                fault(
                    Code::DuplicateAnchor,
                    format!("the anchor `{anchor}` is made by the page itself"),
                )
                .help("choose another name"),
            );
        } else if !seen.insert(anchor) {
            found.push(
                fault(
                    Code::DuplicateAnchor,
                    format!("the anchor `{anchor}` stands above already"),
                )
                .help("choose another name"),
            );
        }
    }
    if let Some(extra) = guide
        .body
        .headings
        .iter()
        .filter(|heading| heading.level == 2)
        .nth(MAX_SECTIONS)
    {
        let message = format!("a guide has at most {MAX_SECTIONS} sections");
        found.push(
            Diagnostic::error(
                Code::TooManySections,
                &guide.file,
                extra.span.clone(),
                message,
            )
            .help("split the guide in two"),
        );
    }
}

/// A question names a section of its guide.
fn questions(guide: &Guide, found: &mut Vec<Diagnostic>) {
    for question in &guide.front.extra.questions {
        let (_, Some(anchor)) = split_question(question.get_ref()) else {
            continue;
        };
        let anchors: Vec<&str> = guide.body.section_anchors().collect();
        if !anchors.contains(&anchor) {
            let message = format!("the guide has no section `{anchor}` that could answer this");
            let fault =
                Diagnostic::error(Code::UnknownAnchor, &guide.file, question.span(), message);
            found.push(fault.suggest(anchor, anchors));
        }
    }
}

/// `source-s1`, as the list of sources has it.
pub(super) fn is_source_anchor(anchor: &str) -> bool {
    anchor
        .strip_prefix("source-s")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

fn same_anchors(original: &Guide, translation: &Guide, found: &mut Vec<Diagnostic>) {
    let anchors = |guide: &Guide| -> Vec<String> {
        guide
            .body
            .headings
            .iter()
            .filter_map(|heading| heading.id.clone())
            .collect()
    };
    let (theirs, ours) = (anchors(original), anchors(translation));
    for missing in theirs.iter().filter(|anchor| !ours.contains(anchor)) {
        let message = format!("the section `{missing}` of the Chinese guide is missing here");
        let fault = Diagnostic::error(Code::AnchorsDiffer, &translation.file, 0..3, message);
        found.push(fault.help(format!(
            "translate it, with the same anchor: {{#{missing}}}"
        )));
    }
    for heading in &translation.body.headings {
        let Some(anchor) = heading
            .id
            .as_ref()
            .filter(|anchor| !theirs.contains(anchor))
        else {
            continue;
        };
        let message = format!("the Chinese guide has no section `{anchor}`");
        let fault = Diagnostic::error(
            Code::AnchorsDiffer,
            &translation.file,
            heading.span.clone(),
            message,
        );
        found.push(fault.suggest(anchor, theirs.iter().map(String::as_str)));
    }
}
