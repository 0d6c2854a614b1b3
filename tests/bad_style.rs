//! What editors are told about the way a guide is written: warnings, each with
//! what to write instead.

use crate::support::{GUIDE_FILE, Site};

/// What is said of a guide that ends in `text`.
fn says(text: &str) -> Vec<String> {
    let site = Site::new();
    site.edit(
        GUIDE_FILE,
        "年滿七十歲[S1]。",
        &format!("年滿七十歲[S1]。\n\n{text}"),
    );
    site.write(
        "data/simplified.toml",
        "confirmed = [\"著名\"]\n[words]\n\"的士\" = \"出租车\"\n",
    );
    let faults = site.faults();
    for fault in &faults {
        assert!(fault.contains("guangdong-scheme.md:28:"), "{fault}");
    }
    faults
        .into_iter()
        .map(|fault| {
            let (code, rest) = fault.split_once(' ').expect("a code");
            let (place, rest) = rest.split_once(' ').expect("a place");
            let column = place.rsplit(':').next().expect("a column");
            format!("{code} at {column}: {rest}")
        })
        .collect()
}

#[test]
fn plain_words_are_left_alone() {
    let text = "你可以打電話問社署，也可以親身去。帶身份證，著名的「信息」二字不用改。住滿 60 日 {{ contact(id=\"swd-hotline\") }}。";
    assert_eq!(says(text), Vec::<String>::new());
}

#[test]
fn a_word_of_officials_and_a_word_of_the_other_side() {
    let faults = says("如欲申請，用短信通知。");
    assert_eq!(
        faults,
        [
            "wording at 1: `如欲` is not how people here speak | write: 想; or put an office's own word in 「」",
            "wording at 7: `短信` is not how people here speak | write: 短訊; or put an office's own word in 「」",
        ]
    );
}

#[test]
fn a_sentence_nobody_can_read_aloud() {
    let faults = says(&"你可以打電話問，".repeat(9));
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].starts_with("long-sentence at 1: this sentence has 63 Han characters"));
}

#[test]
fn one_de_after_the_other() {
    let faults = says("這是你的父親的朋友的公司的文件。");
    assert_eq!(
        faults,
        [
            "too-many-de at 1: 「的」 stands 4 times in one clause | take out those that are not needed, or make two sentences"
        ]
    );
}

#[test]
fn no_space_between_scripts_and_half_width_punctuation() {
    let faults = says("用iAM Smart,再打電話,問清楚。");
    assert_eq!(
        faults,
        [
            "spacing at 1: a space is missing between `用` and `i` | write `用 i`",
            "spacing at 16: half-width `,` between Chinese characters | write `，`",
        ]
    );
}

#[test]
fn a_character_with_two_simplified_forms() {
    let faults = says("這是顯著的分別。");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        faults[0].starts_with("ambiguous-character at 4: `著` has two Simplified forms"),
        "{faults:#?}"
    );
}

#[test]
fn a_figure_that_a_fact_carries_in_any_writing() {
    for figure in ["1,675 港元", "HK$1675", "每月1,675元", "1675 元"] {
        let faults = says(&format!("每月領 {figure}。"));
        let found = faults
            .iter()
            .filter(|fault| fault.starts_with("hard-coded-amount"));
        assert_eq!(found.count(), 1, "{figure}: {faults:#?}");
    }
    for figure in [
        "11 月 1 日",
        "1,675 日",
        "1,676 港元",
        "人民幣 1,675 元",
        "1675年",
    ] {
        let faults = says(&format!("例如 {figure}。"));
        let found = faults
            .iter()
            .filter(|fault| fault.starts_with("hard-coded-amount"));
        assert_eq!(found.count(), 0, "{figure}: {faults:#?}");
    }
    let faults = says("例如 {{ example(text=\"1,675 港元\") }}。");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_figure_in_english_too() {
    let site = Site::new();
    let guide = std::fs::read_to_string(site.path(GUIDE_FILE)).expect("the guide");
    let english = guide
        .replace("\"g/EC-01\"", "\"en/g/EC-01\"")
        .replace("年滿七十歲", "It is HK$1,675 a month");
    site.write("content/elderly-care/guangdong-scheme.en.md", english);
    let faults = site.faults();
    assert!(
        faults.iter().any(|fault| fault.starts_with(
            "hard-coded-amount content/elderly-care/guangdong-scheme.en.md:26:7 `HK$1,675` is typed here, and a fact carries it: oaa-monthly"
        )),
        "{faults:#?}"
    );
}

#[test]
fn what_is_not_settled_is_not_published() {
    let faults = says("收費 UNSURE。");
    assert_eq!(
        faults,
        [
            "unsettled at 4: `UNSURE` marks what nobody has settled: readers must not see it | look it up, or say what is known, as of when, and which office confirms it"
        ]
    );
}

#[test]
fn title_description_and_answer_are_read_like_the_text() {
    let site = Site::new();
    site.edit(
        GUIDE_FILE,
        "'可以，每月 {{",
        "'可以，用短信問，顯著，每月 {{",
    );
    let faults = site.faults();
    let codes: Vec<&str> = faults
        .iter()
        .filter_map(|fault| fault.split(' ').next())
        .collect();
    assert_eq!(codes, ["wording", "ambiguous-character"], "{faults:#?}");
}
