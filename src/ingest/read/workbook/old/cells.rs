//! Cells of a sheet of an old workbook to rows of text.

use std::sync::Arc;

use super::super::cells::add;
use super::super::format::Format;
use super::super::place::Merge;
use super::super::survey::Survey;
use super::super::{Content, Sheet, Workbook, value};
use super::compound::{long, short};
use super::records::{Continued, Record, record};
use super::{damaged, kind};
use crate::ingest::read::{Damage, RawRow, ReadError};

const FORMULA: u16 = 0x06;
const SEVERAL_NUMBERS: u16 = 0xbd;
const FORMATTED_TEXT: u16 = 0xd6;
const MERGED: u16 = 0xe5;
const SHARED_TEXT: u16 = 0xfd;
const NUMBER: u16 = 0x203;
const TEXT: u16 = 0x204;
const TRUTH_OR_ERROR: u16 = 0x205;
const TEXT_OF_FORMULA: u16 = 0x207;
const SHORT_NUMBER: u16 = 0x27e;

/// Where the cells of a sheet stand: row and column from 0, and their record.
struct Index {
    cells: Vec<(u16, u16, u32)>,
    merges: Vec<Merge>,
}

/// The rows of a sheet, as its cells say.
pub(in crate::ingest::read::workbook) struct OldCells {
    workbook: Arc<Workbook>,
    at: usize,
    cells: Vec<(u16, u16, u32)>,
    next: usize,
    text: String,
}

/// Returns how much is in a sheet.
pub(in crate::ingest::read::workbook) fn survey(
    stream: &[u8],
    start: usize,
) -> Result<Survey, ReadError> {
    let Index { cells, mut merges } = Index::read(stream, start)?;
    merges.sort_unstable();
    let columns = cells.iter().map(|(_, column, _)| usize::from(*column) + 1).max().unwrap_or(0);
    let rows = cells.chunk_by(|a, b| a.0 == b.0).count() as u64;
    Ok(Survey { rows, columns, merges })
}

impl Index {
    /// Finds the cells of the sheet that begins at a place of the stream.
    fn read(stream: &[u8], start: usize) -> Result<Self, ReadError> {
        let mut index = Self { cells: Vec::new(), merges: Vec::new() };
        // Charts in a sheet begin and end within it.
        let (mut at, mut depth) = (start, 0_usize);
        loop {
            let (record, next) = record(stream, at).ok_or_else(damaged)?;
            match record.kind {
                kind::BEGIN => depth += 1,
                _ if depth == 0 => return Err(damaged()),
                kind::END if depth == 1 => break,
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                _ => index.take(record).ok_or_else(damaged)?,
            }
            at = next;
        }
        if !index.cells.is_sorted() {
            index.cells.sort_unstable();
        }
        Ok(index)
    }

    fn take(&mut self, record: Record<'_>) -> Option<()> {
        let at = u32::try_from(record.at).ok()?;
        match record.kind {
            SHARED_TEXT | TEXT | FORMATTED_TEXT | NUMBER | SHORT_NUMBER | FORMULA
            | TRUTH_OR_ERROR => {
                self.cells.push((short(record.data, 0)?, short(record.data, 2)?, at));
            }
            SEVERAL_NUMBERS => {
                let (row, first) = (short(record.data, 0)?, short(record.data, 2)?);
                let count = u16::try_from(record.data.len().checked_sub(6)? / 6).ok()?;
                for column in first..first.checked_add(count)? {
                    self.cells.push((row, column, at));
                }
            }
            MERGED => {
                let count = usize::from(short(record.data, 0)?);
                for range in record.data.get(2..)?.chunks_exact(8).take(count) {
                    let [top, bottom, left, right] = [0, 2, 4, 6].map(|at| short(range, at));
                    let (top, bottom) = (u64::from(top?) + 1, u64::from(bottom?) + 1);
                    let (left, right) = (usize::from(left?), usize::from(right?));
                    self.merges.push(Merge { top, left, bottom, right });
                }
            }
            _ => {}
        }
        Some(())
    }
}

impl OldCells {
    pub(in crate::ingest::read::workbook) fn new(sheet: &Sheet) -> Result<Self, ReadError> {
        let workbook = sheet.workbook.clone();
        let Content::Old(stream) = &workbook.content else { return Err(damaged()) };
        let Index { cells, .. } = Index::read(stream, workbook.sheets[sheet.at].start)?;
        Ok(Self { workbook, at: sheet.at, cells, next: 0, text: String::new() })
    }

