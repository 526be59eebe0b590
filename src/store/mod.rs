//! One store, two engines; all SQL is here.

pub mod filter;
