//! What rows are to become: format, choice of columns, width, words.

use std::io;

use super::{Format, SheetLimit};

/// How rows are laid out.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the output")]
pub struct Layout<'a> {
    /// The form they are written in.
    pub format: Format,
    /// What the sheet of a workbook is called.
    pub name: &'a str,
    /// The columns to write, by key and in this order; `None` writes all.
    pub columns: Option<&'a [String]>,
    /// The columns that decide the order of the rows, by key, `-` before those whose greatest
    /// value comes first. Empty leaves rows as they come; they need not wait then.
    pub sort: &'a [String],
    /// Rows that are written at most; 0 writes all.
    pub limit: u64,
    /// Whether table, CSV, TSV, Markdown and workbook begin with the names of the columns.
    pub header: bool,
    /// Terminal cells that a line of a table may take; `None` cuts nothing.
    pub width: Option<usize>,
    /// Whether a table may go without its last columns where a line is too narrow for all of
    /// them: nobody asked for these.
    pub may_drop: bool,
    /// Whether headers of tables are emphasised.
    pub colour: bool,
    /// Whether the text goes to a terminal. CSV and TSV then spell out control and bidi
    /// characters (`\u{1b}`) like the other formats always do; elsewhere they are raw data.
    pub terminal: bool,
    /// Whom CSV is for.
    pub purpose: Purpose,
    /// The words that people read instead of keys.
    pub words: &'a dyn Words,
}

/// Whom CSV is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Purpose {
    /// Programs: stable keys, no byte order mark, raw values.
    #[default]
    Data,
    /// Spreadsheet programs: byte order mark, `\r\n`, translated headers, and `'` before text
    /// that would be taken for a formula.
    Spreadsheet,
}

/// The words that people read instead of keys.
pub trait Words {
    /// Returns the header of the column `key`; the key itself where there is no word for it.
    fn label<'w>(&'w self, key: &'w str) -> &'w str;
    /// Returns the word for the value `key` of a pick list in `column`, `yes` and `no` of truth
    /// values included; the key itself where there is no word for it.
    fn value<'w>(&'w self, column: &str, key: &'w str) -> &'w str;
    /// Returns the same where the column holds values of several lists and `list` is the one.
    fn value_of<'w>(&'w self, column: &str, _list: &str, key: &'w str) -> &'w str {
        self.value(column, key)
    }
}

/// Words that are the keys themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeysOnly;

impl Words for KeysOnly {
    fn label<'w>(&'w self, key: &'w str) -> &'w str {
        key
    }

    fn value<'w>(&'w self, _column: &str, key: &'w str) -> &'w str {
        key
    }
}

/// Why rows could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// Columns were asked for that these rows do not have, or twice.
    #[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Columns {
        /// Everything that is wrong; never empty.
        problems: Vec<ColumnProblem>,
        /// The keys that there are.
        known: &'static [&'static str],
    },
    /// Ids were asked for, and the columns hold none.
    #[error("nothing here has an id; choose another format")]
    NoIds,
    /// There is more than a workbook holds.
    #[error(transparent)]
    Sheet(#[from] SheetLimit),
    /// The output could not be written. A closed pipe is of the kind `BrokenPipe`.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl RenderError {
    /// Returns the error that `problems` are, if there are any.
    pub(super) fn of(
        problems: Vec<ColumnProblem>,
        known: &'static [&'static str],
    ) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Columns { problems, known }) }
    }
}

/// Where a column is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnList {
    /// Among the columns to write.
    Shown,
    /// Among those that decide the order.
    Sort,
}

/// A column that is named wrongly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", if *repeated {
    format!("column `{column}` is named twice")
} else {
    format!("no column `{column}`")
})]
pub struct ColumnProblem {
    /// Where it is named.
    pub list: ColumnList,
    /// All that is named there, with commas.
    pub whole: String,
    /// The character of the whole that it begins at, from 1.
    pub at: usize,
    /// The name.
    pub column: String,
    /// Whether it is a column that was named before; else there is none of that name.
    pub repeated: bool,
}

