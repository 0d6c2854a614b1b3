//! What must be looked at again, and when: the clock of guides, facts,
//! checkers, journeys, and of schemes that end.

use crate::content::{CHECKERS_FOLDER, Content, Guide, JOURNEYS_FOLDER};
use crate::diagnostic::Position;
use jiff::civil::Date;

/// One thing with a date by which someone must look at it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Due {
    /// By when.
    pub due: Date,
    /// What it is.
    pub kind: Kind,
    /// Its id: `EC-01`, `oaa-monthly`.
    pub id: String,
    /// What it is about, in Chinese.
    pub title: String,
    /// The file that says so.
    pub file: String,
    /// The line that says so, from 1.
    pub line: usize,
}

/// What can be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A scheme a guide describes ends.
    Ends,
    /// A guide's review, in each language.
    Guide,
    /// A fact's review.
    Fact,
    /// A checker's review.
    Checker,
    /// A journey's review.
    Journey,
}

impl Kind {
    /// Its name as printed.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Guide => "guide",
            Self::Fact => "fact",
            Self::Checker => "checker",
            Self::Journey => "journey",
        }
    }
}

/// Everything with a date, the earliest first.
#[must_use]
pub fn due(content: &Content) -> Vec<Due> {
    let mut all = Vec::new();
    let mut add = |due: Date, kind, id: &str, title: &str, file: &str, at: usize| {
        let text = content.files.get(file).map_or("", String::as_str);
        all.push(Due {
            due,
            kind,
            id: id.to_owned(),
            title: title.to_owned(),
            file: file.to_owned(),
            line: Position::of(text, at).line,
        });
    };
    for guide in &content.guides {
        let extra = &guide.front.extra;
        let id = guide.id().map(|id| id.to_string()).unwrap_or_default();
        let dates = [
            (&extra.review_by, Kind::Guide),
            (&extra.valid_until, Kind::Ends),
        ];
        for (date, kind) in dates {
            if let Some(date) = date {
                let at = date.span().start;
                add(date.get_ref().0, kind, &id, title(guide), &guide.file, at);
            }
        }
    }
    for (id, fact) in &content.facts {
        let fact = fact.get_ref();
        let (date, label) = (&fact.review_by, &fact.label.zh_hant);
        let at = date.span().start;
        add(
            date.get_ref().0,
            Kind::Fact,
            id,
            label,
            "data/facts.toml",
            at,
        );
    }
    let checkers = content
        .checkers
        .iter()
        .map(|(name, checker)| (Kind::Checker, CHECKERS_FOLDER, name, &checker.review_by));
    let journeys = content
        .journeys
        .iter()
        .map(|(name, journey)| (Kind::Journey, JOURNEYS_FOLDER, name, &journey.review_by));
    for (kind, folder, name, date) in checkers.chain(journeys) {
        let file = format!("{folder}/{name}.toml");
        let page = content.pages.iter().find(|page| page.slug == *name);
        let title = page.and_then(|page| page.front.title.as_ref());
        let title = title.map_or("", |title| title.get_ref().as_str());
        add(
            date.get_ref().0,
            kind,
            name,
            title,
            &file,
            date.span().start,
        );
    }
    all.sort();
    all
}

fn title(guide: &Guide) -> &str {
    let title = guide.front.title.as_ref();
    title.map_or("", |title| title.get_ref().as_str())
}
