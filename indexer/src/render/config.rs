//! The parts of Zola's `config.toml` that we need too.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// `config.toml`.
#[derive(Debug, Clone, Deserialize)]
pub struct SiteConfig {
    /// Where the site will be served, without a slash at the end.
    pub base_url: String,
    /// Our own settings.
    #[serde(default)]
    pub extra: ConfigExtra,
}

/// `[extra]` of `config.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ConfigExtra {
    /// Response headers every page is served with, by name.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
}

/// Why `config.toml` could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It could not be read.
    #[error("could not read config.toml: {0}")]
    Io(#[from] std::io::Error),
    /// It is not what we expect.
    #[error("config.toml cannot be used: {0}")]
    Toml(#[from] toml::de::Error),
    /// The base address is not one.
    #[error("base URL `{0}` is not an address such as https://kiu.example")]
    BaseUrl(String),
}

impl SiteConfig {
    /// Reads the configuration of the site at `root`, with another base URL if
    /// one is given.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] if the file or the base URL cannot be used.
    pub fn load(root: &Path, base_url: Option<&str>) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(root.join("config.toml"))?;
        let mut config: Self = toml::from_str(&text)?;
        if let Some(base_url) = base_url {
            base_url.clone_into(&mut config.base_url);
        }
        config
            .base_url
            .truncate(config.base_url.trim_end_matches('/').len());
        let host = config
            .base_url
            .strip_prefix("https://")
            .or_else(|| config.base_url.strip_prefix("http://"));
        if host.is_none_or(|host| {
            host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '"')
        }) {
            return Err(ConfigError::BaseUrl(config.base_url));
        }
        Ok(config)
    }

    /// The path of the base URL: "" or `/kb`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..]
            .find('/')
            .map_or("", |at| &self.base_url[after_scheme + at..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(base_url: &str) -> SiteConfig {
        SiteConfig {
            base_url: base_url.to_owned(),
            extra: ConfigExtra::default(),
        }
    }

    #[test]
    fn the_base_path_is_what_follows_the_host() {
        assert_eq!(with("https://kiu.example").base_path(), "");
        assert_eq!(with("https://kiu.example/kb").base_path(), "/kb");
    }
}
