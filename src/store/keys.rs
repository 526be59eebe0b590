//! Match keys: what accounts are recognised by.

use super::batches::{AT_ONCE, marks};
use super::record::select;
use super::{Bulk, Db, FromRow as _, Op, StoreError, Val, row};
use crate::model::{Account, AccountId, AccountKind, Id as _, StoredPhone};

row! {
    /// A key and an account that has it.
    pub struct KeyOwner {
        /// The key: a 64-bit hash.
        pub key: i64,
        /// The account.
        pub account: AccountId,
    }
}

row! {
    /// What of an account matching compares, but for its phones.
    pub struct MatchFacts {
        /// The account.
        pub id: AccountId,
        /// Organisation or person.
        pub kind: AccountKind,
        /// Name as written.
        pub name: String,
        /// Unified social credit code.
        pub credit_code: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Province.
        pub province: Option<String>,
        /// City.
        pub city: Option<String>,
        /// Address as written.
        pub address: Option<String>,
    }
}

/// Keys that are handed over at once.
const PAIRS: usize = 1_000;

/// Ranges of accounts whose keys are dropped in one reading of all.
const RANGES: usize = 400;

/// Keys asked for beyond which reading all keys is cheaper than asking for each.
const SCAN_ABOVE: usize = 200_000;

impl Db {
    /// Returns whether accounts have keys.
    pub fn any_match_key(&self) -> Result<bool, StoreError> {
        Ok(self.value::<i64>("SELECT account FROM match_key LIMIT 1", &[])?.is_some())
    }

    /// Returns the accounts that have one of `keys`, ascending and each once, with the key.
    pub fn key_owners(&self, keys: &[i64]) -> Result<Vec<KeyOwner>, StoreError> {
        let mut found =
            if keys.len() > SCAN_ABOVE { self.read_owners(keys) } else { self.ask_owners(keys) }?;
        found.sort_unstable_by_key(|row| (row.account, row.key));
        found.dedup();
        Ok(found)
    }

