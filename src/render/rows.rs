//! Writing lists and single things.

use std::io::{self, Write};
use std::marker::PhantomData;

use super::card::write_card;
use super::grid::Grid;
use super::layout::Columns;
use super::lines::Lines;
use super::number::push_id;
use super::{Cell, Format, Layout, RenderError, Tabular, json};
use crate::model::AnyId;

/// Writes rows as they come. Tables need all rows before the first line: they are kept until
/// [`RowWriter::finish`].
///
/// `out` should have a buffer: every row is one write.
pub struct RowWriter<'a, T> {
    out: &'a mut dyn Write,
    keys: &'static [&'static str],
    columns: Columns,
    form: Form<'a>,
    rows: u64,
    of: PhantomData<fn(&T)>,
}

enum Form<'a> {
    Lines(Box<Lines<'a>>),
    Grid(Box<Grid<'a>>),
    Ids(Ids),
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
        let columns = Columns::choose(keys, layout.columns)?;
        let form = match layout.format {
            Format::Table => Form::Grid(Box::new(Grid::new(*layout, &columns.keys))),
            Format::Ids => Form::Ids(Ids::default()),
            Format::Csv | Format::Tsv | Format::Json | Format::Ndjson | Format::Markdown => {
                let mut lines = Lines::new(*layout, &columns);
                lines.start(out)?;
                Form::Lines(Box::new(lines))
            }
        };
        Ok(Self { out, keys, columns, form, rows: 0, of: PhantomData })
    }

    /// Writes one row.
    pub fn row(&mut self, row: &T) -> Result<(), RenderError> {
        let (columns, form) = (&self.columns, &mut self.form);
        let mut index = 0;
        row.cells(&mut |cell| {
            if let Some(place) = columns.place(index) {
                match form {
                    Form::Lines(lines) => lines.cell(place, &cell),
                    Form::Grid(grid) => grid.cell(place, &cell),
                    Form::Ids(ids) => ids.cell(place, &cell),
                }
            }
            index += 1;
        });
        debug_assert_eq!(index, self.keys.len(), "a cell for every key");
        match form {
            Form::Lines(lines) => lines.end_row(self.rows, self.out)?,
            Form::Grid(grid) => grid.end_row(),
            Form::Ids(ids) => ids.end_row(self.out)?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what is left, and returns how many rows there were. Does not flush `out`.
    pub fn finish(self) -> Result<u64, RenderError> {
        match self.form {
            Form::Lines(lines) => lines.finish(self.rows, self.out)?,
            Form::Grid(mut grid) => grid.write(self.out)?,
            Form::Ids(ids) if ids.written == 0 && self.rows > 0 => return Err(RenderError::NoIds),
            Form::Ids(_) => {}
        }
        Ok(self.rows)
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
    Ok(writer.finish()?)
}

/// Writes a single thing: a JSON object, a card of labels and values instead of a table, else a
/// list of one row. Does not flush `out`.
pub fn write_one<T: Tabular>(
    thing: &T,
    layout: &Layout<'_>,
    out: &mut dyn Write,
) -> Result<(), RenderError> {
    let columns = Columns::choose(T::KEYS, layout.columns)?;
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
        Format::Csv | Format::Tsv | Format::Ndjson | Format::Markdown | Format::Ids => {
            let mut writer = RowWriter::start(layout, out)?;
            writer.row(thing)?;
            writer.finish()?;
        }
    }
    Ok(())
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

/// The first id of every row.
#[derive(Default)]
struct Ids {
    first: Option<(usize, AnyId)>,
    line: String,
    written: u64,
}

impl Ids {
    fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        if let Cell::Id(id) = cell
            && self.first.is_none_or(|(first, _)| place < first)
        {
            self.first = Some((place, *id));
        }
    }

    fn end_row(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some((_, id)) = self.first.take() else { return Ok(()) };
        self.line.clear();
        push_id(&mut self.line, id);
        self.line.push('\n');
        self.written += 1;
        out.write_all(self.line.as_bytes())
    }
}
