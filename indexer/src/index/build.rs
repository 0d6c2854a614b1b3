//! Writes the index of one language.

use super::schema::{self, Fields};
use super::section::SectionRecord;
use crate::text::terms;
use std::fs;
use std::path::Path;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{Index, TantivyDocument};

/// Memory the writer may use before it writes to disk, in bytes.
const WRITER_BYTES: usize = 256 << 20;

/// Why an index could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// tantivy could not do it.
    #[error("the search index failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// The folder could not be made or read.
    #[error("the search index could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// There is no index yet.
    #[error("there is no search index in `{0}`: run `kiu build` first")]
    Missing(String),
}

/// Writes an index of `records` into the empty or missing folder `dir`.
///
/// All records go into one segment, in the order given, so the same records
/// give the same postings.
///
/// # Errors
///
/// [`IndexError`] if the disk or tantivy fails.
pub fn build(records: &[SectionRecord], dir: &Path) -> Result<Index, IndexError> {
    fs::create_dir_all(dir)?;
    let (schema, fields) = schema::schema();
    let directory =
        tantivy::directory::MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer::<TantivyDocument>(directory, WRITER_BYTES)?;
    for record in records {
        writer.add_document(document(record, &fields))?;
    }
    Ok(writer.finalize()?)
}

fn document(record: &SectionRecord, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let names = record.names.join("\n");
    let questions = record.questions.join("\n");
    let terms = record.terms.join("\n");
    let texts = [
        &record.title,
        &names,
        &questions,
        &record.heading,
        &record.text,
        &terms,
    ];
    for ((field, _), text) in fields.searched.iter().zip(texts) {
        document.add_pre_tokenized_text(*field, tokenized(text));
    }
    document.add_u64(fields.number, u64::from(record.number));
    let shown = [
        &record.id,
        &record.path,
        &record.anchor,
        &record.title,
        &record.heading,
        &record.text,
    ];
    for (field, text) in fields.stored.iter().zip(shown) {
        document.add_text(*field, text);
    }
    document
}

/// Our terms in the form tantivy takes. Lines are cut apart, so that no bigram
/// joins two names.
fn tokenized(text: &str) -> PreTokenizedString {
    let tokens = text
        .lines()
        .flat_map(terms)
        .enumerate()
        .map(|(position, text)| Token {
            position,
            position_length: 1,
            offset_from: 0,
            offset_to: 0,
            text,
        })
        .collect();
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}
