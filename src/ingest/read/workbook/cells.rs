//! Cells of a sheet to rows of text.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::format::Format;
use super::place::Blank;
use super::strings::{rich_text, unescape};
use super::xml::{Xml, attributes};
use super::{Content, Sheet, Workbook, WorkbookError, place, survey, value};
use crate::ingest::read::scan::{CELL_CHARS, COLUMNS, ROW_BYTES};
use crate::ingest::read::{Damage, RawRow, ReadError, Row};

/// The rows of a sheet, as its cells say.
pub(super) struct Cells {
    workbook: Arc<Workbook>,
    at: usize,
    xml: Xml,
    /// The row that began last, from 1.
    row: u64,
    is_in_row: bool,
    /// Column of the next cell of the row that does not name its own, from 0.
    column: usize,
    value: String,
    /// The text of a number.
    shown: String,
    ended: bool,
}

/// What a cell says of itself.
#[derive(Clone, Copy, Default)]
struct Said {
    place: Option<(u64, usize)>,
    is_misplaced: bool,
    style: usize,
    kind: Kind,
}

/// How a cell's value is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Error,
    Day,
    Unknown,
}

impl Cells {
    /// Opens a sheet.
    pub(super) fn new(sheet: &Sheet) -> Result<Self, ReadError> {
        let workbook = sheet.workbook.clone();
        let part = &workbook.sheets[sheet.at].part;
        let Content::Zipped(archive) = &workbook.content else {
            return Err(WorkbookError::NoWorkbook.into());
        };
        let mut xml = Xml::new(part, archive.needed(part, survey::BYTES)?);
        let ended = loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "sheetData" => break false,
                Event::Eof => break true,
                _ => {}
            }
        };
        let (at, value, shown) = (sheet.at, String::new(), String::new());
        Ok(Self { workbook, at, xml, row: 0, is_in_row: false, column: 0, value, shown, ended })
    }

    /// Reads the next row that has text; returns whether there was one.
    pub(super) fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ReadError> {
        while !self.ended {
            if self.is_in_row {
                let (row, column) = (self.row, &mut self.column);
                self.xml.pass(|bytes| {
                    let blank = Blank::read(bytes)?;
                    let is_next = blank.row == row && blank.column >= *column;
                    is_next.then(|| {
                        *column = blank.column + 1;
                        blank.bytes
                    })
                })?;
            }
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "c" => {
                        let said = Said::of(&element);
                        self.cell(said, row)?;
                    }
                    "row" => {
                        let number = attributes(&element).find(|(name, _)| *name == "r");
                        let number = number.map(|(_, number)| number.parse().unwrap_or(0));
                        self.begin(number, row)?;
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.is_in_row = false;
                        if row.written() > 0 {
                            return Ok(true);
                        }
                    }
                    "sheetData" => self.ended = true,
                    _ => {}
                },
                Event::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
        Ok(false)
    }

    fn begin(&mut self, number: Option<u64>, row: &mut RawRow) -> Result<(), ReadError> {
        let number = number.unwrap_or(self.row + 1);
        if number <= self.row || number > place::ROWS || self.is_in_row {
            self.row = number.max(1);
            return Err(self.damaged(0, Damage::OutOfOrder));
        }
        (self.row, self.column, self.is_in_row) = (number, 0, true);
        row.begin(number);
        Ok(())
    }

    /// Reads the cell that began last.
    fn cell(&mut self, said: Said, row: &mut RawRow) -> Result<(), ReadError> {
        let column = match said.place {
            Some((number, column)) if number == self.row && column >= self.column => column,
            None if !said.is_misplaced => self.column,
            place => {
                let column = place.map_or(self.column, |(_, column)| column);
                return Err(self.damaged(column, Damage::OutOfOrder));
            }
        };
        if !self.is_in_row {
            return Err(self.damaged(column, Damage::OutOfOrder));
        }
        self.column = column + 1;
        self.value.clear();
        let (outside, mut has_formula) = (self.xml.depth().saturating_sub(1), false);
        while self.xml.depth() > outside {
            let Event::Start(element) = self.xml.next()? else { continue };
            match element.local_name().as_ref() {
                "v" => self.xml.text(&mut self.value)?,
                "is" => rich_text(&mut self.xml, &mut self.value)?,
                "f" => {
                    has_formula = true;
                    self.xml.skip()?;
                }
                _ => self.xml.skip()?,
            }
        }
        if self.value.is_empty() {
            // A formula whose value nobody worked out is no blank cell.
            let is_blank = !has_formula || said.kind == Kind::Text;
            return if is_blank { Ok(()) } else { Err(self.damaged(column, Damage::NoValue)) };
        }
        self.put(said, column, row).map_err(|damage| self.damaged(column, damage))
    }

    /// Adds the cell's text to the row, unless it is blank.
    fn put(&mut self, said: Said, column: usize, row: &mut RawRow) -> Result<(), Damage> {
        let Workbook { strings, formats, from_1904, .. } = &*self.workbook;
        let written = &mut self.value;
        self.shown.clear();
        let text = match said.kind {
            Kind::Shared => {
                let number = written.trim().parse().ok();
                number.and_then(|number| strings.get(number)).ok_or(Damage::Unreadable)?
            }
            Kind::Text => {
                unescape(written, 0);
                written
            }
            Kind::Error => written,
            Kind::Truth => match written.trim() {
                "1" | "true" => "TRUE",
                "0" | "false" => "FALSE",
                _ => return Err(Damage::Unreadable),
            },
            Kind::Day => written.trim().trim_end_matches("T00:00:00"),
            Kind::Number => {
                let format = formats.get(said.style).unwrap_or(&Format::Number);
                if !value::number(written.trim(), format, *from_1904, &mut self.shown) {
                    return Err(Damage::Unreadable);
                }
                &self.shown
            }
            Kind::Unknown => return Err(Damage::Unreadable),
        };
        add(row, column, text)
    }

    /// Returns that the cell of a column, from 0, in this row is damaged.
    fn damaged(&self, column: usize, damage: Damage) -> ReadError {
        let sheet = Some(self.workbook.sheets[self.at].name.clone());
        ReadError::Damaged { sheet, line: self.row.max(1), column: column + 1, damage }
    }
}

/// Adds the text of the cell of a column, from 0, to a row that ends before it, unless it is blank.
pub(super) fn add(row: &mut RawRow, column: usize, text: &str) -> Result<(), Damage> {
    if text.trim().is_empty() {
        return Ok(());
    }
    if column >= COLUMNS {
        return Err(Damage::TooManyColumns { limit: COLUMNS });
    }
    if text.len() > CELL_CHARS && text.chars().count() > CELL_CHARS {
        return Err(Damage::CellTooLong { limit: CELL_CHARS });
    }
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(Damage::Nul);
    }
    row.pad(column);
    row.push(text);
    row.end_cell();
    if Row::from(&*row).bytes() > ROW_BYTES {
        return Err(Damage::RowTooLong { limit: ROW_BYTES });
    }
    Ok(())
}

impl Said {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut said = Self::default();
        for (name, value) in attributes(element) {
            match name {
                "r" => {
                    said.place = place::cell(value.as_bytes());
                    said.is_misplaced = said.place.is_none();
                }
                "s" => said.style = value.parse().unwrap_or(0),
                "t" => {
                    said.kind = match value {
                        "s" => Kind::Shared,
                        "n" => Kind::Number,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Truth,
                        "e" => Kind::Error,
                        "d" => Kind::Day,
                        _ => Kind::Unknown,
                    }
                }
                _ => {}
            }
        }
        said
    }
}
