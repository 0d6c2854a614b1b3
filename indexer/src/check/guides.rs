//! Rules about what a page must say of itself: required keys, lengths, ids,
//! addresses and aliases.

use super::At;
use crate::content::{Content, FrontMatter, Guide, GuideId, Lang, Spanned};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;

/// Longest title and description in Chinese, in Han characters; a Latin one
/// counts half.
const MAX_HAN: [usize; 2] = [30, 100];
/// The same in English, in letters.
const MAX_LATIN: [usize; 2] = [70, 200];

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    for guide in &content.guides {
        required(guide, found);
        id_and_short_link(guide, found);
        lengths(guide, found);
        name(&guide.file, &guide.slug, found);
    }
    for topic in &content.topics {
        title(&topic.file, &topic.front, found);
        if !topic.name.is_empty() {
            name(&topic.file, &topic.name, found);
        }
    }
    for page in &content.pages {
        title(&page.file, &page.front, found);
        name(&page.file, &page.slug, found);
    }
    unique_ids(content, found);
    languages(content, found);
    addresses(content, found);
}

fn required(guide: &Guide, found: &mut Vec<Diagnostic>) {
    let at = At::guide(guide);
    let extra = &guide.front.extra;
    let texts = [
        (
            "title",
            &guide.front.title,
            "the words people use, at most 30 Han characters",
        ),
        (
            "description",
            &guide.front.description,
            "one or two sentences for result lists",
        ),
        ("extra.id", &extra.id, "the permanent id, such as EC-01"),
        (
            "extra.answer",
            &extra.answer,
            "what you would say on the phone, in one or two sentences",
        ),
    ];
    for (key, value, meaning) in texts {
        match value {
            None => found.push(
                at.at_top(Code::MissingKey, format!("the key `{key}` is missing"))
                    .help(meaning),
            ),
            Some(text) if text.get_ref().trim().is_empty() => {
                found.push(
                    at.error(Code::EmptyText, text, format!("`{key}` is empty"))
                        .help(meaning),
                );
            }
            Some(_) => {}
        }
    }
    for (key, value) in [
        ("extra.reviewed", &extra.reviewed),
        ("extra.review_by", &extra.review_by),
    ] {
        if value.is_none() {
            found.push(
                at.at_top(Code::MissingKey, format!("the key `{key}` is missing"))
                    .help("a date such as 2026-11-20"),
            );
        }
    }
    if extra.questions.is_empty() {
        let fault = at.at_top(
            Code::MissingKey,
            "the key `extra.questions` is missing or empty",
        );
        found.push(fault.help("write down how people really ask, in their own words"));
    }
    if extra.contacts.is_empty() {
        let fault = at.at_top(
            Code::MissingKey,
            "the key `extra.contacts` is missing or empty",
        );
        found.push(
            fault.help("name at least one contact of data/contacts.toml whom readers can call"),
        );
    }
    if guide.body.is_empty {
        found.push(at.at_top(
            Code::EmptyText,
            "the guide has no text below its front matter",
        ));
    }
}

fn id_and_short_link(guide: &Guide, found: &mut Vec<Diagnostic>) {
    let at = At::guide(guide);
    let Some(written) = &guide.front.extra.id else {
        return;
    };
    let Some(id) = GuideId::parse(written.get_ref()) else {
        let message = format!("`{}` is not an id", written.get_ref());
        found.push(
            at.error(Code::BadId, written, message)
                .help("two capital letters, a hyphen, two digits: EC-01"),
        );
        return;
    };
    let short_link = format!("{}/g/{id}", guide.lang.prefix());
    let short_link = short_link.trim_start_matches('/');
    let has = guide
        .front
        .aliases
        .iter()
        .any(|alias| alias.get_ref().trim_matches('/') == short_link);
    if !has {
        let fault = at.error(
            Code::MissingShortLink,
            written,
            format!("the guide {id} has no short link"),
        );
        found.push(fault.help(format!(
            "add above [taxonomies]: aliases = [\"{short_link}\"]"
        )));
    }
}

fn title<E>(file: &str, front: &FrontMatter<E>, found: &mut Vec<Diagnostic>) {
    if front
        .title
        .as_ref()
        .is_none_or(|title| title.get_ref().trim().is_empty())
    {
        found.push(Diagnostic::error(
            Code::MissingKey,
            file,
            0..3,
            "the key `title` is missing or empty",
        ));
    }
}

