//! What an import would do, row by row, as a file that people and programs edit, and the way back.
//!
//! The file is a sequence of JSON objects, one a line: for every list what it is and how it was
//! read, then its rows with what becomes of each. Rows are named `list:line`, as `1:12`; so is the
//! account that a row makes, since it has no id yet. The plan carries the decisions; what the rows
//! say is read again from the list.

mod apply;
mod fault;
mod header;
mod read;
mod write;

use crate::model::{AccountId, Batch, Choice as _, OutcomeKind};
use crate::store::{Db, StoreError};

pub use apply::MadeAccounts;
pub(super) use apply::steps_of;
pub use fault::{Fault, PlanFault, PlanFaults, Wanted};
pub use header::Header;
pub use read::{PlanError, PlanFile, PlannedList, read_plan};
pub use write::PlanWriter;
pub(super) use write::RowSink;

/// The version of the form of plans.
pub const FORM: u64 = 1;

/// Reason of a row of which a person decided in the plan.
pub(super) const DECIDED: &str = "decided-in-plan";

/// A row of a list, as plans name it: `1:12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RowAt {
    /// Number of the list within the plan, from 1.
    list: u32,
    /// Line in the list, from 1.
    line: u32,
}

impl std::fmt::Display for RowAt {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.list, self.line)
    }
}

/// The account that a row goes to, or may go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    /// None is said.
    Nowhere,
    /// One of the store.
    To(AccountId),
    /// The one that a row goes to.
    With(RowAt),
}

impl std::fmt::Display for Goes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::To(account) => account.fmt(out),
            Self::With(row) => row.fmt(out),
        }
    }
}

/// Returns a decision in words that stand in the plan as well, so that it shows where a person has
/// changed it.
fn decision(outcome: OutcomeKind, account: Goes) -> String {
    match (outcome, account) {
        (OutcomeKind::Merged, Goes::To(_) | Goes::With(_)) => {
            format!("{} {account}", outcome.key())
        }
        _ => outcome.key().to_owned(),
    }
}

/// What a batch keeps of the plan that it was applied from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AppliedPlan {
    /// Rows that went elsewhere than matching had sent them.
    pub decided: i64,
    /// Rows of the list that it left out.
    pub left_out: i64,
}

impl AppliedPlan {
    /// Returns it; `None` where the batch was imported without one.
    pub fn of(batch: &Batch) -> Option<Self> {
        #[derive(serde::Deserialize)]
        struct Kept {
            plan: Option<AppliedPlan>,
        }
        serde_json::from_str::<Kept>(&batch.mapping).ok()?.plan
    }
}

/// What the store was like when a plan was made: no other operation, and no other store, has it.
pub(super) fn state(db: &Db) -> Result<String, StoreError> {
    let last = db.last_logged()?;
    Ok(format!("{}-{}", last.count, last.op_key))
}

/// Why a plan cannot be applied any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// It was made for another store.
    OtherStore,
    /// Something was written since: how many operations, and the last of them with who ran it.
    Since {
        /// How many.
        count: i64,
        /// The last operation, its actor and command.
        last: (crate::model::OperationId, String, String),
    },
}

/// Returns why a plan cannot be applied to a store any more; `None` where it can.
pub fn moved_on(db: &Db, header: &Header) -> Result<Option<Moved>, StoreError> {
    if state(db)? == header.state {
        return Ok(None);
    }
    let key = header.state.split_once('-').map_or("", |(_, key)| key);
    let last = db.last_logged()?;
    Ok(Some(match db.operations_after(key)? {
        None => Moved::OtherStore,
        Some(count) => Moved::Since { count, last: (last.id, last.actor, last.command) },
    }))
}
