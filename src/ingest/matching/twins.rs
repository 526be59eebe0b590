//! Accounts that we have twice.

use std::collections::{HashMap, HashSet};

use super::held::Hold;
use super::keys::Keys;
use super::settle::Settling;
use super::units::Units;
use super::{Matching, Reason};
use crate::model::AccountId;

/// Two accounts that are, or may be, the same customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin {
    /// The one.
    pub account: AccountId,
    /// The other: where they are surely the same, the account of the lowest id among all that are.
    pub candidate: AccountId,
    /// How likely they are the same, 0 to 100.
    pub score: u8,
    /// Why.
    pub reason: Reason,
    /// Whether they surely are.
    pub is_sure: bool,
}

/// Returns the accounts that are surely or possibly the same customer, by account.
///
/// `accounts` ascend by id; one with more phones than a set of keys holds has several sets. Pairs
/// in `apart` are two customers, whatever agrees: a person said so. Groups are those that a list
/// of the same rows would make, and do not depend on ids. Never fails.
///
/// Source: domain rules, section 1 "account"; design, section 5, step 4.
pub fn twins(
    accounts: &[(AccountId, Keys)],
    apart: &[(AccountId, AccountId)],
    settings: &Matching,
) -> Vec<Twin> {
    let rows: Vec<Keys> = accounts.iter().map(|(_, keys)| *keys).collect();
    let place = |id: AccountId| {
        let at = accounts.partition_point(|(known, _)| *known < id);
        accounts.get(at).filter(|(known, _)| *known == id).map(|_| as_row(at))
    };
    let apart: Vec<(u32, u32)> =
        apart.iter().filter_map(|(one, other)| Some((place(*one)?, place(*other)?))).collect();
    let alone: HashSet<u32> = apart.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let crowded = HashSet::new();
    let mut settling = Settling::new(Units::new(&rows, &[], &alone), &crowded, settings);
    for (one, other) in &apart {
        let (one, other) = (settling.units.of_row(*one), settling.units.of_row(*other));
        settling.groups.keep_apart(one, other);
    }
    for (at, pair) in accounts.windows(2).enumerate() {
        if pair[0].0 == pair[1].0 {
            let (one, other) =
                (settling.units.of_row(as_row(at)), settling.units.of_row(as_row(at + 1)));
            let (one, other) = (settling.groups.root(one), settling.groups.root(other));
            settling.groups.join(one, other);
        }
    }
    let holds = settling.decide();
    let first_rows = settling.first_rows();
    let account = |row: u32| accounts[row as usize].0;
    let mut found: HashMap<(AccountId, AccountId), Twin> = HashMap::new();
    for row in 0..settling.units.row_count() {
        let root = settling.groups.root(settling.units.of_row(row));
        let first = first_rows[root as usize];
        let doubt = holds.get(&root).filter(|_| row == first);
        let twin = if let Some(Hold { candidate, score, reason }) = doubt {
            let candidate = account(first_rows[*candidate as usize]);
            let (account, score, reason) = (account(row), *score, *reason);
            Twin { account, candidate, score, reason, is_sure: false }
        } else {
            let reason = settling.reason(row, settling.units.row(first));
            let (account, candidate) = (account(row), account(first));
            Twin { account, candidate, score: reason.score(), reason, is_sure: true }
        };
        if twin.account != twin.candidate {
            let known = found.entry((twin.account, twin.candidate)).or_insert(twin);
            if twin.is_sure && twin.reason < known.reason {
                *known = twin;
            }
        }
    }
    let mut found: Vec<Twin> = found.into_values().collect();
    found.sort_unstable_by_key(|twin| (twin.account, twin.candidate));
    found
}

/// More than 2³² rows are refused long before; positions beyond are not reached.
fn as_row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
