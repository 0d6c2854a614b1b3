//! The web index: the tantivy index as files a browser can fetch one by one.
//!
//! The format stands in `docs/web-index.md`; the reader is
//! `themes/kiu/client/shards.ts`. Everything is written under one folder named
//! by the hash of all of it, so that each file is immutable.

mod records;
mod shard;

use crate::content::Lang;
use crate::index::{SPREAD, SectionRecord, WEAK_SCORE, WEAK_SHARE, WRONG};
use crate::text::{fold_char, is_han, variants_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub use shard::{MAX_IMPACT, pack, shard_of, steps};

/// The version of the format; a reader refuses another.
pub const VERSION: u8 = 2;

/// What a search page must know to find the files, given to it as JSON.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Entry {
    /// [`VERSION`].
    pub version: u8,
    /// What comes before a term shard's number.
    pub terms: String,
    /// How many term shards there are.
    pub shards: u32,
    /// The file of characters to fold.
    pub fold: String,
    /// What comes before a record's name.
    pub records: String,
    /// [`SPREAD`].
    pub spread: f32,
    /// [`WRONG`].
    pub wrong: f32,
    /// [`WEAK_SCORE`] in steps of impact, and [`WEAK_SHARE`].
    pub weak: (f32, f32),
}

/// The whole web index: what to write, by path below the site's root, and the
/// entry of each language.
#[derive(Debug, Default)]
pub struct WebIndex {
    /// `search/<hash>/zh-Hant/t0.bin` and so on.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the search page of each language is given.
    pub entries: BTreeMap<Lang, Entry>,
}

/// One language's part: its impacts and what its results show.
#[derive(Debug)]
pub struct Part<'a> {
    /// The language people read the results in.
    pub lang: Lang,
    /// From [`crate::index::impacts`]; the same for languages that share an index.
    pub impacts: &'a BTreeMap<String, Vec<(u32, f32)>>,
    /// The sections, as shown in this language.
    pub records: Vec<SectionRecord>,
}

/// Makes the files of all languages. `base_path` is what the site's paths
/// begin with on its host.
#[must_use]
pub fn build(parts: &[Part<'_>], base_path: &str) -> WebIndex {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut shards: BTreeMap<Lang, u32> = BTreeMap::new();
    for part in parts {
        let lang = part.lang;
        if lang == lang.indexed_as() {
            let packed = pack(part.impacts);
            shards.insert(lang, u32::try_from(packed.len()).unwrap_or(u32::MAX));
            files.insert(
                format!("{lang}/fold.txt"),
                fold_file(part.impacts).into_bytes(),
            );
            files.extend(
                packed
                    .into_iter()
                    .enumerate()
                    .map(|(number, shard)| (format!("{lang}/t{number}.bin"), shard)),
            );
        }
        files.extend(
            records::files(&part.records)
                .into_iter()
                .map(|(name, json)| (format!("{lang}/r{name}.json"), json)),
        );
    }
    let folder = format!("search/{}", hash(&files));
    let entries = parts
        .iter()
        .map(|part| {
            let terms_of = part.lang.indexed_as();
            let entry = Entry {
                version: VERSION,
                terms: format!("{base_path}/{folder}/{terms_of}/t"),
                shards: shards.get(&terms_of).copied().unwrap_or_default(),
                fold: format!("{base_path}/{folder}/{terms_of}/fold.txt"),
                records: format!("{base_path}/{folder}/{}/r", part.lang),
                spread: SPREAD,
                wrong: WRONG,
                weak: (WEAK_SCORE * steps(part.impacts), WEAK_SHARE),
            };
            (part.lang, entry)
        })
        .collect();
    let files = files
        .into_iter()
        .map(|(name, bytes)| (format!("{folder}/{name}"), bytes))
        .collect();
    WebIndex { files, entries }
}

fn hash(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[VERSION]);
    for (name, bytes) in files {
        hasher
            .update(name.as_bytes())
            .update(&[0])
            .update(&(bytes.len() as u64).to_le_bytes())
            .update(bytes);
    }
    hasher.finalize().to_hex()[..12].to_owned()
}

/// One line for each folded character that terms of the index hold: the
/// character and those that fold to it. Others cannot change a result.
fn fold_file(impacts: &BTreeMap<String, Vec<(u32, f32)>>) -> String {
    let used: BTreeSet<char> = impacts
        .keys()
        .flat_map(|term| term.chars())
        .filter(|&c| is_han(c))
        .map(fold_char)
        .collect();
    let mut text = String::new();
    for c in used {
        let variants: String = variants_of(c).iter().collect();
        if !variants.is_empty() {
            writeln!(text, "{c}{variants}").expect("a string takes writes");
        }
    }
    text
}
