//! Traditional text as written in Hong Kong, in Simplified characters.
//!
//! OpenCC's Hong Kong configuration does the characters; `hans.tsv` lists, a
//! pair a line, what it gets wrong. A site adds the words the Mainland has
//! others for, and names whose words stay. Longest match first; what stands in
//! 《》 is a title and keeps its words.

use aho_corasick::{AhoCorasick, MatchKind};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use std::sync::LazyLock;

static OPENCC: LazyLock<OpenCC> = LazyLock::new(|| {
    OpenCC::from_config(BuiltinConfig::Hk2s).expect("the configuration is part of the crate")
});

/// What OpenCC gets wrong, everywhere.
static TRAPS: LazyLock<Pairs> = LazyLock::new(|| {
    let pairs = include_str!("hans.tsv").lines();
    let pairs = pairs.filter_map(|line| line.split_once('\t'));
    Pairs::new(pairs.map(|(hant, hans)| (hant.to_owned(), hans.to_owned())))
});

/// Characters with two Simplified forms, by OpenCC's table `TSCharacters`:
/// which one is right depends on the word.
const AMBIGUOUS: &str = "乾夥徵瞭祇藉著覆鍾餘摺";

/// Converts the texts of one site.
#[derive(Debug)]
pub struct Projection {
    words: Pairs,
    confirmed: AhoCorasick,
}

/// Texts and what comes in their place.
#[derive(Debug)]
struct Pairs {
    automaton: AhoCorasick,
    replacements: Vec<String>,
}

impl Pairs {
    fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let (texts, replacements): (Vec<String>, Vec<String>) = pairs.into_iter().unzip();
        Self {
            automaton: automaton(&texts),
            replacements,
        }
    }

    /// `text` with every pair applied, and what lies between given to `between`.
    fn apply(&self, text: &str, between: impl Fn(&str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for hit in self.automaton.find_iter(text) {
            out.push_str(&between(&text[at..hit.start()]));
            out.push_str(&self.replacements[hit.pattern().as_usize()]);
            at = hit.end();
        }
        out.push_str(&between(&text[at..]));
        out
    }
}

fn automaton(texts: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(texts)
        .expect("a site's words fit into an automaton")
}

/// Characters only.
fn characters(text: &str) -> String {
    TRAPS.apply(text, |between| OPENCC.convert(between))
}

impl Projection {
    /// The projection with a site's `words` (Hong Kong, Mainland), `names` and
    /// `confirmed` words.
    #[must_use]
    pub fn new<'a>(
        words: impl IntoIterator<Item = (&'a str, &'a str)>,
        names: impl IntoIterator<Item = &'a str>,
        confirmed: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let words: Vec<(String, String)> = words
            .into_iter()
            .map(|(hant, hans)| (hant.to_owned(), hans.to_owned()))
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        let traps = include_str!("hans.tsv").lines();
        let traps = traps.filter_map(|line| Some(line.split_once('\t')?.0));
        let confirmed: Vec<String> = confirmed
            .into_iter()
            .chain(traps)
            .chain(names.iter().copied())
            .map(str::to_owned)
            .chain(words.iter().map(|(hant, _)| hant.clone()))
            .collect();
        let names = names
            .into_iter()
            .map(|name| (name.to_owned(), characters(name)));
        Self {
            words: Pairs::new(words.into_iter().chain(names)),
            confirmed: automaton(&confirmed),
        }
    }

    /// `text` in Simplified characters. Text without Han comes back as it is.
    #[must_use]
    pub fn to_hans(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, title)) = rest.split_once('《') {
            out.push_str(&self.words.apply(before, characters));
            let end = title.find('》').unwrap_or(title.len());
            out.push('《');
            out.push_str(&characters(&title[..end]));
            rest = &title[end..];
        }
        out.push_str(&self.words.apply(rest, characters));
        out
    }

    /// The places in `text` of characters that have two Simplified forms and
    /// stand in no word somebody confirmed.
    #[must_use]
    pub fn unconfirmed(&self, text: &str) -> Vec<(usize, char)> {
        let known: Vec<_> = self
            .confirmed
            .find_iter(text)
            .map(|word| word.range())
            .collect();
        text.char_indices()
            .filter(|(_, c)| AMBIGUOUS.contains(*c))
            .filter(|(at, _)| !known.iter().any(|range| range.contains(at)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projection() -> Projection {
        Projection::new(
            [("的士", "出租车"), ("巴士", "公共汽车")],
            ["九龍巴士"],
            ["著名", "乾淨"],
        )
    }

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
            (
                "覆蓋、徵收、特徵、餘額、藉口",
                "覆盖、征收、特征、余额、借口",
            ),
            (
                "鍾先生、存摺、夥伴、里程、公里",
                "钟先生、存折、伙伴、里程、公里",
            ),
            ("麵包、面談、表面、麪", "面包、面谈、表面、面"),
            ("幹部、干預、樹幹、若干", "干部、干预、树干、若干"),
            ("隻身、一隻、只有、慶祝", "只身、一只、只有、庆祝"),
            ("捨棄、宿舍、沖印、衝突", "舍弃、宿舍、冲印、冲突"),
            ("制度、製造、控制、復製", "制度、制造、控制、复制"),
            ("HK$4,345（2026年2月）", "HK$4,345（2026年2月）"),
        ] {
            assert_eq!(projection().to_hans(hant), hans);
        }
    }

    #[test]
    fn a_listed_word_is_taken_whole() {
        assert_eq!(projection().to_hans("搭的士到醫院"), "搭出租车到医院");
    }

    #[test]
    fn names_and_titles_keep_their_words() {
        let hans = projection().to_hans("坐九龍巴士，不坐巴士；見《的士條例》和的士");
        assert_eq!(hans, "坐九龙巴士，不坐公共汽车；见《的士条例》和出租车");
    }

    #[test]
    fn a_word_nobody_confirmed_is_found_and_a_confirmed_one_is_not() {
        let text = "著名、乾淨、顯著";
        let found = projection().unconfirmed(text);
        assert_eq!(found, [(text.rfind('著').expect("it is there"), '著')]);
    }
}
