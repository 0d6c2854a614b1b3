//! Tries weights of the index's fields on a file of queries with the guides
//! expected for them, and prints how well each set does.
//!
//!     cargo run --release --example weights -- QUERIES.tsv [ROUNDS]
//!
//! The site must be built. Without ROUNDS only the weights in use are tried;
//! with it, so many random changes, keeping what does better on one half of
//! the queries, and printing the other half beside it.

#![expect(clippy::print_stdout, reason = "an experiment for the terminal")]

use kiu::index::{LookedUp, Postings, Reader, SECTIONS_PER_GUIDE, SPREAD, WEIGHTS, rank};
use kiu::text::Query;
use std::collections::BTreeMap;
use std::path::Path;

struct Asked {
    kind: String,
    expected: Vec<u32>,
    terms: Vec<LookedUp>,
}

/// Those of the fields, then `SPREAD`.
type Weights = [f32; WEIGHTS.len() + 1];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("which file of queries?")?;
    let rounds: usize = args.next().map_or(Ok(0), |rounds| rounds.parse())?;
    let readers = [
        Reader::open(Path::new("target/kiu/index/zh-Hant"))?,
        Reader::open(Path::new("target/kiu/index/en"))?,
    ];
    let ids = ids(&readers[0])?;
    let mut queries = Vec::new();
    for line in std::fs::read_to_string(file)?.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, expected, kind] = fields[..] else {
            continue;
        };
        if expected == "-" {
            continue;
        }
        queries.push(Asked {
            kind: kind.to_owned(),
            expected: expected
                .split(',')
                .filter_map(|id| ids.get(id).copied())
                .collect(),
            terms: readers[usize::from(kind == "en")].look_up(&Query::new(text))?,
        });
    }
    let mut best: Weights = [0.0; WEIGHTS.len() + 1];
    for (weight, (_, own)) in best.iter_mut().zip(WEIGHTS) {
        *weight = own;
    }
    best[WEIGHTS.len()] = SPREAD;
    let halves = |even: bool| -> Vec<&Asked> {
        let half = queries
            .iter()
            .enumerate()
            .filter(|(i, _)| (i % 2 == 0) == even);
        half.map(|(_, query)| query).collect()
    };
    let (tried, kept): (Vec<&Asked>, Vec<&Asked>) = (halves(true), halves(false));
    let mut score = goal(&tried, &best);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..rounds {
        let mut next = best;
        for _ in 0..2 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let at = usize::try_from(random % 10)?;
            next[at] *= [0.5, 0.7, 0.85, 1.2, 1.4, 2.0][usize::try_from((random >> 20) % 6)?];
        }
        let new = goal(&tried, &next);
        if new > score {
            (best, score) = (next, new);
            println!("{round}: {score:.4}, other half {:.4}", goal(&kept, &best));
        }
    }
    println!("{best:.2?}");
    let all: Vec<&Asked> = queries.iter().collect();
    let mut kinds: Vec<&str> = queries.iter().map(|query| query.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let own: Vec<&Asked> = all
            .iter()
            .copied()
            .filter(|query| query.kind == kind)
            .collect();
        print(kind, &own, &best);
    }
    print("all", &all, &best);
    Ok(())
}

fn ids(reader: &Reader) -> Result<BTreeMap<String, u32>, kiu::index::IndexError> {
    let mut ids = BTreeMap::new();
    for (number, id) in (0..).zip(reader.ids()?) {
        ids.insert(id, number);
    }
    Ok(ids)
}

/// The ranks of the expected guides, from 1, in their order.
fn ranks(query: &Asked, weights: &Weights) -> Vec<Option<usize>> {
    let lists: Vec<Postings> = query
        .terms
        .iter()
        .map(|term| term.postings(weights))
        .collect();
    let found = rank(&lists, weights[WEIGHTS.len()]);
    debug_assert!(
        found
            .iter()
            .all(|one| one.section / SECTIONS_PER_GUIDE == one.guide)
    );
    query
        .expected
        .iter()
        .map(|id| {
            found
                .iter()
                .position(|one| one.guide == *id)
                .map(|at| at + 1)
        })
        .collect()
}

/// success@1, success@3, MRR@10, nDCG@10.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn metrics(queries: &[&Asked], weights: &Weights) -> [f64; 4] {
    let mut sums = [0.0; 4];
    for query in queries {
        let ranks = ranks(query, weights);
        let first = ranks.iter().flatten().min().copied().unwrap_or(usize::MAX);
        sums[0] += f64::from(u8::from(first == 1));
        sums[1] += f64::from(u8::from(first <= 3));
        sums[2] += if first <= 10 { 1.0 / first as f64 } else { 0.0 };
        let gain = |at: usize| if at == 0 { 3.0 } else { 1.0 };
        let discount = |rank: usize| ((rank + 1) as f64).log2();
        let ideal: f64 = (0..ranks.len()).map(|at| gain(at) / discount(at + 1)).sum();
        let found: f64 = ranks
            .iter()
            .enumerate()
            .filter_map(|(at, rank)| Some((at, (*rank)?)))
            .filter(|(_, rank)| *rank <= 10)
            .map(|(at, rank)| gain(at) / discount(rank))
            .sum();
        sums[3] += found / ideal.max(1e-9);
    }
    sums.map(|sum| sum / queries.len() as f64)
}

fn goal(queries: &[&Asked], weights: &Weights) -> f64 {
    let [one, three, _, ndcg] = metrics(queries, weights);
    one + three + ndcg
}

fn print(kind: &str, queries: &[&Asked], weights: &Weights) {
    let [one, three, mrr, ndcg] = metrics(queries, weights);
    println!(
        "{kind:9} n={:3} s@1={one:.3} s@3={three:.3} mrr={mrr:.3} ndcg={ndcg:.3}",
        queries.len()
    );
}
