//! Writes the index of one language.

use super::record::{GuideRecord, Recorder, SectionRecord, SectionTerms};
use super::schema::{self, Fields};
use crate::html::Page;
use rayon::prelude::*;
use std::fs;
use std::path::Path;
use tantivy::schema::Field;
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

/// Pages whose terms are in memory at one time.
const PAGES_AT_ONCE: usize = 256;

/// Writes the index of the guides of one language, `pages` in order of place,
/// into the empty or missing folder `dir`. Gives the index, and the sections
/// as results show them.
///
/// All records go into one segment, in order of number, so the same pages give
/// the same postings.
///
/// # Errors
///
/// [`IndexError`] if the disk or tantivy fails.
pub fn build(
    recorder: &Recorder<'_>,
    pages: &[(&str, &Page)],
    dir: &Path,
) -> Result<(Index, Vec<SectionRecord>), IndexError> {
    fs::create_dir_all(dir)?;
    let (schema, fields) = schema::schema();
    let directory =
        tantivy::directory::MmapDirectory::open(dir).map_err(tantivy::TantivyError::from)?;
    let mut writer = Index::builder()
        .schema(schema)
        .single_segment_index_writer::<TantivyDocument>(directory, WRITER_BYTES)?;
    let mut shown = Vec::new();
    let mut place = 0;
    for pages in pages.chunks(PAGES_AT_ONCE) {
        let numbered: Vec<(u32, &(&str, &Page))> = (place..).zip(pages).collect();
        place += u32::try_from(numbered.len()).unwrap_or(u32::MAX);
        let records: Vec<GuideRecord> = numbered
            .par_iter()
            .map(|(place, (id, page))| recorder.record(*place, id, page))
            .collect();
        for mut guide in records {
            for (section, terms) in std::mem::take(&mut guide.sections) {
                writer.add_document(of_section(&fields, &section, terms))?;
                shown.push(section);
            }
            writer.add_document(of_guide(&fields, guide))?;
        }
    }
    Ok((writer.finalize()?, shown))
}

fn of_section(fields: &Fields, section: &SectionRecord, terms: SectionTerms) -> TantivyDocument {
    let own = [terms.questions, terms.heading, terms.text, terms.words];
    let searched = fields.of_section().zip(own);
    let mut document = document(fields, section.number, schema::prior(0), searched);
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
    document
}

fn of_guide(fields: &Fields, guide: GuideRecord) -> TantivyDocument {
    let prior = schema::prior(guide.n_links);
    let own = [
        guide.title,
        guide.names,
        guide.near,
        guide.sounds,
        guide.places,
    ];
    let silent = (fields.silent, guide.silent);
    let searched = fields.of_guide().zip(own).chain([silent]);
    document(fields, guide.number, prior, searched)
}

/// A record with the terms of its fields.
fn document(
    fields: &Fields,
    number: u32,
    prior: u64,
    searched: impl Iterator<Item = (Field, Vec<String>)>,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, terms) in searched.filter(|(_, terms)| !terms.is_empty()) {
        document.add_pre_tokenized_text(field, tokenized(terms));
    }
    document.add_u64(fields.number, u64::from(number));
    document.add_u64(fields.prior, prior);
    document
}

/// Our terms in the form tantivy takes.
fn tokenized(terms: Vec<String>) -> PreTokenizedString {
    let tokens = terms
        .into_iter()
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
