//! Adds up what the terms of a query score, and puts the guides in order.
//!
//! The same as `themes/kiu/client/rank.ts`: the browser does this with the
//! same numbers, rounded.

use super::query::LookedUp;
use super::record::SECTIONS_PER_GUIDE;
use super::schema::{PASSING_SCORE, WEAK_SCORE, WEAK_SHARE};
use std::collections::{BTreeMap, BTreeSet};

/// What one term scores in each record that holds it: `(number, score)`.
pub type Postings = Vec<(u32, f32)>;

/// A guide found, at its best section.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ranked {
    /// The guide's place among guides.
    pub guide: u32,
    /// The number of its best section; the first if only the guide's names hold
    /// what was asked.
    pub section: u32,
    /// Its score.
    pub score: f32,
}

/// Every guide that holds a term, best first; of equals the one that comes
/// first in the index. `lists` are the postings of each term of the query.
///
/// A guide scores what its names and title score, and what its best section
/// scores, and `spread` (normally [`super::SPREAD`]) times the sum over the terms of the most each scores
/// in any of its sections: so a question about two things finds the guide that
/// answers both in different places.
#[must_use]
pub fn rank(lists: &[Postings], spread: f32) -> Vec<Ranked> {
    let own = SECTIONS_PER_GUIDE - 1;
    let mut guides: BTreeMap<u32, f32> = BTreeMap::new();
    let mut sections: BTreeMap<u32, f32> = BTreeMap::new();
    for list in lists {
        let mut most: BTreeMap<u32, f32> = BTreeMap::new();
        for &(number, score) in list {
            let guide = number / SECTIONS_PER_GUIDE;
            if number % SECTIONS_PER_GUIDE == own {
                *guides.entry(guide).or_default() += score;
            } else {
                *sections.entry(number).or_default() += score;
                let most = most.entry(guide).or_default();
                *most = most.max(score);
            }
        }
        for (guide, most) in most {
            *guides.entry(guide).or_default() += spread * most;
        }
    }
    let mut best: BTreeMap<u32, (u32, f32)> = BTreeMap::new();
    for (number, score) in sections {
        let entry = best
            .entry(number / SECTIONS_PER_GUIDE)
            .or_insert((number, score));
        if score > entry.1 {
            *entry = (number, score);
        }
    }
    let mut ranked: Vec<Ranked> = guides
        .into_iter()
        .map(|(guide, score)| {
            let first = (guide * SECTIONS_PER_GUIDE, 0.0);
            let (section, best) = best.get(&guide).copied().unwrap_or(first);
            Ranked {
                guide,
                section,
                score: score + best,
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.guide.cmp(&b.guide)));
    ranked
}

/// Leaves of a term's postings the allowed sections, and the own records of
/// their guides.
pub fn keep(postings: &mut Postings, allowed: &BTreeSet<u32>) {
    postings.retain(|(number, _)| {
        let first = number - number % SECTIONS_PER_GUIDE;
        let last = first + SECTIONS_PER_GUIDE - 1;
        allowed.contains(number) || *number == last && allowed.range(first..last).next().is_some()
    });
}

/// Whether the best result probably does not answer: it holds too little of
/// the query, or only mentions it in passing.
#[must_use]
pub fn is_weak(best: Option<&Ranked>, terms: &[LookedUp], lists: &[Postings]) -> bool {
    best.is_none_or(|best| {
        best.score < PASSING_SCORE
            || best.score < WEAK_SCORE && share(terms, lists, best.guide) < WEAK_SHARE
    })
}

/// How much of a query a guide holds, from 0 to 1: of the terms that carry
/// something and were made of no others, those it holds, themselves or by a term
/// that stands for them.
///
/// `lists` are the terms' postings.
#[must_use]
pub fn share(terms: &[LookedUp], lists: &[Postings], guide: u32) -> f32 {
    let holds = |list: &Postings| {
        list.iter()
            .any(|(number, _)| number / SECTIONS_PER_GUIDE == guide)
    };
    let held: Vec<bool> = lists.iter().map(holds).collect();
    let (mut n_held, mut n_all) = (0.0_f32, 0.0_f32);
    for (at, own) in terms.iter().enumerate() {
        if !own.term.stands_for.is_empty() || own.is_silent() {
            continue;
        }
        let stood_for = terms
            .iter()
            .zip(&held)
            .any(|(other, held)| *held && other.term.stands_for.contains(&own.term.text));
        n_all += 1.0;
        if held[at] || stood_for {
            n_held += 1.0;
        }
    }
    n_held / n_all.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::SPREAD;
    use crate::text::Query;

    #[test]
    fn a_guide_counts_its_names_its_best_section_and_a_share_of_the_rest() {
        // Guide 0: a name; guide 1: one section with one term; guide 2: both
        // terms, in different sections.
        let lists = [vec![(31, 1.0), (33, 2.0), (65, 2.0)], vec![(66, 1.5)]];
        let ranked = rank(&lists, SPREAD);
        let found: Vec<_> = ranked.iter().map(|one| (one.guide, one.section)).collect();
        assert_eq!(found, [(2, 65), (1, 33), (0, 0)]);
        let expected = [2.0 + SPREAD * 3.5, 2.0 + SPREAD * 2.0, 1.0];
        for (one, expected) in ranked.iter().zip(expected) {
            assert!((one.score - expected).abs() < 1e-6, "{ranked:?}");
        }
    }

    #[test]
    fn only_allowed_sections_and_their_guides_are_kept() {
        let mut list = vec![(0, 1.0), (5, 1.0), (31, 1.0), (32, 1.0), (63, 1.0)];
        keep(&mut list, &BTreeSet::from([5]));
        assert_eq!(list, [(5, 1.0), (31, 1.0)]);
        keep(&mut list, &BTreeSet::new());
        assert_eq!(list, []);
    }

    #[test]
    fn a_term_is_held_by_itself_or_by_one_that_stands_for_it() {
        let query = Query::new("居往證要等");
        let terms: Vec<LookedUp> = query
            .terms
            .into_iter()
            .map(|term| LookedUp {
                term,
                words: BTreeMap::new(),
            })
            .collect();
        let list = |text: &str| match text {
            "要等" => vec![(40, 1.0)],
            "~居证" => vec![(31, 1.0)],
            _ => vec![],
        };
        let lists: Vec<Postings> = terms.iter().map(|one| list(&one.term.text)).collect();
        assert!((share(&terms, &lists, 0) - 2.0 / 4.0).abs() < 1e-6);
        assert!((share(&terms, &lists, 1) - 1.0 / 4.0).abs() < 1e-6);
        assert!(share(&[], &[], 0).abs() < 1e-6);
    }
}