fn lengths(guide: &Guide, found: &mut Vec<Diagnostic>) {
    let max = if guide.lang == Lang::En {
        MAX_LATIN
    } else {
        MAX_HAN
    };
    let texts = [
        ("title", &guide.front.title),
        ("description", &guide.front.description),
    ];
    for ((key, text), max) in texts.into_iter().zip(max) {
        let Some(text) = text else { continue };
        let n_chars = text.get_ref().chars().count();
        let n_latin = text.get_ref().chars().filter(char::is_ascii).count();
        let length = if guide.lang == Lang::En {
            n_chars
        } else {
            n_chars - n_latin / 2
        };
        if length > max {
            let message = format!("the {key} is {length} characters long; lists show {max}");
            found.push(
                Diagnostic::warning(Code::TooLong, &guide.file, text.span(), message)
                    .help("say it shorter"),
            );
        }
    }
}

fn name(file: &str, name: &str, found: &mut Vec<Diagnostic>) {
    if !is_kebab(name) {
        let message = format!("`{name}` makes a bad address");
        let fault = Diagnostic::error(Code::BadName, file, 0..0, message);
        found.push(fault.help("use small Latin letters, digits and hyphens: guangdong-scheme.md"));
    }
}

/// Small letters and digits in words joined by single hyphens.
pub(super) fn is_kebab(name: &str) -> bool {
    name.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

fn unique_ids(content: &Content, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(GuideId, Lang), &str> = BTreeMap::new();
    for guide in &content.guides {
        let (Some(id), Some(written)) = (guide.id(), &guide.front.extra.id) else {
            continue;
        };
        if let Some(other) = first.get(&(id.clone(), guide.lang)) {
            let message = format!("the id {id} is taken by {other}");
            found.push(
                At::guide(guide)
                    .error(Code::DuplicateId, written, message)
                    .help("ids are never reused; take the next free number"),
            );
        } else {
            first.insert((id, guide.lang), &guide.file);
        }
    }
}

/// A translation needs its original, with the same id.
fn languages(content: &Content, found: &mut Vec<Diagnostic>) {
    for guide in content.guides.iter().filter(|guide| guide.lang == Lang::En) {
        let at = At::guide(guide);
        let original = content.guide_at(&format!("{}/{}.md", guide.topic, guide.slug));
        match (original, &guide.front.extra.id) {
            (None, _) => {
                let fault = at.at_top(
                    Code::NoOriginal,
                    format!("there is no {}.md that this page translates", guide.slug),
                );
                found.push(fault.help(
                    "the Chinese guide comes first; is the file name the same but for `.en`?",
                ));
            }
            (Some(original), Some(id))
                if original
                    .id()
                    .is_some_and(|theirs| theirs.as_str() != id.get_ref()) =>
            {
                let theirs = original.id().map(|id| id.to_string()).unwrap_or_default();
                let message = format!(
                    "the Chinese guide is {theirs}, this one says {}",
                    id.get_ref()
                );
                found.push(
                    at.error(Code::IdDiffers, id, message)
                        .help(format!("id = \"{theirs}\"")),
                );
            }
            _ => {}
        }
    }
}

/// Every address, alias or page, belongs to one page.
fn addresses(content: &Content, found: &mut Vec<Diagnostic>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for guide in &content.guides {
        owners.insert(guide.path(), &guide.file);
    }
    for topic in &content.topics {
        let path = format!("{}/{}/", topic.lang.prefix(), topic.name).replace("//", "/");
        owners.insert(path, &topic.file);
    }
    for page in &content.pages {
        owners.insert(page.path(), &page.file);
    }
    let guides = content
        .guides
        .iter()
        .map(|guide| (&guide.file, &guide.front.aliases));
    let topics = content
        .topics
        .iter()
        .map(|topic| (&topic.file, &topic.front.aliases));
    let pages = content
        .pages
        .iter()
        .map(|page| (&page.file, &page.front.aliases));
    for (file, aliases) in guides.chain(topics).chain(pages) {
        for alias in aliases {
            alias_address(file, alias, &mut owners, found);
        }
    }
}

fn alias_address<'a>(
    file: &'a str,
    alias: &Spanned<String>,
    owners: &mut BTreeMap<String, &'a str>,
    found: &mut Vec<Diagnostic>,
) {
    let written = alias.get_ref();
    let parts: Vec<&str> = written.trim_matches('/').split('/').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            && !part.starts_with('.')
    };
    if !parts.iter().all(plain) {
        let fault = Diagnostic::error(
            Code::BadAlias,
            file,
            alias.span(),
            format!("`{written}` is not an address on this site"),
        );
        found.push(fault.help("Latin letters, digits, hyphens and slashes: g/EC-01"));
        return;
    }
    let path = format!("/{}/", parts.join("/"));
    if let Some(owner) = owners.insert(path.clone(), file) {
        let message = format!("the address {path} is also claimed by {owner}");
        found.push(Diagnostic::error(
            Code::DuplicateAddress,
            file,
            alias.span(),
            message,
        ));
    }
}
