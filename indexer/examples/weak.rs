//! Prints, for each query of a file, what could tell that its best result is
//! weak: the result's score and how much of the query it covers.
//!
//!     cargo run --release --example weak -- QUERIES.tsv

#![expect(clippy::print_stdout, reason = "an experiment for the terminal")]

use kiu::index::{Postings, Reader, SECTIONS_PER_GUIDE, SPREAD, WEIGHTS, WRONG, rank};
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
        let terms = readers[usize::from(kind == "en")].by_field(text)?;
        let lists: Vec<Postings> = terms
            .iter()
            .map(|term| term.postings(&weights, WRONG))
            .collect();
        let ranked = rank(&lists, SPREAD);
        let Some(best) = ranked.first() else {
            println!("{kind}\t0\t0\t0\t0\t{text}");
            continue;
        };
        let most = |list: &Postings, guide: Option<u32>| {
            list.iter()
                .filter(|(number, _)| {
                    guide.is_none_or(|guide| number / SECTIONS_PER_GUIDE == guide)
                })
                .map(|(_, score)| *score)
                .fold(0.0, f32::max)
        };
        let (mut held, mut known, mut n_held, mut n_all) = (0.0, 0.0, 0.0_f32, 0.0_f32);
        for (term, list) in terms.iter().zip(&lists) {
            let is_plain = kiu::text::terms(text).contains(&term.text);
            if !is_plain {
                continue;
            }
            n_all += 1.0;
            held += most(list, Some(best.guide));
            known += most(list, None);
            n_held += f32::from(u8::from(most(list, Some(best.guide)) > 0.0));
        }
        println!(
            "{kind}\t{:.2}\t{:.3}\t{:.3}\t{:.2}\t{text}",
            best.score,
            held / known.max(1e-6),
            n_held / n_all,
            best.score / n_all
        );
    }
    Ok(())
}
