//! What words name: accounts and contacts called so, models that deals are about.

use super::accounts::escaped;
use super::{Db, StoreError, Val, row};
use crate::model::{AccountId, ContactId, Day};

row! {
    /// An account that a word may name, and by what.
    pub struct Namesake {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// The contact who has the name that was found; missing where the account has.
        pub contact: Option<ContactId>,
        /// The name that was found, as stored.
        pub matched: String,
        /// Whether it is another spelling of the account's name.
        pub other_spelling: bool,
    }
}

row! {
    /// A contact who may be meant.
    pub struct KnownPerson {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// The contact.
        pub contact: ContactId,
        /// The name of the contact.
        pub called: String,
        /// The title of the contact.
        pub title: Option<String>,
        /// The owner of the account; missing: the pool.
        pub owner: Option<String>,
        /// Day of the last effective contact with the account.
        pub last_touch: Option<Day>,
    }
}

impl Db {
    /// Calls `take` with the contacts whose name begins with `start`, by account. On PostgreSQL
    /// `take` must not use the connection.
    pub fn each_person_beginning(
        &self,
        start: &str,
        take: impl FnMut(KnownPerson) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT account.id AS account, account.name, contact.id AS contact,
                          contact.name AS called, contact.title, holder.name AS owner,
                          account.reached_on AS last_touch
                     FROM contact
                     JOIN account ON account.id = contact.account AND account.removed_op IS NULL
                     LEFT JOIN staff holder ON holder.id = account.owner
                    WHERE contact.removed_op IS NULL
                      AND contact.name LIKE CAST($1 AS TEXT) ESCAPE '\\'
                    ORDER BY account.id, contact.id";
        self.each_as(sql, &[Val::Owned(format!("{}%", escaped(start)))], take)
    }

    /// Calls `take` with the accounts of whose name, contacts' names or other spellings one is a
    /// word of `whole`, or contains one of `parts`, ignoring ASCII case, by account. On PostgreSQL
    /// `take` must not use the connection.
    pub fn each_namesake(
        &self,
        whole: &[&str],
        parts: &[&str],
        take: impl FnMut(Namesake) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if whole.is_empty() && parts.is_empty() {
            return Ok(());
        }
        let fits = |column: &str| fits(column, whole.len(), parts.len());
        let sql = format!(
            "SELECT found.account, found.name, found.contact, found.matched, found.other_spelling
               FROM (SELECT account.id AS account, account.name AS name,
                            CAST(NULL AS BIGINT) AS contact, account.name AS matched,
                            CAST(0 AS BIGINT) AS other_spelling
                       FROM account WHERE account.removed_op IS NULL AND ({})
                     UNION ALL
                     SELECT account.id, account.name, contact.id, contact.name, CAST(0 AS BIGINT)
                       FROM contact JOIN account ON account.id = contact.account
                      WHERE contact.removed_op IS NULL AND account.removed_op IS NULL AND ({})
                     UNION ALL
                     SELECT account.id, account.name, CAST(NULL AS BIGINT), variant.value,
                            CAST(1 AS BIGINT)
                       FROM variant JOIN account ON account.id = variant.account
                      WHERE variant.removed_op IS NULL AND account.removed_op IS NULL
                        AND variant.field = 'name' AND ({})) found
              ORDER BY found.account, found.other_spelling, COALESCE(found.contact, 0)",
            fits("account.name"),
            fits("contact.name"),
            fits("variant.value")
        );
        self.each_as(&sql, &values(whole, parts), take)
    }

    /// Returns models of deals that contain one of `parts`, ignoring ASCII case, each once and by
    /// name.
    pub fn models_with(&self, parts: &[&str]) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        if parts.is_empty() {
            return Ok(found);
        }
        let sql = format!(
            "SELECT DISTINCT model FROM deal WHERE removed_op IS NULL AND ({}) ORDER BY model",
            fits("model", 0, parts.len())
        );
        self.each(&sql, &values(&[], parts), |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// Returns the condition that a column is one of `whole` texts, or contains one of `parts`, whose
/// values are [`values`].
fn fits(column: &str, whole: usize, parts: usize) -> String {
    let one = |mark: usize| format!("lower(CAST(${mark} AS TEXT))");
    let mut fits = Vec::new();
    if whole > 0 {
        let marks: Vec<String> = (1..=whole).map(one).collect();
        fits.push(format!("lower({column}) IN ({})", marks.join(", ")));
    }
    for mark in whole + 1..=whole + parts {
        fits.push(format!(r"lower({column}) LIKE {} ESCAPE '\'", one(mark)));
    }
    fits.join(" OR ")
}

fn values<'w>(whole: &[&'w str], parts: &[&str]) -> Vec<Val<'w>> {
    let whole = whole.iter().map(|word| Val::Text(word));
    whole.chain(parts.iter().map(|part| Val::Owned(format!("%{}%", escaped(part))))).collect()
}

#[cfg(test)]
mod tests {
    use super::Namesake;
    use crate::model::{Account, AccountKind, Contact, Deal, Variant};
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
                    if name == "H" {
                        let id = op.next_id()?;
                        let (field, value) = ("name".to_owned(), "宏达租赁".to_owned());
                        let account = account.id;
                        op.insert(&Variant { id, account, field, value, batch: None })?;
                    }
                    if name == "旧" {
                        op.remove(id)?;
                        op.remove(account.id)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }

    /// Returns account and contact of those found.
    fn found(store: &Store, whole: &[&str], parts: &[&str]) -> Vec<(i64, Option<i64>)> {
        let mut found = Vec::new();
        let take = |one: Namesake| {
            found.push((one.account.0, one.contact.map(|contact| contact.0)));
            Ok(())
        };
        store.db().each_namesake(whole, parts, take).unwrap();
        found
    }

    #[test]
    fn whole_names_of_accounts_and_contacts_are_found_and_no_parts() {
        on_both(|store| {
            fill(store);
            let found = |words: &[&str]| found(store, words, &[]);
            assert_eq!(found(&["h"]), [(2, None)], "the removed one is not");
            assert_eq!(found(&["多达"]), [(2, Some(2))]);
            assert_eq!(
                found(&["多达logistics", "张志强", "H"]),
                [(1, None), (1, Some(1)), (2, None)]
            );
            assert_eq!(found(&["宏达租赁"]), [(2, None)], "another spelling");
            assert!(found(&["多", ""]).is_empty() && found(&[]).is_empty());
        });
    }

    #[test]
    fn parts_of_names_are_found_beside_whole_ones() {
        on_both(|store| {
            fill(store);
            assert_eq!(
                found(store, &["h"], &["志强", "宏达"]),
                [(1, Some(1)), (2, None), (2, None)]
            );
            assert_eq!(found(store, &[], &["LOGIS"]), [(1, None)]);
            assert!(found(store, &[], &["%", "_"]).is_empty());
        });
    }

    #[test]
    fn models_are_found_by_parts() {
        on_both(|store| {
            fill(store);
            let found = |parts: &[&str]| store.db().models_with(parts).unwrap();
            assert_eq!(found(&["朗"]), ["朗逸"]);
            assert_eq!(found(&["2.0l", "逸", "%"]), ["拓川 2.0L", "朗逸"]);
            assert!(found(&[]).is_empty());
        });
    }
}
