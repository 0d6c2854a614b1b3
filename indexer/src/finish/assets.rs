//! Files beside pages. Those that pages load are named by their content, so
//! that browsers may keep them for ever.

use std::collections::BTreeMap;

/// Endings of files that only pages refer to.
const FINGERPRINTED: &[&str] = &["css", "js", "svg", "png", "jpg", "jpeg", "webp"];

/// The files, and where each went.
#[derive(Debug, Default)]
pub struct Assets {
    /// By path below the root, without a slash in front.
    files: BTreeMap<String, Vec<u8>>,
    /// From old to new path, with a slash in front.
    renamed: BTreeMap<String, String>,
}

impl Assets {
    /// Takes up files by their path below the root.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut assets = Self::default();
        for (path, bytes) in files {
            let new = fingerprinted(&path, &bytes).unwrap_or_else(|| path.clone());
            assets.renamed.insert(format!("/{path}"), format!("/{new}"));
            assets.files.insert(new, bytes);
        }
        assets
    }

    /// The new path of the file that was at `path`.
    #[must_use]
    pub fn renamed(&self, path: &str) -> Option<&str> {
        self.renamed.get(path).map(String::as_str)
    }

    /// The files, by their new paths.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }
}

/// `kiu.css` as `kiu.1a2b3c4d.css`; none for files whose name is fixed.
fn fingerprinted(path: &str, bytes: &[u8]) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    FINGERPRINTED
        .contains(&ending)
        .then(|| format!("{stem}.{}.{ending}", &blake3::hash(bytes).to_hex()[..8]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_content_and_fixed_names_stay() {
        let one = Assets::new([
            ("a/k.css".to_owned(), b"x".to_vec()),
            ("robots.txt".to_owned(), b"y".to_vec()),
        ]);
        let two = Assets::new([("a/k.css".to_owned(), b"z".to_vec())]);
        assert_ne!(one.renamed("/a/k.css"), two.renamed("/a/k.css"));
        assert_eq!(one.renamed("/robots.txt"), Some("/robots.txt"));
        assert_eq!(one.renamed("/other.css"), None);
    }
}
