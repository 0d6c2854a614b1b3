//! What each term scores in each record, read out of tantivy's postings and
//! statistics.
//!
//! BM25 as in Robertson & Zaragoza, *The Probabilistic Relevance Framework*,
//! 2009, with tantivy's k1 = 1.2 and b = 0.75.

use super::build::IndexError;
use super::rank::Postings;
use super::schema::{self, N_FIELDS, NUMBER, PRIOR, SETS};
use rayon::prelude::*;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings as _, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{DocId, DocSet, Index, InvertedIndexReader, SegmentReader};

/// Reads scores out of the one segment of an index.
pub(super) struct Scores {
    /// Each record's number, by its place in the index; ascending.
    numbers: Vec<u32>,
    /// What each record counts.
    priors: Vec<f32>,
    fields: [Field; N_FIELDS],
    /// The terms that carry nothing.
    silent: Arc<InvertedIndexReader>,
}

/// One searched field.
struct Field {
    inverted: Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    weight: f32,
    /// Terms a record has in it on average.
    mean: f32,
    /// Of a field whose length does not count, the length every record is
    /// taken to have.
    flat: Option<u8>,
}

impl Scores {
    /// Opens the segment; none if the index has no records.
    pub(super) fn open(segments: &[SegmentReader]) -> Result<Option<Self>, IndexError> {
        let Some(segment) = segments.first() else {
            return Ok(None);
        };
        let numbers = segment.fast_fields().u64(NUMBER)?;
        let priors = segment.fast_fields().u64(PRIOR)?;
        let docs = 0..segment.max_doc();
        let (_, handles) = schema::schema();
        let mut fields = Vec::with_capacity(N_FIELDS);
        for ((name, weight), (field, _)) in schema::WEIGHTS.iter().zip(handles.searched) {
            let inverted = segment.inverted_index(field)?;
            let n_tokens = inverted.total_num_tokens();
            let n_docs = u64::from(segment.num_docs()).max(1);
            let usual = u32::try_from(n_tokens / n_docs).unwrap_or(u32::MAX);
            #[expect(clippy::cast_precision_loss, reason = "a mean")]
            let mean = n_tokens as f32 / n_docs as f32;
            fields.push(Field {
                norms: segment.get_fieldnorms_reader(field)?,
                inverted,
                weight: *weight,
                mean,
                flat: SETS
                    .contains(name)
                    .then(|| FieldNormReader::fieldnorm_to_id(usual)),
            });
        }
        let Ok(fields) = fields.try_into() else {
            return Ok(None);
        };
        Ok(Some(Self {
            numbers: docs
                .clone()
                .map(|doc| u32::try_from(numbers.first(doc).unwrap_or_default()))
                .collect::<Result<_, _>>()
                .unwrap_or_default(),
            priors: docs
                .map(|doc| u16::try_from(priors.first(doc).unwrap_or_default()).unwrap_or(u16::MAX))
                .map(|thousandths| f32::from(thousandths) / 1000.0)
                .collect(),
            fields,
            silent: segment.inverted_index(handles.silent)?,
        }))
    }

    /// The place in the index of the record with this number.
    pub(super) fn place(&self, number: u32) -> Option<DocId> {
        let place = self.numbers.binary_search(&number).ok()?;
        DocId::try_from(place).ok()
    }

