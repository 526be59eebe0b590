//! Lists whose rows are records of customers: touches, vehicles, orders. Whose a row is, is found as for a list, or
//! said by our own id; what it records is written by the caller, as the command for it does.

mod whose;

use std::collections::{BTreeSet, HashSet};

use super::ImportError;
use super::draft::Terms;
use super::drafter::{cells_text, warnings_text};
use super::import::{BatchReport, Import, Problems, begin, source};
use super::prepare::Prepared;
use super::reading::Reading;
use super::rekey::renew;
use super::settle::{Plan, RowPlace, Step, settle_told};
use crate::ingest::lead::{Cleaner, Rejection};
use crate::ingest::map::Field;
use crate::ingest::read::{RawRow, Row};
use crate::model::{AccountId, Batch, BatchId, CellProblem, Lead, OutcomeKind, Source, Tally};
use crate::playbook::Playbook;
use crate::store::Op;
pub use whose::Whose;
use whose::{Told, told};

/// Why a row is not used: a stable code, and the field that shows it.
pub type Refusal = (&'static str, Option<Field>);

/// What becomes of a row by what it records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// A record was made of it.
    Added,
    /// It is a record that was there, which gained or confirmed facts.
    Merged,
    /// It is a record that was there, and says nothing else of it.
    Unchanged,
    /// Nothing was written, for these reasons.
    Refused(Vec<Refusal>),
}

/// A row that is to be loaded, as it is seen before any is written.
pub struct Seen<'a> {
    /// What it says, as far as it can be read.
    pub lead: &'a Lead,
    /// Its account: one that was there, or that is made for it.
    pub account: Option<AccountId>,
    /// The number of its order, also of a row of which nothing else can be read.
    pub number: Option<&'a str>,
    /// Whether it was loaded before.
    pub came_before: bool,
    /// Whether nothing is wrong with it so far.
    pub is_usable: bool,
}

/// Makes records of the rows of a list, as the command for one such record does.
pub trait Recorder<'d> {
    /// What stops the whole list.
    type Trouble: From<ImportError>;

    /// Is called with every row before any is written.
    fn see(&mut self, _row: &Seen<'_>) {}

    /// Writes what a row records, for an account that it may ask to have stored, or returns all that
    /// is wrong with it. Is called in the order of the rows.
    fn make(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Self::Trouble>;

    /// Returns what else is wrong with a row that is not used for what it was seen with; instead of
    /// [`Recorder::make`], and in its order. What is wrong with a cell that is a reason already is
    /// left out by the caller.
    fn faults(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Vec<Refusal>, Self::Trouble>;
}

/// A row that was read: what it says as far as it can be read, and why it cannot be used.
struct Entry {
    number: Option<String>,
    raw: RawRow,
    lead: Lead,
    rejections: Vec<Rejection>,
}

/// Loads a prepared list of records as part of an operation. A row that cannot be used is told with
/// everything that is wrong with it. Calls `progress` with the number of rows written since the last
/// call.
pub fn load_records<'d, R: Recorder<'d>>(
    op: &mut Op<'d>,
    list: &Prepared,
    import: &Import,
    playbook: &Playbook,
    recorder: &mut R,
    progress: &mut dyn FnMut(u64),
) -> Result<BatchReport, R::Trouble> {
    renew(op).map_err(ImportError::from)?;
    let source = source(op, import)?;
    let entries = entries(list)?;
    let told = entries
        .iter()
        .map(|entry| told(op.db(), &entry.lead))
        .collect::<Result<Vec<_>, _>>()
        .map_err(ImportError::from)?;
    let store = Reading::alone(op.db());
    let plan = settle_told(op, (list, store), &source, playbook.matching, |steps| {
        for (step, told) in steps.iter_mut().zip(&told) {
            match told {
                _ if step.is_some() => {}
                Told::Nothing => {}
                Told::Account(account) => *step = Some(Step::Keyed(*account)),
                Told::Refused(..) => *step = Some(Step::Rejected),
            }
        }
    })?;
    let batch = begin(op, list, import, source.id, (None, None))?;
    let terms = Terms::new(source.id, import.shop, import.owner, op.today(), playbook);
    let known = known_ids(op, &source, &plan)?;
    entries.iter().zip(&told).zip(&plan.steps).for_each(|((entry, told), step)| {
        recorder.see(&seen(entry, told, *step, &plan));
    });
    let mut whose = Whose::new(op, batch.id, &terms, &known);
    let mut loading = Loading::new(list, batch.id, &plan, import.strict);
    let rows = entries.iter().zip(&told).zip(&plan.steps).enumerate();
    for (index, ((entry, told), step)) in rows {
        let mut reasons = entry.rejections.clone();
        let is_unchanged = reasons.is_empty() && matches!(step, Step::Unchanged(_));
        let unsettled = if is_unchanged { None } else { unsettled(told, *step) };
        if let Some((code, field)) = unsettled.filter(|(code, _)| !has_code(&reasons, code)) {
            reasons.push(loading.refusal(entry, code, field));
        }
        let fate = if is_unchanged {
            Fate::Unchanged
        } else if reasons.is_empty() {
            whose.turn(&entry.lead, *step, matches!(told, Told::Account(_)));
            recorder.make(op, &entry.lead, &mut whose)?
        } else if entry.lead.record.is_some() {
            whose.turn(&entry.lead, if unsettled.is_some() { Step::Rejected } else { *step }, true);
            Fate::Refused(recorder.faults(op, &entry.lead, &mut whose)?)
        } else {
            Fate::Refused(Vec::new())
        };
        let outcome = match fate {
            Fate::Added => Some(OutcomeKind::Added),
            Fate::Merged => Some(OutcomeKind::Merged),
            Fate::Unchanged => Some(OutcomeKind::Unchanged),
            Fate::Refused(refusals) => {
                loading.add_reasons(entry, &mut reasons, refusals);
                None
            }
        };
        loading.row(op, (index, told), entry, outcome.ok_or(&*reasons), &mut whose)?;
        progress(1);
    }
    let (done, report) = loading.finish(&batch);
    if import.strict && !report.1.is_empty() {
        return Err(ImportError::Strict(report.1).into());
    }
    op.save(&batch, &done).map_err(ImportError::from)?;
    Ok(BatchReport { batch: done, problems: report.0, decided: 0, left_out: 0 })
}

/// Returns why it is not known whose a row is; `None` where it is.
fn unsettled(told: &Told, step: Step) -> Option<Refusal> {
    match (told, step) {
        (Told::Refused(code, field), _) => Some((code, Some(*field))),
        (_, Step::Held(_)) => Some(("account-possible", None)),
        (_, Step::Rejected | Step::LeftOut) => Some(("nothing-usable", None)),
        _ => None,
    }
}

fn has_code(reasons: &[Rejection], code: &str) -> bool {
    reasons.iter().any(|reason| reason.code == code)
}

fn seen<'a>(entry: &'a Entry, told: &Told, step: Step, plan: &Plan) -> Seen<'a> {
    let before = match step {
        Step::Unchanged(before) => plan.loaded.get(before as usize),
        _ => None,
    };
    let is_settled = before.is_some() || unsettled(told, step).is_none();
    Seen {
        lead: &entry.lead,
        account: before.and_then(|before| before.account).or(step.account()),
        number: entry.number.as_deref(),
        came_before: before.is_some(),
        is_usable: is_settled && entry.rejections.is_empty(),
    }
}

