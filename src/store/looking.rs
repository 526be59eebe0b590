//! What a shell completes: ids and names, found by reading few rows and writing none.

use super::{Db, Files, Store, StoreError, Val, row, schema};
use crate::model::{AccountId, DealId, Staff, StaffId};

/// Accounts whose names are looked at, the newest first: a shell waits for the answer.
const NAMES_LOOKED_AT: i64 = 50_000;

/// Accounts of one owner whose names are looked at; they lie apart from each other.
const OWN_LOOKED_AT: i64 = 5_000;

/// Milliseconds that a server is given for an answer.
const PATIENCE: u32 = 200;

row! {
    /// An account that may be meant.
    pub struct AccountNamed {
        /// Its id.
        pub id: AccountId,
        /// Its name.
        pub name: String,
    }
}

row! {
    /// A deal that may be meant.
    pub struct DealNamed {
        /// Its id.
        pub id: DealId,
        /// The name of its account.
        pub name: String,
    }
}

impl Store {
    /// Opens the store at `place` so that nothing is written, not even a newer schema.
    ///
    /// # Errors
    /// Where there is no store, or one of another schema than this program's.
    pub fn open_to_look(place: &str) -> Result<Self, StoreError> {
        let store = Self::connect(place, false, Files::default())?;
        match store.db.schema_step()? {
            Some(step) if step == schema::newest() => {}
            Some(step) => {
                return Err(StoreError::TooNew { found: step, known: schema::newest() });
            }
            None => return Err(StoreError::Missing { place: super::place_of(place) }),
        }
        store.db.batch(&match store.path {
            Some(_) => "PRAGMA query_only = 1".to_owned(),
            None => format!(
                "SET default_transaction_read_only = on; SET statement_timeout = {PATIENCE}"
            ),
        })?;
        Ok(store)
    }
}

impl Db {
    /// Returns up to `most` accounts whose id begins with the digits of `number`; of 0, the newest.
    pub fn accounts_numbered(
        &self,
        number: i64,
        most: i64,
    ) -> Result<Vec<AccountNamed>, StoreError> {
        self.numbered(
            "SELECT id, name FROM account
              WHERE id >= $1 AND id < $2 AND removed_op IS NULL ORDER BY id DESC LIMIT $3",
            number,
            most,
        )
    }

    /// Returns up to `most` deals whose id begins with the digits of `number`; of 0, the newest.
    pub fn deals_numbered(&self, number: i64, most: i64) -> Result<Vec<DealNamed>, StoreError> {
        self.numbered(
            "SELECT deal.id, account.name FROM deal JOIN account ON account.id = deal.account
              WHERE deal.id >= $1 AND deal.id < $2 AND deal.removed_op IS NULL
              ORDER BY deal.id DESC LIMIT $3",
            number,
            most,
        )
    }

