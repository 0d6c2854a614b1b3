//! Rules about links as written: pages are linked as `@/topic/slug.md`, and
//! both page and anchor exist. `verify` looks at the built pages again.

use super::headings::{TEMPLATE_ANCHORS, is_source_anchor};
use crate::content::{Body, Content, Link, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::ops::Range;

/// Schemes a link may have beside links into the site.
const SCHEMES: &[&str] = &["https://", "http://", "tel:", "mailto:"];

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let guides = content
        .guides
        .iter()
        .map(|guide| (guide.file.as_str(), (&guide.body, true)));
    let topics = content
        .topics
        .iter()
        .map(|topic| (topic.file.as_str(), (&topic.body, false)));
    let pages = content
        .pages
        .iter()
        .map(|page| (page.file.as_str(), (&page.body, false)));
    let bodies: BTreeMap<&str, (&Body, bool)> = guides.chain(topics).chain(pages).collect();
    for (file, (body, _)) in &bodies {
        for Link { target, span } in &body.links {
            link(&bodies, file, target, span, found);
        }
    }
    for topic in &content.topics {
        for asked in &topic.front.extra.most_asked {
            link(
                &bodies,
                &topic.file,
                asked.page.get_ref(),
                &Spanned::span(&asked.page),
                found,
            );
        }
    }
}

fn link(
    bodies: &BTreeMap<&str, (&Body, bool)>,
    file: &str,
    target: &str,
    span: &Range<usize>,
    found: &mut Vec<Diagnostic>,
) {
    let broken = |message: String| Diagnostic::error(Code::BrokenLink, file, span.clone(), message);
    let (path, anchor) = target
        .split_once('#')
        .map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let page =
        if path.is_empty() && anchor.is_some() {
            file.to_owned()
        } else if let Some(path) = path.strip_prefix("@/") {
            format!("content/{path}")
        } else {
            if !SCHEMES.iter().any(|scheme| target.starts_with(scheme)) {
                found.push(broken(format!("the link `{target}` leads nowhere")).help(
                    "link a page of the site by its file: @/elderly-care/guangdong-scheme.md",
                ));
            }
            return;
        };
    let Some((body, is_guide)) = bodies.get(page.as_str()) else {
        found.push(
            broken(format!("there is no page {page}")).suggest(&page, bodies.keys().copied()),
        );
        return;
    };
    let Some(anchor) = anchor else { return };
    let own = || {
        body.headings
            .iter()
            .filter_map(|heading| heading.id.as_deref())
    };
    let by_template = *is_guide && (TEMPLATE_ANCHORS.contains(&anchor) || is_source_anchor(anchor));
    if !by_template && !own().any(|known| known == anchor) {
        found.push(broken(format!("{page} has no anchor `{anchor}`")).suggest(anchor, own()));
    }
}
