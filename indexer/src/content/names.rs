//! Checked names: languages and guide ids, parsed once at the edge.

use std::fmt;

/// A language the site is published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Lang {
    /// Chinese in Traditional characters as written in Hong Kong: the source.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// Chinese in Simplified characters: a projection of the source.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English: written by people.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// Every language, the source first.
    pub const ALL: [Self; 3] = [Self::ZhHant, Self::ZhHans, Self::En];

    /// The name used in options, paths of the index and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ZhHant => "zh-Hant",
            Self::ZhHans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The language of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == name)
    }

    /// The value of `<html lang>`.
    #[must_use]
    pub fn html(self) -> &'static str {
        match self {
            Self::ZhHant => "zh-Hant-HK",
            Self::ZhHans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// What stands before every path of this language: "", `/zh-hans`, `/en`.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::ZhHant => "",
            Self::ZhHans => "/zh-hans",
            Self::En => "/en",
        }
    }

    /// The language whose index answers in this one: Simplified pages are the
    /// Traditional ones, and terms are folded.
    #[must_use]
    pub fn indexed_as(self) -> Self {
        if self == Self::ZhHans {
            Self::ZhHant
        } else {
            self
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text in the languages people write.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Local {
    /// Chinese, Traditional.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
    /// English.
    pub en: String,
}

/// A guide's permanent name: two capital letters, a hyphen, two digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuideId(String);

impl GuideId {
    /// The id, if `text` is of the form `EC-01`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [a, b, b'-', c, d]
                if a.is_ascii_uppercase()
                    && b.is_ascii_uppercase()
                    && c.is_ascii_digit()
                    && d.is_ascii_digit() =>
            {
                Some(Self(text.to_owned()))
            }
            _ => None,
        }
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for GuideId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
