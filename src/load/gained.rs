//! The keys by which the accounts of a list are found from now on.

use super::settle::{Plan, Step};
use crate::ingest::matching::Keys;
use crate::model::AccountId;
use crate::store::KeyOwner;

impl Plan {
    /// Returns the keys that accounts gain of the rows' `keys`, without those they have, in the order of
    /// rows.
    pub(super) fn gained_keys(&self, keys: Vec<Keys>) -> Gaining {
        // Room for all: a vector that doubles would hold twice the memory at its last step. What is not
        // used of it is never touched.
        let told = |(index, step): (usize, &Step)| match step.account() {
            Some(_) => {
                keys[index].stored_at_most() + usize::from(self.external.of_row(index).is_some())
            }
            None => 0,
        };
        let mut gained = Vec::with_capacity(self.steps.iter().enumerate().map(told).sum());
        for ((row, step), keys) in (0..).zip(&self.steps).zip(&keys) {
            let Some(account) = step.account() else { continue };
            let external = self.external.of_row(row as usize);
            let all = keys.stored().map(u64::cast_signed).chain(external);
            let is_known = |key: &i64| {
                let of = |owner: &KeyOwner| (owner.account, owner.key);
                self.owners.binary_search_by_key(&(account, *key), of).is_ok()
            };
            gained.extend(all.filter(|key| !is_known(key)).map(|key| Gained { key, row }));
        }
        // They take more memory than all else that is kept of a list.
        drop(keys);
        Gaining(gained)
    }

    /// Returns the keys that accounts gain sorted, each once.
    pub(super) fn sorted_keys(&self, Gaining(mut gained): Gaining) -> GainedKeys<'_> {
        gained.sort_unstable_by(|a, b| {
            let (one, other) = (a.key, b.key);
            one.cmp(&other).then_with(|| self.account(*a).cmp(&self.account(*b)))
        });
        gained.dedup_by(|a, b| a.key == b.key && self.account(*a) == self.account(*b));
        GainedKeys { plan: self, gained: gained.into_iter() }
    }

    fn account(&self, gained: Gained) -> Option<AccountId> {
        self.steps[gained.row as usize].account()
    }
}

/// A key that the account of a row gains. Packed, since there are several for each row of a list;
/// the row says the account in half the bytes.
#[derive(Clone, Copy)]
#[repr(Rust, packed(4))]
struct Gained {
    key: i64,
    row: u32,
}

const _: () = assert!(size_of::<Gained>() == 12);

/// Keys that accounts gain, in any order.
pub(super) struct Gaining(Vec<Gained>);

/// Keys that accounts gain, with the account: ascending, each once.
pub(super) struct GainedKeys<'p> {
    plan: &'p Plan,
    gained: std::vec::IntoIter<Gained>,
}

impl Iterator for GainedKeys<'_> {
    type Item = (i64, AccountId);

    fn next(&mut self) -> Option<Self::Item> {
        let gained = self.gained.next()?;
        Some((gained.key, self.plan.account(gained)?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.gained.size_hint()
    }
}

// Only rows that go to an account gain keys, so that none is left out.
impl ExactSizeIterator for GainedKeys<'_> {}
