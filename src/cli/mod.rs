//! The command line.

pub mod labels;
pub mod text;
