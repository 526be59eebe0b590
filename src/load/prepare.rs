//! The first pass over a list: what matching needs of every row, without the write lock.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::ImportError;
use super::import::{Import, already_imported};
use super::pipeline::in_order;
use crate::ingest::lead::{Cleaner, Identity};
use crate::ingest::matching::{self, Keys};
use crate::ingest::read::{
    Examined, Options, Origin, ReadError, Reading, Refusal, Row, RowBatch, examine_list,
    examine_with,
};
use crate::model::Batch;
use crate::store::Db;

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

/// What a first look at a file found.
pub enum Looked {
    /// It was loaded before, as this batch.
    Already(Box<Batch>),
    /// It is ready to be loaded.
    Ready(Box<Prepared>),
}

/// Looks at a list, without the write lock: whether it was loaded before, how it is written, and
/// what matching needs of every row. Calls `progress` with the number of its bytes read so far.
pub fn look(
    db: &Db,
    origin: &Origin,
    options: &Options,
    import: &Import,
    progress: &mut dyn FnMut(u64),
) -> Result<Looked, ImportError> {
    // Rows are compared only where the same bytes were not loaded: whether it was in the same way
    // shows when its columns are known.
    if db.any_batch()? && db.any_batch_of(&origin.hash()?)? {
        let list = examine_list(origin, options)?;
        if let Some(batch) = already_imported(db, &list, import)? {
            return Ok(Looked::Already(Box::new(batch)));
        }
    }
    let (list, (marks, keys)) =
        examine_with(origin, options, |reading| compare(reading, progress))?;
    Ok(Looked::Ready(Box::new(Prepared { list, marks, keys })))
}

type Compared = (Vec<Mark>, Vec<Keys>);

/// Reads the rows of a list to their end, and returns what matching needs of them.
fn compare(
    mut reading: Reading,
    progress: &mut dyn FnMut(u64),
) -> Result<(Examined, Compared), Refusal> {
    let (mut marks, mut keys) = (Vec::new(), Vec::new());
    let cleaner = Cleaner::early(&reading);
    let read = move |send: &mut dyn FnMut((u64, RowBatch)) -> bool| {
        loop {
            let batch = reading.next_batch()?;
            if batch.is_empty() || !send((reading.bytes(), batch)) {
                return Ok(reading);
            }
        }
    };
    let worker = || {
        let mut identity = Identity::default();
        let cleaner = cleaner.as_ref();
        move |(bytes, rows): (u64, RowBatch)| {
            let mut facts = Vec::with_capacity(rows.len());
            if let Some(cleaner) = cleaner {
                facts.extend(rows.iter().map(|row| look_at(cleaner, row, &mut identity)));
            }
            (bytes, facts)
        }
    };
    let read = in_order(read, worker, |(bytes, facts): (u64, Vec<(Mark, Keys)>)| {
        progress(bytes);
        for (mark, key) in facts {
            marks.push(mark);
            keys.push(key);
        }
        true
    });
    let reading: Result<Reading, Refusal> = read.map_err(ReadError::Io)?;
    Ok((reading?.finish()?, (marks, keys)))
}

fn look_at(cleaner: &Cleaner, row: Row<'_>, identity: &mut Identity) -> (Mark, Keys) {
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
