//! What comes of a build: a site, or why there is none.

use super::Timing;
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::index::IndexError;
use crate::publish::SwitchError;
use crate::render::{ConfigError, EsbuildError, RenderError, ZolaNotFound};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

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

pub(super) fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::Io {
        doing,
        path,
        source,
    }
}
