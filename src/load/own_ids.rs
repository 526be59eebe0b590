//! Rows that are known by an id of their own, as a list of one source gives them one.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::ImportError;
use super::prepare::{Prepared, external_key};
use super::settle::{Ground, Step};
use crate::ingest::matching::{Candidate, Fate, Reason, as_stored};
use crate::model::{AccountId, Choice as _, Source};
use crate::store::{Db, Loaded};

/// Seed of the hashes that tell rows of one source from those of another.
const ROW: u64 = 0x6b61_6d72_6f77;

/// Returns what tells keys of rows of a source from those of another.
pub(super) fn seed_of(source: &Source) -> u64 {
    xxh3_64_with_seed(format!("{}:{}", source.kind.key(), source.name).as_bytes(), ROW)
}

/// Returns the key by which an account is found under a row's own id.
pub(super) fn own_id_key(id: &str, seed: u64) -> i64 {
    stored_own_id(external_key(id), seed)
}

/// Hashes of source and the rows' own ids, by position in the list. Most lists have none.
pub(super) struct OwnIds(Vec<i64>);

impl OwnIds {
    pub(super) fn of(list: &Prepared, seed: u64) -> Self {
        if list.marks.iter().all(|mark| mark.external == 0) {
            return Self(Vec::new());
        }
        let key = |external: u64| if external == 0 { 0 } else { stored_own_id(external, seed) };
        Self(list.marks.iter().map(|mark| key(mark.external)).collect())
    }

    /// Returns whether no row has one.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the hash of a row; `None` where it has no id of its own.
    pub(super) fn of_row(&self, index: usize) -> Option<i64> {
        self.0.get(index).copied().filter(|key| *key != 0)
    }
}

/// Sends held rows where an earlier row of their own id went, if that is whom they may be, or if a
/// person sent it there: nobody is asked the same twice.
pub(super) fn settle_by_own_ids(
    db: &Db,
    ground: &mut Ground,
    source: &Source,
    subjects: &[u32],
    fates: &[Fate],
) -> Result<(), ImportError> {
    let accounts = ground.by_own_id();
    let mut asked: Vec<(usize, AccountId, bool)> = Vec::new();
    for (row, fate) in subjects.iter().zip(fates) {
        if let Fate::Held { candidate, .. } = fate
            && let Some(owner) = ground.owner(*row as usize, &accounts)
        {
            let is_candidate = *candidate == Some(Candidate::Account(owner));
            asked.push((*row as usize, owner, is_candidate));
        }
    }
    let mut owners: Vec<AccountId> = asked.iter().map(|(_, owner, _)| *owner).collect();
    owners.sort_unstable();
    owners.dedup();
    let mut decided: HashSet<(AccountId, i64)> = HashSet::new();
    let seed = seed_of(source);
    db.each_decided_id(source.id, &owners, |account, id| {
        decided.insert((account, own_id_key(id, seed)));
    })?;
    for (row, owner, is_candidate) in asked {
        let by_person =
            ground.external.of_row(row).is_some_and(|id| decided.contains(&(owner, id)));
        if is_candidate || by_person {
            ground.steps[row] = Some(Step::Keyed(owner));
        }
    }
    Ok(())
}

/// Forgets rows that were loaded once and corrected since: a row known by its own id that says
/// again what it said before the last time is a correction too.
pub(super) fn forget_corrected(
    db: &Db,
    list: &Prepared,
    source: &Source,
    row_keys: &[i64],
    loaded: &mut HashMap<i64, Loaded>,
) -> Result<(), ImportError> {
    if !list.list.mapping.keyed || loaded.is_empty() {
        return Ok(());
    }
    let mut accounts: Vec<AccountId> = loaded.values().filter_map(|row| row.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut latest: HashMap<u64, i64> = HashMap::new();
    db.each_own_id(source.id, &accounts, |id, row_key| {
        latest.insert(external_key(id), row_key);
    })?;
    let repeated = repeated_ids(list);
    for (mark, row_key) in list.marks.iter().zip(row_keys) {
        let is_latest = latest.get(&mark.external).is_none_or(|last| last == row_key);
        if !is_latest && !repeated.contains(&mark.external) {
            loaded.remove(row_key);
        }
    }
    Ok(())
}

/// Returns the own ids, hashed, that several rows of a list have, where rows are known by them:
/// such an id identifies none of them.
pub(super) fn repeated_ids(list: &Prepared) -> HashSet<u64> {
    let mut seen = HashSet::new();
    if !list.list.mapping.keyed {
        return seen;
    }
    let ids = list.marks.iter().map(|mark| mark.external).filter(|id| *id != 0);
    ids.filter(|id| !seen.insert(*id)).collect()
}

/// Sends rows to the account that their own id names; of several new rows with one id, the later
/// follow the first. Returns whom they follow.
pub(super) fn follow_own_ids(ground: &mut Ground) -> HashMap<usize, usize> {
    let accounts = ground.by_own_id();
    let Ground { steps, external, .. } = ground;
    let mut first: HashMap<i64, usize> = HashMap::new();
    let mut leaders = HashMap::new();
    for (index, step) in steps.iter_mut().enumerate() {
        let Some(own_id) = external.of_row(index).filter(|_| step.is_none()) else { continue };
        if let Some(account) = accounts.get(&own_id) {
            *step = Some(Step::Keyed(*account));
        } else if let Some(leader) = first.get(&own_id) {
            leaders.insert(index, *leader);
        } else {
            first.insert(own_id, index);
        }
    }
    leaders
}

pub(super) fn follow_leaders(steps: &[Option<Step>], leaders: &HashMap<usize, usize>) -> Vec<Step> {
    let step = |index: usize| steps[index].unwrap_or(Step::Rejected);
    (0..steps.len())
        .map(|index| match leaders.get(&index).map(|leader| step(*leader)) {
            Some(Step::Added(account)) => Step::Joined(account, Reason::SameAsOther),
            Some(other) => other,
            None => step(index),
        })
        .collect()
}

fn stored_own_id(external: u64, seed: u64) -> i64 {
    as_stored(hashed(external, seed).cast_unsigned()).cast_signed()
}

pub(super) fn hashed(value: u64, seed: u64) -> i64 {
    xxh3_64_with_seed(&value.to_le_bytes(), seed).cast_signed()
}
