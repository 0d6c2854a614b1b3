//! The analyzer: from what people write to the terms that index and query share.
//!
//! In: any text. Out: a list of terms. Text is brought to NFKC and lower case,
//! Han characters are folded to one common form (see [`fold`]), runs of Han
//! become overlapping bigrams and everything else becomes words (see [`terms`]).
//!
//! The browser does the same in `themes/kiu/client/analyzer.ts`;
//! `tests/vectors/analyzer.json` holds the two together.

mod fold;
mod hans;
mod query;
mod romanise;
mod snippet;
mod tokens;

pub use fold::{fold, fold_char, is_han, variants_of};
pub use hans::Projection;
pub use query::{MIN_PREFIX, Phrase, Query, QueryTerm, TermKind, near_terms};
pub use romanise::sounds;
pub use snippet::snippet;
pub use tokens::{each_term, terms};
