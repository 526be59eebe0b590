//! Files to clean rows to groups of the same customer. Touches no store and no clock.

pub mod read;
pub mod map;
pub mod list_rules;
pub mod clean;
mod divisions;
pub mod lead;
pub mod matching;
pub mod overview;
pub mod roster;

#[cfg(test)]
mod corpora;
