//! Files to clean rows to groups of the same customer. Touches no store and no clock.

pub mod clean;
pub mod lead;
pub mod map;
pub mod read;

#[cfg(test)]
mod corpora;
