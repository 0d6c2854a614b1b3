//! Rules about journeys: every step leads to sections that exist, every paper
//! belongs to steps of its journey.

use super::At;
use super::references::{Known, guide_links};
use super::tools::unique;
use crate::content::{Content, JOURNEYS_FOLDER};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(content: &Content, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
    for (name, journey) in &content.journeys {
        let file = format!("{JOURNEYS_FOLDER}/{name}.toml");
        let at = At { file: &file };
        if journey.steps.is_empty() {
            found.push(at.at_start(Code::DeadEnd, "the journey has no steps"));
        }
        unique(&at, journey.steps.iter().map(|step| &step.id), found);
        for step in &journey.steps {
            if step.guides.is_empty() {
                let message = format!("the step `{}` leads to no guide", step.id.get_ref());
                let fault = at.error(Code::DeadEnd, &step.id, message);
                found.push(fault.help("guides = [\"ME-12#steps\"]"));
            }
            guide_links(content, &at, &step.guides, found);
            known.contacts(&at, &step.contacts, found);
        }
        let steps: Vec<&str> = journey
            .steps
            .iter()
            .map(|step| step.id.get_ref().as_str())
            .collect();
        for step in journey
            .documents
            .iter()
            .flat_map(|document| &document.steps)
        {
            if !steps.contains(&step.get_ref().as_str()) {
                let message = format!("the journey has no step `{}`", step.get_ref());
                let fault = at.error(Code::UnknownStep, step, message);
                found.push(fault.suggest(step.get_ref(), steps.iter().copied()));
            }
        }
    }
}
