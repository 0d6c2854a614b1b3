//! `kiu check`: reports every fault in the content and writes nothing.

use super::{CONTENT_AT_FAULT, report, today};
use crate::{check, content};
use anyhow::Context as _;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Check every guide, fact, contact and link
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = report::Format::Human)]
    format: report::Format,
    /// Let warnings fail the check too
    #[arg(long)]
    strict: bool,
}

pub fn run(root: &Path, args: &Args, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    let content = content::load(root).context("could not read the content")?;
    let found = check::all(&content, today());
    report::write(err, args.format, &content.files, &found)?;
    if args.format == report::Format::Human && found.is_empty() {
        writeln!(
            err,
            "{} guides, {} facts, {} contacts: no fault found",
            content.guides.len(),
            content.facts.len(),
            content.contacts.len()
        )?;
    }
    let fails = found.iter().any(|fault| args.strict || fault.is_error());
    Ok(ExitCode::from(if fails { CONTENT_AT_FAULT } else { 0 }))
}
