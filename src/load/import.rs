//! A list into the store: one operation, a batch for every file.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::ImportError;
use super::draft::Terms;
use super::plan::{MadeAccounts, PlanWriter, PlannedList, RowSink, steps_of};
use super::prepare::Prepared;
use super::reading::Reading;
use super::rekey::renew;
use super::review::keep_apart;
use super::settle::{Decided, settle};
use super::write::{Loaded, Writer};
use crate::ingest::lead::Rejection;
use crate::ingest::read::Examined;
use crate::model::{
    Batch, BatchId, CellProblem, Choice as _, Day, ShopId, Source, SourceId, SourceKind, StaffId,
};
use crate::playbook::Playbook;
use crate::store::{Db, Op};

/// What a list is imported as.
#[derive(Debug, Clone)]
pub struct Import {
    /// What kind of list it is.
    pub kind: SourceKind,
    /// Name of the list; that of its kind where there is only one.
    pub source: String,
    /// File name without folders.
    pub file: String,
    /// Who was asked for it.
    pub asked: Option<String>,
    /// Day on which it was collected.
    pub collected_on: Option<Day>,
    /// Owner of new accounts; missing: the pool.
    pub owner: Option<StaffId>,
    /// Shop of new accounts.
    pub shop: Option<ShopId>,
    /// Whether one rejected row refuses the whole list.
    pub strict: bool,
}

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchReport {
    /// The batch as stored.
    pub batch: Batch,
    /// What could not be used, or read.
    pub problems: Problems,
    /// Rows that a person decided otherwise in the plan.
    pub decided: u64,
    /// Rows that were taken out of the plan.
    pub left_out: u64,
}

/// Problems of a list, counted by code; a few of each are kept to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems {
    /// Cells by code: how many, and the first of them.
    pub cells: BTreeMap<&'static str, (u64, Vec<CellProblem>)>,
    /// Rows by code: how many, and the first of them.
    pub rows: BTreeMap<&'static str, (u64, Vec<Rejection>)>,
}

/// Problems of one code that are kept to be shown.
pub(super) const SHOWN: usize = 20;

impl Problems {
    pub(super) fn cell(&mut self, problem: &CellProblem) {
        let (count, shown) = self.cells.entry(problem.code).or_default();
        *count += 1;
        if shown.len() < SHOWN {
            shown.push(problem.clone());
        }
    }

    pub(super) fn row(&mut self, rejection: &Rejection) {
        let (count, shown) = self.rows.entry(rejection.code).or_default();
        *count += 1;
        if shown.len() < SHOWN {
            shown.push(rejection.clone());
        }
    }
}

/// Returns the batch that loaded the same file in the same way; `None` where none did. One of
/// records does not count where rows that it found loaded were taken back since.
pub fn already_imported(
    db: &Db,
    list: &Examined,
    import: &Import,
) -> Result<Option<Batch>, ImportError> {
    let found = db.batch_with_key(&batch_key(list, import, None))?;
    Ok(match found {
        Some(batch) if import.kind.has_records() && db.repeats_lost_rows(batch.id)? => None,
        found => found,
    })
}

/// Returns the batch that loaded the same rows of a file by the same plan; `None` where none did.
pub fn already_applied(
    db: &Db,
    list: &Prepared,
    import: &Import,
    planned: &PlannedList,
) -> Result<Option<Batch>, ImportError> {
    Ok(db.batch_with_key(&batch_key(&list.list, import, planned.key(list)))?)
}

