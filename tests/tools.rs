//! Checkers, journeys and the glossary as pages, and in guides.

use crate::bad_data::site;
use crate::support::GUIDE_FILE;
use std::fs;

#[test]
fn a_checker_is_a_page_of_links_that_needs_no_script() {
    let site = site();
    assert_eq!(site.kiu(&["build"]).code, 0);
    let html = fs::read_to_string(site.path("public/checkers/gds/index.html")).expect("the page");
    let page = kiu::html::read("/checkers/gds/", html.clone());
    for id in ["age", "stay", "yes", "no"] {
        assert!(page.ids.contains(id), "{id}");
    }
    for target in [
        "#no",
        "#stay",
        "#yes",
        "/elderly-care/guangdong-scheme/#eligibility",
    ] {
        assert!(
            page.links.iter().any(|(_, link)| link.value == target),
            "{target}"
        );
    }
    assert!(html.contains("1,675 港元"), "facts are quoted");
    assert!(!html.contains("{{"));
    let english = fs::read_to_string(site.path("public/en/checkers/gds/index.html"));
    assert!(english.expect("the page").contains("HK$1,675"));
    let hans = fs::read_to_string(site.path("public/zh-hans/checkers/gds/index.html"));
    assert!(hans.expect("the page").contains("多大年纪？"));
}

#[test]
fn a_guide_leads_to_its_checkers_and_journeys() {
    let site = site();
    assert_eq!(site.kiu(&["build"]).code, 0);
    let html = fs::read_to_string(site.path("public/elderly-care/guangdong-scheme/index.html"));
    let page = kiu::html::read("/", html.expect("the guide"));
    for target in ["/checkers/gds/", "/journeys/move/#first"] {
        assert!(
            page.links.iter().any(|(_, link)| link.value == target),
            "{target}"
        );
    }
}

#[test]
fn the_first_use_of_a_term_is_explained_where_it_stands() {
    let site = site();
    site.edit(
        GUIDE_FILE,
        "年滿七十歲[S1]。",
        "生果金，又是生果金。年滿七十歲[S1]。",
    );
    assert_eq!(site.kiu(&["build"]).code, 0);
    let guide = |prefix: &str| {
        let path = format!("public{prefix}/elderly-care/guangdong-scheme/index.html");
        fs::read_to_string(site.path(&path)).expect("the guide")
    };
    let html = guide("");
    assert_eq!(html.matches("popovertarget=term-oaa").count(), 1, "{html}");
    assert!(
        html.contains("長者每月領的津貼") && html.contains("香港用語"),
        "{html}"
    );
    let hans = guide("/zh-hans");
    assert_eq!(hans.matches("popovertarget=term-oaa").count(), 1, "{hans}");
    assert!(
        hans.contains("长者每月领的津贴") && hans.contains(">生果金</button>"),
        "{hans}"
    );
    // Search finds the section by the term's other names.
    let answer = site.kiu(&["search", "old age allowance", "--json"]);
    assert!(answer.out.contains("EC-01"), "{}", answer.out);
}
