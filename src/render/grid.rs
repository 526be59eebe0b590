//! Tables: all rows first, then the widths, then the lines.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{
    Cell as Block, CellAlignment, ContentArrangement, LineStyle, Row, Table, TableStyle,
};

use super::people::push_for_people;
use super::visible::push_line;
use super::width::{push_cut, width};
use super::{Cell, Layout};

/// Rows up to which comfy-table sets the lines; longer tables are padded here, looking the same.
const SHORT: usize = 1_000;
/// Cells of the terminal between columns.
const GAP: usize = 2;
/// Cells of the terminal that a column of text keeps at least, where its text is as long.
const LEAST: usize = 4;

/// Cells of the terminal with which a column of text still says something.
const ENOUGH: usize = 6;

/// The cells of a table, as the text that is shown.
pub(super) struct Grid<'a> {
    layout: Layout<'a>,
    columns: Vec<Column>,
    /// The header.
    labels: Vec<Span>,
    /// Every row's cells, one row behind the other.
    cells: Vec<Span>,
    /// The row so far.
    row: Vec<Span>,
    /// The texts that spans are parts of.
    text: String,
    /// A cell before it is made safe.
    raw: String,
}

/// What the cells of a column have in common.
struct Column {
    key: &'static str,
    /// Some cell is a number.
    numbers: bool,
    /// Some cell is text, which may be cut.
    texts: bool,
    /// Some cell is an id, a day or another value that is of no use when cut.
    others: bool,
    /// Terminal cells that its widest cell takes.
    width: usize,
}

impl Column {
    /// Returns whether the column is set to the right: it holds numbers alone.
    fn right(&self) -> bool {
        self.numbers && !self.texts && !self.others
    }

    /// Returns whether cells may be cut: some are text, or all are missing.
    fn yields(&self) -> bool {
        self.texts || !(self.numbers || self.others)
    }
}

