//! Accounts of the store that are the same customer.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::known::keys_of_accounts;
use super::reading::Reading;
use crate::ingest::matching::{self, Keys, Twin, range};
use crate::model::{Account, AccountId, Day, Separation, Source, SourceKind};
use crate::playbook::Playbook;
use crate::store::{Db, StoreError};

/// Accounts whose facts are read at once.
const AT_ONCE: usize = 2_000;

/// Returns the accounts that are surely or possibly the same customer: the sure ones first, each
/// group beside the account that is to be kept, then those that a person decides on.
///
/// Kept is the account whose source is trusted most (one entered by hand before all), of equal
/// ones the older, then that of the lower id. Pairs that a person said are two are left out.
/// Accounts are compared that share a match key.
pub fn twins(db: &Db, playbook: &Playbook) -> Result<Vec<Twin>, StoreError> {
    let mut accounts: Vec<(AccountId, Keys)> = Vec::new();
    for some in sharing(db)?.chunks(AT_ONCE) {
        accounts.extend(keys_of_accounts(Reading::alone(db), some)?);
    }
    let apart: Vec<(AccountId, AccountId)> =
        db.every::<Separation>()?.iter().map(|apart| (apart.account, apart.other)).collect();
    let found = matching::twins(&accounts, &apart, &playbook.matching);
    drop(accounts);
    let ranks = ranks(db, playbook, &found)?;
    let kept = kept(&ranks, &found);
    let keeper = |id: AccountId| kept.get(&id).copied().unwrap_or(id);
    let mut turned: Vec<Twin> = Vec::with_capacity(found.len());
    for mut twin in found {
        let (account, candidate) = (keeper(twin.account), keeper(twin.candidate));
        if twin.is_sure {
            // The first of a group takes the place of the one that is kept instead of it.
            if candidate == twin.account {
                twin.account = twin.candidate;
            }
            twin.candidate = candidate;
        } else {
            let is_better = ranks.get(&account) < ranks.get(&candidate);
            (twin.account, twin.candidate) =
                if is_better { (candidate, account) } else { (account, candidate) };
        }
        turned.push(twin);
    }
    turned.sort_by_key(|twin| {
        let by_score = if twin.is_sure { 0 } else { twin.score };
        (!twin.is_sure, Reverse(by_score), twin.candidate, twin.account)
    });
    Ok(turned)
}

/// Returns the accounts that may be compared with another one by a match key, ascending.
fn sharing(db: &Db) -> Result<Vec<AccountId>, StoreError> {
    let mut found: HashSet<AccountId> = HashSet::new();
    let as_range = |key: i64| range(key.cast_unsigned()).0;
    let mut last: Option<(u64, AccountId)> = None;
    db.each_match_key(|owner| {
        if let Some((key, account)) = last
            && key == as_range(owner.key)
        {
            found.extend([account, owner.account]);
        }
        last = Some((as_range(owner.key), owner.account));
        Ok(())
    })?;
    let mut found: Vec<AccountId> = found.into_iter().collect();
    found.sort_unstable();
    Ok(found)
}

/// How an account stands among those that it may be one with; the least is kept: rank of its
/// source, none first, day on which it was opened, id.
type Rank = (Option<usize>, Day, AccountId);

fn ranks(
    db: &Db,
    playbook: &Playbook,
    twins: &[Twin],
) -> Result<HashMap<AccountId, Rank>, StoreError> {
    let mut ids: Vec<AccountId> =
        twins.iter().flat_map(|twin| [twin.account, twin.candidate]).collect();
    ids.sort_unstable();
    ids.dedup();
    let kinds: HashMap<_, SourceKind> =
        db.every::<Source>()?.into_iter().map(|source| (source.id, source.kind)).collect();
    let mut ranks = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        for Account { id, source, opened_on, .. } in db.accounts(some)? {
            let kind = source.and_then(|source| kinds.get(&source));
            ranks.insert(id, (kind.map(|kind| playbook.trust.rank(*kind)), opened_on, id));
        }
    }
    Ok(ranks)
}

/// Returns which account is kept of every group that is surely the same, by the group's members.
fn kept(ranks: &HashMap<AccountId, Rank>, twins: &[Twin]) -> HashMap<AccountId, AccountId> {
    let mut groups: HashMap<AccountId, Vec<AccountId>> = HashMap::new();
    for twin in twins.iter().filter(|twin| twin.is_sure) {
        groups.entry(twin.candidate).or_insert_with(|| vec![twin.candidate]).push(twin.account);
    }
    let mut kept = HashMap::new();
    for members in groups.into_values() {
        let best = members.iter().filter_map(|id| ranks.get(id)).min();
        let Some((_, _, best)) = best else { continue };
        kept.extend(members.iter().map(|id| (*id, *best)));
    }
    kept
}
