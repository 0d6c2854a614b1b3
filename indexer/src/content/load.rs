//! Reads `content/` and `data/` from disk.
//!
//! Links are not followed and files over [`MAX_FILE_BYTES`] are not read. What
//! is wrong with a file is a diagnostic; only a disk that will not be read is
//! an error.

use super::front_matter::FrontMatter;
use super::{
    Body, CHECKERS_FOLDER, COLLOQUIAL_FILE, Content, GLOSSARY_FILE, Guide, JOURNEYS_FOLDER,
    LEDGER_FILE, Lang, PLACES_FILE, Page, QUESTIONS_FOLDER, SIMPLIFIED_FILE, TOOLS, Topic,
    decode::decode,
};
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::text::Projection;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The size a Markdown or data file may have. The longest guide is under 30 KB;
/// a file forty times that is a mistake.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// Kinds of files beside Markdown that `content/` may hold.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "webp"];

/// Why the content could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no `config.toml`, so this is no site.
    #[error("`{}` is not a Kiu site: it has no config.toml (use --root to say where the site is)", root.display())]
    NotASite {
        /// Where we looked.
        root: PathBuf,
    },
    /// A file or folder could not be read.
    #[error("could not read `{}`: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Reads the site at `root`.
///
/// # Errors
///
/// [`LoadError`] if this is no site or the disk does not answer. Faults of the
/// content are in [`Content::faults`].
pub fn load(root: &Path) -> Result<Content, LoadError> {
    if !root.join("config.toml").is_file() {
        return Err(LoadError::NotASite {
            root: root.to_owned(),
        });
    }
    let mut content = Content::default();
    load_pages(root, &mut content)?;
    content.guides.sort_by(|a, b| a.file.cmp(&b.file));
    content.facts = load_table(root, "data/facts.toml", &mut content)?;
    content.contacts = load_table(root, "data/contacts.toml", &mut content)?;
    content.glossary = load_optional(root, GLOSSARY_FILE, &mut content)?;
    content.simplified = load_optional(root, SIMPLIFIED_FILE, &mut content)?;
    content.colloquial = load_optional(root, COLLOQUIAL_FILE, &mut content)?;
    content.places = load_optional(root, PLACES_FILE, &mut content)?;
    content.checkers = load_folder(root, CHECKERS_FOLDER, &mut content)?;
    content.asked = load_folder(root, QUESTIONS_FOLDER, &mut content)?;
    content.journeys = load_folder(root, JOURNEYS_FOLDER, &mut content)?;
    // A site that was never published has no ledger.
    content.ledger = load_optional(root, LEDGER_FILE, &mut content)?;
    if content.guides.is_empty() && content.faults.is_empty() {
        let fault = Diagnostic::error(
            Code::NoGuides,
            "content",
            0..0,
            "there is no guide in content/",
        );
        content
            .faults
            .push(fault.help("a guide is a file such as content/elderly-care/guangdong-scheme.md"));
    }
    sort(&mut content.faults);
    Ok(content)
}

/// How the site's texts become Simplified, without reading its guides.
///
/// # Errors
///
/// [`LoadError::Io`] if the table is there and cannot be read.
pub fn load_projection(root: &Path) -> Result<Projection, LoadError> {
    let mut content = Content::default();
    content.simplified = load_optional(root, SIMPLIFIED_FILE, &mut content)?;
    Ok(content.projection())
}

fn load_pages(root: &Path, content: &mut Content) -> Result<(), LoadError> {
    let folder = root.join("content");
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(&folder).sort_by_file_name() {
        let entry = entry.map_err(|error| LoadError::Io {
            path: error.path().unwrap_or(&folder).to_owned(),
            source: error.into(),
        })?;
        let Some(file) = site_path(root, entry.path()) else {
            let shown = entry.path().to_string_lossy().into_owned();
            content.faults.push(Diagnostic::error(
                Code::BadName,
                &shown,
                0..0,
                "the name is not UTF-8",
            ));
            continue;
        };
        if entry.file_type().is_symlink() {
            let fault = Diagnostic::error(
                Code::SymbolicLink,
                &file,
                0..0,
                "a symbolic link cannot be published",
            );
            content.faults.push(fault.help("put the file itself here"));
        } else if entry.file_type().is_file() {
            load_file(root, &file, content)?;
        }
    }
    Ok(())
}

/// The path from the site's root, with `/`; none if it is not UTF-8.
fn site_path(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .strip_prefix(root)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}

fn load_file(root: &Path, file: &str, content: &mut Content) -> Result<(), LoadError> {
    let Some((stem, lang)) = file.strip_suffix(".md").map(split_lang) else {
        let ending = file.rsplit('.').next().unwrap_or_default();
        if !IMAGES.contains(&ending) {
            let message = format!(
                "files of this kind are not published: only .md, .{}",
                IMAGES.join(", .")
            );
            content
                .faults
                .push(Diagnostic::error(Code::UnexpectedFile, file, 0..0, message));
        }
        return Ok(());
    };
    let Some(text) = read_text(root, file, content)? else {
        return Ok(());
    };
    let faults = &mut content.faults;
    let parts: Vec<&str> = stem.split('/').skip(1).collect();
    match parts.as_slice() {
        ["_index"] | [_, "_index"] => {
            if let Some((front, body)) = parse(file, &text, faults) {
                let name = if let [topic, _] = parts[..] {
                    topic.to_owned()
                } else {
                    String::new()
                };
                content.topics.push(Topic {
                    file: file.to_owned(),
                    lang,
                    name,
                    front,
                    body,
                });
            }
        }
        [folder @ .., slug] if folder.is_empty() || is_tool(folder) => {
            if let Some((front, body)) = parse(file, &text, faults) {
                content.pages.push(Page {
                    file: file.to_owned(),
                    lang,
                    folder: folder.concat(),
                    slug: (*slug).to_owned(),
                    front,
                    body,
                });
            }
        }
        [topic, slug] => {
            if let Some((front, body)) = parse(file, &text, faults) {
                let (topic, slug) = ((*topic).to_owned(), (*slug).to_owned());
                content.guides.push(Guide {
                    file: file.to_owned(),
                    lang,
                    topic,
                    slug,
                    front,
                    body,
                });
            }
        }
        _ => {
            let fault = Diagnostic::error(
                Code::BadName,
                file,
                0..0,
                "a guide lies in a topic's folder, no deeper",
            );
            faults.push(fault.help("move it to content/<topic>/<slug>.md"));
        }
    }
    content.files.insert(file.to_owned(), text);
    Ok(())
}

