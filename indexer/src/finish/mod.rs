//! From Zola's pages to the published files.
//!
//! In: pages as read, other files as Zola left them, the web index. Out: the
//! site's files, and for `verify` what every published page links to. Each page
//! is a set of edits on the HTML it was read from; a Traditional page gives a
//! Simplified one with more edits on the same parse.

mod assets;
mod compress;
mod explain;
mod fallback;
mod link;
mod minify;
mod projection;
mod sitemap;

pub use assets::Assets;
pub use compress::{Encoded, encode};
pub use explain::Explanations;
pub use fallback::{MOULD, fallback};
pub use link::{Place, Target};
pub use minify::minify;

use crate::content::Lang;
use crate::html::{Edit, LinkKind, Page, escape_attribute, splice};
use crate::text::Projection;
use crate::web::WebIndex;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What finishing a page needs to know of the site.
#[derive(Debug)]
pub struct Site<'a> {
    /// Where it will be served.
    pub place: Place,
    /// Where fingerprinted files went.
    pub assets: &'a Assets,
    /// The paths of the Traditional pages, each of which has a Simplified twin.
    pub twins: BTreeSet<String>,
    /// The web index's entries.
    pub web: &'a WebIndex,
    /// How texts become Simplified.
    pub projection: &'a Projection,
    /// The glossary's explanations.
    pub explanations: &'a Explanations,
}

/// A page as it is published.
#[derive(Debug)]
pub struct FinishedPage {
    /// Its path.
    pub path: String,
    /// Its language.
    pub lang: Lang,
    /// The minified HTML.
    pub html: Vec<u8>,
    /// Every id on it.
    pub ids: BTreeSet<String>,
    /// Every link on it, as it now leads.
    pub links: Vec<(LinkKind, Target)>,
    /// The text of its first heading.
    pub title: String,
    /// The page it was made from.
    pub made_from: String,
}

impl Site<'_> {
    /// Finishes every page, in every script it is published in, in parallel.
    /// `progress` is told of each page read.
    #[must_use]
    pub fn finish(&self, pages: &[Page], progress: &(dyn Fn() + Sync)) -> Vec<FinishedPage> {
        let mut finished: Vec<FinishedPage> = pages
            .par_iter()
            .filter(|page| page.path != MOULD)
            .flat_map_iter(|page| {
                let own = if page.path.starts_with("/en/") {
                    Lang::En
                } else {
                    Lang::ZhHant
                };
                let hans = self
                    .twins
                    .contains(&page.path)
                    .then(|| self.page(page, Lang::ZhHans));
                progress();
                std::iter::once(self.page(page, own)).chain(hans)
            })
            .collect();
        finished.sort_by(|a, b| a.path.cmp(&b.path));
        finished
    }

    fn page(&self, page: &Page, lang: Lang) -> FinishedPage {
        let hans = lang == Lang::ZhHans;
        let path = if hans {
            twin(&page.path)
        } else {
            page.path.clone()
        };
        let mut edits: Vec<Edit> = page
            .private
            .iter()
            .map(|range| Edit {
                range: range.clone(),
                text: String::new(),
            })
            .collect();
        let mut links = Vec::new();
        for (kind, attribute) in &page.links {
            let target = self.target(page, *kind, &attribute.value, hans);
            let text = self.written(*kind, &target, &path);
            if *kind != LinkKind::Form && leads_to_itself(page, attribute.range.end, &target, &path)
            {
                let at = attribute.range.end + 1;
                edits.push(Edit {
                    range: at..at,
                    text: " aria-current=\"page\"".to_owned(),
                });
            }
            edits.push(Edit {
                range: attribute.range.clone(),
                text: escape_attribute(&text),
            });
            links.push((*kind, target));
        }
        if let Some(entry) = self.web.entries.get(&lang) {
            let json = serde_json::json!(entry).to_string();
            let fills = page
                .index_attributes
                .iter()
                .map(|attribute| (attribute.range.clone(), escape_attribute(&json)));
            edits.extend(fills.map(|(range, text)| fill(page, range, text)));
        }
        let explanations = self.explanations.of(page, lang);
        if hans {
            let mut cuts: Vec<usize> = explanations.iter().map(|edit| edit.range.start).collect();
            cuts.sort_unstable();
            edits.extend(projection::edits(page, self.projection, &cuts));
        }
        edits.extend(explanations);
        FinishedPage {
            path,
            lang,
            html: minify(&splice(&page.html, edits)),
            ids: page.ids.clone(),
            links,
            title: page.title.clone(),
            made_from: page.path.clone(),
        }
    }

    /// Where a link leads once the page is published.
    fn target(&self, page: &Page, kind: LinkKind, written: &str, hans: bool) -> Target {
        let written = if kind == LinkKind::Refresh {
            written.split_once("url=").map_or(written, |(_, url)| url)
        } else {
            written
        };
        let target = self.place.resolve(&page.path, written);
        let Target::Internal {
            path,
            query,
            fragment,
        } = target
        else {
            return target;
        };
        let keeps_script = matches!(kind, LinkKind::Translation | LinkKind::Alternate);
        let path = match self.assets.renamed(&path) {
            Some(renamed) => renamed.to_owned(),
            None if hans && !keeps_script && self.twins.contains(&path) => twin(&path),
            None => path,
        };
        Target::Internal {
            path,
            query,
            fragment,
        }
    }

    fn written(&self, kind: LinkKind, target: &Target, own_path: &str) -> String {
        match kind {
            LinkKind::Canonical | LinkKind::Alternate => self.place.absolute(target),
            LinkKind::Refresh => format!("0; url={}", self.place.relative(target, own_path)),
            _ => self.place.relative(target, own_path),
        }
    }
}

