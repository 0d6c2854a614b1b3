//! One common form for characters that mean the same to a reader who searches.
//!
//! 戶, 户 and 戸, or 裏, 裡 and 里, fold to one character each. The table
//! `fold.txt` is made from OpenCC's Hong Kong and Simplified tables and a short
//! list of variants those leave apart; the test `the_table_is_what_opencc_says`
//! makes it anew and compares.
//!
//! Folding is for matching only: 乾 and 干 become one. What a reader sees is
//! never folded.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// One line for each common form: the form, then every character that folds to it.
static TABLE: &str = include_str!("fold.txt");

static COMMON_FORM: LazyLock<CommonForms> = LazyLock::new(CommonForms::new);

/// The common form of every character that has another.
struct CommonForms {
    /// Of those from [`FIRST`] on, itself where it has no other: nearly all of
    /// any text.
    usual: Vec<char>,
    rare: HashMap<char, char>,
}

/// The first and last characters of [`CommonForms::usual`].
const FIRST: char = '\u{4E00}';
const LAST: char = '\u{9FFF}';

impl CommonForms {
    fn new() -> Self {
        let mut forms = Self {
            usual: (FIRST..=LAST).collect(),
            rare: HashMap::new(),
        };
        for (variant, common) in pairs() {
            match forms.usual.get_mut(place(variant)) {
                Some(form) if variant >= FIRST => *form = common,
                _ => {
                    forms.rare.insert(variant, common);
                }
            }
        }
        forms
    }
}

fn place(c: char) -> usize {
    (u32::from(c).wrapping_sub(u32::from(FIRST))) as usize
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    rows().flat_map(|(common, variants)| variants.map(move |variant| (variant, common)))
}

static VARIANTS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| {
    rows()
        .map(|(common, variants)| (common, variants.collect()))
        .collect()
});

fn rows() -> impl Iterator<Item = (char, std::str::Chars<'static>)> {
    TABLE.lines().filter_map(|line| {
        let mut chars = line.chars();
        Some((chars.next()?, chars))
    })
}

/// The common form of a character: itself, unless the table names another.
#[must_use]
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let forms = &*COMMON_FORM;
    match forms.usual.get(place(c)) {
        Some(form) => *form,
        None => forms.rare.get(&c).copied().unwrap_or(c),
    }
}

/// The form in which texts are compared: NFKC, lower case, characters folded.
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).into_iter().collect()
}

/// The characters of [`fold`].
pub(super) fn folded(text: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(text.len() / 2);
    let mut rest = text;
    while !rest.is_empty() {
        // These are their own NFKC form whatever stands beside them.
        let is_plain = |c: char| (FIRST..=LAST).contains(&c);
        let end = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
        chars.extend(rest[..end].chars().map(fold_char));
        rest = &rest[end..];
        let end = rest.find(is_plain).unwrap_or(rest.len());
        chars.extend(
            rest[..end]
                .nfkc()
                .flat_map(char::to_lowercase)
                .map(fold_char),
        );
        rest = &rest[end..];
    }
    chars
}

/// The characters that fold to `common`, without `common` itself.
#[must_use]
pub fn variants_of(common: char) -> &'static [char] {
    VARIANTS.get(&common).map_or(&[], Vec::as_slice)
}

/// Whether a character is cut into bigrams: the CJK unified ideographs with
/// their extensions, the compatibility ideographs, 々 and 〇.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x3005 | 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_23AF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrous_opencc::{OpenCC, config::BuiltinConfig};
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    /// Variants that OpenCC keeps apart and people type one for the other.
    const ALSO: &[(char, char)] = &[
        ('著', '着'),
        ('祇', '只'),
        ('秪', '只'),
        ('喫', '吃'),
        ('佔', '占'),
        ('週', '周'),
        ('証', '证'),
        ('戸', '户'),
    ];

    fn generate() -> String {
        let hong_kong = OpenCC::from_config(BuiltinConfig::Hk2s).expect("embedded configuration");
        let traditional = OpenCC::from_config(BuiltinConfig::T2s).expect("embedded configuration");
        let one = |converter: &OpenCC, c: char| {
            let out = converter.convert(c.encode_utf8(&mut [0; 4]));
            let mut chars = out.chars();
            match (chars.next(), chars.next()) {
                (Some(only), None) => only,
                _ => c,
            }
        };
        let mut table: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
        for c in (0x3400..=0x3_23AF_u32)
            .filter_map(char::from_u32)
            .filter(|&c| is_han(c))
        {
            let mut form = c;
            // Chains such as 綫 → 線 → 线 end after a few steps.
            for _ in 0..4 {
                form = ALSO
                    .iter()
                    .find(|(from, _)| *from == form)
                    .map_or(form, |(_, to)| *to);
                form = one(&traditional, one(&hong_kong, form));
            }
            if form != c {
                table.entry(form).or_default().insert(c);
            }
        }
        let mut text = String::new();
        for (common, variants) in table {
            writeln!(text, "{common}{}", variants.into_iter().collect::<String>())
                .expect("a string takes writes");
        }
        text
    }

    #[test]
    fn the_table_is_what_opencc_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/fold.txt");
        let fresh = generate();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, &fresh).expect("the table can be written");
        }
        assert!(
            fresh == std::fs::read_to_string(path).expect("the table is there"),
            "run with UPDATE_EXPECT=1 to renew {path}"
        );
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for (variant, common) in pairs() {
            assert_eq!(
                fold_char(common),
                common,
                "{variant} folds to {common}, which folds on"
            );
        }
    }

    #[test]
    fn scripts_and_variants_meet() {
        for group in [
            "戶户戸",
            "裏裡里",
            "綫線线",
            "著着",
            "後后",
            "乾干",
            "髮發发",
            "衞衛卫",
            "臺台檯颱",
            "証證证",
        ] {
            let forms: BTreeSet<char> = group.chars().map(fold_char).collect();
            assert_eq!(forms.len(), 1, "{group} folds to {forms:?}");
        }
    }
}
