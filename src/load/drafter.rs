//! Cleaned rows to drafts of accounts and rows of the batch; touches no store.

use std::collections::HashMap;

use super::draft::{Draft, Preference, Terms};
use super::import::{Import, Problems};
use super::parcel::{Bought, Parcel};
use super::plan::{DECIDED, RowSink};
use super::prepare::Prepared;
use super::settle::{Plan, RowPlace, Step};
use crate::ingest::lead::Rejection;
use crate::ingest::read::Row;
use crate::model::{
    AccountId, BatchId, BatchRow, BatchRowId, Lead, OperationId, OutcomeKind, Tally,
};
use crate::store::RecordRows;

/// What the rows of a list came to.
pub(super) struct Findings {
    pub(super) tally: Tally,
    pub(super) warnings: i64,
    pub(super) problems: Problems,
    /// Every rejection, kept only where one of them refuses the list.
    pub(super) rejections: Vec<Rejection>,
}

/// What came of some rows. Made to be reused.
pub(super) struct Made {
    /// How many rows they were, and bytes of their text.
    pub(super) count: u64,
    bytes: usize,
    /// New accounts, of which these were the last rows.
    pub(super) parcel: Parcel,
    /// The rows themselves.
    pub(super) rows: RecordRows<BatchRow>,
    /// Those that go to accounts of the store.
    pub(super) known: Vec<KnownRow>,
    /// Keys of new accounts that no row has alone.
    pub(super) keys: Vec<(i64, AccountId)>,
}

/// Rows that are stored together, and bytes of their text: enough to be worth a change of hands,
/// few enough to bound memory.
const TOGETHER: (u64, usize) = (1_000, 1 << 20);

impl Made {
    /// Returns whether there is enough to be stored.
    pub(super) fn is_full(&self) -> bool {
        self.count >= TOGETHER.0 || self.bytes >= TOGETHER.1
    }

    fn add(&mut self, draft: Draft, bought: Bought) {
        self.keys.extend(draft.keys_beyond_rows());
        self.parcel.add(draft, bought);
    }

    /// Takes everything out.
    pub(super) fn clear(&mut self) {
        (self.count, self.bytes) = (0, 0);
        self.parcel.clear();
        self.rows.clear();
        self.known.clear();
        self.keys.clear();
    }
}

/// A row of an account that the store had.
pub(super) struct KnownRow {
    pub(super) account: AccountId,
    pub(super) step: Step,
    pub(super) lead: Lead,
    /// Position in the list, from 0.
    pub(super) index: usize,
    /// Line in the file, from 1.
    pub(super) line: u64,
}

/// A row after cleaning, and before: its cells are kept where a person has to see them.
struct Cleaned<'a> {
    lead: Result<Box<Lead>, Rejection>,
    raw: Row<'a>,
}

/// Makes drafts of the rows of one list.
pub(super) struct Drafter<'a, 'p> {
    list: &'a Prepared,
    plan: &'a Plan,
    import: &'a Import,
    op: OperationId,
    batch: BatchId,
    terms: &'a Terms,
    /// Where what becomes of rows is written down.
    planned: Option<&'p mut (dyn RowSink + 'p)>,
    /// Rows still to come of accounts that have several.
    remaining: HashMap<AccountId, u32>,
    drafts: HashMap<AccountId, (Draft, Bought)>,
    /// Position in the list, from 0, of the next row.
    index: usize,
    done: Findings,
}

