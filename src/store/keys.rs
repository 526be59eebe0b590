//! Match keys: what accounts are recognised by.
//!
//! Keys are hashes: a few thousand new ones belong to nearly every page of the table that holds those
//! of a million accounts. So they are kept in two tables: what was added last is put with the rest when
//! it has become much.

use super::batches::{AT_ONCE, marks};
use super::record::select;
use super::{Bulk, Db, FromRow as _, Op, StoreError, Val, row};
use crate::model::{Account, AccountId, AccountKind, DealId, Id, StoredPhone};

row! {
    /// A key and an account that has it.
    pub struct KeyOwner {
        /// The key: a 64-bit hash.
        pub key: i64,
        /// The account.
        pub account: AccountId,
    }
}

/// Keys that are asked for: from the first to the last, both of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyRange {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
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

/// The keys of most accounts.
const SETTLED: &str = "match_key";

/// Keys that were added since. A key may stand in both.
const RECENT: &str = "recent_match_key";

/// Recent keys beyond which they are put with the rest: those of a hundred thousand accounts. Finding
/// a key among them takes as long, but few pages are changed by a list.
const RECENT_AT_MOST: usize = if cfg!(test) { 500 } else { 500_000 };

/// Keys that are handed over at once.
const PAIRS: usize = 1_000;

/// Ranges of accounts whose keys are dropped in one reading of all.
const RANGES: usize = 400;

/// Keys asked for beyond which reading all keys is cheaper than asking for each.
const SCAN_ABOVE: usize = 200_000;

impl Db {
    /// Returns whether accounts have keys.
    pub fn any_match_key(&self) -> Result<bool, StoreError> {
        Ok(self.has_keys(SETTLED)? || self.has_keys(RECENT)?)
    }

    fn has_keys(&self, table: &str) -> Result<bool, StoreError> {
        let sql = format!("SELECT account FROM {table} LIMIT 1");
        Ok(self.value::<i64>(&sql, &[])?.is_some())
    }

    /// Returns whether so many keys are asked for that all of the store are read.
    pub const fn reads_all_keys(keys: &[KeyRange]) -> bool {
        keys.len() > SCAN_ABOVE
    }

    /// Returns the accounts that have one of `keys`, ascending and each once, with the key. Ranges
    /// ascend and have nothing in common.
    pub fn key_owners(&self, keys: &[KeyRange]) -> Result<Vec<KeyOwner>, StoreError> {
        let mut found = if Self::reads_all_keys(keys) {
            self.read_owners(keys)
        } else {
            self.ask_owners(keys)
        }?;
        found.sort_unstable_by_key(|row| (row.account, row.key));
        found.dedup();
        Ok(found)
    }

