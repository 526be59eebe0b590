//! Formats that write every row as soon as it is there: CSV, TSV, JSON, Markdown.

use std::io::{self, Write};

use super::delimited::{push_csv, push_tsv};
use super::layout::Columns;
use super::markdown::push_markdown;
use super::people::{push_for_people, push_for_programs};
use super::{Cell, Format, Layout, Purpose, json};

/// Writes rows one by one, each through one buffer that is used again.
pub(super) struct Lines<'a> {
    layout: Layout<'a>,
    keys: Vec<&'static str>,
    in_order: bool,
    /// What stands before the cell at each place.
    before: Vec<String>,
    /// What stands behind the last cell.
    after: &'static str,
    /// The row so far.
    row: String,
    /// Cells that come in another order than they are written in, and where each of them is.
    loose: String,
    spans: Vec<(usize, usize)>,
    /// A cell before it is quoted.
    raw: String,
}

impl<'a> Lines<'a> {
    pub(super) fn new(layout: Layout<'a>, columns: &Columns) -> Self {
        let named = |first: &str, later: &str| {
            let lead = |(place, key): (usize, &&str)| {
                let mut before = (if place == 0 { first } else { later }).to_owned();
                json::push_text(&mut before, key);
                before + ":"
            };
            columns.keys.iter().enumerate().map(lead).collect()
        };
        let between = |first: &str, later: &str| {
            let lead = |place| (if place == 0 { first } else { later }).to_owned();
            (0..columns.keys.len()).map(lead).collect()
        };
        let (before, after) = match layout.format {
            Format::Json => (named("{", ","), "}"),
            Format::Ndjson => (named("{", ","), "}\n"),
            Format::Tsv => (between("", "\t"), "\n"),
            Format::Markdown => (between("| ", " | "), " |\n"),
            Format::Csv | Format::Table | Format::Ids | Format::Workbook => {
                let spreadsheet = layout.purpose == Purpose::Spreadsheet;
                (between("", ","), if spreadsheet { "\r\n" } else { "\n" })
            }
        };
        Self {
            layout,
            keys: columns.keys.clone(),
            in_order: columns.in_order,
            before,
            after,
            row: String::new(),
            loose: String::new(),
            spans: vec![(0, 0); columns.keys.len()],
            raw: String::new(),
        }
    }

    /// Writes what stands before the first row.
    pub(super) fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let words = self.layout.words;
        let spreadsheet =
            self.layout.format == Format::Csv && self.layout.purpose == Purpose::Spreadsheet;
        if spreadsheet {
            out.write_all("\u{feff}".as_bytes())?;
        }
        if !self.layout.header || matches!(self.layout.format, Format::Json | Format::Ndjson) {
            return Ok(());
        }
        for (place, key) in self.keys.iter().enumerate() {
            self.row.push_str(&self.before[place]);
            let label = if spreadsheet { words.label(key) } else { key };
            match self.layout.format {
                Format::Markdown => push_markdown(&mut self.row, words.label(key)),
                Format::Tsv => push_tsv(&mut self.row, label, self.layout.terminal),
                _ => {
                    let (purpose, terminal) = (self.layout.purpose, self.layout.terminal);
                    push_csv(&mut self.row, &Cell::Text(label.into()), label, purpose, terminal);
                }
            }
        }
        self.row.push_str(self.after);
        if self.layout.format == Format::Markdown {
            for _ in &self.keys {
                self.row.push_str("| --- ");
            }
            self.row.push_str("|\n");
        }
        out.write_all(self.row.as_bytes())?;
        self.row.clear();
        Ok(())
    }

    /// Takes the cell at `place` of the row.
    pub(super) fn cell(&mut self, place: usize, cell: &Cell<'_>) {
        let mut text = std::mem::take(if self.in_order { &mut self.row } else { &mut self.loose });
        if self.in_order {
            text.push_str(&self.before[place]);
            self.push(&mut text, place, cell);
            self.row = text;
        } else {
            let start = text.len();
            self.push(&mut text, place, cell);
            self.spans[place] = (start, text.len());
            self.loose = text;
        }
    }

    fn push(&mut self, text: &mut String, place: usize, cell: &Cell<'_>) {
        let terminal = self.layout.terminal;
        match self.layout.format {
            Format::Json | Format::Ndjson => return json::push_cell(text, cell),
            Format::Markdown => {
                self.raw.clear();
                push_for_people(&mut self.raw, cell, self.keys[place], self.layout.words);
                return push_markdown(text, &self.raw);
            }
            Format::Csv | Format::Tsv | Format::Table | Format::Ids | Format::Workbook => {}
        }
        let raw = match cell {
            Cell::Text(text) | Cell::Code(text) => text.as_ref(),
            Cell::Key(key) | Cell::KeyOf { key, .. } => key,
            Cell::Texts(_) | Cell::Keys(_) | Cell::Records(_) => {
                self.raw.clear();
                push_for_programs(&mut self.raw, cell);
                self.raw.as_str()
            }
            // Nothing in a number, a day or an id is ever quoted.
            _ => return push_for_programs(text, cell),
        };
        if self.layout.format == Format::Tsv {
            push_tsv(text, raw, terminal);
        } else {
            push_csv(text, cell, raw, self.layout.purpose, terminal);
        }
    }

    /// Writes the row, which is the one at `index`.
    pub(super) fn end_row(&mut self, index: u64, out: &mut dyn Write) -> io::Result<()> {
        if !self.in_order {
            for (before, span) in self.before.iter().zip(&mut self.spans) {
                self.row.push_str(before);
                self.row.push_str(self.loose.get(span.0..span.1).unwrap_or_default());
                *span = (0, 0);
            }
            self.loose.clear();
        }
        if self.layout.format == Format::Csv && self.row.is_empty() {
            // Readers take an empty line for no row at all.
            self.row.push_str("\"\"");
        }
        if self.layout.format == Format::Json {
            out.write_all(if index == 0 { b"[\n" } else { b",\n" })?;
        }
        self.row.push_str(self.after);
        out.write_all(self.row.as_bytes())?;
        self.row.clear();
        Ok(())
    }

    /// Writes what stands behind the last of `rows` rows.
    pub(super) fn finish(&self, rows: u64, out: &mut dyn Write) -> io::Result<()> {
        match (self.layout.format, rows) {
            (Format::Json, 0) => out.write_all(b"[]\n"),
            (Format::Json, _) => out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }
}
