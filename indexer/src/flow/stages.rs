//! The stages that need more than a call into the module that does the work.

use super::outcome::io_error;
use super::{Failure, Options, Watcher, index_dir};
use crate::check;
use crate::content::{Content, Lang};
use crate::diagnostic::Diagnostic;
use crate::finish::{self, Assets};
use crate::html::{self, Page};
use crate::index::{self, Impacts, Recorder, SectionRecord};
use crate::publish;
use crate::render::{self, Rendered, SiteConfig, Zola, bundle_client};
use crate::text::Projection;
use crate::web::{self, Facets, Lists, WebIndex};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use walkdir::WalkDir;

/// The warnings, unless there are errors.
pub(super) fn checked(content: &Content, options: &Options) -> Result<Vec<Diagnostic>, Failure> {
    fail_on_errors(check::all(content, options.today), content)
}

pub(super) fn fail_on_errors(
    diagnostics: Vec<Diagnostic>,
    content: &Content,
) -> Result<Vec<Diagnostic>, Failure> {
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::Content {
            diagnostics,
            files: content.files.clone(),
        });
    }
    Ok(diagnostics)
}

/// A folder for this build's own work, gone when it ends.
pub(super) fn work_folder(root: &Path) -> Result<TempDir, Failure> {
    folder_in(&root.join("target/kiu"), "build-")
}

/// After this time a folder of a build is one that was killed.
const STALE: Duration = Duration::from_hours(24);

/// A new folder in `parent`, gone when dropped. Those that killed builds left
/// behind are cleared away on the occasion.
fn folder_in(parent: &Path, prefix: &str) -> Result<TempDir, Failure> {
    fs::create_dir_all(parent).map_err(io_error("create", parent))?;
    for entry in fs::read_dir(parent)
        .map_err(io_error("read", parent))?
        .flatten()
    {
        let is_ours = entry.file_name().to_string_lossy().starts_with(prefix);
        let age = entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > STALE) {
            // Another build may be clearing the same folder.
            fs::remove_dir_all(entry.path()).ok();
        }
    }
    let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(parent);
    folder.map_err(io_error("create a folder in", parent))
}

pub(super) fn render(
    options: &Options,
    config: &SiteConfig,
    content: &Content,
    out: &Path,
    watcher: &dyn Watcher,
) -> Result<(), Failure> {
    let zola = Zola::find(options.zola.clone(), &options.root)?;
    for note in &zola.notes {
        watcher.note(note);
    }
    let told = out.with_file_name("told");
    render::tell(content, &told).map_err(io_error("write", &told))?;
    // The work folder's path is absolute, whatever the root's is.
    let root = std::path::absolute(&options.root).map_err(io_error("find", &options.root))?;
    let told = told.strip_prefix(&root).unwrap_or(&told);
    match zola.render(
        &options.root,
        out,
        &config.base_url,
        options.drafts,
        &told.to_string_lossy(),
        &content.files,
    )? {
        Rendered::Pages => {}
        Rendered::Refused(diagnostics) => {
            return Err(Failure::Content {
                diagnostics,
                files: content.files.clone(),
            });
        }
    }
    Ok(bundle_client(&options.root, out)?)
}

