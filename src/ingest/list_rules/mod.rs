//! Rules files: what is to be known of a kind of list, said once and kept for the next one.
//!
//! [`ListRules::parse`] reads the text; `ListRules::settle` finds its columns among those of a
//! list, which gives [`RowRules`]; [`RowChanges`] makes of a row what they say.

mod problem;
mod read;
mod row;
pub(super) mod settle;
#[cfg(test)]
mod tests;

pub use problem::{Fault, RulesProblem};
pub use row::{Constant, Joined, KeptRules, RowChanges, RowRules, Skip, Test, Values};

use super::clean::date::DateOrder;
use super::map::Field;
use super::read::Encoding;

/// A rules file: options of reading under the names of their flags, and what flags cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListRules {
    /// The file as messages name it.
    pub file: String,
    /// Encoding of the list.
    pub encoding: Option<Encoding>,
    /// What stands between its cells.
    pub delimiter: Option<u8>,
    /// Line of its header, from 1, 0 for none.
    pub header_line: Option<u64>,
    /// Sheet of a workbook, by its name or number from 1.
    pub sheet: Option<String>,
    /// In which order dates such as 3/8/97 are written.
    pub date_order: Option<DateOrder>,
    /// Area code of numbers without one, its zero left out.
    area_code: Option<String>,
    /// The column that identifies rows in their source.
    key: Option<Said<String>>,
    /// Columns, by header or `#N`, and the field of each, `None` for extra. Where there are some,
    /// every other column of the list is extra too.
    columns: Vec<(Said<String>, Option<Field>)>,
    /// The same of columns that only some lists have; of several for one field the first counts.
    optional: Vec<(Said<String>, Option<Field>)>,
    /// Fields that several columns make up.
    joins: Vec<(Said<Field>, Vec<Said<String>>)>,
    /// What every row says that says nothing of its own.
    constants: Vec<(Said<Field>, String)>,
    /// By column, whole values and what they become.
    rewrites: Vec<(Said<String>, Pairs)>,
    /// By column, parts of values and what they become.
    replacements: Vec<(Said<String>, Pairs)>,
    /// Rows that are left out.
    skips: Vec<(Said<String>, Test)>,
}

/// What is written, and what it becomes.
type Pairs = Vec<(String, String)>;

/// Something that the file says, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said<T> {
    value: T,
    place: Place,
}

/// A place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Keys down to the value, joined by dots; blank where the text is no TOML.
    pub key: String,
}

impl ListRules {
    /// Returns whether the file names the columns of the list, so that those it leaves out are
    /// extra.
    pub fn names_columns(&self) -> bool {
        !(self.columns.is_empty() && self.optional.is_empty())
    }

    /// Yields the line of the file, from 1, in which each `[[skip]]` names its column, and that
    /// column: in the order of [`RowRules::skips`].
    pub fn skip_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.skips.iter().map(|(column, _)| (column.place.line, column.value.as_str()))
    }
}

/// Reads a delimiter: a sign, or a word for one that is hard to type.
pub fn delimiter(said: &str) -> Option<u8> {
    match said.to_ascii_lowercase().as_str() {
        "tab" | "\\t" => return Some(b'\t'),
        "comma" => return Some(b','),
        "semicolon" => return Some(b';'),
        "pipe" => return Some(b'|'),
        _ => {}
    }
    match said.as_bytes() {
        [sign] if sign.is_ascii_punctuation() && *sign != b'"' => Some(*sign),
        [b'\t'] => Some(b'\t'),
        _ => None,
    }
}
