//! Rules about links as written: pages are linked as `@/topic/slug.md`, and
//! both page and anchor exist. `verify` looks at the built pages again.

use super::headings::{TEMPLATE_ANCHORS, is_source_anchor};
use crate::content::{Body, Content, Link};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Schemes a link may have beside links into the site.
const SCHEMES: &[&str] = &["https://", "http://", "tel:", "mailto:"];

/// What can be linked to.
struct Targets<'a> {
    bodies: BTreeMap<&'a str, &'a Body>,
    guides: BTreeSet<&'a str>,
}

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let targets = Targets {
        bodies: content.bodies().collect(),
        guides: content
            .guides
            .iter()
            .map(|guide| guide.file.as_str())
            .collect(),
    };
    for (file, body) in &targets.bodies {
        found.extend(
            body.links
                .iter()
                .filter_map(|Link { target, span }| fault(&targets, file, target, span)),
        );
    }
}

/// What is wrong with a link to `target` at `span` of `file`.
fn fault(
    targets: &Targets<'_>,
    file: &str,
    target: &str,
    span: &Range<usize>,
) -> Option<Diagnostic> {
    let broken = |message: String| Diagnostic::error(Code::BrokenLink, file, span.clone(), message);
    let (path, anchor) = target
        .split_once('#')
        .map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let page = if path.is_empty() && anchor.is_some() {
        file.to_owned()
    } else if let Some(path) = path.strip_prefix("@/") {
        format!("content/{path}")
    } else if SCHEMES.iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    } else {
        let fault = broken(format!("the link `{target}` leads nowhere"));
        return Some(
            fault.help("link a page of the site by its file: @/elderly-care/guangdong-scheme.md"),
        );
    };
    let Some(body) = targets.bodies.get(page.as_str()) else {
        let pages = targets.bodies.keys().copied();
        return Some(broken(format!("there is no page {page}")).suggest(&page, pages));
    };
    let anchor = anchor?;
    let by_template = targets.guides.contains(page.as_str())
        && (TEMPLATE_ANCHORS.contains(&anchor) || is_source_anchor(anchor));
    let own: Vec<&str> = body
        .headings
        .iter()
        .filter_map(|heading| heading.id.as_deref())
        .collect();
    (!by_template && !own.contains(&anchor))
        .then(|| broken(format!("{page} has no anchor `{anchor}`")).suggest(anchor, own))
}
