//! Rows from the store straight to the reader, without holding them.

use super::error::CliError;
use crate::render::{RowWriter, Tabular};
use crate::store::StoreError;

/// Writes the first `limit` rows that `each` hands over, all of them where it is 0, and returns
/// whether there were more.
pub(crate) fn first<T: Tabular>(
    writer: &mut RowWriter<'_, T>,
    limit: u64,
    each: impl FnOnce(&mut dyn FnMut(T) -> Result<(), StoreError>) -> Result<(), StoreError>,
) -> Result<bool, CliError> {
    let (mut count, mut more) = (0, false);
    let written = rows(writer, |take| {
        let asked = each(&mut |row| {
            more = limit > 0 && count == limit;
            count += 1;
            if more { Err(enough()) } else { take(row) }
        });
        if more { Ok(()) } else { asked }
    });
    written.map(|_| more)
}

/// Returns what ends a query early; never reported.
fn enough() -> StoreError {
    StoreError::Unreachable { place: "output".to_owned(), detail: "closed".to_owned() }
}

/// Writes every row that `each` hands over, and returns how many there were. Where the reader is
/// gone, or the disk full, the store is not asked for more.
pub(crate) fn rows<T: Tabular>(
    writer: &mut RowWriter<'_, T>,
    each: impl FnOnce(&mut dyn FnMut(T) -> Result<(), StoreError>) -> Result<(), StoreError>,
) -> Result<u64, CliError> {
    let (mut count, mut failed) = (0, None);
    let asked = each(&mut |row| {
        count += 1;
        writer.row(&row).map_err(|error| {
            failed = Some(CliError::from(error));
            enough()
        })
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(asked.map(|()| count)?),
    }
}