    /// Reads every key of the store beside the keys wanted, both in ascending order.
    fn read_owners(&self, keys: &[KeyRange]) -> Result<Vec<KeyOwner>, StoreError> {
        let (mut found, mut rest) = (Vec::new(), keys);
        self.each_match_key(|row| {
            while let [first, others @ ..] = rest
                && first.last < row.key
            {
                rest = others;
            }
            if rest.first().is_some_and(|range| range.first <= row.key) {
                found.push(row);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Asks for the keys, some at a time.
    fn ask_owners(&self, keys: &[KeyRange]) -> Result<Vec<KeyOwner>, StoreError> {
        let mut found = Vec::new();
        for table in [SETTLED, RECENT] {
            if !self.has_keys(table)? {
                continue;
            }
            for some in keys.chunks(AT_ONCE) {
                let ranges: Vec<String> = (0..some.len())
                    .map(|at| (2 * at + 1, 2 * at + 2))
                    .map(|(a, b)| format!("(CAST(${a} AS BIGINT), CAST(${b} AS BIGINT))"))
                    .collect();
                // In this order: SQLite would look at every key first.
                let sql = format!(
                    "SELECT key, account FROM (VALUES {}) AS asked CROSS JOIN {table} \
                      WHERE key BETWEEN asked.column1 AND asked.column2",
                    ranges.join(", ")
                );
                let values: Vec<Val<'_>> =
                    some.iter().flat_map(|r| [Val::Int(r.first), Val::Int(r.last)]).collect();
                self.each_as(&sql, &values, |row: KeyOwner| {
                    found.push(row);
                    Ok(())
                })?;
            }
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

    /// Calls `take` with every key and its account, by key and account, each once.
    pub fn each_match_key(
        &self,
        take: impl FnMut(KeyOwner) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT key, account FROM {SETTLED} UNION SELECT key, account FROM {RECENT} \
             ORDER BY key, account"
        );
        self.each_as(&sql, &[], take)
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
        self.by(accounts, column)
    }

    /// Returns the records of a kind that belong to these deals.
    pub fn by_deal<T: super::Stored>(
        &self,
        deals: &[DealId],
        column: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        self.by(deals, column)
    }

    fn by<T: super::Stored, I: Id>(
        &self,
        ids: &[I],
        column: &'static str,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        let table = <T::Id as Id>::KIND.word();
        for some in ids.chunks(AT_ONCE) {
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
    db: &'d Db,
    bulk: Bulk<'d>,
    pairs: P,
}

impl<P: Iterator<Item = (i64, AccountId)>> NewKeys<'_, P> {
    /// Stores some of the keys; returns whether there were any left.
    pub fn store_some(&mut self) -> Result<bool, StoreError> {
        let mut values: Vec<Val<'_>> = Vec::with_capacity(2 * PAIRS);
        for (key, account) in self.pairs.by_ref().take(PAIRS) {
            values.push(Val::Int(key));
            values.push(Val::Int(account.0));
        }
        self.bulk.push(&values)?;
        Ok(!values.is_empty())
    }

    /// Stores the keys that are left; puts the recent ones with the rest where they are many.
    pub fn finish(mut self) -> Result<(), StoreError> {
        while self.store_some()? {}
        self.bulk.finish()?;
        let count = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {RECENT}");
        let recent = self.db.value::<i64>(&count, &[])?.unwrap_or(0);
        if usize::try_from(recent).is_ok_and(|recent| recent > RECENT_AT_MOST) {
            self.db.batch(&format!(
                "INSERT INTO {SETTLED} (key, account) SELECT key, account FROM {RECENT} \
                 WHERE TRUE ORDER BY key, account ON CONFLICT DO NOTHING; DELETE FROM {RECENT}"
            ))?;
        }
        Ok(())
    }
}

impl<'d> Op<'d> {
    /// Returns match keys to be added; `pairs` sorted, without repetition, none of them known yet.
    /// Where accounts have none, or these are many, they need no second table.
    pub fn new_match_keys<P>(&self, pairs: P) -> Result<NewKeys<'d, P::IntoIter>, StoreError>
    where
        P: IntoIterator<Item = (i64, AccountId), IntoIter: ExactSizeIterator>,
    {
        let (db, pairs) = (self.db(), pairs.into_iter());
        let settles = pairs.len() > RECENT_AT_MOST || !db.has_keys(SETTLED)?;
        let bulk = db.bulk(if settles { SETTLED } else { RECENT }, &["key", "account"]);
        Ok(NewKeys { db, bulk, pairs })
    }

    /// Returns whether the keys were made by a kam that made others, and takes them all from the
    /// accounts where they were: they are to be made again.
    pub fn drop_old_match_keys(&self) -> Result<bool, StoreError> {
        let is_old = "SELECT value FROM meta WHERE name = 'match_keys'";
        if self.db().value::<String>(is_old, &[])?.is_none() {
            return Ok(false);
        }
        self.db().batch(&format!(
            "DELETE FROM meta WHERE name = 'match_keys'; DELETE FROM {SETTLED}; DELETE FROM {RECENT}"
        ))?;
        Ok(true)
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
            let these = these.join(" OR ");
            for table in [SETTLED, RECENT] {
                self.db().batch(&format!("DELETE FROM {table} WHERE {these}"))?;
            }
        }
        Ok(())
    }

    /// Gives accounts keys, some of which they may have.
    pub fn add_match_keys(&self, pairs: &[(i64, AccountId)]) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO {RECENT} (key, account) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT) \
             WHERE NOT EXISTS (SELECT 1 FROM {SETTLED} WHERE key = $1 AND account = $2) \
             ON CONFLICT DO NOTHING"
        );
        for (key, account) in pairs {
            self.db().exec(&sql, &[Val::Int(*key), Val::Int(account.0)])?;
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
        for key in drop.iter().filter(|key| !add.contains(key)) {
            for table in [SETTLED, RECENT] {
                let sql = format!("DELETE FROM {table} WHERE key = $1 AND account = $2");
                self.db().exec(&sql, &[Val::Int(*key), Val::Int(account.0)])?;
            }
        }
        let add: Vec<(i64, AccountId)> = add.iter().map(|key| (*key, account)).collect();
        self.add_match_keys(&add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
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
                    op.new_match_keys(pairs)?.finish()
                })
                .unwrap();
            assert!(store.db().any_match_key().unwrap());
            let one = |key| KeyRange { first: key, last: key };
            let each = |keys: &[i64]| keys.iter().map(|key| one(*key)).collect::<Vec<_>>();
            let wide = vec![KeyRange { first: -20, last: 0 }, one(4), one(i64::MAX)];
            let asked = [&[][..], &[-9], &[-10, -9, 3], &[0, 1, 2, 3, 4, 5], &[i64::MAX]];
            for keys in asked.into_iter().map(each).chain([wide]) {
                let by_place = |mut owners: Vec<KeyOwner>| {
                    owners.sort_by_key(|owner| (owner.account, owner.key));
                    owners
                };
                let wanted: Vec<KeyOwner> = pairs
                    .iter()
                    .filter(|(key, _)| keys.iter().any(|r| (r.first..=r.last).contains(key)))
                    .map(|(key, account)| KeyOwner { key: *key, account: *account })
                    .collect();
                let wanted = by_place(wanted);
                assert_eq!(by_place(store.db().read_owners(&keys).unwrap()), wanted, "{keys:?}");
                assert_eq!(store.db().key_owners(&keys).unwrap(), wanted, "{keys:?}");
            }
        });
    }

