//! Files to clean rows to groups of the same customer. Touches no store and no clock.

pub mod clean;
mod divisions;
pub mod matching;
