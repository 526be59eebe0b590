//! Why a list cannot be read.

use std::path::PathBuf;

use super::{Encoding, WorkbookError, column_letters};
use crate::ingest::map::MapError;

/// Why a list cannot be read; no row of it is used then.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error("cannot read the file: {0}")]
    Io(#[from] std::io::Error),
    /// The file is neither delimited text nor a workbook that can be read.
    #[error("{0} cannot be read yet; save it as CSV UTF-8")]
    NotText(FileKind),
    /// The file has no text.
    #[error("the file is empty")]
    Empty,
    /// The workbook cannot be read.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// A sheet is asked for of a file that has none.
    #[error("the file is text and has no sheets")]
    NoSheets,
    /// The file has what its encoding has not.
    #[error("line {line}: not {}, {foreign}", encoding.key())]
    NotInEncoding {
        /// The encoding that was declared by a byte order mark, or asked for.
        encoding: Encoding,
        /// Line of the first such place, from 1.
        line: u64,
        /// What stands there.
        foreign: Foreign,
    },
    /// The byte order mark declares another encoding than the one that was asked for.
    #[error("not {}: its byte order mark declares {}", asked.key(), marked.key())]
    OtherMark {
        /// The encoding that was asked for.
        asked: Encoding,
        /// The encoding that is declared.
        marked: Encoding,
    },
    /// The encoding cannot be told for sure.
    #[error("encoding unclear: not utf-8 at line {line}")]
    EncodingUnclear {
        /// First line that is not UTF-8, from 1.
        line: u64,
        /// What stands there that is not.
        foreign: Foreign,
        /// The encodings that all of the file may be in, the likeliest first, each with that line
        /// read in it.
        samples: Vec<(Encoding, String)>,
    },
    /// Lines of several encodings are in the file.
    #[error("line {line} is not {}, and others are", encoding.key())]
    Mixed {
        /// The line that is not in the encoding of others, from 1.
        line: u64,
        /// The encoding of others.
        encoding: Encoding,
        /// The encoding that the line is in, where that is plain.
        other: Option<Encoding>,
    },
    /// The structure is damaged, from this line on.
    #[error("{}: {damage}", place(sheet.as_deref(), *line, *column))]
    Damaged {
        /// Name of the sheet; `None` where the file is text.
        sheet: Option<String>,
        /// Line where the damage begins, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        damage: Damage,
    },
    /// A file of cards is damaged.
    #[error("line {line}: {fault}: {value}")]
    Card {
        /// Line of the damage, from 1.
        line: u64,
        /// What is written there, its beginning where it is long.
        value: String,
        /// What is wrong.
        fault: CardFault,
    },
    /// An option is given that says how a table is written, and the file is one of cards.
    #[error("`{option}` is for tables, cards have neither header nor delimiter")]
    CardOption {
        /// The option.
        option: &'static str,
    },
    /// The header asked for is not there.
    #[error("line {line} is no header: it is blank, inside a cell or past the first rows")]
    NoHeader {
        /// The line asked for.
        line: u64,
    },
    /// The columns cannot be mapped.
    #[error(transparent)]
    Columns(#[from] MapError),
    /// The file is not what it was when it was examined.
    #[error("the file has changed while it was read")]
    Changed {
        /// The file.
        path: PathBuf,
    },
}

fn place(sheet: Option<&str>, line: u64, column: usize) -> String {
    match sheet {
        Some(sheet) => format!("{sheet}!{}{line}", column_letters(column as u64)),
        None => format!("line {line}, column {column}"),
    }
}

/// What stands in a file that its encoding has not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// Bytes that are no character of it, four at most.
    #[error("bytes {}", hexadecimal(.0))]
    Bytes(Vec<u8>),
    /// A line of text in UTF-8, for whose bytes the encoding has other characters.
    #[error("but utf-8")]
    Utf8,
}

/// Returns bytes as people write them: `FF 0A`.
fn hexadecimal(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    bytes.join(" ")
}

/// What a file that is neither delimited text nor a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileKind {
    /// Text in UTF-32.
    #[error("text in UTF-32")]
    Utf32,
    /// An OpenDocument sheet that is no archive, but one XML (FODS).
    #[error("a flat OpenDocument sheet (FODS)")]
    FlatDocument,
    /// So many of its bytes are zero that it is no text.
    #[error("a file that is no text")]
    NoText,
}

/// What is wrong with a file of cards (vCard).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// Text stands outside of cards.
    #[error("text outside of a card")]
    Outside,
    /// A card begins before the one above has ended.
    #[error("a card begins within the one of line {begun}")]
    Within {
        /// Line in which that one begins, from 1.
        begun: u64,
    },
    /// The file ends before the card does.
    #[error("the card never ends")]
    NeverEnds,
    /// A line has no name and no colon behind it.
    #[error("no property of a card")]
    NoProperty,
    /// The charset that a property names is not known.
    #[error("a charset that is not known")]
    UnknownCharset,
    /// Encoded bytes are no text of the charset that they are said to be in.
    #[error("the value is not in its charset")]
    NotInCharset,
    /// A property, or what makes a cell, has more characters than a cell.
    #[error("longer than {limit} characters")]
    TooLong {
        /// Characters that a cell may have.
        limit: usize,
    },
    /// A card has more properties than a list has columns, or the cards have.
    #[error("more than {limit} properties")]
    TooMany {
        /// Properties that there may be.
        limit: usize,
    },
}

/// What is wrong with the structure of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A cell opens with a quote that nothing closes.
    #[error("a quote is never closed")]
    QuoteNeverClosed,
    /// A quoted cell has more lines than a cell has.
    #[error("a quoted cell goes on for more than {limit} lines: a stray quote swallows rows")]
    QuoteSwallowsLines {
        /// Lines that a cell may have.
        limit: u64,
    },
    /// There is text between a closing quote and the delimiter.
    #[error("text after a closing quote")]
    TextAfterQuote,
    /// A cell without quotes ends in one, behind a quoted cell that ends before its text does.
    #[error("a quote too many")]
    QuoteTooMany,
    /// A NUL character.
    #[error("a NUL character")]
    Nul,
    /// A row has more bytes than a row has.
    #[error("the row is longer than {limit} bytes")]
    RowTooLong {
        /// Bytes that a row may have, in UTF-8.
        limit: usize,
    },
    /// A cell has more characters than a spreadsheet's.
    #[error("the cell is longer than {limit} characters")]
    CellTooLong {
        /// Characters that a cell may have.
        limit: usize,
    },
    /// A row has more columns than a list has.
    #[error("more than {limit} columns")]
    TooManyColumns {
        /// Columns that a row may have.
        limit: usize,
    },
    /// A cell or row of a sheet stands before another that comes after it, or stands there twice.
    #[error("the cell is not where it says")]
    OutOfOrder,
    /// The value of a cell is none of the kind that it says.
    #[error("the value cannot be read")]
    Unreadable,
    /// A formula has no value: no program worked it out before the workbook was saved.
    #[error("a formula without its value")]
    NoValue,
}
