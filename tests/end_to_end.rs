//! Runs `kiu` on whole sites, as editors and operators do.

mod bad_input;
mod flow;
mod support;
