//! The command line: arguments, printing and exit codes. Each subcommand is a
//! file; what it does is done by the library.

mod build;
mod check;
mod due;
mod progress;
mod report;
mod search;
mod serve;
mod translated;

use crate::flow::Failure;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks, builds, searches and serves the Kiu knowledge base
#[derive(Debug, clap::Parser)]
#[command(name = "kiu", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// The site's folder, where config.toml lies
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Build(build::Args),
    Serve(serve::Args),
    Check(check::Args),
    Search(search::Args),
    Due(due::Args),
    Translated(translated::Args),
}

/// The content is at fault.
const CONTENT_AT_FAULT: u8 = 1;
/// The command or the environment is at fault.
const ENVIRONMENT_AT_FAULT: u8 = 2;

/// Runs a command line and gives the exit code: 0 done, 1 the content is at
/// fault, 2 the command or the environment is.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    let root = &cli.root;
    let result = match &cli.command {
        Command::Build(args) => build::run(root, args, &mut out, &mut err),
        Command::Serve(args) => serve::run(root, args, &mut err),
        Command::Check(args) => check::run(root, args, &mut err),
        Command::Search(args) => search::run(root, args, &mut out),
        Command::Due(args) => due::run(root, args, &mut out, &mut err),
        Command::Translated(args) => translated::run(root, args, &mut err),
    };
    match result {
        Ok(code) => code,
        // `kiu search … | head` closes the pipe; that is nobody's fault.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done if stderr is gone.
            writeln!(err, "error: {error:#}").ok();
            ExitCode::from(ENVIRONMENT_AT_FAULT)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Today, here: what review dates are compared with.
fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}

/// Prints the diagnostics of content that is at fault; any other failure is
/// passed on.
fn report_failure(failure: Failure, root: &Path, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    match failure {
        Failure::Content { diagnostics, files } => {
            report::write(err, report::Format::Human, &files, &diagnostics)?;
            Ok(ExitCode::from(CONTENT_AT_FAULT))
        }
        other => Err(anyhow::Error::new(other)
            .context(format!("could not build the site in `{}`", root.display()))),
    }
}
