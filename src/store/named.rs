//! What words name: accounts and contacts called so, models that deals are about.

use super::accounts::escaped;
use super::batches::marks;
use super::{Db, StoreError, Val, row};
use crate::model::{AccountId, ContactId};

row! {
    /// An account that is called so, or whose contact is.
    pub struct Namesake {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// The contact who is called so; missing where the account is.
        pub contact: Option<ContactId>,
        /// The name that was found, as stored.
        pub matched: String,
    }
}

/// Models that one word may name.
const MODELS: i64 = 20;

impl Db {
    /// Returns the accounts whose whole name, or a contact's whole name, is one of `words`,
    /// ignoring ASCII case, by account.
    pub fn namesakes(&self, words: &[&str]) -> Result<Vec<Namesake>, StoreError> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let lower = |first| {
            let marks = marks(first, words.len());
            let marks = marks.split(", ").map(|mark| format!("lower(CAST({mark} AS TEXT))"));
            marks.collect::<Vec<_>>().join(", ")
        };
        let sql = format!(
            "SELECT found.account, found.name, found.contact, found.matched
               FROM (SELECT account.id AS account, account.name AS name,
                            CAST(NULL AS BIGINT) AS contact, account.name AS matched
                       FROM account
                      WHERE account.removed_op IS NULL AND lower(account.name) IN ({})
                     UNION ALL
                     SELECT account.id, account.name, contact.id, contact.name
                       FROM contact JOIN account ON account.id = contact.account
                      WHERE contact.removed_op IS NULL AND account.removed_op IS NULL
                        AND lower(contact.name) IN ({})) found
              ORDER BY found.account, COALESCE(found.contact, 0)",
            lower(1),
            lower(1)
        );
        let values: Vec<Val<'_>> = words.iter().map(|word| Val::Text(word)).collect();
        self.all(&sql, &values)
    }

    /// Returns models of deals that contain `text`, ignoring ASCII case, each once and by name,
    /// 20 at most.
    pub fn models_with(&self, text: &str) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let sql = format!(
            r"SELECT DISTINCT model FROM deal
               WHERE removed_op IS NULL AND lower(model) LIKE lower(CAST($1 AS TEXT)) ESCAPE '\'
               ORDER BY model LIMIT {MODELS}"
        );
        self.each(&sql, &[Val::Owned(format!("%{}%", escaped(text)))], |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Account, AccountKind, Contact, Deal};
    use crate::store::testing::{caller, on_both};
    use crate::store::{Store, StoreError};

    fn fill(store: &Store) {
        store
            .write::<_, StoreError>(&caller("test"), false, |op| {
                for (name, person, model) in [
                    ("多达Logistics", "张志强", "朗逸"),
                    ("H", "多达", "拓川 2.0L"),
                    ("旧", "H", "朗"),
                ] {
                    let account = Account {
                        id: op.next_id()?,
                        ..Account::blank(AccountKind::Organisation, name.to_owned(), op.today())
                    };
                    op.insert(&account)?;
                    let id = op.next_id()?;
                    op.insert(&Contact {
                        id,
                        account: account.id,
                        name: person.to_owned(),
                        title: None,
                        department: None,
                        roles: Vec::new(),
                        email: None,
                        best_time: None,
                        note: None,
                    })?;
                    let (preset, stage) = ("retail".to_owned(), "lead".to_owned());
                    let blank = Deal::blank(account.id, preset, stage, op.today());
                    let id = op.next_id()?;
                    op.insert(&Deal { id, model: Some(model.to_owned()), ..blank })?;
                    if name == "旧" {
                        op.remove(id)?;
                        op.remove(account.id)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }

    #[test]
    fn whole_names_of_accounts_and_contacts_are_found_and_no_parts() {
        on_both(|store| {
            fill(store);
            let found = |words: &[&str]| {
                let found = store.db().namesakes(words).unwrap();
                found.into_iter().map(|n| (n.account.0, n.contact.map(|c| c.0))).collect::<Vec<_>>()
            };
            assert_eq!(found(&["h"]), [(2, None)], "the removed one is not");
            assert_eq!(found(&["多达"]), [(2, Some(2))]);
            assert_eq!(
                found(&["多达logistics", "张志强", "H"]),
                [(1, None), (1, Some(1)), (2, None)]
            );
            assert!(found(&["多", ""]).is_empty() && found(&[]).is_empty());
        });
    }

    #[test]
    fn models_are_found_by_a_part() {
        on_both(|store| {
            fill(store);
            assert_eq!(store.db().models_with("朗").unwrap(), ["朗逸"]);
            assert_eq!(store.db().models_with("2.0l").unwrap(), ["拓川 2.0L"]);
            assert!(store.db().models_with("%").unwrap().is_empty());
        });
    }
}
