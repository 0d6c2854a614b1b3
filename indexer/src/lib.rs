//! Kiu checks policy guides, has Zola render them, builds their full-text
//! index and finishes and publishes the site.
//!
//! The stages stand in [`flow`]; `ARCHITECTURE.md` says which module may know
//! which.

pub mod check;
pub mod cli;
pub mod content;
pub mod diagnostic;
pub mod finish;
pub mod flow;
pub mod html;
pub mod index;
pub mod publish;
pub mod render;
pub mod text;
pub mod verify;
pub mod web;