impl<'a, 'p> Drafter<'a, 'p> {
    pub(super) fn new(
        list: &'a Prepared,
        import: &'a Import,
        plan: &'a Plan,
        (op, batch): (OperationId, BatchId),
        terms: &'a Terms,
        planned: Option<&'p mut (dyn RowSink + 'p)>,
    ) -> Self {
        let mut remaining: HashMap<AccountId, u32> = HashMap::new();
        let joined = plan.steps.iter().filter(|step| matches!(step, Step::Joined(..)));
        for account in joined.filter_map(|step| step.account()) {
            *remaining.entry(account).or_insert(1) += 1;
        }
        Self {
            list,
            plan,
            import,
            op,
            batch,
            terms,
            planned,
            remaining,
            drafts: HashMap::new(),
            index: 0,
            done: Findings {
                tally: Tally::default(),
                warnings: 0,
                problems: Problems::default(),
                rejections: Vec::new(),
            },
        }
    }

    /// Adds what comes of the next row of the list.
    pub(super) fn draft(
        &mut self,
        raw: Row<'_>,
        lead: Result<Box<Lead>, Rejection>,
        made: &mut Made,
    ) {
        let (index, step) = (self.index, self.plan.steps[self.index]);
        self.index += 1;
        made.count += 1;
        let Some(outcome) = step.outcome() else { return };
        made.bytes += raw.bytes();
        let row = Cleaned { lead, raw };
        let mut record = self.row(index, (&step, outcome), &row, made.rows.next_id());
        if self.plan.decided.rows.contains(&u32::try_from(index).unwrap_or(u32::MAX)) {
            (record.reason, record.score) = (Some(DECIDED.to_owned()), None);
        }
        made.rows.push(&record);
        if let Some(planned) = &mut self.planned {
            let group = self.plan.held_row(step).map(|held| held.group);
            planned.row(&record, group, row.lead.as_deref().ok());
        }
        let (Ok(lead), Some(account)) = (row.lead, step.account()) else { return };
        let line = raw.line();
        match step {
            Step::Added(_) | Step::Joined(..) => self.take(account, lead, line, made),
            _ => made.known.push(KnownRow { account, step, lead: *lead, index, line }),
        }
    }

    /// Adds what is left, and returns what the rows came to.
    pub(super) fn finish(self, made: &mut Made) -> Findings {
        // Every draft had its last row; what is left would be rows that the passes counted differently.
        let mut left: Vec<(Draft, Bought)> = self.drafts.into_values().collect();
        left.sort_by_key(|(draft, _)| draft.account.id);
        for (draft, bought) in left {
            made.add(draft, bought);
        }
        self.done
    }

    /// Returns what comes of no rows.
    pub(super) fn nothing(&self) -> Made {
        let (parcel, rows) = (Parcel::new(self.op, self.batch), RecordRows::new(self.op));
        Made { count: 0, bytes: 0, parcel, rows, known: Vec::new(), keys: Vec::new() }
    }

    /// Takes a row of a new account in; puts the account in the parcel when it was the last one.
    fn take(&mut self, account: AccountId, mut lead: Box<Lead>, line: u64, made: &mut Made) {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        let bought = lead.purchase.take().map(|bought| (line, bought));
        let Some(remaining) = self.remaining.get_mut(&account) else {
            made.add(Draft::new(account, *lead, self.terms), bought.into_iter().collect());
            return;
        };
        *remaining -= 1;
        let last = *remaining == 0;
        if let Some((draft, all)) = self.drafts.get_mut(&account) {
            draft.absorb(*lead, Preference::Stored, self.terms);
            all.extend(bought);
        } else {
            let draft = Draft::new(account, *lead, self.terms);
            self.drafts.insert(account, (draft, bought.into_iter().collect()));
        }
        if last && let Some((draft, bought)) = self.drafts.remove(&account) {
            made.add(draft, bought);
        }
    }

    fn row(
        &mut self,
        index: usize,
        (step, outcome): (&Step, OutcomeKind),
        row: &Cleaned<'_>,
        id: BatchRowId,
    ) -> BatchRow {
        self.done.tally.count(outcome);
        let external_id = row.lead.as_ref().ok().and_then(|lead| lead.external_id.clone());
        let place = RowPlace { id, batch: self.batch, line: row.raw.line(), external_id };
        let mut record = self.plan.row(index, outcome, place);
        match step {
            Step::Rejected => {
                let rejection = row.lead.as_ref().err();
                record.reason = rejection.map(|rejection| rejection.code.to_owned());
                record.cells = cells_text(row.raw);
                if let Some(rejection) = rejection {
                    self.done.problems.row(rejection);
                    if self.import.strict {
                        self.done.rejections.push(rejection.clone());
                    }
                }
            }
            Step::Held(_) => {
                let group = self.plan.held_row(*step).map(|held| held.group);
                record.held_group = group.map(|group| self.group(group));
                record.cells = cells_text(row.raw);
            }
            // An account of one row says what the row said; of several nobody could tell which.
            Step::Joined(..) | Step::Known(..) | Step::Keyed(_) => {
                record.cells = cells_text(row.raw);
            }
            Step::Added(account) if self.remaining.contains_key(account) => {
                record.cells = cells_text(row.raw);
            }
            Step::Added(_) | Step::Unchanged(_) | Step::LeftOut => {}
        }
        if let Ok(lead) = &row.lead
            && outcome != OutcomeKind::Unchanged
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

pub(super) fn cells_text(row: Row<'_>) -> Option<String> {
    let cells: Vec<&str> = row.cells().collect();
    serde_json::to_string(&cells).ok()
}

/// Returns the problems of a row as JSON: an array of objects.
pub(super) fn warnings_text(lead: &Lead) -> String {
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
