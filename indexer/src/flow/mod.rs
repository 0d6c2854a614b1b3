//! The whole flow, once, one way: from the editors' files to a site in place.
//!
//! Each stage is a function from the value before it to its own. A stage that
//! fails ends the flow, and the output folder is as it was.

mod outcome;
mod stages;
mod watch;

pub use outcome::{Built, Failure};
pub use watch::{Stage, Timing, Watcher};

use crate::content::{self, Content};
use crate::diagnostic::Diagnostic;
use crate::finish::{self, Assets, Explanations, FinishedPage, Place, Site};
use crate::html::Page;
use crate::publish;
use crate::render::SiteConfig;
use crate::verify;
use crate::web::WebIndex;
use stages::{
    Indexed, Staging, checked, fail_on_errors, index, keep_index, read, render, web_index,
    work_folder, write,
};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use watch::Clock;

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
    let mut clock = Clock::new(watcher);
    publish::check_out(&options.out)?;
    let content = clock.stage(Stage::Load, || {
        Ok((content::load(&options.root)?, |c: &Content| c.files.len()))
    })?;
    let config = SiteConfig::load(&options.root, options.base_url.as_deref())?;
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
            indexed.iter().map(|one| one.sections.len()).sum()
        }))
    })?;
    let projection = content.projection();
    let web = clock.stage(Stage::WebIndex, || {
        let web = web_index(&indexed, &projection, config.base_path())?;
        Ok((web, |web: &WebIndex| web.files.len()))
    })?;
    let place = Place {
        base_url: config.base_url.clone(),
        base_path: config.base_path().to_owned(),
    };
    let staging = Staging::beside(&options.out)?;
    let (finished, files) = clock.stage(Stage::Finish, || {
        let site = Site {
            place: place.clone(),
            assets: &assets,
            twins: finish::twins(&pages),
            web: &web,
            projection: &projection,
            explanations: &Explanations::new(&content, &pages, &projection),
        };
        let finished = site.finish(&pages, &|| watcher.advance(pages.len()));
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
