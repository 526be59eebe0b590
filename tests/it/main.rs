//! Tests of the whole: the shape of the project, its commands, its inputs.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail the test that calls them"
)]

mod ci;
mod engines;
mod fixtures;
mod layout;
mod log;
mod records;
mod sandbox;
mod script;
mod setup;
mod skip;
mod source;
mod words;
