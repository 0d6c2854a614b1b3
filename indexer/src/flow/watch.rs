//! The stages' names, their times, and who is told of them.

use super::Failure;
use std::time::Instant;

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

/// Times the stages.
pub(super) struct Clock<'a> {
    watcher: &'a dyn Watcher,
    pub(super) timings: Vec<Timing>,
}

impl<'a> Clock<'a> {
    pub(super) fn new(watcher: &'a dyn Watcher) -> Self {
        Self {
            watcher,
            timings: Vec::new(),
        }
    }

    /// Runs a stage, which gives its value and how to count it.
    pub(super) fn stage<T, C: FnOnce(&T) -> usize>(
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
