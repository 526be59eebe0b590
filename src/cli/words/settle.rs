//! What words say together, or all that is wrong with them.

use std::collections::BTreeSet;

use super::closed::{Alike, alike, is_bare_amount, is_bare_number};
use super::phrases::joined;
use super::placed::{Placed, place};
use super::promise::promised;
use super::{By, Customer, Given, Known, NoNote, Reading, Slot, Trouble, Understood, Verb};
use crate::ingest::clean::person::TitleFit;
use crate::model::AccountId;

/// A word with everything that it may say.
struct Word {
    text: String,
    readings: Vec<Reading>,
}

/// Returns what words say together, beside what options say.
///
/// A word that a list knows as a whole is not looked for in parts of names. Words that name
/// accounts have to name one in common, and then name it; a contact's namesakes elsewhere, and
/// parts of other names, do not count where the word says something else or fits that account. A
/// word that may still say several things is in doubt. A word that no list knows and that says a
/// day and a time is parted; one that is written as a day, a time, a grade or a price, and cannot
/// be read, is refused. One other word that no list knows is the note, where the verb takes one,
/// none is given, and nothing that the verb needs is missing; a day to come that it promises is
/// the one agreed, where no other is.
///
/// # Errors
/// Everything that is wrong, at once.
pub(crate) fn recognise(
    words: &[String],
    verb: &Verb,
    given: &Given,
    known: &Known,
) -> Result<Understood, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let (mut words, mut unknown) = read(&joined(words, known.when), verb, known, &mut troubles);
    drop_strangers(&mut words, given, &mut unknown);
    let account = agreed(&mut words, given, &mut troubles);
    let mut found = Understood { account, ..Understood::default() };
    let mut taken: Vec<(Slot, String)> = Vec::new();
    let mut dated = Vec::new();
    for (at, Word { text: word, readings }) in words.into_iter().enumerate() {
        match <[Reading; 1]>::try_from(readings) {
            Ok([reading]) if matches!(reading.slot(), Slot::Day | Slot::Future | Slot::Time) => {
                dated.push(Placed { at, word, reading });
            }
            Ok([reading]) => taken.push(fill(&mut found, word, reading)),
            Err(readings) if readings.is_empty() => {}
            Err(readings) => troubles.push(Trouble::Several { word, readings }),
        }
    }
    if let ([only], true) = (unknown.as_slice(), verb.takes.contains(&Slot::Day)) {
        promise(&mut dated, only, given, known);
    }
    taken.extend(place(&mut found, dated, given, known.when));
    twice(&taken, given, &mut troubles);
    let missing = missing(verb, given, &found, &taken, &troubles);
    if !unknown.is_empty() {
        note(&mut found, unknown, verb, given, !missing.is_empty(), &mut troubles);
    }
    troubles.extend(missing.into_iter().map(Trouble::Missing));
    if troubles.is_empty() { Ok(found) } else { Err(troubles) }
}

/// Adds the day that a note promises, where no day is agreed.
fn promise(dated: &mut Vec<Placed>, note: &str, given: &Given, known: &Known) {
    let is_agreed = |one: &Placed| match &one.reading {
        Reading::Day(day) => *day > known.when.today,
        Reading::Deadline(_) | Reading::From(_) => true,
        _ => false,
    };
    if given.slots.contains(&Slot::Future) || dated.iter().any(is_agreed) {
        return;
    }
    // It stands for itself: no time elsewhere in the line is beside it.
    let behind = dated.iter().map(|one| one.at + 2).max().unwrap_or_default();
    for (at, (word, mut readings)) in promised(note, known.when).into_iter().flatten().enumerate() {
        let at = behind + at;
        dated.extend(readings.pop().map(|reading| Placed { at, word, reading }));
    }
}

/// Parts names with a title from the words where nobody is meant whom the other words leave: they
/// are known by no list then. Of those who are, the ones whose title fits best are.
fn drop_strangers(words: &mut Vec<Word>, given: &Given, unknown: &mut Vec<String>) {
    let accounts = named_accounts(words.iter().filter(|word| !is_titled(word)), given);
    for word in words.iter_mut().filter(|word| is_titled(word)) {
        if let Some(accounts) = &accounts {
            let meant = |one: &Reading| match one {
                Reading::Customer(one) => accounts.contains(&one.account),
                _ => true,
            };
            // Namesakes elsewhere are told about as those of any name.
            if word.readings.iter().any(meant) || word.readings.iter().all(|one| fit(one).is_some())
            {
                word.readings.retain(meant);
            }
        }
        let called_so = word.readings.iter().any(|one| fit(one).is_none());
        let best = word.readings.iter().filter_map(fit).min().filter(|_| !called_so);
        word.readings.retain(|one| fit(one) == best);
        if word.readings.is_empty() {
            unknown.push(word.text.clone());
        }
    }
    words.retain(|word| !word.readings.is_empty());
}

