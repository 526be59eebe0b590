//! Rows of a list worked on by several threads and handed over in the order of the file.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::ingest::read::{Examined, ReadError, RowBatch};

/// Batches that may wait in a channel: enough to keep every thread busy, few enough to bound memory.
const WAITING: usize = 4;

/// Threads that work on rows, beside the one that reads and the one that takes.
const WORKERS: usize = 2;

/// What became of a batch of rows: its place in the file, and what was made of it.
type Done<T> = (u64, Result<T, ReadError>);

/// Reads every row of `list`, calls `work` on some at a time in one of several threads, and hands
/// what came of them to `take` in this thread, in the order of the file.
///
/// Ends at the first error of reading or of `take`.
pub(super) fn in_order<T, E, W>(
    list: &Examined,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    E: From<ReadError> + From<std::io::Error>,
    W: FnMut(RowBatch) -> T,
{
    let mut source = list.rows()?;
    std::thread::scope(|scope| {
        let (to_workers, raw) = sync_channel::<(u64, Result<RowBatch, ReadError>)>(WAITING);
        let (to_taker, done) = sync_channel::<Done<T>>(WAITING);
        named("read").spawn_scoped(scope, move || {
            for place in 0.. {
                let batch = source.next_batch();
                if batch.as_ref().is_ok_and(RowBatch::is_empty) {
                    return;
                }
                let damaged = batch.is_err();
                if to_workers.send((place, batch)).is_err() || damaged {
                    return;
                }
            }
        })?;
        let raw = std::sync::Arc::new(Mutex::new(raw));
        for _ in 0..WORKERS {
            let (raw, to_taker, worker) = (raw.clone(), to_taker.clone(), &worker);
            named("clean").spawn_scoped(scope, move || {
                let mut work = worker();
                while let Some((place, batch)) = next(&raw) {
                    if to_taker.send((place, batch.map(&mut work))).is_err() {
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

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    // A thread that panicked while it held the lock left the receiver as it was.
    receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner).recv().ok()
}

/// Takes batches as they come and hands them over as they stand in the file.
fn hand_over<T, E: From<ReadError>>(
    done: &Receiver<Done<T>>,
    take: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    while let Ok((place, batch)) = done.recv() {
        early.insert(place, batch);
        while let Some(batch) = early.remove(&due) {
            take(batch?)?;
            due += 1;
        }
    }
    Ok(())
}
