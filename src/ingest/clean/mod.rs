//! One file per kind of value: text as people write it to a value that can be compared.

pub mod address;
pub mod company;
mod fold;