    /// Reads the next row that has text; returns whether there was one.
    pub(in crate::ingest::read::workbook) fn next_row(
        &mut self,
        row: &mut RawRow,
    ) -> Result<bool, ReadError> {
        let workbook = self.workbook.clone();
        let Content::Old(stream) = &workbook.content else { return Err(damaged()) };
        while let Some((number, ..)) = self.cells.get(self.next).copied() {
            row.begin(u64::from(number) + 1);
            let mut before = None;
            while let Some((_, column, at)) =
                self.cells.get(self.next).copied().filter(|(row, ..)| *row == number)
            {
                self.next += 1;
                let is_twice = before.replace(column) == Some(column);
                let shown = if is_twice {
                    Err(Damage::OutOfOrder)
                } else {
                    self.text.clear();
                    show(&workbook, stream, (at as usize, column), &mut self.text)
                };
                let column = usize::from(column);
                shown.and_then(|()| add(row, column, &self.text)).map_err(|damage| {
                    let sheet = Some(self.workbook.sheets[self.at].name.clone());
                    let line = u64::from(number) + 1;
                    ReadError::Damaged { sheet, line, column: column + 1, damage }
                })?;
            }
            if row.written() > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Appends what a person reads in the cell of a column whose record stands at a place.
fn show(
    workbook: &Workbook,
    stream: &[u8],
    (at, column): (usize, u16),
    into: &mut String,
) -> Result<(), Damage> {
    let (record, next) = record(stream, at).ok_or(Damage::Unreadable)?;
    shown(workbook, stream, record, next, column, into).ok_or(Damage::Unreadable)
}

fn shown(
    workbook: &Workbook,
    stream: &[u8],
    record: Record<'_>,
    next: usize,
    column: u16,
    into: &mut String,
) -> Option<()> {
    let data = record.data;
    let number = |style: u16, number: f64, into: &mut String| {
        let format = workbook.formats.get(usize::from(style)).unwrap_or(&Format::Number);
        number.is_finite().then(|| value::show(number, format, workbook.from_1904, into))
    };
    match record.kind {
        SHARED_TEXT => {
            let text = usize::try_from(long(data, 6)?).ok()?;
            into.push_str(workbook.strings.get(text)?);
        }
        TEXT | FORMATTED_TEXT => {
            let mut bytes = Continued::of(stream, record, 6)?;
            let units = bytes.short()?;
            bytes.text(usize::from(units), into)?;
        }
        NUMBER => number(short(data, 4)?, double(data, 6)?, into)?,
        SHORT_NUMBER => number(short(data, 4)?, short_number(long(data, 6)?), into)?,
        SEVERAL_NUMBERS => {
            let place = usize::from(column.checked_sub(short(data, 2)?)?);
            let six = data.get(4 + place * 6..)?;
            number(short(six, 0)?, short_number(long(six, 2)?), into)?;
        }
        TRUTH_OR_ERROR => truth_or_error(*data.get(7)? == 1, *data.get(6)?, into)?,
        FORMULA => {
            let result = data.get(6..14)?;
            match (result[6..] == [0xff, 0xff], result[0]) {
                (false, _) => number(short(data, 4)?, double(data, 6)?, into)?,
                (true, 0) => text_of_formula(stream, next, into)?,
                (true, 1) => truth_or_error(false, result[2], into)?,
                (true, 2) => truth_or_error(true, result[2], into)?,
                (true, 3) => {}
                _ => return None,
            }
        }
        _ => return None,
    }
    Some(())
}

/// Appends the text that a formula came to: it stands in one of the records behind the formula's.
fn text_of_formula(stream: &[u8], mut at: usize, into: &mut String) -> Option<()> {
    // What formulas share may stand between.
    for _ in 0..4 {
        let (record, next) = record(stream, at)?;
        if record.kind == TEXT_OF_FORMULA {
            let mut bytes = Continued::of(stream, record, 0)?;
            let units = bytes.short()?;
            return bytes.text(usize::from(units), into);
        }
        at = next;
    }
    None
}

fn truth_or_error(is_error: bool, code: u8, into: &mut String) -> Option<()> {
    into.push_str(match (is_error, code) {
        (false, 0) => "FALSE",
        (false, 1) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, 0x2a) => "#N/A",
        _ => return None,
    });
    Some(())
}

fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

/// Returns a number kept in four bytes: a whole one, or the upper half of a double; of either,
/// perhaps the hundredth part.
fn short_number(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}
