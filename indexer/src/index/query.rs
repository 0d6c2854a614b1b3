//! Asks the index, and reads every term's weight out of it.

use super::build::IndexError;
use super::rank::{Postings, Ranked, rank, share};
use super::schema::{self, Fields, NUMBER, PRIOR, SETS, SPREAD, WEAK_SCORE, WEAK_SHARE, WRONG};
use super::section::SECTIONS_PER_GUIDE;
use crate::text::query_terms;
use std::collections::BTreeMap;
use std::path::Path;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings as _, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocSet, Index, InvertedIndexReader, Searcher, SegmentReader, TantivyDocument, Term,
};

/// Nobody types more; the rest of a longer query is not looked for. The same in
/// `client/search.ts`.
const MAX_QUERY_CHARS: usize = 200;

/// One guide found, at its best section.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The guide's id.
    pub id: String,
    /// The page's path.
    pub path: String,
    /// The section's anchor; empty for the page's top.
    pub anchor: String,
    /// The guide's title.
    pub title: String,
    /// The section's heading.
    pub heading: String,
    /// The section's text.
    pub text: String,
    /// What [`rank`] adds up of the query's terms.
    pub score: f32,
}

/// What a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The best guides, best first.
    pub hits: Vec<Hit>,
    /// Whether even the best probably does not answer.
    pub is_weak: bool,
}

/// The index of one language, open.
pub struct Reader {
    searcher: Searcher,
    fields: Fields,
}

impl Reader {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if there is no index in `dir` or it cannot be read.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        if !dir.join("meta.json").is_file() {
            return Err(IndexError::Missing(dir.display().to_string()));
        }
        let searcher = Index::open_in_dir(dir)?.reader()?.searcher();
        let (_, fields) = schema::schema();
        Ok(Self { searcher, fields })
    }

    /// The best `limit` guides for a query, each at its best section, best first.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> Result<Found, IndexError> {
        let weights = schema::WEIGHTS.map(|(_, weight)| weight);
        let terms = self.by_field(query)?;
        let postings = terms.iter().map(|term| term.postings(&weights, WRONG));
        let lists: Vec<Postings> = postings.collect();
        let ranked = rank(&lists, SPREAD);
        let named: Vec<(&str, &[String])> = terms
            .iter()
            .map(|term| (term.text.as_str(), term.stands_for.as_slice()))
            .collect();
        let is_weak = ranked.first().is_none_or(|best| {
            best.score < WEAK_SCORE && share(&named, &lists, best.guide) < WEAK_SHARE
        });
        let numbers = numbers(&self.searcher)?;
        let hits = ranked
            .iter()
            .take(limit)
            .filter_map(|one| Some((one, *numbers.get(&one.section)?)))
            .map(|(one, address)| hit(&self.searcher, &self.fields, address, one))
            .collect::<Result<_, _>>()?;
        Ok(Found { hits, is_weak })
    }

    /// The ids of the guides, in the order of their places.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, IndexError> {
        let numbers = numbers(&self.searcher)?;
        let tops = numbers
            .iter()
            .filter(|(number, _)| *number % SECTIONS_PER_GUIDE == 0);
        tops.map(|(_, address)| {
            let none = Ranked::default();
            Ok(hit(&self.searcher, &self.fields, *address, &none)?.id)
        })
        .collect()
    }

    /// For each term of a query, in each field of [`schema::WEIGHTS`], what it
    /// scores there without the field's weight.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn by_field(&self, query: &str) -> Result<Vec<ByField>, IndexError> {
        let query: String = query.chars().take(MAX_QUERY_CHARS).collect();
        let mut terms: Vec<ByField> = Vec::new();
        for term in query_terms(&query) {
            let fields = self.fields_of(&term.text)?;
            let is_unknown = |text: &String| {
                let known = terms.iter().find(|known| known.text == *text);
                known.is_some_and(|known| known.fields.iter().all(Vec::is_empty))
            };
            terms.push(ByField {
                is_wrong: term.is_near() && term.stands_for.iter().any(is_unknown),
                text: term.text,
                stands_for: term.stands_for,
                fields,
            });
        }
        Ok(terms)
    }

    fn fields_of(&self, term: &str) -> Result<Vec<Postings>, IndexError> {
        let mut fields = Vec::new();
        for (field, _) in self.fields.searched {
            let mut scores = Scores::new();
            for reader in self.searcher.segment_readers() {
                let inverted = reader.inverted_index(field)?;
                let wanted = Term::from_field_text(field, term);
                if let Some(info) = inverted.get_term_info(&wanted)? {
                    let place = Place {
                        searcher: &self.searcher,
                        reader,
                        field,
                        weight: 1.0,
                    };
                    place.add(&inverted, &info, &wanted, &mut scores)?;
                }
            }
            fields.push(scores.into_iter().collect());
        }
        Ok(fields)
    }
}

