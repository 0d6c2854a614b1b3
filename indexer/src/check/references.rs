//! Rules about names: topics, places, contacts, facts, related guides,
//! shortcodes and source keys must all exist.

use super::At;
use super::data::sources_of_data;
use crate::content::{
    CHECKERS_FOLDER, Content, Guide, JOURNEYS_FOLDER, Lang, Shortcode, Spanned, Text,
    find_shortcodes,
};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};

/// Where a guide can apply. Their names stand in `config.toml` (`place-…`).
pub const PLACES: &[&str] = &[
    "guangdong",
    "fujian",
    "shenzhen",
    "guangzhou",
    "dongguan",
    "huizhou",
    "zhongshan",
    "zhuhai",
    "foshan",
    "jiangmen",
    "zhaoqing",
    "xiamen",
    "hong-kong",
    "mainland",
];

/// Whom a guide can be for. Their names stand in `config.toml` (`audience-…`).
pub const AUDIENCES: &[&str] = &[
    "elderly", "family", "worker", "employer", "student", "owner", "patient", "heir", "retiree",
];

/// The theme's shortcodes and the arguments each needs.
const SHORTCODES: &[(&str, &[&str])] = &[
    ("fact", &["id"]),
    ("contact", &["id"]),
    ("warning", &[]),
    ("strong", &["text"]),
    ("example", &["text"]),
    ("zh", &["hant", "hans"]),
];

pub(super) fn check(content: &Content, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
    for guide in &content.guides {
        names(known, guide, found);
        sources(guide, found);
        let text = &content.files[&guide.file];
        for value in [&guide.front.extra.answer, &guide.front.description]
            .into_iter()
            .flatten()
        {
            shortcodes(
                content,
                &guide.file,
                &find_shortcodes(text, value.span()),
                found,
            );
        }
    }
    for (file, body) in content.bodies() {
        shortcodes(content, file, &body.shortcodes, found);
    }
    for (file, text) in &content.files {
        if [CHECKERS_FOLDER, JOURNEYS_FOLDER]
            .iter()
            .any(|folder| file.starts_with(folder))
        {
            shortcodes(content, file, &find_shortcodes(text, 0..text.len()), found);
        }
    }
}

/// A kind of name, for what is said when one is unknown.
struct Kind {
    code: Code,
    what: &'static str,
    place: &'static str,
}

const TOPIC: Kind = Kind {
    code: Code::UnknownTopic,
    what: "topic",
    place: "a folder of content/",
};
const PLACE: Kind = Kind {
    code: Code::UnknownPlace,
    what: "place",
    place: "the list of places",
};
const AUDIENCE: Kind = Kind {
    code: Code::UnknownAudience,
    what: "audience",
    place: "the list of audiences",
};
const CONTACT: Kind = Kind {
    code: Code::UnknownContact,
    what: "contact",
    place: "data/contacts.toml",
};
const GUIDE: Kind = Kind {
    code: Code::UnknownGuide,
    what: "guide",
    place: "content/",
};

/// The names that guides and data can use.
pub(super) struct Known<'a> {
    topics: Vec<&'a str>,
    contacts: Vec<&'a str>,
    guides: Vec<&'a str>,
}

impl<'a> Known<'a> {
    pub(super) fn of(content: &'a Content) -> Self {
        let written = content.guides.iter().filter(|guide| guide.id().is_some());
        let ids: BTreeSet<&str> = written
            .filter_map(|guide| guide.front.extra.id.as_ref())
            .map(|id| id.get_ref().as_str())
            .collect();
        Self {
            topics: content.topic_names().collect(),
            contacts: keys(&content.contacts),
            guides: ids.into_iter().collect(),
        }
    }

    /// Faults at names of topics that do not exist.
    pub(super) fn topics(&self, at: &At<'_>, names: &[Text], found: &mut Vec<Diagnostic>) {
        let unknown = |name| unknown(at, &TOPIC, name, &self.topics);
        found.extend(names.iter().filter_map(unknown));
    }

    /// Faults at names of contacts that do not exist.
    pub(super) fn contacts(&self, at: &At<'_>, names: &[Text], found: &mut Vec<Diagnostic>) {
        let unknown = |name| unknown(at, &CONTACT, name, &self.contacts);
        found.extend(names.iter().filter_map(unknown));
    }

    /// A fault if no guide has this id.
    pub(super) fn guide(&self, at: &At<'_>, id: &Text, found: &mut Vec<Diagnostic>) {
        found.extend(unknown(at, &GUIDE, id, &self.guides));
    }
}

/// Faults at links such as `EC-01#steps` whose guide or section does not exist.
pub(super) fn guide_links(
    content: &Content,
    at: &At<'_>,
    links: &[Text],
    found: &mut Vec<Diagnostic>,
) {
    for link in links {
        let written = link.get_ref().as_str();
        let (id, anchor) = written
            .split_once('#')
            .map_or((written, None), |(id, anchor)| (id, Some(anchor)));
        let Some(guide) = content.guide_by_id(id, Lang::ZhHant) else {
            let ids: Vec<&str> = Known::of(content).guides;
            let message = format!("guide `{id}` is not in content/");
            found.push(at.error(Code::UnknownGuide, link, message).suggest(id, ids));
            continue;
        };
        let anchors: Vec<&str> = guide.body.section_anchors().collect();
        if let Some(anchor) = anchor.filter(|anchor| !anchors.contains(anchor)) {
            let message = format!("{} has no section `{anchor}`", guide.file);
            found.push(
                at.error(Code::BrokenLink, link, message)
                    .suggest(anchor, anchors),
            );
        }
    }
}

