//! Match keys: what accounts are recognised by.

use std::collections::HashSet;

use super::batches::{AT_ONCE, marks};
use super::record::select;
use super::{Db, Op, StoreError, Val, row};
use crate::model::{Account, AccountId, Id as _, StoredPhone};

row! {
    /// A key and an account that has it.
    pub struct KeyOwner {
        /// The key: a 64-bit hash.
        pub key: i64,
        /// The account.
        pub account: AccountId,
    }
}

/// Keys that are handed over at once.
const PAIRS: usize = 1_000;

/// Keys asked for beyond which reading all keys is cheaper than asking for each.
const SCAN_ABOVE: usize = 200_000;

impl Db {
    /// Returns the accounts that have one of `keys`, with the key.
    pub fn key_owners(&self, keys: &HashSet<i64>) -> Result<Vec<KeyOwner>, StoreError> {
        let mut found = Vec::new();
        if self.value::<i64>("SELECT account FROM match_key LIMIT 1", &[])?.is_none() {
            return Ok(found);
        }
        if keys.len() > SCAN_ABOVE {
            self.each_as("SELECT key, account FROM match_key", &[], |row: KeyOwner| {
                if keys.contains(&row.key) {
                    found.push(row);
                }
                Ok(())
            })?;
        } else {
            let mut sorted: Vec<i64> = keys.iter().copied().collect();
            sorted.sort_unstable();
            for some in sorted.chunks(AT_ONCE) {
                let sql = format!(
                    "SELECT key, account FROM match_key WHERE key IN ({})",
                    marks(1, some.len())
                );
                let values: Vec<Val<'_>> = some.iter().map(|key| Val::Int(*key)).collect();
                self.each_as(&sql, &values, |row: KeyOwner| {
                    found.push(row);
                    Ok(())
                })?;
            }
        }
        found.sort_unstable_by_key(|row| (row.account, row.key));
        found.dedup();
        Ok(found)
    }

    /// Returns the accounts with these ids that are not removed, by id.
    pub fn accounts(&self, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
        self.by_account(ids, "id")
    }

    /// Returns the phones of these accounts, by account and id.
    pub fn phones_of(&self, accounts: &[AccountId]) -> Result<Vec<StoredPhone>, StoreError> {
        let mut phones: Vec<StoredPhone> = self.by_account(accounts, "account")?;
        phones.sort_by_key(|phone| (phone.account, phone.id));
        Ok(phones)
    }

    /// Returns the records of a kind that belong to these accounts.
    pub fn by_account<T: super::Stored>(
        &self,
        accounts: &[AccountId],
        column: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let table = <T::Id as crate::model::Id>::KIND.word();
        for some in accounts.chunks(AT_ONCE) {
            let sql = format!(
                "{} AND {table}.{column} IN ({}) ORDER BY {table}.id",
                select::<T>(),
                marks(1, some.len())
            );
            let values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            found.extend(self.all::<T>(&sql, &values)?);
        }
        Ok(found)
    }
}

impl Op<'_> {
    /// Adds match keys; `pairs` sorted, without repetition, none of them known yet.
    pub fn add_match_keys(&self, pairs: &[(i64, AccountId)]) -> Result<(), StoreError> {
        let mut bulk = self.db().bulk("match_key", &["key", "account"]);
        for some in pairs.chunks(PAIRS) {
            let values = some.iter().flat_map(|(key, id)| [Val::Int(*key), Val::Int(id.0)]);
            bulk.push(&values.collect::<Vec<_>>())?;
        }
        bulk.finish()
    }

    /// Takes the keys `drop` from an account and gives it `add`; those in both stay.
    pub fn change_match_keys(
        &self,
        account: AccountId,
        drop: &[i64],
        add: &[i64],
    ) -> Result<(), StoreError> {
        let both = |key: i64| [Val::Int(key), Val::Int(account.0)];
        for key in drop.iter().filter(|key| !add.contains(key)) {
            self.db().exec("DELETE FROM match_key WHERE key = $1 AND account = $2", &both(*key))?;
        }
        for key in add {
            self.db().exec(
                "INSERT INTO match_key (key, account) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                &both(*key),
            )?;
        }
        Ok(())
    }
}
