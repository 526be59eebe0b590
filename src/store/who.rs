//! Who somebody is: accounts found by a phone, or by a name in any of its places.

use std::collections::BTreeMap;

use super::accounts::escaped;
use super::batches::marks;
use super::{Column as _, Db, KnownPerson, StoreError, Val, row};
use crate::model::{AccountId, Day, Phone, PhoneKind, Sound};

row! {
    /// An account that was found, and by what.
    pub struct Acquaintance {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub name: String,
        /// The contact who answers the phone, or has the name.
        pub contact: Option<String>,
        /// Its owner; missing: the pool.
        pub owner: Option<String>,
        /// What was compared: `phone`, `name`, `contact` or `other-spelling`.
        pub matched_by: String,
        /// What it was found in: a number as stored, or a name.
        pub matched: String,
        /// Kind of the phone.
        pub phone_kind: Option<PhoneKind>,
        /// Extension of the phone.
        pub phone_extension: Option<String>,
        /// Day of the last effective contact.
        pub last_touch: Option<Day>,
    }
}

impl Acquaintance {
    /// Returns the same, found by a name at this place: 0 its own, 1 a contact's, 2 another
    /// spelling.
    fn by(mut self, place: i64, name: &str) -> Self {
        let (matched_by, contact) = match place {
            0 => ("name", None),
            1 => ("contact", Some(name.to_owned())),
            _ => ("other-spelling", None),
        };
        (self.matched_by, self.contact) = (matched_by.to_owned(), contact);
        name.clone_into(&mut self.matched);
        self
    }

    /// Returns what it was found in, as people write it.
    pub fn matched(&self) -> String {
        match self.phone_kind {
            Some(kind) => {
                let (number, extension) = (self.matched.clone(), self.phone_extension.clone());
                Phone { number, extension, kind }.to_string()
            }
            None => self.matched.clone(),
        }
    }
}

impl From<KnownPerson> for Acquaintance {
    fn from(person: KnownPerson) -> Self {
        Self {
            account: person.account,
            name: person.name,
            contact: Some(person.called.clone()),
            owner: person.owner,
            matched_by: "contact".to_owned(),
            matched: person.called,
            phone_kind: None,
            phone_extension: None,
            last_touch: person.last_touch,
        }
    }
}

const NO_PHONE: &str = "CAST(NULL AS TEXT) AS phone_kind, CAST(NULL AS TEXT) AS phone_extension";

