//! What editors are told when facts, contacts, the glossary, a checker or a
//! journey is wrong.

use crate::support::{GUIDE_FILE, Site};

const CHECKER: &str = r#"reviewed = 2026-01-02
review_by = 2099-01-01
[[sources]]
key = "S1"
title = "廣東計劃"
publisher = "社會福利署"
date = 2025-03-24
[[questions]]
id = "age"
ask = { zh-Hant = "多大年紀？", en = "How old?" }
[[questions.answers]]
id = "young"
say = { zh-Hant = "未到", en = "too young" }
to = "no"
[[questions.answers]]
id = "old"
say = { zh-Hant = "到了", en = "old enough" }
to = "stay"
[[questions]]
id = "stay"
ask = { zh-Hant = "住滿一年？", en = "A full year?" }
[[questions.answers]]
id = "full"
say = { zh-Hant = "滿", en = "yes" }
to = "yes"
[[outcomes]]
id = "yes"
verdict = "yes"
title = { zh-Hant = "可以", en = "Yes" }
text = { zh-Hant = '每月 {{ fact(id="oaa-monthly") }}。', en = '{{ fact(id="oaa-monthly") }} a month.' }
next = [{ zh-Hant = "申請", en = "Apply" }]
guides = ["EC-01#eligibility"]
contacts = ["swd-hotline"]
sources = ["S1"]
[[outcomes]]
id = "no"
verdict = "no"
title = { zh-Hant = "未可以", en = "Not yet" }
text = { zh-Hant = "再等。", en = "Wait." }
next = [{ zh-Hant = "等", en = "Wait" }]
contacts = ["swd-hotline"]
sources = ["S1"]
[[scenarios]]
name = "未到年紀"
answers = ["young"]
outcome = "no"
[[scenarios]]
name = "住滿"
answers = ["old", "full"]
outcome = "yes"
"#;

const JOURNEY: &str = r#"reviewed = 2026-01-02
review_by = 2099-01-01
[[steps]]
id = "first"
title = { zh-Hant = "先打電話", en = "Call first" }
text = { zh-Hant = "打。", en = "Call." }
guides = ["EC-01#eligibility"]
contacts = ["swd-hotline"]
[[documents]]
name = { zh-Hant = "身份證", en = "Identity card" }
form = { zh-Hant = "正本", en = "original" }
from = { zh-Hant = "自備", en = "your own" }
steps = ["first"]
"#;

const GLOSSARY: &str = r#"[oaa]
hong_kong = "高齡津貼"
en = "Old Age Allowance"
also = ["生果金"]
meaning = { zh-Hant = "長者每月領的津貼", en = "A monthly allowance for elderly people" }
guide = "EC-01"
"#;

const CHECKER_FILE: &str = "data/checkers/gds.toml";
const JOURNEY_FILE: &str = "data/journeys/move.toml";
const GLOSSARY_FILE: &str = "data/glossary.toml";

/// A site with a checker, a journey and a glossary, all without fault.
pub fn site() -> Site {
    let site = Site::new();
    site.write(CHECKER_FILE, CHECKER);
    site.write(JOURNEY_FILE, JOURNEY);
    site.write(GLOSSARY_FILE, GLOSSARY);
    for (page, template) in [("checkers/gds", "checker"), ("journeys/move", "journey")] {
        for ending in ["md", "en.md"] {
            let front = format!(
                "+++\ntitle = \"頁\"\ndescription = \"一句話\"\ntemplate = \"{template}.html\"\n+++\n"
            );
            site.write(&format!("content/{page}.{ending}"), front);
        }
    }
    for folder in ["checkers", "journeys"] {
        for ending in ["md", "en.md"] {
            site.write(
                &format!("content/{folder}/_index.{ending}"),
                "+++\ntitle = \"表\"\ndescription = \"表\"\ntemplate = \"tools.html\"\n[extra]\ntools = true\n+++\n",
            );
        }
    }
    site
}

/// Checks the site after `spoil`: one fault begins as expected, none else.
fn says(spoil: impl FnOnce(&Site), expected: &str) {
    let site = site();
    spoil(&site);
    let faults = site.faults();
    assert!(
        matches!(faults.as_slice(), [only] if only.starts_with(expected)),
        "expected only `{expected}`, found {faults:#?}"
    );
}

#[test]
fn a_site_with_every_kind_of_data_has_no_fault() {
    assert_eq!(site().faults(), Vec::<String>::new());
}

#[test]
fn a_fact_without_source() {
    says(
        |site| {
            site.edit(
                "data/facts.toml",
                "source = { title = \"金額\", publisher = \"社會福利署\", date = 2026-02-13 }\n",
                "",
            );
            site.edit(GUIDE_FILE, "{{ fact(id=\"oaa-monthly\") }}", "一千多元");
            let file = site.path(CHECKER_FILE);
            let text = std::fs::read_to_string(&file).expect("the checker");
            let text = text.replace("{{ fact(id=\"oaa-monthly\") }}", "x");
            site.write(CHECKER_FILE, text);
        },
        "missing-key data/facts.toml:1:1 the key `source` is missing",
    );
}

