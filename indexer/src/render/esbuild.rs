//! Bundles the browser client: `themes/kiu/client/*.ts` to `/js/*.js`.

use super::npm;
use std::io;
use std::path::Path;
use std::process::Command;

/// The client's source, from the site's root; its entry points are the files
/// directly in it that have a page to run on.
const CLIENT: &str = "themes/kiu/client";
const ENTRY_POINTS: &[&str] = &["page.ts", "search.ts"];

/// Why the client could not be bundled.
#[derive(Debug, thiserror::Error)]
pub enum EsbuildError {
    /// npm's packages are not installed.
    #[error("esbuild is not installed: run `npm ci` in the site's folder")]
    NotFound,
    /// It could not be started.
    #[error("esbuild could not be started: {0}")]
    Io(#[from] io::Error),
    /// It refused the client.
    #[error("esbuild could not bundle {CLIENT}:\n{0}")]
    Failed(String),
}

/// Bundles and minifies the client of the site at `root` into `out/js/`.
/// A site without a client gets none.
///
/// # Errors
///
/// [`EsbuildError`] if esbuild is missing or finds a fault.
pub fn bundle_client(root: &Path, out: &Path) -> Result<(), EsbuildError> {
    let client = root.join(CLIENT);
    let entries: Vec<_> = ENTRY_POINTS
        .iter()
        .map(|name| client.join(name))
        .filter(|path| path.exists())
        .collect();
    if entries.is_empty() {
        return Ok(());
    }
    let program = npm::find(root, &format!("@esbuild/{}/bin/esbuild", platform()))
        .ok_or(EsbuildError::NotFound)?;
    let output = Command::new(program)
        .args(entries)
        .args([
            "--bundle",
            "--minify",
            "--format=iife",
            "--target=es2018",
            "--charset=utf8",
            "--log-level=warning",
        ])
        .arg(format!("--outdir={}", out.join("js").display()))
        .output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(EsbuildError::Failed(
            String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        ))
    }
}

/// npm's name for this machine.
fn platform() -> String {
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        os => os,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        arch => arch,
    };
    format!("{os}-{arch}")
}
