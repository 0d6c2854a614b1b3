//! Packs posting lists into shards a browser can fetch one at a time.
//!
//! In: for each term the sections that hold it with their impacts. Out: shards,
//! as bytes; a term's shard follows from the term and the number of shards, so
//! there is no manifest. The layout stands in `docs/web-index.md`.
//!
//! Invariant: the same impacts give the same bytes.

use super::VERSION;
use crate::text::shard_key;
use std::collections::BTreeMap;

/// Impacts are quantised to 1..=this: one step is a four-thousandth of the
/// largest impact of the index.
pub const MAX_IMPACT: u32 = 4095;

/// The size a shard should have, in bytes before compression.
const SHARD_BYTES: usize = 6 * 1024;

/// Packs every term. There is at least one shard.
#[must_use]
pub fn pack(impacts: &BTreeMap<String, Vec<(u32, f32)>>) -> Vec<Vec<u8>> {
    let steps = steps(impacts);
    let lists: Vec<(&str, Vec<u8>)> = impacts
        .iter()
        .map(|(term, list)| (term.as_str(), encode(&quantise(list, steps))))
        .collect();
    let total: usize = lists
        .iter()
        .map(|(term, list)| term.len() + list.len() + 3)
        .sum();
    let n_shards = total.div_ceil(SHARD_BYTES).max(1);
    let mut shards = vec![vec![VERSION]; n_shards];
    for (term, list) in lists {
        let shard = &mut shards[shard_of(term, n_shards)];
        put_varint(shard, term.len());
        shard.extend(term.as_bytes());
        put_varint(shard, list.len());
        shard.extend(list);
    }
    shards
}

/// How many steps of impact one point of score is.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a small number")]
pub fn steps(impacts: &BTreeMap<String, Vec<(u32, f32)>>) -> f32 {
    let scores = impacts.values().flatten().map(|(_, score)| *score);
    let largest = scores.fold(0.0, f32::max);
    if largest > 0.0 {
        MAX_IMPACT as f32 / largest
    } else {
        1.0
    }
}

/// The shard a term lies in: FNV-1a (32 bits) of its shard key, modulo the
/// number of shards.
#[must_use]
pub fn shard_of(term: &str, n_shards: usize) -> usize {
    let hash = shard_key(term).bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize % n_shards
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
    list.sort_by_key(|&(section, impact)| (MAX_IMPACT - impact, section));
    list
}

/// Groups of equal impact: how far the impact falls (from `MAX_IMPACT` + 1),
/// how many sections, then the gaps between them.
fn encode(list: &[(u32, u32)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut above = MAX_IMPACT + 1;
    for group in list.chunk_by(|a, b| a.1 == b.1) {
        put_varint(&mut bytes, (above - group[0].1) as usize);
        put_varint(&mut bytes, group.len());
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
fn put_varint(bytes: &mut Vec<u8>, mut value: usize) {
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
        let list = quantise(&[(3, 2.0), (5, 4.0), (300, 2.0)], 4095.0 / 4.0);
        assert_eq!(list, [(5, 4095), (3, 2048), (300, 2048)]);
        assert_eq!(encode(&list), [1, 1, 5, 0xff, 0x0f, 2, 3, 0xa9, 2]);
    }

    #[test]
    fn every_term_lies_in_its_shard_and_bytes_repeat() {
        let impacts: BTreeMap<String, Vec<(u32, f32)>> = (0..4000_u32)
            .map(|n| (format!("term{n}"), vec![(n, 1.0), (n + 7, 0.5)]))
            .collect();
        let shards = pack(&impacts);
        assert!(shards.len() > 5);
        assert_eq!(shards, pack(&impacts));
        for term in impacts.keys() {
            let shard = &shards[shard_of(term, shards.len())];
            assert!(
                shard
                    .windows(term.len())
                    .any(|window| window == term.as_bytes()),
                "{term}"
            );
        }
    }

    #[test]
    fn an_empty_index_is_one_empty_shard() {
        assert_eq!(pack(&BTreeMap::new()), [[VERSION]]);
    }
}
