//! Where links lead, and how they are written so that a copy of the site on
//! another host works alone.

/// Where the site is served.
#[derive(Debug, Clone)]
pub struct Place {
    /// `https://kiu.example/kb`, no slash at the end.
    pub base_url: String,
    /// `/kb`, or nothing.
    pub base_path: String,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of this site.
    Internal {
        /// From the site's root, not the host's: `/elderly-care/`.
        path: String,
        /// With its `?`, or nothing.
        query: String,
        /// Without its `#`.
        fragment: Option<String>,
    },
    /// Anything else: another site, a telephone number.
    External(String),
}

impl Place {
    /// What `written` on the page at `page_path` leads to.
    #[must_use]
    pub fn resolve(&self, page_path: &str, written: &str) -> Target {
        let (rest, fragment) = match written.split_once('#') {
            Some((rest, fragment)) => (rest, Some(percent_decode(fragment))),
            None => (written, None),
        };
        let (rest, query) = rest.find('?').map_or((rest, ""), |at| rest.split_at(at));
        let on_base = rest
            .strip_prefix(&self.base_url)
            .filter(|after| after.is_empty() || after.starts_with('/'));
        let path = if let Some(after) = on_base {
            if after.is_empty() {
                "/".to_owned()
            } else {
                after.to_owned()
            }
        } else if rest.starts_with("//") || has_scheme(rest) {
            return Target::External(written.to_owned());
        } else if rest.is_empty() {
            page_path.to_owned()
        } else if rest.starts_with('/') {
            rest.to_owned()
        } else {
            join(page_path, rest)
        };
        Target::Internal {
            path: percent_decode(&path),
            query: query.to_owned(),
            fragment,
        }
    }

    /// A link from the host's root, or only the fragment within one page.
    #[must_use]
    pub fn relative(&self, target: &Target, own_path: &str) -> String {
        match target {
            Target::External(written) => written.clone(),
            Target::Internal {
                path,
                query,
                fragment: Some(fragment),
            } if path == own_path && query.is_empty() => format!("#{fragment}"),
            Target::Internal { .. } => Self::with(&self.base_path, target),
        }
    }

    /// The whole address.
    #[must_use]
    pub fn absolute(&self, target: &Target) -> String {
        Self::with(&self.base_url, target)
    }

    fn with(base: &str, target: &Target) -> String {
        match target {
            Target::External(written) => written.clone(),
            Target::Internal {
                path,
                query,
                fragment,
            } => {
                let fragment = fragment
                    .as_ref()
                    .map(|fragment| format!("#{fragment}"))
                    .unwrap_or_default();
                format!("{base}{path}{query}{fragment}")
            }
        }
    }
}

fn has_scheme(written: &str) -> bool {
    written.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// A path relative to a page's folder, `.` and `..` taken out.
fn join(page_path: &str, relative: &str) -> String {
    let folder = page_path.rfind('/').map_or("", |at| &page_path[..at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .filter(|_| first == b'%')
            .and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            base_url: "https://k.example/kb".to_owned(),
            base_path: "/kb".to_owned(),
        }
    }

    fn internal(path: &str, fragment: Option<&str>) -> Target {
        Target::Internal {
            path: path.to_owned(),
            query: String::new(),
            fragment: fragment.map(str::to_owned),
        }
    }

    #[test]
    fn links_into_the_site_are_known_in_every_form() {
        let place = place();
        assert_eq!(
            place.resolve("/a/b/", "https://k.example/kb/c/#d"),
            internal("/c/", Some("d"))
        );
        assert_eq!(
            place.resolve("/a/b/", "https://k.example/kb"),
            internal("/", None)
        );
        assert_eq!(place.resolve("/a/b/", "#e"), internal("/a/b/", Some("e")));
        assert_eq!(
            place.resolve("/a/b/", "pic.png"),
            internal("/a/b/pic.png", None)
        );
        assert_eq!(place.resolve("/a/b/", "../x/"), internal("/a/x/", None));
        assert_eq!(
            place.resolve("/a/b/", "https://k.example/kbc/"),
            Target::External("https://k.example/kbc/".to_owned())
        );
        assert_eq!(
            place.resolve("/a/b/", "tel:+86208339"),
            Target::External("tel:+86208339".to_owned())
        );
        assert_eq!(
            place.resolve("/a/b/", "#%E7%94%B3"),
            internal("/a/b/", Some("申"))
        );
    }

    #[test]
    fn links_are_written_from_the_root_of_the_host() {
        let place = place();
        assert_eq!(
            place.relative(&internal("/c/", Some("d")), "/a/"),
            "/kb/c/#d"
        );
        assert_eq!(place.relative(&internal("/a/", Some("d")), "/a/"), "#d");
        assert_eq!(
            place.absolute(&internal("/a/", None)),
            "https://k.example/kb/a/"
        );
    }
}
