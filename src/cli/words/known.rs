//! What the store knows by words: accounts, contacts, staff, models, ids.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::closed::{self, is_bare_amount, is_bare_number, looks_like_a_phone};
use super::phrases::joined;
use super::{By, Customer, Given, Reading, Slot, When};
use crate::cli::context::Session;
use crate::cli::entries;
use crate::cli::error::CliError;
use crate::ingest::clean::person::{TitleFit, is_named, title_fit, titled};
use crate::ingest::clean::phone::{area_code, phones};
use crate::load::accounts_by_phone;
use crate::model::{
    AccountId, AnyId, Appointment, AppointmentId, Contact, ContactId, Deal, DealId, IdKind, Person,
    Staff, StaffId,
};
use crate::store::{Acquaintance, Db, KnownPerson, StoreError};

/// Signs that a word has to have before parts of names are compared with it.
const PART: usize = 2;
/// Accounts that one part of a name is followed up to.
const PARTS: usize = 1_000;

/// What the store knows by words, and when they are said.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) when: When,
    staff: Vec<Staff>,
    words: HashMap<String, Found>,
}

/// What the store knows by one word.
#[derive(Debug, Clone, Default)]
struct Found {
    customers: Vec<Customer>,
    /// Which those are.
    seen: HashSet<(AccountId, Option<ContactId>)>,
    models: Vec<String>,
    /// An id that names no account, and whether something has it.
    other_id: Option<bool>,
    phone: bool,
}

impl Known {
    /// Returns what is known before any word is asked for.
    pub(super) fn new(when: When, staff: Vec<Staff>) -> Self {
        Self { when, staff, words: HashMap::new() }
    }

    /// Asks the store for every word. Names are looked for as a whole where a fixed list, a member
    /// of staff or a model is called so, else by parts too.
    pub(crate) fn of(
        session: &Session,
        takes: &[Slot],
        words: &[String],
        given: &Given,
    ) -> Result<Self, CliError> {
        let db = session.store.db();
        let mut known = Self::new(session.when(), Vec::new());
        let words = joined(words, known.when);
        let words: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        let words: Vec<&str> = words.into_iter().collect();
        if words.is_empty() {
            return Ok(known);
        }
        known.staff = db.every::<Staff>()?;
        let city = entries::phone_city(session, None)?;
        for word in &words {
            if let Some(id) = AnyId::parse(word) {
                known.learn_id(db, word, id)?;
            } else if looks_like_a_phone(word) {
                known.learn_phone(db, word, city.as_deref())?;
            }
        }
        let open = |known: &Self, word: &&str| known.is_open(word, takes);
        if takes.contains(&Slot::Model) {
            let asked: Vec<&str> =
                words.iter().copied().filter(|word| open(&known, word)).collect();
            for model in db.models_with(&asked)? {
                for word in asked.iter().filter(|word| contains(&model, word)) {
                    known.learn_model(word, model.clone());
                }
            }
        }
        let named = |word: &&str| known.whole(word, takes).is_empty() && open(&known, word);
        let (parts, whole): (Vec<&str>, Vec<&str>) = words.into_iter().partition(named);
        known.learn_names(db, &whole, &parts)?;
        let named: BTreeSet<AccountId> = known
            .words
            .values()
            .flat_map(|found| found.customers.iter().map(|one| one.account))
            .chain(given.account)
            .collect();
        for word in parts {
            known.learn_titled(db, word, &named)?;
        }
        Ok(known)
    }

    /// Returns whether parts of names are looked at for the word: no fixed list knows it, it is
    /// neither an id nor a phone nor a number, and long enough.
    fn is_open(&self, word: &str, takes: &[Slot]) -> bool {
        let said =
            self.words.get(word).is_some_and(|found| found.phone || found.other_id.is_some());
        let bare = is_bare_number(word) || is_bare_amount(word);
        let closed = !closed::readings(word, takes, self.when).is_empty();
        !(said || bare || closed) && word.chars().count() >= PART
    }