/// A part of the text, and the terminal cells it takes.
#[derive(Clone, Copy, Default)]
struct Span {
    start: usize,
    end: usize,
    width: usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(layout: Layout<'a>, keys: &[&'static str]) -> Self {
        let column = |key: &&'static str| Column {
            key,
            numbers: false,
            texts: false,
            others: false,
            width: 1,
        };
        let mut grid = Self {
            layout,
            columns: keys.iter().map(column).collect(),
            labels: Vec::new(),
            cells: Vec::new(),
            row: vec![Span::default(); keys.len()],
            text: String::new(),
            raw: String::new(),
        };
        if layout.header {
            for key in keys {
                let start = grid.text.len();
                push_line(&mut grid.text, layout.words.label(key));
                let span = grid.span(start);
                grid.labels.push(span);
            }
        }
        grid
    }

    /// Takes the cell at `place` of the row.
    pub(super) fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        let Some(column) = self.columns.get_mut(place) else { return };
        match cell {
            Cell::Null => return,
            Cell::Int(_) | Cell::Money(_) => column.numbers = true,
            Cell::Text(_) | Cell::Texts(_) | Cell::Keys(_) | Cell::Records(_) => {
                column.texts = true;
            }
            Cell::Key(_)
            | Cell::KeyOf { .. }
            | Cell::Bool(_)
            | Cell::Day(_)
            | Cell::Instant(_)
            | Cell::Id(_) => column.others = true,
        }
        self.raw.clear();
        push_for_people(&mut self.raw, cell, column.key, self.layout.words);
        let start = self.text.len();
        push_line(&mut self.text, &self.raw);
        self.row[place] = self.span(start);
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.cells.extend_from_slice(&self.row);
        self.row.fill(Span::default());
    }

    /// Writes header and rows, no blanks at the ends of lines.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.fit();
        let rows = self.cells.len() / self.columns.len().max(1);
        if rows <= SHORT && u16::try_from(self.full_width()).is_ok() {
            self.write_set(out)
        } else {
            self.write_padded(out)
        }
    }

    fn span(&self, start: usize) -> Span {
        let text = self.text.get(start..).unwrap_or_default();
        Span { start, end: self.text.len(), width: width(text) }
    }

    fn show(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Terminal cells that a line takes.
    fn full_width(&self) -> usize {
        let gaps = GAP * self.columns.len().saturating_sub(1);
        self.columns.iter().map(|column| column.width).sum::<usize>() + gaps
    }

    /// Gives every column its width, and cuts what does not fit.
    fn fit(&mut self) {
        self.measure();
        let limit = self.layout.width.unwrap_or(usize::MAX);
        if self.full_width() <= limit {
            return;
        }
        if self.layout.may_drop {
            self.drop_last(limit);
        }
        let gaps = GAP * self.columns.len().saturating_sub(1);
        share(&mut self.columns, limit.saturating_sub(gaps));
        let mut text = std::mem::take(&mut self.text);
        let count = self.columns.len();
        let spans = self.labels.iter_mut().chain(&mut self.cells);
        for (span, place) in spans.zip((0..count).cycle()) {
            let limit = self.columns[place].width;
            if span.width > limit {
                let long = text.get(span.start..span.end).unwrap_or_default().to_owned();
                let start = text.len();
                push_cut(&mut text, &long, limit);
                let width = width(text.get(start..).unwrap_or_default());
                *span = Span { start, end: text.len(), width };
            }
        }
        self.text = text;
        // A wide character that is cut leaves its column one cell narrower than it might be.
        self.measure();
    }

    /// Leaves the last columns out until those that are left can be cut to fit; the first two stay.
    fn drop_last(&mut self, limit: usize) {
        let least = |column: &Column| {
            if column.yields() { column.width.min(ENOUGH) } else { column.width }
        };
        let mut needed: usize = self.columns.iter().map(|column| least(column) + GAP).sum();
        let (before, mut left) = (self.columns.len(), self.columns.len());
        while left > 2 && needed > limit + GAP {
            left -= 1;
            needed -= least(&self.columns[left]) + GAP;
        }
        self.columns.truncate(left);
        self.labels.truncate(left);
        let mut place = 0;
        self.cells.retain(|_| {
            place += 1;
            (place - 1) % before < left
        });
    }

    /// Sets the width of every column to that of its widest cell.
    fn measure(&mut self) {
        for column in &mut self.columns {
            column.width = 1;
        }
        let count = self.columns.len();
        let spans = self.labels.iter().chain(&self.cells);
        for (span, place) in spans.zip((0..count).cycle()) {
            let column = &mut self.columns[place];
            column.width = column.width.max(span.width);
        }
    }

    fn write_set(&self, out: &mut dyn Write) -> io::Result<()> {
        let block = |span: &Span| Block::new(self.show(*span));
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')))
            .set_content_arrangement(ContentArrangement::Disabled);
        if self.layout.header {
            table.set_header(Row::from(self.labels.iter().map(block)));
        }
        for row in self.cells.chunks(self.columns.len()) {
            table.add_row(Row::from(row.iter().map(block)));
        }
        let last = self.columns.len() - 1;
        for (place, column) in self.columns.iter().enumerate() {
            let Some(set) = table.column_mut(place) else { continue };
            set.set_padding((0, if place == last { 0 } else { 2 }));
            if column.right() {
                set.set_cell_alignment(CellAlignment::Right);
            }
        }
        for (number, line) in table.lines().enumerate() {
            self.write_line(number, &line, out)?;
        }
        Ok(())
    }

    fn write_padded(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        let mut number = 0;
        let rows = self.cells.chunks(self.columns.len());
        for row in (!self.labels.is_empty()).then_some(&*self.labels).into_iter().chain(rows) {
            line.clear();
            for (place, (span, column)) in row.iter().zip(&self.columns).enumerate() {
                let blanks = column.width.saturating_sub(span.width);
                let (left, right) = if column.right() { (blanks, 0) } else { (0, blanks) };
                let gap = if place == 0 { 0 } else { GAP };
                line.extend(std::iter::repeat_n(' ', gap + left));
                line.push_str(self.show(*span));
                line.extend(std::iter::repeat_n(' ', right));
            }
            self.write_line(number, &line, out)?;
            number += 1;
            if number == 1 && self.layout.header {
                let rule = "─".repeat(self.full_width());
                self.write_line(number, &rule, out)?;
                number += 1;
            }
        }
        Ok(())
    }

    /// Writes the line with this `number`, from 0, emphasising header and rule.
    fn write_line(&self, number: usize, line: &str, out: &mut dyn Write) -> io::Result<()> {
        let style = match number {
            0 if self.layout.header && self.layout.colour => Style::new().bold(),
            1 if self.layout.header && self.layout.colour => Style::new().dimmed(),
            _ => Style::new(),
        };
        writeln!(out, "{style}{}{style:#}", line.trim_end_matches(' '))
    }
}

/// Shares `room` out to the columns: those that hold no text keep their width, of the others the
/// widest give way first, each down to [`LEAST`].
fn share(columns: &mut [Column], room: usize) {
    let kept: usize = columns.iter().filter(|c| !c.yields()).map(|c| c.width).sum();
    let room = room.saturating_sub(kept);
    let taken = |columns: &[Column], cap: usize| -> usize {
        columns.iter().filter(|c| c.yields()).map(|c| c.width.min(cap)).sum()
    };
    let (mut cap, mut above) = (LEAST, columns.iter().map(|c| c.width).max().unwrap_or(0));
    while above > cap + 1 {
        let middle = cap.midpoint(above);
        if taken(columns, middle) <= room {
            cap = middle;
        } else {
            above = middle;
        }
    }
    let mut spare = room.saturating_sub(taken(columns, cap));
    for column in columns.iter_mut().filter(|c| c.yields() && c.width > cap) {
        column.width = cap + usize::from(spare > 0);
        spare = spare.saturating_sub(1);
    }
}
