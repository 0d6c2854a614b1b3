//! `kiu translated`: records that English guides say what their Chinese ones
//! say now.

use super::{CONTENT_AT_FAULT, report};
use crate::content::{self, Content, Fingerprints, Guide, Lang};
use anyhow::Context as _;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Record that English guides say what the Chinese ones say now
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of the guides you have read side by side, such as EC-01
    #[arg(value_name = "ID", required_unless_present = "all")]
    ids: Vec<String>,
    /// All guides that have no record yet
    #[arg(long, conflicts_with = "ids")]
    all: bool,
}

pub fn run(root: &Path, args: &Args, err: &mut impl Write) -> anyhow::Result<ExitCode> {
    let content = content::load(root).context("could not read the content")?;
    if content
        .faults
        .iter()
        .any(crate::diagnostic::Diagnostic::is_error)
    {
        report::write(err, report::Format::Human, &content.files, &content.faults)?;
        return Ok(ExitCode::from(CONTENT_AT_FAULT));
    }
    for id in &args.ids {
        anyhow::ensure!(
            content.guide_by_id(id, Lang::En).is_some(),
            "there is no English guide with the id `{id}`"
        );
    }
    let chosen = content
        .guides
        .iter()
        .filter(|guide| guide.lang == Lang::En)
        .filter(|guide| {
            let extra = &guide.front.extra;
            let id = extra.id.as_ref().map(toml::Spanned::get_ref);
            id.is_some_and(|id| args.ids.contains(id))
                || args.all && extra.translated_from.is_none()
        });
    let mut n_recorded = 0;
    for guide in chosen {
        let Some(text) = recorded(&content, guide) else {
            continue;
        };
        let path = root.join(&guide.file);
        std::fs::write(&path, text)
            .with_context(|| format!("could not write `{}`", path.display()))?;
        n_recorded += 1;
    }
    writeln!(err, "{n_recorded} translations recorded as up to date")?;
    Ok(ExitCode::SUCCESS)
}

/// The guide's file with the fingerprints of its source, in the place of those
/// it had or below its id.
fn recorded(content: &Content, guide: &Guide) -> Option<String> {
    let original = content.guide_at(&format!("{}/{}.md", guide.topic, guide.slug))?;
    let now = Fingerprints::of(original, content.files.get(&original.file)?);
    let id = guide.front.extra.id.as_ref()?;
    let text = content.files.get(&guide.file)?;
    let mut lines = format!("translated_from = \"{}\"\n", now.whole);
    let sections: Vec<String> = now
        .sections
        .iter()
        .map(|(anchor, hash)| format!("{anchor} = \"{hash}\""))
        .collect();
    writeln!(lines, "translated_sections = {{ {} }}", sections.join(", ")).ok()?;
    let mut out = String::with_capacity(text.len() + lines.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let in_front = at < guide.body.start;
        let is_old = in_front
            && ["translated_from =", "translated_sections ="]
                .iter()
                .any(|key| line.starts_with(key));
        if !is_old {
            out.push_str(line);
        }
        let has_id = (at..at + line.len()).contains(&id.span().start);
        at += line.len();
        if has_id {
            out.push_str(&lines);
        }
    }
    Some(out)
}
