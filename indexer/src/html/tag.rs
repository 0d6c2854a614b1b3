//! One start tag: what its attributes say, and where.

use super::page::{Attribute, LinkKind};
use std::ops::Range;

/// Attributes that readers read or hear.
const TEXT_ATTRIBUTES: &[&str] = &["alt", "title", "aria-label", "placeholder"];
/// `<meta>`s whose content is text.
const TEXT_METAS: &[&str] = &[
    "description",
    "og:title",
    "og:description",
    "og:site_name",
    "twitter:title",
    "twitter:description",
];

/// A start tag with its attributes in the order written.
#[derive(Debug, Default)]
pub struct Tag {
    /// The element's name, in small letters.
    pub name: String,
    /// Names and values.
    pub attributes: Vec<(String, Attribute)>,
}

impl Tag {
    /// The attribute of this name.
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, attribute)| attribute)
    }

    /// The value of the attribute of this name, entities decoded.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.get(name).map(|attribute| attribute.value.as_str())
    }

    /// A whole attribute with the space before it: ` name="value"`.
    pub fn whole(&self, name: &str) -> Option<Range<usize>> {
        let quotes = 1;
        let range = &self.get(name)?.range;
        Some(range.start - quotes - "=".len() - name.len() - " ".len()..range.end + quotes)
    }

    /// Whether its element's text stays in its script.
    pub fn is_unconverted(&self) -> bool {
        self.value("translate") == Some("no")
    }

    /// The attributes whose values readers read or hear.
    pub fn texts(&self) -> impl Iterator<Item = Attribute> {
        let meta = self
            .value("name")
            .or(self.value("property"))
            .filter(|_| self.name == "meta");
        let is_text = move |name: &str| {
            TEXT_ATTRIBUTES.contains(&name)
                || name.starts_with("data-text-")
                || (name == "content" && meta.is_some_and(|meta| TEXT_METAS.contains(&meta)))
        };
        self.attributes
            .iter()
            .filter(move |(name, _)| is_text(name))
            .map(|(_, attribute)| attribute.clone())
    }

    /// Where the element leads to, or loads from, and what for.
    pub fn link(&self) -> Option<(LinkKind, Attribute)> {
        let rel = self.value("rel").unwrap_or_default();
        let (kind, attribute) = match self.name.as_str() {
            "a" | "area" if self.get("hreflang").is_some() => (LinkKind::Translation, "href"),
            "a" | "area" => (LinkKind::Follow, "href"),
            "form" => (LinkKind::Form, "action"),
            "link" if rel == "canonical" => (LinkKind::Canonical, "href"),
            "link" if rel == "alternate" => (LinkKind::Alternate, "href"),
            "link" => (LinkKind::Resource, "href"),
            "script" | "img" | "source" | "iframe" | "audio" | "video" | "embed" => {
                (LinkKind::Resource, "src")
            }
            "object" => (LinkKind::Resource, "data"),
            "meta" if self.value("property") == Some("og:url") => (LinkKind::Canonical, "content"),
            "meta" if self.value("property") == Some("og:image") => {
                (LinkKind::Alternate, "content")
            }
            "meta" if self.value("http-equiv") == Some("refresh") => (LinkKind::Refresh, "content"),
            _ => return None,
        };
        Some((kind, self.get(attribute)?.clone()))
    }
}
