//! Cells of a sheet of an OpenDocument workbook to rows of text.

use std::sync::Arc;

use quick_xml::events::Event;

use super::super::cells::add;
use super::super::format::Format;
use super::super::{Content, Sheet, Workbook, WorkbookError, place, value};
use super::said::{Kind, Said, repeated};
use super::{Part, text};
use crate::ingest::read::scan::COLUMNS;
use crate::ingest::read::workbook::xml::Xml;
use crate::ingest::read::{Damage, RawRow, ReadError};

/// The rows of a sheet, as its cells say.
pub(in crate::ingest::read::workbook) struct DocumentCells {
    workbook: Arc<Workbook>,
    at: usize,
    xml: Xml,
    /// The row that begins next, from 1.
    next: u64,
    /// The row that is given again, and how often.
    again: (RawRow, u64),
    value: String,
    text: String,
    /// The text of a number.
    shown: String,
    ended: bool,
}

impl DocumentCells {
    /// Opens a sheet.
    pub(in crate::ingest::read::workbook) fn new(sheet: &Sheet) -> Result<Self, ReadError> {
        let (workbook, at) = (sheet.workbook.clone(), sheet.at);
        let Content::Document(document) = &workbook.content else {
            return Err(WorkbookError::NoWorkbook.into());
        };
        let (mut xml, mut before) = document.sheet(at)?;
        let mut is_workbook = before == 0 && !document.kept.is_empty();
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "spreadsheet" => is_workbook = true,
                    "table" if is_workbook && before == 0 => break,
                    "table" if is_workbook => {
                        before -= 1;
                        xml.skip()?;
                    }
                    "tracked-changes" | "dde-links" => xml.skip()?,
                    _ => {}
                },
                Event::Eof => return Err(xml.damaged()),
                _ => {}
            }
        }
        let [value, text, shown] = [String::new(), String::new(), String::new()];
        let again = (RawRow::default(), 0);
        Ok(Self { workbook, at, xml, next: 1, again, value, text, shown, ended: false })
    }

    /// Reads the next row that has text; returns whether there was one.
    pub(in crate::ingest::read::workbook) fn next_row(
        &mut self,
        row: &mut RawRow,
    ) -> Result<bool, ReadError> {
        let (same, times) = &mut self.again;
        if let Some(left) = times.checked_sub(1) {
            *times = left;
            same.move_down();
            row.copy(same);
            return Ok(true);
        }
        while !self.ended {
            match self.xml.next()? {
                Event::Start(element) => match Part::of(element.local_name().as_ref()) {
                    Part::Rows => {}
                    Part::Row => {
                        let times = repeated(&element, "number-rows-repeated");
                        if self.row(times, row)? {
                            return Ok(true);
                        }
                    }
                    Part::Cell => return Err(self.damaged(self.next, 0, Damage::OutOfOrder)),
                    Part::Other => self.xml.skip()?,
                },
                Event::End(element) => self.ended = element.local_name().as_ref() == "table",
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
        Ok(false)
    }

    /// Reads the row that began last, which stands there so many times; returns whether it has text.
    fn row(&mut self, times: Option<u64>, row: &mut RawRow) -> Result<bool, ReadError> {
        let number = self.next;
        let Some(times) = times else {
            return Err(self.damaged(number, 0, Damage::OutOfOrder));
        };
        row.begin(number);
        let (outside, mut column) = (self.xml.depth().saturating_sub(1), 0);
        while self.xml.depth() > outside {
            let Event::Start(element) = self.xml.next()? else { continue };
            if Part::of(element.local_name().as_ref()) != Part::Cell {
                self.xml.skip()?;
                continue;
            }
            self.value.clear();
            let said = Said::of(&element, Some(&mut self.value));
            column = self.cell(&said, column, row)?;
        }
        self.next = number.saturating_add(times);
        if row.written() == 0 {
            return Ok(false);
        }
        if self.next - 1 > place::ROWS {
            return Err(self.damaged(number, 0, Damage::OutOfOrder));
        }
        // What is written once and stands there often costs as if it was written often.
        self.xml.count((times - 1).saturating_mul(row.written() as u64))?;
        if times > 1 {
            self.again.0.clone_from(row);
            self.again.1 = times - 1;
        }
        Ok(true)
    }

    /// Reads the cell that began last, in a column from 0; returns the column behind it.
    fn cell(&mut self, said: &Said, column: usize, row: &mut RawRow) -> Result<usize, ReadError> {
        self.text.clear();
        text::of_cell(&mut self.xml, &mut self.text)?;
        let number = row.line();
        let Some(times) = said.repeat else {
            return Err(self.damaged(number, column, Damage::OutOfOrder));
        };
        let text = match shown(said, &self.value, &self.text, &mut self.shown) {
            Ok(text) => text,
            Err(damage) => return Err(self.damaged(number, column, damage)),
        };
        let behind = column.saturating_add(times).min(place::COLUMNS);
        if text.trim().is_empty() {
            return Ok(behind);
        }
        // One too many is enough to be told.
        for column in column..behind.min(COLUMNS + 1).max(column + 1) {
            if let Err(damage) = add(row, column, text) {
                return Err(self.damaged(number, column, damage));
            }
        }
        self.xml.count(times as u64 - 1)?;
        Ok(behind)
    }

    /// Returns that the cell of a row, from 1, and a column, from 0, is damaged.
    fn damaged(&self, line: u64, column: usize, damage: Damage) -> ReadError {
        let sheet = Some(self.workbook.sheets[self.at].name.clone());
        ReadError::Damaged { sheet, line, column: column + 1, damage }
    }
}

/// Returns what a person reads in a cell of this value and text.
fn shown<'t>(
    said: &Said,
    value: &'t str,
    text: &'t str,
    into: &'t mut String,
) -> Result<&'t str, Damage> {
    into.clear();
    let value = value.trim_ascii();
    match said.kind {
        Kind::None | Kind::Text if value.is_empty() => {
            // A formula whose value nobody worked out is no blank cell.
            let is_missing = said.has_formula && said.kind == Kind::None && text.is_empty();
            return if is_missing { Err(Damage::NoValue) } else { Ok(text) };
        }
        Kind::None | Kind::Text => match quick_xml::escape::unescape(value) {
            Ok(value) => into.push_str(&value),
            Err(_) => return Err(Damage::Unreadable),
        },
        _ if value.is_empty() && said.has_formula => return Err(Damage::NoValue),
        Kind::Number => {
            if !value::number(value, &Format::Number, false, into) {
                return Err(Damage::Unreadable);
            }
            if is_in_places(text, into) {
                return Ok(text);
            }
        }
        Kind::Percent => {
            if !value::number(value, &Format::Percent, false, into) {
                return Err(Damage::Unreadable);
            }
        }
        Kind::Truth => into.push_str(match value {
            "true" => "TRUE",
            "false" => "FALSE",
            _ => return Err(Damage::Unreadable),
        }),
        Kind::Day => {
            if !value::day(value, into) {
                return Err(Damage::Unreadable);
            }
        }
        Kind::Time => {
            if !value::time(value, into) {
                return Err(Damage::Unreadable);
            }
        }
        Kind::Unknown => return Err(Damage::Unreadable),
    }
    Ok(into)
}

/// Returns whether the text shows the digits of a number in places of their own: `000012`,
/// `010-65551234`.
fn is_in_places(text: &str, number: &str) -> bool {
    let digits = || text.bytes().filter(u8::is_ascii_digit);
    let is_apart = text.contains('-') || digits().next() == Some(b'0');
    let are_places = text.bytes().all(|b| b.is_ascii_digit() || b"- ()".contains(&b));
    is_apart
        && are_places
        && number != "0"
        && digits().skip_while(|b| *b == b'0').eq(number.bytes())
}