    fn all(store: &Store) -> Vec<(i64, i64)> {
        let mut all = Vec::new();
        let take = |owner: KeyOwner| {
            all.push((owner.key, owner.account.0));
            Ok(())
        };
        store.db().each_match_key(take).unwrap();
        all
    }

    fn count(store: &Store, table: &str) -> i64 {
        let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}");
        store.db().value(&sql, &[]).unwrap().unwrap_or(0)
    }

    /// Runs one operation that changes keys.
    fn change(store: &Store, change: impl Fn(&Op<'_>) -> Result<(), StoreError>) {
        store
            .write::<_, StoreError>(&caller("import"), false, |op| {
                op.set_meta("test", "")?;
                change(op)
            })
            .unwrap();
    }

    #[test]
    fn recent_keys_join_the_rest_when_they_are_many() {
        on_both(|store| {
            let keys = |account: i64, count: i64| {
                (0..count).map(move |key| (key * 10 + account, AccountId(account)))
            };
            let some = |account, count| keys(account, count).collect::<Vec<_>>();
            let (mut added, mut table) = (0, Vec::new());
            for (account, many) in [(1, 300), (2, 300), (3, 200), (4, 1), (5, 501), (6, 2)] {
                change(store, |op| op.new_match_keys(some(account, many))?.finish());
                added += many;
                table.push((count(store, SETTLED), count(store, RECENT)));
                let all = all(store);
                assert_eq!(all.len(), usize::try_from(added).unwrap());
                assert!(all.is_sorted());
            }
            let expected = [(300, 0), (300, 300), (300, 500), (801, 0), (1302, 0), (1302, 2)];
            assert_eq!(table, expected, "settled and recent after each");
        });
    }

    #[test]
    fn a_key_is_found_added_and_dropped_in_either_table() {
        on_both(|store| {
            let [first, second] = [(5, AccountId(1)), (6, AccountId(2))];
            change(store, |op| op.new_match_keys([first])?.finish());
            change(store, |op| op.new_match_keys([second])?.finish());
            // What is there is not added again, wherever it is.
            change(store, |op| op.add_match_keys(&[first, second, (5, AccountId(2))]));
            assert_eq!(all(store), [(5, 1), (5, 2), (6, 2)]);
            assert_eq!((count(store, SETTLED), count(store, RECENT)), (1, 2));
            let both = [KeyRange { first: 5, last: 6 }];
            assert_eq!(store.db().key_owners(&both).unwrap().len(), 3);
            change(store, |op| op.change_match_keys(AccountId(1), &[5], &[7]));
            change(store, |op| op.change_match_keys(AccountId(2), &[5, 6], &[6]));
            assert_eq!(all(store), [(6, 2), (7, 1)]);
            change(store, |op| op.drop_match_keys(&[AccountId(1), AccountId(2)]));
            assert_eq!(all(store), []);
        });
    }
}
