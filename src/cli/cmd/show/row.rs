//! A row of a list, with the cells that it was read from where they are kept.

use std::iter;

use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::cli::text::{self, Lang};
use crate::ingest::map::Meanings;
use crate::model::{
    AccountId, AnyId, Batch, BatchId, BatchRow, BatchRowId, Id as _, IdKind, OutcomeKind, Source,
};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::store::StoreError;

/// A row of a list, and what became of it.
pub(in crate::cli) struct RowCard {
    row: BatchRow,
    source: String,
    file: String,
    account_name: Option<String>,
    candidate_name: Option<String>,
    cells: Vec<ListCell>,
    /// Where people read it, their language.
    people: Option<Lang>,
}

/// A cell of a row as it stood in its list.
pub(in crate::cli) struct ListCell {
    column: String,
    value: String,
}

/// Which row is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Row(BatchRowId),
    /// Batch and line.
    Line(BatchId, i64),
}

impl Place {
    /// Returns the row that `text` names, as `L31` or as batch and line, `B2:31`; `None` where it is
    /// neither.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(id) = AnyId::parse(text) {
            return (id.kind == IdKind::BatchRowId).then(|| Self::Row(BatchRowId::new(id.number)));
        }
        let (batch, line) = text.split_once(':')?;
        let batch = AnyId::parse(batch).filter(|id| id.kind == IdKind::BatchId)?;
        let line = Some(line).filter(|line| line.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(Self::Line(BatchId::new(batch.number), line.parse().ok()?))
    }
}

impl RowCard {
    /// Reads a row; `people` is the language of those who read it.
    ///
    /// # Errors
    /// There is no such row.
    pub(super) fn read(
        session: &Session,
        place: Place,
        people: Option<Lang>,
    ) -> Result<Self, CliError> {
        let db = session.store.db();
        let row = match place {
            Place::Row(id) => db.get::<BatchRow>(id)?,
            Place::Line(batch, line) => db
                .batch_row_at(batch, line)?
                .ok_or_else(|| StoreError::Unknown { id: format!("{batch}:{line}") })?,
        };
        let batch = db.get::<Batch>(row.batch)?;
        let name = |id: Option<AccountId>| id.map(|id| db.account_name(id)).transpose();
        Ok(Self {
            source: db.get::<Source>(batch.source)?.name,
            account_name: name(row.account)?,
            candidate_name: name(row.candidate)?,
            cells: cells(&batch, &row),
            file: batch.file,
            row,
            people,
        })
    }
}

/// Returns the cells of a row under the headers of its list, those that are not blank.
fn cells(batch: &Batch, row: &BatchRow) -> Vec<ListCell> {
    let headers = Meanings::read(&batch.mapping).map_or_else(Vec::new, |read| read.columns);
    let kept = row.cells.as_deref().and_then(|cells| serde_json::from_str(cells).ok());
    let values: Vec<String> = kept.unwrap_or_default();
    let headers = headers.into_iter().chain(iter::repeat_with(String::new));
    let cells = headers.zip(values).map(|(column, value)| ListCell { column, value });
    cells.filter(|cell| !cell.value.trim().is_empty()).collect()
}

impl Tabular for RowCard {
    const KEYS: &'static [&'static str] = &[
        "row",
        "batch",
        "line",
        "source",
        "file",
        "external_id",
        "outcome",
        "account",
        "account_name",
        "group",
        "candidate",
        "candidate_name",
        "score",
        "reason",
        "resolved",
        "cells",
    ];
    const TYPES: &'static [CellType] = types![
        BatchRowId,
        BatchId,
        i64,
        = KEY,
        String,
        Option<String>,
        OutcomeKind,
        Option<AccountId>,
        Option<String>,
        Option<String>,
        Option<AccountId>,
        Option<String>,
        Option<i64>,
        = KEY.or_none(),
        = KEY.or_none(),
        = CellType::rows::<ListCell>(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let row = &self.row;
        put(row.id.as_cell());
        put(row.batch.as_cell());
        put(row.line.as_cell());
        put(Cell::Key(&self.source));
        put(self.file.as_cell());
        put(Cell::code(row.external_id.as_deref()));
        put(row.outcome.as_cell());
        put(row.account.as_cell());
        put(self.account_name.as_cell());
        put(Cell::code(row.held_group.as_deref()));
        put(row.candidate.as_cell());
        put(self.candidate_name.as_cell());
        put(row.score.as_cell());
        put(text::reason_cell(self.people, row.reason.as_deref()));
        put(row.resolved.as_deref().map_or(Cell::Null, Cell::Key));
        put(Cell::Records(&self.cells));
    }
}

impl Tabular for ListCell {
    const KEYS: &'static [&'static str] = &["column", "value"];
    const TYPES: &'static [CellType] = types![String, String,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.column.as_cell());
        put(Cell::code(Some(&self.value)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_by_its_id_or_by_batch_and_line() {
        let line = |batch, line| Some(Place::Line(BatchId::new(batch), line));
        let cases = [
            ("L31", Some(Place::Row(BatchRowId::new(31)))),
            ("B2:31", line(2, 31)),
            ("b2:31", line(2, 31)),
            ("B2", None),
            ("A2:31", None),
            ("B2:", None),
            ("B2:-1", None),
            ("B2:x", None),
            ("B2:99999999999999999999", None),
            ("2:31", None),
            ("多达", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Place::parse(text), expected, "{text}");
        }
    }
}
