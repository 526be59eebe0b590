//! What rows are to become: format, choice of columns, width, words.

use std::io;

use super::Format;

/// How rows are laid out.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    /// The form they are written in.
    pub format: Format,
    /// The columns to write, by key and in this order; `None` writes all.
    pub columns: Option<&'a [String]>,
    /// Whether table, CSV, TSV and Markdown begin with the names of the columns.
    pub header: bool,
    /// Terminal cells that a line of a table may take; `None` cuts nothing.
    pub width: Option<usize>,
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
    /// A column was asked for that these rows do not have.
    #[error("no column `{column}`; one of {}", known.join(", "))]
    UnknownColumn {
        /// What was asked for.
        column: String,
        /// The keys that there are.
        known: &'static [&'static str],
    },
    /// A column was asked for twice.
    #[error("column `{column}` is named twice")]
    RepeatedColumn {
        /// What was asked for.
        column: String,
    },
    /// Ids were asked for, and the columns hold none.
    #[error("nothing here has an id; choose another format")]
    NoIds,
    /// The output could not be written. A closed pipe is of the kind `BrokenPipe`.
    #[error(transparent)]
    Write(#[from] io::Error),
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
    /// Returns the columns `wanted` of those `known`; all of them where nothing is wanted.
    pub(super) fn choose(
        known: &'static [&'static str],
        wanted: Option<&[String]>,
    ) -> Result<Self, RenderError> {
        let Some(wanted) = wanted else {
            let places = (0..known.len()).map(Some).collect();
            return Ok(Self { keys: known.to_vec(), places, in_order: true });
        };
        if wanted.is_empty() {
            return Err(RenderError::UnknownColumn { column: String::new(), known });
        }
        let mut places = vec![None; known.len()];
        let mut keys = Vec::with_capacity(wanted.len());
        for column in wanted {
            let found = known.iter().zip(&mut places).find(|(key, _)| **key == column.trim());
            let Some((key, place)) = found else {
                return Err(RenderError::UnknownColumn { column: column.clone(), known });
            };
            if place.replace(keys.len()).is_some() {
                return Err(RenderError::RepeatedColumn { column: column.clone() });
            }
            keys.push(*key);
        }
        let in_order = places.iter().flatten().is_sorted();
        Ok(Self { keys, places, in_order })
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
        Columns::choose(KNOWN, Some(&wanted))
    }

    #[test]
    fn columns_are_chosen_by_key_and_kept_in_the_order_asked_for() {
        let all = Columns::choose(KNOWN, None).unwrap();
        assert_eq!((all.keys.as_slice(), all.in_order), (KNOWN, true));
        let some = choose("id, due").unwrap();
        assert_eq!((some.keys.as_slice(), some.in_order), (&["id", "due"][..], true));
        let turned = choose("due,id").unwrap();
        assert_eq!((turned.place(0), turned.place(1), turned.place(2)), (Some(1), None, Some(0)));
        assert!(!turned.in_order);
    }

    #[test]
    fn columns_that_do_not_fit_are_refused_with_those_that_would() {
        let message = choose("id,nmae").unwrap_err().to_string();
        assert_eq!(message, "no column `nmae`; one of id, name, due");
        assert_eq!(choose("id,id").unwrap_err().to_string(), "column `id` is named twice");
        assert!(Columns::choose(KNOWN, Some(&[])).is_err());
        assert!(choose("").is_err());
    }
}
