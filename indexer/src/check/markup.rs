//! Rules about the text's markup: no HTML but a short list, no asterisks left
//! over, images that say what they show and lie on our own origin.

use crate::content::{Body, Content};
use crate::diagnostic::{Code, Diagnostic};

/// HTML that Markdown has no writing for; comments are allowed too.
const ALLOWED: &[&str] = &["<br>", "<sub>", "</sub>", "<sup>", "</sup>"];

/// How research notes mark what is open.
const UNSETTLED: &[&str] = &["UNSURE", "[GK]", "[K]"];

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    for (file, body) in content.bodies() {
        of_body(file, &content.files[file], body, found);
    }
}

fn of_body(file: &str, text: &str, body: &Body, found: &mut Vec<Diagnostic>) {
    for span in &body.html {
        let html = &text[span.clone()];
        let is_comment = html.starts_with("<!--") && html.find("-->") == Some(html.len() - 3);
        if is_comment || ALLOWED.contains(&html) {
            continue;
        }
        let lower = html.to_lowercase();
        let loads = ["<script", "<style", "<link", "<iframe", "<object", "<embed"]
            .iter()
            .any(|tag| lower.contains(tag));
        let fault = if loads {
            Diagnostic::error(
                Code::ExternalResource,
                file,
                span.clone(),
                "scripts, styles, fonts and frames cannot stand in a guide",
            )
        } else {
            Diagnostic::error(
                Code::RawHtml,
                file,
                span.clone(),
                "HTML cannot stand in a guide",
            )
        };
        found.push(fault.help(format!(
            "write Markdown; only {} may stay",
            ALLOWED.join(" ")
        )));
    }
    for (at, mark) in UNSETTLED.iter().flat_map(|mark| text.match_indices(mark)) {
        let span = at..at + mark.len();
        let fault = Diagnostic::error(
            Code::Unsettled,
            file,
            span,
            format!("`{mark}` marks what nobody has settled: readers must not see it"),
        );
        found
            .push(fault.help(
                "look it up, or say what is known, as of when, and which office confirms it",
            ));
    }
    for span in &body.asterisks {
        let fault = Diagnostic::error(
            Code::StrayAsterisks,
            file,
            span.clone(),
            "readers will see these asterisks: next to full-width punctuation they do not make bold text",
        );
        found.push(fault.help(
            "write {{ strong(text=\"注意：\") }}, or put the punctuation outside: **注意**：",
        ));
    }
    for image in &body.images {
        if image.alternative.trim().is_empty() {
            let fault = Diagnostic::error(
                Code::NoAlternativeText,
                file,
                image.span.clone(),
                "the image has no text for those who cannot see it",
            );
            found.push(fault.help(format!("![what the image shows]({})", image.target)));
        }
        if image.target.contains(':') || image.target.starts_with("//") {
            let fault = Diagnostic::error(
                Code::ExternalResource,
                file,
                image.span.clone(),
                "the image is loaded from elsewhere, which readers in the Mainland may not see",
            );
            found.push(fault.help("put the file next to the guide and link it by its name"));
        }
    }
}
