//! Contacts and phones of an account that is entered or changed by hand.

use super::{Entry, EntryError};
use crate::model::{AccountId, Contact, ContactId, Phone, PhoneId, StoredPhone};
use crate::store::{Column as _, Op, StoreError};

/// Whom to call, after what was said.
pub(super) struct People {
    /// The account's phones.
    pub(super) phones: Vec<StoredPhone>,
    /// Whether anything was written.
    pub(super) changed: bool,
}

impl Entry {
    /// Returns the phones that are said, as an account would have them.
    pub(super) fn unstored_phones(&self, account: AccountId) -> Vec<StoredPhone> {
        self.add_phones.iter().map(|phone| stored(PhoneId(0), account, None, phone)).collect()
    }

    /// Writes the contact and the phones that are said, and takes away the phones that are not to
    /// be had any more. A number that the account has already stays as it is.
    pub(super) fn write_people(
        &self,
        op: &mut Op<'_>,
        account: AccountId,
        mut phones: Vec<StoredPhone>,
    ) -> Result<People, EntryError> {
        let mut changed = false;
        for phone in &self.drop_phones {
            let dropped: Vec<PhoneId> = phones
                .iter()
                .filter(|stored| is_meant(stored, phone))
                .map(|stored| stored.id)
                .collect();
            if dropped.is_empty() {
                return Err(EntryError::NoSuchPhone { account, phone: phone.to_string() });
            }
            for id in dropped {
                op.remove(id)?;
                phones.retain(|stored| stored.id != id);
            }
            changed = true;
        }
        let contact = self.write_contact(op, account, &mut changed)?;
        for phone in &self.add_phones {
            let known = phones
                .iter()
                .any(|stored| stored.number == phone.number && stored.extension == phone.extension);
            if !known {
                let made = stored(op.next_id()?, account, contact, phone);
                op.insert(&made)?;
                phones.push(made);
                changed = true;
            }
        }
        Ok(People { phones, changed })
    }

    /// Writes the contact, or the title of the one so named.
    fn write_contact(
        &self,
        op: &mut Op<'_>,
        account: AccountId,
        changed: &mut bool,
    ) -> Result<Option<ContactId>, StoreError> {
        let Some(person) = &self.contact else { return Ok(None) };
        let known: Vec<Contact> = op.db().having("account", &account.to_val())?;
        if let Some(before) = known.into_iter().find(|contact| contact.name == person.name) {
            let mut wanted = before.clone();
            wanted.title = person.title.clone().or(wanted.title);
            wanted.department = person.department.clone().or(wanted.department);
            *changed |= op.save(&before, &wanted)?;
            return Ok(Some(before.id));
        }
        let contact = Contact {
            id: op.next_id()?,
            account,
            name: person.name.clone(),
            title: person.title.clone(),
            department: person.department.clone(),
            roles: Vec::new(),
            email: None,
            best_time: None,
            note: None,
        };
        op.insert(&contact)?;
        *changed = true;
        Ok(Some(contact.id))
    }
}

/// Returns whether the phone is the one typed; without an extension, any of the number.
fn is_meant(stored: &StoredPhone, phone: &Phone) -> bool {
    stored.number == phone.number
        && (phone.extension.is_none() || stored.extension == phone.extension)
}

pub(super) fn stored(
    id: PhoneId,
    account: AccountId,
    contact: Option<ContactId>,
    phone: &Phone,
) -> StoredPhone {
    StoredPhone {
        id,
        account,
        contact,
        kind: phone.kind,
        number: phone.number.clone(),
        extension: phone.extension.clone(),
    }
}
