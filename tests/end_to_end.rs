//! Runs `kiu` on whole sites, as editors and operators do.

mod architecture;
mod bad_data;
mod bad_environment;
mod bad_input;
mod bad_style;
mod due;
mod flow;
mod permanence;
mod support;
mod tools;
mod translations;
