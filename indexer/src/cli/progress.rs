//! Shows on a terminal what goes on; elsewhere, a plain line a stage.

use crate::flow::{Stage, Timing, Watcher};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};

/// A watcher that prints to stderr.
pub struct Progress {
    bar: ProgressBar,
    plain: bool,
}

impl Progress {
    pub fn new() -> Self {
        let plain = !std::io::stderr().is_terminal();
        let target = if plain {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        Self {
            bar: ProgressBar::with_draw_target(None, target),
            plain,
        }
    }

    /// Takes the bar off the screen, so that what follows is not mixed with it.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn print(&self, line: &str) {
        if self.plain {
            // A closed stderr is no reason to stop building.
            writeln!(std::io::stderr(), "{line}").ok();
        } else {
            self.bar.println(line);
        }
    }
}

fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Load => "reading the guides",
        Stage::Check => "checking the guides",
        Stage::Zola => "rendering with Zola",
        Stage::Read => "reading the pages",
        Stage::Index => "indexing",
        Stage::WebIndex => "making the web index",
        Stage::Finish => "finishing the pages",
        Stage::Verify => "verifying links",
        Stage::Switch => "switching",
    }
}

impl Watcher for Progress {
    fn begin(&self, stage: Stage) {
        self.bar.reset();
        self.bar.set_style(
            ProgressStyle::with_template("{spinner} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        self.bar.set_message(doing(stage));
        self.bar.tick();
    }

    fn advance(&self, of: usize) {
        if self.bar.length().is_none() || self.bar.position() == 0 {
            self.bar.set_length(of as u64);
            self.bar.set_style(
                ProgressStyle::with_template("{spinner} {msg} {bar:30} {pos}/{len}")
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
        }
        self.bar.inc(1);
    }

    fn end(&self, timing: Timing) {
        if self.plain {
            self.print(&format!(
                "{}: {} in {:.2} s",
                doing(timing.stage),
                timing.items,
                timing.seconds
            ));
        }
    }

    fn note(&self, note: &str) {
        self.print(&format!("note: {note}"));
    }
}
