//! Pipelines that join reading and storing: a list into the store, and what people decide on it.

mod pipeline;
mod prepare;
mod hashed;
mod reading;
mod known;
mod settle;
mod own_ids;
mod gained;
mod derived;
mod draft;
mod parcel;
mod drafter;
mod shelf;
mod write;
mod import;
pub mod plan;
mod readers;
pub mod records;
mod rekey;
mod rejects;
mod held;
mod review;
mod comparing;
mod merging;
mod twins;
mod waiting;
pub mod entry;

use crate::ingest::lead::Rejection;
use crate::ingest::read::ReadError;
use crate::store::StoreError;

pub use comparing::{
    Compared, ComparedField, Others, Subject, at_site, compare, compare_held, namesakes,
    others_like, waiting_like,
};
pub use derived::{StrayKeys, stray_match_keys};
pub use held::{HeldGroup, held_groups, held_like, how_likely, rows_of, still_held, two_lists};
pub use import::{BatchReport, Import, Problems, Way, already_applied, already_imported, load};
pub use known::accounts_by_phone;
pub use merging::{MergeError, Merged, merge};
pub use prepare::{Looked, Prepared, look};
pub use rejects::{HeadedReason, is_in_other_encoding, kept_reasons, rejects_file, rejects_table};
pub use rekey::Rekey;
pub use review::{ACCEPTED, Separated, accept, keep_apart, separate};
pub use twins::twins;

/// Why a list was not imported; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No thread could be started.
    #[error(transparent)]
    Thread(#[from] std::io::Error),
    /// Rows cannot be used, and the caller wanted all or none.
    #[error("{} rows cannot be used", .0.len())]
    Strict(Vec<Rejection>),
    /// What a plan says of rows makes no sense.
    #[error("{} rows of the plan make no sense", .0.count())]
    Plan(plan::PlanFaults),
    /// A plan cannot be written.
    #[error(transparent)]
    Output(std::io::Error),
}