/// What makes an import of the same thing recognisable: file, sheet, source and what its columns
/// mean; of a part of its rows, the plan that chose them as well, so that the others can come later.
fn batch_key(list: &Examined, import: &Import, part: Option<&str>) -> String {
    let mut hasher = Sha256::new();
    let mapping = list.mapping_text();
    let parts = [list.hash.as_str(), import.kind.key(), &import.source, &mapping];
    for part in parts.into_iter().chain(list.origin.sheet()).chain(part) {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    format!("{:x}", hasher.finalize())
}

/// How it comes about what becomes of the rows of a list.
pub enum Way<'a, 'w> {
    /// They are matched.
    Matched,
    /// They are matched, and what becomes of them is written down, with where the list is.
    WrittenDown(&'a mut PlanWriter<'w>, &'a Path),
    /// A plan says it; where rows of earlier lists of the plan went is kept from list to list.
    Planned(&'a PlannedList, &'a mut MadeAccounts),
}

/// Loads one prepared list as part of an operation; its rows can be compared no more then. Calls
/// `progress` with the number of rows written since the last call.
pub fn load(
    op: &mut Op<'_>,
    list: &mut Prepared,
    import: &Import,
    playbook: &Playbook,
    mut way: Way<'_, '_>,
    progress: &mut dyn FnMut(u64),
) -> Result<BatchReport, ImportError> {
    let is_unchanged = !renew(op)? && !op.wrote();
    let store = if is_unchanged { Reading::unchanged(op.db()) } else { Reading::alone(op.db()) };
    let source = source(op, import)?;
    let (plan, planned) = match &mut way {
        Way::Planned(planned, made) => {
            (steps_of(op, list, &source, planned, made)?, Some(*planned))
        }
        _ => (settle(op, (list, store), &source, playbook.matching)?, None),
    };
    let part = planned.and_then(|planned| planned.key(list)).map(ToOwned::to_owned);
    let keys = std::mem::take(&mut list.keys);
    let batch = begin(op, list, import, source.id, (part, planned.map(|_| &plan.decided)))?;
    let mut sink: Option<&mut dyn RowSink> = None;
    if let Way::WrittenDown(writer, path) = &mut way {
        writer.begin(op.db(), path, list, import, &plan)?;
        sink = Some(*writer);
    }
    let terms = Terms::new(source.id, import.shop, import.owner, op.today(), playbook);
    let fresh = plan.steps.len() > 1_000 && op.drop_load_indexes()?;
    let writer = Writer::new(op, list, import, playbook, &plan, batch.id, terms)?;
    let Loaded { findings, purchases, accounts } = writer.write(op, keys, sink, progress)?;
    if let Way::WrittenDown(writer, _) = &mut way {
        writer.check()?;
    }
    for (one, other) in &plan.decided.apart {
        keep_apart(op, *one, *other)?;
    }
    if import.strict && !findings.rejections.is_empty() {
        return Err(ImportError::Strict(findings.rejections));
    }
    let Decided { rows, left_out, .. } = &plan.decided;
    let (decided, left_out) = (rows.len() as u64, *left_out);
    if fresh {
        // What was kept of every row makes room for what the indexes are sorted in.
        (list.marks, list.keys) = (Vec::new(), Vec::new());
        drop(plan);
        op.make_load_indexes()?;
    }
    let done = Batch {
        collected: findings.tally.collected,
        added: findings.tally.added,
        merged: findings.tally.merged,
        unchanged: findings.tally.unchanged,
        held: findings.tally.held,
        rejected: findings.tally.rejected,
        purchases,
        accounts,
        warnings: findings.warnings,
        ..batch.clone()
    };
    op.save(&batch, &done)?;
    Ok(BatchReport { batch: done, problems: findings.problems, decided, left_out })
}

pub(super) fn source(op: &mut Op<'_>, import: &Import) -> Result<Source, ImportError> {
    let known = op.db().every::<Source>()?;
    let is_own = |source: &Source| source.name == import.source && source.kind == import.kind;
    if let Some(source) = known.into_iter().find(is_own) {
        return Ok(source);
    }
    let source = Source {
        id: op.next_id()?,
        kind: import.kind,
        name: import.source.clone(),
        ask: import.asked.clone(),
        planned_on: None,
        note: None,
    };
    op.insert(&source)?;
    Ok(source)
}

/// Returns what a batch keeps of what columns mean, and of the plan that it was applied from.
fn mapping_kept(list: &Examined, decided: Option<&Decided>) -> String {
    let text = list.kept_text();
    match (decided, text.strip_suffix('}')) {
        (Some(Decided { rows, left_out, .. }), Some(open)) => {
            format!(r#"{open},"plan":{{"decided":{},"left_out":{left_out}}}}}"#, rows.len())
        }
        _ => text,
    }
}

pub(super) fn begin(
    op: &mut Op<'_>,
    list: &Prepared,
    import: &Import,
    source: SourceId,
    (part, decided): (Option<String>, Option<&Decided>),
) -> Result<Batch, ImportError> {
    let verdict = &list.list.verdict;
    let batch = Batch {
        id: op.next_id::<BatchId>()?,
        source,
        file: import.file.clone(),
        sheet: list.list.origin.sheet().map(ToOwned::to_owned),
        hash: list.list.hash.clone(),
        batch_key: batch_key(&list.list, import, part.as_deref()),
        encoding: verdict.encoding.key().to_owned(),
        delimiter: match verdict.delimiter {
            _ if list.list.origin.is_cards() => String::new(),
            b'\t' => "tab".to_owned(),
            other => char::from(other).to_string(),
        },
        header_line: i64::try_from(verdict.header_line).unwrap_or(i64::MAX),
        mapping: mapping_kept(&list.list, decided),
        asked: import.asked.clone(),
        collected_on: import.collected_on,
        owner: import.owner,
        shop: import.shop,
        collected: 0,
        added: 0,
        merged: 0,
        unchanged: 0,
        held: 0,
        rejected: 0,
        purchases: 0,
        accounts: 0,
        warnings: 0,
    };
    op.insert(&batch)?;
    Ok(batch)
}
