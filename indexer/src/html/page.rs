//! What is known of one rendered page.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One HTML page. All ranges are bytes of [`Page::html`].
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its address from the site's root: `/elderly-care/guangdong-scheme/`,
    /// or `/404.html` for a page that is not a folder's index.
    pub path: String,
    /// The page as Zola wrote it.
    pub html: String,
    /// The value of `<html lang>`.
    pub lang: String,
    /// `data-guide` of the main element.
    pub guide: Option<String>,
    /// The text of the first `h1`.
    pub title: String,
    /// Every id.
    pub ids: BTreeSet<String>,
    /// Text that a script conversion may change.
    pub texts: Vec<Range<usize>>,
    /// Attribute values that a script conversion may change.
    pub text_attributes: Vec<Attribute>,
    /// Where a form for Simplified Chinese is given: what it replaces, and it.
    pub hans: Vec<(Range<usize>, String)>,
    /// Attributes only meant for us: not published.
    pub private: Vec<Range<usize>>,
    /// The values of `lang` on `html` elements.
    pub lang_attributes: Vec<Range<usize>>,
    /// Every link to somewhere.
    pub links: Vec<(LinkKind, Attribute)>,
    /// Attributes the build fills in: `data-index`.
    pub index_attributes: Vec<Attribute>,
    /// Text inside `data-explain` elements in which terms may be explained:
    /// not in links, headings, buttons or figures.
    pub prose: Vec<Range<usize>>,
    /// The insides of elements with `data-term`, by its value.
    pub terms: BTreeMap<String, Range<usize>>,
    /// The inside of `<main>`.
    pub main: Range<usize>,
    /// The inside of the element with `data-slot="content"`, if there is one.
    pub slot: Option<Range<usize>>,
    /// The main element's `data-slot` attribute, if it has one.
    pub main_slot: Option<Range<usize>>,
    /// What search finds, in order; the first section is the page's top.
    pub sections: Vec<Section>,
}

/// An attribute's value and where it stands, quotes not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The value, entities decoded.
    pub value: String,
    /// The bytes between the quotes.
    pub range: Range<usize>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A reader may follow it.
    Follow,
    /// It names the same page in another language.
    Translation,
    /// A form is sent there.
    Form,
    /// The browser loads it: style, script, image, icon.
    Resource,
    /// It tells machines the page's own address; stays absolute.
    Canonical,
    /// It tells machines the address in another language; stays absolute.
    Alternate,
    /// A redirect: `0; url=…`.
    Refresh,
}

/// A stretch of a page from one level-2 heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's id; empty for the page's top.
    pub anchor: String,
    /// The heading's text; empty for the page's top.
    pub heading: String,
    /// The text below it, a line a block.
    pub text: String,
}

impl Page {
    /// The file that holds a path: `a/b/` is `a/b/index.html`.
    #[must_use]
    pub fn file_of(path: &str) -> String {
        let path = path.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        }
    }

    /// The path of a file: the reverse of [`Page::file_of`].
    #[must_use]
    pub fn path_of(file: &str) -> String {
        format!(
            "/{}",
            file.strip_suffix("index.html")
                .filter(|folder| folder.is_empty() || folder.ends_with('/'))
                .unwrap_or(file)
        )
    }
}
