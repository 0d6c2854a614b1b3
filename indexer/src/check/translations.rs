//! Rules about translations: each says what it was made from, and its editor
//! hears which sections of the source have changed since.

use crate::content::{Content, Drift, Lang, drift};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(content: &Content, found: &mut Vec<Diagnostic>) {
    for guide in content.guides.iter().filter(|guide| guide.lang == Lang::En) {
        let Some(original) = content.guide_at(&format!("{}/{}.md", guide.topic, guide.slug)) else {
            continue;
        };
        let id = guide.id().map(|id| id.to_string()).unwrap_or_default();
        let mend = format!("when the English says the same again, run `kiu translated {id}`");
        match drift(original, &content.files[&original.file], guide) {
            Drift::None => {}
            Drift::NotRecorded => {
                let message = "it is not recorded which Chinese text this translates";
                let fault =
                    Diagnostic::warning(Code::TranslationNotRecorded, &guide.file, 0..3, message);
                found.push(fault.help(mend));
            }
            Drift::Behind(sections) => {
                let span = guide
                    .front
                    .extra
                    .translated_from
                    .as_ref()
                    .map_or(0..3, toml::Spanned::span);
                let what = if sections.is_empty() {
                    "the Chinese guide lost a section".to_owned()
                } else {
                    format!("the Chinese text changed in: {}", sections.join(", "))
                };
                let fault = Diagnostic::warning(Code::TranslationBehind, &guide.file, span, what);
                found.push(fault.help(mend));
            }
        }
    }
}
