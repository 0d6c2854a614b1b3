//! A fault in the content as a value, and its place in a file.
//!
//! Rules make [`Diagnostic`]s; `cli::report` prints them. Nothing here prints.

use std::ops::Range;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Readers would be misled or the site would break: nothing is published.
    Error,
    /// Worth mending; publishes all the same.
    Warning,
}

/// One fault in the content, where its editor can mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops a build.
    pub severity: Severity,
    /// Stable name, printed as `error[unknown-contact]`; never reused.
    pub code: Code,
    /// From the site's root, `/` on every platform.
    pub file: String,
    /// Bytes in that file. Line and column (both from 1, column in characters)
    /// are worked out by [`Position::of`] and nowhere else.
    pub span: Range<usize>,
    /// What is wrong: one line, lower case, no full stop.
    pub message: String,
    /// How to mend it, if we know.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, file: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            file: file.to_owned(),
            span,
            message: message.into(),
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, file: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, file, span, message)
        }
    }

    /// The same, with how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with a suggestion if one of `candidates` is a likely meant `typed`.
    #[must_use]
    pub fn suggest<'a>(self, typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(typed, candidates) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// Whether it stops a build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order they are shown: by file, then place.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span.start, a.code, &a.message).cmp(&(
            &b.file,
            b.span.start,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
}

