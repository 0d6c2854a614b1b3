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

/// The size a shard should have, in bytes before compression, where all are
/// [`USUAL_BYTES`] together. In a larger index shards are larger, by the sixth
/// root: what a query loads grows slowly, and the number of files less than the
/// site does.
const SHARD_BYTES: usize = 1400;
const USUAL_BYTES: usize = 1 << 20;

/// Shards for each division of the terms of one beginning.
const SHARDS_PER_DIVISION: usize = 256;

/// The most divisions.
const MAX_DIVISIONS: usize = 32;

/// With so many divisions at most, near terms lie in every one.
const NEAR_EVERYWHERE: usize = 4;

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
    let n_shards = n_shards(bytes.sum());
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

/// How many shards so many bytes fill.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size"
)]
fn n_shards(bytes: usize) -> usize {
    let growth = (bytes as f64 / USUAL_BYTES as f64).powf(1.0 / 6.0).max(1.0);
    let size = (SHARD_BYTES as f64 * growth) as usize;
    bytes.div_ceil(size).max(1)
}

fn pack<'a>(
    lists: impl Iterator<Item = (&'a str, &'a [u8], usize)>,
    n_shards: usize,
    divisions: usize,
) -> Vec<Vec<u8>> {
    let mut shards = vec![vec![VERSION]; n_shards];
    let mut before = vec![""; n_shards];
    for (term, list, has_more) in lists {
        for at in shards_of(term, n_shards, divisions) {
            let shard = &mut shards[at];
            put_term(shard, std::mem::replace(&mut before[at], term), term);
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

/// How many bytes the term shares with the one before and how many follow, four
/// bits each, where they do not suffice the rest after them; then what follows.
fn put_term(shard: &mut Vec<u8>, before: &str, term: &str) {
    let pairs = before.bytes().zip(term.bytes());
    let n_shared = pairs.take_while(|(a, b)| a == b).count();
    let rest = &term.as_bytes()[n_shared..];
    let nibble = |n: usize| n.min(15);
    shard.extend(u8::try_from(nibble(n_shared) << 4 | nibble(rest.len())));
    for n in [n_shared, rest.len()] {
        if n >= 15 {
            put_varint(shard, n - 15);
        }
    }
    shard.extend(rest);
}

/// The shards a term lies in. A term is looked for by its beginning, its first
/// Han or its first two other characters, and the division that the code point
/// of the next character names: the words that complete a word of three letters
/// lie where it does. A near term of a small index lies in every division of its
/// first Han, with whatever it is asked for together with, so that it costs no
/// further round trip; in a large one, where few pairs of Han are unknown, that
/// would double the bytes, and it lies in one.
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
    let mut shards: Vec<usize> = if is_near && divisions <= NEAR_EVERYWHERE {
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

    fn varint(bytes: &mut &[u8]) -> usize {
        let n = bytes.iter().take_while(|byte| **byte >= 0x80).count();
        let (own, rest) = bytes.split_at(n + 1);
        *bytes = rest;
        own.iter()
            .rev()
            .fold(0, |value, byte| value << 7 | usize::from(byte & 0x7f))
    }

    /// The terms of a shard, read as `client/shards.ts` does.
    fn terms(shard: &[u8]) -> Vec<String> {
        let mut bytes = &shard[1..shard.len() - 4];
        let mut terms: Vec<String> = Vec::new();
        while let Some((head, rest)) = bytes.split_first() {
            bytes = rest;
            let mut long = |n: u8| match n {
                15 => 15 + varint(&mut bytes),
                n => usize::from(n),
            };
            let (common, n) = (long(head >> 4), long(head & 15));
            let mut term = terms
                .last()
                .map_or(vec![], |last| last.as_bytes()[..common].to_vec());
            term.extend(&bytes[..n]);
            bytes = &bytes[n..];
            let list = varint(&mut bytes) / 2;
            bytes = &bytes[list..];
            terms.push(String::from_utf8(term).expect("terms are UTF-8"));
        }
        terms
    }

    #[test]
    fn every_term_lies_in_its_shards_and_bytes_repeat() {
        let mut lists: Vec<List> = (0x4e00..0x9000_u32)
            .filter_map(char::from_u32)
            .map(|c| list(&format!("{c}港")))
            .chain((0..9000).map(|n| list(&format!("term{n}"))))
            .chain((1..40).map(|n| list(&"long".repeat(n))))
            .chain([list("~港人")])
            .collect();
        lists.sort_by(|a, b| a.term.cmp(&b.term));
        let packed = first_tier(&lists);
        assert!(packed.divisions > 1 && packed.shards.len() > 250);
        assert_eq!(packed, first_tier(&lists));
        let held: Vec<Vec<String>> = packed.shards.iter().map(|shard| terms(shard)).collect();
        for List { term, .. } in &lists {
            for at in shards_of(term, packed.shards.len(), packed.divisions) {
                assert!(held[at].contains(term), "{term}");
            }
        }
        let n_held: usize = held.iter().map(Vec::len).sum();
        assert!(n_held > lists.len() && n_held < lists.len() + NEAR_EVERYWHERE);
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
        assert_eq!(shards_of("~港人", 1000, 5).len(), 1, "in a large index");
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
        assert_eq!(
            packed.shards[0][..7],
            [VERSION, 4, b't', b'e', b'r', b'm', 121]
        );
        assert_eq!(second_tier(&[long, list("other")], 4).len(), 1);
    }
}
