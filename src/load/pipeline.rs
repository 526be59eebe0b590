//! Rows of a list worked on by several threads and handed over in the order of the file.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

/// Batches that may wait in a channel: enough to keep every thread busy, few enough to bound memory.
const WAITING: usize = 4;

/// Threads that work on rows, beside the one that reads and the one that takes.
const WORKERS: usize = 2;

/// Lets `read` send batches from a thread of its own, calls `work` on each in one of several
/// threads, and hands what came of it to `take` in this thread, in the order of sending, until that
/// says that it takes no more. Returns what `read` returned.
///
/// The sender that `read` gets says whether it may go on.
pub(super) fn in_order<T, B, R, W>(
    read: impl FnOnce(&mut dyn FnMut(B) -> bool) -> R + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(T) -> bool,
) -> std::io::Result<R>
where
    T: Send,
    B: Send,
    R: Send,
    W: FnMut(B) -> T,
{
    std::thread::scope(|scope| {
        let (to_workers, batches) = sync_channel::<(u64, B)>(WAITING);
        let (to_taker, done) = sync_channel::<(u64, T)>(WAITING);
        let reading = named("read").spawn_scoped(scope, move || {
            let mut place = 0;
            read(&mut |batch| {
                place += 1;
                to_workers.send((place - 1, batch)).is_ok()
            })
        })?;
        let batches = Arc::new(Mutex::new(batches));
        for _ in 0..WORKERS {
            let (batches, to_taker, worker) = (batches.clone(), to_taker.clone(), &worker);
            named("clean").spawn_scoped(scope, move || {
                let mut work = worker();
                while let Some((place, batch)) = next(&batches) {
                    if to_taker.send((place, work(batch))).is_err() {
                        return;
                    }
                }
            })?;
        }
        drop((batches, to_taker));
        hand_over(done, &mut take);
        Ok(reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Items from which two threads are faster than one.
const WORTH_A_THREAD: usize = 512;

/// Returns what `work` makes of the items, in their order: of many, a second thread works on one
/// half.
pub(super) fn by_halves<T: Sync, U: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> Vec<U> + Sync,
) -> Vec<U> {
    if items.len() < WORTH_A_THREAD {
        return work(items);
    }
    let (first, second) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let helper = named("half").spawn_scoped(scope, || work(second));
        let mut made = work(first);
        made.extend(match helper {
            Ok(helper) => helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => work(second),
        });
        made
    })
}

fn named(name: &str) -> std::thread::Builder {
    std::thread::Builder::new().name(name.to_owned())
}

fn next<T>(receiver: &Mutex<Receiver<T>>) -> Option<T> {
    // A thread that panicked while it held the lock left the receiver as it was.
    receiver.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Takes batches as they come and hands them over in order. Nobody waits to send any more when this
/// is over.
fn hand_over<T>(done: Receiver<(u64, T)>, take: &mut impl FnMut(T) -> bool) {
    let mut early = BTreeMap::new();
    let mut due = 0;
    for (place, batch) in done {
        early.insert(place, batch);
        while let Some(batch) = early.remove(&due) {
            if !take(batch) {
                return;
            }
            due += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_batches_is_handed_over_in_their_order() {
        let mut taken = Vec::new();
        let sent = in_order(
            |send| (0..100).take_while(|batch| send(*batch)).count(),
            || {
                |batch: u64| {
                    // The later of two is done first as often as not.
                    std::thread::sleep(std::time::Duration::from_micros(batch * 7 % 50));
                    batch * 2
                }
            },
            |made| {
                taken.push(made);
                true
            },
        );
        assert_eq!(sent.unwrap(), 100);
        assert!(taken.into_iter().eq((0..100).map(|batch| batch * 2)));
    }

    #[test]
    fn halves_come_together_in_order() {
        for count in [0, 1, WORTH_A_THREAD - 1, WORTH_A_THREAD, 2 * WORTH_A_THREAD + 1] {
            let items: Vec<usize> = (0..count).collect();
            let twice = |some: &[usize]| some.iter().flat_map(|at| [*at, 7]).collect();
            let expected: Vec<usize> = twice(&items);
            assert_eq!(by_halves(&items, twice), expected, "{count}");
        }
    }

    #[test]
    fn nothing_more_is_read_when_nothing_more_is_taken() {
        let mut taken = Vec::new();
        let sent = in_order(
            |send| (0..u64::MAX).take_while(|batch| send(*batch)).count(),
            || |batch: u64| batch,
            |made| {
                taken.push(made);
                made < 5
            },
        );
        // How many are on their way when it ends is up to the threads; without an end there are no more.
        assert!(sent.unwrap() < 10_000_000);
        assert_eq!(taken, [0, 1, 2, 3, 4, 5]);
    }
}
