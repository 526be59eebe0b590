//! Rows of one table on their way to it: made in one thread, stored by another.

use super::value::Val;

/// Values of rows by column. A column that holds the same in every row so far takes no room for
/// each, and all texts stand in one buffer: a row costs no allocation.
#[derive(Debug, Clone)]
pub struct Cells {
    columns: Vec<Held>,
    text: String,
    rows: usize,
    /// The column to be written next.
    next: usize,
}

/// What a column holds in all rows that are stored together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing.
    Nothing,
    /// The same in every row.
    One,
    /// A value for every row.
    Each,
}

#[derive(Debug, Clone)]
struct Held {
    holds: Holds,
    /// The value of the first row.
    one: Cell,
    /// The value of every row, where they differ.
    each: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
enum Cell {
    Null,
    Int(i64),
    Text { start: usize, end: usize },
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellRef<'a> {
    /// No value.
    Null,
    /// A whole number.
    Int(i64),
    /// A text.
    Text(&'a str),
}

impl Cells {
    /// Returns no rows of so many columns.
    pub(super) fn new(columns: usize) -> Self {
        let nothing = Held { holds: Holds::Nothing, one: Cell::Null, each: Vec::new() };
        Self { columns: vec![nothing; columns], text: String::new(), rows: 0, next: 0 }
    }

    /// Adds no value to the row being written.
    pub(super) fn put_null(&mut self) {
        self.put(CellRef::Null);
    }

    /// Adds a value to the row being written.
    pub(super) fn put_val(&mut self, value: &Val<'_>) {
        self.put(match value {
            Val::Null => CellRef::Null,
            Val::Int(number) => CellRef::Int(*number),
            Val::Text(text) => CellRef::Text(text),
            Val::Owned(text) => CellRef::Text(text),
        });
    }

    /// Adds a value to the row being written.
    pub(super) fn put(&mut self, value: CellRef<'_>) {
        let Self { columns, text, rows, next } = self;
        let column = &mut columns[*next];
        *next += 1;
        if *rows == 0 {
            column.holds = if value == CellRef::Null { Holds::Nothing } else { Holds::One };
            column.one = kept(text, value);
            return;
        }
        if column.holds != Holds::Each {
            if read(text, column.one) == value {
                return;
            }
            column.holds = Holds::Each;
            column.each.clear();
            column.each.resize(*rows, column.one);
        }
        column.each.push(kept(text, value));
    }

    /// Ends the row being written, of which every column was added.
    pub(super) fn end_row(&mut self) {
        debug_assert_eq!(self.next, self.columns.len(), "a value for every column");
        self.next = 0;
        self.rows += 1;
    }

    /// Returns how many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Returns how many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Returns what each column holds.
    pub(super) fn holds(&self) -> impl Iterator<Item = Holds> {
        self.columns.iter().map(|column| column.holds)
    }

    /// Returns the value of a column of a row, both from 0.
    #[inline]
    pub(super) fn value(&self, row: usize, column: usize) -> CellRef<'_> {
        let column = &self.columns[column];
        read(&self.text, if column.holds == Holds::Each { column.each[row] } else { column.one })
    }

    /// Replaces each number below 0 of a column: −1 by the first of `ids`, −2 by the second.
    pub(super) fn resolve(&mut self, column: usize, ids: &[i64]) {
        let Held { one, each, .. } = &mut self.columns[column];
        for cell in each.iter_mut().chain([one]) {
            let Cell::Int(number) = cell else { continue };
            let place = usize::try_from(-1 - *number).ok();
            if let Some(id) = place.and_then(|place| ids.get(place)) {
                *number = *id;
            }
        }
    }

    /// Forgets every row.
    pub(super) fn clear(&mut self) {
        for column in &mut self.columns {
            column.holds = Holds::Nothing;
            column.one = Cell::Null;
            column.each.clear();
        }
        self.text.clear();
        self.rows = 0;
    }
}

/// Keeps a value, its text in `text`.
fn kept(text: &mut String, value: CellRef<'_>) -> Cell {
    match value {
        CellRef::Null => Cell::Null,
        CellRef::Int(number) => Cell::Int(number),
        CellRef::Text(part) => {
            let start = text.len();
            text.push_str(part);
            Cell::Text { start, end: text.len() }
        }
    }
}

#[inline]
fn read(text: &str, cell: Cell) -> CellRef<'_> {
    match cell {
        Cell::Null => CellRef::Null,
        Cell::Int(number) => CellRef::Int(number),
        Cell::Text { start, end } => CellRef::Text(&text[start..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[[Val<'_>; 3]]) -> Cells {
        let mut cells = Cells::new(3);
        for row in rows {
            for value in row {
                cells.put_val(value);
            }
            cells.end_row();
        }
        cells
    }

    #[test]
    fn columns_hold_nothing_one_value_or_each_their_own() {
        use Holds::{Each, Nothing, One};
        let (null, one, two) = (Val::Null, Val::Int(1), Val::Text("二"));
        for (rows, holds) in [
            (vec![], [Nothing; 3]),
            (vec![[null.clone(), one.clone(), two.clone()]], [Nothing, One, One]),
            (
                vec![
                    [null.clone(), one.clone(), two.clone()],
                    [null.clone(), one.clone(), Val::Owned("二".to_owned())],
                ],
                [Nothing, One, One],
            ),
            (
                vec![
                    [null.clone(), one.clone(), two.clone()],
                    [one.clone(), null.clone(), Val::Text("三")],
                    [null.clone(), one.clone(), two.clone()],
                ],
                [Each; 3],
            ),
        ] {
            assert!(cells(&rows).holds().eq(holds), "{rows:?}");
        }
    }

    #[test]
    fn ids_that_were_not_known_are_put_in() {
        let mut cells = cells(&[
            [Val::Int(-1), Val::Null, Val::Int(-1)],
            [Val::Int(-2), Val::Int(-2), Val::Int(-1)],
            [Val::Int(-3), Val::Int(7), Val::Int(-1)],
        ]);
        cells.resolve(0, &[10, 20, 30]);
        cells.resolve(1, &[4, 5]);
        let row = |at| [0, 1, 2].map(|column| cells.value(at, column));
        assert_eq!(row(0), [CellRef::Int(10), CellRef::Null, CellRef::Int(-1)]);
        assert_eq!(row(1), [CellRef::Int(20), CellRef::Int(5), CellRef::Int(-1)]);
        assert_eq!(row(2), [CellRef::Int(30), CellRef::Int(7), CellRef::Int(-1)]);
        assert_eq!(cells.rows(), 3);
        cells.clear();
        assert_eq!(cells.rows(), 0);
        assert!(cells.holds().eq([Holds::Nothing; 3]));
    }
}
