//! What editors are told when a guide is wrong: the place, one sentence, the
//! mend; exit code 1; and nothing published.
//!
//! `UPDATE_EXPECT=1 cargo test` renews the expectations; read the difference.

use crate::support::{GUIDE_FILE, Site};
use expect_test::{Expect, expect};
use std::fs;

/// Builds the site after `spoil`, and compares what is said.
fn build_says(spoil: impl FnOnce(&Site), expected: &Expect) {
    let site = Site::new();
    spoil(&site);
    expected.assert_eq(&site.kiu(&["build"]).shown());
    site.assert_public_untouched();
}

#[test]
fn broken_toml() {
    build_says(
        |site| site.edit(GUIDE_FILE, "title = \"廣東計劃\"", "title = 廣東計劃"),
        &expect![[r#"
            exit 1
            error[toml-syntax]: not valid TOML: string values must be quoted, expected literal string
             --> content/elderly-care/guangdong-scheme.md:2:9
              |
            2 | title = 廣東計劃
              |         ^^^^^^^^
              |
              = help: put text between quotation marks: key = "text"

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn an_unknown_key_with_a_near_name() {
    build_says(
        |site| site.edit(GUIDE_FILE, "review_by =", "reviewby ="),
        &expect![[r#"
            exit 1
            error[missing-key]: the key `extra.review_by` is missing
             --> content/elderly-care/guangdong-scheme.md:1:1
              |
            1 | +++
              | ^^^
              |
              = help: a date such as 2026-11-20

            error[unknown-key]: unknown key `reviewby`
              --> content/elderly-care/guangdong-scheme.md:14:1
               |
            14 | reviewby = 2099-01-01
               | ^^^^^^^^
               |
               = help: did you mean `review_by`?

            2 errors, 0 warnings
        "#]],
    );
}

#[test]
fn a_duplicate_id() {
    build_says(
        |site| {
            let text = fs::read_to_string(site.path(GUIDE_FILE)).expect("the guide");
            site.write(
                "content/elderly-care/second.md",
                text.replace(
                    "aliases = [\"g/EC-01\"]",
                    "aliases = [\"g/EC-01\", \"g/old\"]",
                ),
            );
        },
        &expect![[r#"
            exit 1
            error[duplicate-address]: the address /g/EC-01/ is also claimed by content/elderly-care/guangdong-scheme.md
             --> content/elderly-care/second.md:4:12
              |
            4 | aliases = ["g/EC-01", "g/old"]
              |            ^^^^^^^^^

            error[duplicate-id]: the id EC-01 is taken by content/elderly-care/guangdong-scheme.md
             --> content/elderly-care/second.md:9:6
              |
            9 | id = "EC-01"
              |      ^^^^^^^
              |
              = help: ids are never reused; take the next free number

            warning[not-recorded]: guides, addresses or anchors are not recorded yet
             --> permalinks.toml:1:1
              |
            1 | [EC-01]
              | ^
              |
              = help: run `kiu check --fix`, and commit permalinks.toml with the guides

            2 errors, 1 warning
        "#]],
    );
}

#[test]
fn a_related_guide_that_does_not_exist() {
    build_says(
        |site| {
            site.edit(
                GUIDE_FILE,
                "contacts = [",
                "related = [\"EC-02\"]\ncontacts = [",
            );
        },
        &expect![[r#"
            exit 1
            error[unknown-guide]: guide `EC-02` is not in content/
              --> content/elderly-care/guangdong-scheme.md:15:12
               |
            15 | related = ["EC-02"]
               |            ^^^^^^^
               |
               = help: did you mean `EC-01`?

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn a_guide_that_is_not_utf8() {
    build_says(
        |site| {
            let mut bytes = fs::read(site.path(GUIDE_FILE)).expect("the guide");
            // 生 in Big5.
            bytes.extend([0xa5, 0xcd]);
            site.write(GUIDE_FILE, bytes);
        },
        &expect![[r#"
            exit 1
            error[not-utf8]: this is not UTF-8 text
              --> content/elderly-care/guangdong-scheme.md:27:1
               |
            27 | ��
               | ^
               |
               = help: save the file as UTF-8 (in Notepad: Save as → Encoding → UTF-8)

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn a_symbolic_link_out_of_the_content() {
    build_says(
        |site| {
            std::os::unix::fs::symlink("/etc/passwd", site.path("content/elderly-care/passwd.md"))
                .expect("a link");
        },
        &expect![[r#"
            exit 1
            error[symbolic-link]: a symbolic link cannot be published
            --> content/elderly-care/passwd.md
             = help: put the file itself here

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn an_empty_content_folder() {
    build_says(
        |site| {
            fs::remove_dir_all(site.path("content")).expect("content");
            fs::create_dir(site.path("content")).expect("content");
        },
        &expect![[r#"
            exit 1
            error[no-guides]: there is no guide in content/
            --> content
             = help: a guide is a file such as content/elderly-care/guangdong-scheme.md

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn a_file_of_twenty_megabytes() {
    build_says(
        |site| site.write("content/elderly-care/long.md", vec![b'x'; 20 << 20]),
        &expect![[r#"
            exit 1
            error[file-too-large]: the file has 20971520 bytes; 1048576 are the most a page may have
            --> content/elderly-care/long.md
             = help: is it really text? split a long guide into several

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn a_date_that_does_not_exist() {
    build_says(
        |site| site.edit(GUIDE_FILE, "reviewed = 2026-01-02", "reviewed = 2026-02-30"),
        &expect![[r#"
            exit 1
            error[toml-syntax]: not valid TOML: invalid date, expected day between 01 and 28
              --> content/elderly-care/guangdong-scheme.md:13:12
               |
            13 | reviewed = 2026-02-30
               |            ^^^^^^^^^^
               |
               = help: is there such a day? write a date as 2026-11-20, without quotes

            1 error, 0 warnings
        "#]],
    );
}

#[test]
fn no_front_matter_at_all() {
    build_says(
        |site| site.write(GUIDE_FILE, "## 標題\n"),
        &expect![[r#"
            exit 1
            error[no-front-matter]: the page does not begin with front matter
             --> content/elderly-care/guangdong-scheme.md:1:1
              |
            1 | ## 標題
              | ^
              |
              = help: begin with a line `+++`, then keys such as title = "…", then a line `+++`

            1 error, 0 warnings
        "#]],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "most of them are what is said")]
fn everything_at_once_is_reported_at_once() {
    build_says(
        |site| {
            site.edit(
                GUIDE_FILE,
                "contacts = [\"swd-hotline\"]",
                "contacts = [\"swd-hotlin\"]",
            );
            site.edit(GUIDE_FILE, "{#eligibility}", "");
            site.edit(
                GUIDE_FILE,
                "年滿七十歲[S1]。",
                "**注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id=\"oaa-montly\") }}",
            );
            site.edit("data/facts.toml", "unit = \"hkd\"", "unit = \"dollars\"");
        },
        &expect![[r#"
            exit 1
            error[lost-anchor]: the anchor `eligibility` was published and is gone
             --> content/elderly-care/guangdong-scheme.md:1:1
              |
            1 | +++
              | ^^^
              |
              = help: give it to the section that now answers: ## … {#eligibility}

            error[unknown-contact]: contact `swd-hotlin` is not in data/contacts.toml
              --> content/elderly-care/guangdong-scheme.md:15:13
               |
            15 | contacts = ["swd-hotlin"]
               |             ^^^^^^^^^^^^
               |
               = help: did you mean `swd-hotline`?

            warning[unused-source]: the text never cites `S1`
              --> content/elderly-care/guangdong-scheme.md:17:7
               |
            17 | key = "S1"
               |       ^^^^
               |
               = help: write [S1] after what it supports, or take the source out

            error[missing-anchor]: the heading has no anchor of its own
              --> content/elderly-care/guangdong-scheme.md:24:1
               |
            24 | ## 是否適合我
               | ^^^^^^^^^^^^^
               |
               = help: end the line with a short English name: {#eligibility}

            error[stray-asterisks]: readers will see these asterisks: next to full-width punctuation they do not make bold text
              --> content/elderly-care/guangdong-scheme.md:26:1
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               | ^^
               |
               = help: write {{ strong(text="注意：") }}, or put the punctuation outside: **注意**：

            error[stray-asterisks]: readers will see these asterisks: next to full-width punctuation they do not make bold text
              --> content/elderly-care/guangdong-scheme.md:26:6
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |         ^^
               |
               = help: write {{ strong(text="注意：") }}, or put the punctuation outside: **注意**：

            error[broken-link]: there is no page content/elderly-care/none.md
              --> content/elderly-care/guangdong-scheme.md:26:10
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: did you mean `content/elderly-care/_index.md`?

            error[unknown-source]: no source has the key `S2`
              --> content/elderly-care/guangdong-scheme.md:26:38
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                             ^^^^
               |
               = help: did you mean `S1`?

            error[raw-html]: HTML cannot stand in a guide
              --> content/elderly-care/guangdong-scheme.md:26:43
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                                   ^^^
               |
               = help: write Markdown; only <br> <sub> </sub> <sup> </sup> may stay

            error[raw-html]: HTML cannot stand in a guide
              --> content/elderly-care/guangdong-scheme.md:26:47
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                                       ^^^^
               |
               = help: write Markdown; only <br> <sub> </sub> <sup> </sup> may stay

            error[no-alternative-text]: the image has no text for those who cannot see it
              --> content/elderly-care/guangdong-scheme.md:26:52
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: ![what the image shows](https://x.example/a.png)

            error[external-resource]: the image is loaded from elsewhere, which readers in the Mainland may not see
              --> content/elderly-care/guangdong-scheme.md:26:52
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: put the file next to the guide and link it by its name

            error[unknown-fact]: fact `oaa-montly` is not in data/facts.toml
              --> content/elderly-care/guangdong-scheme.md:26:81
               |
            26 | **注意：**請看[那頁](@/elderly-care/none.md)[S2]。<b>x</b> ![](https://x.example/a.png) {{ fact(id="oaa-montly") }}
               |                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
               |
               = help: did you mean `oaa-monthly`?

            error[unknown-unit]: there is no unit `dollars`
             --> data/facts.toml:4:8
              |
            4 | unit = "dollars"
              |        ^^^^^^^^^
              |
              = help: units: hkd, rmb, percent, hours, days, working-days, weeks, months, years, age, count, date, text

            13 errors, 1 warning
        "#]],
    );
}

#[test]
fn a_template_at_fault_is_not_the_editors_fault() {
    build_says(
        |site| {
            site.edit(
                "themes/kiu/templates/page.html",
                "{% block main %}",
                "{% block main %}{{ nothing.at.all }}",
            );
        },
        &expect![[r#"
            exit 2
            error: could not build the site in `[SITE]`: Zola could not render the site:
            Failed to render page 'content/elderly-care/guangdong-scheme.md'
            Reason: Failed to render 'page.html'
            Reason: Variable `nothing.at.all` not found in context while rendering 'page.html'
        "#]],
    );
}

#[test]
fn a_broken_link_in_a_template_is_found_in_the_built_page() {
    build_says(
        |site| {
            site.edit(
                "themes/kiu/templates/page.html",
                "<main ",
                "<a href=\"/nowhere/\">x</a><img src=\"https://x.example/a.png\" alt=\"\"><main ",
            );
        },
        &expect![[r#"
            exit 1
            error[external-resource]: `https://x.example/a.png` is not on this site, and pages load nothing from elsewhere (on the page /elderly-care/guangdong-scheme/ and 1 more)
            --> themes/kiu/templates
             = help: no content file has this link: look at the theme's templates

            error[broken-link]: a link leads to /nowhere/, which does not exist (on the page /elderly-care/guangdong-scheme/ and 1 more)
            --> themes/kiu/templates
             = help: no content file has this link: look at the theme's templates

            2 errors, 0 warnings
        "#]],
    );
}

#[test]
fn check_speaks_json_and_strict_counts_warnings() {
    let site = Site::new();
    site.edit(
        GUIDE_FILE,
        "review_by = 2099-01-01",
        "review_by = 2026-01-03",
    );
    let lenient = site.kiu(&["check", "--format", "json"]);
    assert_eq!(lenient.code, 0);
    let line: serde_json::Value =
        serde_json::from_str(lenient.err.trim()).expect("one JSON object");
    let keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "code", "column", "file", "help", "line", "message", "severity"
        ]
    );
    assert_eq!(
        (&line["code"], &line["severity"]),
        (&"review-due".into(), &"warning".into())
    );
    assert_eq!(site.kiu(&["check", "--strict"]).code, 1);
}
