//! Rules about eligibility checkers: checked like a program. Every answer
//! leads somewhere, every outcome is reachable, nothing goes in circles, every
//! outcome has a source and a next step, and every scenario comes true.

use super::At;
use super::data::sources_of_data;
use super::references::{Known, guide_links};
use super::tools::unique;
use crate::content::{CHECKERS_FOLDER, Checker, Content, Question, Scenario, Text};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(content: &Content, known: &Known<'_>, found: &mut Vec<Diagnostic>) {
    for (name, checker) in &content.checkers {
        let file = format!("{CHECKERS_FOLDER}/{name}.toml");
        let at = At { file: &file };
        if checker.questions.is_empty() {
            found.push(at.at_start(Code::DeadEnd, "the checker asks nothing"));
        }
        let ids = checker
            .questions
            .iter()
            .map(|question| &question.id)
            .chain(checker.outcomes.iter().map(|outcome| &outcome.id));
        unique(&at, ids, found);
        sources_of_data(&file, &checker.sources, found);
        graph(&at, checker, found);
        outcomes(content, &at, checker, known, found);
        scenarios(&at, checker, found);
    }
}

/// Answers lead to what exists, forward, and everything can be reached.
fn graph(at: &At<'_>, checker: &Checker, found: &mut Vec<Diagnostic>) {
    let questions: BTreeMap<&str, &Question> = checker
        .questions
        .iter()
        .map(|question| (question.id.get_ref().as_str(), question))
        .collect();
    let names: Vec<&str> = checker
        .outcomes
        .iter()
        .map(|outcome| outcome.id.get_ref().as_str())
        .chain(questions.keys().copied())
        .collect();
    for question in &checker.questions {
        if question.answers.is_empty() {
            let message = format!("the question `{}` has no answers", question.id.get_ref());
            let fault = at.error(Code::DeadEnd, &question.id, message);
            found.push(fault.help("add [[questions.answers]] with id, say and to"));
        }
        unique(at, question.answers.iter().map(|answer| &answer.id), found);
        for answer in &question.answers {
            let to = answer.to.get_ref();
            if !names.contains(&to.as_str()) {
                let message = format!("there is no question or outcome `{to}`");
                let fault = at.error(Code::DeadEnd, &answer.to, message);
                found.push(fault.suggest(to, names.iter().copied()));
            }
        }
    }
    let Some(first) = checker.questions.first() else {
        return;
    };
    let mut walk = Walk {
        questions: &questions,
        path: Vec::new(),
        reached: BTreeSet::new(),
        circles: Vec::new(),
    };
    walk.visit(first.id.get_ref());
    for to in &walk.circles {
        let message = format!(
            "this leads back to the question `{}`: one could go in circles",
            to.get_ref()
        );
        found.push(at.error(Code::Cycle, to, message));
    }
    let outcomes = checker.outcomes.iter().map(|outcome| &outcome.id);
    for id in checker
        .questions
        .iter()
        .map(|question| &question.id)
        .chain(outcomes)
    {
        if !walk.reached.contains(id.get_ref().as_str()) {
            let message = format!("no answers lead to `{}`", id.get_ref());
            let fault = at.error(Code::Unreachable, id, message);
            found.push(fault.help("lead an answer there, or take it out"));
        }
    }
}

/// A walk through every path of the graph, depth first.
struct Walk<'a> {
    questions: &'a BTreeMap<&'a str, &'a Question>,
    path: Vec<&'a str>,
    reached: BTreeSet<&'a str>,
    circles: Vec<&'a Text>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, id: &'a str) {
        if !self.reached.insert(id) {
            return;
        }
        let Some(question) = self.questions.get(id) else {
            return;
        };
        self.path.push(id);
        for answer in &question.answers {
            if self.path.contains(&answer.to.get_ref().as_str()) {
                self.circles.push(&answer.to);
            } else {
                self.visit(answer.to.get_ref());
            }
        }
        self.path.pop();
    }
}

fn outcomes(
    content: &Content,
    at: &At<'_>,
    checker: &Checker,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let keys: Vec<&str> = checker
        .sources
        .iter()
        .map(|source| source.key.get_ref().as_str())
        .collect();
    for outcome in &checker.outcomes {
        let id = outcome.id.get_ref();
        if outcome.sources.is_empty() {
            let message = format!("the outcome `{id}` names no source");
            let fault = at.error(Code::NoSources, &outcome.id, message);
            found.push(fault.help("sources = [\"S1\"]"));
        }
        for key in &outcome.sources {
            if !keys.contains(&key.get_ref().as_str()) {
                let message = format!("no source has the key `{}`", key.get_ref());
                let fault = at.error(Code::UnknownSource, key, message);
                found.push(fault.suggest(key.get_ref(), keys.iter().copied()));
            }
        }
        if outcome.next.is_empty() || outcome.contacts.is_empty() {
            let message =
                format!("the outcome `{id}` does not say what to do next and whom to call");
            let fault = at.error(Code::NoNextStep, &outcome.id, message);
            found.push(
                fault.help("give next = [{ zh-Hant = \"…\", en = \"…\" }] and contacts = [\"…\"]"),
            );
        }
        known.contacts(at, &outcome.contacts, found);
        guide_links(content, at, &outcome.guides, found);
        let is_tested = checker
            .scenarios
            .iter()
            .any(|scenario| scenario.outcome.get_ref() == id);
        if !is_tested {
            let message = format!("no scenario ends in the outcome `{id}`");
            let fault =
                Diagnostic::warning(Code::UntestedOutcome, at.file, outcome.id.span(), message);
            found.push(fault.help("add [[scenarios]] with name, answers and outcome"));
        }
    }
}

fn scenarios(at: &At<'_>, checker: &Checker, found: &mut Vec<Diagnostic>) {
    for scenario in &checker.scenarios {
        match run(checker, scenario) {
            Ok(end) if end == scenario.outcome.get_ref() => {}
            Ok(end) => {
                let message = format!(
                    "`{}` ends in `{end}`, not in `{}`",
                    scenario.name.get_ref(),
                    scenario.outcome.get_ref()
                );
                found.push(at.error(Code::ScenarioFails, &scenario.outcome, message));
            }
            Err((answer, message)) => {
                found.push(at.error(Code::ScenarioFails, answer, message));
            }
        }
    }
}

/// Where a scenario's answers lead, or the answer that cannot be given.
fn run<'a>(checker: &'a Checker, scenario: &'a Scenario) -> Result<&'a str, (&'a Text, String)> {
    let mut here = checker
        .questions
        .first()
        .map_or("", |question| question.id.get_ref().as_str());
    for given in &scenario.answers {
        let question = checker
            .questions
            .iter()
            .find(|question| question.id.get_ref() == here);
        let Some(question) = question else {
            return Err((
                given,
                format!("`{here}` is reached already: nothing more is asked"),
            ));
        };
        let answer = question
            .answers
            .iter()
            .find(|answer| answer.id.get_ref() == given.get_ref());
        let Some(answer) = answer else {
            let message = format!("the question `{here}` has no answer `{}`", given.get_ref());
            return Err((given, message));
        };
        here = answer.to.get_ref();
    }
    Ok(here)
}
