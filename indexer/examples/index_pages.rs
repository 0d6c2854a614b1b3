//! Makes the web index of a folder of guide pages, as `kiu build` does of the
//! pages Zola rendered: for measuring it on sites of any size.
//!
//!     cargo run --release --example index_pages -- IN OUT
//!
//! Reads every HTML page below IN and writes `OUT/search/<hash>/<lang>/…`, each
//! file with its compressed copies, and `OUT/entry-<lang>.json`, what a search
//! page of that language carries in `data-index`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use kiu::content::{Content, Lang};
use kiu::finish;
use kiu::html::{self, Page};
use kiu::index::{self, Impacts, IndexError, Recorder};
use kiu::web::{self, Facets, Lists, Part};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(to)) = (args.next(), args.next()) else {
        return Err("which folder of pages, and where to?".into());
    };
    let (from, to) = (Path::new(&from), Path::new(&to));
    let pages = pages(from)?;
    let content = Content::default();
    let work = tempfile::tempdir()?;
    for (lang, paths) in &pages {
        let built = index::build(
            &Recorder::new(&content),
            u32::try_from(paths.len())?,
            |place| guide(&paths[place as usize], from),
            &work.path().join(lang.as_str()),
        );
        let (index, records) = built?;
        let lists = Lists::read(&Impacts::new(index))?;
        let part = Part {
            lang: *lang,
            lists: &lists,
            facets: &Facets::default(),
            records,
        };
        let mut made = web::build(&[part], "");
        let entry = serde_json::to_vec(&made.entries[lang])?;
        fs::create_dir_all(to)?;
        fs::write(to.join(format!("entry-{lang}.json")), entry)?;
        write(&std::mem::take(&mut made.files), to)?;
        println!("{lang}: {} pages", paths.len());
    }
    Ok(())
}

/// So many bytes tell a page's language, and whether it is a guide.
const HEAD_BYTES: u64 = 8192;

/// The pages with a guide, by language, in order of their paths.
fn pages(from: &Path) -> Result<BTreeMap<Lang, Vec<PathBuf>>, Box<dyn Error>> {
    let mut pages: BTreeMap<Lang, Vec<PathBuf>> = BTreeMap::new();
    for entry in WalkDir::new(from).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let mut head = Vec::new();
        fs::File::open(&path)?
            .take(HEAD_BYTES)
            .read_to_end(&mut head)?;
        let head = html::read("/", String::from_utf8_lossy(&head).into_owned());
        let mut indexed = Lang::ALL
            .into_iter()
            .filter(|lang| lang.indexed_as() == *lang);
        let lang = indexed.find(|lang| lang.html() == head.lang);
        if let Some(lang) = lang.filter(|_| head.guide.is_some()) {
            pages.entry(lang).or_default().push(path);
        }
    }
    Ok(pages)
}

fn read(path: &Path, from: &Path) -> io::Result<Page> {
    let name = path.strip_prefix(from).unwrap_or(path).to_string_lossy();
    Ok(html::read(&Page::path_of(&name), fs::read_to_string(path)?))
}

fn guide<'a>(path: &Path, from: &Path) -> io::Result<index::GuidePage<'a>> {
    let page = read(path, from)?;
    let id = page.guide.clone().unwrap_or_default();
    Ok((Cow::Owned(id), Cow::Owned(page)))
}

fn write(files: &BTreeMap<String, Vec<u8>>, to: &Path) -> Result<(), IndexError> {
    let folders: BTreeSet<PathBuf> = files
        .keys()
        .filter_map(|name| Some(to.join(name).parent()?.to_owned()))
        .collect();
    for folder in folders {
        fs::create_dir_all(folder)?;
    }
    files.par_iter().try_for_each(|(name, bytes)| {
        fs::write(to.join(name), bytes)?;
        let encoded = finish::encode(name, bytes)?;
        for (ending, copy) in [("gz", encoded.gzip), ("br", encoded.brotli)] {
            if let Some(copy) = copy {
                fs::write(to.join(format!("{name}.{ending}")), copy)?;
            }
        }
        Ok(())
    })
}