fn is_tool(folder: &[&str]) -> bool {
    matches!(folder, [name] if TOOLS.contains(name))
}

/// `content/about.en` is the page `content/about` in English.
fn split_lang(stem: &str) -> (&str, Lang) {
    stem.strip_suffix(".en")
        .map_or((stem, Lang::ZhHant), |stem| (stem, Lang::En))
}

fn parse<E>(file: &str, text: &str, faults: &mut Vec<Diagnostic>) -> Option<(FrontMatter<E>, Body)>
where
    FrontMatter<E>: serde::de::DeserializeOwned,
{
    let Some((toml, body_start)) = front_matter(text) else {
        let fault = Diagnostic::error(
            Code::NoFrontMatter,
            file,
            0..0,
            "the page does not begin with front matter",
        );
        faults.push(
            fault.help(
                "begin with a line `+++`, then keys such as title = \"…\", then a line `+++`",
            ),
        );
        return None;
    };
    let front = decode(file, &toml, faults)?;
    Some((front, Body::parse(text, body_start)))
}

/// The front matter, as TOML whose offsets are those of the file, and where
/// the body begins.
fn front_matter(text: &str) -> Option<(String, usize)> {
    let first = text.find('\n')? + 1;
    if text[..first].trim_end() != "+++" {
        return None;
    }
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            // The opening line becomes empty lines: same length, valid TOML.
            return Some(("\n".repeat(first) + &text[first..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

/// A data file a site can do without.
fn load_optional<T: serde::de::DeserializeOwned + Default>(
    root: &Path,
    file: &str,
    content: &mut Content,
) -> Result<T, LoadError> {
    if root.join(file).exists() {
        load_table(root, file, content)
    } else {
        Ok(T::default())
    }
}

/// A data file; a fault if it is not there.
fn load_table<T: serde::de::DeserializeOwned + Default>(
    root: &Path,
    file: &str,
    content: &mut Content,
) -> Result<T, LoadError> {
    if !root.join(file).exists() {
        content.faults.push(Diagnostic::error(
            Code::MissingFile,
            file,
            0..0,
            format!("`{file}` is not there"),
        ));
        return Ok(T::default());
    }
    let Some(text) = read_text(root, file, content)? else {
        return Ok(T::default());
    };
    let entries = decode(file, &text, &mut content.faults).unwrap_or_default();
    content.files.insert(file.to_owned(), text);
    Ok(entries)
}

/// Every TOML file of a folder, by its name; none if there is no such folder.
fn load_folder<T: serde::de::DeserializeOwned>(
    root: &Path,
    folder: &str,
    content: &mut Content,
) -> Result<BTreeMap<String, T>, LoadError> {
    let mut entries = BTreeMap::new();
    let path = root.join(folder);
    if !path.is_dir() {
        return Ok(entries);
    }
    let walk = WalkDir::new(&path).min_depth(1).max_depth(1);
    for entry in walk.sort_by_file_name() {
        let entry = entry.map_err(|error| LoadError::Io {
            path: error.path().unwrap_or(&path).to_owned(),
            source: error.into(),
        })?;
        let name = entry.file_name().to_string_lossy();
        let file = format!("{folder}/{name}");
        let Some(stem) = name
            .strip_suffix(".toml")
            .filter(|_| entry.file_type().is_file())
        else {
            let message = "only .toml files belong here";
            content.faults.push(Diagnostic::error(
                Code::UnexpectedFile,
                &file,
                0..0,
                message,
            ));
            continue;
        };
        let Some(text) = read_text(root, &file, content)? else {
            continue;
        };
        if let Some(read) = decode(&file, &text, &mut content.faults) {
            entries.insert(stem.to_owned(), read);
        }
        content.files.insert(file, text);
    }
    Ok(entries)
}

/// The file's text; none, and a fault, if it is too large or not UTF-8.
fn read_text(root: &Path, file: &str, content: &mut Content) -> Result<Option<String>, LoadError> {
    let path = root.join(file);
    let io = |source| LoadError::Io {
        path: path.clone(),
        source,
    };
    let size = fs::metadata(&path).map_err(io)?.len();
    if size > MAX_FILE_BYTES {
        let message =
            format!("the file has {size} bytes; {MAX_FILE_BYTES} are the most a page may have");
        let fault = Diagnostic::error(Code::FileTooLarge, file, 0..0, message);
        content
            .faults
            .push(fault.help("is it really text? split a long guide into several"));
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(io)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let fault =
                Diagnostic::error(Code::NotUtf8, file, at..at + 3, "this is not UTF-8 text");
            content.faults.push(
                fault.help("save the file as UTF-8 (in Notepad: Save as → Encoding → UTF-8)"),
            );
            // What could not be read becomes U+FFFD, three bytes, at the same place.
            content.files.insert(
                file.to_owned(),
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
            );
            Ok(None)
        }
    }
}
