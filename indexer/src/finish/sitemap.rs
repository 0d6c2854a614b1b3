//! The sitemap, with every page's other languages (Zola's knows none).

use super::FinishedPage;
use super::link::{Place, Target};
use crate::html::{LinkKind, escape_text};
use std::fmt::Write as _;

/// One entry a page that has a canonical address, in order of paths.
///
/// Format: sitemaps.org 0.9 with Google's `xhtml:link` for languages.
pub fn sitemap(pages: &[FinishedPage], place: &Place) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    // A redirect names its target as canonical; it is no page of its own.
    let own = |page: &&FinishedPage| {
        page.links.iter().any(|(kind, target)| {
            *kind == LinkKind::Canonical
                && matches!(target, Target::Internal { path, .. } if *path == page.path)
        })
    };
    for page in pages.iter().filter(own) {
        let loc = format!("{}{}", place.base_url, page.path);
        write!(xml, "<url><loc>{}</loc>", escape_text(&loc)).expect("a string takes writes");
        for (lang, path) in translations(page, pages) {
            let href = format!("{}{path}", place.base_url);
            write!(
                xml,
                "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>",
                escape_text(&href)
            )
            .expect("a string takes writes");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The page in each language it is published in, itself included.
fn translations<'a>(
    page: &FinishedPage,
    pages: &'a [FinishedPage],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let prefix = page.lang.prefix();
    let source = page
        .path
        .strip_prefix(prefix)
        .unwrap_or(&page.path)
        .to_owned();
    crate::content::Lang::ALL
        .into_iter()
        .filter_map(move |lang| {
            let path = format!("{}{source}", lang.prefix());
            let found = pages
                .binary_search_by(|page| page.path.as_str().cmp(&path))
                .ok()?;
            Some((lang.html(), pages[found].path.as_str()))
        })
}
