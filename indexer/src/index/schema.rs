//! The fields of the index and what each counts for.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// How many fields are searched.
pub const N_FIELDS: usize = 9;

/// The searched fields with their weights in the sum of BM25 scores: those of
/// a guide's record, then those of a section's.
///
/// Found by trying on the development queries (`docs/search.md`).
pub const WEIGHTS: [(&str, f32); N_FIELDS] = [
    ("title", 5.0),
    ("names", 1.2),
    ("near", 6.0),
    ("sounds", 2.5),
    ("places", 0.5),
    ("questions", 2.5),
    ("heading", 0.8),
    ("text", 0.5),
    ("words", 0.7),
];

/// How many of them belong to a guide's record.
const OF_GUIDE: usize = 5;

/// Fields that are sets, not texts: having more names makes each no weaker, so
/// their length does not count.
pub const SETS: [&str; 4] = ["names", "near", "sounds", "places"];

/// What the terms of a query that stand anywhere in a guide count for, beside
/// those in its best section.
pub const SPREAD: f32 = 1.0;

/// Handles to the fields.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Searched fields and their weights, in the order of [`WEIGHTS`].
    pub searched: [(Field, f32); N_FIELDS],
    /// The terms that carry nothing.
    pub silent: Field,
    /// The record's number, a fast field.
    pub number: Field,
    /// How much the record counts, in thousandths, a fast field.
    pub prior: Field,
    /// Stored strings: id, path, anchor, title, heading, text.
    pub stored: [Field; 6],
}

impl Fields {
    /// The fields of a guide's record, in the order of [`WEIGHTS`].
    pub fn of_guide(&self) -> impl Iterator<Item = Field> {
        self.searched.iter().map(|(field, _)| *field).take(OF_GUIDE)
    }

    /// The fields of a section's record, in the order of [`WEIGHTS`].
    pub fn of_section(&self) -> impl Iterator<Item = Field> {
        self.searched.iter().map(|(field, _)| *field).skip(OF_GUIDE)
    }
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
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    let text = TextOptions::default().set_indexing_options(indexing);
    let searched =
        WEIGHTS.map(|(name, weight)| (builder.add_text_field(name, text.clone()), weight));
    let silent = builder.add_text_field("silent", text);
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
            silent,
            number,
            prior,
            stored,
        },
    )
}

/// Results are weak if the best of them scores less than this and holds a
/// smaller share than [`WEAK_SHARE`] of the query's terms (`examples/weak.rs`).
pub const WEAK_SCORE: f32 = 65.0;

/// See [`WEAK_SCORE`].
pub const WEAK_SHARE: f32 = 0.65;

/// Whatever it holds of the query, a best result below this only mentions it in
/// passing.
pub const PASSING_SCORE: f32 = 8.0;
