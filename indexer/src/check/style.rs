//! Rules about the way guides are written, as far as a machine can hold them:
//! sentences one can read aloud, no officialese, Hong Kong words in running
//! text, spaces where Han and Latin meet. All are warnings with a suggestion.
//!
//! What stands in 「」, 『』 or 《》 is quoted and may use its own words.

use crate::content::{Content, Guide, Lang, Text, find_shortcodes, mask_shortcodes};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{Projection, is_han};
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

/// The longest sentence in Han characters: about fifteen seconds aloud.
const MAX_HAN: usize = 60;
/// The longest English sentence in words.
const MAX_WORDS: usize = 35;
/// 「的」 between two punctuation marks.
const MAX_DE: usize = 3;

/// `wording.tsv`: a word and what to write instead; `=` keeps a word that
/// contains one of the others.
static WORDING: LazyLock<(AhoCorasick, Vec<(&str, &str)>)> = LazyLock::new(|| {
    let pairs: Vec<(&str, &str)> = include_str!("wording.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(pairs.iter().map(|(word, _)| word))
        .expect("the words are few");
    (automaton, pairs)
});

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    let projection = content.projection();
    for guide in &content.guides {
        let text = prose(&content.files[&guide.file], guide);
        for sentence in sentences(&text, guide.lang) {
            length(guide, &text, sentence, found);
        }
        if guide.lang == Lang::ZhHant {
            clauses(guide, &text, found);
            wording(guide, &text, found);
            spacing(guide, &text, found);
            ambiguous(guide, &text, &projection, found);
        }
    }
}

/// Characters whose Simplified form nobody confirmed.
fn ambiguous(guide: &Guide, text: &str, projection: &Projection, found: &mut Vec<Diagnostic>) {
    for (at, c) in projection.unconfirmed(text) {
        let span = at..at + c.len_utf8();
        let around: String = {
            let inside = |c: &char| *c != '\n';
            let before: Vec<char> = text[..at]
                .chars()
                .rev()
                .take_while(inside)
                .take(6)
                .collect();
            let after = text[at..].chars().take_while(inside).take(7);
            let around = before.into_iter().rev().chain(after);
            around.filter(|c| !c.is_control()).collect()
        };
        let message = format!(
            "`{c}` has two Simplified forms, and nobody has confirmed this word: it becomes `{}`",
            projection.to_hans(&around)
        );
        let fault = Diagnostic::warning(Code::AmbiguousCharacter, &guide.file, span, message);
        found.push(fault.help(
            "if that is right, add the word to `confirmed` in data/simplified.toml; if not, to [words] as it should be",
        ));
    }
}

/// The file with everything but its prose made blank, byte for byte: front
/// matter but title, description and answer, shortcodes, citations, anchors,
/// the addresses of links.
fn prose(text: &str, guide: &Guide) -> String {
    let mut bytes = mask_shortcodes(text).into_bytes();
    let (body, front) = (&guide.body, &guide.front);
    let shown = [&front.title, &front.description, &front.extra.answer];
    let mut shown: Vec<Range<usize>> = shown.into_iter().flatten().map(Text::span).collect();
    shown.sort_by_key(|span| span.start);
    let mut at = 0;
    for span in &shown {
        bytes[at..span.start].fill(b'\n');
        at = span.end;
    }
    bytes[at..body.start].fill(b'\n');
    let quoted = shown
        .iter()
        .flat_map(|span| find_shortcodes(text, span.clone()));
    let calls = body.shortcodes.iter().cloned().chain(quoted);
    let calls = calls.map(|call| call.span);
    let citations = body.citations.iter().map(|citation| citation.span.clone());
    let targets = body.links.iter().map(|link| {
        let inner = &text[link.span.clone()];
        let open = inner.rfind("](").map_or(0, |at| at + 1);
        link.span.start + open..link.span.end
    });
    for span in calls.chain(citations).chain(targets) {
        // A control character: neither a letter nor a space next to one.
        bytes[span].fill(1);
    }
    let mut text = String::from_utf8(bytes).expect("blanks replace whole characters");
    while let Some(at) = text.find("{#") {
        let end = text[at..].find('}').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, &"\u{1}".repeat(end - at));
    }
    text
}