/// Returns how well the title fits of a person who is meant by one.
fn fit(reading: &Reading) -> Option<TitleFit> {
    match reading {
        Reading::Customer(Customer { by: By::Titled(_, fit), .. }) => Some(*fit),
        _ => None,
    }
}

fn is_titled(word: &Word) -> bool {
    word.readings.iter().any(|one| fit(one).is_some())
}

/// Returns the accounts that words, and options, name in common; `None` where they name none.
fn named_accounts<'w>(
    words: impl Iterator<Item = &'w Word>,
    given: &Given,
) -> Option<BTreeSet<AccountId>> {
    let mut common: Option<BTreeSet<AccountId>> = given.account.map(|account| [account].into());
    for word in words.filter(|word| names_accounts(word)) {
        let accounts: BTreeSet<AccountId> = customers(word).map(|one| one.account).collect();
        common = Some(match common {
            Some(common) => &common & &accounts,
            None => accounts,
        });
    }
    common
}

/// Returns whether a word may name accounts, and nothing else.
fn names_accounts(word: &Word) -> bool {
    let customers = customers(word).count();
    customers > 0 && customers == word.readings.len()
}

/// Returns the words that lists know, and those that none does.
fn read(
    words: &[String],
    verb: &Verb,
    known: &Known,
    troubles: &mut Vec<Trouble>,
) -> (Vec<Word>, Vec<String>) {
    let (mut read, mut unknown) = (Vec::new(), Vec::new());
    for text in words.iter().cloned() {
        let mut readings = known.whole(&text, verb.takes);
        if readings.is_empty() {
            readings = known.part(&text, verb.takes);
        }
        if !readings.is_empty() {
            read.push(Word { text, readings });
            continue;
        }
        if let Some(exists) = known.other_id(&text) {
            troubles.push(Trouble::OtherId { word: text, known: exists });
            continue;
        }
        match alike(&text, verb.takes, known.when) {
            Some(Alike::DayAndTime(parts)) => {
                read.extend(parts.map(|(text, readings)| Word { text, readings }));
                continue;
            }
            Some(Alike::Unreadable(shape)) => {
                troubles.push(Trouble::Unreadable { word: text, shape });
                continue;
            }
            None => {}
        }
        if known.is_phone(&text) {
            troubles.push(Trouble::NobodysPhone(text));
        } else if is_bare_number(&text) {
            troubles.push(Trouble::BareNumber(text));
        } else if is_bare_amount(&text) {
            troubles.push(Trouble::BareAmount(text));
        } else {
            unknown.push(text);
        }
    }
    (read, unknown)
}

/// Returns the account that words name in common, and leaves them those readings that fit it.
fn agreed(words: &mut [Word], given: &Given, troubles: &mut Vec<Trouble>) -> Option<AccountId> {
    let common = named_accounts(words.iter(), given)?;
    let naming = words.iter().filter(|word| names_accounts(word));
    let mut naming: Vec<(String, Vec<Customer>)> =
        naming.map(|word| (word.text.clone(), customers(word).cloned().collect())).collect();
    let account = match common.iter().collect::<Vec<_>>().as_slice() {
        [only] => **only,
        [] => {
            troubles.push(Trouble::Apart { words: naming, option: given.account });
            words.iter_mut().for_each(forget_customers);
            return None;
        }
        _ => {
            // The word that says most exactly whom it means is the one to be put right.
            naming.sort_by_key(|(_, customers)| customers.len());
            if let Some((word, mut customers)) = naming.into_iter().next() {
                customers.retain(|one| common.contains(&one.account));
                let readings = customers.into_iter().map(Reading::Customer).collect();
                troubles.push(Trouble::Several { word, readings });
            }
            words.iter_mut().for_each(forget_customers);
            return None;
        }
    };
    for word in words {
        keep_fitting(word, account);
    }
    Some(account)
}

fn customers(word: &Word) -> impl Iterator<Item = &Customer> {
    word.readings.iter().filter_map(|reading| match reading {
        Reading::Customer(customer) => Some(customer),
        _ => None,
    })
}

