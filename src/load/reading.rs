//! How a load asks the store about many things at once.

use crate::store::{Db, StoreError};

/// Things asked for from which a second connection is worth being opened.
const WORTH_OPENING: usize = if cfg!(test) { 4 } else { 2_000 };

/// A store that is read, of many things half by another connection.
#[derive(Clone, Copy)]
pub(super) struct Reading<'d> {
    pub(super) db: &'d Db,
    /// Whether what is read is as it was when the transaction began, so that another connection
    /// sees the same.
    in_two: bool,
}

impl<'d> Reading<'d> {
    /// Reads by one connection alone, what it has written as well.
    pub(super) const fn alone(db: &'d Db) -> Self {
        Self { db, in_two: false }
    }

    /// Reads what the operation, that nobody else writes beside, has changed nothing of.
    pub(super) const fn unchanged(db: &'d Db) -> Self {
        Self { db, in_two: true }
    }

    /// Returns what `ask` finds of the things, in their order: it is asked about each once, about
    /// those side by side in order.
    pub(super) fn of_many<T: Sync, U: Send>(
        self,
        things: &[T],
        ask: impl Fn(&Db, &[T]) -> Result<Vec<U>, StoreError> + Sync,
    ) -> Result<Vec<U>, StoreError> {
        if !self.in_two || things.len() < WORTH_OPENING {
            return ask(self.db, things);
        }
        let (first, second) = things.split_at(things.len() / 2);
        let (there, mut here) = self.db.beside(|db| ask(db, second), |db| ask(db, first))?;
        here.extend(there);
        Ok(here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_both;

    #[test]
    fn many_things_are_asked_about_in_two_and_come_back_in_order() {
        on_both(|store| {
            for count in [0, 1, WORTH_OPENING - 1, WORTH_OPENING, 2 * WORTH_OPENING + 1] {
                let things: Vec<usize> = (0..count).collect();
                let threads = std::sync::Mutex::new(Vec::new());
                let ask = |db: &Db, some: &[usize]| {
                    threads.lock().unwrap().push(std::thread::current().id());
                    db.any_row()?;
                    Ok(some.iter().flat_map(|thing| [*thing, 7]).collect())
                };
                let expected: Vec<usize> = things.iter().flat_map(|thing| [*thing, 7]).collect();
                assert_eq!(Reading::alone(store.db()).of_many(&things, ask).unwrap(), expected);
                assert_eq!(threads.lock().unwrap().len(), 1, "one connection");
                assert_eq!(Reading::unchanged(store.db()).of_many(&things, ask).unwrap(), expected);
                let asked = threads.lock().unwrap().len() - 1;
                assert_eq!(asked, if count < WORTH_OPENING { 1 } else { 2 }, "{count}");
            }
        });
    }

    #[test]
    fn what_one_half_finds_wrong_is_told() {
        on_both(|store| {
            let things: Vec<usize> = (0..WORTH_OPENING).collect();
            for wrong in [0, WORTH_OPENING - 1] {
                let ask = |_: &Db, some: &[usize]| {
                    if some.contains(&wrong) {
                        return Err(StoreError::Unknown { id: "A1".to_owned() });
                    }
                    Ok(some.to_vec())
                };
                Reading::unchanged(store.db()).of_many(&things, ask).unwrap_err();
            }
        });
    }
}
