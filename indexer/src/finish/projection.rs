//! The Simplified page as edits on the Traditional one: text nodes and text
//! attributes converted, given forms put in, the language named. Nothing is
//! parsed again, and what is not text cannot change.

use crate::content::Lang;
use crate::html::{Edit, Page, escape_attribute, escape_text, splice};
use crate::text::Projection;
use std::ops::Range;

/// The edits beside those on links. `cuts` are places, ascending, at which
/// something is put into a text: the text is converted on either side of it.
pub fn edits(page: &Page, projection: &Projection, cuts: &[usize]) -> Vec<Edit> {
    let lang = page.lang_attributes.iter().map(|range| Edit {
        range: range.clone(),
        text: Lang::ZhHans.html().to_owned(),
    });
    let attributes = page.text_attributes.iter().map(|attribute| Edit {
        range: attribute.range.clone(),
        text: escape_attribute(&projection.to_hans(&attribute.value)),
    });
    let whole = 0..page.html.len();
    let texts = texts(page, projection, &whole, cuts);
    lang.chain(attributes).chain(texts).collect()
}

/// The HTML of a part of a page in Simplified characters, links as they are.
pub fn part(page: &Page, projection: &Projection, range: &Range<usize>) -> String {
    let edits = texts(page, projection, range, &[]).map(|edit| Edit {
        range: edit.range.start - range.start..edit.range.end - range.start,
        text: edit.text,
    });
    splice(&page.html[range.clone()], edits.collect())
}

/// Edits on the texts inside `within`.
fn texts<'a>(
    page: &'a Page,
    projection: &'a Projection,
    within: &'a Range<usize>,
    cuts: &'a [usize],
) -> impl Iterator<Item = Edit> + 'a {
    let inside = |range: &Range<usize>| within.start <= range.start && range.end <= within.end;
    let hans = page.hans.iter().filter(move |(range, _)| inside(range));
    let hans = hans.map(|(range, hans)| Edit {
        range: range.clone(),
        text: escape_text(hans),
    });
    // Source text goes in and out with its entities: they are ASCII.
    let texts = page.texts.iter().filter(move |range| inside(range));
    let texts = texts
        .flat_map(|range| split(range, cuts))
        .map(|range| Edit {
            text: projection.to_hans(&page.html[range.clone()]),
            range,
        });
    hans.chain(texts)
}

/// `range` cut at those of `cuts` that lie in it.
fn split(range: &Range<usize>, cuts: &[usize]) -> Vec<Range<usize>> {
    let from = cuts.partition_point(|cut| *cut <= range.start);
    let mut start = range.start;
    let mut parts = Vec::new();
    for cut in cuts[from..].iter().take_while(|cut| **cut < range.end) {
        parts.push(start..*cut);
        start = *cut;
    }
    parts.push(start..range.end);
    parts
}
