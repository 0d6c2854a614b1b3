//! Rendered pages, each parsed once.
//!
//! In: the HTML that Zola wrote. Out: [`Page`]s, which know where their texts,
//! links and anchors lie, so that index, projection, links and verification
//! need no second parse: they splice (see [`splice`]) or look things up.

mod page;
mod reader;
mod splice;
mod tag;

pub use page::{Attribute, LinkKind, Page, Section};
pub use reader::read;
pub use splice::{Edit, escape_attribute, escape_text, splice};
