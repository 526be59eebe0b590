//! Rows of the same facts as one unit, in an order that does not depend on their position.

use std::collections::HashSet;

use super::keys::Keys;
use super::settle::Pair;
use crate::model::AccountId;

/// Known accounts by id, then rows by their facts; rows of equal facts that prove themselves are
/// one unit.
pub(super) struct Units<'a> {
    rows: &'a [Keys],
    known: &'a [(AccountId, Keys)],
    /// Position in `known` of each known unit, in the order of ids.
    by_id: Vec<u32>,
    /// Number, from 1, of the account of each known unit.
    accounts: Vec<u32>,
    /// First unit of each account.
    first_of_account: Vec<u32>,
    /// First row of each further unit, and how many rows it has.
    collected: Vec<(u32, u32)>,
    unit_of_row: Vec<u32>,
}

impl<'a> Units<'a> {
    /// Rows at the places `alone` are units of their own, whatever others say the same.
    pub(super) fn new(
        rows: &'a [Keys],
        known: &'a [(AccountId, Keys)],
        alone: &HashSet<u32>,
    ) -> Self {
        let mut units = Self {
            rows,
            known,
            by_id: (0..count(known.len())).collect(),
            accounts: Vec::with_capacity(known.len()),
            first_of_account: Vec::new(),
            collected: Vec::with_capacity(rows.len()),
            unit_of_row: vec![0; rows.len()],
        };
        units.by_id.sort_by_key(|at| known[*at as usize]);
        for (unit, at) in (0..).zip(&units.by_id) {
            let account = known[*at as usize].0;
            let is_same = unit > 0 && known[units.by_id[unit as usize - 1] as usize].0 == account;
            if !is_same {
                units.first_of_account.push(unit);
            }
            units.accounts.push(count(units.first_of_account.len()));
        }
        units.collect_rows(alone);
        units
    }

    fn collect_rows(&mut self, alone: &HashSet<u32>) {
        let rows = self.rows;
        let mut order: Vec<(u64, u32)> =
            (0..).zip(rows).map(|(row, keys)| (keys.fingerprint(), row)).collect();
        order.sort_unstable_by(|a, b| {
            let facts = || rows[a.1 as usize].cmp(&rows[b.1 as usize]);
            a.0.cmp(&b.0).then_with(facts).then(a.1.cmp(&b.1))
        });
        let mut last: Option<(u64, u32)> = None;
        for (fingerprint, row) in order {
            let keys = &rows[row as usize];
            if alone.contains(&row) {
                self.collected.push((row, 1));
                self.unit_of_row[row as usize] = count(self.known.len() + self.collected.len() - 1);
                last = None;
                continue;
            }
            let same = last.is_some_and(|(before, first)| {
                before == fingerprint && rows[first as usize] == *keys && keys.proves_itself()
            });
            if same && let Some((_, rows)) = self.collected.last_mut() {
                *rows += 1;
            } else {
                self.collected.push((row, 1));
                last = Some((fingerprint, row));
            }
            self.unit_of_row[row as usize] = count(self.known.len() + self.collected.len() - 1);
        }
    }

    /// Returns every unit with its keys, number of the known account or 0, and number of rows; in
    /// the order of rows, which is far quicker to walk than that of units.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &Keys, u32, u32)> {
        let known =
            (0..).zip(&self.accounts).map(|(unit, account)| (unit, self.keys(unit), *account, 1));
        let rows = (0..).zip(self.rows).zip(&self.unit_of_row);
        known.chain(rows.filter_map(|((row, keys), unit)| {
            let (first, rows) = self.collected[*unit as usize - self.known.len()];
            (first == row).then_some((*unit, keys, 0, rows))
        }))
    }

    /// Returns how many units there are.
    pub(super) const fn len(&self) -> usize {
        self.known.len() + self.collected.len()
    }

    /// Returns how many units are known accounts; they come first.
    pub(super) fn known_count(&self) -> u32 {
        count(self.known.len())
    }

    /// Returns how many rows there are.
    pub(super) fn row_count(&self) -> u32 {
        count(self.rows.len())
    }

    /// Returns the facts of a unit.
    pub(super) fn keys(&self, unit: u32) -> &Keys {
        match self.by_id.get(unit as usize) {
            Some(at) => &self.known[*at as usize].1,
            None => self.row(self.collected[unit as usize - self.known.len()].0),
        }
    }

    /// Returns whether the unit has no name.
    pub(super) fn is_nameless(&self, unit: u32) -> bool {
        self.keys(unit).core == 0
    }

    /// Returns the facts of a row.
    pub(super) fn row(&self, row: u32) -> &Keys {
        &self.rows[row as usize]
    }

    /// Returns the unit of a row.
    pub(super) fn of_row(&self, row: u32) -> u32 {
        self.unit_of_row[row as usize]
    }

    /// Returns the account of a number from 1.
    pub(super) fn account(&self, number: u32) -> AccountId {
        let unit = self.first_of_account[number as usize - 1];
        self.known[self.by_id[unit as usize] as usize].0
    }

    /// Returns the facts of the account of a number from 1: one with many phones has several sets.
    pub(super) fn sets_of_account(&self, number: u32) -> impl Iterator<Item = &Keys> {
        let first = self.first_of_account[number as usize - 1];
        let next = self.first_of_account.get(number as usize).copied();
        (first..next.unwrap_or(self.known_count())).map(|unit| self.keys(unit))
    }

    /// Returns every unit with each key that `of` tells for it, sorted.
    pub(super) fn pairs<'s, I: Iterator<Item = u64> + 's>(
        &'s self,
        of: impl Fn(&'s Keys) -> I,
    ) -> Vec<Pair> {
        // Counted first: a vector that doubles would hold twice the memory at its last step.
        let count = self.iter().map(|(_, keys, ..)| of(keys).count()).sum();
        let mut pairs = Vec::with_capacity(count);
        // Walked from within: a chain that is asked for each next one is asked where it is, too.
        self.iter().for_each(|(unit, keys, ..)| {
            of(keys).for_each(|key| pairs.push(Pair { key, unit }));
        });
        pairs.sort_unstable();
        pairs
    }
}

/// More than 2³² rows are refused long before; positions beyond are not reached.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
