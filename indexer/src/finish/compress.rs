//! Compressed copies next to every text file, for servers that send them as
//! they are.

use flate2::{Compression, GzBuilder};
use std::io::{self, Write as _};

/// Endings of files worth compressing.
const TEXT: &[&str] = &[
    "html",
    "css",
    "js",
    "svg",
    "json",
    "txt",
    "xml",
    "webmanifest",
];

/// brotli's quality, of 11, and window, as an exponent of two. With smaller
/// windows, or from quality 9 on, the encoder zeroes tables of 32 MB for every
/// file: twelve times the time for at most 5 % fewer bytes. Measured by
/// `examples/brotli_settings.rs`, figures in `docs/benchmarks.md`.
const BROTLI_QUALITY: i32 = 7;
/// The search index's records are many and small: half the time for 1 % more bytes.
const BROTLI_FAST: i32 = 5;
/// Scripts and styles are few, and every reader loads them: for them it is worth it.
const BROTLI_BEST: i32 = 11;
const BROTLI_WINDOW: i32 = 18;

/// The compressed forms of a file that are smaller than it.
#[derive(Debug, Default)]
pub struct Encoded {
    /// For `.gz`.
    pub gzip: Option<Vec<u8>>,
    /// For `.br`.
    pub brotli: Option<Vec<u8>>,
}

/// Compresses the file at `path`; the same bytes give the same bytes.
///
/// # Errors
///
/// None that writing to memory can have; the type is the encoders'.
pub fn encode(path: &str, bytes: &[u8]) -> io::Result<Encoded> {
    let ending = path.rsplit('.').next().unwrap_or_default();
    if !TEXT.contains(&ending) {
        return Ok(Encoded::default());
    }
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let gzip = gzip.finish()?;
    let mut brotli = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: match ending {
            "css" | "js" => BROTLI_BEST,
            "json" => BROTLI_FAST,
            _ => BROTLI_QUALITY,
        },
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &params)?;
    let smaller = |encoded: Vec<u8>| Some(encoded).filter(|encoded| encoded.len() < bytes.len());
    Ok(Encoded {
        gzip: smaller(gzip),
        brotli: smaller(brotli),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn copies_give_back_the_file() {
        let bytes = "香港居民在內地".repeat(100).into_bytes();
        let encoded = encode("a/index.html", &bytes).expect("memory");
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&encoded.gzip.expect("smaller")[..])
            .read_to_end(&mut plain)
            .expect("gzip");
        assert_eq!(plain, bytes);
        plain.clear();
        brotli::Decompressor::new(&encoded.brotli.expect("smaller")[..], 4096)
            .read_to_end(&mut plain)
            .expect("brotli");
        assert_eq!(plain, bytes);
    }

    #[test]
    fn images_and_tiny_files_are_left_alone() {
        assert!(encode("a.png", &[0; 1000]).expect("memory").gzip.is_none());
        assert!(encode("a.txt", b"x").expect("memory").gzip.is_none());
    }
}
