//! Makes a finished site the one that is served.

mod switch;

pub use switch::{SwitchError, check_out, replace, switch};
