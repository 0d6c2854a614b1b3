//! From TOML text to our types, keeping places and reporting every fault.
//!
//! `toml` stops at the first value it cannot use. [`decode`] reports it, takes
//! the value out of the parsed tree and tries again, so that an editor sees all
//! faults of a file at once.

use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error as _};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Faults reported for one file before giving up on it.
const MAX_FAULTS: usize = 50;

/// A day of the calendar, written `2026-11-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub jiff::civil::Date);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "expected a date such as 2026-11-20, without quotes or time";
        let datetime = toml::value::Datetime::deserialize(deserializer)
            .map_err(|_| D::Error::custom(expected))?;
        let (Some(day), None) = (datetime.date, datetime.time) else {
            return Err(D::Error::custom(expected));
        };
        let in_range = || {
            Some((
                i16::try_from(day.year).ok()?,
                i8::try_from(day.month).ok()?,
                i8::try_from(day.day).ok()?,
            ))
        };
        in_range()
            .and_then(|(year, month, day)| jiff::civil::Date::new(year, month, day).ok())
            .map(Self)
            .ok_or_else(|| D::Error::custom("there is no such day"))
    }
}

impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads `toml` as a `T`; spans in it and in the faults are bytes of `toml`.
///
/// Returns nothing only when the TOML itself cannot be parsed or `T` lacks a
/// value it cannot do without; each fault is added to `faults` under `file`.
pub fn decode<T: DeserializeOwned>(
    file: &str,
    toml: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    if !errors.is_empty() {
        // One slip often makes several errors; the first of each line is the one to read.
        let mut last_line = usize::MAX;
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let line = toml[..span.start.min(toml.len())].matches('\n').count();
            if line != last_line {
                faults.push(syntax_fault(file, toml, &span, error.message()));
                last_line = line;
            }
        }
        return None;
    }
    let span = table.span();
    let mut table = table.into_inner();
    for _ in 0..MAX_FAULTS {
        let document = toml::Spanned::new(span.clone(), table.clone());
        let error = match T::deserialize(toml::de::Deserializer::from(document)) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let place = error.span().unwrap_or(0..0);
        faults.push(value_fault(file, place.clone(), error.message()));
        if !remove(&mut table, &place) {
            return None;
        }
    }
    None
}

fn syntax_fault(file: &str, toml: &str, span: &Range<usize>, message: &str) -> Diagnostic {
    let message = message.lines().next().unwrap_or("cannot be read");
    let fault = Diagnostic::error(
        Code::TomlSyntax,
        file,
        span.clone(),
        format!("not valid TOML: {message}"),
    );
    let line = toml[toml[..span.start.min(toml.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1)..]
        .lines()
        .next()
        .unwrap_or("");
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    if value.starts_with(|c: char| c.is_ascii_digit()) && value.matches('-').count() == 2 {
        return fault.help("is there such a day? write a date as 2026-11-20, without quotes");
    }
    if value.starts_with(|c: char| c.is_alphabetic()) {
        return fault.help("put text between quotation marks: key = \"text\"");
    }
    fault
}

/// A fault in the words of `toml` and serde, as the kind it is.
fn value_fault(file: &str, span: Range<usize>, message: &str) -> Diagnostic {
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let mut quoted = rest.split('`').skip(1).step_by(2);
        let key = quoted.next().unwrap_or_default();
        let known: Vec<&str> = quoted.collect();
        let fault = Diagnostic::error(Code::UnknownKey, file, span, format!("unknown key `{key}`"));
        let suggested = fault.clone().suggest(key, known.iter().copied());
        return match suggested.help {
            Some(_) => suggested,
            None if known.is_empty() => fault.help("no key is used here"),
            None => fault.help(format!("keys used here: {}", known.join(", "))),
        };
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return Diagnostic::error(
            Code::MissingKey,
            file,
            span,
            format!("the key {rest} is missing"),
        );
    }
    let message = message.strip_prefix("invalid type: ").unwrap_or(message);
    Diagnostic::error(
        Code::WrongType,
        file,
        span,
        message.lines().next().unwrap_or("wrong kind of value"),
    )
}

/// Takes the entry whose key or value lies at `place` out of the tree.
fn remove(table: &mut DeTable<'_>, place: &Range<usize>) -> bool {
    let hit = table
        .iter()
        .find(|(key, value)| key.span() == *place || value.span() == *place)
        .map(|(key, _)| key.clone());
    if let Some(key) = hit {
        return table.remove(&key).is_some();
    }
    table
        .iter_mut()
        .any(|(_, value)| remove_in(value.get_mut(), place))
}

fn remove_in(value: &mut DeValue<'_>, place: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => remove(table, place),
        DeValue::Array(array) => {
            let hit =
                (0..array.len()).find(|&i| array.get(i).is_some_and(|item| item.span() == *place));
            if let Some(at) = hit {
                let items = std::mem::replace(array, toml::de::DeArray::new());
                *array = items
                    .into_iter()
                    .enumerate()
                    .filter(|(i, _)| *i != at)
                    .map(|(_, item)| item)
                    .collect();
                return true;
            }
            array
                .iter_mut()
                .any(|item| remove_in(item.get_mut(), place))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::Spanned;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by the test's eyes")]
    struct Sample {
        title: Option<Spanned<String>>,
        reviewed: Option<Date>,
    }

    fn faults(toml: &str) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        decode::<Sample>("x.md", toml, &mut faults);
        faults
            .into_iter()
            .map(|fault| {
                (
                    toml[fault.span.clone()].to_owned(),
                    fault.message + &fault.help.unwrap_or_default(),
                )
            })
            .collect()
    }

    #[test]
    fn every_fault_is_reported_at_its_place() {
        let found = faults("titel = \"a\"\nreviewed = \"yesterday\"\nelse = 1\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found.contains(&(
                "titel".into(),
                "unknown key `titel`did you mean `title`?".into()
            )),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .any(|(place, message)| place == "\"yesterday\""
                    && message.contains("expected a date")),
            "{found:?}"
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_a_fault_with_a_help() {
        let found = faults("reviewed = 2026-02-30\n");
        assert!(
            found[0].1.contains("is there such a day") || found[0].1.contains("no such day"),
            "{found:?}"
        );
    }

    #[test]
    fn a_text_without_quotes_says_so() {
        let found = faults("title = Hello\n");
        assert!(found[0].1.contains("quotation marks"), "{found:?}");
    }
}
