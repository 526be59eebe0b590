//! The data rows of an examined list.

use std::fs::File;

use super::scan::ScanError;
use super::source::Source;
use super::{Encoding, RawRow, ReadError, RowBatch};
use crate::ingest::list_rules::RowRules;

/// Data rows: not blank lines, titles above the header, the header and its repetitions, nor rows
/// that rules leave out.
pub struct Rows<R = File> {
    pub(super) source: Source<R>,
    encoding: Encoding,
    pub(super) columns: Vec<String>,
    pub(super) skipped_to: u64,
    /// Rows handed out in batches so far.
    given: usize,
    pub(super) left_out: Option<LeftOut>,
}

/// Rows that rules leave out.
pub(super) struct LeftOut {
    rules: RowRules,
    /// How many, by the condition that left them out.
    pub(super) counts: Vec<u64>,
}

impl<R: std::io::Read> Rows<R> {
    pub(super) fn new(
        source: Source<R>,
        encoding: Encoding,
        columns: Vec<String>,
        skipped_to: u64,
    ) -> Self {
        Self { source, encoding, columns, skipped_to, given: 0, left_out: None }
    }

    /// Leaves out what the rules say, from here on.
    pub(super) fn leave_out(&mut self, rules: &RowRules) {
        let counts = vec![0; rules.conditions()];
        self.left_out = (!counts.is_empty()).then(|| LeftOut { rules: rules.clone(), counts });
    }

    /// Reads the next row into `row`; returns whether there was one. After an error there is
    /// nothing more to read.
    pub fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ReadError> {
        self.scan(row).map_err(|error| self.error(error))
    }

    /// Returns the next rows, at most so many of them; none at the end of the list. After an error
    /// there is nothing more to read.
    pub fn next_batch(&mut self, rows: usize) -> Result<RowBatch, ReadError> {
        let mut batch = RowBatch::starting(self.given, self.columns.len());
        let mut row = RawRow::default();
        while !batch.is_full(rows) && self.next_row(&mut row)? {
            batch.push(&row);
        }
        self.given += batch.len();
        Ok(batch)
    }

    pub(super) fn scan(&mut self, row: &mut RawRow) -> Result<bool, ScanError> {
        row.set_width(self.columns.len());
        while self.source.next_row(row)? {
            let is_data =
                row.line() > self.skipped_to && !row.is_blank() && !self.repeats_header(row);
            if is_data && !self.leaves_out(row) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn leaves_out(&mut self, row: &RawRow) -> bool {
        let Some(left_out) = &mut self.left_out else { return false };
        let by = left_out.rules.skipped_by(row);
        if let Some(count) = by.and_then(|by| left_out.counts.get_mut(by)) {
            *count += 1;
        }
        by.is_some()
    }

    fn repeats_header(&self, row: &RawRow) -> bool {
        self.columns.iter().enumerate().all(|(at, header)| row.cell(at).trim() == header)
            && !row.is_ragged()
    }

    fn error(&self, error: ScanError) -> ReadError {
        match error {
            ScanError::Io(error) => ReadError::Io(error),
            ScanError::Invalid { line, foreign, .. } => {
                ReadError::NotInEncoding { encoding: self.encoding, line, foreign }
            }
            ScanError::Damaged { line, column, damage } => {
                ReadError::Damaged { sheet: None, line, column, damage }
            }
            ScanError::Read(error) => error,
        }
    }
}
