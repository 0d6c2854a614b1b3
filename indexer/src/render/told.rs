//! What templates are told that stands elsewhere, in small JSON files.
//!
//! Of a guide: which of its sections are behind their source, the journeys and
//! checkers it is part of. Of the data: each fact and each contact in a file of
//! its own, because Zola copies all of a data file for every value taken from
//! it. Templates get the folder's path as `KIU_BUILD`; without it they read
//! `data/` themselves.

use crate::content::{Content, Drift, Guide, Lang, Text, drift};
use serde_json::Value as Json;
use std::fs;
use std::io;
use std::path::Path;

/// What one guide is told.
#[derive(Debug, Default, PartialEq, Eq, serde::Serialize)]
struct Told {
    /// Anchors of the sections whose source has changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    behind: Vec<String>,
    /// The journeys that lead through this guide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    journeys: Vec<Stop>,
    /// The checkers that lead here: `checkers/guangdong-scheme.md`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checkers: Vec<String>,
}

/// Where a journey passes a guide.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
struct Stop {
    /// `journeys/death-in-the-mainland.md`.
    page: String,
    /// The first step that leads to the guide, from 1.
    step: usize,
    /// How many steps there are.
    of: usize,
    /// The step's anchor.
    anchor: String,
}

/// Writes what every guide is told, as `<folder>/<lang>/<id>.json` (guides that
/// are told nothing have no file), `facts/<id>.json`, `contacts/<id>.json` and
/// the list `urgent.json`.
///
/// # Errors
///
/// Those of writing.
pub fn write(content: &Content, folder: &Path) -> io::Result<()> {
    entries(content, "facts", folder)?;
    let contacts = entries(content, "contacts", folder)?;
    let urgent: Vec<_> = contacts
        .into_iter()
        .filter(|contact| contact["urgent"] == true)
        .collect();
    fs::write(folder.join("urgent.json"), Json::from(urgent).to_string())?;
    for lang in [Lang::ZhHant, Lang::En] {
        let folder = folder.join(lang.as_str());
        fs::create_dir_all(&folder)?;
        for guide in content.guides.iter().filter(|guide| guide.lang == lang) {
            let Some(id) = guide.id() else { continue };
            let told = of_guide(content, guide, id.as_str());
            if told != Told::default() {
                fs::write(
                    folder.join(format!("{id}.json")),
                    serde_json::json!(told).to_string(),
                )?;
            }
        }
    }
    Ok(())
}

/// Writes each entry of `data/<name>.toml` to a file, and returns them all in
/// the order of the data file.
fn entries(content: &Content, name: &str, folder: &Path) -> io::Result<Vec<Json>> {
    let folder = folder.join(name);
    fs::create_dir_all(&folder)?;
    let text = content.files.get(&format!("data/{name}.toml"));
    // What is wrong with the file was reported before anything is rendered.
    let table = text.and_then(|text| text.parse::<toml::Table>().ok());
    let mut all = Vec::new();
    for (id, entry) in table.unwrap_or_default() {
        let entry = json(entry);
        fs::write(folder.join(format!("{id}.json")), entry.to_string())?;
        all.push(entry);
    }
    Ok(all)
}

/// A TOML value as JSON; dates are texts.
fn json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

fn of_guide(content: &Content, guide: &Guide, id: &str) -> Told {
    let leads_here = |links: &[Text]| {
        links.iter().any(|link| {
            let link = link.get_ref();
            link.split_once('#').map_or(link.as_str(), |(id, _)| id) == id
        })
    };
    let journeys = content.journeys.iter().filter_map(|(name, journey)| {
        let place = journey
            .steps
            .iter()
            .position(|step| leads_here(&step.guides))?;
        Some(Stop {
            page: format!("journeys/{name}.md"),
            step: place + 1,
            of: journey.steps.len(),
            anchor: journey.steps[place].id.get_ref().clone(),
        })
    });
    let checkers = content.checkers.iter().filter(|(_, checker)| {
        checker
            .outcomes
            .iter()
            .any(|outcome| leads_here(&outcome.guides))
    });
    let original = content.guide_at(&format!("{}/{}.md", guide.topic, guide.slug));
    let behind = match original.filter(|_| guide.lang == Lang::En) {
        Some(original) => match drift(original, &content.files[&original.file], guide) {
            Drift::Behind(sections) => sections,
            Drift::None | Drift::NotRecorded => Vec::new(),
        },
        None => Vec::new(),
    };
    Told {
        behind,
        journeys: journeys.collect(),
        checkers: checkers
            .map(|(name, _)| format!("checkers/{name}.md"))
            .collect(),
    }
}
