//! Rows as the sheet of a workbook (XLSX), written as they come: numbers, amounts and days as such,
//! all else as text, which no program runs as a formula or takes for a number.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::number::push_plain;
use super::people::push_for_people;
use super::width::width;
use super::workbook::{Archive, Part, letters, push, push_columns, push_head};
use super::{Cell, Layout, RenderError};
use crate::model::Day;

/// What the sheet of a workbook does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetLimit {
    /// More rows, the header included.
    #[error("a sheet has at most {ROWS} rows")]
    Rows,
    /// A longer text in a cell.
    #[error("`{column}` in row {row} is longer than the {TEXT} characters of a cell")]
    Text {
        /// Key of the column.
        column: &'static str,
        /// Row of the sheet, from 1.
        row: u32,
    },
}

impl SheetLimit {
    /// Rows of a sheet, the header included.
    pub const ROWS: u32 = ROWS;
    /// Characters of a cell, as UTF-16 counts them.
    pub const TEXT: usize = TEXT;
}

const ROWS: u32 = 1_048_576;
const TEXT: usize = 32_767;

/// Rows that are looked at before it is settled how wide columns are.
const LOOKED_AT: u32 = 1_000;

/// Bytes that are gathered before they are written.
const TOGETHER: usize = 64 * 1024;

/// Numbers from here on have more digits than the fifteen that programs keep.
const INEXACT: u64 = 1_000_000_000_000_000;

/// Styles of cells, by their places in the workbook's list.
const BOLD: u8 = 1;
const AS_TEXT: u8 = 2;
const AMOUNT: u8 = 3;
const DATE: u8 = 4;

/// Writes rows one by one.
pub(super) struct Sheet<'a> {
    layout: Layout<'a>,
    keys: Vec<&'static str>,
    archive: Archive,
    /// The sheet within the archive; `None` as long as the widths are not settled.
    part: Option<Part>,
    /// Cells that the longest line of each column takes.
    widths: Vec<usize>,
    /// Rows written, the header included.
    line: u32,
    /// The cells of the row so far, by their places.
    cells: Vec<String>,
    /// Rows that are not in the archive yet.
    rows: String,
    /// A cell before it is written.
    raw: String,
    beyond: Option<SheetLimit>,
}

impl<'a> Sheet<'a> {
    /// Begins a sheet with these columns, of which some hold ids.
    pub(super) fn new(
        layout: Layout<'a>,
        keys: &[&'static str],
        is_id: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut sheet = Self {
            layout,
            keys: keys.to_vec(),
            archive: Archive::default(),
            part: None,
            widths: vec![0; keys.len()],
            line: 0,
            cells: vec![String::new(); keys.len()],
            rows: String::new(),
            raw: String::new(),
            beyond: None,
        };
        if layout.header {
            for (place, key) in keys.iter().enumerate() {
                sheet.raw.clear();
                // The sheet may come back: the id of an account is not to be taken for its name.
                let id = format!("{key}_id");
                let label =
                    Some(layout.words.label(&id)).filter(|label| is_id(key) && *label != id);
                sheet.raw.push_str(label.unwrap_or(layout.words.label(key)));
                sheet.text(place, BOLD);
            }
            sheet.push_row();
        }
        sheet
    }

    /// Takes the cell at `place` of the row.
    pub(super) fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        self.raw.clear();
        match cell {
            Cell::Null => {}
            Cell::Int(number) if number.unsigned_abs() < INEXACT => {
                push_plain(&mut self.raw, cell);
                self.number(place, 0);
            }
            Cell::Money(amount) if amount.minor.unsigned_abs() < INEXACT => {
                push_plain(&mut self.raw, cell);
                self.number(place, AMOUNT);
            }
            Cell::Day(day) if serial(*day).is_some() => {
                let _ = write!(self.raw, "{}", serial(*day).unwrap_or_default());
                self.number(place, DATE);
            }
            _ => {
                push_for_people(&mut self.raw, cell, self.keys[place], self.layout.words);
                self.text(place, AS_TEXT);
            }
        }
    }

