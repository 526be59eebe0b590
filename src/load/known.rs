//! The facts by which accounts of the store are compared with rows.

use std::collections::{HashMap, HashSet};

use super::hashed::Hashed;
use super::pipeline::by_halves;
use super::reading::Reading;
use crate::ingest::clean::address::place;
use crate::ingest::matching::{self, Base, Fate, Identity, Keys, Matching, meet, range};
use crate::model::{Account, AccountId, AccountKind, Phone, StoredPhone};
use crate::playbook::Playbook;
use crate::store::{Db, KeyOwner, KeyRange, MatchFacts, StoreError};

/// Phones that one set of keys holds.
pub(super) const PHONES: usize = 4;

/// Returns the accounts that may have one of some phones, ascending: those that are recognised by
/// one, whatever its extension.
pub fn accounts_by_phone(db: &Db, phones: &[Phone]) -> Result<Vec<AccountId>, StoreError> {
    let keys = phones
        .chunks(PHONES)
        .map(|some| matching::keys(&Identity { phones: some, ..Identity::default() }));
    let wanted = wanted(keys.flat_map(|keys| keys.stored().collect::<Vec<_>>()));
    let mut found: Vec<AccountId> =
        db.key_owners(&wanted)?.into_iter().map(|owner| owner.account).collect();
    found.dedup();
    Ok(found)
}

/// Returns how many accounts have each of some phones, whatever its extension, by number.
pub(super) fn phone_owners<'p>(
    db: &Db,
    phones: impl Iterator<Item = &'p Phone>,
) -> Result<HashMap<String, usize>, StoreError> {
    let mut numbers: HashMap<u64, &str> = HashMap::new();
    for phone in phones {
        let own = std::slice::from_ref(phone);
        let keys = matching::keys(&Identity { phones: own, ..Identity::default() });
        numbers.extend(keys.stored().map(|key| (key, phone.number.as_str())));
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for owner in db.key_owners(&wanted(numbers.keys().copied()))? {
        if let Some(number) = numbers.get(&owner.key.cast_unsigned()) {
            *counts.entry((*number).to_owned()).or_default() += 1;
        }
    }
    Ok(counts)
}

/// Returns what to ask the store for, to find all who have a key that may meet one of these.
pub(super) fn wanted(keys: impl Iterator<Item = u64>) -> Vec<KeyRange> {
    let ranges = keys.map(|key| {
        let (first, last) = range(key);
        KeyRange { first: first.cast_signed(), last: last.cast_signed() }
    });
    let mut wanted: Vec<KeyRange> = ranges.collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

/// Returns the keys of the accounts, by account: as many sets as it takes to hold every phone.
pub(super) fn keys_of_accounts(
    store: Reading<'_>,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, Keys)>, StoreError> {
    let accounts = store.of_many(ids, Db::match_facts)?;
    let phones = store.of_many(ids, Db::phones_of)?;
    let keys_of = |account: &MatchFacts| {
        let from = phones.partition_point(|phone| phone.account < account.id);
        let to = phones.partition_point(|phone| phone.account <= account.id);
        let (id, sets) = (account.id, keys_as(&Facts::of_stored(account), &phones[from..to]));
        sets.into_iter().map(move |keys| (id, keys))
    };
    Ok(by_halves(&accounts, |some| some.iter().flat_map(keys_of).collect()))
}

/// Returns the accounts that rows with `keys` are compared with: `owners` has who shares a key with
/// one of them, each once, with the key.
///
/// Who shares only keys that many may have who have nothing to do with each other, and more
/// accounts have them than are compared under one key, is not read.
pub(super) fn base<'k>(
    store: Reading<'_>,
    keys: impl Iterator<Item = &'k Keys>,
    owners: &[KeyOwner],
    settings: &Matching,
) -> Result<Base, StoreError> {
    let mut found: HashMap<u64, Found, Hashed> = HashMap::default();
    for owner in owners {
        found.entry(range(owner.key.cast_unsigned()).0).or_default().owners += 1;
    }
    // Keys of rows that accounts may have. Into an empty store nothing is found: the keys of its
    // rows are not looked at then.
    let mut shared: Vec<u64> = Vec::new();
    for keys in keys.take_while(|_| !owners.is_empty()) {
        shared.extend(keys.stored().filter(|key| found.contains_key(&range(*key).0)));
        for key in keys.common() {
            found.entry(range(key).0).and_modify(|found| found.is_common = true);
        }
    }
    shared.sort_unstable();
    shared.dedup();
    let is_crowded = |found: &Found| found.is_common && found.owners > settings.pair_limit;
    let crowded: HashSet<u64> =
        found.iter().filter(|(_, found)| is_crowded(found)).map(|(key, _)| *key).collect();
    let is_compared = |owner: &&KeyOwner| {
        let key = owner.key.cast_unsigned();
        let (least, greatest) = range(key);
        let from = &shared[shared.partition_point(|shared| *shared < least)..];
        let mut rows = from.iter().take_while(|shared| **shared <= greatest);
        let is_free = found.get(&least).is_some_and(|found| !is_crowded(found));
        is_free && rows.any(|row| meet(*row, key, &settings.weights))
    };
    let mut ids: Vec<AccountId> =
        owners.iter().filter(is_compared).map(|owner| owner.account).collect();
    ids.dedup();
    Ok(Base { accounts: keys_of_accounts(store, &ids)?, crowded })
}

/// What is known of a key that accounts have, or of a range of keys.
#[derive(Default)]
struct Found {
    /// How many have it.
    owners: u32,
    /// Whether it is one that many may have.
    is_common: bool,
}

/// Returns what matching makes of an account that is not stored, for every set of its keys.
pub(super) fn fates_of(
    db: &Db,
    account: &Account,
    phones: &[StoredPhone],
    playbook: &Playbook,
) -> Result<Vec<Fate>, StoreError> {
    let keys = keys_of(account, phones);
    let wanted = wanted(keys.iter().flat_map(Keys::stored));
    let owners = db.key_owners(&wanted)?;
    let base = base(Reading::alone(db), keys.iter(), &owners, &playbook.matching)?;
    Ok(matching::settle(&keys, &base, &playbook.matching))
}

/// Returns the keys of one account with its phones.
pub(super) fn keys_of(account: &Account, phones: &[StoredPhone]) -> Vec<Keys> {
    keys_as(&Facts::of(account, Some(account.kind)), phones)
}

/// What of an account matching compares, but for its phones.
struct Facts<'a> {
    kind: Option<AccountKind>,
    name: &'a str,
    credit_code: Option<&'a str>,
    email: Option<&'a str>,
    province: Option<&'a str>,
    city: Option<&'a str>,
    address: Option<&'a str>,
}

