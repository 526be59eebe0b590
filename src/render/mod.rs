//! Rows to text: tables for people, CSV and JSON for programs, all from the same typed cells.
//!
//! A type of row says its keys and hands out its cells ([`Tabular`]); a [`Layout`] says what they
//! are to become. [`write_rows`] writes lists, [`write_one`] a single thing, [`FileOutput`] puts
//! either into a file as a whole or not at all. Nothing here knows a terminal, a language or what
//! day it is: all of that is in the layout.
//!
//! Text of people reaches a terminal only after characters that could move its cursor, colour it
//! or turn the reading direction were spelled out as `\u{1b}` (see [`Layout::terminal`]).

mod card;
mod cell;
mod cell_type;
mod delimited;
mod format;
mod grid;
mod json;
mod kept;
mod layout;
mod lines;
mod markdown;
mod number;
mod output;
mod people;
mod record;
mod rows;
mod schema;
mod sheet;
mod sort;
mod visible;
mod width;
mod workbook;
mod wrap;

pub use cell::{AsCell, Cell, Records, Tabular};
pub(crate) use cell_type::types;
pub use cell_type::{ANY, CellKind, CellType, KEY, KEYS};
pub use format::{Format, UnknownFormat};
pub use layout::{ColumnList, ColumnProblem, KeysOnly, Layout, Purpose, RenderError, Words};
pub use output::{FileOutput, OutputError, OutputStep};
pub use rows::{RowWriter, RowsWritten, write_one, write_rows};
pub use schema::{Number, Shape, schema};
pub use sheet::SheetLimit;
pub use sort::in_order;
pub use width::width;
pub use workbook::{Offered, form, workbook};
pub use wrap::wrapped;

/// Returns `text` as one line that is safe on a terminal: characters that act there, line breaks
/// included, are spelled out.
pub fn visible_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    visible::push_line(&mut out, text);
    out
}

#[cfg(test)]
mod tests;
