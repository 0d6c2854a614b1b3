//! Asks the index.

use super::build::IndexError;
use super::rank::{Postings, Ranked, is_weak, keep, rank};
use super::record::SECTIONS_PER_GUIDE;
use super::schema::{self, Fields, N_FIELDS, SPREAD};
use super::scores::Scores;
use crate::text::{Phrase, Query, QueryTerm, TermKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, Searcher, TantivyDocument};

/// A word that the index lacks is looked for with one letter wrong from this
/// many letters on, if its first two are right.
const MIN_WRONG: usize = 4;

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
    /// The words of the index that the query asked for: what to mark.
    pub words: Vec<String>,
}

/// The index of one language, open.
pub struct Reader {
    searcher: Searcher,
    fields: Fields,
    /// None if the index has no records.
    scores: Option<Scores>,
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
        Ok(Self {
            scores: Scores::open(searcher.segment_readers())?,
            searcher,
            fields,
        })
    }

    /// The best `limit` guides for a query, each at its best section, best
    /// first. Where the query has phrases, only sections that hold them all.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn search(&self, query: &str, limit: usize) -> Result<Found, IndexError> {
        let query = Query::new(query);
        let weights = schema::WEIGHTS.map(|(_, weight)| weight);
        let looked = self.look_up(&query)?;
        let mut lists: Vec<Postings> = looked.iter().map(|term| term.postings(&weights)).collect();
        if !query.phrases.is_empty() {
            let allowed = self.holding(&query.phrases, &looked, &lists)?;
            for list in &mut lists {
                keep(list, &allowed);
            }
        }
        let ranked = rank(&lists, SPREAD);
        let is_weak = is_weak(ranked.first(), &looked, &lists);
        let hits = ranked.iter().take(limit).map(|one| self.hit(one));
        Ok(Found {
            hits: hits.collect::<Result<_, _>>()?,
            is_weak,
            words: looked.into_iter().flat_map(LookedUp::into_words).collect(),
        })
    }

    /// The ids of the guides, in the order of their places.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, IndexError> {
        let tops = (0..).map(|guide| Ranked {
            section: guide * SECTIONS_PER_GUIDE,
            ..Ranked::default()
        });
        let is_known = |top: &Ranked| {
            let scores = self.scores.as_ref();
            scores.is_some_and(|scores| scores.place(top.section).is_some())
        };
        tops.take_while(is_known)
            .map(|top| Ok(self.hit(&top)?.id))
            .collect()
    }

    /// What the index holds of each term of a query: of a near term nothing, unless
    /// it lacks one the term stands for, for then a character is probably wrong.
    ///
    /// A word it lacks is taken for those that complete it, if it was typed
    /// last, or else for those with one letter wrong; but not a syllable that is
    /// known together with its neighbour.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn look_up(&self, query: &Query) -> Result<Vec<LookedUp>, IndexError> {
        let Some(scores) = &self.scores else {
            return Ok(Vec::new());
        };
        let mut known = BTreeSet::new();
        for term in &query.terms {
            if scores.knows(&term.text)? {
                known.insert(term.text.as_str());
            }
        }
        let lacks = |text: &String| !known.contains(text.as_str());
        let is_syllable = |term: &QueryTerm| {
            let others = || query.terms.iter();
            others().any(|other| {
                known.contains(other.text.as_str())
                    && other.kind == TermKind::Joined
                    && other.stands_for.contains(&term.text)
            })
        };
        query
            .terms
            .iter()
            .map(|term| {
                let is_near = term.kind == TermKind::Near;
                let words = if is_near && !term.stands_for.iter().any(lacks) {
                    Vec::new()
                } else if known.contains(term.text.as_str()) {
                    vec![term.text.clone()]
                } else if is_syllable(term) {
                    Vec::new()
                } else {
                    instead(scores, term)?
                };
                let words = words.into_iter().map(|word| {
                    let fields = scores.by_field(&word)?;
                    Ok::<_, IndexError>((word, fields))
                });
                Ok(LookedUp {
                    term: term.clone(),
                    words: words.collect::<Result<_, _>>()?,
                })
            })
            .collect()
    }

    /// The sections that hold every phrase.
    fn holding(
        &self,
        phrases: &[Phrase],
        looked: &[LookedUp],
        lists: &[Postings],
    ) -> Result<BTreeSet<u32>, IndexError> {
        let of_term = |text: &String| {
            let at = looked.iter().position(|known| known.term.text == *text)?;
            Some(&lists[at]).filter(|list| !list.is_empty())
        };
        let mut sections: Option<BTreeSet<u32>> = None;
        for list in phrases
            .iter()
            .flat_map(|phrase| &phrase.terms)
            .filter_map(of_term)
        {
            // What a guide's own record holds stands at the page's top.
            let held: BTreeSet<u32> = list
                .iter()
                .map(|(number, _)| match number % SECTIONS_PER_GUIDE {
                    place if place == SECTIONS_PER_GUIDE - 1 => number - place,
                    _ => *number,
                })
                .collect();
            sections = Some(match sections {
                Some(known) => known.intersection(&held).copied().collect(),
                None => held,
            });
        }
        let mut holding = BTreeSet::new();
        for section in sections.unwrap_or_default() {
            let hit = self.hit(&Ranked {
                section,
                ..Ranked::default()
            })?;
            let title = if hit.anchor.is_empty() {
                hit.title.as_str()
            } else {
                ""
            };
            let texts = [title, &hit.heading, &hit.text];
            if phrases.iter().all(|phrase| phrase.is_in(&texts)) {
                holding.insert(section);
            }
        }
        Ok(holding)
    }

    fn hit(&self, found: &Ranked) -> Result<Hit, IndexError> {
        let place = self
            .scores
            .as_ref()
            .and_then(|scores| scores.place(found.section));
        let address = DocAddress::new(0, place.unwrap_or_default());
        let document: TantivyDocument = self.searcher.doc(address)?;
        let [id, path, anchor, title, heading, text] = self.fields.stored.map(|field| {
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
}

/// What a word that the index lacks is taken for.
fn instead(scores: &Scores, term: &QueryTerm) -> Result<Vec<String>, IndexError> {
    let text = &term.text;
    if term.is_open {
        let words = scores.words(text)?;
        if !words.is_empty() {
            return Ok(words);
        }
    }
    if term.kind != TermKind::Typed || !term.is_letters() || text.chars().count() < MIN_WRONG {
        return Ok(Vec::new());
    }
    let head: String = text.chars().take(2).collect();
    let mut words = scores.words(&head)?;
    words.retain(|word| strsim::osa_distance(word, text) == 1);
    Ok(words)
}

/// What the index holds of one term of a query.
#[derive(Debug)]
pub struct LookedUp {
    /// The term.
    pub term: QueryTerm,
    /// The word itself, or those that complete or correct it, with what each
    /// scores in each field of [`schema::WEIGHTS`] without the field's weight.
    pub words: BTreeMap<String, [Postings; N_FIELDS]>,
}

impl LookedUp {
    /// The weighted sum over the fields; of several words the one that scores
    /// most in a record.
    #[must_use]
    pub fn postings(&self, weights: &[f32]) -> Postings {
        let mut most: BTreeMap<u32, f32> = BTreeMap::new();
        for fields in self.words.values() {
            let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
            for (weight, scored) in weights.iter().zip(fields) {
                for (number, score) in scored {
                    *sums.entry(*number).or_default() += weight * score;
                }
            }
            for (number, sum) in sums {
                let most = most.entry(number).or_default();
                *most = most.max(sum);
            }
        }
        most.into_iter().collect()
    }

    /// Whether the index knows that it carries nothing.
    pub(super) fn is_silent(&self) -> bool {
        !self.words.is_empty() && !self.words.values().any(is_held)
    }

    fn into_words(self) -> impl Iterator<Item = String> {
        let is_marked = self.term.kind != TermKind::Near;
        let held = self.words.into_iter().filter(|(_, fields)| is_held(fields));
        held.map(|(word, _)| word).filter(move |_| is_marked)
    }
}

fn is_held(fields: &[Postings; N_FIELDS]) -> bool {
    fields.iter().any(|postings| !postings.is_empty())
}
