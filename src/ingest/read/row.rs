//! One row of cells as written.

/// The cells of a row, before they are cleaned. Made to be reused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRow {
    line: u64,
    text: String,
    ends: Vec<usize>,
    width: usize,
}

impl RawRow {
    /// Returns the row of these cells, in a list of `width` columns.
    pub fn of_cells<S: AsRef<str>>(line: u64, cells: &[S], width: usize) -> Self {
        let mut row = Self { line, width, ..Self::default() };
        for cell in cells {
            row.push(cell.as_ref());
            row.end_cell();
        }
        row
    }

    /// Returns the line of the file, from 1, in which the row begins.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Returns the cell of a column, from 0; blank where the row has none.
    pub fn cell(&self, column: usize) -> &str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// Returns how many cells are written.
    pub fn written(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many columns the list has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Yields a cell for every column of the list, and what is written beyond them.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width.max(self.ends.len())).map(|column| self.cell(column))
    }

    /// Returns whether something is written beyond the columns of the list.
    pub fn is_ragged(&self) -> bool {
        (self.width..self.ends.len()).any(|column| !self.cell(column).trim().is_empty())
    }

    /// Returns whether no cell holds more than blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn begin(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds to the cell that is being written.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the cell that is being written and returns it.
    pub(super) fn end_cell(&mut self) -> &str {
        self.ends.push(self.text.len());
        self.cell(self.ends.len() - 1)
    }

    pub(super) fn set_width(&mut self, width: usize) {
        self.width = width;
    }
}
