//! Writing lists and single things.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::card::write_card;
use super::grid::Grid;
use super::layout::Columns;
use super::lines::Lines;
use super::people::push_for_programs;
use super::sheet::Sheet;
use super::sort::{Gathered, Order};
use super::{AsCell as _, Cell, CellKind, Format, Layout, RenderError, Tabular, json};

/// Writes rows as they come. Tables need all rows before the first line, and so does an order that
/// is asked for: rows are kept until [`RowWriter::finish`].
///
/// `out` should have a buffer: every row is one write.
pub struct RowWriter<'a, T> {
    out: &'a mut dyn Write,
    keys: &'static [&'static str],
    columns: Columns,
    form: Form<'a>,
    gathered: Option<Gathered>,
    limit: u64,
    rows: u64,
    more: bool,
    /// Whether values are keys, not words for people.
    is_data: bool,
    of: PhantomData<fn(&T)>,
}

/// What became of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsWritten {
    /// Rows written.
    pub rows: u64,
    /// Whether there were more than were wanted.
    pub more: bool,
    /// Columns of a table that hold something and that a line had no room for, by key.
    pub left_out: Vec<&'static str>,
}

enum Form<'a> {
    Lines(Box<Lines<'a>>),
    Grid(Box<Grid<'a>>),
    Ids(Ids),
    Sheet(Box<Sheet<'a>>),
}

impl<'a, T: Tabular> RowWriter<'a, T> {
    /// Begins to write: headers are out when it returns, but for tables.
    pub fn start(layout: &Layout<'a>, out: &'a mut dyn Write) -> Result<Self, RenderError> {
        Self::start_with(T::KEYS, layout, out)
    }

    /// The same for rows whose keys are not those of their type.
    pub fn start_with(
        keys: &'static [&'static str],
        layout: &Layout<'a>,
        out: &'a mut dyn Write,
    ) -> Result<Self, RenderError> {
        let mut problems = Vec::new();
        let columns = Columns::choose(keys, layout.columns, &mut problems);
        let order = Order::choose(keys, layout.sort, &mut problems);
        RenderError::of(problems, keys)?;
        let gathered = (!layout.sort.is_empty()).then(|| {
            let written = |index| columns.place(index).is_some();
            Gathered::new(order, written, keys.len(), layout.limit)
        });
        let form = match layout.format {
            Format::Table => Form::Grid(Box::new(Grid::new(*layout, &columns.keys))),
            Format::Ids => Form::Ids(Ids::new(T::NAMED_BY, &columns)),
            Format::Workbook => {
                Form::Sheet(Box::new(Sheet::new(*layout, &columns.keys, &is_id::<T>)))
            }
            Format::Csv | Format::Tsv | Format::Json | Format::Ndjson | Format::Markdown => {
                let mut lines = Lines::new(*layout, &columns);
                lines.start(out)?;
                Form::Lines(Box::new(lines))
            }
        };
        let (limit, rows, more) = (layout.limit, 0, false);
        let is_data = matches!(layout.format, Format::Json | Format::Ndjson);
        Ok(Self { out, keys, columns, form, gathered, limit, rows, more, is_data, of: PhantomData })
    }

    /// Takes one row, and writes it where rows are not sorted and not more than are wanted.
    pub fn row(&mut self, row: &T) -> Result<(), RenderError> {
        let mut index = 0;
        if let Some(gathered) = &mut self.gathered {
            row.cells(&mut |cell| {
                gathered.cell(index, &cell);
                index += 1;
            });
            gathered.end_row();
            return Ok(());
        }
        self.more = self.limit > 0 && self.rows == self.limit;
        if self.more {
            return Ok(());
        }
        let (columns, form) = (&self.columns, &mut self.form);
        row.cells(&mut |cell| {
            debug_assert!(
                !self.is_data || T::TYPES.get(index).is_none_or(|of| of.holds(&cell)),
                "`{}` is not of its type",
                T::KEYS[index],
            );
            if let Some(place) = columns.place(index) {
                form.cell(place, &cell);
            }
            index += 1;
        });
        debug_assert_eq!(index, self.keys.len(), "a cell for every key");
        self.end_row()
    }

    /// Returns how many rows decide what is written, where only the first ones do: those that are
    /// wanted, and one that tells that there are more.
    pub fn wanted(&self) -> Option<u64> {
        (self.limit > 0 && self.gathered.is_none()).then(|| self.limit.saturating_add(1))
    }

    /// Returns whether rows that are still to come will not be written.
    pub fn has_enough(&self) -> bool {
        self.more
    }

    fn end_row(&mut self) -> Result<(), RenderError> {
        match &mut self.form {
            Form::Lines(lines) => lines.end_row(self.rows, self.out)?,
            Form::Grid(grid) => grid.end_row(),
            Form::Ids(ids) => ids.end_row(self.out)?,
            Form::Sheet(sheet) => sheet.end_row(self.out)?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what is left, and returns what became of the rows. Does not flush `out`.
    pub fn finish(mut self) -> Result<RowsWritten, RenderError> {
        if let Some(gathered) = self.gathered.take() {
            let (rows, more) = gathered.finish();
            self.more = more;
            for row in rows {
                for (index, cell) in row {
                    if let Some(place) = self.columns.place(index) {
                        self.form.cell(place, &cell.as_cell());
                    }
                }
                self.end_row()?;
            }
        }
        let mut left_out = Vec::new();
        match self.form {
            Form::Lines(lines) => lines.finish(self.rows, self.out)?,
            Form::Grid(mut grid) => left_out = grid.write(self.out)?,
            Form::Ids(ids) if ids.written == 0 && self.rows > 0 => return Err(RenderError::NoIds),
            Form::Ids(_) => {}
            Form::Sheet(sheet) => sheet.finish(self.out)?,
        }
        Ok(RowsWritten { rows: self.rows, more: self.more, left_out })
    }
}

impl Form<'_> {
    fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        match self {
            Self::Lines(lines) => lines.cell(place, cell),
            Self::Grid(grid) => grid.cell(place, cell),
            Self::Ids(ids) => ids.cell(place, cell),
            Self::Sheet(sheet) => sheet.cell(place, cell),
        }
    }
}

/// Writes a list and returns how many rows it had; the first row that is an error ends it, and
/// leaves what was written before it unfinished. Does not flush `out`.
///
/// No rows are an empty JSON array, else the header alone.
pub fn write_rows<T, E>(
    rows: impl IntoIterator<Item = Result<T, E>>,
    layout: &Layout<'_>,
    out: &mut dyn Write,
) -> Result<u64, E>
where
    T: Tabular,
    E: From<RenderError>,
{
    let mut writer = RowWriter::start(layout, out)?;
    for row in rows {
        writer.row(&row?)?;
    }
    Ok(writer.finish()?.rows)
}

/// Writes a single thing: a JSON object, a card of labels and values instead of a table, else a
/// list of one row. Does not flush `out`.
pub fn write_one<T: Tabular>(
    thing: &T,
    layout: &Layout<'_>,
    out: &mut dyn Write,
) -> Result<(), RenderError> {
    let mut problems = Vec::new();
    let columns = Columns::choose(T::KEYS, layout.columns, &mut problems);
    Order::choose(T::KEYS, layout.sort, &mut problems);
    RenderError::of(problems, T::KEYS)?;
    match layout.format {
        Format::Json => {
            let mut values = vec![String::new(); columns.keys.len()];
            each_cell(thing, &columns, |place, cell| {
                if let Some(value) = values.get_mut(place) {
                    json::push_spread_cell(value, cell);
                }
            });
            let mut text = String::from("{");
            for (place, (key, value)) in columns.keys.iter().zip(&values).enumerate() {
                text.push_str(if place == 0 { "\n  " } else { ",\n  " });
                json::push_text(&mut text, key);
                text.push_str(": ");
                text.push_str(value);
            }
            text.push_str("\n}\n");
            out.write_all(text.as_bytes())?;
        }
        Format::Table => write_card(layout, &columns, |put| each_cell(thing, &columns, put), out)?,
        Format::Csv
        | Format::Tsv
        | Format::Ndjson
        | Format::Markdown
        | Format::Ids
        | Format::Workbook => {
            let mut writer = RowWriter::start(layout, out)?;
            writer.row(thing)?;
            writer.finish()?;
        }
    }
    Ok(())
}

/// Returns whether a column of the rows holds ids.
fn is_id<T: Tabular>(key: &str) -> bool {
    let place = T::KEYS.iter().position(|known| *known == key);
    let of = place.and_then(|place| T::TYPES.get(place));
    of.is_some_and(|of| matches!(of.kind, CellKind::Id(_)))
}

/// Hands the chosen cells of `thing` to `put`, with their places, in the order of `thing`.
fn each_cell<T: Tabular>(thing: &T, columns: &Columns, mut put: impl FnMut(usize, &Cell<'_>)) {
    let mut index = 0;
    thing.cells(&mut |cell| {
        if let Some(place) = columns.place(index) {
            put(place, &cell);
        }
        index += 1;
    });
}

/// What every row is known by.
struct Ids {
    /// The place of the cell that rows are known by; else it is the first id.
    named_by: Option<usize>,
    /// Place and text of the best so far.
    found: Option<(usize, String)>,
    written: u64,
}

impl Ids {
    fn new(named_by: Option<&str>, columns: &Columns) -> Self {
        let named_by = named_by.and_then(|name| columns.keys.iter().position(|key| *key == name));
        Self { named_by, found: None, written: 0 }
    }

    fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        let first = self.found.as_ref().is_none_or(|(first, _)| place < *first);
        let wanted = match self.named_by {
            Some(named_by) => place == named_by,
            None => first && matches!(cell, Cell::Id(_)),
        };
        if wanted {
            let mut text = String::new();
            push_for_programs(&mut text, cell);
            self.found = Some((place, text));
        }
    }

    fn end_row(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some((_, mut line)) = self.found.take() else { return Ok(()) };
        line.push('\n');
        self.written += 1;
        out.write_all(line.as_bytes())
    }
}
