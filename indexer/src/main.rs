//! The `kiu` program.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    kiu::cli::run(&kiu::cli::Cli::parse())
}
