//! Posting lists as the browser gets them: impacts in whole steps, the highest
//! first, in two tiers.

use crate::index::{Impacts, IndexError};

/// Impacts are quantised to 1..=this: one step is a four-thousandth of the
/// largest impact of the index.
pub const MAX_IMPACT: u32 = 4095;

/// Sections of the highest impact that come with a term; the rest lie in
/// another file, so that what a query costs does not grow with the site.
pub const FIRST_TIER: usize = 1024;

/// What a term's two tiers are, as bytes (`docs/web-index.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The term.
    pub term: String,
    /// Its first tier.
    pub first: Vec<u8>,
    /// Its second tier; empty if there is none.
    pub second: Vec<u8>,
}

/// The posting lists of an index, in order of terms.
#[derive(Debug)]
pub struct Lists {
    /// One a term.
    pub lists: Vec<List>,
    /// How many steps of impact one point of score is.
    pub steps: f32,
}

impl Lists {
    /// Reads them out of the index.
    ///
    /// # Errors
    ///
    /// [`IndexError`] if the index cannot be read.
    pub fn read(impacts: &Impacts) -> Result<Self, IndexError> {
        let largest =
            impacts.map(|_, list| list.iter().map(|(_, score)| *score).fold(0.0, f32::max))?;
        let steps = steps(largest.into_iter().fold(0.0, f32::max));
        let lists = impacts.map(|term, list| List::new(term, list, steps))?;
        Ok(Self { lists, steps })
    }
}

impl List {
    /// Quantises and encodes `(section, impact)`.
    #[must_use]
    pub fn new(term: &str, list: &[(u32, f32)], steps: f32) -> Self {
        let list = quantise(list, steps);
        let (first, second) = list.split_at(FIRST_TIER.min(list.len()));
        Self {
            term: term.to_owned(),
            first: encode(first),
            second: encode(second),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a small number")]
fn steps(largest: f32) -> f32 {
    if largest > 0.0 {
        MAX_IMPACT as f32 / largest
    } else {
        1.0
    }
}

/// `(section, impact)` with impacts in whole steps, the highest first, sections
/// of one impact ascending.
fn quantise(list: &[(u32, f32)], steps: f32) -> Vec<(u32, u32)> {
    let mut list: Vec<(u32, u32)> = list
        .iter()
        .map(|&(section, impact)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and MAX_IMPACT"
            )]
            let steps = (impact * steps).round() as u32;
            (section, steps.clamp(1, MAX_IMPACT))
        })
        .collect();
    list.sort_unstable_by_key(|&(section, impact)| (MAX_IMPACT - impact, section));
    list
}

/// Groups of equal impact: how far the impact falls (from `MAX_IMPACT` + 1),
/// less one, doubled, with one more if there are several sections; then how many
/// beyond two; then the sections, each later one as the gap to the one before.
fn encode(list: &[(u32, u32)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut above = MAX_IMPACT + 1;
    for group in list.chunk_by(|a, b| a.1 == b.1) {
        let has_several = usize::from(group.len() > 1);
        put_varint(
            &mut bytes,
            (above - group[0].1 - 1) as usize * 2 + has_several,
        );
        if has_several == 1 {
            put_varint(&mut bytes, group.len() - 2);
        }
        above = group[0].1;
        let mut before = 0;
        for &(section, _) in group {
            put_varint(&mut bytes, (section - before) as usize);
            before = section;
        }
    }
    bytes
}

/// Unsigned LEB128.
pub(super) fn put_varint(bytes: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = value.to_le_bytes()[0] & 0x7f;
        value >>= 7;
        bytes.push(if value == 0 { low } else { low | 0x80 });
        if value == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_groups_of_falling_impact() {
        let list = quantise(&[(3, 2.0), (5, 4.0), (300, 2.0)], steps(4.0));
        assert_eq!(list, [(5, 4095), (3, 2048), (300, 2048)]);
        assert_eq!(encode(&list), [0, 5, 0xfd, 0x1f, 0, 3, 0xa9, 2]);
    }

    #[test]
    fn what_adds_most_comes_in_the_first_tier() {
        let n = u16::try_from(FIRST_TIER).expect("it is small") + 1;
        let scores: Vec<(u32, f32)> = (0..n).map(|i| (u32::from(i), f32::from(i + 1))).collect();
        let list = List::new("term", &scores, steps(f32::from(n)));
        assert_eq!(list.second, encode(&[(0, 4)]));
        assert!(List::new("term", &scores[1..], 1.0).second.is_empty());
    }

    #[test]
    fn an_index_without_scores_has_a_step() {
        assert!((steps(0.0) - 1.0).abs() < f32::EPSILON);
    }
}