impl Db {
    /// Calls `take` with the accounts among some, which ascend, that have one of the numbers, by
    /// account. Extensions say nothing. On PostgreSQL `take` must not use the connection.
    pub fn each_with_phone(
        &self,
        phones: &[Phone],
        among: &[AccountId],
        mut take: impl FnMut(Acquaintance) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for some in among.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT account.id AS account, account.name, person.name AS contact,
                        holder.name AS owner, 'phone' AS matched_by, phone.number AS matched,
                        phone.kind AS phone_kind, phone.extension AS phone_extension,
                        account.reached_on AS last_touch
                   FROM phone
                   JOIN account ON account.id = phone.account AND account.removed_op IS NULL
                   LEFT JOIN contact person ON person.id = phone.contact
                   LEFT JOIN staff holder ON holder.id = account.owner
                  WHERE phone.number IN ({}) AND phone.account IN ({})
                    AND phone.removed_op IS NULL
                  ORDER BY account.id, phone.id",
                marks(1, phones.len()),
                marks(phones.len() + 1, some.len())
            );
            let numbers = phones.iter().map(|phone| Val::Text(&phone.number));
            let values: Vec<Val<'_>> = numbers.chain(some.iter().map(|id| id.to_val())).collect();
            self.each_as(&sql, &values, &mut take)?;
        }
        Ok(())
    }

    /// Calls `take` with the accounts of whose name, contacts' names or other spellings one
    /// contains `text`, ignoring ASCII case, or sounds like it, by account and each once. On
    /// PostgreSQL `take` must not use the connection.
    pub fn each_called(
        &self,
        text: &str,
        mut take: impl FnMut(Acquaintance) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if let Some(sound) = Sound::of(text) {
            return self.each_sounding(text, &sound, take);
        }
        let like = r"LIKE lower(CAST($1 AS TEXT)) ESCAPE '\'";
        let sql = format!(
            "SELECT found.account, account.name, found.contact, holder.name AS owner,
                    found.matched_by, found.matched, {NO_PHONE},
                    account.reached_on AS last_touch
               FROM (SELECT account.id AS account, CAST(NULL AS TEXT) AS contact, 0 AS place,
                            'name' AS matched_by, account.name AS matched
                       FROM account WHERE lower(account.name) {like}
                     UNION ALL
                     SELECT contact.account, contact.name, 1, 'contact', contact.name
                       FROM contact
                      WHERE contact.removed_op IS NULL AND lower(contact.name) {like}
                     UNION ALL
                     SELECT variant.account, CAST(NULL AS TEXT), 2, 'other-spelling', variant.value
                       FROM variant
                      WHERE variant.removed_op IS NULL AND variant.field = 'name'
                        AND lower(variant.value) {like}) found
               JOIN account ON account.id = found.account AND account.removed_op IS NULL
               LEFT JOIN staff holder ON holder.id = account.owner
              ORDER BY found.account, found.place, found.matched"
        );
        let pattern = Val::Owned(format!("%{}%", escaped(text)));
        let mut last = None;
        self.each_as(&sql, &[pattern], |found: Acquaintance| {
            if last.replace(found.account) == Some(found.account) { Ok(()) } else { take(found) }
        })
    }

    /// The same for a text that may be pinyin: reads every name.
    fn each_sounding(
        &self,
        text: &str,
        sound: &Sound,
        mut take: impl FnMut(Acquaintance) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let part = text.to_ascii_lowercase();
        let mut found: BTreeMap<i64, (i64, String)> = BTreeMap::new();
        self.each(EVERY_NAME, &[], |row| {
            let name: String = row.get(2)?;
            if name.to_ascii_lowercase().contains(&part) || sound.is_in(&name) {
                let (account, place) = (row.get(0)?, row.get(1)?);
                let known = found.entry(account).or_insert_with(|| (place, name.clone()));
                if (place, &name) < (known.0, &known.1) {
                    *known = (place, name);
                }
            }
            Ok(())
        })?;
        let found: Vec<(i64, (i64, String))> = found.into_iter().collect();
        for some in found.chunks(AT_ONCE) {
            let sql = format!(
                "{HOLDER} WHERE account.id IN ({}) ORDER BY account.id",
                marks(1, some.len())
            );
            let ids: Vec<Val<'_>> = some.iter().map(|(account, _)| Val::Int(*account)).collect();
            let mut matches = some.iter();
            self.each_as(&sql, &ids, |known: Acquaintance| {
                match matches.find(|(account, _)| *account == known.account.0) {
                    Some((_, (place, name))) => take(known.by(*place, name)),
                    None => Ok(()),
                }
            })?;
        }
        Ok(())
    }
}

/// Accounts that are looked up at once.
const AT_ONCE: usize = 500;

/// Every name with its account, and its place among those that an account has.
const EVERY_NAME: &str = "
    SELECT account.id, CAST(0 AS BIGINT), account.name FROM account WHERE account.removed_op IS NULL
    UNION ALL
    SELECT contact.account, CAST(1 AS BIGINT), contact.name FROM contact
      JOIN account ON account.id = contact.account AND account.removed_op IS NULL
     WHERE contact.removed_op IS NULL
    UNION ALL
    SELECT variant.account, CAST(2 AS BIGINT), variant.value FROM variant
      JOIN account ON account.id = variant.account AND account.removed_op IS NULL
     WHERE variant.removed_op IS NULL AND variant.field = 'name'";

