//! `kiu check`: reports every fault in the content. Writes nothing, but with
//! `--fix` what is safe to mend.

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
    /// Record new guides, addresses and anchors in permalinks.toml
    #[arg(long)]
    fix: bool,
}

pub fn run(root: &Path, args: &Args, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut content = content::load(root).context("could not read the content")?;
    if args.fix
        && let Some(ledger) = content::ledger_extended(&content)
    {
        let path = root.join(content::LEDGER_FILE);
        // A ledger with faults is left for its editor to mend.
        let readable = content
            .faults
            .iter()
            .all(|fault| fault.file != content::LEDGER_FILE);
        anyhow::ensure!(
            readable,
            "permalinks.toml has faults: mend it before anything is added"
        );
        std::fs::write(&path, ledger)
            .with_context(|| format!("could not write `{}`", path.display()))?;
        writeln!(err, "recorded what is new in {}", path.display())?;
        content = content::load(root).context("could not read the content")?;
    }
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
