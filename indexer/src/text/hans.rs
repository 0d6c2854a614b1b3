//! Traditional text as written in Hong Kong, in Simplified characters.
//!
//! OpenCC's Hong Kong configuration does the characters; `hans.tsv` lists, a
//! pair a line, what it gets wrong and the words the Mainland has others for.
//! Pairs are applied first, the longest that fits, and stay as they are.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static PAIRS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("hans.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

static LONGEST: LazyLock<usize> =
    LazyLock::new(|| PAIRS.keys().map(|hant| hant.len()).max().unwrap_or(0));

static OPENCC: LazyLock<OpenCC> = LazyLock::new(|| {
    OpenCC::from_config(BuiltinConfig::Hk2s).expect("the configuration is part of the crate")
});

/// `text` in Simplified characters. Text without Han comes back as it is.
#[must_use]
pub fn to_hans(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut at, mut plain_from) = (0, 0);
    while at < text.len() {
        if let Some((hant, hans)) = pair_at(&text[at..]) {
            out.push_str(&OPENCC.convert(&text[plain_from..at]));
            out.push_str(hans);
            at += hant.len();
            plain_from = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    out.push_str(&OPENCC.convert(&text[plain_from..]));
    out
}

/// The longest pair that `text` begins with.
fn pair_at(text: &str) -> Option<(&'static str, &'static str)> {
    let ends = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|&end| end <= *LONGEST);
    ends.filter_map(|end| PAIRS.get_key_value(&text[..end]))
        .last()
        .map(|(hant, hans)| (*hant, *hans))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_follow_their_meaning() {
        for (hant, hans) in [
            ("頭髮乾了，發現以後", "头发干了，发现以后"),
            ("皇后大道後面的裏面", "皇后大道后面的里面"),
            ("著名的公證員看着我，穿着", "著名的公证员看着我，穿着"),
            ("熱線電話、綫上辦理", "热线电话、线上办理"),
            ("乾隆、乾坤、餅乾", "乾隆、乾坤、饼干"),
            (
                "衞生署、説明、為了、裏、羣組",
                "卫生署、说明、为了、里、群组",
            ),
            ("台灣、颱風、櫃檯", "台湾、台风、柜台"),
            ("承辦紙、覆診、回覆、複印本", "承办纸、复诊、回复、复印本"),
            ("HK$4,345（2026年2月）", "HK$4,345（2026年2月）"),
        ] {
            assert_eq!(to_hans(hant), hans);
        }
    }

    #[test]
    fn a_listed_word_is_taken_whole() {
        assert_eq!(to_hans("搭的士到醫院"), "搭出租车到医院");
    }
}
