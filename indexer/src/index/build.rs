//! Writes the index of one language.

use super::record::{GuideRecord, Recorder, SectionRecord, SectionTerms, Terms};
use super::schema::{self, Fields};
use crate::html::Page;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::Path;
use tantivy::schema::Field;
use tantivy::{Index, SingleSegmentIndexWriter, TantivyDocument};

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

/// Pages whose terms are made together.
const PAGES_AT_ONCE: u32 = 64;

/// A guide of one language: its id and its page.
pub type GuidePage<'a> = (Cow<'a, str>, Cow<'a, Page>);

/// Writes the index of the guides of one language, `n_guides` of them, each
/// given by `page` by its place, into the empty or missing folder `dir`. Gives
/// the index, and the sections as results show them.
///
/// All records go into one segment, in order of number, so the same pages give
/// the same postings.
///
/// # Errors
///
/// [`IndexError`] if the disk or tantivy fails.
pub fn build<'a>(
    recorder: &Recorder<'_>,
    n_guides: u32,
    page: impl Fn(u32) -> std::io::Result<GuidePage<'a>> + Sync,
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
    let read = |places: Range<u32>| -> Result<Vec<GuideRecord>, IndexError> {
        let record = |place| {
            let (id, page) = page(place)?;
            Ok(recorder.record(place, &id, &page))
        };
        places.into_par_iter().map(record).collect()
    };
    let after = |place: u32| place..n_guides.min(place.saturating_add(PAGES_AT_ONCE));
    let mut places = after(0);
    let mut records = read(places.clone())?;
    while !records.is_empty() {
        places = after(places.end);
        // While tantivy takes in some pages, the next are read.
        let taken = || add(&mut writer, &fields, records, &mut shown);
        let (taken, next) = rayon::join(taken, || read(places.clone()));
        taken?;
        records = next?;
    }
    Ok((writer.finalize()?, shown))
}

/// Adds guides with their sections, which go to `shown`.
fn add(
    writer: &mut SingleSegmentIndexWriter,
    fields: &Fields,
    records: Vec<GuideRecord>,
    shown: &mut Vec<SectionRecord>,
) -> Result<(), IndexError> {
    for mut guide in records {
        for (section, terms) in std::mem::take(&mut guide.sections) {
            writer.add_document(of_section(fields, &section, terms))?;
            shown.push(section);
        }
        writer.add_document(of_guide(fields, guide))?;
    }
    Ok(())
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
    searched: impl Iterator<Item = (Field, Terms)>,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    for (field, terms) in searched.map(|(field, terms)| (field, terms.into_text())) {
        if !terms.is_empty() {
            document.add_text(field, terms);
        }
    }
    document.add_u64(fields.number, u64::from(number));
    document.add_u64(fields.prior, prior);
    document
}
