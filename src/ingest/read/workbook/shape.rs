//! What people leave out when they fill a sheet by hand: cells merged down, and marks for the cell
//! above.

use super::place::Merge;
use crate::ingest::map::plain;
use crate::ingest::read::RawRow;

/// Marks that stand for the cell above.
const DITTO: &[&str] = &["同上", "〃", "″", "″″", "\"", "''", "ditto", "Ditto"];

/// Headers, as compared, of columns that number the rows of a form.
const SERIAL: &[&str] = &["序号", "no", "行号", "项次"];

/// Completes rows one by one, in their order.
pub(super) struct Shape {
    /// Ranges of more than one row, by their first rows.
    merges: Vec<Merge>,
    /// The first of them that does not begin above.
    next: usize,
    /// By column, the last row that its text goes down to.
    down: Vec<(usize, u64, String)>,
    /// Columns that number the rows.
    serial: Vec<usize>,
    skipped_to: u64,
    above: RawRow,
    made: RawRow,
}

impl Shape {
    pub(super) fn new(merges: &[Merge]) -> Self {
        Self {
            merges: merges.iter().filter(|merge| merge.bottom > merge.top).copied().collect(),
            next: 0,
            down: Vec::new(),
            serial: Vec::new(),
            skipped_to: 0,
            above: RawRow::default(),
            made: RawRow::default(),
        }
    }

    /// Says where the rows of the list begin and what its columns are headed.
    pub(super) fn begin(&mut self, skipped_to: u64, columns: &[String]) {
        self.skipped_to = skipped_to;
        let headed = columns.iter().map(|header| plain(header)).enumerate();
        self.serial = headed
            .filter(|(_, header)| SERIAL.contains(&header.as_str()))
            .map(|(column, _)| column)
            .collect();
    }

    /// Completes a row; returns whether it says something.
    pub(super) fn apply(&mut self, row: &mut RawRow) -> bool {
        if row.line() <= self.skipped_to {
            return true;
        }
        if self.is_template(row) {
            return false;
        }
        self.complete(row);
        while let Some(merge) = self.merges.get(self.next).filter(|merge| merge.top <= row.line()) {
            self.next += 1;
            let text = row.cell(merge.left);
            if merge.top == row.line() && !text.is_empty() {
                self.down.retain(|(column, ..)| *column != merge.left);
                self.down.push((merge.left, merge.bottom, text.to_owned()));
            }
        }
        self.above.clone_from(row);
        true
    }

    /// Returns whether the row has its number and nothing else: one that was never filled in.
    fn is_template(&self, row: &RawRow) -> bool {
        !self.serial.is_empty()
            && (0..row.written())
                .all(|column| row.cell(column).is_empty() || self.serial.contains(&column))
    }

    /// Fills cells that are merged with one above, and those that only point at it.
    fn complete(&mut self, row: &mut RawRow) {
        let line = row.line();
        self.down.retain(|(_, bottom, _)| *bottom >= line);
        let points = |column: usize| is_ditto(row.cell(column));
        if self.down.is_empty() && !(0..row.written()).any(points) {
            return;
        }
        let merged = self.down.iter().map(|(column, ..)| column + 1).max().unwrap_or(0);
        let made = &mut self.made;
        made.begin(line);
        made.set_width(row.width());
        for column in 0..row.written().max(merged) {
            let own = row.cell(column);
            let text = if own.is_empty() {
                let down = self.down.iter().find(|(merged, ..)| *merged == column);
                down.map_or("", |(_, _, text)| text)
            } else if is_ditto(own) && !self.above.cell(column).is_empty() {
                self.above.cell(column)
            } else {
                own
            };
            made.push(text);
            made.end_cell();
        }
        std::mem::swap(row, made);
    }
}

fn is_ditto(cell: &str) -> bool {
    cell.len() <= 9 && !cell.is_empty() && DITTO.contains(&cell.trim())
}