/// Accounts as they are shown, found by their names.
const HOLDER: &str = "
    SELECT account.id AS account, account.name, CAST(NULL AS TEXT) AS contact,
           holder.name AS owner, 'name' AS matched_by, account.name AS matched,
           CAST(NULL AS TEXT) AS phone_kind, CAST(NULL AS TEXT) AS phone_extension,
           account.reached_on AS last_touch
      FROM account LEFT JOIN staff holder ON holder.id = account.owner";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, AccountKind, Contact, PhoneId, StoredPhone, Variant};
    use crate::store::testing::{caller, on_both};
    use crate::store::{Op, Store};

    fn account(op: &mut Op<'_>, name: &str) -> Result<AccountId, StoreError> {
        let account = Account {
            id: op.next_id()?,
            ..Account::blank(AccountKind::Organisation, name.to_owned(), op.today())
        };
        op.insert(&account)?;
        Ok(account.id)
    }

    fn contact(op: &mut Op<'_>, account: AccountId, name: &str) -> Result<(), StoreError> {
        let id = op.next_id()?;
        op.insert(&Contact {
            id,
            account,
            name: name.to_owned(),
            title: None,
            department: None,
            roles: Vec::new(),
            email: None,
            best_time: None,
            note: None,
        })
    }

    fn fill(store: &Store) {
        store
            .write::<_, StoreError>(&caller("test"), false, |op| {
                let first = account(op, "多达Logistics")?;
                contact(op, first, "多达的张志强")?;
                let second = account(op, "宏达")?;
                contact(op, second, "张志强")?;
                let id = op.next_id()?;
                let (field, value) = ("name".to_owned(), "宏达100%租赁".to_owned());
                op.insert(&Variant { id, account: second, field, value, batch: None })?;
                let id: PhoneId = op.next_id()?;
                op.insert(&StoredPhone {
                    id,
                    account: second,
                    contact: None,
                    kind: PhoneKind::Landline,
                    number: "+861065551234".to_owned(),
                    extension: Some("8012".to_owned()),
                })?;
                let gone = account(op, "多达旧")?;
                op.remove(gone)
            })
            .unwrap();
    }

    fn called(store: &Store, text: &str) -> Vec<(i64, String, String)> {
        let mut found = Vec::new();
        let take = |one: Acquaintance| {
            found.push((one.account.0, one.matched_by, one.matched));
            Ok(())
        };
        store.db().each_called(text, take).unwrap();
        found
    }

    #[test]
    fn names_are_looked_for_in_all_their_places() {
        on_both(|store| {
            fill(store);
            let is =
                |account, by: &str, matched: &str| (account, by.to_owned(), matched.to_owned());
            assert_eq!(called(store, "多达"), [is(1, "name", "多达Logistics")], "each once");
            assert_eq!(called(store, "LOGIS"), [is(1, "name", "多达Logistics")]);
            let both = [is(1, "contact", "多达的张志强"), is(2, "contact", "张志强")];
            assert_eq!(called(store, "张志强"), both);
            assert_eq!(called(store, "0%租"), [is(2, "other-spelling", "宏达100%租赁")]);
            assert!(called(store, "_").is_empty());
            assert_eq!(called(store, "duoda"), [is(1, "name", "多达Logistics")]);
            assert_eq!(called(store, "dlog"), [is(1, "name", "多达Logistics")]);
            assert_eq!(called(store, "zzq"), both, "of a removed account nothing is found");
            assert_eq!(called(store, "hdzl"), []);
            assert_eq!(called(store, "zul"), [is(2, "other-spelling", "宏达100%租赁")]);
        });
    }

    #[test]
    fn a_phone_is_found_by_its_number() {
        on_both(|store| {
            fill(store);
            let mut found = Vec::new();
            let phone = |number: &str| Phone {
                number: number.to_owned(),
                extension: None,
                kind: PhoneKind::Landline,
            };
            let phones = [phone("+861065551234"), phone("+861065551235")];
            let take = |one: Acquaintance| {
                found.push((one.account.0, one.matched()));
                Ok(())
            };
            let among = [1, 2, 3].map(AccountId);
            store.db().each_with_phone(&phones, &among, take).unwrap();
            assert_eq!(found, [(2, "01065551234-8012".to_owned())]);
        });
    }
}
