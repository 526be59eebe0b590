//! Rows of a list worked on by several threads and handed over in the order of the file.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::ingest::read::{Examined, RawRow, ReadError};

/// Rows that travel together between threads.
const CHUNK: usize = 1_000;

/// Chunks that may wait in a channel: enough to keep every thread busy, few enough to bound memory.
const WAITING: usize = 4;

/// Threads that work on rows, beside the one that reads and the one that takes.
const WORKERS: usize = 2;

/// What became of a chunk: its place in the file, and its rows with what was made of them.
type Done<T> = (u64, Result<Vec<T>, ReadError>);

/// Reads every row of `list`, calls `work` on it in one of several threads, and hands what came
/// of it to `take` in this thread, in the order of the file and some rows at a time.
///
/// `work` may take the row's buffer. Ends at the first error of reading or of `take`.
pub(super) fn in_order<T, E, W>(
    list: &Examined,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(Vec<T>) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    E: From<ReadError> + From<std::io::Error>,
    W: FnMut(RawRow) -> T,
{
    let mut source = list.rows()?;
    std::thread::scope(|scope| {
        let (to_workers, raw) = sync_channel::<(u64, Result<Vec<RawRow>, ReadError>)>(WAITING);
        let (to_taker, done) = sync_channel::<Done<T>>(WAITING);
        named("read").spawn_scoped(scope, move || {
            for place in 0.. {
                let chunk = next_chunk(&mut source);
                let full = chunk.as_ref().is_ok_and(|rows| rows.len() == CHUNK);
                if to_workers.send((place, chunk)).is_err() || !full {
                    return;
                }
            }
        })?;
        let raw = Mutex::new(raw);
        let raw = std::sync::Arc::new(raw);
        for _ in 0..WORKERS {
            let (raw, to_taker, worker) = (raw.clone(), to_taker.clone(), &worker);
            named("clean").spawn_scoped(scope, move || {
                let mut work = worker();
                while let Some((place, chunk)) = next(&raw) {
                    let made = chunk.map(|chunk| chunk.into_iter().map(&mut work).collect());
                    if to_taker.send((place, made)).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop((raw, to_taker));
        hand_over(&done, &mut take)
    })
}

fn named(name: &str) -> std::thread::Builder {
    std::thread::Builder::new().name(name.to_owned())
}

fn next_chunk(rows: &mut crate::ingest::read::Rows) -> Result<Vec<RawRow>, ReadError> {
    let mut chunk = Vec::with_capacity(CHUNK);
    while chunk.len() < CHUNK {
        let mut row = RawRow::default();
        if !rows.next_row(&mut row)? {
            break;
        }
        chunk.push(row);
    }
    Ok(chunk)
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    // A thread that panicked while it held the lock left the receiver as it was.
    receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv().ok()
}

/// Takes chunks as they come and hands them over as they stand in the file.
fn hand_over<T, E: From<ReadError>>(
    done: &Receiver<Done<T>>,
    take: &mut impl FnMut(Vec<T>) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    while let Ok((place, chunk)) = done.recv() {
        early.insert(place, chunk);
        while let Some(chunk) = early.remove(&due) {
            take(chunk?)?;
            due += 1;
        }
    }
    Ok(())
}
