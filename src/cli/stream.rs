//! Rows from the store straight to the reader, without holding them.

use super::error::CliError;
use crate::render::{RowWriter, Tabular};
use crate::store::StoreError;

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
            // Only ends the query; what is reported is the error that was kept.
            StoreError::Unreachable { place: "output".to_owned(), detail: "closed".to_owned() }
        })
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(asked.map(|()| count)?),
    }
}
