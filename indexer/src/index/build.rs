//! Writes the index of one language.

use super::schema::{self, Fields};
use super::section::Records;
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
pub fn build(records: &Records, dir: &Path) -> Result<Index, IndexError> {
    fs::create_dir_all(dir)?;
    let (schema, fields) = schema::schema();
    let directory =
        tantivy::directory::MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer::<TantivyDocument>(directory, WRITER_BYTES)?;
    for guide in &records.guides {
        let none: &[String] = &[];
        let terms = [&guide.title, &guide.names, &guide.near, &guide.sounds];
        let terms = terms.map(Vec::as_slice);
        let [title, names, near, sounds] = terms;
        let searched = [title, names, near, sounds, none, none, none, none];
        let prior = schema::prior(guide.n_links);
        writer.add_document(document(&fields, guide.number, prior, searched))?;
    }
    for section in &records.sections {
        let none: &[String] = &[];
        let own = &section.terms;
        let searched = [
            none,
            none,
            none,
            none,
            &own.questions,
            &own.heading,
            &own.text,
            &own.words,
        ];
        let mut document = document(&fields, section.number, schema::prior(0), searched);
        let shown = [
            &section.id,
            &section.path,
            &section.anchor,
            &section.title,
            &section.heading,
            &section.text,
        ];
        for (field, text) in fields.stored.iter().zip(shown) {
            document.add_text(*field, text);
        }
        writer.add_document(document)?;
    }
    Ok(writer.finalize()?)
}

/// A record with the terms of its fields, in the order of the schema.
fn document(fields: &Fields, number: u32, prior: u64, searched: [&[String]; 8]) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for ((field, _), terms) in fields.searched.iter().zip(searched) {
        if !terms.is_empty() {
            document.add_pre_tokenized_text(*field, tokenized(terms));
        }
    }
    document.add_u64(fields.number, u64::from(number));
    document.add_u64(fields.prior, prior);
    document
}

/// Our terms in the form tantivy takes.
fn tokenized(terms: &[String]) -> PreTokenizedString {
    let tokens = terms
        .iter()
        .enumerate()
        .map(|(position, text)| Token {
            position,
            position_length: 1,
            offset_from: 0,
            offset_to: 0,
            text: text.clone(),
        })
        .collect();
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}
