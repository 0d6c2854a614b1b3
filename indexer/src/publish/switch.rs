//! Puts a finished folder where another one is, in one step.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files that every site made by Zola or by us has: what tells a former output
/// from somebody's folder.
const MARKS: [&str; 2] = ["404.html", "robots.txt"];

/// Why the output folder was not switched.
#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    /// The folder holds something else.
    #[error("`{}` is not empty and is not a built site: it would be lost; choose another --out", .0.display())]
    NotOurs(PathBuf),
    /// It is a file.
    #[error("`{}` is not a folder; choose another --out", .0.display())]
    NotAFolder(PathBuf),
    /// The disk refused.
    #[error("could not put the new site in place of `{}`: {source}", out.display())]
    Io {
        /// The output folder.
        out: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Checks that `out` may be replaced: it is missing, empty or a built site.
///
/// # Errors
///
/// [`SwitchError`] if it is not.
pub fn check_out(out: &Path) -> Result<(), SwitchError> {
    let io = |source| SwitchError::Io {
        out: out.to_owned(),
        source,
    };
    if !out.try_exists().map_err(io)? {
        return Ok(());
    }
    if !out.is_dir() {
        return Err(SwitchError::NotAFolder(out.to_owned()));
    }
    let is_empty = fs::read_dir(out).map_err(io)?.next().is_none();
    let is_site = MARKS.iter().all(|mark| out.join(mark).is_file());
    if is_empty || is_site {
        Ok(())
    } else {
        Err(SwitchError::NotOurs(out.to_owned()))
    }
}

/// Makes the folder `new` the site at `out`, which must be on the same disk;
/// the site that was there is then at `new`. Readers see one or the other.
///
/// # Errors
///
/// [`SwitchError`]; `out` is then as it was.
pub fn switch(new: &Path, out: &Path) -> Result<(), SwitchError> {
    check_out(out)?;
    replace(new, out).map_err(|source| SwitchError::Io {
        out: out.to_owned(),
        source,
    })
}

/// Makes the folder `new` the one at `old`, in one step; what was there is then
/// at `new`.
///
/// # Errors
///
/// Those of the disk; `old` is then as it was.
pub fn replace(new: &Path, old: &Path) -> io::Result<()> {
    if !old.try_exists()? {
        match fs::rename(new, old) {
            // Another build was first: swap with what it put there.
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            done => return done,
        }
    }
    exchange(new, old)
}

/// Swaps two folders.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot; two renames are the next best thing.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => exchange_by_renames(a, b),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    exchange_by_renames(a, b)
}

/// Swaps two folders by way of a third name; `b` is missing for a moment, and
/// back where it was if the second step fails.
fn exchange_by_renames(a: &Path, b: &Path) -> io::Result<()> {
    let mut aside = a.as_os_str().to_owned();
    aside.push(".old");
    let aside = PathBuf::from(aside);
    fs::rename(b, &aside)?;
    match fs::rename(a, b) {
        Ok(()) => fs::rename(&aside, a),
        Err(error) => fs::rename(&aside, b).and(Err(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(parent: &Path, name: &str, text: &str) -> PathBuf {
        let folder = parent.join(name);
        fs::create_dir(&folder).expect("temporary folder");
        for file in ["404.html", "robots.txt", "index.html"] {
            fs::write(folder.join(file), text).expect("temporary file");
        }
        folder
    }

    #[test]
    fn the_new_site_takes_the_place_of_the_old_one() {
        for swap in [exchange, exchange_by_renames] {
            let parent = tempfile::tempdir().expect("temporary folder");
            let (old, new) = (
                site(parent.path(), "public", "old"),
                site(parent.path(), "new", "new"),
            );
            swap(&new, &old).expect("both are folders");
            assert_eq!(
                fs::read_to_string(old.join("index.html")).expect("there"),
                "new"
            );
            assert_eq!(
                fs::read_to_string(new.join("index.html")).expect("there"),
                "old"
            );
        }
        let parent = tempfile::tempdir().expect("temporary folder");
        let (old, new) = (
            site(parent.path(), "public", "old"),
            site(parent.path(), "new", "new"),
        );
        switch(&new, &old).expect("switched");
        let text = |folder: &Path| fs::read_to_string(folder.join("index.html")).expect("there");
        assert_eq!(
            (text(&old), text(&new)),
            ("new".to_owned(), "old".to_owned())
        );
    }

    #[test]
    fn a_folder_with_other_things_is_left_alone() {
        let parent = tempfile::tempdir().expect("temporary folder");
        let new = site(parent.path(), "new", "new");
        let home = parent.path().join("home");
        fs::create_dir(&home).expect("temporary folder");
        fs::write(home.join("letters.txt"), "dear").expect("temporary file");
        assert!(matches!(switch(&new, &home), Err(SwitchError::NotOurs(_))));
        assert!(home.join("letters.txt").exists() && new.exists());
        assert!(matches!(
            check_out(&home.join("letters.txt")),
            Err(SwitchError::NotAFolder(_))
        ));
    }
}