    /// Reads every key of the store beside the keys wanted, both in ascending order.
    fn read_owners(&self, keys: &[i64]) -> Result<Vec<KeyOwner>, StoreError> {
        let (mut found, mut rest) = (Vec::new(), keys);
        let sql = "SELECT key, account FROM match_key ORDER BY key";
        self.each_as(sql, &[], |row: KeyOwner| {
            while let [first, others @ ..] = rest
                && *first < row.key
            {
                rest = others;
            }
            if rest.first() == Some(&row.key) {
                found.push(row);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Asks for the keys, some at a time.
    fn ask_owners(&self, keys: &[i64]) -> Result<Vec<KeyOwner>, StoreError> {
        let mut found = Vec::new();
        for some in keys.chunks(AT_ONCE) {
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
        Ok(found)
    }

    /// Returns the ids of all accounts that are not removed, ascending.
    pub fn account_ids(&self) -> Result<Vec<AccountId>, StoreError> {
        let mut found = Vec::new();
        self.each("SELECT id FROM account WHERE removed_op IS NULL ORDER BY id", &[], |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Calls `take` with every key and its account, by key and account.
    pub fn each_match_key(
        &self,
        take: impl FnMut(KeyOwner) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each_as("SELECT key, account FROM match_key ORDER BY key, account", &[], take)
    }

    /// Returns the accounts with these ids that are not removed, by id.
    pub fn accounts(&self, ids: &[AccountId]) -> Result<Vec<Account>, StoreError> {
        self.by_account(ids, "id")
    }

    /// Returns what matching compares of the accounts with these ids that are not removed, by id:
    /// of many accounts, reading the whole records takes longer than comparing them.
    pub fn match_facts(&self, ids: &[AccountId]) -> Result<Vec<MatchFacts>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT {} FROM account WHERE removed_op IS NULL AND id IN ({}) ORDER BY id",
                MatchFacts::COLUMNS.join(", "),
                marks(1, some.len())
            );
            let values: Vec<Val<'_>> = some.iter().map(|id| Val::Int(id.number())).collect();
            found.extend(self.all::<MatchFacts>(&sql, &values)?);
        }
        Ok(found)
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

/// Match keys on their way in, a part at a time.
pub struct NewKeys<'d, P> {
    bulk: Bulk<'d>,
    pairs: P,
}

impl<P: Iterator<Item = (i64, AccountId)>> NewKeys<'_, P> {
    /// Stores some of the keys; returns whether there were any left.
    pub fn store_some(&mut self) -> Result<bool, StoreError> {
        let some = self.pairs.by_ref().take(PAIRS);
        let values: Vec<Val<'_>> =
            some.flat_map(|(key, id)| [Val::Int(key), Val::Int(id.0)]).collect();
        self.bulk.push(&values)?;
        Ok(!values.is_empty())
    }

    /// Stores the keys that are left.
    pub fn finish(mut self) -> Result<(), StoreError> {
        while self.store_some()? {}
        self.bulk.finish()
    }
}

const ADD: &str = "INSERT INTO match_key (key, account) VALUES ($1, $2) ON CONFLICT DO NOTHING";

impl<'d> Op<'d> {
    /// Returns match keys to be added; `pairs` sorted, without repetition, none of them known yet.
    pub fn new_match_keys<P>(&self, pairs: P) -> NewKeys<'d, P::IntoIter>
    where
        P: IntoIterator<Item = (i64, AccountId)>,
    {
        let bulk = self.db().bulk("match_key", &["key", "account"]);
        NewKeys { bulk, pairs: pairs.into_iter() }
    }

    /// Takes every key from accounts; they ascend. Reads all keys once.
    pub fn drop_match_keys(&self, accounts: &[AccountId]) -> Result<(), StoreError> {
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        for id in accounts {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == id.0 => *last = id.0,
                _ => ranges.push((id.0, id.0)),
            }
        }
        for some in ranges.chunks(RANGES) {
            let these: Vec<String> = some
                .iter()
                .map(|(first, last)| format!("account BETWEEN {first} AND {last}"))
                .collect();
            let sql = format!("DELETE FROM match_key WHERE {}", these.join(" OR "));
            self.db().batch(&sql)?;
        }
        Ok(())
    }

    /// Gives accounts keys, some of which they may have.
    pub fn add_match_keys(&self, pairs: &[(i64, AccountId)]) -> Result<(), StoreError> {
        for (key, account) in pairs {
            self.db().exec(ADD, &[Val::Int(*key), Val::Int(account.0)])?;
        }
        Ok(())
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
            self.db().exec(ADD, &both(*key))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, on_both};

    #[test]
    fn owners_are_found_by_reading_as_by_asking() {
        on_both(|store| {
            assert!(!store.db().any_match_key().unwrap());
            let pairs = [(-9, 1), (-9, 2), (0, 3), (4, 1), (i64::MAX, 2)];
            let pairs = pairs.map(|(key, account)| (key, AccountId(account)));
            store
                .write::<_, StoreError>(&caller("import"), false, |op| {
                    op.set_meta("test", "")?;
                    op.new_match_keys(pairs).finish()
                })
                .unwrap();
            assert!(store.db().any_match_key().unwrap());
            for keys in [&[][..], &[-9], &[-10, -9, 3], &[0, 1, 2, 3, 4, 5], &[i64::MAX]] {
                let by_place = |mut owners: Vec<KeyOwner>| {
                    owners.sort_by_key(|owner| (owner.account, owner.key));
                    owners
                };
                let wanted: Vec<KeyOwner> = pairs
                    .iter()
                    .filter(|(key, _)| keys.contains(key))
                    .map(|(key, account)| KeyOwner { key: *key, account: *account })
                    .collect();
                let wanted = by_place(wanted);
                assert_eq!(by_place(store.db().read_owners(keys).unwrap()), wanted, "{keys:?}");
                assert_eq!(store.db().key_owners(keys).unwrap(), wanted, "{keys:?}");
            }
        });
    }
}
