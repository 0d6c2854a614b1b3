//! The content: guides, topics, facts and contacts, as their editors wrote them.
//!
//! [`load`] reads `content/` and `data/` into one [`Content`]. Faults of single
//! files are collected in [`Content::faults`]; the rules in `check` look at
//! what could be read. Paths are relative to the site's root, `/` everywhere.

mod asked;
mod body;
mod checker;
mod colloquial;
mod contact;
mod decode;
mod fact;
mod front_matter;
mod glossary;
mod journey;
mod ledger;
mod load;
mod names;
mod places;
mod shortcode;
mod simplified;
mod translation;

pub use asked::{Asked, QUESTIONS_FOLDER};
pub use body::{Body, Citation, Heading, Image, Link};
pub use checker::{Answer, CHECKERS_FOLDER, Checker, Outcome, Question, Scenario, Verdict};
pub use colloquial::{COLLOQUIAL_FILE, Colloquial};
pub use contact::{Contact, Side};
pub use decode::Date;
pub use fact::{Fact, FactValue, UNITS};
pub use front_matter::{
    Change, Extra, FrontMatter, GuideExtra, Source, SourceRef, Taxonomies, Text, TopicExtra,
    split_question,
};
pub use glossary::{GLOSSARY_FILE, Term};
pub use journey::{Document, JOURNEYS_FOLDER, Journey, Step};
pub use ledger::{LEDGER_FILE, LedgerEntry, extended as ledger_extended};
pub use load::{LoadError, MAX_FILE_BYTES, load, load_projection};
pub use names::{GuideId, Lang, Local};
pub use places::{PLACES_FILE, Places};

pub use simplified::{SIMPLIFIED_FILE, Simplified};
pub use translation::{Drift, Fingerprints, TOP, drift};

pub use shortcode::{Shortcode, find as find_shortcodes, mask as mask_shortcodes};

use crate::diagnostic::Diagnostic;
use crate::text::Projection;
use std::collections::BTreeMap;

pub use toml::Spanned;

/// Everything the editors wrote, in a stable order.
#[derive(Debug, Default)]
pub struct Content {
    /// Every text file read, by path: the ground diagnostics point into.
    pub files: BTreeMap<String, String>,
    /// Guides in every language, by path.
    pub guides: Vec<Guide>,
    /// Topics (folders with an `_index.md`), home included, by path.
    pub topics: Vec<Topic>,
    /// Pages outside the topics: search, contacts, about.
    pub pages: Vec<Page>,
    /// `data/facts.toml`, by id.
    pub facts: BTreeMap<String, Spanned<Fact>>,
    /// `data/contacts.toml`, by id.
    pub contacts: BTreeMap<String, Spanned<Contact>>,
    /// `data/glossary.toml`, by id.
    pub glossary: BTreeMap<String, Spanned<Term>>,
    /// `data/questions/`, by guide id.
    pub asked: BTreeMap<String, Asked>,
    /// `data/colloquial.toml`.
    pub colloquial: Colloquial,
    /// `data/places.toml`.
    pub places: Places,
    /// `data/simplified.toml`.
    pub simplified: Simplified,
    /// `data/checkers/`, by file name without ending.
    pub checkers: BTreeMap<String, Checker>,
    /// `data/journeys/`, by file name without ending.
    pub journeys: BTreeMap<String, Journey>,
    /// `permalinks.toml`, by guide id.
    pub ledger: BTreeMap<String, Spanned<LedgerEntry>>,
    /// What was wrong with single files.
    pub faults: Vec<Diagnostic>,
}

/// The folders of `content/` that hold no guides but the pages of
/// `data/checkers/` and `data/journeys/`.
pub const TOOLS: [&str; 2] = ["checkers", "journeys"];

