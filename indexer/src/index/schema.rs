//! The fields of the index and what each counts for.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

/// The searched fields with their weights in the sum of BM25 scores.
///
/// Found by trying on the development queries (`docs/search.md`): names and
/// questions say what a guide is about in the words people use; running text
/// mentions many things it is not about.
pub const WEIGHTS: [(&str, f32); 6] = [
    ("title", 2.0),
    ("names", 2.0),
    ("questions", 2.0),
    ("heading", 1.5),
    ("text", 1.0),
    ("terms", 0.4),
];

/// Handles to the fields.
#[derive(Debug, Clone)]
pub struct Fields {
    /// Searched fields and their weights, in the order of [`WEIGHTS`].
    pub searched: [(Field, f32); 6],
    /// `SectionRecord::number`, a fast field.
    pub number: Field,
    /// Stored strings: id, path, anchor, title, heading, text.
    pub stored: [Field; 6],
}

/// Name of the fast field with the section's number.
pub const NUMBER: &str = "number";

/// The schema and its fields.
#[must_use]
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    let searched = WEIGHTS.map(|(name, weight)| {
        (
            builder.add_text_field(
                name,
                TextOptions::default().set_indexing_options(indexing.clone()),
            ),
            weight,
        )
    });
    let number = builder.add_u64_field(NUMBER, NumericOptions::default().set_fast());
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
            stored,
        },
    )
}
