//! How a Chinese name sounds, for people who type it with Latin letters.
//!
//! Jyutping and pinyin without tones. Syllables may be typed joined or apart
//! and in any grouping (`wui hoeng zing`, `wuihoeng zing`), so a name of several
//! syllables gives every stretch of two to four of them as one word, and the
//! whole; a query joins its neighbouring words in the same way.

use super::fold::is_han;
use pinyin::ToPinyin;

/// The longest stretch of syllables beside the whole name.
const MAX_SYLLABLES: usize = 4;
/// A name longer than this is not sounded as a whole.
const MAX_NAME: usize = 8;

/// Readings people use that dictionaries give second, if at all.
const COLLOQUIAL: &[(char, &str)] = &[('卡', "kaat"), ('證', "zing"), ('嘢', "je")];

/// Every word that one may type for the Han of `name`, without repeats.
#[must_use]
pub fn sounds(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in name
        .split(|c: char| !is_han(c))
        .filter(|run| !run.is_empty())
    {
        for syllables in [jyutping(run), everyday(run), pinyin_of(run)] {
            stretches(&syllables, &mut words);
        }
    }
    words.sort();
    words.dedup();
    words
}

fn stretches(syllables: &[String], words: &mut Vec<String>) {
    let n = syllables.len();
    for length in 2..=MAX_SYLLABLES.min(n) {
        words.extend(syllables.windows(length).map(<[String]>::concat));
    }
    if n == 1 || (n > MAX_SYLLABLES && n <= MAX_NAME) {
        words.push(syllables.concat());
    }
}

/// The syllables of a run of Han in Jyutping; none if one is unknown.
fn jyutping(run: &str) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Word {
        jyutping: Option<String>,
    }
    let words: Vec<Word> =
        serde_json::from_slice(&rust_canto::annotate(run.as_bytes())).unwrap_or_default();
    let syllables: Vec<String> = words
        .iter()
        .filter_map(|word| word.jyutping.as_deref())
        .flat_map(str::split_whitespace)
        .map(|syllable| {
            syllable
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .to_owned()
        })
        .collect();
    if syllables.len() == run.chars().count() {
        syllables
    } else {
        Vec::new()
    }
}

/// The same with the readings of every day.
fn everyday(run: &str) -> Vec<String> {
    let is_everyday = |c: char| COLLOQUIAL.iter().find(|(han, _)| *han == c);
    if !run.chars().any(|c| is_everyday(c).is_some()) {
        return Vec::new();
    }
    let syllables = jyutping(run);
    syllables
        .into_iter()
        .zip(run.chars())
        .map(|(syllable, c)| is_everyday(c).map_or(syllable, |(_, other)| (*other).to_owned()))
        .collect()
}

/// The syllables of a run of Han in pinyin; none if one is unknown.
fn pinyin_of(run: &str) -> Vec<String> {
    let syllables: Option<Vec<String>> = run
        .to_pinyin()
        .map(|syllable| syllable.map(|syllable| syllable.plain().replace('ü', "v")))
        .collect();
    syllables.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_joined_and_apart() {
        let words = sounds("回鄉證");
        for word in [
            "wuihoeng",
            "hoengzing",
            "wuihoengzing",
            "huixiang",
            "xiangzheng",
            "huixiangzheng",
        ] {
            assert!(words.contains(&word.to_owned()), "{word}: {words:?}");
        }
    }

    #[test]
    fn everyday_readings_are_known_too() {
        assert!(sounds("凍卡").contains(&"dungkaat".to_owned()));
    }

    #[test]
    fn what_is_not_han_has_no_sound() {
        assert_eq!(sounds("iAM Smart 2026"), Vec::<String>::new());
    }
}
