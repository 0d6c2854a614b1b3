//! What templates are told about a guide that stands elsewhere: which of its
//! sections are behind their source, the journeys and checkers it is part of.
//!
//! A small JSON file a guide, in the build's work folder, whose path templates
//! get as `KIU_BUILD`. So no page has to read every journey.

use crate::content::{Content, Drift, Guide, Lang, Text, drift};
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

/// Writes what every guide is told, as `<folder>/<lang>/<id>.json`; guides that
/// are told nothing have no file.
///
/// # Errors
///
/// Those of writing.
pub fn write(content: &Content, folder: &Path) -> io::Result<()> {
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
