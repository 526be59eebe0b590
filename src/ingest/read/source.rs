//! Where rows come from.

use std::fs::File;
use std::io::{self, Read};

use super::RawRow;
use super::cards::CardRows;
use super::examine::Witness;
use super::scan::{ScanError, Scanner};
use super::workbook::SheetRows;

/// Rows of text, of cards or of a sheet.
pub(super) enum Source<R> {
    /// Delimited text.
    Text(Scanner<R>),
    /// Cards of an address book.
    Cards(Box<CardRows<R>>),
    /// A sheet of a workbook.
    Sheet(Box<SheetRows>),
}

impl<R: Read> Source<R> {
    /// Reads the next row; returns whether there was one.
    pub(super) fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ScanError> {
        match self {
            Self::Text(scanner) => scanner.next_row(row),
            Self::Cards(cards) => cards.next_row(row),
            Self::Sheet(rows) => rows.next_row(row).map_err(ScanError::Read),
        }
    }
}

impl Source<Witness<File>> {
    /// Returns how many bytes of the file were read.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::Text(scanner) => scanner.source().bytes,
            Self::Cards(cards) => cards.source().bytes,
            Self::Sheet(rows) => rows.sheet().bytes(),
        }
    }

    /// Reads to the end of the file, and returns its length in bytes and its hash.
    pub(super) fn finish(self) -> io::Result<(u64, String)> {
        match self {
            Self::Text(scanner) => scanner.into_source().finish(),
            Self::Cards(cards) => cards.into_source().finish(),
            Self::Sheet(rows) => Ok((rows.sheet().bytes(), rows.sheet().hash().to_owned())),
        }
    }
}
