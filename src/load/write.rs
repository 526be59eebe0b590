//! The second pass over a list: every row becomes records, or is kept for a person.

use std::collections::{HashMap, HashSet};

use super::ImportError;
use super::draft::{Draft, Preference, Terms, preference};
use super::import::{Import, Problems};
use super::pipeline::in_order;
use super::prepare::Prepared;
use super::settle::{Plan, Step, repeated_ids};
use super::shelf::{Shelf, stored_drafts};
use crate::ingest::lead::{Cleaner, Rejection};
use crate::ingest::read::RawRow;
use crate::model::{
    AccountId, BatchId, BatchRow, BatchRowId, Lead, OutcomeKind, Source, SourceId, Tally,
};
use crate::playbook::Playbook;
use crate::store::{Op, RecordBulk};

/// What a list came to.
pub(super) struct Loaded {
    pub(super) tally: Tally,
    pub(super) purchases: i64,
    pub(super) accounts: i64,
    pub(super) warnings: i64,
    pub(super) problems: Problems,
    /// Every rejection, kept only where one of them refuses the list.
    pub(super) rejections: Vec<Rejection>,
}

/// A row after cleaning, and before: its cells are kept where a person has to see them.
struct Cleaned {
    lead: Result<Lead, Rejection>,
    raw: RawRow,
}

/// Writes the rows of one list.
pub(super) struct Writer<'a, 'd> {
    list: &'a Prepared,
    plan: &'a Plan,
    import: &'a Import,
    batch: BatchId,
    terms: Terms,
    /// Rows still to come of accounts that have several.
    remaining: HashMap<AccountId, u32>,
    drafts: HashMap<AccountId, Draft>,
    preferences: HashMap<SourceId, Preference>,
    /// Own ids that several rows have, hashed.
    repeated: HashSet<u64>,
    done: Loaded,
    shelf: Shelf<'d>,
    rows: RecordBulk<'d, BatchRow>,
}

impl<'a, 'd> Writer<'a, 'd> {
    pub(super) fn new(
        op: &Op<'d>,
        list: &'a Prepared,
        import: &'a Import,
        playbook: &Playbook,
        plan: &'a Plan,
        batch: BatchId,
        terms: Terms,
    ) -> Result<Self, ImportError> {
        let mut rows_of: HashMap<AccountId, u32> = HashMap::new();
        let joined = plan.steps.iter().filter(|step| matches!(step, Step::Joined(..)));
        for account in joined.filter_map(|step| step.account()) {
            *rows_of.entry(account).or_insert(1) += 1;
        }
        let preferences = op
            .db()
            .every::<Source>()?
            .into_iter()
            .map(|source| (source.id, preference(playbook, import.kind, source.kind)))
            .collect();
        Ok(Self {
            list,
            plan,
            import,
            batch,
            terms,
            remaining: rows_of,
            drafts: HashMap::new(),
            preferences,
            repeated: repeated_ids(list),
            done: Loaded {
                tally: Tally::default(),
                purchases: 0,
                accounts: 0,
                warnings: 0,
                problems: Problems::default(),
                rejections: Vec::new(),
            },
            shelf: Shelf::new(op, batch),
            rows: op.bulk(),
        })
    }

    /// Reads the list again and writes its rows, some at a time.
    pub(super) fn write(
        &mut self,
        op: &mut Op<'d>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), ImportError> {
        let cleaner = Cleaner::new(&self.list.list);
        let mut index = 0;
        in_order(
            &self.list.list,
            || |raw: RawRow| Cleaned { lead: cleaner.lead(&raw), raw },
            |rows: Vec<Cleaned>| {
                progress(rows.len() as u64);
                let first = index;
                index += rows.len();
                self.chunk(op, first, rows)
            },
        )
    }

    pub(super) fn finish(mut self, op: &mut Op<'d>) -> Result<Loaded, ImportError> {
        // Every draft had its last row; what is left would be rows that the passes counted differently.
        let mut left: Vec<Draft> = self.drafts.drain().map(|(_, draft)| draft).collect();
        left.sort_by_key(|draft| draft.account.id);
        self.shelf.store_new(op, left)?;
        self.flush()?;
        self.done.purchases = self.shelf.purchases();
        self.done.accounts = distinct_accounts(&self.plan.steps);
        Ok(self.done)
    }

    fn chunk(
        &mut self,
        op: &mut Op<'d>,
        first: usize,
        rows: Vec<Cleaned>,
    ) -> Result<(), ImportError> {
        let steps = &self.plan.steps[first..first + rows.len()];
        let mut known = stored_drafts(op.db(), &known_accounts(steps))?;
        let mut finished = Vec::new();
        let mut records = Vec::with_capacity(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let step = self.plan.steps[first + at];
            records.push(self.row(first + at, &step, &row));
            let Ok(mut lead) = row.lead else { continue };
            let Some(account) = step.account() else { continue };
            if let (Step::Keyed(_), Some(draft)) = (step, known.get_mut(&account)) {
                self.correct(op, draft, &lead, first + at)?;
            }
            if let Some(purchase) = lead.purchase.take() {
                self.shelf.keep_purchase(account, row.raw.line(), purchase);
            }
            match step {
                Step::Added(_) | Step::Joined(..) => {
                    finished.extend(self.draft(account, lead));
                }
                _ => {
                    if let Some(draft) = known.get_mut(&account) {
                        self.update(draft, lead, &step);
                    }
                }
            }
        }
        self.shelf.store_new(op, finished)?;
        self.shelf.store_known(op, known)?;
        op.reserve::<BatchRowId>(records.len())?;
        for mut record in records {
            record.id = op.next_id()?;
            self.rows.push(op, record);
        }
        self.flush()
    }