/// Sentences, table cells and list items.
fn sentences(text: &str, lang: Lang) -> impl Iterator<Item = Range<usize>> {
    let ends_at = move |at: usize, c: char| match c {
        '\n' | '|' | '。' | '！' | '？' | '；' => true,
        '.' | '!' | '?' | ';' if lang == Lang::En => {
            text[at + 1..].starts_with([' ', '\n', '\u{1}'])
        }
        _ => false,
    };
    let mut start = 0;
    let mut ends: Vec<Range<usize>> = text
        .char_indices()
        .filter(|(at, c)| ends_at(*at, *c))
        .map(|(at, c)| std::mem::replace(&mut start, at + c.len_utf8())..at)
        .collect();
    ends.push(start..text.len());
    ends.into_iter()
}

fn length(guide: &Guide, text: &str, span: Range<usize>, found: &mut Vec<Diagnostic>) {
    let sentence = &text[span.clone()];
    let (length, max, what) = if guide.lang == Lang::En {
        let words = sentence.split_whitespace();
        let words = words.filter(|word| word.contains(char::is_alphanumeric));
        (words.count(), MAX_WORDS, "words")
    } else {
        let han = sentence.chars().filter(|c| is_han(*c));
        (han.count(), MAX_HAN, "Han characters")
    };
    if length > max {
        let start = span.end - sentence.trim_start().len();
        let message =
            format!("this sentence has {length} {what}; {max} can be read aloud in one breath");
        let fault = Diagnostic::warning(Code::LongSentence, &guide.file, start..span.end, message);
        found.push(fault.help("make two sentences of it, or a list"));
    }
}

/// Clauses with one 「的」 after the other.
fn clauses(guide: &Guide, text: &str, found: &mut Vec<Diagnostic>) {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !"，。；：！？、（）「」\n|\u{1}".contains(c) {
            continue;
        }
        let clause = &text[start..at];
        let n_de = clause.matches('的').count();
        if n_de > MAX_DE {
            let message = format!("「的」 stands {n_de} times in one clause");
            let fault = Diagnostic::warning(Code::TooManyDe, &guide.file, start..at, message);
            found.push(fault.help("take out those that are not needed, or make two sentences"));
        }
        start = at + c.len_utf8();
    }
}

fn wording(guide: &Guide, text: &str, found: &mut Vec<Diagnostic>) {
    let (automaton, pairs) = &*WORDING;
    for hit in automaton.find_iter(text) {
        let (word, instead) = pairs[hit.pattern().as_usize()];
        if instead == "=" || is_quoted(text, hit.start()) {
            continue;
        }
        let message = format!("`{word}` is not how people here speak");
        let fault = Diagnostic::warning(Code::Wording, &guide.file, hit.range(), message);
        found.push(fault.help(format!(
            "write: {instead}; or put an office's own word in 「」"
        )));
    }
}

/// Whether a place stands between quotation marks opened on its line.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    ["「」", "『』", "《》"].iter().any(|marks| {
        let mut marks = marks.chars();
        let (open, close) = (marks.next().unwrap_or(' '), marks.next().unwrap_or(' '));
        line.matches(open).count() > line.matches(close).count()
    })
}

/// Han next to Latin without a space, and half-width punctuation between Han.
fn spacing(guide: &Guide, text: &str, found: &mut Vec<Diagnostic>) {
    let mut before: Option<(usize, char)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        if let Some((start, last)) = before {
            let meets = (is_han(last) && c.is_ascii_alphanumeric())
                || (last.is_ascii_alphanumeric() && is_han(c));
            if meets && !is_quoted(text, start) {
                let message = format!("a space is missing between `{last}` and `{c}`");
                let span = start..at + c.len_utf8();
                let fault = Diagnostic::warning(Code::Spacing, &guide.file, span, message);
                found.push(fault.help(format!("write `{last} {c}`")));
            }
            if ",;:?!".contains(c) && is_han(last) && after.is_some_and(is_han) {
                let full = char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
                let message = format!("half-width `{c}` between Chinese characters");
                let fault = Diagnostic::warning(Code::Spacing, &guide.file, at..at + 1, message);
                found.push(fault.help(format!("write `{full}`")));
            }
        }
        before = Some((at, c));
    }
}
