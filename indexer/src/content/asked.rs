//! `data/questions/*.toml`: more ways people ask, for search only.

use super::front_matter::Text;
use std::collections::BTreeMap;

/// The folder of the questions, from the site's root.
pub const QUESTIONS_FOLDER: &str = "data/questions";

/// One guide's questions, by the anchor of the section that answers them, in
/// any language. The file is named by the guide's id: `EC-01.toml`.
pub type Asked = BTreeMap<String, Vec<Text>>;