impl<'a> Facts<'a> {
    fn of(account: &'a Account, kind: Option<AccountKind>) -> Self {
        Self {
            kind,
            name: &account.name,
            credit_code: account.credit_code.as_deref(),
            email: account.email.as_deref(),
            province: account.province.as_deref(),
            city: account.city.as_deref(),
            address: account.address.as_deref(),
        }
    }

    fn of_stored(account: &'a MatchFacts) -> Self {
        Self {
            kind: Some(account.kind),
            name: &account.name,
            credit_code: account.credit_code.as_deref(),
            email: account.email.as_deref(),
            province: account.province.as_deref(),
            city: account.city.as_deref(),
            address: account.address.as_deref(),
        }
    }
}

fn keys_as(facts: &Facts<'_>, phones: &[StoredPhone]) -> Vec<Keys> {
    let phones: Vec<Phone> = phones.iter().map(plain).collect();
    let place = place(facts.address.unwrap_or_default(), facts.city, facts.province);
    let set = |phones: &[Phone]| {
        matching::keys(&Identity {
            name: Some(facts.name),
            kind: facts.kind,
            credit_code: facts.credit_code,
            phones,
            email: facts.email,
            address: facts.address,
            place,
        })
    };
    if phones.is_empty() { vec![set(&[])] } else { phones.chunks(PHONES).map(set).collect() }
}

/// Returns the stored keys of one account with its phones, as the store keeps them.
pub(super) fn stored_keys(account: &Account, phones: &[StoredPhone]) -> Vec<i64> {
    stored_keys_as(account, phones, Some(account.kind))
}

/// The same for an account of another kind, or of an unknown one.
pub(super) fn stored_keys_as(
    account: &Account,
    phones: &[StoredPhone],
    kind: Option<AccountKind>,
) -> Vec<i64> {
    let mut keys: Vec<i64> = keys_as(&Facts::of(account, kind), phones)
        .iter()
        .flat_map(|keys| keys.stored().map(u64::cast_signed).collect::<Vec<_>>())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

pub(super) fn plain(phone: &StoredPhone) -> Phone {
    Phone { number: phone.number.clone(), extension: phone.extension.clone(), kind: phone.kind }
}
