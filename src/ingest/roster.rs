//! Small tables of our own, staff and shops: columns by their headers, cells to values.
//!
//! They are few and written by hand, so one wrong cell refuses the table and all of them are told
//! at once: a consultant half imported would be worse than none.

mod shop;
mod staff;

use std::path::Path;

pub use shop::{ShopEntry, shops};
pub use staff::{StaffEntry, staff};

use super::clean::date::{DateOrder, OrderProof, date};
use super::clean::{Problem, text};
use super::map::plain;
use super::read::{Options, RawRow, ReadError, examine};
use crate::model::{CellProblem, Day};

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster<T> {
    /// A value for every row that has a name.
    pub entries: Vec<T>,
    /// What is wrong with cells, in their order. Any of them makes the table unusable.
    pub problems: Vec<CellProblem>,
    /// Headers of columns that hold nothing known.
    pub left_out: Vec<String>,
    /// Name of the sheet that it is; `None` where the file is text.
    pub sheet: Option<String>,
    /// Known columns that the table has: name and number, from 1.
    columns: Vec<(&'static str, u64)>,
}

/// Why a table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// The file is no table.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The table has no column of names.
    #[error("no column for `name`")]
    NoName {
        /// Line of the header, from 1; 0 where there is none.
        header_line: u64,
        /// Headers found there.
        headers: Vec<String>,
    },
}

impl<T> Roster<T> {
    /// Returns a problem of the column `field` in a line; of the first column where the table has
    /// none of that name.
    pub fn problem(
        &self,
        line: u64,
        field: &'static str,
        value: &str,
        code: &'static str,
        detail: impl std::fmt::Display,
    ) -> CellProblem {
        let (value, problem) = (value.to_owned(), Problem::with(code, detail));
        let (code, detail) = (problem.code, problem.detail);
        CellProblem { line, column: number_of(&self.columns, field), field, value, code, detail }
    }
}

fn number_of(columns: &[(&'static str, u64)], field: &str) -> u64 {
    columns.iter().find(|(name, _)| *name == field).map_or(1, |(_, column)| *column)
}

/// A column's name and the headers that mean it, the best first.
type Known = (&'static str, &'static [&'static str]);

/// Reads a table whose columns are some of `known`, a row at a time; `name` is needed.
fn read<T>(
    path: &Path,
    options: &Options,
    known: &[Known],
    entry: impl Fn(&mut Row<'_>, String) -> T,
) -> Result<Roster<T>, RosterError> {
    // Its columns are no fields of prospects; the reader is told one that always fits.
    let options = Options { map: vec![("#1".to_owned(), "name".to_owned())], ..options.clone() };
    let list = examine(path, &options)?;
    let headers = &list.verdict.columns;
    let columns = columns(headers, known);
    if !columns.iter().any(|(name, _)| *name == NAME) {
        let (header_line, headers) = (list.verdict.header_line, headers.clone());
        return Err(RosterError::NoName { header_line, headers });
    }
    let is_known = |at: usize| columns.iter().any(|(_, column)| *column == at as u64 + 1);
    let unknown =
        headers.iter().enumerate().filter(|(at, header)| !is_known(*at) && !header.is_empty());
    let left_out = unknown.map(|(_, header)| header.clone()).collect();
    let (mut rows, mut row) = (list.rows()?, RawRow::default());
    let mut all = Vec::new();
    while rows.next_row(&mut row)? {
        all.push(row.clone());
    }
    let order = options.date_order;
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for raw in &all {
        let mut row = Row { raw, columns: &columns, all: &all, order, problems: &mut problems };
        row.check_width();
        if let Some(name) = row.text(NAME) {
            entries.push(entry(&mut row, name));
        } else {
            row.add(NAME, "", Problem::plain("value-missing"));
        }
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    let sheet = list.origin.sheet().map(ToOwned::to_owned);
    Ok(Roster { entries, problems, left_out, sheet, columns })
}

/// The column that every table needs.
const NAME: &str = "name";

/// Returns the column of each name, by its best header.
fn columns(headers: &[String], known: &[Known]) -> Vec<(&'static str, u64)> {
    let headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut found: Vec<(&'static str, u64)> = Vec::new();
    for (name, words) in known {
        let at = words.iter().map(|word| plain(word)).find_map(|word| {
            (1..).zip(&headers).find(|(column, header)| {
                **header == word && !found.iter().any(|(_, taken)| taken == column)
            })
        });
        if let Some((column, _)) = at {
            found.push((name, column));
        }
    }
    found
}

/// A row whose cells are asked for by the name of their column.
struct Row<'t> {
    raw: &'t RawRow,
    columns: &'t [(&'static str, u64)],
    all: &'t [RawRow],
    order: Option<DateOrder>,
    problems: &'t mut Vec<CellProblem>,
}

impl Row<'_> {
    fn position(&self, name: &str) -> Option<usize> {
        let (_, column) = self.columns.iter().find(|(known, _)| *known == name)?;
        usize::try_from(column - 1).ok()
    }

    fn add(&mut self, name: &'static str, value: &str, problem: Problem) {
        let (line, column) = (self.raw.line(), number_of(self.columns, name));
        let (value, Problem { code, detail }) = (value.to_owned(), problem);
        self.problems.push(CellProblem { line, column, field: name, value, code, detail });
    }

    fn check_width(&mut self) {
        if !self.raw.is_ragged() {
            return;
        }
        let beyond = self.raw.width()..self.raw.written();
        let first = beyond.into_iter().find(|at| !self.raw.cell(*at).trim().is_empty());
        let at = first.unwrap_or(self.raw.width());
        self.problems.push(CellProblem {
            line: self.raw.line(),
            column: at as u64 + 1,
            field: "row",
            value: self.raw.cell(at).to_owned(),
            code: "row-wide",
            detail: self.raw.width().to_string(),
        });
    }

    /// Returns what a cell says; `None` where it says nothing, or is damaged.
    fn text(&mut self, name: &'static str) -> Option<String> {
        let raw = self.raw;
        let cell = raw.cell(self.position(name)?);
        match text::value(cell) {
            Ok(value) => value.map(ToOwned::to_owned),
            Err(problem) => {
                self.add(name, cell, problem);
                None
            }
        }
    }

    /// Returns the different parts of a cell that holds several.
    fn parts(&mut self, name: &'static str) -> Vec<String> {
        let cell = self.text(name).unwrap_or_default();
        let between =
            |c: char| matches!(c, '、' | ',' | '，' | ';' | '；' | '/' | '|' | '\n' | '\r');
        let mut parts: Vec<String> = Vec::new();
        for part in cell.split(between).map(text::trimmed).filter(|part| !part.is_empty()) {
            if !parts.iter().any(|known| known == part) {
                parts.push(part.to_owned());
            }
        }
        parts
    }

    /// Returns the day that a cell says; short numbers in the order given, else proved by the
    /// column.
    fn day(&mut self, name: &'static str) -> Option<Day> {
        let cell = self.text(name)?;
        let order = self.order.or_else(|| {
            let at = self.position(name)?;
            let mut proof = OrderProof::default();
            self.all.iter().for_each(|row| proof.see(row.cell(at)));
            proof.order()
        });
        date(&cell, order).map_err(|problem| self.add(name, &cell, problem)).ok()
    }
}

#[cfg(test)]
mod tests;
