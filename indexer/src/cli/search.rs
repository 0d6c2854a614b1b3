//! `kiu search`: asks the index that the last build made.

use crate::content::{self, Lang};
use crate::flow::index_dir;
use crate::index::{Found, Hit, Reader};
use crate::text::{Projection, snippet};
use anyhow::Context as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Characters of a section's text a result shows; Latin ones take half the room.
fn snippet_chars(lang: Lang) -> usize {
    match lang {
        Lang::ZhHant | Lang::ZhHans => 90,
        Lang::En => 170,
    }
}

/// Find the sections that answer a question
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for, in any script
    query: String,
    /// The language of the results
    #[arg(long, value_parser = langs(), default_value = Lang::ZhHant.as_str())]
    lang: Lang,
    /// How many results at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// Reads the name of a language.
fn langs() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::as_str))
        .map(|name| Lang::parse(&name).unwrap_or(Lang::ZhHant))
}

#[derive(serde::Serialize)]
struct Shown {
    rank: usize,
    id: String,
    lang: Lang,
    url: String,
    anchor: String,
    title: String,
    heading: String,
    snippet: String,
    score: f32,
}

pub fn run(root: &Path, args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let dir = index_dir(root).join(args.lang.indexed_as().as_str());
    let Found {
        hits,
        is_weak,
        words,
    } = Reader::open(&dir)?.search(&args.query, args.limit)?;
    let projection =
        content::load_projection(root).context("could not read data/simplified.toml")?;
    let found: Vec<Shown> = (1..)
        .zip(hits)
        .map(|(rank, hit)| found(rank, hit, args.lang, &words, &projection))
        .collect();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&found)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    for result in &found {
        let heading = if result.heading.is_empty() {
            String::new()
        } else {
            format!(" › {}", result.heading)
        };
        writeln!(
            out,
            "{}. {}  {}{heading}",
            result.rank, result.id, result.title
        )?;
        let anchor = if result.anchor.is_empty() {
            String::new()
        } else {
            format!("#{}", result.anchor)
        };
        writeln!(out, "   {}{anchor}\n   {}\n", result.url, result.snippet)?;
    }
    if found.is_empty() {
        writeln!(out, "nothing found")?;
    } else if is_weak {
        writeln!(
            out,
            "none of these fits well: the page says so and offers other ways"
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn found(rank: usize, hit: Hit, lang: Lang, words: &[String], projection: &Projection) -> Shown {
    let shown = |text: String| {
        if lang == Lang::ZhHans {
            projection.to_hans(&text)
        } else {
            text
        }
    };
    let prefix = if lang == Lang::ZhHans {
        lang.prefix()
    } else {
        ""
    };
    Shown {
        rank,
        id: hit.id,
        lang,
        url: format!("{prefix}{}", hit.path),
        anchor: hit.anchor,
        title: shown(hit.title),
        heading: shown(hit.heading),
        snippet: snippet(
            &shown(hit.text).replace('\n', " "),
            words,
            snippet_chars(lang),
        ),
        score: hit.score,
    }
}
