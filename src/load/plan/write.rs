//! What becomes of rows, written down.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::header::Written;
use super::{Goes, RowAt, decision};
use crate::load::ImportError;
use crate::load::import::Import;
use crate::load::prepare::Prepared;
use crate::load::settle::{Plan, Step};
use crate::model::{AccountId, BatchRow, Choice as _, Lead, OutcomeKind};
use crate::store::{Db, StoreError};

/// Takes down what becomes of rows, in the order of their list.
pub(in crate::load) trait RowSink: Send {
    /// Takes down what becomes of a row: of one that is held, with the position of the first row of
    /// its group. `lead` is missing where nothing of it can be used.
    fn row(&mut self, row: &BatchRow, group: Option<u32>, lead: Option<&Lead>);
}

/// A row of a plan. First what people look at, then what is decided, then why.
#[derive(Serialize)]
struct WrittenRow<'a> {
    list: u32,
    line: i64,
    name: Option<&'a str>,
    phone: Option<String>,
    city: Option<&'a str>,
    outcome: &'static str,
    account: Option<String>,
    known_as: Option<&'a str>,
    group: Option<String>,
    candidate: Option<String>,
    score: Option<i64>,
    reason: Option<&'a str>,
    planned: String,
}

/// Accounts read at a time for their names.
const AT_ONCE: usize = 1_000;

/// Writes a plan.
pub struct PlanWriter<'w> {
    out: &'w mut (dyn Write + Send),
    /// By list, the accounts that its rows make, ascending, with the line of the row.
    made: Vec<Vec<(AccountId, u32)>>,
    /// Lines of rows of the list, by position.
    lines: Vec<u32>,
    /// Names of accounts of the store that rows of the list are, or may be.
    names: HashMap<AccountId, String>,
    failed: Option<io::Error>,
}

impl<'w> PlanWriter<'w> {
    /// Returns a writer of a plan without lists.
    pub fn new(out: &'w mut (dyn Write + Send)) -> Self {
        Self { out, made: Vec::new(), lines: Vec::new(), names: HashMap::new(), failed: None }
    }

    /// Returns how many lists were written.
    pub fn lists(&self) -> usize {
        self.made.len()
    }

    /// Begins the next list, which is at `path`.
    pub(in crate::load) fn begin(
        &mut self,
        db: &Db,
        path: &Path,
        prepared: &Prepared,
        import: &Import,
        plan: &Plan,
    ) -> Result<(), ImportError> {
        self.lines = prepared.marks.iter().map(|mark| mark.line).collect();
        let mut made: Vec<(AccountId, u32)> = plan
            .steps
            .iter()
            .zip(&self.lines)
            .filter_map(|(step, line)| match step {
                Step::Added(account) => Some((*account, *line)),
                _ => None,
            })
            .collect();
        made.sort_unstable();
        self.made.push(made);
        self.names = self.names_of(db, plan)?;
        let header = Written::of(db, self.number(), path, prepared, import)?;
        self.write(&header);
        Ok(())
    }

    /// Returns an error where something could not be written.
    pub(in crate::load) fn check(&mut self) -> Result<(), ImportError> {
        self.failed.take().map_or(Ok(()), |error| Err(ImportError::Output(error)))
    }

    /// Returns the number of the list that is being written.
    fn number(&self) -> u32 {
        u32::try_from(self.made.len()).unwrap_or(u32::MAX)
    }

    /// Returns the names of accounts of the store that rows are, or may be.
    fn names_of(&self, db: &Db, plan: &Plan) -> Result<HashMap<AccountId, String>, StoreError> {
        let of = |step: &Step| match step {
            Step::Known(account, _) | Step::Keyed(account) => Some(*account),
            step => plan.held_row(*step)?.candidate,
        };
        let mut wanted: Vec<AccountId> = plan.steps.iter().filter_map(of).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|account| matches!(self.goes(*account), Goes::To(_)));
        let mut names = HashMap::with_capacity(wanted.len());
        for some in wanted.chunks(AT_ONCE) {
            let accounts = db.accounts(some)?;
            names.extend(accounts.into_iter().map(|account| (account.id, account.name)));
        }
        Ok(names)
    }

    /// Returns an account as plans name it: one that a row makes goes by that row.
    fn goes(&self, account: AccountId) -> Goes {
        for (list, made) in (1..).zip(&self.made) {
            if let Ok(at) = made.binary_search_by_key(&account, |(account, _)| *account) {
                return Goes::With(RowAt { list, line: made[at].1 });
            }
        }
        Goes::To(account)
    }

    fn write(&mut self, line: &impl Serialize) {
        if self.failed.is_none() {
            let written = serde_json::to_writer(&mut *self.out, line).map_err(io::Error::from);
            self.failed = written.and_then(|()| self.out.write_all(b"\n")).err();
        }
    }
}

impl RowSink for PlanWriter<'_> {
    fn row(&mut self, row: &BatchRow, group: Option<u32>, lead: Option<&Lead>) {
        let list = self.number();
        let account = match row.outcome {
            // The row itself makes it.
            OutcomeKind::Added => Goes::Nowhere,
            _ => row.account.map_or(Goes::Nowhere, |account| self.goes(account)),
        };
        let candidate = row.candidate.map_or(Goes::Nowhere, |account| self.goes(account));
        let group =
            group.and_then(|group| Some(RowAt { list, line: *self.lines.get(group as usize)? }));
        let said = |goes: Goes| match goes {
            Goes::Nowhere => None,
            other => Some(other.to_string()),
        };
        let known = row.account.or(row.candidate);
        let names = std::mem::take(&mut self.names);
        let line = WrittenRow {
            list,
            line: row.line,
            name: lead.and_then(|lead| lead.name.as_deref()),
            phone: lead.and_then(|lead| lead.phones.first()).map(ToString::to_string),
            city: lead.and_then(|lead| lead.city.as_deref()),
            outcome: row.outcome.key(),
            account: said(account),
            known_as: known.and_then(|account| names.get(&account)).map(String::as_str),
            group: group.map(|row| row.to_string()),
            candidate: said(candidate),
            score: row.score,
            reason: row.reason.as_deref(),
            planned: decision(row.outcome, account),
        };
        self.write(&line);
        self.names = names;
    }
}
