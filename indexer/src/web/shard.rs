//! Packs posting lists into shards a browser can fetch one at a time.
//!
//! In: the posting list of each term. Out: shards, as bytes; a term's shard
//! follows from the term, so there is no manifest. The layout stands in
//! `docs/web-index.md`.
//!
//! Invariant: the same lists give the same bytes.

use super::VERSION;
use super::lists::{List, put_varint};
use crate::text::is_han;

/// The size a shard should have, in bytes before compression.
const SHARD_BYTES: usize = 1536;

/// Shards for each division of the terms of one beginning.
const SHARDS_PER_DIVISION: usize = 256;

/// The most divisions; near terms lie in every one.
const MAX_DIVISIONS: usize = 8;

/// The shards of one tier, and how terms are dealt out to them.
#[derive(Debug, PartialEq, Eq)]
pub struct Shards {
    /// The files.
    pub shards: Vec<Vec<u8>>,
    /// Into how many parts the terms of one beginning are divided.
    pub divisions: usize,
}

/// Packs the first tier of every list. There is at least one shard.
#[must_use]
pub fn first_tier(lists: &[List]) -> Shards {
    let bytes = lists
        .iter()
        .map(|list| list.term.len() + list.first.len() + 3);
    let n_shards = bytes.sum::<usize>().div_ceil(SHARD_BYTES).max(1);
    let divisions = (n_shards / SHARDS_PER_DIVISION).clamp(1, MAX_DIVISIONS);
    let lists = lists.iter().map(|list| {
        let has_more = usize::from(!list.second.is_empty());
        (list.term.as_str(), list.first.as_slice(), has_more)
    });
    Shards {
        shards: pack(lists, n_shards, divisions),
        divisions,
    }
}

/// Packs the second tier of every list that has one. No shard if none has.
#[must_use]
pub fn second_tier(lists: &[List], divisions: usize) -> Vec<Vec<u8>> {
    let lists: Vec<(&str, &[u8], usize)> = lists
        .iter()
        .filter(|list| !list.second.is_empty())
        .map(|list| (list.term.as_str(), list.second.as_slice(), 0))
        .collect();
    let n_shards = lists.len();
    pack(lists.into_iter(), n_shards, divisions)
}

fn pack<'a>(
    lists: impl Iterator<Item = (&'a str, &'a [u8], usize)>,
    n_shards: usize,
    divisions: usize,
) -> Vec<Vec<u8>> {
    let mut shards = vec![vec![VERSION]; n_shards];
    for (term, list, has_more) in lists {
        for at in shards_of(term, n_shards, divisions) {
            let shard = &mut shards[at];
            put_varint(shard, term.len());
            shard.extend(term.as_bytes());
            put_varint(shard, list.len() * 2 + has_more);
            shard.extend(list);
        }
    }
    for shard in &mut shards {
        let sum = fnv(shard);
        shard.extend(sum.to_le_bytes());
    }
    shards
}

/// The shards a term lies in. A term is looked for by its beginning, its first
/// Han or its first two other characters, and the division that the code point
/// of the next character names: the words that complete a word of three letters
/// lie where it does. A near term lies in every division of its first Han, with
/// whatever is asked for together with it.
///
/// The shard is FNV-1a (32 bits) of the beginning in UTF-8 and the division, if
/// there are several, modulo the number of shards.
fn shards_of(term: &str, n_shards: usize, divisions: usize) -> Vec<usize> {
    let is_near = term.starts_with('~');
    let term = term.trim_start_matches('~');
    let n_first = if term.starts_with(is_han) { 1 } else { 2 };
    let next = term.char_indices().nth(n_first);
    let beginning = next.map_or(term, |(at, _)| &term[..at]);
    let hash = fnv(beginning.as_bytes());
    let next = next.map_or(0, |(_, c)| u32::from(c) as usize);
    let of = |division: usize| {
        let hash = match u8::try_from(division) {
            Ok(division) if divisions > 1 => fnv_step(hash, division),
            _ => hash,
        };
        hash as usize % n_shards
    };
    let mut shards: Vec<usize> = if is_near {
        (0..divisions).map(of).collect()
    } else {
        vec![of(next % divisions)]
    };
    shards.sort_unstable();
    shards.dedup();
    shards
}

/// FNV-1a, 32 bits.
fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().copied().fold(0x811c_9dc5, fnv_step)
}

fn fnv_step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(term: &str) -> List {
        List {
            term: term.to_owned(),
            first: vec![1; 60],
            second: Vec::new(),
        }
    }

    fn holds(shard: &[u8], term: &str) -> bool {
        shard
            .windows(term.len())
            .any(|window| window == term.as_bytes())
    }

    #[test]
    fn every_term_lies_in_its_shards_and_bytes_repeat() {
        let lists: Vec<List> = (0x4e00..0x9000_u32)
            .filter_map(char::from_u32)
            .map(|c| list(&format!("{c}港")))
            .chain((0..9000).map(|n| list(&format!("term{n}"))))
            .chain([list("~港人")])
            .collect();
        let packed = first_tier(&lists);
        assert!(packed.divisions > 1 && packed.shards.len() > 250);
        assert_eq!(packed, first_tier(&lists));
        for List { term, .. } in &lists {
            for at in shards_of(term, packed.shards.len(), packed.divisions) {
                assert!(holds(&packed.shards[at], term), "{term}");
            }
        }
    }

    #[test]
    fn what_is_asked_for_together_lies_together() {
        let near = shards_of("~港人", 1000, 4);
        for pair in ["港澳", "港島", "港幣", "港"] {
            let [at] = shards_of(pair, 1000, 4)[..] else {
                panic!("a term lies in one shard");
            };
            assert!(near.contains(&at), "{pair}");
        }
        assert_eq!(
            shards_of("wui", 1000, 4),
            shards_of("wuihoengzing", 1000, 4)
        );
    }

    #[test]
    fn an_empty_index_is_one_empty_shard() {
        let packed = first_tier(&[]);
        assert_eq!(packed.shards[0].len(), 5);
        assert_eq!(packed.shards[0][0], VERSION);
        assert_eq!(second_tier(&[list("term")], 1), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_second_tier_is_said_in_the_first() {
        let long = List {
            second: vec![7; 5],
            ..list("term")
        };
        let packed = first_tier(std::slice::from_ref(&long));
        assert_eq!(packed.shards[0][6], 60 * 2 + 1);
        assert_eq!(second_tier(&[long, list("other")], 4).len(), 1);
    }
}