/// Whether the link is to the page it stands on, and quoted, so that an
/// attribute can follow it.
fn leads_to_itself(page: &Page, value_end: usize, target: &Target, own_path: &str) -> bool {
    let quoted = page.html.as_bytes().get(value_end) == Some(&b'"');
    let element = page.html[..value_end].rfind('<').map(|at| &page.html[at..]);
    let is_anchor = element.is_some_and(|element| element.starts_with("<a "));
    let own = matches!(target, Target::Internal { path, query, fragment: None } if path == own_path && query.is_empty());
    quoted && is_anchor && own
}

/// The path of a Traditional page's Simplified twin.
fn twin(path: &str) -> String {
    format!("{}{path}", Lang::ZhHans.prefix())
}

/// A value for an attribute that was empty; html5gum gives an empty value the
/// place after its name, where `=""` still stands.
fn fill(page: &Page, range: std::ops::Range<usize>, text: String) -> Edit {
    let empty = "=\"\"";
    if range.is_empty() && page.html[range.start..].starts_with(empty) {
        return Edit {
            range: range.start..range.start + empty.len(),
            text: format!("=\"{text}\""),
        };
    }
    Edit { range, text }
}

/// The paths of the Traditional pages, each of which has a Simplified twin.
#[must_use]
pub fn twins(pages: &[Page]) -> BTreeSet<String> {
    pages
        .iter()
        .map(|page| page.path.clone())
        .filter(|path| has_twin(path))
        .collect()
}

/// Whether a page of Zola's is published in Simplified Chinese too.
fn has_twin(path: &str) -> bool {
    !path.starts_with("/en/") && path.ends_with('/')
}

/// Everything published, by path below the site's root, pages included.
#[must_use]
pub fn files(
    pages: &[FinishedPage],
    assets: Assets,
    web: WebIndex,
    place: &Place,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = assets.into_files();
    files.extend(web.files);
    files.insert(
        "sitemap.xml".to_owned(),
        sitemap::sitemap(pages, place).into_bytes(),
    );
    files.extend(
        pages
            .iter()
            .map(|page| (Page::file_of(&page.path), page.html.clone())),
    );
    files
}
