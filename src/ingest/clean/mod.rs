//! One file per kind of value: text as people write it to a value that can be compared.
//!
//! A cell that cannot be read is a [`Problem`]; whoever asks keeps its text.

pub mod address;
pub mod company;
pub mod credit_code;
pub mod date;
pub mod email;
mod fold;
pub mod kind;
pub mod money;
pub mod person;
pub mod phone;
pub mod problem;
pub mod quantity;
pub mod text;
pub mod vin;
pub mod website;

pub(crate) use fold::is_han;
pub use problem::Problem;
