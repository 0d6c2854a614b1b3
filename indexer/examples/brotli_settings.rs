//! Time and size of brotli's settings on the pages of a built site, one core:
//! `cargo run --release --example brotli_settings public`. The choice made
//! from it stands in `finish/compress.rs`, the figures in `docs/benchmarks.md`.

#![expect(clippy::print_stdout, reason = "it prints a table")]

use brotli::enc::BrotliEncoderParams;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("public"), PathBuf::from);
    let mut pages = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "html")
        {
            pages.push(std::fs::read(entry.path())?);
        }
    }
    println!(
        "{} pages, {} bytes",
        pages.len(),
        pages.iter().map(Vec::len).sum::<usize>()
    );
    println!("quality window  seconds    bytes");
    for quality in 4..=11 {
        for lgwin in [16, 18, 22] {
            let start = Instant::now();
            let mut n_bytes = 0;
            for page in &pages {
                let params = BrotliEncoderParams {
                    quality,
                    lgwin,
                    size_hint: page.len(),
                    ..Default::default()
                };
                let mut encoded = Vec::new();
                brotli::BrotliCompress(&mut &page[..], &mut encoded, &params)?;
                n_bytes += encoded.len();
            }
            println!(
                "{quality:>7} {lgwin:>6} {:>8.3} {n_bytes:>8}",
                start.elapsed().as_secs_f64()
            );
        }
    }
    Ok(())
}