/// Every page, parsed, with the fallback pages; and the other files.
pub(super) fn read(rendered: &Path) -> Result<(Vec<Page>, Assets), Failure> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(rendered).sort_by_file_name() {
        let entry = entry.map_err(|error| io_error("read", rendered)(error.into()))?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    let name = |path: &Path| -> String {
        let parts = path.strip_prefix(rendered).unwrap_or(path).components();
        parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    };
    let (html, other): (Vec<_>, Vec<_>) = paths
        .into_iter()
        .partition(|path| path.extension().is_some_and(|ending| ending == "html"));
    let mut pages = html
        .par_iter()
        .map(|path| {
            let text = fs::read_to_string(path).map_err(io_error("read", path))?;
            Ok(html::read(&Page::path_of(&name(path)), text))
        })
        .collect::<Result<Vec<Page>, Failure>>()?;
    let fallback = finish::fallback(&pages);
    pages.extend(fallback);
    let files = other
        .iter()
        .map(|path| Ok((name(path), fs::read(path).map_err(io_error("read", path))?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok((pages, Assets::new(files)))
}

/// The index of one language.
pub(super) struct Indexed {
    lang: Lang,
    pub(super) sections: Vec<SectionRecord>,
    impacts: Impacts,
    facets: Facets,
}

pub(super) fn index(
    content: &Content,
    pages: &[Page],
    work: &Path,
) -> Result<[Indexed; 2], Failure> {
    let recorder = Recorder::new(content);
    let one = |lang: Lang| -> Result<Indexed, Failure> {
        let guides = index::guide_pages(pages, lang);
        let folder = work.join("index").join(lang.as_str());
        let n_guides = u32::try_from(guides.len()).unwrap_or(u32::MAX);
        let page = |place: u32| {
            let (id, page) = guides[place as usize];
            Ok((Cow::Borrowed(id), Cow::Borrowed(page)))
        };
        let (index, sections) = index::build(&recorder, n_guides, page, &folder)?;
        Ok(Indexed {
            lang,
            sections,
            impacts: Impacts::new(index),
            facets: Facets::new(content, guides.iter().map(|(id, _)| *id)),
        })
    };
    let (chinese, english) = rayon::join(|| one(Lang::ZhHant), || one(Lang::En));
    Ok([chinese?, english?])
}

pub(super) fn web_index(
    indexed: &[Indexed; 2],
    projection: &Projection,
    base_path: &str,
) -> Result<WebIndex, Failure> {
    let lists = indexed
        .iter()
        .map(|one| Lists::read(&one.impacts))
        .collect::<Result<Vec<_>, _>>()?;
    let parts: Vec<web::Part<'_>> = indexed
        .iter()
        .zip(&lists)
        .flat_map(|(one, lists)| {
            let own = web::Part {
                lang: one.lang,
                lists,
                facets: &one.facets,
                records: based(&one.sections, base_path),
            };
            let hans = (one.lang == Lang::ZhHant).then(|| web::Part {
                lang: Lang::ZhHans,
                lists,
                facets: &one.facets,
                records: based(
                    &one.sections
                        .par_iter()
                        .map(|record| in_hans(record, projection))
                        .collect::<Vec<_>>(),
                    base_path,
                ),
            });
            std::iter::once(own).chain(hans)
        })
        .collect();
    Ok(web::build(&parts, base_path))
}

/// The record as Simplified pages show it.
fn in_hans(record: &SectionRecord, projection: &Projection) -> SectionRecord {
    SectionRecord {
        path: format!("{}{}", Lang::ZhHans.prefix(), record.path),
        title: projection.to_hans(&record.title),
        heading: projection.to_hans(&record.heading),
        text: projection.to_hans(&record.text),
        ..record.clone()
    }
}

fn based(records: &[SectionRecord], base_path: &str) -> Vec<SectionRecord> {
    records
        .iter()
        .map(|record| SectionRecord {
            path: format!("{base_path}{}", record.path),
            ..record.clone()
        })
        .collect()
}

/// The folder a new site is written to, beside the one it will replace, so
/// that the switch is a rename.
pub(super) struct Staging {
    folder: TempDir,
}

impl Staging {
    pub(super) fn beside(out: &Path) -> Result<Self, Failure> {
        let out = std::path::absolute(out).map_err(io_error("find", out))?;
        let folder = folder_in(out.parent().unwrap_or(&out), ".kiu-new-")?;
        Ok(Self { folder })
    }

    pub(super) fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

/// Writes every file with its compressed copies.
pub(super) fn write(files: &BTreeMap<String, Vec<u8>>, to: &Path) -> Result<(), Failure> {
    let folders: BTreeSet<PathBuf> = files
        .keys()
        .filter_map(|name| to.join(name).parent().map(Path::to_owned))
        .collect();
    for folder in &folders {
        fs::create_dir_all(folder).map_err(io_error("create", folder))?;
    }
    files.par_iter().try_for_each(|(name, bytes)| {
        let path = to.join(name);
        fs::write(&path, bytes).map_err(io_error("write", &path))?;
        let encoded = finish::encode(name, bytes).map_err(io_error("compress", &path))?;
        for (ending, copy) in [("gz", encoded.gzip), ("br", encoded.brotli)] {
            let Some(copy) = copy else { continue };
            let path = to.join(format!("{name}.{ending}"));
            fs::write(&path, copy).map_err(io_error("write", &path))?;
        }
        Ok(())
    })
}

/// Makes the new index the site's.
pub(super) fn keep_index(work: &Path, root: &Path) -> Result<(), Failure> {
    let index = index_dir(root);
    publish::replace(&work.join("index"), &index).map_err(io_error("replace", &index))
}