    /// Returns up to `most` accounts whose name begins with `text`: those of `owner`, then, as long
    /// as there is room, of everybody's the newest only.
    pub fn accounts_called(
        &self,
        text: &str,
        owner: Option<StaffId>,
        most: i64,
    ) -> Result<Vec<AccountNamed>, StoreError> {
        let mut found = match owner {
            Some(owner) => self.own_called(text, owner, most)?,
            None => Vec::new(),
        };
        if i64::try_from(found.len()).is_ok_and(|count| count < most) {
            let newest = self.newest_called(text, most)?;
            let own: Vec<AccountId> = found.iter().map(|account| account.id).collect();
            found.extend(newest.into_iter().filter(|account| !own.contains(&account.id)));
            found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        Ok(found)
    }

    fn own_called(
        &self,
        text: &str,
        owner: StaffId,
        most: i64,
    ) -> Result<Vec<AccountNamed>, StoreError> {
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        self.all(
            "SELECT own.id, own.name
               FROM (SELECT id, name FROM account WHERE owner = $1 AND removed_op IS NULL LIMIT $2) own
              WHERE substr(own.name, 1, CAST(CAST($3 AS BIGINT) AS INTEGER)) = $4
              ORDER BY own.id DESC LIMIT $5",
            &[
                Val::Int(owner.0),
                Val::Int(OWN_LOOKED_AT),
                Val::Int(length),
                Val::Text(text),
                Val::Int(most),
            ],
        )
    }

    fn newest_called(&self, text: &str, most: i64) -> Result<Vec<AccountNamed>, StoreError> {
        let newest: i64 = self.value("SELECT MAX(id) FROM account", &[])?.unwrap_or(0);
        let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        self.all(
            "SELECT id, name FROM account
              WHERE id > $1 AND substr(name, 1, CAST(CAST($2 AS BIGINT) AS INTEGER)) = $3
                AND removed_op IS NULL ORDER BY id DESC LIMIT $4",
            &[
                Val::Int(newest - NAMES_LOOKED_AT),
                Val::Int(length),
                Val::Text(text),
                Val::Int(most),
            ],
        )
    }

    /// Returns the names of staff who have not left.
    pub fn staff_names(&self) -> Result<Vec<String>, StoreError> {
        let staff = self.every::<Staff>()?.into_iter();
        Ok(staff.filter(|staff| staff.left_on.is_none()).map(|staff| staff.name).collect())
    }

    /// Asks `sql` for one range of ids after the other: 12, 120 to 129, 1200 to 1299, …
    fn numbered<T: super::FromRow>(
        &self,
        sql: &str,
        number: i64,
        most: i64,
    ) -> Result<Vec<T>, StoreError> {
        let (mut found, mut first, mut count) = (Vec::new(), number, 1_i64);
        if number == 0 {
            return self.all(sql, &[Val::Int(1), Val::Int(i64::MAX), Val::Int(most)]);
        }
        loop {
            let left = most - i64::try_from(found.len()).unwrap_or(most);
            if left <= 0 {
                return Ok(found);
            }
            let end = first.saturating_add(count);
            found.extend(self.all::<T>(sql, &[Val::Int(first), Val::Int(end), Val::Int(left)])?);
            match (first.checked_mul(10), count.checked_mul(10)) {
                (Some(next), Some(more)) => (first, count) = (next, more),
                _ => return Ok(found),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, Id as _, StaffRole};
    use crate::store::testing::{caller, on_both};

    fn with_accounts(store: &Store) {
        store
            .write::<_, StoreError>(&caller("add"), false, |op| {
                for number in 1..=130 {
                    let mut account = Account::blank(
                        crate::model::AccountKind::Organisation,
                        if number % 2 == 0 { "多达" } else { "100%" }.to_owned(),
                        op.today(),
                    );
                    account.id = op.next_id()?;
                    op.insert(&account)?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn numbers(found: Vec<AccountNamed>) -> Vec<i64> {
        found.into_iter().map(|account| account.id.number()).collect()
    }

    #[test]
    fn ids_are_completed_by_their_first_digits() {
        on_both(|store| {
            with_accounts(store);
            let db = store.db();
            let of = |number, most| numbers(db.accounts_numbered(number, most).unwrap());
            assert_eq!(of(12, 50), [12, 129, 128, 127, 126, 125, 124, 123, 122, 121, 120]);
            assert_eq!(of(12, 3), [12, 129, 128]);
            assert_eq!(of(9, 50).len(), 11);
            assert_eq!(of(0, 2), [130, 129]);
            assert_eq!(of(131, 50), [0; 0]);
            assert_eq!(of(i64::MAX, 50), [0; 0]);
        });
    }

    #[test]
    fn names_are_completed_as_they_begin() {
        on_both(|store| {
            with_accounts(store);
            let of = |text| numbers(store.db().accounts_called(text, None, 2).unwrap());
            assert_eq!(of("多"), [130, 128]);
            assert_eq!(of("100%"), [129, 127], "a sign is a sign");
            assert_eq!(of("达"), [0; 0]);
        });
    }

    #[test]
    fn own_accounts_come_before_newer_ones() {
        on_both(|store| {
            with_accounts(store);
            let write = |op: &mut crate::store::Op<'_>| {
                let staff = Staff {
                    id: op.next_id()?,
                    name: "王芳".to_owned(),
                    aliases: Vec::new(),
                    login: None,
                    shop: None,
                    team: None,
                    roles: vec![StaffRole::Consultant],
                    hired_on: None,
                    left_on: None,
                };
                op.insert(&staff)?;
                for number in [3, 4, 128] {
                    op.update(AccountId(number), &[("owner", Val::Int(staff.id.0))])?;
                }
                Ok::<_, StoreError>(staff.id)
            };
            let owner = store.write(&caller("assign"), false, write).unwrap().value;
            let of =
                |text, most| numbers(store.db().accounts_called(text, Some(owner), most).unwrap());
            assert_eq!(of("多", 1), [128]);
            assert_eq!(of("多", 4), [128, 4, 130, 126]);
            assert_eq!(of("100", 2), [3, 129]);
        });
    }

    #[test]
    fn looking_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kam.db");
        let place = path.to_str().unwrap();
        assert!(Store::open_to_look(place).is_err() && !path.exists());
        drop(Store::create(place, &crate::store::testing::setup(), &caller("init")).unwrap());
        let before = std::fs::read(&path).unwrap();
        let store = Store::open_to_look(place).unwrap();
        assert!(store.db().exec("DELETE FROM meta", &[]).is_err());
        assert!(store.db().accounts_numbered(0, 5).unwrap().is_empty());
        drop(store);
        assert!(std::fs::read(&path).unwrap() == before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "one file at rest");
    }
}