    /// Whether the index knows the term: holds it, or knows that it carries
    /// nothing.
    pub(super) fn knows(&self, term: &str) -> Result<bool, IndexError> {
        let fields = self.fields.iter().map(|field| &field.inverted);
        for inverted in fields.chain([&self.silent]) {
            if inverted.terms().get(term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What a term scores in each field, without the field's weight.
    pub(super) fn by_field(&self, term: &str) -> Result<[Postings; N_FIELDS], IndexError> {
        let mut lists: [Postings; N_FIELDS] = std::array::from_fn(|_| Postings::new());
        for (list, field) in lists.iter_mut().zip(&self.fields) {
            if let Some(info) = field.inverted.terms().get(term)? {
                self.each(field, &info, |doc, score| {
                    list.push((self.numbers[doc as usize], score));
                })?;
            }
        }
        Ok(lists)
    }

    /// The words of the index that begin with `prefix`, ascending.
    pub(super) fn words(&self, prefix: &str) -> Result<Vec<String>, IndexError> {
        let mut words = Vec::new();
        for field in &self.fields {
            let mut stream = field.inverted.terms().range().ge(prefix).into_stream()?;
            while let Some((key, _)) = stream.next() {
                match std::str::from_utf8(key) {
                    Ok(word) if word.starts_with(prefix) => words.push(word.to_owned()),
                    _ => break,
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        Ok(words)
    }

    fn each(
        &self,
        field: &Field,
        info: &TermInfo,
        mut add: impl FnMut(DocId, f32),
    ) -> Result<(), IndexError> {
        let n_docs = self.numbers.len() as u64;
        let bm25 =
            Bm25Weight::for_one_term_without_explain(u64::from(info.doc_freq), n_docs, field.mean);
        let mut postings = field
            .inverted
            .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != tantivy::TERMINATED {
            let doc = postings.doc();
            let norm = field.flat.unwrap_or_else(|| field.norms.fieldnorm_id(doc));
            add(
                doc,
                bm25.score(norm, postings.term_freq()) * self.priors[doc as usize],
            );
            postings.advance();
        }
        Ok(())
    }

    /// Calls `use_postings` with every term from `from` to below `to`, in order,
    /// and the weighted sum of its scores in every record that holds it; none
    /// hold a term that carries nothing.
    fn each_term<T>(
        &self,
        from: &str,
        to: &str,
        use_postings: &(impl Fn(&str, &[(u32, f32)]) -> T + Sync),
    ) -> Result<Vec<T>, IndexError> {
        let mut streams: Vec<(Option<&Field>, TermStreamer<'_>)> = Vec::new();
        let fields = self
            .fields
            .iter()
            .map(|field| (Some(field), &field.inverted));
        for (field, inverted) in fields.chain([(None, &self.silent)]) {
            let range = inverted.terms().range().ge(from);
            let range = if to.is_empty() { range } else { range.lt(to) };
            let mut stream = range.into_stream()?;
            if stream.advance() {
                streams.push((field, stream));
            }
        }
        let mut made = Vec::new();
        let mut sums = vec![0.0; self.numbers.len()];
        let mut touched: Vec<DocId> = Vec::new();
        let mut postings: Vec<(u32, f32)> = Vec::new();
        while let Some(term) = streams.iter().map(|(_, stream)| stream.key()).min() {
            let term = term.to_owned();
            for (field, stream) in &mut streams {
                let Some(field) = field.filter(|_| stream.key() == term) else {
                    continue;
                };
                self.each(field, stream.value(), |doc, score| {
                    let sum: &mut f32 = &mut sums[doc as usize];
                    if *sum == 0.0 {
                        touched.push(doc);
                    }
                    *sum += field.weight * score;
                })?;
            }
            streams.retain_mut(|(_, stream)| stream.key() != term || stream.advance());
            touched.sort_unstable();
            postings.extend(touched.drain(..).map(|doc| {
                let doc = doc as usize;
                (self.numbers[doc], std::mem::take(&mut sums[doc]))
            }));
            if let Ok(term) = std::str::from_utf8(&term) {
                made.push(use_postings(term, &postings));
            }
            postings.clear();
        }
        Ok(made)
    }
}

/// Where the terms of an index are divided so that several cores can read
/// them: letters, near terms, and Han in order of their code points.
const DIVISIONS: [&str; 20] = [
    "", "c", "f", "h", "k", "n", "s", "w", "~", "一", "三", "以", "元", "十", "在", "工", "旧",
    "每", "老", "过",
];

/// Reads what every term adds to a query's score out of an index.
#[derive(Debug)]
pub struct Impacts {
    index: Index,
}

impl Impacts {
    /// The impacts of an index.
    #[must_use]
    pub fn new(index: Index) -> Self {
        Self { index }
    }

    /// What `make` makes of every term, in order of terms, and the records that
    /// hold it, ascending, with what it adds to a query's score: the weighted
    /// sum of its BM25 scores in the record's fields, as [`super::Reader::search`]
    /// adds them up.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn map<T: Send>(
        &self,
        make: impl Fn(&str, &[(u32, f32)]) -> T + Sync,
    ) -> Result<Vec<T>, IndexError> {
        let searcher = self.index.reader()?.searcher();
        let Some(scores) = Scores::open(searcher.segment_readers())? else {
            return Ok(Vec::new());
        };
        let ends = DIVISIONS.iter().skip(1).chain(std::iter::once(&""));
        let ranges: Vec<(&str, &str)> = DIVISIONS.iter().copied().zip(ends.copied()).collect();
        let parts: Result<Vec<Vec<T>>, IndexError> = ranges
            .par_iter()
            .map(|(from, to)| scores.each_term(from, to, &make))
            .collect();
        Ok(parts?.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_divided_in_their_order() {
        assert!(DIVISIONS.is_sorted());
    }
}