/// Reads the rows of a list, each with what it says.
fn entries(list: &Prepared) -> Result<Vec<Entry>, ImportError> {
    let cleaner = Cleaner::new(&list.list);
    let (mut rows, mut raw) = (list.list.rows()?, RawRow::default());
    let mut entries = Vec::with_capacity(list.marks.len());
    while rows.next_row(&mut raw)? {
        let number = cleaner.said(&raw, Field::Number);
        let (lead, rejections) = cleaner.lead_with_rejections(&raw);
        entries.push(Entry { number, raw: raw.clone(), lead, rejections });
    }
    Ok(entries)
}

/// Returns the own ids of rows of the source that went to one of the accounts before.
fn known_ids(
    op: &Op<'_>,
    source: &Source,
    plan: &Plan,
) -> Result<HashSet<(AccountId, String)>, ImportError> {
    let accounts: BTreeSet<AccountId> = plan.steps.iter().filter_map(|s| s.account()).collect();
    let accounts: Vec<AccountId> = accounts.into_iter().collect();
    let mut known = HashSet::new();
    op.db().each_own_id_of(source.id, &accounts, |account, id| {
        known.insert((account, id.to_owned()));
    })?;
    Ok(known)
}

/// The rows of a batch on their way to the store.
struct Loading<'a> {
    list: &'a Prepared,
    batch: BatchId,
    plan: &'a Plan,
    strict: bool,
    tally: Tally,
    warnings: i64,
    problems: Problems,
    rejections: Vec<Rejection>,
    accounts: BTreeSet<AccountId>,
}

impl<'a> Loading<'a> {
    fn new(list: &'a Prepared, batch: BatchId, plan: &'a Plan, strict: bool) -> Self {
        Self {
            list,
            batch,
            plan,
            strict,
            tally: Tally::default(),
            warnings: 0,
            problems: Problems::default(),
            rejections: Vec::new(),
            accounts: BTreeSet::new(),
        }
    }

