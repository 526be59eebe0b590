//! Accounts entered and changed by hand: cleaned, compared with those we have, written.

mod contacts;
mod fields;
mod people;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use contacts::{ContactEntry, SaidContact, add_contact, clean_contact, edit_contact};

use super::comparing::Subject;
use super::known::{fates_of, stored_keys};
use super::rekey::renew;
use crate::ingest::clean::credit_code::credit_code;
use crate::ingest::clean::email::email;
use crate::ingest::clean::person::person;
use crate::ingest::clean::phone::{area_code, phones};
use crate::ingest::clean::{Problem, text};
use crate::ingest::matching::{Candidate, Fate, Reason};
use crate::model::{
    Account, AccountId, AccountKind, ContactId, Day, Person, Phone, Separation, ShopId, StaffId,
    StoredPhone,
};
use crate::playbook::Playbook;
use crate::store::{Column as _, Op, StoreError};

/// What is said of a field that may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Wish<T> {
    /// Nothing: it stays as it is.
    #[default]
    Keep,
    /// That it has no value.
    Clear,
    /// Its value.
    Set(T),
}

impl Wish<String> {
    /// Returns the wish of an option of the command line: one not given keeps, a blank one clears.
    pub fn of(said: Option<&str>) -> Self {
        match said.map(text::trimmed) {
            None => Self::Keep,
            Some("") => Self::Clear,
            Some(text) => Self::Set(text.to_owned()),
        }
    }
}

impl<T: Clone> Wish<T> {
    /// Does to a field what is wished.
    pub fn fill(&self, slot: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *slot = None,
            Self::Set(value) => *slot = Some(value.clone()),
        }
    }

    /// Returns the value, where one is set.
    fn value(&self) -> Option<&T> {
        if let Self::Set(value) = self { Some(value) } else { None }
    }
}

/// What a person says of an account, as typed.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Name; missing keeps it.
    pub name: Option<String>,
    /// Organisation or person; of a new account the name tells where it is missing.
    pub kind: Option<AccountKind>,
    /// Unified social credit code.
    pub credit_code: Wish<String>,
    /// E-mail address.
    pub email: Wish<String>,
    /// City.
    pub city: Wish<String>,
    /// Address.
    pub address: Wish<String>,
    /// Industry.
    pub industry: Wish<String>,
    /// Code of the channel by which they reached us.
    pub channel: Wish<String>,
    /// Free text.
    pub note: Wish<String>,
    /// Owner; cleared: the pool.
    pub owner: Wish<StaffId>,
    /// Shop.
    pub shop: Wish<ShopId>,
    /// The group or head office it belongs to.
    pub parent: Wish<AccountId>,
    /// Labels instead of those it has.
    pub tags: Wish<Vec<String>>,
    /// Labels besides.
    pub add_tags: Vec<String>,
    /// Labels no more.
    pub drop_tags: Vec<String>,
    /// Telephone numbers besides.
    pub add_phones: Vec<String>,
    /// Telephone numbers no more.
    pub drop_phones: Vec<String>,
    /// Person to talk to, with title perhaps.
    pub contact: Option<String>,
    /// Title of that person.
    pub title: Option<String>,
}

/// A value that cannot be read, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclear {
    /// The field.
    pub field: &'static str,
    /// The value as typed.
    pub value: String,
    /// What is wrong with it: a code of cleaning, and its fact.
    pub problem: Problem,
}

/// What is said of an account, cleaned.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    said: Said,
    add_phones: Vec<Phone>,
    drop_phones: Vec<Phone>,
    contact: Option<Person>,
    /// What was read in part, and is used.
    pub remarks: Vec<Unclear>,
}

/// Why an account was not written.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is one that we have.
    #[error("{account} {name} is the same customer: {reason}")]
    Known {
        /// The account.
        account: AccountId,
        /// Its name.
        name: String,
        /// Why it is the same.
        reason: Reason,
    },
    /// A phone that was to be dropped is none of the account's.
    #[error("{account} has no phone {phone}")]
    NoSuchPhone {
        /// The account.
        account: AccountId,
        /// The phone as dialled.
        phone: String,
    },
    /// The account has a contact of that name.
    #[error("{account} has a contact {name} already: {id}")]
    ContactThere {
        /// The contact.
        id: ContactId,
        /// The account.
        account: AccountId,
        /// The name.
        name: String,
    },
    /// An account below itself.
    #[error("{parent} belongs to {account} already")]
    OwnParent {
        /// The account.
        account: AccountId,
        /// The parent it was to have.
        parent: AccountId,
    },
}

/// An account that was entered.
#[derive(Debug, Clone)]
pub struct Entered {
    /// The account.
    pub account: Account,
    /// One that may be the same customer.
    pub likely: Option<Likely>,
}

/// An account that may be the same customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Why it may be.
    pub reason: Reason,
}

