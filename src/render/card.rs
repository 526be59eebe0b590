//! Cards: one record as labels and values, and the rows that belong to it as tables below.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{Cell as Block, ColumnConstraint, ContentArrangement, Row, Table, TableStyle};

use super::grid::Grid;
use super::layout::Columns;
use super::people::push_for_people;
use super::visible::push_line;
use super::width::width;
use super::{Cell, Layout};

/// Terminal cells that values need at least to be wrapped; below that they run on.
const LEAST: usize = 12;

/// Writes the cells that `each` hands out as a card. What is missing is left out, long values are
/// wrapped, line breaks in them are kept. Of rows that belong to it, columns that are empty in
/// all of them are left out.
pub(super) fn write_card(
    layout: &Layout<'_>,
    columns: &Columns,
    each: impl FnOnce(&mut dyn FnMut(usize, &Cell<'_>)),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut values = Vec::new();
    let mut sections = Vec::new();
    let mut raw = String::new();
    each(&mut |place, cell| {
        let key = columns.keys[place];
        if let Cell::Records(records) = cell {
            if records.count() > 0 {
                sections.push((place, section(layout, key, *records)));
            }
            return;
        }
        raw.clear();
        push_for_people(&mut raw, cell, key, layout.words);
        if !raw.is_empty() {
            values.push((place, label(layout, key), lines(&raw)));
        }
    });
    values.sort_by_key(|(place, ..)| *place);
    sections.sort_by_key(|(place, _)| *place);

    write_values(layout, &values, out)?;
    for (position, (_, (title, mut grid))) in sections.into_iter().enumerate() {
        if position > 0 || !values.is_empty() {
            writeln!(out)?;
        }
        let style = if layout.colour { Style::new().bold() } else { Style::new() };
        writeln!(out, "{style}{title}{style:#}")?;
        grid.write(out)?;
    }
    Ok(())
}

fn label(layout: &Layout<'_>, key: &str) -> String {
    let mut text = String::new();
    push_line(&mut text, layout.words.label(key));
    text
}

/// Returns the text with its line breaks, all else that acts on a terminal made visible.
fn lines(raw: &str) -> String {
    let mut text = String::new();
    for (number, line) in raw.lines().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        push_line(&mut text, line);
    }
    text
}

fn section<'a>(layout: &Layout<'a>, key: &str, records: &dyn super::Records) -> (String, Grid<'a>) {
    let mut told = vec![false; records.keys().len()];
    each_cell(records, |_, place, cell| {
        if let Some(told) = told.get_mut(place) {
            *told |= !is_empty(cell);
        }
    });
    if !told.contains(&true) {
        told.fill(true);
    }
    let keys: Vec<&'static str> =
        records.keys().iter().zip(&told).filter(|(_, told)| **told).map(|(key, _)| *key).collect();
    // Nobody chose the columns of what belongs to the record.
    let mut grid = Grid::new(Layout { may_drop: true, ..*layout }, &keys);
    let mut row = 0;
    each_cell(records, |index, place, cell| {
        if index > row {
            grid.end_row();
            row = index;
        }
        if told.get(place) == Some(&true) {
            grid.cell(told[..place].iter().filter(|told| **told).count(), cell);
        }
    });
    grid.end_row();
    (label(layout, key), grid)
}

/// Hands every cell to `take`, with its row and its place in it.
fn each_cell(records: &dyn super::Records, mut take: impl FnMut(usize, usize, &Cell<'_>)) {
    for index in 0..records.count() {
        let mut place = 0;
        records.row(index, &mut |cell| {
            take(index, place, &cell);
            place += 1;
        });
    }
}

fn is_empty(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Null => true,
        Cell::Text(text) | Cell::Code(text) => text.is_empty(),
        Cell::Texts(texts) => texts.is_empty(),
        Cell::Keys(keys) => keys.is_empty(),
        Cell::Records(records) => records.count() == 0,
        _ => false,
    }
}

fn write_values(
    layout: &Layout<'_>,
    values: &[(usize, String, String)],
    out: &mut dyn Write,
) -> io::Result<()> {
    if values.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Disabled);
    let labels = values.iter().map(|(_, label, _)| width(label) + 3).max().unwrap_or(0);
    if let Some(limit) = layout.width.filter(|limit| *limit >= labels + LEAST)
        && let Ok(limit) = u16::try_from(limit)
    {
        table.set_width(limit).set_content_arrangement(ContentArrangement::Dynamic);
    }
    for (_, label, value) in values {
        let cells = [Block::new_owned(format!("{label}:")), Block::new(value)];
        table.add_row(Row::from(cells));
    }
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 2)).set_constraint(ColumnConstraint::ContentWidth);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_padding((0, 0));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end_matches(' '))?;
    }
    Ok(())
}
