//! `kiu build`: the whole flow, into a folder that only changes at the end.

use super::progress::Progress;
use super::{report, report_failure, today};
use crate::flow::{self, Built, Options, Timing};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check, render, index and finish the site
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the finished site goes; replaced only once everything succeeded [default: ROOT/public]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where the site will be served, instead of what config.toml says
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Build pages marked as drafts too
    #[arg(long)]
    drafts: bool,
    /// Print how long each stage took, as a table or as JSON
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "table", require_equals = true, value_name = "FORMAT")]
    timings: Option<TimingFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TimingFormat {
    Table,
    Json,
}

pub fn run(
    root: &Path,
    args: &Args,
    out: &mut impl Write,
    err: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let options = Options {
        root: root.to_owned(),
        out: args.out.clone().unwrap_or_else(|| root.join("public")),
        base_url: args.base_url.clone(),
        drafts: args.drafts,
        zola: std::env::var_os("ZOLA"),
        today: today(),
    };
    let progress = Progress::new();
    let built = match flow::build(&options, &progress) {
        Ok(built) => built,
        Err(failure) => {
            progress.clear();
            return report_failure(failure, root, err);
        }
    };
    progress.clear();
    report::write(err, report::Format::Human, &built.files, &built.warnings)?;
    match args.timings {
        Some(TimingFormat::Json) => write_json(out, &built)?,
        Some(TimingFormat::Table) => write_table(out, &built.timings)?,
        None => {}
    }
    let seconds: f64 = built.timings.iter().map(|timing| timing.seconds).sum();
    writeln!(
        err,
        "{} pages, {} KB, built in {seconds:.2} s into {}",
        built.n_pages,
        built.n_bytes / 1000,
        options.out.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

fn write_table(out: &mut impl Write, timings: &[Timing]) -> anyhow::Result<()> {
    writeln!(out, "{:<10} {:>8} {:>8}", "stage", "seconds", "items")?;
    for timing in timings {
        let name = serde_json::to_value(timing.stage)?;
        writeln!(
            out,
            "{:<10} {:>8.3} {:>8}",
            name.as_str().unwrap_or_default(),
            timing.seconds,
            timing.items
        )?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write, built: &Built) -> anyhow::Result<()> {
    let total: f64 = built.timings.iter().map(|timing| timing.seconds).sum();
    let json = serde_json::json!({
        "stages": built.timings, "total_seconds": total, "pages": built.n_pages, "bytes": built.n_bytes,
    });
    writeln!(out, "{json}")?;
    Ok(())
}
