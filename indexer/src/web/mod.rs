//! The web index: the tantivy index as files a browser can fetch one by one.
//!
//! The format stands in `docs/web-index.md`; the reader is
//! `themes/kiu/client/shards.ts`. Everything is written under one folder named
//! by the hash of all of it, so that each file is immutable.

mod facets;
mod lists;
mod records;
mod shard;

use crate::content::Lang;
use crate::index::{PASSING_SCORE, SPREAD, SectionRecord, WEAK_SCORE, WEAK_SHARE};
use crate::text::{fold_char, is_han, variants_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub use facets::Facets;
pub use lists::{FIRST_TIER, List, Lists, MAX_IMPACT};

/// The version of the format; a reader refuses another.
pub const VERSION: u8 = 3;

/// What a search page must know to find the files, given to it as JSON.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Entry {
    /// [`VERSION`].
    pub version: u8,
    /// What comes before a term shard's number.
    pub terms: String,
    /// How many term shards there are.
    pub shards: usize,
    /// Into how many parts the terms of one beginning are divided.
    pub divisions: usize,
    /// What comes before the number of a shard of the second tier.
    pub more: String,
    /// How many shards the second tier has.
    pub more_shards: usize,
    /// What comes before a record's name.
    pub records: String,
    /// The file of what results can be narrowed down by.
    pub facets: String,
    /// The characters to fold: see [`fold_lines`].
    pub fold: String,
    /// [`SPREAD`].
    pub spread: f32,
    /// [`WEAK_SCORE`] in steps of impact, [`WEAK_SHARE`], and [`PASSING_SCORE`]
    /// in steps.
    pub weak: (f32, f32, f32),
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

/// One language's part: its terms and what its results show.
#[derive(Debug)]
pub struct Part<'a> {
    /// The language people read the results in.
    pub lang: Lang,
    /// The same for languages that share an index.
    pub lists: &'a Lists,
    /// The same for languages that share an index.
    pub facets: &'a Facets,
    /// The sections, as shown in this language.
    pub records: Vec<SectionRecord>,
}

/// Makes the files of all languages. `base_path` is what the site's paths
/// begin with on its host.
#[must_use]
pub fn build(parts: &[Part<'_>], base_path: &str) -> WebIndex {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut sizes: BTreeMap<Lang, (usize, usize, usize)> = BTreeMap::new();
    for part in parts {
        let lang = part.lang;
        if lang == lang.indexed_as() {
            let first = shard::first_tier(&part.lists.lists);
            let second = shard::second_tier(&part.lists.lists, first.divisions);
            sizes.insert(lang, (first.shards.len(), first.divisions, second.len()));
            for (letter, tier) in [("t", first.shards), ("u", second)] {
                files.extend((0..).zip(tier).map(|(number, shard): (usize, _)| {
                    (format!("{lang}/{letter}{number}.bin"), shard)
                }));
            }
            let facets = serde_json::json!(part.facets).to_string();
            files.insert(format!("{lang}/facets.json"), facets.into_bytes());
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
            let (shards, divisions, more_shards) =
                sizes.get(&terms_of).copied().unwrap_or_default();
            let entry = Entry {
                version: VERSION,
                terms: format!("{base_path}/{folder}/{terms_of}/t"),
                shards,
                divisions,
                more: format!("{base_path}/{folder}/{terms_of}/u"),
                more_shards,
                records: format!("{base_path}/{folder}/{}/r", part.lang),
                facets: format!("{base_path}/{folder}/{terms_of}/facets.json"),
                fold: fold_lines(part.lists.lists.iter().map(|list| list.term.as_str())),
                spread: SPREAD,
                weak: (
                    WEAK_SCORE * part.lists.steps,
                    WEAK_SHARE,
                    PASSING_SCORE * part.lists.steps,
                ),
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
fn fold_lines<'a>(terms: impl Iterator<Item = &'a str>) -> String {
    let used: BTreeSet<char> = terms
        .flat_map(str::chars)
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
