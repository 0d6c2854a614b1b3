//! The tantivy index: sections in, ranked sections out.
//!
//! One index a language lies in `target/kiu/index/<lang>/`. It is the reference
//! for search: the command line asks it, and the browser's index is read out of
//! it. Terms come from `text`, never from tantivy's own tokenizers.

mod build;
mod query;
mod rank;
mod schema;
mod section;
mod vocabulary;

pub use build::{IndexError, build};
pub use query::{ByField, Found, Hit, Reader, impacts};
pub use rank::{Postings, Ranked, rank, share};
pub use schema::{SPREAD, WEAK_SCORE, WEAK_SHARE, WEIGHTS, WRONG};
pub use section::{GuideRecord, Records, SECTIONS_PER_GUIDE, SectionRecord, SectionTerms, records};
