//! The first pass over a list: what matching needs of every row, without the write lock.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::ImportError;
use super::pipeline::in_order;
use crate::ingest::lead::{Cleaner, Identity};
use crate::ingest::matching::{self, Keys};
use crate::ingest::read::{Examined, Row, RowBatch};

/// A list whose rows were looked at once.
pub struct Prepared {
    /// The list.
    pub list: Examined,
    pub(super) marks: Vec<Mark>,
    pub(super) keys: Vec<Keys>,
}

/// What is kept of a row between the passes, beside its match keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Hash of the row's cells.
    pub(super) row_hash: u64,
    /// Hash of the row's own id; 0 where it has none.
    pub(super) external: u64,
    /// Whether nothing of the row can be used.
    pub(super) rejected: bool,
    /// Line in the file, from 1, cut at 4,294,967,295.
    pub(super) line: u32,
}

/// Reads the rows of `list` once. Calls `progress` with the number of rows read since the last
/// call.
pub fn prepare(list: Examined, progress: &mut dyn FnMut(u64)) -> Result<Prepared, ImportError> {
    let cleaner = Cleaner::new(&list);
    let expected = usize::try_from(list.rows).unwrap_or(0);
    let mut marks = Vec::with_capacity(expected);
    let mut keys = Vec::with_capacity(expected);
    let worker = || {
        let mut identity = Identity::default();
        let cleaner = &cleaner;
        move |rows: RowBatch| {
            rows.iter().map(|row| look(cleaner, row, &mut identity)).collect::<Vec<_>>()
        }
    };
    in_order(&list, worker, |rows: Vec<(Mark, Keys)>| {
        progress(rows.len() as u64);
        for (mark, key) in rows {
            marks.push(mark);
            keys.push(key);
        }
        Ok::<_, ImportError>(())
    })?;
    Ok(Prepared { list, marks, keys })
}

fn look(cleaner: &Cleaner, row: Row<'_>, identity: &mut Identity) -> (Mark, Keys) {
    let line = u32::try_from(row.line()).unwrap_or(u32::MAX);
    if cleaner.identity(row, identity).is_err() {
        let mark = Mark { row_hash: 0, external: 0, rejected: true, line };
        return (mark, Keys::default());
    }
    let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
    let keys = matching::keys(&matching::Identity {
        name: some(&identity.name),
        kind: identity.kind,
        credit_code: some(&identity.credit_code),
        phones: &identity.phones,
        email: some(&identity.email),
        address: some(&identity.address),
        place: identity.place,
    });
    let external = some(&identity.external_id).map_or(0, external_key);
    (Mark { row_hash: identity.row_hash, external, rejected: false, line }, keys)
}

/// Seed of the hashes of rows' own ids: other kinds of keys have others.
const EXTERNAL: u64 = 0x6b61_6d65_7874;

pub(super) fn external_key(id: &str) -> u64 {
    xxh3_64_with_seed(id.as_bytes(), EXTERNAL).max(1)
}
