//! Figures from records: pure functions that return result structs, no text and no layout.

pub mod funnel;
pub mod sources;
