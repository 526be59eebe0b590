//! What becomes of a row of a list.

use super::choice::Choice as _;
use super::{AccountId, UnknownChoice};

/// What becomes of one row; there is no sixth way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new account was made of it.
    Added(AccountId),
    /// It was an account we have, which gained or confirmed facts.
    Merged(AccountId),
    /// This very row was loaded before, into this account.
    Unchanged(AccountId),
    /// A person has to decide; the best candidate is named.
    Held(Option<AccountId>),
    /// It cannot be used, and why, as a stable code.
    Rejected(&'static str),
}

/// An outcome without its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OutcomeKind {
    /// See [`Outcome::Added`].
    Added,
    /// See [`Outcome::Merged`].
    Merged,
    /// See [`Outcome::Unchanged`].
    Unchanged,
    /// See [`Outcome::Held`].
    Held,
    /// See [`Outcome::Rejected`].
    Rejected,
}

impl super::Choice for OutcomeKind {
    const LIST: &'static str = "outcome";
    const ALL: &'static [Self] =
        &[Self::Added, Self::Merged, Self::Unchanged, Self::Held, Self::Rejected];

    fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Merged => "merged",
            Self::Unchanged => "unchanged",
            Self::Held => "held",
            Self::Rejected => "rejected",
        }
    }

    fn term(self) -> &'static str {
        match self {
            Self::Added => "新增",
            Self::Merged => "合并",
            Self::Unchanged => "未变",
            Self::Held => "待定",
            Self::Rejected => "拒收",
        }
    }
}

impl std::str::FromStr for OutcomeKind {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        Self::read(text)
    }
}

impl std::fmt::Display for OutcomeKind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.key())
    }
}

/// Rows of a batch by outcome. Collected is always the sum of the five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Data rows: not blank lines, titles above the header, repeated headers.
    pub collected: i64,
    /// Rows that made an account.
    pub added: i64,
    /// Rows that were an account we have.
    pub merged: i64,
    /// Rows loaded before.
    pub unchanged: i64,
    /// Rows that wait for a person.
    pub held: i64,
    /// Rows that could not be used.
    pub rejected: i64,
}

impl Tally {
    /// Counts one row.
    pub fn count(&mut self, outcome: OutcomeKind) {
        self.collected += 1;
        *match outcome {
            OutcomeKind::Added => &mut self.added,
            OutcomeKind::Merged => &mut self.merged,
            OutcomeKind::Unchanged => &mut self.unchanged,
            OutcomeKind::Held => &mut self.held,
            OutcomeKind::Rejected => &mut self.rejected,
        } += 1;
    }

    /// Returns whether the five outcomes add up to what was collected.
    pub fn adds_up(&self) -> bool {
        self.collected == self.added + self.merged + self.unchanged + self.held + self.rejected
    }
}
