//! What was published once still leads to an answer, or the check fails.

use crate::support::{GUIDE_FILE, Site};
use expect_test::expect;
use std::fs;

#[test]
fn a_renamed_guide_needs_its_old_address() {
    let site = Site::new();
    let renamed = "content/elderly-care/allowances-in-guangdong.md";
    fs::rename(site.path(GUIDE_FILE), site.path(renamed)).expect("the guide");
    expect![[r#"
        exit 1
        error[lost-address]: the address /elderly-care/guangdong-scheme/ was published and would be lost
         --> content/elderly-care/allowances-in-guangdong.md:1:1
          |
        1 | +++
          | ^^^
          |
          = help: add "elderly-care/guangdong-scheme" to aliases

        warning[not-recorded]: guides, addresses or anchors are not recorded yet
         --> permalinks.toml:1:1
          |
        1 | [EC-01]
          | ^
          |
          = help: run `kiu check --fix`, and commit permalinks.toml with the guides

        1 error, 1 warning
    "#]].assert_eq(&site.kiu(&["check"]).shown());
    site.edit(
        renamed,
        "aliases = [",
        "aliases = [\"elderly-care/guangdong-scheme\", ",
    );
    assert_eq!(site.kiu(&["check"]).code, 0);
    assert_eq!(site.kiu(&["build"]).code, 0);
    let old = fs::read_to_string(site.path("public/elderly-care/guangdong-scheme/index.html"))
        .expect("the redirect");
    assert!(
        old.contains("url=/elderly-care/allowances-in-guangdong/"),
        "{old}"
    );
    let hans =
        fs::read_to_string(site.path("public/zh-hans/elderly-care/guangdong-scheme/index.html"))
            .expect("the redirect");
    assert!(
        hans.contains("url=/zh-hans/elderly-care/allowances-in-guangdong/"),
        "{hans}"
    );
}

#[test]
fn a_lost_anchor_and_a_lost_guide() {
    let site = Site::new();
    site.edit(GUIDE_FILE, "{#eligibility}", "{#who}");
    expect![[r#"
        exit 1
        error[lost-anchor]: the anchor `eligibility` was published and is gone
         --> content/elderly-care/guangdong-scheme.md:1:1
          |
        1 | +++
          | ^^^
          |
          = help: give it to the section that now answers: ## … {#eligibility}

        warning[not-recorded]: guides, addresses or anchors are not recorded yet
         --> permalinks.toml:1:1
          |
        1 | [EC-01]
          | ^
          |
          = help: run `kiu check --fix`, and commit permalinks.toml with the guides

        1 error, 1 warning
    "#]]
    .assert_eq(&site.kiu(&["check"]).shown());
    let site = Site::new();
    site.edit(GUIDE_FILE, "id = \"EC-01\"", "id = \"EC-02\"");
    site.edit(GUIDE_FILE, "g/EC-01", "g/EC-02");
    expect![[r#"
        exit 1
        error[lost-guide]: the guide EC-01 was published and is gone
         --> permalinks.toml:1:1
          |
        1 | [EC-01]
          | ^^^^^^^
          |
          = help: bring it back: its links are in people's messages, and its id is never reused

        warning[not-recorded]: guides, addresses or anchors are not recorded yet
         --> permalinks.toml:1:1
          |
        1 | [EC-01]
          | ^
          |
          = help: run `kiu check --fix`, and commit permalinks.toml with the guides

        1 error, 1 warning
    "#]]
    .assert_eq(&site.kiu(&["check"]).shown());
}

#[test]
fn new_anchors_are_recorded_and_nothing_is_taken_out() {
    let site = Site::new();
    site.edit(
        GUIDE_FILE,
        "## 是否適合我",
        "## 金額 {#amounts}\n\n多少。\n\n## 是否適合我",
    );
    assert_eq!(site.kiu(&["check", "--strict"]).code, 1);
    assert_eq!(site.kiu(&["check", "--strict", "--fix"]).code, 0);
    let ledger = fs::read_to_string(site.path("permalinks.toml")).expect("the ledger");
    assert!(
        ledger.contains(r#"anchors = ["eligibility", "amounts"]"#),
        "{ledger}"
    );
    assert_eq!(site.kiu(&["check", "--fix"]).code, 0);
    assert_eq!(
        fs::read_to_string(site.path("permalinks.toml")).expect("the ledger"),
        ledger
    );
}

#[test]
fn a_ledger_edited_into_nonsense_is_not_overwritten() {
    let site = Site::new();
    site.write("permalinks.toml", "[EC-01]\npaths = nonsense\n");
    let answer = site.kiu(&["check", "--fix"]);
    expect![[r#"
        exit 2
        error: permalinks.toml has faults: mend it before anything is added
    "#]]
    .assert_eq(&answer.shown());
    assert_eq!(
        fs::read_to_string(site.path("permalinks.toml")).expect("the ledger"),
        "[EC-01]\npaths = nonsense\n"
    );
}
