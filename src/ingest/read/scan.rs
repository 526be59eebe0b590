//! Text to rows of cells, with the physical line of each.
//!
//! One grammar serves the verdict and the reading, so that they cannot disagree: a cell that
//! begins with a quote ends with one, `""` inside is a quote; any other cell is literal text up
//! to the delimiter, quotes included. Lines end in `\n`, `\r\n` or `\r`.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3};

use super::decode::{DecodeError, Decoded};
use super::{Damage, Foreign, RawRow, ReadError};

/// Lines that a quoted cell may have.
const CELL_LINES: u64 = 20;
/// Characters that a cell may have, as in spreadsheets.
pub(super) const CELL_CHARS: usize = 32_767;
/// Columns that a row may have.
pub(super) const COLUMNS: usize = 1_000;
/// Bytes that a row may have.
pub(super) const ROW_BYTES: usize = 16 * 1024 * 1024;

/// Why there is no next row.
#[derive(Debug)]
pub(super) enum ScanError {
    Io(std::io::Error),
    Invalid {
        line: u64,
        offset: u64,
        foreign: Foreign,
    },
    Damaged {
        line: u64,
        column: usize,
        damage: Damage,
    },
    /// A sheet or a card cannot be read.
    Read(ReadError),
}

/// What the text at hand begins with.
pub(super) enum Step {
    /// A row of so many bytes and line breaks.
    Row { bytes: usize, breaks: u64 },
    /// A part of a row.
    Part,
    /// Damage, so many line breaks further on.
    Damaged { breaks: u64, column: usize, damage: Damage },
}

/// Rows of a source of bytes.
pub(super) struct Scanner<R> {
    source: Decoded<R>,
    delimiter: u8,
    text: String,
    start: usize,
    line: u64,
    ended: bool,
}

impl<R: Read> Scanner<R> {
    /// Returns a scanner whose delimiter is a comma until [`Self::set_delimiter`] says otherwise.
    pub(super) fn new(source: Decoded<R>) -> Self {
        let text = String::new();
        Self { source, delimiter: b',', text, start: 0, line: 1, ended: false }
    }

    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Returns the text read ahead, and whether it is the last. Text that ends there because what
    /// follows is of another encoding is refused: what it says of the rest is worth nothing.
    pub(super) fn ahead(&mut self) -> Result<(&str, bool), ScanError> {
        if self.start == self.text.len() && !self.ended {
            self.fill()?;
        }
        if let Some((offset, foreign)) = self.source.foreign() {
            let foreign = foreign.clone();
            return Err(ScanError::Invalid { line: self.line_at_end(), offset, foreign });
        }
        Ok((&self.text[self.start..], self.ended))
    }

    /// Reads the next row that is no blank line; returns whether there was one. A row of blank
    /// cells is one.
    pub(super) fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ScanError> {
        loop {
            self.pass_blank_lines();
            let rest = &self.text[self.start..];
            if rest.is_empty() && self.ended {
                return Ok(false);
            }
            row.begin(self.line);
            match step(rest, self.delimiter, self.ended, row) {
                Step::Row { bytes, breaks } => {
                    self.start += bytes;
                    self.line += breaks;
                    return Ok(true);
                }
                Step::Part => self.fill()?,
                Step::Damaged { breaks, column, damage } => {
                    return Err(ScanError::Damaged { line: self.line + breaks, column, damage });
                }
            }
        }
    }

    /// Passes over blank lines in the text at hand: a file may have millions.
    fn pass_blank_lines(&mut self) {
        loop {
            let length = match &self.text.as_bytes()[self.start..] {
                [b'\r', b'\n', ..] => 2,
                [b'\n', ..] | [b'\r', _, ..] => 1,
                _ => return,
            };
            (self.start, self.line) = (self.start + length, self.line + 1);
        }
    }

    /// Reads more text behind what is not scanned yet: at least as much again, so that a long row
    /// is scanned few times.
    fn fill(&mut self) -> Result<(), ScanError> {
        self.text.drain(..self.start);
        self.start = 0;
        let old = self.text.len();
        while !self.ended && self.text.len() <= old * 2 {
            match self.source.more(&mut self.text) {
                Ok(more) => self.ended = !more,
                Err(DecodeError::Io(error)) => return Err(ScanError::Io(error)),
                Err(DecodeError::Invalid { offset, foreign }) => {
                    return Err(ScanError::Invalid { line: self.line_at_end(), offset, foreign });
                }
            }
        }
        if let Some(at) = memchr(0, &self.text.as_bytes()[old..]) {
            let line = self.line + breaks(&self.text.as_bytes()[..old + at]);
            return Err(ScanError::Damaged { line, column: 1, damage: Damage::Nul });
        }
        Ok(())
    }

    /// Returns the line in which the text read ahead ends.
    fn line_at_end(&self) -> u64 {
        self.line + breaks(self.text.as_bytes())
    }

    /// Returns the source of bytes.
    pub(super) fn source(&self) -> &R {
        self.source.source()
    }

    /// Returns the source of bytes, read as far as this went.
    pub(super) fn into_source(self) -> R {
        self.source.into_source()
    }
}

