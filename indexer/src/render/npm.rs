//! Where npm put things.

use std::path::{Path, PathBuf};

/// The path of `inside` in the nearest `node_modules` at or above `root`, as
/// Node itself looks.
#[must_use]
pub fn find(root: &Path, inside: &str) -> Option<PathBuf> {
    let root = std::path::absolute(root).ok()?;
    root.ancestors()
        .map(|folder| folder.join("node_modules").join(inside))
        .find(|path| path.exists())
}