    /// Takes a row of a new account in; returns the draft when it was the last one.
    fn draft(&mut self, account: AccountId, lead: Lead) -> Option<Draft> {
        let Some(remaining) = self.remaining.get_mut(&account) else {
            return Some(Draft::new(account, lead, &self.terms));
        };
        *remaining -= 1;
        let last = *remaining == 0;
        match self.drafts.get_mut(&account) {
            Some(draft) => draft.absorb(lead, Preference::Stored, &self.terms),
            None => {
                self.drafts.insert(account, Draft::new(account, lead, &self.terms));
            }
        }
        if last { self.drafts.remove(&account) } else { None }
    }

    /// Takes a row of a known account in.
    fn update(&self, draft: &mut Draft, lead: Lead, step: &Step) {
        let source = draft.account.source;
        let preference = match step {
            Step::Keyed(_) if source == Some(self.terms.source) => Preference::Row,
            _ => {
                let known = source.and_then(|source| self.preferences.get(&source));
                known.copied().unwrap_or(Preference::Stored)
            }
        };
        draft.absorb(lead, preference, &self.terms);
    }

    /// Takes back what the row with the same own id said before. An id that stands on several
    /// rows of one list identifies none of them.
    fn correct(
        &self,
        op: &Op<'d>,
        draft: &mut Draft,
        lead: &Lead,
        index: usize,
    ) -> Result<(), ImportError> {
        let Some(id) = &lead.external_id else { return Ok(()) };
        if !self.repeated.contains(&self.list.marks[index].external) {
            let before = op.db().facts_of_row(draft.account.id, self.terms.source, id)?;
            draft.correct(before, lead, lead.purchase.is_some());
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ImportError> {
        self.shelf.flush()?;
        Ok(self.rows.flush()?)
    }

    fn row(&mut self, index: usize, step: &Step, row: &Cleaned) -> BatchRow {
        self.done.tally.count(step.outcome());
        let mut record = BatchRow {
            id: BatchRowId(0),
            batch: self.batch,
            line: i64::try_from(row.raw.line()).unwrap_or(i64::MAX),
            external_id: row.lead.as_ref().ok().and_then(|lead| lead.external_id.clone()),
            outcome: step.outcome(),
            account: step.account(),
            held_group: None,
            candidate: None,
            score: None,
            reason: None,
            resolved: None,
            row_key: self.plan.row_keys[index],
            cells: None,
            warnings: None,
        };
        match step {
            Step::Rejected => {
                let rejection = row.lead.as_ref().err();
                record.reason = rejection.map(|rejection| rejection.code.to_owned());
                record.cells = cells_text(&row.raw);
                if let Some(rejection) = rejection {
                    self.done.problems.row(rejection);
                    if self.import.strict {
                        self.done.rejections.push(rejection.clone());
                    }
                }
            }
            Step::Unchanged(before) => {
                if let Some(before) = self.plan.loaded.get(*before as usize) {
                    record.account = before.account;
                    record.candidate = before.candidate;
                    record.reason = Some(format!("loaded-in-{}", before.batch));
                }
            }
            Step::Held { group, candidate, score, reason } => {
                record.held_group = Some(self.group(*group));
                record.candidate = *candidate;
                record.score = Some(i64::from(*score));
                record.reason = Some(reason.code().to_owned());
                record.cells = cells_text(&row.raw);
            }
            Step::Joined(_, reason) | Step::Known(_, reason) => {
                record.score = Some(i64::from(reason.score()));
                record.reason = Some(reason.code().to_owned());
            }
            Step::Keyed(_) => record.reason = Some("same-own-id".to_owned()),
            Step::Added(_) => {}
        }
        if let Ok(lead) = &row.lead
            && step.outcome() != OutcomeKind::Unchanged
            && !lead.warnings.is_empty()
        {
            self.done.warnings += i64::try_from(lead.warnings.len()).unwrap_or(0);
            lead.warnings.iter().for_each(|problem| self.done.problems.cell(problem));
            record.warnings = Some(warnings_text(lead));
        }
        record
    }

    /// Names a held group by the batch and the line of its first row.
    fn group(&self, first: u32) -> String {
        let line = self.list.marks.get(first as usize).map_or(0, |mark| mark.line);
        format!("{}:{line}", self.batch)
    }
}

/// Returns the accounts of the store that rows go to.
fn known_accounts(steps: &[Step]) -> Vec<AccountId> {
    let known = steps.iter().filter(|step| matches!(step, Step::Known(..) | Step::Keyed(_)));
    let mut ids: Vec<AccountId> = known.filter_map(|step| step.account()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Returns how many accounts rows went to: every new one was made by one row.
fn distinct_accounts(steps: &[Step]) -> i64 {
    let new = steps.iter().filter(|step| matches!(step, Step::Added(_))).count();
    let known: HashSet<AccountId> = steps
        .iter()
        .filter(|step| matches!(step, Step::Known(..) | Step::Keyed(_)))
        .filter_map(|step| step.account())
        .collect();
    i64::try_from(new + known.len()).unwrap_or(i64::MAX)
}

fn cells_text(row: &RawRow) -> Option<String> {
    let cells: Vec<&str> = row.cells().collect();
    serde_json::to_string(&cells).ok()
}

/// Returns the problems of a row as JSON: an array of objects.
fn warnings_text(lead: &Lead) -> String {
    let problems = lead.warnings.iter().map(|problem| {
        serde_json::json!({
            "column": problem.column,
            "field": problem.field,
            "value": problem.value,
            "code": problem.code,
            "detail": problem.detail,
        })
    });
    serde_json::Value::Array(problems.collect()).to_string()
}