    /// Returns a row as one that is not used, with the cell that shows why.
    fn refusal(&self, entry: &Entry, code: &'static str, field: Option<Field>) -> Rejection {
        let (raw, mapping) = (&entry.raw, &self.list.list.mapping);
        let column = field.and_then(|field| mapping.columns(field).next());
        Rejection {
            line: raw.line(),
            code,
            column: column.map(|column| column as u64 + 1),
            value: column.map_or("", |column| raw.cell(column)).to_owned(),
            cells: raw.written(),
            columns: raw.width(),
        }
    }

    /// Adds why a row is not used to the reasons that are known, and puts them in the order of
    /// columns. Of a cell that is a reason already nothing more is told.
    fn add_reasons(&self, entry: &Entry, reasons: &mut Vec<Rejection>, refusals: Vec<Refusal>) {
        let known: Vec<u64> = reasons.iter().filter_map(|reason| reason.column).collect();
        let refused = refusals.into_iter().map(|(code, field)| self.refusal(entry, code, field));
        reasons.extend(
            refused.filter(|reason| reason.column.is_none_or(|column| !known.contains(&column))),
        );
        reasons.sort_by_key(Rejection::place);
    }

    /// Stores what became of a row, or why it is not used.
    fn row(
        &mut self,
        op: &mut Op<'_>,
        (index, told): (usize, &Told),
        entry: &Entry,
        became: Result<OutcomeKind, &[Rejection]>,
        whose: &mut Whose<'_, '_>,
    ) -> Result<(), ImportError> {
        let (noted, suspected) = whose.take_notes();
        let step = self.plan.steps[index];
        let outcome = became.unwrap_or(OutcomeKind::Rejected);
        let external_id = entry.lead.external_id.clone().filter(|_| entry.rejections.is_empty());
        let (id, line) = (op.next_id()?, entry.raw.line());
        let place = RowPlace { id, batch: self.batch, line, external_id };
        let mut row = self.plan.row(index, outcome, place);
        if let Err(reasons) = became {
            row.account = None;
            row.candidate = row.candidate.or(suspected);
            row.score = row.score.filter(|_| self.plan.held_row(step).is_some());
            row.reason = reasons.first().map(|reason| reason.code.to_owned());
            row.cells = cells_text(Row::from(&entry.raw));
            row.warnings = Some(self.reasons_text(reasons));
            for reason in reasons {
                self.problems.row(reason);
            }
            if self.strict {
                self.rejections.extend_from_slice(reasons);
            }
        } else if matches!(step, Step::Unchanged(_)) {
            // Where it went when it was loaded says the plan.
        } else if outcome == OutcomeKind::Unchanged {
            row.account = whose.account();
            (row.reason, row.score) = (Some("recorded-before".to_owned()), None);
        } else {
            row.account = whose.stored_account();
            if matches!(told, Told::Account(_)) {
                row.reason = Some("named-by-our-id".to_owned());
            }
            row.warnings = self.warnings(entry, noted);
        }
        self.accounts.extend(row.account);
        self.tally.count(row.outcome);
        Ok(op.insert(&row)?)
    }

    /// Returns why a row is not used, as warnings are kept.
    fn reasons_text(&self, reasons: &[Rejection]) -> String {
        let fields = &self.list.list.mapping.fields;
        let field = |column: u64| *fields.get(usize::try_from(column).ok()?.checked_sub(1)?)?;
        let reasons = reasons.iter().map(|reason| {
            serde_json::json!({
                "column": reason.column,
                "field": reason.column.and_then(field).map(Field::key),
                "value": reason.value,
                "code": reason.code,
                "detail": "",
            })
        });
        serde_json::Value::Array(reasons.collect()).to_string()
    }

    /// Counts and returns what was wrong with single cells of a row that was used.
    fn warnings(
        &mut self,
        entry: &Entry,
        noted: Vec<(Field, &'static str, String)>,
    ) -> Option<String> {
        let mut lead = entry.lead.clone();
        for (field, code, detail) in noted {
            let Rejection { line, column, value, .. } = self.refusal(entry, code, Some(field));
            let (column, field) = (column.unwrap_or(1), field.key());
            lead.warnings.push(CellProblem { line, column, field, value, code, detail });
        }
        self.warnings += i64::try_from(lead.warnings.len()).unwrap_or(0);
        lead.warnings.iter().for_each(|problem| self.problems.cell(problem));
        (!lead.warnings.is_empty()).then(|| warnings_text(&lead))
    }

    /// Returns the batch as it is stored in the end, the problems, and the rejections that refuse
    /// the list.
    fn finish(self, batch: &Batch) -> (Batch, (Problems, Vec<Rejection>)) {
        let done = Batch {
            collected: self.tally.collected,
            added: self.tally.added,
            merged: self.tally.merged,
            unchanged: self.tally.unchanged,
            held: self.tally.held,
            rejected: self.tally.rejected,
            accounts: i64::try_from(self.accounts.len()).unwrap_or(i64::MAX),
            warnings: self.warnings,
            ..batch.clone()
        };
        (done, (self.problems, self.rejections))
    }
}