fn names(known: &Known<'_>, guide: &Guide, found: &mut Vec<Diagnostic>) {
    let at = At::guide(guide);
    let topics = &guide.front.taxonomies.topics;
    if !topics.iter().any(|topic| *topic.get_ref() == guide.topic) {
        let message = format!(
            "the guide lies in `{}` but does not name it as a topic",
            guide.topic
        );
        let fault = match topics.first() {
            Some(first) => at.error(Code::UnknownTopic, first, message),
            None => at.at_top(Code::MissingKey, "the key `taxonomies.topics` is missing"),
        };
        found.push(fault.help(format!("topics = [\"{}\"]", guide.topic)));
    }
    let extra = &guide.front.extra;
    for (kind, names, candidates) in [
        (&TOPIC, topics, known.topics.as_slice()),
        (&PLACE, &guide.front.taxonomies.places, PLACES),
        (&AUDIENCE, &extra.audience, AUDIENCES),
        (&CONTACT, &extra.contacts, &known.contacts),
        (&GUIDE, &extra.related, &known.guides),
    ] {
        found.extend(
            names
                .iter()
                .filter_map(|name| unknown(&at, kind, name, candidates)),
        );
    }
}

/// A fault if `name` is none of the `known` ones.
fn unknown(at: &At<'_>, kind: &Kind, name: &Spanned<String>, known: &[&str]) -> Option<Diagnostic> {
    let written = name.get_ref();
    let message = format!("{} `{written}` is not in {}", kind.what, kind.place);
    (!known.contains(&written.as_str())).then(|| {
        at.error(kind.code, name, message)
            .suggest(written, known.iter().copied())
    })
}

/// Every `[S1]` has a source, every source is cited, no key stands twice.
fn sources(guide: &Guide, found: &mut Vec<Diagnostic>) {
    let at = At::guide(guide);
    let sources = &guide.front.extra.sources;
    if sources.is_empty() {
        let fault = at.at_top(Code::NoSources, "the guide names no source");
        found.push(fault.help("add [[extra.sources]] with key, title, publisher, url and date"));
    }
    sources_of_data(&guide.file, sources, found);
    let keys: BTreeSet<&str> = sources
        .iter()
        .map(|source| source.key.get_ref().as_str())
        .collect();
    for source in sources {
        let key = source.key.get_ref();
        let cited = guide
            .body
            .citations
            .iter()
            .any(|citation| citation.key == *key);
        if !cited {
            let fault = Diagnostic::warning(
                Code::UnusedSource,
                &guide.file,
                source.key.span(),
                format!("the text never cites `{key}`"),
            );
            found.push(fault.help(format!(
                "write [{key}] after what it supports, or take the source out"
            )));
        }
    }
    for citation in &guide.body.citations {
        if !keys.contains(citation.key.as_str()) {
            let message = format!("no source has the key `{}`", citation.key);
            let fault = Diagnostic::error(
                Code::UnknownSource,
                &guide.file,
                citation.span.clone(),
                message,
            );
            found.push(fault.suggest(&citation.key, keys.iter().copied()));
        }
    }
}

fn shortcodes(content: &Content, file: &str, calls: &[Shortcode], found: &mut Vec<Diagnostic>) {
    for call in calls {
        let fault =
            |code, message: String| Diagnostic::error(code, file, call.span.clone(), message);
        if call.name.is_empty() {
            let fault = fault(
                Code::BadShortcode,
                "this shortcode cannot be read".to_owned(),
            );
            found.push(fault.help("write it as {{ fact(id=\"oaa-monthly\") }}"));
            continue;
        }
        let Some((_, needs)) = SHORTCODES.iter().find(|(name, _)| *name == call.name) else {
            let names = SHORTCODES.iter().map(|(name, _)| *name);
            found.push(
                fault(
                    Code::UnknownShortcode,
                    format!("there is no shortcode `{}`", call.name),
                )
                .suggest(&call.name, names),
            );
            continue;
        };
        for need in needs.iter().filter(|need| !call.args.contains_key(**need)) {
            found.push(fault(
                Code::BadShortcode,
                format!("the shortcode `{}` needs `{need}=\"…\"`", call.name),
            ));
        }
        let Some(id) = call.args.get("id") else {
            continue;
        };
        let (code, names, place) = match call.name.as_str() {
            "fact" => (Code::UnknownFact, keys(&content.facts), "data/facts.toml"),
            "contact" => (
                Code::UnknownContact,
                keys(&content.contacts),
                "data/contacts.toml",
            ),
            _ => continue,
        };
        if !names.contains(&id.as_str()) {
            found.push(
                fault(code, format!("{} `{id}` is not in {place}", call.name)).suggest(id, names),
            );
        }
    }
}

fn keys<T>(map: &BTreeMap<String, T>) -> Vec<&str> {
    map.keys().map(String::as_str).collect()
}
