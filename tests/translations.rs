//! English guides know the Chinese text they were made from.

use crate::support::{GUIDE_FILE, Site};
use std::fs;

const ENGLISH: &str = "content/elderly-care/guangdong-scheme.en.md";

fn site() -> Site {
    let site = Site::new();
    let guide = fs::read_to_string(site.path(GUIDE_FILE)).expect("the guide");
    let english = guide
        .replace("\"g/EC-01\"", "\"en/g/EC-01\"")
        .replace("年滿七十歲", "Seventy or over");
    site.write(ENGLISH, english);
    site
}

#[test]
fn a_translation_is_recorded_and_known_to_be_behind_by_section() {
    let site = site();
    let unrecorded = site.faults();
    assert!(
        unrecorded[0].starts_with("translation-not-recorded")
            && unrecorded[0].ends_with("run `kiu translated EC-01`"),
        "{unrecorded:#?}"
    );
    let answer = site.kiu(&["translated", "--all"]);
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (0, "1 translations recorded as up to date\n")
    );
    assert_eq!(site.faults(), Vec::<String>::new());
    // A changed amount is no change of the text.
    site.edit("data/facts.toml", "value = 1675", "value = 1700");
    assert_eq!(site.faults(), Vec::<String>::new());

    site.edit(GUIDE_FILE, "年滿七十歲", "年滿七十歲，住在廣東");
    let behind = site.faults();
    assert!(
        behind[0].starts_with("translation-behind content/elderly-care/guangdong-scheme.en.md:10:19 the Chinese text changed in: eligibility"),
        "{behind:#?}"
    );
    assert_eq!(
        site.kiu(&["build"]).code,
        0,
        "a translation that is behind is published"
    );
    let path = "public/en/elderly-care/guangdong-scheme/index.html";
    let html = fs::read_to_string(site.path(path)).expect("the guide");
    assert!(
        html.contains("data-behind") && html.contains("may be out of date"),
        "{html}"
    );

    let answer = site.kiu(&["translated", "EC-01"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(site.faults(), Vec::<String>::new());
    let text = fs::read_to_string(site.path(ENGLISH)).expect("the guide");
    assert_eq!(text.matches("translated_from = ").count(), 1, "{text}");
    site.kiu(&["build"]);
    let html = fs::read_to_string(site.path(path)).expect("the guide");
    assert!(!html.contains("data-behind"));
}

#[test]
fn an_unknown_id_and_faulty_content_record_nothing() {
    let site = site();
    let before = fs::read_to_string(site.path(ENGLISH)).expect("the guide");
    let answer = site.kiu(&["translated", "EC-77"]);
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (2, "error: there is no English guide with the id `EC-77`\n")
    );
    site.edit(GUIDE_FILE, "title = \"廣東計劃\"", "title = 廣東計劃");
    assert_eq!(site.kiu(&["translated", "--all"]).code, 1);
    assert_eq!(
        fs::read_to_string(site.path(ENGLISH)).expect("the guide"),
        before
    );
}

#[test]
fn a_translation_of_a_section_that_does_not_exist() {
    let site = site();
    site.edit(ENGLISH, "{#eligibility}", "{#eligibilty}");
    let faults = site.faults().join("\n");
    for expected in [
        "anchors-differ content/elderly-care/guangdong-scheme.en.md:1:1 the section `eligibility` of the Chinese guide is missing here",
        "anchors-differ content/elderly-care/guangdong-scheme.en.md:24:1 the Chinese guide has no section `eligibilty` | did you mean `eligibility`?",
    ] {
        assert!(faults.contains(expected), "{faults}");
    }
}

#[test]
fn a_translation_without_its_original() {
    let site = site();
    let text = fs::read_to_string(site.path(ENGLISH)).expect("the guide");
    site.write(
        "content/elderly-care/other.en.md",
        text.replace("EC-01", "EC-02"),
    );
    let faults = site.faults().join("\n");
    assert!(
        faults.contains("no-original content/elderly-care/other.en.md:1:1 there is no other.md that this page translates"),
        "{faults}"
    );
}
