//! The whole flow, once, one way: from the editors' files to a site in place.
//!
//! Each stage is a function from the value before it to its own. A stage that
//! fails ends the flow, and the output folder is as it was.

use crate::check;
use crate::content::{self, Content, Lang};
use crate::diagnostic::Diagnostic;
use crate::finish::{self, Assets, FinishedPage, Place, Site};
use crate::html::{self, Page};
use crate::index::{self, IndexError, SectionRecord};
use crate::publish::{self, SwitchError};
use crate::render::{
    ConfigError, EsbuildError, RenderError, Rendered, SiteConfig, Zola, ZolaNotFound, bundle_client,
};
use crate::text::to_hans;
use crate::verify;
use crate::web::{self, WebIndex};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;
use walkdir::WalkDir;

/// What to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the finished site goes.
    pub out: PathBuf,
    /// Another base URL than that of `config.toml`.
    pub base_url: Option<String>,
    /// Whether pages marked as drafts are built too.
    pub drafts: bool,
    /// The value of `$ZOLA`.
    pub zola: Option<OsString>,
    /// The day dates are compared with.
    pub today: jiff::civil::Date,
}

/// The stages, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Reading the editors' files.
    Load,
    /// The rules.
    Check,
    /// Zola and esbuild.
    Zola,
    /// Parsing the rendered pages.
    Read,
    /// tantivy.
    Index,
    /// The browser's index.
    WebIndex,
    /// Scripts, minifying, fingerprints, compressed copies.
    Finish,
    /// Links and anchors.
    Verify,
    /// Putting the new site in place.
    Switch,
}

/// How long a stage took and over how many things.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct Timing {
    /// Which.
    pub stage: Stage,
    /// Wall time, in seconds.
    pub seconds: f64,
    /// Files, pages, sections or links, as the stage has it.
    pub items: usize,
}

/// Is told what goes on.
pub trait Watcher: Sync {
    /// A stage begins.
    fn begin(&self, stage: Stage);
    /// One of `of` things of the current stage is done.
    fn advance(&self, of: usize);
    /// A stage is done.
    fn end(&self, timing: Timing);
    /// Something the user should know.
    fn note(&self, note: &str);
}

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// Each stage.
    pub timings: Vec<Timing>,
    /// Pages published, in all scripts.
    pub n_pages: usize,
    /// Bytes published, compressed copies not counted.
    pub n_bytes: usize,
    /// Warnings about the content.
    pub warnings: Vec<Diagnostic>,
    /// The texts the warnings point into.
    pub files: BTreeMap<String, String>,
}