#[test]
fn a_source_that_is_somebody_elses_copy() {
    says(
        |site| {
            site.edit(
                GUIDE_FILE,
                "https://swd.gov.hk/gds/",
                "http://zh.wikipedia.org/wiki/x",
            );
        },
        "mirror-link content/elderly-care/guangdong-scheme.md:20:7 `wikipedia.org` copies what others published | link the original publisher's page, or leave `url` out",
    );
}

#[test]
fn an_unknown_fact_in_a_checker() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "zh-Hant = '每月 {{ fact(id=\"oaa-monthly\")",
                "zh-Hant = '每月 {{ fact(id=\"oaa-montly\")",
            );
        },
        "unknown-fact data/checkers/gds.toml:30:24 fact `oaa-montly` is not in data/facts.toml | did you mean `oaa-monthly`?",
    );
}

#[test]
fn a_contact_without_the_day_it_was_looked_up() {
    let site = Site::new();
    site.edit("data/contacts.toml", "as_of = 2026-01-02\n", "");
    let faults = site.faults();
    assert!(
        faults.iter().any(|fault| fault
            .starts_with("missing-key data/contacts.toml:1:1 the key `as_of` is missing")),
        "{faults:#?}"
    );
}

#[test]
fn an_answer_that_leads_nowhere() {
    says(
        |site| {
            site.edit(CHECKER_FILE, "to = \"stay\"", "to = \"stey\"");
            site.edit(CHECKER_FILE, "[[questions]]\nid = \"stay\"\nask = { zh-Hant = \"住滿一年？\", en = \"A full year?\" }\n[[questions.answers]]\nid = \"full\"\nsay = { zh-Hant = \"滿\", en = \"yes\" }\nto = \"yes\"\n", "");
            site.edit(CHECKER_FILE, "to = \"no\"", "to = \"yes\"");
            site.edit(
                CHECKER_FILE,
                "answers = [\"old\", \"full\"]\noutcome = \"yes\"",
                "answers = [\"young\"]\noutcome = \"yes\"",
            );
            site.edit(CHECKER_FILE, "[[outcomes]]\nid = \"no\"\nverdict = \"no\"\ntitle = { zh-Hant = \"未可以\", en = \"Not yet\" }\ntext = { zh-Hant = \"再等。\", en = \"Wait.\" }\nnext = [{ zh-Hant = \"等\", en = \"Wait\" }]\ncontacts = [\"swd-hotline\"]\nsources = [\"S1\"]\n[[scenarios]]\nname = \"未到年紀\"\nanswers = [\"young\"]\noutcome = \"no\"\n", "");
        },
        "dead-end data/checkers/gds.toml:18:6 there is no question or outcome `stey`",
    );
}

#[test]
fn a_question_without_answers() {
    let site = site();
    site.edit(
        CHECKER_FILE,
        "[[questions.answers]]\nid = \"full\"\nsay = { zh-Hant = \"滿\", en = \"yes\" }\nto = \"yes\"\n",
        "",
    );
    let faults = site.faults().join("\n");
    for expected in [
        "dead-end data/checkers/gds.toml:20:6 the question `stay` has no answers",
        "unreachable data/checkers/gds.toml:23:6 no answers lead to `yes`",
        "scenario-fails",
    ] {
        assert!(faults.contains(expected), "{faults}");
    }
}

#[test]
fn answers_that_go_in_circles() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "to = \"yes\"\n",
                "to = \"yes\"\n[[questions.answers]]\nid = \"unsure\"\nsay = { zh-Hant = \"不清楚\", en = \"not sure\" }\nto = \"age\"\n",
            );
        },
        "cycle data/checkers/gds.toml:29:6 this leads back to the question `age`",
    );
}

#[test]
fn a_scenario_that_ends_elsewhere() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "answers = [\"young\"]\noutcome = \"no\"",
                "answers = [\"young\"]\noutcome = \"no\"\n[[scenarios]]\nname = \"其他\"\nanswers = [\"young\"]\noutcome = \"yes\"",
            );
        },
        "scenario-fails data/checkers/gds.toml:50:11 `其他` ends in `no`, not in `yes`",
    );
}

#[test]
fn a_scenario_that_goes_on_after_the_end() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "answers = [\"young\"]",
                "answers = [\"young\", \"full\"]",
            );
        },
        "scenario-fails data/checkers/gds.toml:45:21 `no` is reached already: nothing more is asked",
    );
}

#[test]
fn an_outcome_without_source() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "sources = [\"S1\"]\n[[outcomes]]",
                "[[outcomes]]",
            );
        },
        "no-sources data/checkers/gds.toml:27:6 the outcome `yes` names no source",
    );
}

