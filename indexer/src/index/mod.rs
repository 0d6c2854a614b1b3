//! The tantivy index: sections in, ranked sections out.
//!
//! One index a language lies in `target/kiu/index/<lang>/`. It is the reference
//! for search: the command line asks it, and the browser's index is read out of
//! it. Terms come from `text`, never from tantivy's own tokenizers.

mod build;
mod glossary;
mod query;
mod schema;
mod section;

pub use build::{IndexError, build};
pub use query::{Hit, impacts, search};
pub use section::{SECTIONS_PER_GUIDE, SectionRecord, sections};
