//! Rules about `data/questions/`: each file is a guide's, each question's
//! section exists, nothing is empty.

use super::At;
use crate::content::{Content, Lang, QUESTIONS_FOLDER};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    for (id, asked) in &content.asked {
        let file = format!("{QUESTIONS_FOLDER}/{id}.toml");
        let at = At { file: &file };
        let Some(guide) = content.guide_by_id(id, Lang::ZhHant) else {
            let message = format!("there is no guide `{id}` that could answer these");
            let fault = at.at_start(Code::UnknownGuide, message);
            found.push(fault.help("the file is named by the guide's id: EC-01.toml"));
            continue;
        };
        let anchors: Vec<&str> = guide.body.section_anchors().collect();
        for (anchor, questions) in asked {
            if !anchors.contains(&anchor.as_str()) {
                let message = format!("{} has no section `{anchor}`", guide.file);
                let fault = match questions.first() {
                    Some(first) => at.error(Code::UnknownAnchor, first, message),
                    None => at.at_start(Code::UnknownAnchor, message),
                };
                found.push(fault.suggest(anchor, anchors.iter().copied()));
            }
            for question in questions {
                if question.get_ref().trim().is_empty() {
                    found.push(at.error(Code::EmptyText, question, "this question is empty"));
                }
            }
        }
    }
}
