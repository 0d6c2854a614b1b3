//! Prints diagnostics: for people, for programs, for GitHub's annotations.

use crate::diagnostic::{Diagnostic, Position, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the line at fault, for a terminal
    Human,
    /// One JSON object a line
    Json,
    /// Workflow commands that annotate lines of a pull request
    Github,
}

/// Writes the diagnostics in their order; `files` are the texts they point into.
///
/// # Errors
///
/// Those of writing.
pub fn write(
    to: &mut impl Write,
    format: Format,
    files: &BTreeMap<String, String>,
    diagnostics: &[Diagnostic],
) -> anyhow::Result<()> {
    if format == Format::Human {
        return write_human(to, files, diagnostics, use_colour());
    }
    for diagnostic in diagnostics {
        let text = text(files, diagnostic);
        let line = if format == Format::Json {
            json(diagnostic, text)
        } else {
            github(diagnostic, text)
        };
        writeln!(to, "{line}")?;
    }
    Ok(())
}

/// Writes the diagnostics for people, without colour whatever the terminal.
///
/// # Errors
///
/// Those of writing.
pub fn write_plain(
    to: &mut impl Write,
    files: &BTreeMap<String, String>,
    diagnostics: &[Diagnostic],
) -> anyhow::Result<()> {
    write_human(to, files, diagnostics, false)
}

fn write_human(
    to: &mut impl Write,
    files: &BTreeMap<String, String>,
    diagnostics: &[Diagnostic],
    colour: bool,
) -> anyhow::Result<()> {
    for diagnostic in diagnostics {
        writeln!(
            to,
            "{}\n",
            human(diagnostic, text(files, diagnostic), colour)
        )?;
    }
    if !diagnostics.is_empty() {
        let n_errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .count();
        writeln!(
            to,
            "{}, {}",
            count(n_errors, "error"),
            count(diagnostics.len() - n_errors, "warning")
        )?;
    }
    Ok(())
}

fn text<'a>(files: &'a BTreeMap<String, String>, diagnostic: &Diagnostic) -> &'a str {
    files.get(&diagnostic.file).map_or("", String::as_str)
}

fn use_colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// The diagnostic with its line, in the manner of rustc.
fn human(diagnostic: &Diagnostic, text: &str, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str());
    let start = text.floor_char_boundary(diagnostic.span.start);
    let end = text.floor_char_boundary(diagnostic.span.end).max(start);
    let group: Group<'_> = if text.is_empty() {
        title.element(Origin::path(diagnostic.file.as_str()))
    } else {
        let annotation = AnnotationKind::Primary.span(start..end);
        title.element(
            Snippet::source(text)
                .path(diagnostic.file.as_str())
                .annotation(annotation),
        )
    };
    let group = match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    };
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

fn json(diagnostic: &Diagnostic, text: &str) -> String {
    let Position { line, column } = Position::of(text, diagnostic.span.start);
    serde_json::json!({
        "severity": diagnostic.severity,
        "code": diagnostic.code.as_str(),
        "file": diagnostic.file,
        "line": line,
        "column": column,
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
    .to_string()
}

/// A workflow command; see GitHub's "Workflow commands for GitHub Actions".
fn github(diagnostic: &Diagnostic, text: &str) -> String {
    let Position { line, column } = Position::of(text, diagnostic.span.start);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let data = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let help = diagnostic
        .help
        .as_ref()
        .map(|help| format!("\n{help}"))
        .unwrap_or_default();
    let message = data(&format!("{}{help}", diagnostic.message));
    format!(
        "::{level} file={},line={line},col={column},title={}::{message}",
        property(&diagnostic.file),
        diagnostic.code
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use expect_test::expect;

    fn sample() -> (Diagnostic, &'static str) {
        let text = "+++\n[extra]\ncontacts = [\"社署\", \"swd-hotlin\"]\n+++\n";
        let at = text.find("\"swd").expect("it is there");
        let diagnostic = Diagnostic::error(
            Code::UnknownContact,
            "content/a/b.md",
            at..at + 12,
            "contact `swd-hotlin` is not in data/contacts.toml",
        );
        (diagnostic.help("did you mean `swd-hotline`?"), text)
    }

    #[test]
    fn people_see_the_line_and_han_take_two_cells() {
        let (diagnostic, text) = sample();
        expect![[r#"
            error[unknown-contact]: contact `swd-hotlin` is not in data/contacts.toml
             --> content/a/b.md:3:19
              |
            3 | contacts = ["社署", "swd-hotlin"]
              |                     ^^^^^^^^^^^^
              |
              = help: did you mean `swd-hotline`?"#]]
        .assert_eq(&human(&diagnostic, text, false));
    }

    #[test]
    fn programs_get_one_object_a_line() {
        let (diagnostic, text) = sample();
        expect![[r#"{"code":"unknown-contact","column":19,"file":"content/a/b.md","help":"did you mean `swd-hotline`?","line":3,"message":"contact `swd-hotlin` is not in data/contacts.toml","severity":"error"}"#]]
        .assert_eq(&json(&diagnostic, text));
    }

    #[test]
    fn github_gets_a_workflow_command() {
        let (diagnostic, text) = sample();
        expect!["::error file=content/a/b.md,line=3,col=19,title=unknown-contact::contact `swd-hotlin` is not in data/contacts.toml%0Adid you mean `swd-hotline`?"]
        .assert_eq(&github(&diagnostic, text));
    }
}