#[test]
fn an_outcome_that_does_not_say_what_to_do() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "next = [{ zh-Hant = \"申請\", en = \"Apply\" }]\n",
                "",
            );
        },
        "no-next-step data/checkers/gds.toml:27:6 the outcome `yes` does not say what to do next",
    );
}

#[test]
fn an_outcome_no_scenario_ends_in() {
    says(
        |site| {
            site.edit(
                CHECKER_FILE,
                "[[scenarios]]\nname = \"未到年紀\"\nanswers = [\"young\"]\noutcome = \"no\"\n",
                "",
            );
        },
        "untested-outcome data/checkers/gds.toml:36:6 no scenario ends in the outcome `no`",
    );
}

#[test]
fn a_checker_without_its_english_page() {
    says(
        |site| std::fs::remove_file(site.path("content/checkers/gds.en.md")).expect("it is there"),
        "no-page data/checkers/gds.toml:1:1 its page content/checkers/gds.en.md is missing",
    );
}

#[test]
fn a_journey_to_a_section_that_is_not_there() {
    says(
        |site| site.edit(JOURNEY_FILE, "EC-01#eligibility", "EC-01#eligibilty"),
        "broken-link data/journeys/move.toml:7:11 content/elderly-care/guangdong-scheme.md has no section `eligibilty` | did you mean `eligibility`?",
    );
}

#[test]
fn a_journey_to_a_guide_that_is_not_there() {
    says(
        |site| site.edit(JOURNEY_FILE, "EC-01#eligibility", "EC-11"),
        "unknown-guide data/journeys/move.toml:7:11 guide `EC-11` is not in content/ | did you mean `EC-01`?",
    );
}

#[test]
fn a_step_that_leads_nowhere() {
    says(
        |site| site.edit(JOURNEY_FILE, "guides = [\"EC-01#eligibility\"]\n", ""),
        "dead-end data/journeys/move.toml:4:6 the step `first` leads to no guide",
    );
}

#[test]
fn a_paper_for_a_step_that_is_not_there() {
    says(
        |site| site.edit(JOURNEY_FILE, "steps = [\"first\"]", "steps = [\"frist\"]"),
        "unknown-step data/journeys/move.toml:13:10 the journey has no step `frist` | did you mean `first`?",
    );
}

#[test]
fn a_name_that_two_terms_claim_in_either_script() {
    says(
        |site| {
            let second = GLOSSARY
                .replace("[oaa]", "[oaa-too]")
                .replace("高齡津貼", "敬老津貼");
            let second = second
                .replace("Old Age Allowance", "Another")
                .replace("生果金", "高龄津贴");
            site.write(GLOSSARY_FILE, format!("{GLOSSARY}\n{second}"));
        },
        "duplicate-term data/glossary.toml:11:9 `高龄津贴` is already a name of `oaa`",
    );
}

#[test]
fn a_term_without_a_chinese_word() {
    says(
        |site| site.edit(GLOSSARY_FILE, "hong_kong = \"高齡津貼\"\n", ""),
        "missing-key data/glossary.toml:1:1 the term `oaa` has neither a `hong_kong` nor a `mainland` word",
    );
}

#[test]
fn a_term_of_a_guide_that_is_not_there() {
    says(
        |site| site.edit(GLOSSARY_FILE, "guide = \"EC-01\"", "guide = \"EC-10\""),
        "unknown-guide data/glossary.toml:6:9 guide `EC-10` is not in content/",
    );
}

#[test]
fn a_question_for_a_section_that_is_not_there() {
    says(
        |site| site.edit(GUIDE_FILE, "有冇得攞？\"", "有冇得攞？ #steps\""),
        "unknown-anchor content/elderly-care/guangdong-scheme.md:11:14 the guide has no section `steps` that could answer this",
    );
}

#[test]
fn names_of_a_place_no_guide_can_be_for() {
    says(
        |site| site.write("data/places.toml", "shenzen = [\"深圳\"]\n"),
        "unknown-place data/places.toml:1:12 `shenzen` is not a place guides can be for | did you mean `shenzhen`?",
    );
}

#[test]
fn a_place_name_that_two_places_claim_in_either_script() {
    says(
        |site| {
            let text = "foshan = [\"順德\"]\nzhongshan = [\"顺德\"]\n";
            site.write("data/places.toml", text);
        },
        "duplicate-term data/places.toml:2:14 `顺德` is already a name of `foshan` | keep it at one place",
    );
}

#[test]
fn a_place_name_that_is_empty() {
    says(
        |site| site.write("data/places.toml", "foshan = [\" \"]\n"),
        "empty-text data/places.toml:1:11 this name is empty",
    );
}

#[test]
fn a_data_folder_with_a_file_of_another_kind() {
    says(
        |site| site.write("data/checkers/notes.txt", "x"),
        "unexpected-file data/checkers/notes.txt:1:1 only .toml files belong here",
    );
}