/// The candidate that `typed` was most likely meant to be, if any is near:
/// a Damerau–Levenshtein distance of at most a third of its length.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = typed.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(typed, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Line and column in a text, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset; one past the end of `text` is its end.
    #[must_use]
    pub fn of(text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// The stable name of a kind of fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name as printed.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// The file is larger than a guide may be.
    FileTooLarge = "file-too-large",
    /// A symbolic link where files are expected.
    SymbolicLink = "symbolic-link",
    /// A file of a kind that does not belong into `content/`.
    UnexpectedFile = "unexpected-file",
    /// A file or folder name that makes a bad address.
    BadName = "bad-name",
    /// No guide at all.
    NoGuides = "no-guides",
    /// A data file that must be there is not.
    MissingFile = "missing-file",
    /// A page does not begin with front matter.
    NoFrontMatter = "no-front-matter",
    /// The TOML cannot be read.
    TomlSyntax = "toml-syntax",
    /// A key nobody reads.
    UnknownKey = "unknown-key",
    /// A value of the wrong kind.
    WrongType = "wrong-type",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A text that must say something is empty.
    EmptyText = "empty-text",
    /// A title, description or answer too long for where it is shown.
    TooLong = "too-long",
    /// A guide's id is not of the form `EC-01`.
    BadId = "bad-id",
    /// Two guides claim one id.
    DuplicateId = "duplicate-id",
    /// The versions of a guide in two languages carry different ids.
    IdDiffers = "id-differs",
    /// Two pages claim one address.
    DuplicateAddress = "duplicate-address",
    /// The guide has no short link among its aliases.
    MissingShortLink = "missing-short-link",
    /// An alias that is not an address on this site.
    BadAlias = "bad-alias",
    /// A topic that does not exist, or not the guide's own.
    UnknownTopic = "unknown-topic",
    /// A place that is not in the list of places.
    UnknownPlace = "unknown-place",
    /// An audience that is not in the list of audiences.
    UnknownAudience = "unknown-audience",
    /// A contact that is not in the contacts.
    UnknownContact = "unknown-contact",
    /// A fact that is not in the facts.
    UnknownFact = "unknown-fact",
    /// A related guide that does not exist.
    UnknownGuide = "unknown-guide",
    /// A shortcode the theme does not have.
    UnknownShortcode = "unknown-shortcode",
    /// A shortcode without an argument it needs.
    BadShortcode = "bad-shortcode",
    /// A guide without sources.
    NoSources = "no-sources",
    /// A source key used in the text that no source has.
    UnknownSource = "unknown-source",
    /// A source the text never cites.
    UnusedSource = "unused-source",
    /// Two sources with one key.
    DuplicateSource = "duplicate-source",
    /// An address that is not a plain `https://` one.
    BadUrl = "bad-url",
    /// A link to a site that copies what others published.
    MirrorLink = "mirror-link",
    /// A date in the future that cannot be.
    FutureDate = "future-date",
    /// Dates in an impossible order.
    DateOrder = "date-order",
    /// A page or fact past its review date.
    ReviewDue = "review-due",
    /// A heading without an explicit id.
    MissingAnchor = "missing-anchor",
    /// An anchor that is not short Latin words with hyphens.
    BadAnchor = "bad-anchor",
    /// Two headings with one anchor.
    DuplicateAnchor = "duplicate-anchor",
    /// An anchor of one language is missing in another.
    AnchorsDiffer = "anchors-differ",
    /// A heading of a level the page does not use there.
    BadHeading = "bad-heading",
    /// More sections than a guide may have.
    TooManySections = "too-many-sections",
    /// A guide in a translation without its original.
    NoOriginal = "no-original",
    /// Asterisks that will be shown instead of making bold text.
    StrayAsterisks = "stray-asterisks",
    /// HTML in a guide.
    RawHtml = "raw-html",
    /// A mark of what nobody has settled.
    Unsettled = "unsettled",
    /// An image without a text that says what it shows.
    NoAlternativeText = "no-alternative-text",
    /// A script, style, font, frame or image from elsewhere.
    ExternalResource = "external-resource",
    /// A link that leads nowhere.
    BrokenLink = "broken-link",
    /// A telephone number that cannot be dialled.
    BadNumber = "bad-number",
    /// A unit facts do not have.
    UnknownUnit = "unknown-unit",
    /// A value that does not fit its unit.
    BadValue = "bad-value",
    /// A guide that was published is gone.
    LostGuide = "lost-guide",
    /// An address that was published would be lost.
    LostAddress = "lost-address",
    /// An anchor that was published is gone.
    LostAnchor = "lost-anchor",
    /// Something published is not in the ledger yet.
    NotRecorded = "not-recorded",
    /// A checker's question or answer that leads nowhere, a journey's step too.
    DeadEnd = "dead-end",
    /// Answers that lead back to their own question.
    Cycle = "cycle",
    /// A question or outcome no answers lead to.
    Unreachable = "unreachable",
    /// An outcome that does not say what to do.
    NoNextStep = "no-next-step",
    /// A scenario that ends elsewhere than it says.
    ScenarioFails = "scenario-fails",
    /// An outcome no scenario ends in.
    UntestedOutcome = "untested-outcome",
    /// A step the journey does not have.
    UnknownStep = "unknown-step",
    /// A checker or journey without its page, or the reverse.
    NoPage = "no-page",
    /// A name that two terms of the glossary claim.
    DuplicateTerm = "duplicate-term",
    /// A question whose anchor no section has.
    UnknownAnchor = "unknown-anchor",
    /// A figure typed in a guide's text that a fact carries.
    HardCodedAmount = "hard-coded-amount",
    /// A translation not recorded as made from its source.
    TranslationNotRecorded = "translation-not-recorded",
    /// A translation whose source has changed since.
    TranslationBehind = "translation-behind",
    /// A scheme that has ended.
    Ended = "ended",
    /// A sentence too long to be read aloud.
    LongSentence = "long-sentence",
    /// Too many 「的」 in a row.
    TooManyDe = "too-many-de",
    /// A word of officials, or of the other side.
    Wording = "wording",
    /// Spacing or punctuation where Chinese and Latin meet.
    Spacing = "spacing",
    /// A character whose Simplified form depends on the word, in a word nobody confirmed.
    AmbiguousCharacter = "ambiguous-character",
    /// Zola refused the content.
    Zola = "zola",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let text = "甲乙\nabc 丙丁";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        assert_eq!(Position::of(text, 3), Position { line: 1, column: 2 });
        assert_eq!(Position::of(text, 7), Position { line: 2, column: 1 });
        assert_eq!(Position::of(text, 999), Position { line: 2, column: 7 });
    }

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not() {
        let names = ["swd-hotline", "ftu-guangzhou"];
        assert_eq!(nearest("swd-hotlin", names), Some("swd-hotline"));
        assert_eq!(nearest("hospital", names), None);
    }

    #[test]
    fn no_two_codes_share_a_name() {
        let names: std::collections::BTreeSet<_> =
            Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
