//! Bytes of a list, text, cards or a sheet, to rows of cells.
//!
//! [`examine()`] reads the whole file once: encoding, dialect, structure, hash, columns. Its
//! [`Examined`] then opens the file as often as rows are needed. Text is never guessed at: a byte
//! that the encoding has not is an error, and so is a quote that swallows lines.

mod cards;
mod decode;
mod dialect;
mod encoding;
mod error;
mod examine;
mod frequent;
mod likeness;
mod row;
mod rows;
mod scan;
mod source;
mod workbook;

pub use dialect::Verdict;
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{CardFault, Damage, FileKind, Foreign, ReadError};
pub use examine::{
    Examined, Options, Reading, Refusal, examine, examine_list, examine_with, hash_of,
};
pub use likeness::{Ground, Share};
pub use row::{RawRow, Row, RowBatch};
pub use rows::Rows;
pub use workbook::{Origin, Origins, SheetSize, WorkbookError, column_letters, origins};

#[cfg(test)]
mod tests;
