//! `kiu due`: what must be looked at again, and when.

use super::{CONTENT_AT_FAULT, report, today};
use crate::check::{Due, Kind, due};
use crate::content;
use anyhow::Context as _;
use chrono::NaiveDate;
use icalendar::{Calendar, Component as _, Event, EventLike as _};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// List guides and facts by the day they must be reviewed
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only what is due within so many days, such as 60d; what is overdue is always listed
    #[arg(long, value_name = "DAYS", value_parser = days)]
    within: Option<u32>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How the list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line each, for a terminal
    Table,
    /// One JSON object a line
    Json,
    /// A calendar to subscribe to
    Ics,
}

/// `60d`, or `60`.
fn days(written: &str) -> Result<u32, String> {
    let number = written.strip_suffix('d').unwrap_or(written);
    number
        .parse()
        .map_err(|_| "a number of days such as 60d".to_owned())
}

pub fn run(
    root: &Path,
    args: &Args,
    out: &mut impl Write,
    err: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let content = content::load(root).context("could not read the content")?;
    let errors: Vec<_> = content
        .faults
        .iter()
        .filter(|fault| fault.is_error())
        .cloned()
        .collect();
    report::write(err, report::Format::Human, &content.files, &errors)?;
    let today = today();
    let last = match args.within {
        Some(n_days) => today
            .checked_add(i64::from(n_days).days())
            .unwrap_or(Date::MAX),
        None => Date::MAX,
    };
    let mut listed = due(&content);
    listed.retain(|item| item.due <= last);
    match args.format {
        Format::Table => table(out, &listed, today)?,
        Format::Json => json(out, &listed, today)?,
        Format::Ics => write!(out, "{}", calendar(&listed))?,
    }
    // A list that lacks what could not be read must not look complete.
    Ok(ExitCode::from(if errors.is_empty() {
        0
    } else {
        CONTENT_AT_FAULT
    }))
}

fn n_days(item: &Due, today: Date) -> i32 {
    (item.due - today).get_days()
}

fn table(out: &mut impl Write, listed: &[Due], today: Date) -> anyhow::Result<()> {
    if listed.is_empty() {
        writeln!(out, "nothing is due")?;
    }
    for item in listed {
        let days = match n_days(item, today) {
            n if n < 0 => format!("{} d late", -n),
            n => format!("in {n} d"),
        };
        writeln!(
            out,
            "{}  {days:>10}  {:<7}  {:<36}  {}  ({}:{})",
            item.due,
            item.kind.as_str(),
            item.id,
            item.title,
            item.file,
            item.line
        )?;
    }
    Ok(())
}

fn json(out: &mut impl Write, listed: &[Due], today: Date) -> anyhow::Result<()> {
    for item in listed {
        let mut object = serde_json::to_value(item)?;
        object["days"] = n_days(item, today).into();
        writeln!(out, "{object}")?;
    }
    Ok(())
}

/// An all-day event each; ids are stable, so that a calendar updates its own.
fn calendar(listed: &[Due]) -> Calendar {
    let mut calendar = Calendar::new();
    calendar.name("Kiu: due for review");
    for item in listed {
        let what = if item.kind == Kind::Ends {
            "Ends"
        } else {
            "Review"
        };
        let (year, month, day) = (item.due.year(), item.due.month(), item.due.day());
        let day = NaiveDate::from_ymd_opt(
            year.into(),
            month.unsigned_abs().into(),
            day.unsigned_abs().into(),
        )
        .expect("a day of the calendar is one in every calendar crate");
        calendar.push(
            Event::new()
                .uid(&format!("{}-{}-{}", item.kind.as_str(), item.id, item.file))
                .summary(&format!("{what} {}: {}", item.id, item.title))
                .description(&format!("{}:{}", item.file, item.line))
                .all_day(day)
                .done(),
        );
    }
    calendar
}
