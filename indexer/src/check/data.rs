//! Rules about facts, contacts and sources: ids, units, values, numbers one can
//! dial, addresses of original publishers.

use super::At;
use super::guides::is_kebab;
use super::references::Known;
use crate::content::{Contact, Content, Fact, Source, SourceRef, Spanned, UNITS};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;

pub(super) fn check(content: &Content, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
    for (id, fact) in &content.facts {
        of_fact(id, fact, found);
    }
    for (id, contact) in &content.contacts {
        of_contact(known, id, contact, found);
    }
}

fn of_fact(id: &str, fact: &Spanned<Fact>, found: &mut Vec<Diagnostic>) {
    const FILE: &str = "data/facts.toml";
    let value = fact.get_ref();
    if !is_kebab(id) {
        found.push(Diagnostic::error(
            Code::BadId,
            FILE,
            fact.span(),
            format!("`{id}` is not an id: use small letters, digits and hyphens"),
        ));
    }
    let unit = value.unit.get_ref().as_str();
    if !UNITS.contains(&unit) {
        let fault = Diagnostic::error(
            Code::UnknownUnit,
            FILE,
            value.unit.span(),
            format!("there is no unit `{unit}`"),
        );
        let fault = fault.help(format!("units: {}", UNITS.join(", ")));
        found.push(fault);
    } else if !value.value.get_ref().fits(unit) {
        let message = format!("this value does not fit the unit `{unit}`");
        found.push(Diagnostic::error(
            Code::BadValue,
            FILE,
            value.value.span(),
            message,
        ));
    }
    source(FILE, &value.source, found);
}

fn source(file: &str, source: &SourceRef, found: &mut Vec<Diagnostic>) {
    url(file, source.url.as_ref(), found);
    for text in [&source.title, &source.publisher] {
        if text.get_ref().trim().trim_matches('…').is_empty() {
            found.push(Diagnostic::error(
                Code::EmptyText,
                file,
                text.span(),
                "the source is not named",
            ));
        }
    }
}

fn of_contact(
    known: &Known<'_>,
    id: &str,
    contact: &Spanned<Contact>,
    found: &mut Vec<Diagnostic>,
) {
    const FILE: &str = "data/contacts.toml";
    let value = contact.get_ref();
    if !is_kebab(id) {
        found.push(Diagnostic::error(
            Code::BadId,
            FILE,
            contact.span(),
            format!("`{id}` is not an id: use small letters, digits and hyphens"),
        ));
    }
    if value.from_hong_kong.is_none() && value.from_mainland.is_none() {
        let fault = Diagnostic::error(
            Code::BadNumber,
            FILE,
            contact.span(),
            format!("the contact `{id}` has no number"),
        );
        found.push(fault.help("give from_hong_kong or from_mainland, as dialled there"));
    }
    for number in [&value.from_hong_kong, &value.from_mainland]
        .into_iter()
        .flatten()
    {
        let digits = number.get_ref().bytes().filter(u8::is_ascii_digit).count();
        let plain = number
            .get_ref()
            .bytes()
            .enumerate()
            .all(|(at, b)| b.is_ascii_digit() || b" -".contains(&b) || (b == b'+' && at == 0));
        if !plain || !(3..=16).contains(&digits) {
            let fault = Diagnostic::error(
                Code::BadNumber,
                FILE,
                number.span(),
                format!("`{}` cannot be dialled", number.get_ref()),
            );
            found.push(fault.help(
                "digits, spaces and hyphens, with a + before a country code: +86 20 8339 0648",
            ));
        }
    }
    known.topics(&At { file: FILE }, &value.needs, found);
    source(FILE, &value.source, found);
}

/// Faults of the sources of a data file: a key that stands twice, a bad address.
pub(super) fn sources_of_data(file: &str, sources: &[Source], found: &mut Vec<Diagnostic>) {
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    for source in sources {
        let key = source.key.get_ref();
        if !keys.insert(key) {
            found.push(Diagnostic::error(
                Code::DuplicateSource,
                file,
                source.key.span(),
                format!("a source named `{key}` stands above already"),
            ));
        }
        url(file, source.url.as_ref(), found);
    }
}

fn url(file: &str, url: Option<&Spanned<String>>, found: &mut Vec<Diagnostic>) {
    let Some(url) = url else { return };
    let rest = url
        .get_ref()
        .strip_prefix("https://")
        .or_else(|| url.get_ref().strip_prefix("http://"));
    let plain = rest.is_some_and(|rest| {
        rest.split('/')
            .next()
            .is_some_and(|host| host.contains('.'))
            && !rest.contains(|c: char| c.is_whitespace() || "\"<>".contains(c))
    });
    if !plain {
        let fault = Diagnostic::error(
            Code::BadUrl,
            file,
            url.span(),
            format!("`{}` is not a web address", url.get_ref()),
        );
        found.push(fault.help("copy the whole address, beginning with https://"));
    }
    let host = rest.and_then(|rest| rest.split(['/', ':']).next());
    if let Some(mirror) = host.and_then(mirror) {
        let message = format!("`{mirror}` copies what others published");
        let fault = Diagnostic::error(Code::MirrorLink, file, url.span(), message);
        found.push(fault.help("link the original publisher's page, or leave `url` out"));
    }
}

/// Sites that copy others' pages: they may support a fact, readers are never
/// sent there.
const MIRRORS: &str = include_str!("mirrors.txt");

/// The mirror a host belongs to.
fn mirror(host: &str) -> Option<&'static str> {
    MIRRORS.lines().find(|mirror| {
        host.strip_suffix(mirror)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}
