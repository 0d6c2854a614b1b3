//! The review clock: `kiu due`, and pages that say how old they are.

use crate::support::{GUIDE_FILE, Site};
use std::fs;

fn site() -> Site {
    let site = Site::new();
    site.edit(
        GUIDE_FILE,
        "review_by = 2099-01-01",
        "review_by = 2026-01-03\nvalid_until = 2098-11-29",
    );
    site
}

#[test]
fn everything_with_a_date_is_listed_the_earliest_first() {
    let answer = site().kiu(&["due", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let found: Vec<String> = answer
        .out
        .lines()
        .map(|line| {
            let item: serde_json::Value = serde_json::from_str(line).expect("one object a line");
            let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
            assert!(item["days"].is_i64());
            format!(
                "{} {} {} {}:{}",
                text("due"),
                text("kind"),
                text("id"),
                text("file"),
                item["line"]
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            format!("2026-01-03 guide EC-01 {GUIDE_FILE}:14"),
            format!("2098-11-29 ends EC-01 {GUIDE_FILE}:15"),
            "2099-01-01 fact oaa-monthly data/facts.toml:7".to_owned(),
        ]
    );
}

#[test]
fn within_keeps_what_is_overdue_and_leaves_out_the_rest() {
    let answer = site().kiu(&["due", "--within", "60d"]);
    assert_eq!(answer.out.lines().count(), 1, "{}", answer.out);
    assert!(
        answer.out.starts_with("2026-01-03") && answer.out.contains("d late"),
        "{}",
        answer.out
    );
    let nothing = Site::new().kiu(&["due", "--within", "60"]);
    assert_eq!(nothing.out, "nothing is due\n");
    let answer = site().kiu(&["due", "--within", "soon"]);
    assert_eq!(answer.code, 2);
    assert!(
        answer.err.contains("a number of days such as 60d"),
        "{}",
        answer.err
    );
}

#[test]
fn the_calendar_has_an_event_a_day() {
    let answer = site().kiu(&["due", "--format", "ics"]);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(
        (lines[0], lines[lines.len() - 1]),
        ("BEGIN:VCALENDAR", "END:VCALENDAR")
    );
    assert_eq!(
        lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(),
        3
    );
    assert!(
        lines.contains(&"DTSTART;VALUE=DATE:20981129")
            && lines.contains(&"SUMMARY:Ends EC-01: 廣東計劃"),
        "{}",
        answer.out
    );
}

#[test]
fn a_list_that_lacks_a_guide_says_so() {
    let site = site();
    site.edit(
        "data/facts.toml",
        "review_by = 2099-01-01",
        "review_by = soon",
    );
    let answer = site.kiu(&["due"]);
    assert_eq!(answer.code, 1);
    assert!(answer.err.contains("toml-syntax"), "{}", answer.err);
}

#[test]
fn a_page_says_until_when_and_that_it_is_over() {
    let page = |valid_until: &str| {
        let site = Site::new();
        site.edit(
            GUIDE_FILE,
            "review_by =",
            &format!("valid_until = {valid_until}\nreview_by ="),
        );
        assert_eq!(site.kiu(&["build"]).code, 0);
        let html = fs::read_to_string(site.path("public/elderly-care/guangdong-scheme/index.html"));
        (html.expect("the guide"), site.faults())
    };
    let hidden = |html: &str, attribute: &str| {
        let at = html.find(attribute).expect("the notice is in the page");
        let end = html[at..].find('>').expect("a tag ends");
        html[at..at + end].contains("hidden")
    };
    let (before, faults) = page("2098-11-29");
    assert!(!hidden(&before, "data-valid-until") && hidden(&before, "data-ended-after"));
    assert_eq!(faults, Vec::<String>::new());
    let (after, faults) = page("2026-02-01");
    assert!(hidden(&after, "data-valid-until") && !hidden(&after, "data-ended-after"));
    assert!(
        faults[0].starts_with("ended") && faults[0].contains("this ended on 2026-02-01"),
        "{faults:#?}"
    );
}
