//! The Simplified page as edits on the Traditional one: text nodes and text
//! attributes converted, given forms put in, the language named. Nothing is
//! parsed again, and what is not text cannot change.

use crate::content::Lang;
use crate::html::{Edit, Page, escape_attribute, escape_text};
use crate::text::to_hans;

/// The edits beside those on links.
pub fn edits(page: &Page) -> Vec<Edit> {
    let lang = page.lang_attributes.iter().map(|range| Edit {
        range: range.clone(),
        text: Lang::ZhHans.html().to_owned(),
    });
    let hans = page.hans.iter().map(|(range, hans)| Edit {
        range: range.clone(),
        text: escape_text(hans),
    });
    // Source text goes in and out with its entities: they are ASCII.
    let texts = page.texts.iter().map(|range| Edit {
        range: range.clone(),
        text: to_hans(&page.html[range.clone()]),
    });
    let attributes = page.text_attributes.iter().map(|attribute| Edit {
        range: attribute.range.clone(),
        text: escape_attribute(&to_hans(&attribute.value)),
    });
    lang.chain(hans).chain(texts).chain(attributes).collect()
}