    fn number(&mut self, place: usize, style: u8) {
        // What is shown of a date or an amount is longer than its number.
        let shown = self.raw.len() + if style == 0 { 0 } else { self.raw.len() / 3 + 4 };
        self.widths[place] = self.widths[place].max(shown);
        let (column, line) = (letters(place), self.line + 1);
        let cell = &mut self.cells[place];
        let _ = write!(cell, r#"<c r="{column}{line}" s="{style}"><v>{}</v></c>"#, self.raw);
    }

    fn text(&mut self, place: usize, style: u8) {
        if self.raw.is_empty() {
            return;
        }
        // Few texts come near the limit: bytes are counted first.
        if self.raw.len() > TEXT && self.raw.encode_utf16().count() > TEXT {
            let (column, row) = (self.keys[place], self.line + 1);
            self.beyond.get_or_insert(SheetLimit::Text { column, row });
        }
        if self.part.is_none() {
            let longest = self.raw.lines().map(width).max().unwrap_or(0);
            self.widths[place] = self.widths[place].max(longest);
        }
        let (column, line) = (letters(place), self.line + 1);
        let cell = &mut self.cells[place];
        let _ = write!(cell, r#"<c r="{column}{line}" s="{style}" t="inlineStr"><is><t"#);
        cell.push_str(r#" xml:space="preserve">"#);
        push(cell, &self.raw);
        cell.push_str("</t></is></c>");
    }

    fn push_row(&mut self) {
        self.line += 1;
        let _ = write!(self.rows, r#"<row r="{}">"#, self.line);
        for cell in &mut self.cells {
            self.rows.push_str(cell);
            cell.clear();
        }
        self.rows.push_str("</row>");
    }

    /// Writes the row, or keeps it until the widths are settled.
    pub(super) fn end_row(&mut self, out: &mut dyn Write) -> Result<(), RenderError> {
        if self.line == ROWS {
            self.beyond.get_or_insert(SheetLimit::Rows);
        }
        if let Some(limit) = self.beyond {
            return Err(RenderError::Sheet(limit));
        }
        self.push_row();
        if self.line >= LOOKED_AT && self.rows.len() >= TOGETHER {
            self.write_rows(out)?;
        }
        Ok(())
    }

    fn write_rows(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let part = match &mut self.part {
            Some(part) => part,
            none => {
                self.archive.add_book(self.layout.name)?;
                let mut head = String::new();
                push_head(&mut head, self.layout.header);
                push_columns(&mut head, &self.widths);
                head.push_str("<sheetData>");
                let part = none.insert(self.archive.begin("xl/worksheets/sheet1.xml")?);
                part.write(&head, &mut self.archive)?;
                part
            }
        };
        part.write(&self.rows, &mut self.archive)?;
        self.rows.clear();
        self.archive.send(out)
    }

    /// Writes what is left.
    pub(super) fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.rows.push_str("</sheetData>");
        if let (Some(last), true) = (self.keys.len().checked_sub(1), self.line > 0) {
            // Telephone numbers are texts on purpose: no program needs to warn of them.
            let (last, line) = (letters(last), self.line);
            let _ = write!(
                self.rows,
                r#"<ignoredErrors><ignoredError sqref="A1:{last}{line}" numberStoredAsText="1"/></ignoredErrors>"#
            );
        }
        self.rows.push_str("</worksheet>");
        self.write_rows(out)?;
        if let Some(part) = self.part.take() {
            self.archive.end(part)?;
        }
        out.write_all(&self.archive.finish()?)
    }
}

/// Returns the number that a day is in a workbook; `None` for one before March 1900, as programs
/// disagree about the days before.
fn serial(day: Day) -> Option<i64> {
    let first = Day::new(1899, 12, 30)?;
    Some(day.days_since(first)).filter(|days| *days > 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_the_numbers_that_programs_count_them_by() {
        for (day, expected) in [
            ("2026-03-02", Some(46_083)),
            ("1900-03-01", Some(61)),
            ("1900-02-28", None),
            ("0001-01-01", None),
            ("9999-12-31", Some(2_958_465)),
        ] {
            assert_eq!(serial(day.parse().unwrap()), expected, "{day}");
        }
    }
}