/// Returns the indexes in `known` of `keys`, which stand in `written` as they were written; what
/// is wrong with them is added to `problems`.
pub(super) fn find(
    known: &'static [&'static str],
    keys: &[&str],
    written: &[String],
    list: ColumnList,
    problems: &mut Vec<ColumnProblem>,
) -> Vec<usize> {
    let (mut found, mut at) = (Vec::with_capacity(keys.len()), 1);
    for (key, written_key) in keys.iter().zip(written) {
        let index = known.iter().position(|column| column == key);
        match index {
            Some(index) if !found.contains(&index) => found.push(index),
            _ => {
                let before = written_key.find(key).unwrap_or_default();
                let before = written_key.get(..before).unwrap_or_default().chars().count();
                problems.push(ColumnProblem {
                    list,
                    whole: written.join(","),
                    at: at + before,
                    column: (*key).to_owned(),
                    repeated: index.is_some(),
                });
            }
        }
        at += written_key.chars().count() + 1;
    }
    found
}

/// The chosen columns of a type of row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// Keys in the order in which they are written.
    pub(super) keys: Vec<&'static str>,
    /// For every cell of a row, the place it is written at.
    places: Vec<Option<usize>>,
    /// Whether the cells come in the order in which they are written.
    pub(super) in_order: bool,
}

impl Columns {
    /// Returns the columns `wanted` of those `known`; all of them where nothing is wanted. What
    /// is wrong with them is added to `problems`.
    pub(super) fn choose(
        known: &'static [&'static str],
        wanted: Option<&[String]>,
        problems: &mut Vec<ColumnProblem>,
    ) -> Self {
        let Some(wanted) = wanted else {
            let places = (0..known.len()).map(Some).collect();
            return Self { keys: known.to_vec(), places, in_order: true };
        };
        let nothing = [String::new()];
        let wanted = if wanted.is_empty() { &nothing } else { wanted };
        let trimmed: Vec<&str> = wanted.iter().map(|column| column.trim()).collect();
        let found = find(known, &trimmed, wanted, ColumnList::Shown, problems);
        let mut places = vec![None; known.len()];
        for (place, index) in found.iter().enumerate() {
            places[*index] = Some(place);
        }
        let keys = found.iter().map(|index| known[*index]).collect();
        let in_order = places.iter().flatten().is_sorted();
        Self { keys, places, in_order }
    }

    /// Returns the place of the cell at `index`; `None` where it is not written.
    pub(super) fn place(&self, index: usize) -> Option<usize> {
        self.places.get(index).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["id", "name", "due"];

    fn choose(wanted: &str) -> Result<Columns, RenderError> {
        let wanted: Vec<String> = wanted.split(',').map(Into::into).collect();
        chosen(&wanted)
    }

    fn chosen(wanted: &[String]) -> Result<Columns, RenderError> {
        let mut problems = Vec::new();
        let columns = Columns::choose(KNOWN, Some(wanted), &mut problems);
        RenderError::of(problems, KNOWN).map(|()| columns)
    }

    #[test]
    fn columns_are_chosen_by_key_and_kept_in_the_order_asked_for() {
        let all = Columns::choose(KNOWN, None, &mut Vec::new());
        assert_eq!((all.keys.as_slice(), all.in_order), (KNOWN, true));
        let some = choose("id, due").unwrap();
        assert_eq!((some.keys.as_slice(), some.in_order), (&["id", "due"][..], true));
        let turned = choose("due,id").unwrap();
        assert_eq!((turned.place(0), turned.place(1), turned.place(2)), (Some(1), None, Some(0)));
        assert!(!turned.in_order);
    }

    #[test]
    fn columns_that_do_not_fit_are_refused_all_at_once_with_their_places() {
        let Err(RenderError::Columns { problems, known }) = choose("id,nmae, 级别,id") else {
            panic!("three of them are wrong")
        };
        assert_eq!(known, KNOWN);
        let at: Vec<_> = problems.iter().map(|p| (p.at, p.column.as_str(), p.repeated)).collect();
        assert_eq!(at, [(4, "nmae", false), (10, "级别", false), (13, "id", true)]);
        assert!(problems.iter().all(|problem| problem.whole == "id,nmae, 级别,id"));
        assert!(chosen(&[]).is_err());
        assert!(choose("").is_err());
    }
}
