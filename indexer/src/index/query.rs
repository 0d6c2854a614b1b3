//! Asks the index, and reads every term's weight out of it.

use super::build::IndexError;
use super::schema::{self, Fields, NUMBER};
use super::section::SECTIONS_PER_GUIDE;
use crate::text::terms;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tantivy::collector::TopDocs;
use tantivy::postings::Postings;
use tantivy::query::{Bm25Weight, BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocSet, Index, Searcher, TantivyDocument, Term};

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
    /// The sum of the weighted BM25 scores of the query's terms.
    pub score: f32,
}

/// The best `limit` guides for a query, each at its best section, best first;
/// of equals the one that comes first in the index.
///
/// # Errors
///
/// [`IndexError`] if there is no index in `dir` or it cannot be read.
pub fn search(dir: &Path, query: &str, limit: usize) -> Result<Vec<Hit>, IndexError> {
    if !dir.join("meta.json").is_file() {
        return Err(IndexError::Missing(dir.display().to_string()));
    }
    let index = Index::open_in_dir(dir)?;
    let searcher = index.reader()?.searcher();
    let (_, fields) = schema::schema();
    let clauses = clauses(query, &fields);
    if clauses.is_empty() || searcher.num_docs() == 0 {
        return Ok(Vec::new());
    }
    let every_section = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let collector = TopDocs::with_limit(every_section).order_by_score();
    let found = searcher.search(&BooleanQuery::new(clauses), &collector)?;
    let mut best: BTreeMap<u64, (f32, u64, tantivy::DocAddress)> = BTreeMap::new();
    for (score, address) in found {
        let numbers = searcher
            .segment_reader(address.segment_ord)
            .fast_fields()
            .u64(NUMBER)?;
        let number = numbers.first(address.doc_id).unwrap_or_default();
        let entry = best
            .entry(number / u64::from(SECTIONS_PER_GUIDE))
            .or_insert((score, number, address));
        if score > entry.0 || (score >= entry.0 && number < entry.1) {
            *entry = (score, number, address);
        }
    }
    let mut ranked: Vec<_> = best.into_values().collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked
        .into_iter()
        .take(limit)
        .map(|(score, _, address)| hit(&searcher, &fields, address, score))
        .collect()
}

fn clauses(query: &str, fields: &Fields) -> Vec<(Occur, Box<dyn Query>)> {
    let query: String = query.chars().take(MAX_QUERY_CHARS).collect();
    let distinct: BTreeSet<String> = terms(&query).into_iter().collect();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for term in &distinct {
        for (field, weight) in fields.searched {
            let query = TermQuery::new(
                Term::from_field_text(field, term),
                IndexRecordOption::WithFreqs,
            );
            clauses.push((
                Occur::Should,
                Box::new(BoostQuery::new(Box::new(query), weight)),
            ));
        }
    }
    clauses
}

fn hit(
    searcher: &Searcher,
    fields: &Fields,
    address: tantivy::DocAddress,
    score: f32,
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
        score,
    })
}

/// For every term of the index, the sections that hold it, ascending, with
/// what each adds to a query's score: the weighted sum of the term's BM25
/// scores in the section's fields, as [`search`] has tantivy compute it.
///
/// BM25 as in Robertson & Zaragoza, *The Probabilistic Relevance Framework*,
/// 2009, with tantivy's k1 = 1.2 and b = 0.75.
///
/// # Errors
///
/// [`IndexError`] if the index cannot be read.
pub fn impacts(index: &Index) -> Result<BTreeMap<String, Vec<(u32, f32)>>, IndexError> {
    let searcher = index.reader()?.searcher();
    let (_, fields) = schema::schema();
    let mut impacts: BTreeMap<String, BTreeMap<u32, f32>> = BTreeMap::new();
    for reader in searcher.segment_readers() {
        let numbers = reader.fast_fields().u64(NUMBER)?;
        for (field, weight) in fields.searched {
            let inverted = reader.inverted_index(field)?;
            let norms = reader.get_fieldnorms_reader(field)?;
            let mut stream = inverted.terms().stream()?;
            while let Some((key, info)) = stream.next() {
                let Ok(text) = std::str::from_utf8(key) else {
                    continue;
                };
                let term = Term::from_field_text(field, text);
                let bm25 = Bm25Weight::for_terms(&searcher, &[term])?.boost_by(weight);
                let mut postings =
                    inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                let sections = impacts.entry(text.to_owned()).or_default();
                loop {
                    let doc = postings.doc();
                    if doc == tantivy::TERMINATED {
                        break;
                    }
                    let number =
                        u32::try_from(numbers.first(doc).unwrap_or_default()).unwrap_or(u32::MAX);
                    let term_freq = postings.term_freq();
                    *sections.entry(number).or_default() +=
                        bm25.score(norms.fieldnorm_id(doc), term_freq);
                    postings.advance();
                }
            }
        }
    }
    Ok(impacts
        .into_iter()
        .map(|(term, sections)| (term, sections.into_iter().collect()))
        .collect())
}
