//! Finds figures typed in a guide's text that `data/facts.toml` carries: when
//! the fact changes, they would stay wrong.
//!
//! A figure is a number with a unit facts have: money, percent, hours, days,
//! months, years, ages. Dates, ordinals and the numbers of a worked example
//! (`{{ example(text="…") }}`) are none.

use crate::content::{Content, Fact, FactValue, Guide, Spanned, mask_shortcodes};
use crate::diagnostic::{Code, Diagnostic};
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        (?P<before> HK\$\s? | 港幣\s? | RMB\s? | 人民幣\s? | ¥ | [Aa]ged?\s | 第\s? )?
        (?P<number> \d[\d,]*(?:\.\d+)? )
        \s?
        (?P<scale> 萬 | 億 | million\b )?
        \s?
        (?P<unit> 港元 | 港幣 | 元 | % | ％ | 個工作日 | 日 | 天 | 個月 | 年 | 歲 | 小時 | 個?星期
                | working\ days?\b | days?\b | months?\b | years?\ old\b | years?\b | hours?\b | weeks?\b | percent\b )?
        ",
    )
    .expect("the pattern is valid")
});

/// Candidates named in one fault.
const MAX_NAMED: usize = 3;

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let mut by_value: BTreeMap<(&str, String), Vec<&str>> = BTreeMap::new();
    for (id, fact) in &content.facts {
        let fact: &Fact = fact.get_ref();
        let value = match fact.value.get_ref() {
            FactValue::Integer(value) => value.to_string(),
            FactValue::Decimal(value) => value.to_string(),
            _ => continue,
        };
        let unit = fact.unit.get_ref().as_str();
        by_value.entry((unit, value)).or_default().push(id);
    }
    for guide in &content.guides {
        of_guide(content, guide, &by_value, found);
    }
}

fn of_guide(
    content: &Content,
    guide: &Guide,
    by_value: &BTreeMap<(&str, String), Vec<&str>>,
    found: &mut Vec<Diagnostic>,
) {
    let text = &content.files[&guide.file];
    let masked = mask_shortcodes(text);
    let front = [
        &guide.front.title,
        &guide.front.description,
        &guide.front.extra.answer,
    ];
    let places = front
        .into_iter()
        .flatten()
        .map(Spanned::span)
        .chain(std::iter::once(guide.body.start..text.len()));
    let quoted: BTreeSet<&str> = guide
        .body
        .shortcodes
        .iter()
        .filter_map(|call| call.args.get("id").map(String::as_str))
        .collect();
    for place in places {
        for figure in FIGURE.captures_iter(&masked[place.clone()]) {
            let Some((span, units, value)) = read(&figure) else {
                continue;
            };
            if is_day_of_month(&masked[place.start..place.start + span.start], units) {
                continue;
            }
            let mut ids: Vec<&str> = units
                .iter()
                .filter_map(|unit| by_value.get(&(*unit, value.clone())))
                .flatten()
                .copied()
                .collect();
            ids.sort_by_key(|id| (!quoted.contains(id), *id));
            let Some(first) = ids.first() else { continue };
            let span = place.start + span.start..place.start + span.end;
            let message = format!(
                "`{}` is typed here, and a fact carries it: {}",
                text[span.clone()].trim(),
                ids[..ids.len().min(MAX_NAMED)].join(", ")
            );
            let fault = Diagnostic::warning(Code::HardCodedAmount, &guide.file, span, message);
            found.push(fault.help(format!(
                "quote the fact: {{{{ fact(id=\"{first}\", date=false) }}}}; in a worked example write {{{{ example(text=\"…\") }}}}"
            )));
        }
    }
}

/// Whether what stands before says that a number of days is a date: 11 月 29 日.
fn is_day_of_month(before: &str, units: &[&str]) -> bool {
    let month = before.trim_end().strip_suffix('月').map(str::trim_end);
    units == ["days"] && month.is_some_and(|month| month.ends_with(|c: char| c.is_ascii_digit()))
}

/// Where a figure stands, the units it may be in, and its value as facts
/// write it; none if it is a date, an ordinal or has no unit.
fn read(figure: &Captures<'_>) -> Option<(Range<usize>, &'static [&'static str], String)> {
    let number = figure.name("number")?.as_str().replace(',', "");
    let before = figure
        .name("before")
        .map_or("", |found| found.as_str().trim());
    let unit = figure.name("unit").map_or("", |found| found.as_str());
    let is_year = number.len() == 4 && unit == "年";
    if before == "第" || is_year {
        return None;
    }
    let units: &[&str] = match (before, unit) {
        ("HK$" | "港幣", _) | (_, "港元" | "港幣") => &["hkd"],
        ("RMB" | "人民幣" | "¥", _) => &["rmb"],
        ("aged" | "Aged" | "age" | "Age", "") | (_, "歲" | "years old" | "year old") => &["age"],
        (_, "元") => &["rmb", "hkd"],
        (_, "%" | "％" | "percent") => &["percent"],
        (_, "個工作日" | "working day" | "working days") => &["working-days"],
        (_, "日" | "天" | "day" | "days") => &["days"],
        (_, "個月" | "month" | "months") => &["months"],
        (_, "年" | "year" | "years") => &["years"],
        (_, "小時" | "hour" | "hours") => &["hours"],
        (_, "星期" | "個星期" | "week" | "weeks") => &["weeks"],
        _ => return None,
    };
    let factor = match figure.name("scale").map(|found| found.as_str()) {
        Some("萬") => 10_000.0,
        Some("億") => 100_000_000.0,
        Some(_) => 1_000_000.0,
        None => 1.0,
    };
    let value: f64 = number.parse().ok()?;
    Some((figure.get(0)?.range(), units, (value * factor).to_string()))
}
