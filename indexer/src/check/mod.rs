//! The rules: what must hold of the content before it is rendered.
//!
//! In: [`Content`] and today's date. Out: diagnostics, sorted. Rules are pure
//! functions, one file per family; each adds what it finds and stops at nothing.

mod amounts;
mod asked;
mod checkers;
mod data;
mod dates;
mod due;
mod glossary;
mod guides;
mod headings;
mod journeys;
mod links;
mod markup;
mod permanence;
mod places;
mod references;
mod style;
mod tools;
mod translations;

use crate::content::{Content, Guide, Spanned};
use crate::diagnostic::{Code, Diagnostic, sort};
use jiff::civil::Date;

pub use due::{Due, Kind, due};
pub use headings::TEMPLATE_ANCHORS;
pub use references::{AUDIENCES, PLACES};

/// Every fault of the content: those found while reading it and those the
/// rules find, by file and place.
#[must_use]
pub fn all(content: &Content, today: Date) -> Vec<Diagnostic> {
    let mut found = content.faults.clone();
    guides::check(content, &mut found);
    let known = references::Known::of(content);
    references::check(content, &known, &mut found);
    data::check(content, &known, &mut found);
    glossary::check(content, &known, &mut found);
    checkers::check(content, &known, &mut found);
    journeys::check(content, &known, &mut found);
    tools::pages(content, &mut found);
    dates::check(content, today, &mut found);
    headings::check(content, &mut found);
    links::check(content, &mut found);
    markup::check(content, &mut found);
    permanence::check(content, &mut found);
    translations::check(content, &mut found);
    amounts::check(content, &mut found);
    asked::check(content, &mut found);
    places::check(content, &mut found);
    style::check(content, &mut found);
    sort(&mut found);
    found
}

/// What rules about one guide need to report: the guide's file and its text.
struct At<'a> {
    file: &'a str,
}

impl<'a> At<'a> {
    fn guide(guide: &'a Guide) -> Self {
        Self { file: &guide.file }
    }

    /// An error at a value.
    fn error<T>(&self, code: Code, value: &Spanned<T>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.file, value.span(), message)
    }

    /// An error at the beginning of a data file.
    fn at_start(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.file, 0..0, message)
    }

    /// An error at the front matter's opening line.
    fn at_top(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.file, 0..3, message)
    }
}