/// What one term of a query scores.
#[derive(Debug)]
pub struct ByField {
    /// The term.
    pub text: String,
    /// In each field of [`schema::WEIGHTS`], without the field's weight.
    pub fields: Vec<Postings>,
    /// The terms it stands for.
    pub stands_for: Vec<String>,
    /// A near term, and the index lacks one of them: a character is wrong.
    pub is_wrong: bool,
}

impl ByField {
    /// The weighted sum over the fields, times `wrong` if it [`is_wrong`](Self::is_wrong).
    #[must_use]
    pub fn postings(&self, weights: &[f32], wrong: f32) -> Postings {
        let factor = if self.is_wrong { wrong } else { 1.0 };
        let mut scores = Scores::new();
        for (weight, scored) in weights.iter().zip(&self.fields) {
            for (number, score) in scored {
                *scores.entry(*number).or_default() += factor * weight * score;
            }
        }
        scores.into_iter().collect()
    }
}

/// Where each record lies, by its number.
fn numbers(searcher: &Searcher) -> Result<BTreeMap<u32, DocAddress>, IndexError> {
    let mut places = BTreeMap::new();
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let numbers = reader.fast_fields().u64(NUMBER)?;
        for doc in 0..reader.max_doc() {
            let number = numbers.first(doc).unwrap_or_default();
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            places.insert(number, DocAddress::new(segment, doc));
        }
    }
    Ok(places)
}

fn hit(
    searcher: &Searcher,
    fields: &Fields,
    address: DocAddress,
    found: &Ranked,
) -> Result<Hit, IndexError> {
    let document: TantivyDocument = searcher.doc(address)?;
    let [id, path, anchor, title, heading, text] = fields.stored.map(|field| {
        document
            .get_first(field)
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    });
    Ok(Hit {
        id,
        path,
        anchor,
        title,
        heading,
        text,
        score: found.score,
    })
}

/// What one term scores, by number of record.
type Scores = BTreeMap<u32, f32>;

/// One field of one segment.
struct Place<'a> {
    searcher: &'a Searcher,
    reader: &'a SegmentReader,
    field: Field,
    weight: f32,
}

impl Place<'_> {
    /// Adds the term's weighted BM25 scores in this field.
    ///
    /// BM25 as in Robertson & Zaragoza, *The Probabilistic Relevance Framework*,
    /// 2009, with tantivy's k1 = 1.2 and b = 0.75.
    fn add(
        &self,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
        term: &Term,
        scores: &mut Scores,
    ) -> Result<(), IndexError> {
        let numbers = self.reader.fast_fields().u64(NUMBER)?;
        let priors = self.reader.fast_fields().u64(PRIOR)?;
        let norms = self.reader.get_fieldnorms_reader(self.field)?;
        let is_set = SETS.contains(&self.searcher.schema().get_field_name(self.field));
        let n_tokens = inverted.total_num_tokens();
        let usual = n_tokens / u64::from(self.reader.num_docs()).max(1);
        let usual = FieldNormReader::fieldnorm_to_id(u32::try_from(usual).unwrap_or(u32::MAX));
        let term = std::slice::from_ref(term);
        let bm25 = Bm25Weight::for_terms(self.searcher, term)?.boost_by(self.weight);
        let mut postings =
            inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.doc() != tantivy::TERMINATED {
            let doc = postings.doc();
            let number = numbers.first(doc).unwrap_or_default();
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let norm = if is_set {
                usual
            } else {
                norms.fieldnorm_id(doc)
            };
            let prior = u16::try_from(priors.first(doc).unwrap_or_default()).unwrap_or(u16::MAX);
            let score = bm25.score(norm, postings.term_freq());
            *scores.entry(number).or_default() += score * f32::from(prior) / 1000.0;
            postings.advance();
        }
        Ok(())
    }
}

/// For every term of the index, the records that hold it, ascending, with what
/// each adds to a query's score: the weighted sum of the term's BM25 scores in
/// the record's fields, as [`Reader::search`] adds them up.
///
/// # Errors
///
/// [`IndexError`] if the index cannot be read.
pub fn impacts(index: &Index) -> Result<BTreeMap<String, Postings>, IndexError> {
    let searcher = index.reader()?.searcher();
    let (_, fields) = schema::schema();
    let mut impacts: BTreeMap<String, Scores> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        for (field, weight) in fields.searched {
            let inverted = reader.inverted_index(field)?;
            let place = Place {
                searcher: &searcher,
                reader,
                field,
                weight,
            };
            let mut stream = inverted.terms().stream()?;
            while let Some((key, info)) = stream.next() {
                let Ok(text) = std::str::from_utf8(key) else {
                    continue;
                };
                let term = Term::from_field_text(field, text);
                let scores = impacts.entry(text.to_owned()).or_default();
                place.add(&inverted, info, &term, scores)?;
            }
        }
    }
    Ok(impacts
        .into_iter()
        .map(|(term, scores)| (term, scores.into_iter().collect()))
        .collect())
}
