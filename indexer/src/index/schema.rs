//! The fields of the index and what each counts for.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// The searched fields with their weights in the sum of BM25 scores: those of
/// a guide's record, then those of a section's.
///
/// Found by trying on the development queries (`docs/search.md`).
pub const WEIGHTS: [(&str, f32); 8] = [
    ("title", 5.0),
    ("names", 1.2),
    ("near", 0.6),
    ("sounds", 2.5),
    ("questions", 2.5),
    ("heading", 0.8),
    ("text", 0.5),
    ("words", 0.7),
];

/// Fields that are sets, not texts: having more names makes each no weaker, so
/// their length does not count.
pub const SETS: [&str; 3] = ["names", "near", "sounds"];

/// What the terms of a query that stand anywhere in a guide count for, beside
/// those in its best section.
pub const SPREAD: f32 = 1.0;

/// Handles to the fields.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Searched fields and their weights, in the order of [`WEIGHTS`].
    pub searched: [(Field, f32); 8],
    /// The record's number, a fast field.
    pub number: Field,
    /// How much the record counts, in thousandths, a fast field.
    pub prior: Field,
    /// Stored strings: id, path, anchor, title, heading, text.
    pub stored: [Field; 6],
}

/// Name of the fast field with the record's number.
pub const NUMBER: &str = "number";

/// Name of the fast field with what the record counts.
pub const PRIOR: &str = "prior";

/// What a guide's own record counts, in thousandths: a tenth more for each
/// doubling of the guides that send their readers to it. Of two guides of one
/// name the one more often pointed to comes first.
#[must_use]
pub fn prior(n_links: u32) -> u64 {
    1000 + 100 * u64::from((1 + n_links).ilog2())
}

/// The schema and its fields.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let searched = WEIGHTS.map(|(name, weight)| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::WithFreqs)
            .set_fieldnorms(true);
        let options = TextOptions::default().set_indexing_options(indexing);
        (builder.add_text_field(name, options), weight)
    });
    let number = builder.add_u64_field(NUMBER, NumericOptions::default().set_fast());
    let prior = builder.add_u64_field(PRIOR, NumericOptions::default().set_fast());
    let stored = [
        "id",
        "path",
        "anchor",
        "shown_title",
        "shown_heading",
        "shown_text",
    ]
    .map(|name| builder.add_text_field(name, TextOptions::default() | STORED));
    (
        builder.build(),
        Fields {
            searched,
            number,
            prior,
            stored,
        },
    )
}

/// How much more a near term counts when the index lacks one of the terms it
/// stands for.
pub const WRONG: f32 = 10.0;

/// Results are weak if the best of them scores less than this and holds a
/// smaller share than [`WEAK_SHARE`] of the query's terms (`examples/weak.rs`).
pub const WEAK_SCORE: f32 = 65.0;

/// See [`WEAK_SCORE`].
pub const WEAK_SHARE: f32 = 0.65;