/// Splits the row that `text` begins with; `ended` says that nothing follows `text`.
pub(super) fn step(text: &str, delimiter: u8, ended: bool, row: &mut RawRow) -> Step {
    let bytes = text.as_bytes();
    // A byte order mark stands where the next of several files that were put together begins.
    let (mut at, mut lines) = (if text.starts_with('\u{feff}') { 3 } else { 0 }, 0);
    let mut last_quoted = None;
    loop {
        let column = row.written() + 1;
        let is_quoted = bytes.get(at) == Some(&b'"');
        let cell = if is_quoted {
            quoted(text, at, delimiter, ended, row)
        } else {
            match memchr3(delimiter, b'\n', b'\r', &bytes[at..]) {
                Some(length) => Cell::ended(text, at, at + length, row),
                None if ended => Cell::ended(text, at, bytes.len(), row),
                None => Cell::Part,
            }
        };
        let damaged = |damage| Step::Damaged { breaks: lines, column, damage };
        let (end, inner) = match cell {
            Cell::Ended { end, breaks } => (end, breaks),
            Cell::Damaged(damage) => return damaged(damage),
            Cell::Part if bytes.len() - at > CELL_CHARS * 4 + 2 => {
                return damaged(Damage::CellTooLong { limit: CELL_CHARS });
            }
            Cell::Part if bytes.len() > ROW_BYTES => {
                return damaged(Damage::RowTooLong { limit: ROW_BYTES });
            }
            Cell::Part => return Step::Part,
        };
        if column > COLUMNS {
            return damaged(Damage::TooManyColumns { limit: COLUMNS });
        }
        let last = row.end_cell();
        if last.len() > CELL_CHARS && last.chars().count() > CELL_CHARS {
            return damaged(Damage::CellTooLong { limit: CELL_CHARS });
        }
        if end > ROW_BYTES {
            return damaged(Damage::RowTooLong { limit: ROW_BYTES });
        }
        if is_quoted {
            last_quoted = Some((column, lines));
        } else if let Some((column, breaks)) = last_quoted
            && ends_in_quote(&bytes[at..end])
        {
            return Step::Damaged { breaks, column, damage: Damage::QuoteTooMany };
        }
        let before = lines;
        lines += inner;
        let next = match (bytes.get(end), bytes.get(end + 1)) {
            (None, _) => return Step::Row { bytes: end, breaks: lines },
            (Some(b'\r'), None) if !ended => return Step::Part,
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(b'\r' | b'\n'), _) => end + 1,
            (Some(_), _) => {
                at = end + 1;
                continue;
            }
        };
        let goes_on =
            if is_quoted { goes_on(&bytes[next..], delimiter, ended, row) } else { Some(false) };
        return match goes_on {
            Some(false) => Step::Row { bytes: next, breaks: lines + 1 },
            Some(true) => Step::Damaged { breaks: before, column, damage: Damage::QuoteTooMany },
            None => Step::Part,
        };
    }
}

/// Returns whether a cell that opens with no quote ends in one that closes none: behind a quoted
/// cell it is the rest of what that one should have held.
fn ends_in_quote(cell: &[u8]) -> bool {
    cell.trim_ascii_end().last() == Some(&b'"') && memchr_iter(b'"', cell).count() % 2 == 1
}

/// Returns whether a quoted cell that ended with its row goes on in the next one: that begins with
/// the end of a quoted cell, and one of both rows is short. `None` where there is too little text
/// to say.
fn goes_on(next: &[u8], delimiter: u8, ended: bool, row: &RawRow) -> Option<bool> {
    if matches!(next.first(), Some(b'"' | b'\r' | b'\n')) {
        return Some(false);
    }
    let cell = &next[..next.len().min(CELL_CHARS * 4)];
    let Some(length) = memchr3(delimiter, b'\n', b'\r', cell) else {
        return (ended || cell.len() < next.len()).then_some(false);
    };
    let ends_short = row.width() > 1 && next[length] != delimiter;
    Some((row.written() < row.width() || ends_short) && ends_in_quote(&cell[..length]))
}

/// How far a cell goes.
enum Cell {
    /// Up to the delimiter, line break or end of text at `end`.
    Ended {
        end: usize,
        breaks: u64,
    },
    Part,
    Damaged(Damage),
}

impl Cell {
    fn ended(text: &str, from: usize, end: usize, row: &mut RawRow) -> Self {
        row.push(&text[from..end]);
        Self::Ended { end, breaks: 0 }
    }
}

/// Reads the cell that the quote at `open` begins.
fn quoted(text: &str, open: usize, delimiter: u8, ended: bool, row: &mut RawRow) -> Cell {
    let bytes = text.as_bytes();
    let (mut from, mut inner) = (open + 1, 0);
    loop {
        let quote = memchr(b'"', &bytes[from..]).map(|length| from + length);
        inner += breaks(&bytes[from..quote.unwrap_or(bytes.len())]);
        if inner >= CELL_LINES {
            return Cell::Damaged(Damage::QuoteSwallowsLines { limit: CELL_LINES });
        }
        let Some(quote) = quote else {
            return if ended { Cell::Damaged(Damage::QuoteNeverClosed) } else { Cell::Part };
        };
        row.push(&text[from..quote]);
        if bytes.get(quote + 1) == Some(&b'"') {
            row.push("\"");
            from = quote + 2;
            continue;
        }
        let blank = |byte: &&u8| **byte != delimiter && matches!(**byte, b' ' | b'\t');
        let end = quote + 1 + bytes[quote + 1..].iter().take_while(blank).count();
        return match bytes.get(end) {
            None if !ended => Cell::Part,
            None | Some(b'\r' | b'\n') => Cell::Ended { end, breaks: inner },
            Some(byte) if *byte == delimiter => Cell::Ended { end, breaks: inner },
            Some(_) => Cell::Damaged(Damage::TextAfterQuote),
        };
    }
}

/// Counts line breaks: `\n`, `\r\n` and `\r` are one each.
pub(super) fn breaks(bytes: &[u8]) -> u64 {
    let mut count = 0;
    let mut after_return = None;
    for at in memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\r' {
            after_return = Some(at + 1);
            count += 1;
        } else if after_return != Some(at) {
            count += 1;
        }
    }
    count
}
