//! Delimiter and header of a list, judged by its first rows.

use super::scan::{Step, step};
use super::{Encoding, Ground, RawRow};
use crate::ingest::map::is_known;

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Its encoding.
    pub encoding: Encoding,
    /// How the encoding was told.
    pub ground: Ground,
    /// Whether it begins with a byte order mark.
    pub byte_order_mark: bool,
    /// What stands between cells.
    pub delimiter: u8,
    /// Line of the header, from 1; 0 where there is none and columns are called `#1`, `#2`.
    pub header_line: u64,
    /// Headers of the columns, outer blanks removed.
    pub columns: Vec<String>,
}

/// Rows in which a header is looked for.
const HEAD_ROWS: usize = 30;

/// Delimiters that are tried, the usual one first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// What the first rows say.
pub(super) struct Head {
    pub(super) delimiter: u8,
    pub(super) header_line: u64,
    pub(super) columns: Vec<String>,
    /// Last line before the rows, header and lines above it.
    pub(super) skipped_to: u64,
}

/// Returns delimiter and header of the text that a file begins with. Where the text has no row, or
/// none at the line asked for, returns the delimiter with which it is to be read to see why.
///
/// The header is the row with most cells that are known headers, the first of several; where no
/// cell is known, the first row as wide as most. `header_line` 0 says that there is none.
pub(super) fn head(
    text: &str,
    ended: bool,
    delimiter: Option<u8>,
    header_line: Option<u64>,
) -> Result<Head, u8> {
    let declared = declared(text);
    let candidates = delimiter.or(declared).map_or_else(|| DELIMITERS.to_vec(), |only| vec![only]);
    let mut best: Option<(Score, u8, Vec<RawRow>, usize)> = None;
    let mut damaged = None;
    for delimiter in candidates {
        let rows = first_rows(text, ended, delimiter, declared.is_some(), header_line);
        if rows.is_empty() {
            damaged = damaged.or(Some(delimiter));
        }
        let Some(header) = header_of(&rows, header_line) else { continue };
        let score = Score::of(&rows, header);
        if best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, delimiter, rows, header));
        }
    }
    // Where no sign divides the rows but one that the first row is damaged with, it is that one.
    let best = best.filter(|(_, _, rows, header)| damaged.is_none() || rows[*header].written() > 1);
    let (_, delimiter, rows, header) = best.ok_or(damaged.unwrap_or(DELIMITERS[0]))?;
    let row = &rows[header];
    let line = if header_line == Some(0) { 0 } else { row.line() };
    let columns = if line == 0 {
        (1..=row.written()).map(|number| format!("#{number}")).collect()
    } else {
        row.cells().map(|cell| cell.trim().to_owned()).collect()
    };
    let skipped_to = line.max(u64::from(declared.is_some()));
    Ok(Head { delimiter, header_line: line, columns, skipped_to })
}

/// Returns the delimiter that a spreadsheet's first line `sep=;` declares.
fn declared(text: &str) -> Option<u8> {
    let first = text.split(['\n', '\r']).next()?.trim_end_matches('"');
    match first.trim_start_matches('"').strip_prefix("sep=")?.as_bytes() {
        [delimiter] if delimiter.is_ascii() => Some(*delimiter),
        _ => None,
    }
}

/// Returns the rows that a header is looked for in, up to the first damage.
fn first_rows(
    text: &str,
    ended: bool,
    delimiter: u8,
    declared: bool,
    header_line: Option<u64>,
) -> Vec<RawRow> {
    let mut rows = Vec::new();
    let (mut at, mut line) = (0, 1);
    let enough = |rows: &Vec<RawRow>, line: u64| {
        rows.len() >= HEAD_ROWS && header_line.is_none_or(|wanted| line > wanted)
    };
    while at < text.len() && !enough(&rows, line) {
        let mut row = RawRow::default();
        row.begin(line);
        let Step::Row { bytes, breaks } = step(&text[at..], delimiter, ended, &mut row) else {
            break;
        };
        let skipped = row.is_blank() || (declared && line == 1);
        if !skipped {
            rows.push(row);
        }
        at += bytes;
        line += breaks;
    }
    rows
}

/// Returns the position of the header among the first rows.
fn header_of(rows: &[RawRow], wanted: Option<u64>) -> Option<usize> {
    match wanted {
        Some(0) => return (!rows.is_empty()).then_some(0),
        Some(line) => return rows.iter().position(|row| row.line() == line),
        None => {}
    }
    let usual = usual_width(rows);
    let known: Vec<usize> = rows
        .iter()
        // A title or an address line above the table may hold a header's word, but few cells.
        .map(|row| if filled(row) * 2 >= usual { known_cells(row) } else { 0 })
        .collect();
    let most = known.iter().copied().max().filter(|most| *most > 0);
    match most {
        Some(most) => known.iter().position(|count| *count == most),
        None => rows
            .iter()
            .position(|row| row.written() == usual)
            .or_else(|| (!rows.is_empty()).then_some(0)),
    }
}

fn usual_width(rows: &[RawRow]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(RawRow::written).collect();
    widths.sort_unstable();
    widths.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map_or(0, |same| same[0])
}

pub(super) fn filled(row: &RawRow) -> usize {
    (0..row.written()).filter(|column| !row.cell(*column).trim().is_empty()).count()
}

pub(super) fn known_cells(row: &RawRow) -> usize {
    (0..row.written()).filter(|column| is_known(row.cell(*column))).count()
}

/// How well a delimiter fits: known headers, rows as wide as the header, columns.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Score(usize, usize, usize);

impl Score {
    fn of(rows: &[RawRow], header: usize) -> Self {
        let width = rows[header].written();
        let alike = rows.iter().filter(|row| width > 1 && row.written() == width).count();
        Self(known_cells(&rows[header]), alike, width)
    }
}
