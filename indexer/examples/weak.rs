//! Prints, for each query of a file, what could tell that its best result is
//! weak: the result's score and how much of the query it covers.
//!
//!     cargo run --release --example weak -- QUERIES.tsv

#![expect(clippy::print_stdout, reason = "an experiment for the terminal")]

use kiu::index::{Postings, Reader, SPREAD, WEIGHTS, is_weak, rank, share};
use kiu::text::Query;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("which file of queries?")?;
    let readers = [
        Reader::open(Path::new("target/kiu/index/zh-Hant"))?,
        Reader::open(Path::new("target/kiu/index/en"))?,
    ];
    let weights = WEIGHTS.map(|(_, weight)| weight);
    for line in std::fs::read_to_string(file)?.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, _, kind] = fields[..] else {
            continue;
        };
        let terms = readers[usize::from(kind == "en")].look_up(&Query::new(text))?;
        let lists: Vec<Postings> = terms.iter().map(|term| term.postings(&weights)).collect();
        let ranked = rank(&lists, SPREAD);
        let Some(best) = ranked.first() else {
            println!("{kind}\t0\t0\tweak\t{text}");
            continue;
        };
        let share = share(&terms, &lists, best.guide);
        let is_weak = is_weak(Some(best), &terms, &lists);
        let mark = if is_weak { "weak" } else { "" };
        println!("{kind}\t{:.2}\t{share:.3}\t{mark}\t{text}", best.score);
    }
    Ok(())
}