impl Content {
    /// The names of the topics, as their folders are named.
    pub fn topic_names(&self) -> impl Iterator<Item = &str> {
        self.topics
            .iter()
            .filter(|topic| topic.lang == Lang::ZhHant && !topic.name.is_empty())
            .filter(|topic| !TOOLS.contains(&topic.name.as_str()))
            .map(|topic| topic.name.as_str())
    }

    /// What stands below the front matter of every page, with its file.
    pub fn bodies(&self) -> impl Iterator<Item = (&str, &Body)> {
        let guides = self
            .guides
            .iter()
            .map(|guide| (guide.file.as_str(), &guide.body));
        let topics = self
            .topics
            .iter()
            .map(|topic| (topic.file.as_str(), &topic.body));
        let pages = self
            .pages
            .iter()
            .map(|page| (page.file.as_str(), &page.body));
        guides.chain(topics).chain(pages)
    }

    /// How the site's texts become Simplified.
    #[must_use]
    pub fn projection(&self) -> Projection {
        let table = &self.simplified;
        let words = table.words.iter();
        Projection::new(
            words.map(|(hant, hans)| (hant.as_str(), hans.get_ref().as_str())),
            table.names.iter().map(|name| name.get_ref().as_str()),
            table.confirmed.iter().map(|word| word.get_ref().as_str()),
        )
    }

    /// The guide of this id in a language.
    #[must_use]
    pub fn guide_by_id(&self, id: &str, lang: Lang) -> Option<&Guide> {
        self.guides
            .iter()
            .filter(|guide| guide.lang == lang)
            .find(|guide| guide.id().is_some_and(|own| own.as_str() == id))
    }

    /// The guide at a content path such as `elderly-care/guangdong-scheme.md`.
    #[must_use]
    pub fn guide_at(&self, content_path: &str) -> Option<&Guide> {
        let file = format!("content/{content_path}");
        let found = self
            .guides
            .binary_search_by(|guide| guide.file.as_str().cmp(&file));
        found.ok().map(|at| &self.guides[at])
    }
}

/// One guide in one language.
#[derive(Debug)]
pub struct Guide {
    /// `content/elderly-care/guangdong-scheme.md`.
    pub file: String,
    /// The language it is written in.
    pub lang: Lang,
    /// Its folder.
    pub topic: String,
    /// Its file name without language and ending.
    pub slug: String,
    /// The front matter with `[extra]` as guides have it.
    pub front: FrontMatter<GuideExtra>,
    /// What stands below the front matter.
    pub body: Body,
}

impl Guide {
    /// The id, if it has a well-formed one.
    #[must_use]
    pub fn id(&self) -> Option<GuideId> {
        self.front
            .extra
            .id
            .as_ref()
            .and_then(|id| GuideId::parse(id.get_ref()))
    }

    /// Its address on the site, from the root: `/en/elderly-care/guangdong-scheme/`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}/{}/", self.lang.prefix(), self.topic, self.slug)
    }
}

/// A topic in one language; the home page is the topic named "".
#[derive(Debug)]
pub struct Topic {
    /// `content/elderly-care/_index.md`.
    pub file: String,
    /// The language it is written in.
    pub lang: Lang,
    /// The folder's name.
    pub name: String,
    /// The front matter.
    pub front: FrontMatter<TopicExtra>,
    /// What stands below it.
    pub body: Body,
}

/// A page outside the topics: plain, or a checker's or journey's.
#[derive(Debug)]
pub struct Page {
    /// `content/about.md`.
    pub file: String,
    /// The language it is written in.
    pub lang: Lang,
    /// One of [`TOOLS`], or empty for a page at the root.
    pub folder: String,
    /// Its file name without language and ending.
    pub slug: String,
    /// The front matter.
    pub front: FrontMatter<Extra>,
    /// What stands below it.
    pub body: Body,
}

impl Page {
    /// Its address on the site, from the root: `/en/about/`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}/{}/", self.lang.prefix(), self.folder, self.slug).replace("//", "/")
    }
}