    /// Learns whom words name: by a whole name each, those of `parts` by a part of one too.
    fn learn_names(&mut self, db: &Db, whole: &[&str], parts: &[&str]) -> Result<(), CliError> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        db.each_namesake(whole, parts, |found| {
            let name = found.matched.to_lowercase();
            for word in whole.iter().chain(parts).filter(|word| name == word.to_lowercase()) {
                let by = match found.contact {
                    Some(contact) => By::Contact(contact),
                    None if found.other_spelling => By::Part,
                    None => By::Name,
                };
                self.learn(word, found.account, &found.name, by);
            }
            for word in parts.iter().filter(|word| is_part_of(&name, word)) {
                let count = counts.entry(word).or_default();
                *count += 1;
                if *count <= PARTS {
                    let by = found.contact.map_or(By::Part, By::ContactPart);
                    self.learn(word, found.account, &found.name, by);
                }
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Learns whom a word may mean that is a family name and a title, where no name has it but
    /// those of contacts.
    ///
    /// Of the accounts that other words name everybody of that family name may be; else whose title
    /// is no other one.
    fn learn_titled(
        &mut self,
        db: &Db,
        word: &str,
        named: &BTreeSet<AccountId>,
    ) -> Result<(), CliError> {
        let contacts = self.customers(word).iter().all(|one| one.by.contact().is_some());
        let Some(said) = titled(word).filter(|_| contacts && self.models(word).is_empty()) else {
            return Ok(());
        };
        let mut others = 0;
        each_titled(db, &said, |person, fit| {
            let is_named = named.contains(&person.account);
            if !is_named {
                others += 1;
            }
            if is_named || (named.is_empty() && fit != TitleFit::Other && others <= PARTS) {
                self.learn(word, person.account, &person.name, By::Titled(person.contact, fit));
            }
        })?;
        Ok(())
    }

    /// Adds an account that the word names, each once by the first means.
    pub(super) fn learn(&mut self, word: &str, account: AccountId, name: &str, by: By) {
        let found = self.words.entry(word.to_owned()).or_default();
        if found.seen.insert((account, by.contact())) {
            found.customers.push(Customer { account, name: name.to_owned(), by });
        }
    }

    /// Adds a model that contains the word.
    pub(super) fn learn_model(&mut self, word: &str, model: String) {
        self.words.entry(word.to_owned()).or_default().models.push(model);
    }

    /// Says that the word is an id of no account, and whether something has it.
    pub(super) fn learn_other_id(&mut self, word: &str, exists: bool) {
        self.words.entry(word.to_owned()).or_default().other_id = Some(exists);
    }

    /// Says that the word is a telephone number.
    pub(super) fn learn_number(&mut self, word: &str) {
        self.words.entry(word.to_owned()).or_default().phone = true;
    }

    fn learn_id(&mut self, db: &Db, word: &str, id: AnyId) -> Result<(), CliError> {
        let number = id.number;
        let named = match id.kind {
            IdKind::AccountId => Ok((AccountId(number), By::Id)),
            IdKind::ContactId => db
                .get::<Contact>(ContactId(number))
                .map(|found| (found.account, By::ContactId(found.id))),
            IdKind::DealId => {
                db.get::<Deal>(DealId(number)).map(|found| (found.account, By::Deal(found.id)))
            }
            IdKind::AppointmentId => db
                .get::<Appointment>(AppointmentId(number))
                .map(|found| (found.account, By::Appointment(found.id))),
            IdKind::StaffId if self.staff.iter().any(|staff| staff.id == StaffId(number)) => {
                return Ok(());
            }
            kind => {
                self.learn_other_id(word, kind != IdKind::StaffId);
                return Ok(());
            }
        };
        let account = named.and_then(|(account, by)| Ok((db.account_led_to(account)?, by)));
        match account {
            Ok((account, by)) => self.learn(word, account.id, &account.name, by),
            Err(StoreError::Unknown { .. }) => self.learn_other_id(word, false),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn learn_phone(&mut self, db: &Db, word: &str, city: Option<&str>) -> Result<(), CliError> {
        let mut numbers = Vec::new();
        phones(word, || area_code(city?), &mut numbers);
        if numbers.is_empty() {
            return Ok(());
        }
        self.learn_number(word);
        let mut found: Vec<Acquaintance> = Vec::new();
        db.each_with_phone(&numbers, &accounts_by_phone(db, &numbers)?, |one| {
            found.push(one);
            Ok(())
        })?;
        for (one, contact) in with_contacts(db, found)? {
            self.learn(word, one.account, &one.name, By::Phone(contact));
        }
        Ok(())
    }

    /// Returns what lists know by the whole word.
    pub(super) fn whole(&self, word: &str, takes: &[Slot]) -> Vec<Reading> {
        let mut readings = closed::readings(word, takes, self.when);
        let customers = self.customers(word).iter().filter(|customer| customer.by.whole());
        readings.extend(customers.cloned().map(Reading::Customer));
        if takes.contains(&Slot::Staff) {
            let called = self.staff.iter().filter(|staff| is_called(staff, word));
            readings.extend(called.map(|staff| Reading::Staff(staff.id, staff.name.clone())));
        }
        let same = |model: &String| model.trim().to_lowercase() == word.to_lowercase();
        if takes.contains(&Slot::Model) && self.models(word).iter().any(same) {
            readings.push(Reading::Model(word.to_owned()));
        }
        readings
    }

    /// Returns what lists know by a part of theirs that the word is.
    pub(super) fn part(&self, word: &str, takes: &[Slot]) -> Vec<Reading> {
        let customers = self.customers(word).iter().filter(|customer| !customer.by.whole());
        let mut readings: Vec<Reading> = customers.cloned().map(Reading::Customer).collect();
        if takes.contains(&Slot::Model) && !self.models(word).is_empty() {
            readings.push(Reading::Model(word.to_owned()));
        }
        readings
    }

    /// Returns whether the word is an id of no account, and whether something has it.
    pub(super) fn other_id(&self, word: &str) -> Option<bool> {
        self.words.get(word)?.other_id
    }

    /// Returns whether the word is a telephone number.
    pub(super) fn is_phone(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|found| found.phone)
    }

    fn customers(&self, word: &str) -> &[Customer] {
        self.words.get(word).map_or(&[], |found| &found.customers)
    }

    fn models(&self, word: &str) -> &[String] {
        self.words.get(word).map_or(&[], |found| &found.models)
    }
}

/// Hands the contacts whom somebody may mean by a name with a title to `take`, with how well the
/// title fits.
pub(crate) fn each_titled(
    db: &Db,
    said: &Person,
    mut take: impl FnMut(&KnownPerson, TitleFit),
) -> Result<(), StoreError> {
    let title = said.title.as_deref().unwrap_or_default();
    let start = if said.name.is_ascii() { "" } else { said.name.as_str() };
    db.each_person_beginning(start, |person| {
        if is_named(said, &person.called) {
            take(&person, title_fit(title, person.title.as_deref()));
        }
        Ok(())
    })
}

/// Letters that a part of a name has to have at least, where it is no whole word of it.
const LETTERS: usize = 3;

/// Returns whether the word is a part of a name, in small letters: Chinese anywhere in it, Latin
/// letters where a word of it begins, few of them as a whole word.
fn is_part_of(name: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    if !word.is_ascii() {
        return name.contains(&word);
    }
    let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    name.match_indices(&word).any(|(at, _)| {
        let (before, behind) = (&name[..at], &name[at + word.len()..]);
        let whole = !letter(behind.chars().next());
        !letter(before.chars().next_back()) && (whole || word.len() >= LETTERS)
    })
}

/// Returns whether the text contains the word, ignoring case.
fn contains(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(&word.to_lowercase())
}

/// Returns whether the member of staff has the id, the name, an alias or the login.
fn is_called(staff: &Staff, word: &str) -> bool {
    let id = AnyId::parse(word).is_some_and(|id| id == staff.id.into());
    let login = staff.login.as_deref().is_some_and(|login| login.eq_ignore_ascii_case(word));
    id || login || staff.name == word || staff.aliases.iter().any(|alias| alias == word)
}

/// Returns those found with the contacts that they were found by.
fn with_contacts(
    db: &Db,
    found: Vec<Acquaintance>,
) -> Result<Vec<(Acquaintance, Option<ContactId>)>, StoreError> {
    let accounts: BTreeSet<AccountId> =
        found.iter().filter(|one| one.contact.is_some()).map(|one| one.account).collect();
    let accounts: Vec<AccountId> = accounts.into_iter().collect();
    let contacts: Vec<Contact> = db.by_account(&accounts, "account")?;
    let contact_of = |one: &Acquaintance| {
        let name = one.contact.as_deref()?;
        let same = |contact: &&Contact| contact.account == one.account && contact.name == name;
        contacts.iter().find(same).map(|contact| contact.id)
    };
    Ok(found
        .into_iter()
        .map(|one| {
            let contact = contact_of(&one);
            (one, contact)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::is_part_of;

    #[test]
    fn a_part_of_a_name_is_a_word_of_it_or_its_beginning() {
        for (name, word, expected) in [
            ("多达运输有限公司", "运输", true),
            ("avon water services", "at", false),
            ("avon water services", "wat", true),
            ("avon water services", "Water", true),
            ("avon water services", "ter", false),
            ("avon water services", "a", false),
            ("at systems", "at", true),
            ("o'brien & sons", "brien", true),
            ("宁波abb电气", "abb", true),
            ("宁波abb电气", "bb", false),
        ] {
            assert_eq!(is_part_of(name, word), expected, "{name} {word}");
        }
    }
}
