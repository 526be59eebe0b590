//! What is wrong with a plan.

use std::collections::BTreeMap;

use crate::load::import::SHOWN;
use crate::model::{BatchId, OutcomeKind};

/// Something in a plan that makes no sense, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// Line in the plan, from 1.
    pub at: u64,
    /// Line of the row in its list, where it is one row's.
    pub line: Option<u64>,
    /// What it is.
    pub fault: Fault,
}

/// What makes no sense in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file ends within a value.
    CutOff,
    /// What stands there is no JSON: column, and why.
    Syntax {
        /// Column, from 1.
        column: usize,
        /// What the reader says.
        detail: String,
    },
    /// What stands there is no row and no list, or a row before its list.
    Headless {
        /// Whether all of it is one array.
        is_array: bool,
        /// Whether it looks like a row.
        is_row: bool,
    },
    /// The form of the plan is another one.
    Version(String),
    /// A value is not what it has to be.
    Value {
        /// Its key.
        key: &'static str,
        /// The value, as JSON.
        value: String,
        /// What it has to be.
        wanted: Wanted,
    },
    /// Two lists have one number, or stand in another order than numbered.
    ListTwice(u64),
    /// A row is of a list that is not there.
    UnknownList(u64),
    /// The list has no row at this line.
    UnknownLine,
    /// The row stands there already: the line of the plan where.
    LineTwice(u64),
    /// A row is merged, and with what is not said; the candidate that it had.
    NoAccount(Option<String>),
    /// There is no account of this id.
    UnknownAccount(String),
    /// It names a row that goes to no account.
    Nowhere {
        /// Its key.
        key: &'static str,
        /// The row named.
        value: String,
    },
    /// The row goes with others that go with it.
    Circle(String),
    /// Nothing of the row can be used, and the plan says otherwise.
    Unusable(OutcomeKind),
    /// The row can be used, and the plan says otherwise.
    Usable,
    /// The row was loaded before, in this batch, and the plan says otherwise.
    Loaded(OutcomeKind, BatchId),
    /// The row was not loaded before, and the plan says otherwise.
    NotLoaded,
}

/// What a value of a plan has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// A whole number, from 1.
    Number,
    /// A text.
    Text,
    /// An outcome.
    Outcome,
    /// An account, or a row that makes one.
    Account,
    /// A row of the same list.
    Row,
    /// A number from 0 to 100.
    Score,
    /// A day.
    Day,
    /// The id of somebody, or of a shop, that is there.
    Known,
    /// A kind of list.
    Kind,
    /// What the plan said when it was made.
    AsPlanned,
}

impl Fault {
    /// Returns the stable code of its kind.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CutOff => "plan-cut-off",
            Self::Syntax { .. } => "plan-no-json",
            Self::Headless { .. } => "plan-no-header",
            Self::Version(_) => "plan-version",
            Self::Value { .. } => "plan-value",
            Self::ListTwice(_) => "plan-list-twice",
            Self::UnknownList(_) => "plan-list-unknown",
            Self::UnknownLine => "plan-line-unknown",
            Self::LineTwice(_) => "plan-line-twice",
            Self::NoAccount(_) => "plan-no-account",
            Self::UnknownAccount(_) => "plan-account-unknown",
            Self::Nowhere { .. } => "plan-row-nowhere",
            Self::Circle(_) => "plan-circle",
            Self::Unusable(_) => "plan-unusable",
            Self::Usable => "plan-usable",
            Self::Loaded(..) => "plan-loaded",
            Self::NotLoaded => "plan-not-loaded",
        }
    }
}

/// Everything that is wrong with a plan, counted by code; some of each are kept to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanFaults(BTreeMap<&'static str, (usize, Vec<PlanFault>)>);

impl PlanFaults {
    pub(super) fn add(&mut self, at: u64, line: Option<u64>, fault: Fault) {
        let (count, shown) = self.0.entry(fault.code()).or_default();
        *count += 1;
        if shown.len() < SHOWN {
            shown.push(PlanFault { at, line, fault });
        }
    }

    /// Returns whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of another part of the plan.
    pub fn extend(&mut self, others: Self) {
        for (code, (count, shown)) in others.0 {
            let (all, kept) = self.0.entry(code).or_default();
            *all += count;
            kept.extend(shown);
            kept.truncate(SHOWN);
        }
    }

    /// Returns how many there are.
    pub fn count(&self) -> usize {
        self.0.values().map(|(count, _)| count).sum()
    }

    /// Returns those to be shown, in the order of the plan.
    pub fn into_shown(self) -> Vec<PlanFault> {
        let mut shown: Vec<PlanFault> = self.0.into_values().flat_map(|(_, shown)| shown).collect();
        shown.sort_by_key(|fault| (fault.at, fault.line));
        shown
    }
}
