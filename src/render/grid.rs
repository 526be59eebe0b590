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

/// Cells of the terminal with which a column of text still says something: four Chinese characters
/// and the mark that more were cut off.
const ENOUGH: usize = 9;
/// Cells of the terminal up to which a code is never cut; beyond, it is text that somebody wrote
/// where a code belongs.
const CODE: usize = 24;

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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the cells")]
struct Column {
    key: &'static str,
    /// Some cell is a number.
    numbers: bool,
    /// Some cell is text, which may be cut.
    texts: bool,
    /// Some cell is an id, a day or another value that is of no use when cut.
    others: bool,
    /// Some cell is a code that fits.
    codes: bool,
    /// Terminal cells that the widest of the values takes that are of no use when cut.
    kept: usize,
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
        self.texts || self.is_empty()
    }

    /// Returns whether all cells are missing.
    fn is_empty(&self) -> bool {
        !(self.numbers || self.texts || self.others)
    }

    /// Returns the terminal cells that are left to it where text is cut to `cap`.
    fn cut_to(&self, cap: usize) -> usize {
        if self.yields() { self.width.min(cap.max(self.kept)) } else { self.width }
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
            codes: false,
            kept: 0,
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
        self.raw.clear();
        push_for_people(&mut self.raw, cell, column.key, self.layout.words);
        let start = self.text.len();
        push_line(&mut self.text, &self.raw);
        let width = width(self.text.get(start..).unwrap_or_default());
        let may_be_cut = match cell {
            Cell::Null => return,
            Cell::Text(_) | Cell::Texts(_) | Cell::Keys(_) | Cell::Records(_) => true,
            Cell::Code(_) | Cell::Key(_) => width > CODE,
            _ => false,
        };
        match cell {
            Cell::Int(_) | Cell::Money(_) => column.numbers = true,
            _ if may_be_cut => column.texts = true,
            _ => column.others = true,
        }
        column.codes |= !may_be_cut && matches!(cell, Cell::Code(_));
        if !may_be_cut {
            column.kept = column.kept.max(width);
        }
        self.row[place] = Span { start, end: self.text.len(), width };
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) {
        self.cells.extend_from_slice(&self.row);
        self.row.fill(Span::default());
    }

    /// Writes header and rows, no blanks at the ends of lines. Returns the columns that hold
    /// something and were left out for want of room.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> io::Result<Vec<&'static str>> {
        let left_out = self.fit();
        let rows = self.cells.len() / self.columns.len().max(1);
        if rows <= SHORT && u16::try_from(self.full_width()).is_ok() {
            self.write_set(out)?;
        } else {
            self.write_padded(out)?;
        }
        Ok(left_out)
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

    /// Gives every column its width, and cuts what does not fit. Returns what was left out.
    fn fit(&mut self) -> Vec<&'static str> {
        self.measure();
        let limit = self.layout.width.unwrap_or(usize::MAX);
        let mut left_out = Vec::new();
        if self.layout.may_drop && self.full_width() > limit {
            left_out = self.drop_some(limit);
        }
        if self.full_width() <= limit {
            return left_out;
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
        left_out
    }

    /// Leaves columns out until those that are left can be cut to fit: first what is empty in every
    /// row, then the last ones. The first two stay, and codes, such as phones, as long as others
    /// can go. Returns those that were not empty.
    fn drop_some(&mut self, limit: usize) -> Vec<&'static str> {
        let count = self.columns.len();
        let mut kept = vec![true; count];
        let mut drop = |may_go: fn(&Column) -> bool, taken: fn(&Column) -> usize| {
            let columns = self.columns.iter().zip(&kept).filter(|(_, kept)| **kept);
            let mut needed: usize = columns.map(|(column, _)| taken(column) + GAP).sum();
            for (place, column) in self.columns.iter().enumerate().skip(2).rev() {
                if needed > limit + GAP && kept[place] && may_go(column) {
                    kept[place] = false;
                    needed -= taken(column) + GAP;
                }
            }
        };
        drop(Column::is_empty, |column| column.width);
        drop(|column| !column.codes, |column| column.cut_to(ENOUGH));
        drop(|_| true, |column| column.cut_to(ENOUGH));
        let gone =
            self.columns.iter().zip(&kept).filter(|(column, kept)| !**kept && !column.is_empty());
        let gone = gone.map(|(column, _)| column.key).collect();
        let keep = |place: &mut usize| {
            *place += 1;
            kept[(*place - 1) % count]
        };
        let (mut column, mut label, mut cell) = (0, 0, 0);
        self.columns.retain(|_| keep(&mut column));
        self.labels.retain(|_| keep(&mut label));
        self.cells.retain(|_| keep(&mut cell));
        gone
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
/// widest give way first, each down to [`LEAST`] and to what is of no use when cut.
fn share(columns: &mut [Column], room: usize) {
    let taken = |columns: &[Column], cap: usize| -> usize {
        columns.iter().map(|column| column.cut_to(cap)).sum()
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
    for column in columns {
        let one_more = column.cut_to(cap) < column.cut_to(cap + 1) && spare > 0;
        spare -= usize::from(one_more);
        column.width = column.cut_to(cap + usize::from(one_more));
    }
}
