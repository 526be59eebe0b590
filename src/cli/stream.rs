//! Rows from the store straight to the reader, without holding them.

use super::error::CliError;
use crate::render::{RowWriter, Tabular};
use crate::store::StoreError;

/// Returns what ends a query early; never reported.
fn enough() -> StoreError {
    StoreError::Unreachable { place: "output".to_owned(), detail: "closed".to_owned() }
}

/// Writes every row that `each` hands over, and returns how many there were. Where no more are
/// wanted, the reader is gone, or the disk full, the store is not asked for more.
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
        })?;
        if writer.has_enough() { Err(enough()) } else { Ok(()) }
    });
    match failed {
        Some(error) => Err(error),
        None if writer.has_enough() => Ok(count),
        None => Ok(asked.map(|()| count)?),
    }
}
