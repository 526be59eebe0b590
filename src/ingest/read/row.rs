//! Rows of cells as written.

/// The cells of a row, before they are cleaned. Made to be reused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRow {
    line: u64,
    text: String,
    ends: Vec<usize>,
    width: usize,
}

/// A row of cells that somebody else holds.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    line: u64,
    text: &'a str,
    /// Where each cell ends in `text`.
    ends: &'a [usize],
    width: usize,
}

/// Some rows of a list, one behind the other in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct RowBatch {
    /// Position in the list of the first row, from 0.
    first: usize,
    text: String,
    ends: Vec<usize>,
    /// Line of each row, and where its text and its cells end.
    rows: Vec<(u64, usize, usize)>,
    width: usize,
}

impl<'a> Row<'a> {
    /// Returns the line of the file, from 1, in which the row begins.
    pub fn line(self) -> u64 {
        self.line
    }

    /// Returns the cell of a column, from 0; blank where the row has none.
    pub fn cell(self, column: usize) -> &'a str {
        let Some(end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// Returns how many cells are written.
    pub fn written(self) -> usize {
        self.ends.len()
    }

    /// Returns how many columns the list has.
    pub fn width(self) -> usize {
        self.width
    }

    /// Returns how many bytes of text there are.
    pub fn bytes(self) -> usize {
        self.text.len()
    }

    /// Yields a cell for every column of the list, and what is written beyond them.
    pub fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.width.max(self.ends.len())).map(move |column| self.cell(column))
    }

    /// Returns whether something is written beyond the columns of the list.
    pub fn is_ragged(self) -> bool {
        (self.width..self.ends.len()).any(|column| !self.cell(column).trim().is_empty())
    }
}

impl<'a> From<&'a RawRow> for Row<'a> {
    fn from(row: &'a RawRow) -> Self {
        Self { line: row.line, text: &row.text, ends: &row.ends, width: row.width }
    }
}

impl RowBatch {
    /// Returns no rows; the first to be added has this position in the list, from 0.
    pub(super) fn starting(first: usize, width: usize) -> Self {
        Self { first, width, ..Self::default() }
    }

    /// Adds a row of a list of the same width.
    pub(super) fn push(&mut self, row: &RawRow) {
        self.text.push_str(&row.text);
        self.ends.extend_from_slice(&row.ends);
        self.rows.push((row.line, self.text.len(), self.ends.len()));
    }

    /// Returns the position in the list of the first row, from 0.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns whether there are so many rows, or as much text as memory should hold.
    pub(super) fn is_full(&self, rows: usize) -> bool {
        self.rows.len() >= rows || self.text.len() >= 1 << 20
    }

    /// Yields the rows.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|at| self.row(at))
    }

    /// Returns the row at a position among these, from 0.
    pub fn row(&self, at: usize) -> Row<'_> {
        let (from, cells) = match at.checked_sub(1).map(|before| self.rows[before]) {
            Some((_, text, cells)) => (text, cells),
            None => (0, 0),
        };
        let (line, text, ends) = self.rows[at];
        Row { line, text: &self.text[from..text], ends: &self.ends[cells..ends], width: self.width }
    }
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
        Row::from(self).cell(column)
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
        Row::from(self).cells()
    }

    /// Returns whether something is written beyond the columns of the list.
    pub fn is_ragged(&self) -> bool {
        Row::from(self).is_ragged()
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

    /// Lets the same cells stand a line below.
    pub(super) fn move_down(&mut self) {
        self.line += 1;
    }

    /// Takes the line and the cells of another row, in a list as wide as before.
    pub(super) fn copy(&mut self, other: &Self) {
        let width = self.width;
        self.clone_from(other);
        self.width = width;
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

    /// Adds blank cells until so many are written.
    pub(super) fn pad(&mut self, cells: usize) {
        while self.ends.len() < cells {
            self.ends.push(self.text.len());
        }
    }

    pub(super) fn set_width(&mut self, width: usize) {
        self.width = width;
    }
}
