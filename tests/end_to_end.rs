//! Runs `kiu` on whole sites, as editors and operators do.

mod architecture;
mod bad_environment;
mod bad_input;
mod flow;
mod permanence;
mod support;