/// Why there is no new site.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The content is at fault.
    #[error("the content has faults")]
    Content {
        /// What is wrong, errors and warnings.
        diagnostics: Vec<Diagnostic>,
        /// The texts they point into.
        files: BTreeMap<String, String>,
    },
    /// The content could not be read.
    #[error(transparent)]
    Load(#[from] content::LoadError),
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// No Zola.
    #[error(transparent)]
    Zola(#[from] ZolaNotFound),
    /// Zola failed.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The client could not be bundled.
    #[error(transparent)]
    Esbuild(#[from] EsbuildError),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The output folder cannot be replaced.
    #[error(transparent)]
    Switch(#[from] SwitchError),
    /// A file could not be written or read.
    #[error("could not {doing} `{}`: {source}", path.display())]
    Io {
        /// What we were doing.
        doing: &'static str,
        /// To which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::Io {
        doing,
        path,
        source,
    }
}

/// Where the index of a site lies.
#[must_use]
pub fn index_dir(root: &Path) -> PathBuf {
    root.join("target/kiu/index")
}

/// Builds the site and puts it in place.
///
/// # Errors
///
/// [`Failure`]; the output folder is as it was.
pub fn build(options: &Options, watcher: &dyn Watcher) -> Result<Built, Failure> {
    let mut clock = Clock {
        watcher,
        timings: Vec::new(),
    };
    let config = SiteConfig::load(&options.root, options.base_url.as_deref())?;
    publish::check_out(&options.out)?;
    let content = clock.stage(Stage::Load, || {
        Ok((content::load(&options.root)?, |c: &Content| c.files.len()))
    })?;
    let warnings = clock.stage(Stage::Check, || {
        Ok((checked(&content, options)?, |_: &Vec<Diagnostic>| {
            content.files.len()
        }))
    })?;
    let work = work_folder(&options.root)?;
    let rendered = work.path().join("rendered");
    clock.stage(Stage::Zola, || {
        render(options, &config, &content, &rendered, watcher)?;
        Ok(((), |(): &()| content.files.len()))
    })?;
    let (pages, assets) = clock.stage(Stage::Read, || {
        let read = read(&rendered)?;
        Ok((read, |(pages, _): &(Vec<Page>, Assets)| pages.len()))
    })?;
    let indexed = clock.stage(Stage::Index, || {
        let indexed = index(&content, &pages, work.path())?;
        Ok((indexed, |indexed: &[Indexed; 2]| {
            indexed.iter().map(|one| one.records.len()).sum()
        }))
    })?;
    let web = clock.stage(Stage::WebIndex, || {
        Ok((web_index(&indexed, config.base_path()), |web: &WebIndex| {
            web.files.len()
        }))
    })?;
    let place = Place {
        base_url: config.base_url.clone(),
        base_path: config.base_path().to_owned(),
    };
    let staging = Staging::beside(&options.out)?;
    let (finished, files) = clock.stage(Stage::Finish, || {
        let finished = Site::new(place.clone(), &assets, &web, &pages)
            .finish(&pages, &|| watcher.advance(pages.len()));
        let files = finish::files(&finished, assets, web, &place);
        write(&files, &staging.site())?;
        Ok((
            (finished, files),
            |(finished, _): &(Vec<FinishedPage>, _)| finished.len(),
        ))
    })?;
    clock.stage(Stage::Verify, || {
        let paths: BTreeSet<String> = files.keys().cloned().collect();
        fail_on_errors(verify::verify(&content, &finished, &paths), &content)?;
        Ok(((), |(): &()| {
            finished.iter().map(|page| page.links.len()).sum()
        }))
    })?;
    clock.stage(Stage::Switch, || {
        keep_index(work.path(), &options.root)?;
        publish::switch(&staging.site(), &options.out)?;
        Ok(((), |(): &()| files.len()))
    })?;
    let n_bytes = files.values().map(Vec::len).sum();
    Ok(Built {
        timings: clock.timings,
        n_pages: finished.len(),
        n_bytes,
        warnings,
        files: content.files,
    })
}

/// Times the stages.
struct Clock<'a> {
    watcher: &'a dyn Watcher,
    timings: Vec<Timing>,
}

impl Clock<'_> {
    /// Runs a stage, which gives its value and how to count it.
    fn stage<T, C: FnOnce(&T) -> usize>(
        &mut self,
        stage: Stage,
        run: impl FnOnce() -> Result<(T, C), Failure>,
    ) -> Result<T, Failure> {
        self.watcher.begin(stage);
        let start = Instant::now();
        let (value, count) = run()?;
        let timing = Timing {
            stage,
            seconds: start.elapsed().as_secs_f64(),
            items: count(&value),
        };
        self.watcher.end(timing);
        self.timings.push(timing);
        Ok(value)
    }
}

/// The warnings, unless there are errors.
fn checked(content: &Content, options: &Options) -> Result<Vec<Diagnostic>, Failure> {
    fail_on_errors(check::all(content, options.today), content)
}

fn fail_on_errors(
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
fn work_folder(root: &Path) -> Result<TempDir, Failure> {
    let parent = root.join("target/kiu");
    fs::create_dir_all(&parent).map_err(io_error("create", &parent))?;
    tempfile::Builder::new()
        .prefix("build-")
        .tempdir_in(&parent)
        .map_err(io_error("create a folder in", &parent))
}

fn render(
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
    match zola.render(
        &options.root,
        out,
        &config.base_url,
        options.drafts,
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
fn read(rendered: &Path) -> Result<(Vec<Page>, Assets), Failure> {
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
struct Indexed {
    lang: Lang,
    records: Vec<SectionRecord>,
    impacts: BTreeMap<String, Vec<(u32, f32)>>,
}

fn index(content: &Content, pages: &[Page], work: &Path) -> Result<[Indexed; 2], Failure> {
    let one = |lang: Lang| -> Result<Indexed, Failure> {
        let records = index::sections(content, pages, lang);
        let built = index::build(&records, &work.join("index").join(lang.as_str()))?;
        let impacts = index::impacts(&built)?;
        Ok(Indexed {
            lang,
            records,
            impacts,
        })
    };
    Ok([one(Lang::ZhHant)?, one(Lang::En)?])
}

fn web_index(indexed: &[Indexed; 2], base_path: &str) -> WebIndex {
    let parts: Vec<web::Part<'_>> = indexed
        .iter()
        .flat_map(|one| {
            let own = web::Part {
                lang: one.lang,
                impacts: &one.impacts,
                records: based(&one.records, base_path),
            };
            let hans = (one.lang == Lang::ZhHant).then(|| web::Part {
                lang: Lang::ZhHans,
                impacts: &one.impacts,
                records: based(
                    &one.records.par_iter().map(in_hans).collect::<Vec<_>>(),
                    base_path,
                ),
            });
            std::iter::once(own).chain(hans)
        })
        .collect();
    web::build(&parts, base_path)
}

/// The record as Simplified pages show it.
#[must_use]
pub fn in_hans(record: &SectionRecord) -> SectionRecord {
    SectionRecord {
        path: format!("{}{}", Lang::ZhHans.prefix(), record.path),
        title: to_hans(&record.title),
        heading: to_hans(&record.heading),
        text: to_hans(&record.text),
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
struct Staging {
    folder: TempDir,
}

impl Staging {
    fn beside(out: &Path) -> Result<Self, Failure> {
        let out = std::path::absolute(out).map_err(io_error("find", out))?;
        let parent = out.parent().unwrap_or(&out);
        fs::create_dir_all(parent).map_err(io_error("create", parent))?;
        let folder = tempfile::Builder::new()
            .prefix(".kiu-new-")
            .tempdir_in(parent);
        Ok(Self {
            folder: folder.map_err(io_error("create a folder in", parent))?,
        })
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

/// Writes every file with its compressed copies.
fn write(files: &BTreeMap<String, Vec<u8>>, to: &Path) -> Result<(), Failure> {
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
fn keep_index(work: &Path, root: &Path) -> Result<(), Failure> {
    let index = index_dir(root);
    publish::replace(&work.join("index"), &index).map_err(io_error("replace", &index))
}
