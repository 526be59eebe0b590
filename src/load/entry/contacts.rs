//! People at an account, entered and changed by hand.

use super::people::stored;
use super::{EntryError, Unclear, Wish};
use crate::ingest::clean::email::email;
use crate::ingest::clean::person::person;
use crate::ingest::clean::phone::{area_code, phones};
use crate::load::known::stored_keys;
use crate::model::{
    Account, AccountId, BuyingRole, Contact, ContactId, Person, Phone, StoredPhone,
};
use crate::store::{Column as _, Op, StoreError};

/// What a person says of a contact, as typed.
#[derive(Debug, Clone, Default)]
pub struct SaidContact {
    /// Name, with title or department perhaps; missing keeps it.
    pub name: Option<String>,
    /// Title; in a name too where this keeps it.
    pub title: Wish<String>,
    /// Department.
    pub department: Wish<String>,
    /// E-mail address.
    pub email: Wish<String>,
    /// When they are best called.
    pub best_time: Wish<String>,
    /// Free text.
    pub note: Wish<String>,
    /// Parts they play; cleared: none but `add_roles`.
    pub drop_roles: bool,
    /// Parts they play besides.
    pub add_roles: Vec<BuyingRole>,
    /// Whether none of their telephone numbers stays but `add_phones`.
    pub drop_phones: bool,
    /// Telephone numbers besides.
    pub add_phones: Vec<String>,
}

/// What is said of a contact, cleaned.
#[derive(Debug, Clone, Default)]
pub struct ContactEntry {
    said: SaidContact,
    person: Option<Person>,
    phones: Vec<Phone>,
    /// What was read in part, and is used.
    pub remarks: Vec<Unclear>,
}

/// Returns what is said of a contact, cleaned; everything that cannot be read where something
/// cannot.
///
/// `city` is where local telephone numbers are. Phones, e-mail and the name with its title are
/// cleaned as those of lists are (design, import, clean).
pub fn clean_contact(
    mut said: SaidContact,
    city: Option<&str>,
) -> Result<ContactEntry, Vec<Unclear>> {
    let mut entry = ContactEntry::default();
    let mut wrong = Vec::new();
    for value in &said.add_phones {
        let before = entry.phones.len();
        if let Some(problem) = phones(value, || area_code(city?), &mut entry.phones) {
            let unclear = Unclear { field: "phone", value: value.clone(), problem };
            let read = entry.phones.len() > before;
            if read { &mut entry.remarks } else { &mut wrong }.push(unclear);
        }
    }
    if let Wish::Set(typed) = &mut said.email {
        let (address, problem) = email(typed);
        let problem =
            problem.map(|problem| Unclear { field: "email", value: typed.clone(), problem });
        match address {
            Some(address) => {
                *typed = address;
                entry.remarks.extend(problem);
            }
            None => wrong.extend(problem),
        }
    }
    entry.person = said.name.as_deref().map(|typed| {
        person(typed)
            .unwrap_or_else(|| Person { name: typed.trim().to_owned(), ..Person::default() })
    });
    entry.said = said;
    if wrong.is_empty() { Ok(entry) } else { Err(wrong) }
}

/// Enters a contact of an account; refused where the account has one of that name.
pub fn add_contact(
    op: &mut Op<'_>,
    account: AccountId,
    entry: &ContactEntry,
) -> Result<Contact, EntryError> {
    let mut contact = Contact {
        id: ContactId(0),
        account,
        name: String::new(),
        title: None,
        department: None,
        roles: Vec::new(),
        email: None,
        best_time: None,
        note: None,
    };
    entry.fill(&mut contact);
    refuse_second(op, &contact)?;
    contact.id = op.next_id()?;
    op.insert(&contact)?;
    entry.write_phones(op, &contact)?;
    Ok(contact)
}

/// Changes a contact, and returns whether anything differed; refused where another contact of the
/// account has that name.
pub fn edit_contact(
    op: &mut Op<'_>,
    id: ContactId,
    entry: &ContactEntry,
) -> Result<bool, EntryError> {
    let before: Contact = op.db().get(id)?;
    let mut contact = before.clone();
    entry.fill(&mut contact);
    if contact.name != before.name {
        refuse_second(op, &contact)?;
    }
    let saved = op.save(&before, &contact)?;
    Ok(entry.write_phones(op, &contact)? || saved)
}

fn refuse_second(op: &Op<'_>, contact: &Contact) -> Result<(), EntryError> {
    let known: Vec<Contact> = op.db().having("account", &contact.account.to_val())?;
    let same = known.into_iter().find(|other| other.name == contact.name && other.id != contact.id);
    same.map_or(Ok(()), |other| {
        let Contact { id, account, name, .. } = other;
        Err(EntryError::ContactThere { id, account, name })
    })
}

impl ContactEntry {
    fn fill(&self, contact: &mut Contact) {
        if let Some(person) = &self.person {
            contact.name.clone_from(&person.name);
            contact.title = person.title.clone().or(contact.title.take());
            contact.department = person.department.clone().or(contact.department.take());
        }
        let said = &self.said;
        said.title.fill(&mut contact.title);
        said.department.fill(&mut contact.department);
        said.email.fill(&mut contact.email);
        said.best_time.fill(&mut contact.best_time);
        said.note.fill(&mut contact.note);
        if said.drop_roles {
            contact.roles.clear();
        }
        for role in &said.add_roles {
            if !contact.roles.contains(role) {
                contact.roles.push(*role);
            }
        }
    }

    /// Writes the phones that are said, and returns whether anything differed. A number that the
    /// account has without saying who answers becomes the contact's.
    fn write_phones(&self, op: &mut Op<'_>, contact: &Contact) -> Result<bool, StoreError> {
        let account: Account = op.db().get(contact.account)?;
        let mut all: Vec<StoredPhone> = op.db().having("account", &account.id.to_val())?;
        let old_keys = stored_keys(&account, &all);
        let mut changed = false;
        let is = |stored: &StoredPhone, phone: &Phone| {
            stored.number == phone.number && stored.extension == phone.extension
        };
        if self.said.drop_phones {
            let kept = |stored: &StoredPhone| {
                stored.contact != Some(contact.id) || self.phones.iter().any(|p| is(stored, p))
            };
            for dropped in all.iter().filter(|stored| !kept(stored)) {
                op.remove(dropped.id)?;
                changed = true;
            }
            all.retain(kept);
        }
        for phone in &self.phones {
            if all.iter().any(|known| is(known, phone) && known.contact == Some(contact.id)) {
                continue;
            }
            let own = all.iter_mut().find(|known| is(known, phone) && known.contact.is_none());
            if let Some(own) = own {
                own.contact = Some(contact.id);
                op.update(own.id, &[("contact", own.contact.to_val())])?;
            } else {
                let made = stored(op.next_id()?, account.id, Some(contact.id), phone);
                op.insert(&made)?;
                all.push(made);
            }
            changed = true;
        }
        op.change_match_keys(account.id, &old_keys, &stored_keys(&account, &all))?;
        Ok(changed)
    }
}
