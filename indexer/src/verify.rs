//! Looks at the finished site once more: every internal link of every page, in
//! every script, leads to a file and an anchor that exist, and nothing is
//! loaded from elsewhere.

use crate::content::Content;
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::finish::{FinishedPage, Target};
use crate::html::{LinkKind, Page};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The faults of the finished pages. `files` are all published files, by path
/// below the root.
#[must_use]
pub fn verify(
    content: &Content,
    pages: &[FinishedPage],
    files: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let sources = sources(content);
    let ids: BTreeMap<&str, &BTreeSet<String>> = pages
        .iter()
        .map(|page| (page.path.as_str(), &page.ids))
        .collect();
    let mut faults: BTreeMap<(Code, String), Vec<(&FinishedPage, &Target)>> = BTreeMap::new();
    for page in pages {
        for (kind, target) in &page.links {
            if let Some(fault) = fault(*kind, target, &ids, files) {
                faults.entry(fault).or_default().push((page, target));
            }
        }
    }
    let mut found = Vec::new();
    for ((code, what), places) in faults {
        // The file whose text has the link; failing that it is the theme's.
        let written = places.iter().find_map(|(page, target)| {
            let file = *sources.get(page.made_from.as_str())?;
            Some((file, place(content, file, target)?))
        });
        let (file, span) = written.unwrap_or((THEME, 0..0));
        let on = match places.as_slice() {
            [(page, _)] => format!("on the page {}", page.path),
            [(page, _), rest @ ..] => format!("on the page {} and {} more", page.path, rest.len()),
            [] => String::new(),
        };
        let fault = Diagnostic::error(code, file, span, format!("{what} ({on})"));
        found.push(if file == THEME {
            fault.help("no content file has this link: look at the theme's templates")
        } else {
            fault
        });
    }
    sort(&mut found);
    found
}

/// Where links come from that no content file has.
const THEME: &str = "themes/kiu/templates";

fn fault(
    kind: LinkKind,
    target: &Target,
    ids: &BTreeMap<&str, &BTreeSet<String>>,
    files: &BTreeSet<String>,
) -> Option<(Code, String)> {
    match target {
        Target::External(written) => {
            let loads = kind == LinkKind::Resource || kind == LinkKind::Form;
            (loads && !written.starts_with("data:")).then(|| {
                (
                    Code::ExternalResource,
                    format!(
                        "`{written}` is not on this site, and pages load nothing from elsewhere"
                    ),
                )
            })
        }
        Target::Internal { path, fragment, .. } => {
            if !files.contains(&Page::file_of(path)) {
                return Some((
                    Code::BrokenLink,
                    format!("a link leads to {path}, which does not exist"),
                ));
            }
            let anchor = fragment.as_deref().filter(|anchor| !anchor.is_empty())?;
            let known = ids
                .get(path.as_str())
                .is_some_and(|ids| ids.contains(anchor));
            (!known).then(|| {
                (
                    Code::BrokenLink,
                    format!("a link leads to {path}#{anchor}, but there is no such anchor"),
                )
            })
        }
    }
}

/// The content file of each path.
fn sources(content: &Content) -> BTreeMap<String, &str> {
    let guides = content
        .guides
        .iter()
        .map(|guide| (guide.path(), guide.file.as_str()));
    let topics = content.topics.iter().map(|topic| {
        (
            format!("{}/{}/", topic.lang.prefix(), topic.name).replace("//", "/"),
            topic.file.as_str(),
        )
    });
    let pages = content.pages.iter().map(|page| {
        (
            format!("{}/{}/", page.lang.prefix(), page.slug),
            page.file.as_str(),
        )
    });
    guides.chain(topics).chain(pages).collect()
}

/// Where the file has the link: the first mention of its anchor or of its
/// page's name.
fn place(content: &Content, file: &str, target: &Target) -> Option<Range<usize>> {
    let Target::Internal { path, fragment, .. } = target else {
        return None;
    };
    let name = path
        .trim_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let needle = fragment
        .as_ref()
        .map_or_else(|| name.to_owned(), |anchor| format!("#{anchor}"));
    let text = content.files.get(file)?;
    let at = text.find(&needle).filter(|_| !needle.is_empty())?;
    Some(at..at + needle.len())
}