/// Drops the readings of a word that names accounts alone, as these are told about already.
fn forget_customers(word: &mut Word) {
    if customers(word).count() == word.readings.len() {
        word.readings.clear();
    }
}

/// Drops customers other than the account, where they are not surely meant.
fn keep_fitting(word: &mut Word, account: AccountId) {
    let alone = customers(word).count() == word.readings.len();
    word.readings.retain(|reading| match reading {
        Reading::Customer(one) => one.account == account || (!alone && one.by.sure()),
        _ => true,
    });
    // A person who is an account and the contact of it, or has two phones, is one.
    let by_account = |reading: &Reading| matches!(reading, Reading::Customer(Customer { by, .. }) if by.contact().is_none());
    if alone && word.readings.len() > 1 && word.readings.iter().any(by_account) {
        word.readings.retain(by_account);
        word.readings.truncate(1);
    }
}

/// Puts what a word says to what is understood. Returns what that is.
fn fill(found: &mut Understood, word: String, reading: Reading) -> (Slot, String) {
    let mut slot = reading.slot();
    match reading {
        Reading::Customer(customer) => {
            found.account = Some(customer.account);
            match customer.by {
                By::Deal(id) => (slot, found.deal) = (Slot::Deal, Some(id)),
                By::Appointment(id) => (slot, found.appointment) = (Slot::Appointment, Some(id)),
                by => {
                    if let Some(contact) = by.contact() {
                        (slot, found.contact) = (Slot::Contact, Some(contact));
                    }
                }
            }
        }
        Reading::Staff(id, _) => found.staff = Some(id),
        Reading::Model(model) => found.model = Some(model),
        Reading::Kind(kind) => found.kind = Some(kind),
        Reading::Result(result) => found.result = Some(result),
        Reading::Grade(grade) => found.grade = Some(grade),
        Reading::Day(_)
        | Reading::Deadline(_)
        | Reading::From(_)
        | Reading::Time(_)
        | Reading::Part(_) => {}
        Reading::Quote(price) => found.quote = Some(price),
        Reading::Party(party) => found.party = Some(party),
    }
    (slot, word)
}

/// Tells what several words say, or a word and an option. Several words may name one account.
fn twice(taken: &[(Slot, String)], given: &Given, troubles: &mut Vec<Trouble>) {
    let slots: BTreeSet<Slot> = taken.iter().map(|(slot, _)| *slot).collect();
    for slot in slots.into_iter().filter(|slot| *slot != Slot::Account) {
        let said = taken.iter().filter(|(other, _)| *other == slot);
        let words: Vec<String> = said.map(|(_, word)| word.clone()).collect();
        let option = given.slots.contains(&slot);
        if option || words.len() > 1 {
            troubles.push(Trouble::Twice { slot, words, option });
        }
    }
}

/// Returns what the verb needs and nobody says, but for what words in doubt may say.
fn missing(
    verb: &Verb,
    given: &Given,
    found: &Understood,
    taken: &[(Slot, String)],
    troubles: &[Trouble],
) -> Vec<Slot> {
    let said = |slot: Slot| {
        given.slots.contains(&slot)
            || taken.iter().any(|(taken, _)| *taken == slot)
            || (slot == Slot::Account && found.account.is_some())
    };
    let in_doubt = |slot: Slot| {
        troubles.iter().any(|trouble| match trouble {
            Trouble::Several { readings, .. } => readings.iter().any(|one| one.slot() == slot),
            Trouble::Apart { .. } | Trouble::NobodysPhone(_) | Trouble::OtherId { .. } => {
                slot == Slot::Account
            }
            _ => false,
        })
    };
    let needs = verb.needs.iter().copied();
    needs.filter(|slot| !said(*slot) && !in_doubt(*slot)).collect()
}

/// Takes a word that no list knows as the note, or says why it is none.
fn note(
    found: &mut Understood,
    mut unknown: Vec<String>,
    verb: &Verb,
    given: &Given,
    missing: bool,
    troubles: &mut Vec<Trouble>,
) {
    let why = if !verb.takes.contains(&Slot::Note) {
        NoNote::NotTaken
    } else if given.slots.contains(&Slot::Note) {
        NoNote::Given
    } else if unknown.len() > 1 {
        NoNote::Several
    } else if missing {
        NoNote::Missing
    } else {
        found.note = unknown.pop();
        return;
    };
    troubles.push(Trouble::Unknown { words: unknown, why });
}