/// Returns what is said, cleaned; everything that cannot be read where something cannot.
///
/// `city` is where local telephone numbers are, unless the city is said. Phones, e-mail and
/// credit code are cleaned as those of lists are (design, import, clean).
pub fn clean(said: Said, city: Option<&str>) -> Result<Entry, Vec<Unclear>> {
    let mut entry = Entry::default();
    let mut wrong = Vec::new();
    let city = said.city.value().map(String::as_str).or(city);
    for (typed, into) in
        [(&said.add_phones, &mut entry.add_phones), (&said.drop_phones, &mut entry.drop_phones)]
    {
        for value in typed {
            let before = into.len();
            if let Some(problem) = phones(value, || area_code(city?), into) {
                let unclear = Unclear { field: "phone", value: value.clone(), problem };
                let read = into.len() > before;
                if read { &mut entry.remarks } else { &mut wrong }.push(unclear);
            }
        }
    }
    entry.contact = said.contact.as_deref().map(|typed| {
        let mut found = person(typed)
            .unwrap_or_else(|| Person { name: typed.trim().to_owned(), ..Person::default() });
        found.title = said.title.clone().or(found.title);
        found
    });
    let mut said = said;
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
    if let Wish::Set(typed) = &mut said.credit_code {
        match credit_code(typed) {
            Ok(code) => *typed = code,
            Err(problem) => {
                wrong.push(Unclear { field: "credit_code", value: typed.clone(), problem });
            }
        }
    }
    entry.said = said;
    if wrong.is_empty() { Ok(entry) } else { Err(wrong) }
}

impl Entry {
    /// Returns who the account entered on `today` is, as matching compares it.
    pub fn subject(&self, today: Day) -> Subject {
        let mut account = self.blank(today);
        self.fill(&mut account, today);
        Subject::of_account(&account, &self.unstored_phones(account.id))
    }
}

/// Enters a new account.
///
/// It is refused where it surely is one that we have: the same credit code, or the same phone and
/// name; not so where `is_new` says that a person knows better, which is remembered. One that may
/// be the same is returned beside it.
pub fn add(
    op: &mut Op<'_>,
    entry: &Entry,
    playbook: &Playbook,
    is_new: bool,
) -> Result<Entered, EntryError> {
    let mut account = entry.blank(op.today());
    entry.fill(&mut account, op.today());
    let drafts = entry.unstored_phones(account.id);
    renew(op)?;
    let likely = known_as(op, &account, &drafts, playbook)?;
    if let Some(Likely { account, name, reason }) = likely.clone().filter(|_| !is_new)
        && matches!(reason, Reason::SameCreditCode | Reason::SamePhoneAndName)
    {
        return Err(EntryError::Known { account, name, reason });
    }
    account.id = op.next_id()?;
    op.insert(&account)?;
    let people = entry.write_people(op, account.id, Vec::new())?;
    let keys = stored_keys(&account, &people.phones);
    op.change_match_keys(account.id, &[], &keys)?;
    if is_new && let Some(likely) = &likely {
        // Ids ascend, so the account that was there has the smaller one.
        let separation =
            Separation { id: op.next_id()?, account: likely.account, other: account.id };
        op.insert(&separation)?;
    }
    Ok(Entered { account, likely: likely.filter(|_| !is_new) })
}

/// Changes an account, and returns whether anything differed.
pub fn edit(op: &mut Op<'_>, id: AccountId, entry: &Entry) -> Result<bool, EntryError> {
    let before: Account = op.db().get(id)?;
    let phones: Vec<StoredPhone> = op.db().having("account", &id.to_val())?;
    let old_keys = stored_keys(&before, &phones);
    let mut account = before.clone();
    entry.fill(&mut account, op.today());
    if account.parent != before.parent {
        refuse_own_parent(op, &account)?;
    }
    let saved = op.save(&before, &account)?;
    let people = entry.write_people(op, id, phones)?;
    let keys = stored_keys(&account, &people.phones);
    op.change_match_keys(id, &old_keys, &keys)?;
    Ok(saved || people.changed)
}

/// Returns the account that the new one surely or possibly is.
fn known_as(
    op: &Op<'_>,
    account: &Account,
    phones: &[StoredPhone],
    playbook: &Playbook,
) -> Result<Option<Likely>, EntryError> {
    let verdicts =
        fates_of(op.db(), account, phones, playbook)?.into_iter().filter_map(|fate| match fate {
            Fate::Known { account, reason }
            | Fate::Held { candidate: Some(Candidate::Account(account)), reason, .. } => {
                Some((account, reason))
            }
            _ => None,
        });
    let Some((account, reason)) = verdicts.min_by_key(|(_, reason)| *reason) else {
        return Ok(None);
    };
    let name = op.db().get::<Account>(account)?.name;
    Ok(Some(Likely { account, name, reason }))
}

/// Refuses a parent that the account is above of, or is.
fn refuse_own_parent(op: &Op<'_>, account: &Account) -> Result<(), EntryError> {
    let mut seen = HashSet::new();
    let mut above = account.parent;
    while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
        if parent == account.id {
            let parent = account.parent.unwrap_or(parent);
            return Err(EntryError::OwnParent { account: account.id, parent });
        }
        above = op.db().get::<Account>(parent)?.parent;
    }
    Ok(())
}
