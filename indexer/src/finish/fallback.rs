//! Guides that have no English yet: the Chinese text in an English frame with
//! a notice, at the address the English guide will have.
//!
//! The frame is a page of the theme, rendered by Zola like any other
//! ([`MOULD`]); the guide's text is put into its slot.

use crate::html::{Edit, LinkKind, Page, escape_attribute, escape_text, read, splice};

/// The path of the page that is the mould; it is not published itself.
pub const MOULD: &str = "/en/untranslated/";

/// What the mould says where the guide's title belongs.
const MOULD_TITLE: &str = "Untranslated";

/// The pages of `/en/` for the guides among `pages` that have none.
#[must_use]
pub fn fallback(pages: &[Page]) -> Vec<Page> {
    let Some(mould) = pages.iter().find(|page| page.path == MOULD) else {
        return Vec::new();
    };
    let english = |page: &Page| format!("/en{}", page.path);
    pages
        .iter()
        .filter(|page| page.guide.is_some() && !page.path.starts_with("/en/"))
        .filter(|page| !pages.iter().any(|other| other.path == english(page)))
        .map(|page| read(&english(page), cast(mould, page)))
        .collect()
}

/// The mould with the guide in it.
fn cast(mould: &Page, guide: &Page) -> String {
    let mut edits = Vec::new();
    for (kind, attribute) in &mould.links {
        // The mould has no Chinese twin of its own: its twins are the guide's.
        if !matches!(kind, LinkKind::Resource | LinkKind::Form)
            && attribute.value.contains("/untranslated/")
        {
            let text = attribute.value.replace("/untranslated/", &guide.path);
            edits.push(Edit {
                range: attribute.range.clone(),
                text: escape_attribute(&text),
            });
        }
    }
    for range in &mould.texts {
        let text = &mould.html[range.clone()];
        if text.contains(MOULD_TITLE) {
            edits.push(Edit {
                range: range.clone(),
                text: text.replace(MOULD_TITLE, &escape_text(&guide.title)),
            });
        }
    }
    for attribute in &mould.text_attributes {
        if attribute.value.contains(MOULD_TITLE) {
            let text = attribute.value.replace(MOULD_TITLE, &guide.title);
            edits.push(Edit {
                range: attribute.range.clone(),
                text: escape_attribute(&text),
            });
        }
    }
    if let Some(range) = &mould.main_slot {
        let id = guide.guide.as_deref().unwrap_or_default();
        edits.push(Edit {
            range: range.clone(),
            text: format!(" data-guide=\"{}\"", escape_attribute(id)),
        });
    }
    if let Some(range) = &mould.slot {
        edits.push(Edit {
            range: range.clone(),
            text: guide.html[guide.main.clone()].to_owned(),
        });
    }
    splice(&mould.html, edits)
}
