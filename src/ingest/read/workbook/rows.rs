//! The rows of a sheet as the list has them.

use std::collections::VecDeque;

use super::cells::Cells;
use super::document::DocumentCells;
use super::head::{SheetHead, head};
use super::old::OldCells;
use super::shape::Shape;
use super::{Content, Sheet, WorkbookError};
use crate::ingest::read::{RawRow, ReadError, Row};

/// Bytes of text of a sheet that are read, what merged cells repeat among them.
const TEXT: u64 = 256 << 20;
/// Rows in which a header is looked for.
const HEAD_ROWS: usize = 30;

/// The rows of a sheet that have text.
pub(in crate::ingest::read) struct SheetRows {
    sheet: Sheet,
    cells: AnyCells,
    /// Rows that were read to find the header.
    ahead: VecDeque<RawRow>,
    shape: Shape,
    text: u64,
}

/// The cells of a workbook of some form.
enum AnyCells {
    Zipped(Box<Cells>),
    Old(OldCells),
    Document(Box<DocumentCells>),
}

impl AnyCells {
    fn new(sheet: &Sheet) -> Result<Self, ReadError> {
        Ok(match sheet.workbook.content {
            Content::Zipped(_) => Self::Zipped(Box::new(Cells::new(sheet)?)),
            Content::Old(_) => Self::Old(OldCells::new(sheet)?),
            Content::Document(_) => Self::Document(Box::new(DocumentCells::new(sheet)?)),
        })
    }

    fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ReadError> {
        match self {
            Self::Zipped(cells) => cells.next_row(row),
            Self::Old(cells) => cells.next_row(row),
            Self::Document(cells) => cells.next_row(row),
        }
    }
}

impl SheetRows {
    /// Opens a sheet.
    pub(in crate::ingest::read) fn new(sheet: &Sheet) -> Result<Self, ReadError> {
        Ok(Self {
            sheet: sheet.clone(),
            cells: AnyCells::new(sheet)?,
            ahead: VecDeque::new(),
            shape: Shape::new(&sheet.survey.merges),
            text: 0,
        })
    }

    /// Returns the sheet.
    pub(in crate::ingest::read) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Reads ahead and returns the header; `None` where there is no row, or none at the line asked
    /// for.
    pub(in crate::ingest::read) fn head(
        &mut self,
        wanted: Option<u64>,
    ) -> Result<Option<SheetHead>, ReadError> {
        let passed = |row: &RawRow| wanted.is_none_or(|wanted| row.line() > wanted);
        let mut row = RawRow::default();
        while !(self.ahead.len() >= HEAD_ROWS && self.ahead.back().is_some_and(passed))
            && self.cells.next_row(&mut row)?
        {
            // What stands before the header is kept only where it may be the header.
            if self.ahead.len() < HEAD_ROWS || wanted == Some(row.line()) || passed(&row) {
                self.ahead.push_back(row.clone());
            }
        }
        let survey = &self.sheet.survey;
        Ok(head(self.ahead.make_contiguous(), survey.columns, &survey.merges, wanted))
    }

    /// Says where the rows of the list begin and what its columns are headed.
    pub(in crate::ingest::read) fn begin(&mut self, skipped_to: u64, columns: &[String]) {
        self.shape.begin(skipped_to, columns);
    }

    /// Reads the next row that says something; returns whether there was one.
    pub(in crate::ingest::read) fn next_row(
        &mut self,
        row: &mut RawRow,
    ) -> Result<bool, ReadError> {
        loop {
            if let Some(next) = self.ahead.pop_front() {
                let width = row.width();
                *row = next;
                row.set_width(width);
            } else if !self.cells.next_row(row)? {
                return Ok(false);
            }
            if !self.shape.apply(row) {
                continue;
            }
            self.text += Row::from(&*row).bytes() as u64;
            if self.text > TEXT {
                let sheet = self.sheet.name().to_owned();
                return Err(WorkbookError::TooMuchText { sheet, limit: TEXT }.into());
            }
            return Ok(true);
        }
    }
}
