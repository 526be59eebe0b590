//! Why a workbook cannot be read.

/// Why a workbook cannot be read; no row of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// The file is longer than a workbook may be.
    #[error("{bytes} bytes, a workbook has at most {limit}")]
    TooLarge {
        /// Its length in bytes.
        bytes: u64,
        /// Bytes that it may have.
        limit: u64,
    },
    /// The file ends before the directory of its parts, or the directory before its end.
    #[error("cut off or damaged: the directory of its parts is not whole")]
    CutOff,
    /// There are more parts than a workbook has.
    #[error("more than {limit} parts")]
    TooManyParts {
        /// Parts that there may be.
        limit: u64,
    },
    /// A part is missing.
    #[error("`{part}` is missing in it")]
    NoPart {
        /// Name of the part.
        part: String,
    },
    /// A part is longer than it may be.
    #[error("`{part}` in it has {bytes} bytes, at most {limit} are read")]
    PartTooLarge {
        /// Name of the part.
        part: String,
        /// Its length in bytes.
        bytes: u64,
        /// Bytes that it may have.
        limit: u64,
    },
    /// A part is so much longer than packed that it was made to fill memory.
    #[error("`{part}` in it is more than {limit} times as long as packed")]
    Inflates {
        /// Name of the part.
        part: String,
        /// How many times as long it may be.
        limit: u64,
    },
    /// A part has more elements than are read.
    #[error("`{part}` in it has more than {limit} elements")]
    TooManyElements {
        /// Name of the part.
        part: String,
        /// Elements that it may have.
        limit: u64,
    },
    /// A part is not as its entry says, or no XML as workbooks have it.
    #[error("`{part}` in it is damaged")]
    PartDamaged {
        /// Name of the part.
        part: String,
    },
    /// A sheet has more text than is read.
    #[error("sheet `{sheet}` has more than {limit} bytes of text")]
    TooMuchText {
        /// Name of the sheet.
        sheet: String,
        /// Bytes that are read.
        limit: u64,
    },
    /// The workbook is locked by a password.
    #[error("locked by a password")]
    Encrypted,
    /// The workbook is a binary one (XLSB).
    #[error("a binary workbook (XLSB)")]
    Binary,
    /// The workbook is older than the form that is read (XLS of before 1997).
    #[error("a workbook of before 1997")]
    TooOld,
    /// The archive or document is no workbook.
    #[error("an archive or document without sheets")]
    NoWorkbook,
    /// An option says how text is written.
    #[error("`{option}` is for text, a workbook says itself how it is written")]
    TextOption {
        /// The option.
        option: &'static str,
    },
    /// No sheet is called so.
    #[error("no sheet `{wanted}`")]
    UnknownSheet {
        /// What was asked for.
        wanted: String,
        /// Names of the sheets.
        sheets: Vec<String>,
    },
    /// Several sheets have rows, and their headers differ.
    #[error("{} sheets with different headers", sheets.len())]
    SheetsDiffer {
        /// The sheets that have rows.
        sheets: Vec<SheetSize>,
    },
    /// Only hidden sheets have rows.
    #[error("only hidden sheets have rows")]
    OnlyHidden {
        /// The hidden sheets that have rows.
        sheets: Vec<SheetSize>,
    },
    /// One table is wanted, and several sheets have one.
    #[error("{} sheets with rows", sheets.len())]
    Several {
        /// The sheets that have rows.
        sheets: Vec<SheetSize>,
    },
}

/// A sheet and how much is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSize {
    /// Its name.
    pub name: String,
    /// Rows with text, title and header among them.
    pub rows: u64,
    /// Columns up to the last with text.
    pub columns: usize,
}
