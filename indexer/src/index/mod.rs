//! The tantivy index: sections in, ranked sections out.
//!
//! One index a language lies in `target/kiu/index/<lang>/`. It is the reference
//! for search: the command line asks it, and the browser's index is read out of
//! it. Terms come from `text`, never from tantivy's own tokenizers.

mod build;
mod query;
mod rank;
mod record;
mod schema;
mod scores;
mod vocabulary;

pub use build::{GuidePage, IndexError, build};
pub use query::{Found, Hit, LookedUp, Reader};
pub use rank::{Postings, Ranked, is_weak, rank, share};
pub use record::{Recorder, SECTIONS_PER_GUIDE, SectionRecord, guide_pages};
pub use schema::{PASSING_SCORE, SPREAD, WEAK_SCORE, WEAK_SHARE, WEIGHTS};
pub use scores::Impacts;
