//! Workbooks as programs write them, and as nobody should.

mod cells;
mod damage;
mod documents;
mod old;
mod shapes;
mod sheets;
mod zipped;

use std::io::Write as _;

use rust_xlsxwriter::{Workbook, Worksheet};

use crate::ingest::read::{Examined, Options, RawRow, ReadError, examine};
use crate::model::SourceKind;

fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

/// Reads whatever table there is: the first column is mapped.
fn any_table() -> Options {
    let map = vec![("#1".to_owned(), "name".to_owned())];
    Options { map, ..Options::new(SourceKind::BusinessDirectory) }
}

/// Rows of cells with their lines, after all of the list was read once.
type Rows = Vec<(u64, Vec<String>)>;

fn read(bytes: &[u8], options: &Options) -> Result<(Examined, Rows), ReadError> {
    let file = file(bytes);
    let examined = examine(file.path(), options)?;
    let (mut rows, mut row, mut read) = (examined.rows()?, RawRow::default(), Vec::new());
    while rows.next_row(&mut row)? {
        read.push((row.line(), row.cells().map(ToOwned::to_owned).collect()));
    }
    assert_eq!(examined.rows, read.len() as u64);
    Ok((examined, read))
}

/// Returns the rows without their lines.
fn cells(rows: Rows) -> Vec<Vec<String>> {
    rows.into_iter().map(|(_, cells)| cells).collect()
}

/// Returns a workbook of one sheet, filled by `fill`.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Writes rows of text, the first at `from`.
fn write_rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
}
