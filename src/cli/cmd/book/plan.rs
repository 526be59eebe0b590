//! What is to be agreed: what words and options say, checked.

use super::Asked;
use crate::cli::cmd::log::with;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::cli::labels::choice_label;
use crate::cli::words::{
    Given, Known, Slot, Trouble, Understood, Verb, recognise, refuse, time_of_day,
};
use crate::cli::{resolve, text};
use crate::model::{
    Account, AccountId, Appointment, Choice as _, Contact, ContactId, Day, Deal, DealId, DealState,
    Staff, StaffId, TouchKind,
};
use crate::store::Db;

/// What is to be agreed.
pub(super) struct Plan {
    pub(super) account: Account,
    pub(super) day: Day,
    /// `HH:MM`.
    pub(super) time: Option<String>,
    pub(super) kind: Option<TouchKind>,
    pub(super) deal: Option<DealId>,
    pub(super) contact: Option<Contact>,
    pub(super) staff: Option<Staff>,
    pub(super) purpose: Option<String>,
    /// It may not be skipped.
    pub(super) deadline: bool,
    /// The week or month, as written, of which the day is the first.
    pub(super) first_of: Option<String>,
    /// The appointment whose place it takes.
    pub(super) instead: Option<Appointment>,
}

/// What `kam book` takes in words.
const VERB: Verb = Verb {
    takes: &[Slot::Account, Slot::Kind, Slot::Day, Slot::Time, Slot::Staff, Slot::Note],
    needs: &[Slot::Account],
};

impl Plan {
    /// Returns what words and options say together.
    ///
    /// # Errors
    /// All that is wrong with the words; else all that is wrong with what they say.
    pub(super) fn of(
        words: &[String],
        asked: &Asked,
        session: &Session,
        db: &Db,
    ) -> Result<Self, CliError> {
        let instead = instead(asked, db)?;
        let given = given(asked, instead.as_ref(), db)?;
        let known = Known::of(session, VERB.takes, words, &given)?;
        let said = recognise(words, &VERB, &given, &known).map_err(refuse)?;
        let Some(account) = said.account.or(given.account) else {
            // `recognise` has said so already.
            return Err(refuse(vec![Trouble::Missing(Slot::Account)]));
        };
        let account = db.get::<Account>(account)?;
        Checks { asked, said: &said, session, db, errors: Vec::new() }.plan(account, instead)
    }
}

/// Returns the appointment whose place is taken: an open one that is no deadline.
fn instead(asked: &Asked, db: &Db) -> Result<Option<Appointment>, CliError> {
    let Some(id) = asked.instead else { return Ok(None) };
    let found = db.get::<Appointment>(id)?;
    if let Some(day) = found.closed_on {
        return Err(CliError::refused(move |lang| text::appointment_over(lang, id, day)));
    }
    if found.deadline {
        let (day, account) = (found.day, found.account);
        return Err(CliError::refused(move |lang| text::book_deadline_stays(lang, id, day))
            .hint(move |lang| text::hint_skip_deadline(lang, id, account)));
    }
    Ok(Some(found))
}

/// Returns what options say, with the account that they name.
fn given(asked: &Asked, instead: Option<&Appointment>, db: &Db) -> Result<Given, CliError> {
    let account = match (&asked.account, asked.deal, instead) {
        (Some(name), _, _) => Some(resolve::account(db, name)?),
        (None, _, Some(appointment)) => Some(appointment.account),
        (None, Some(deal), None) => Some(db.get::<Deal>(deal)?.account),
        (None, None, None) => None,
    };
    let slots = [
        (Slot::Account, account.is_some()),
        (Slot::Kind, asked.kind.is_some()),
        (Slot::Note, asked.purpose.is_some()),
        (Slot::Deal, asked.deal.is_some()),
        (Slot::Contact, asked.contact.is_some()),
        (Slot::Staff, asked.by.is_some()),
        (Slot::Past, asked.on.is_some()),
        (Slot::Future, asked.on.is_some()),
        (Slot::Time, asked.time.is_some()),
    ];
    let slots = slots.into_iter().filter(|(_, said)| *said).map(|(slot, _)| slot).collect();
    Ok(Given { account, slots })
}

/// The checks of what is said, each telling what is wrong.
struct Checks<'a> {
    asked: &'a Asked,
    said: &'a Understood,
    session: &'a Session,
    db: &'a Db,
    errors: Vec<CliError>,
}

impl Checks<'_> {
    fn plan(mut self, account: Account, instead: Option<Appointment>) -> Result<Plan, CliError> {
        let (asked, said) = (self.asked, self.said);
        let was = instead.as_ref();
        self.check(|this| this.theirs(account.id, was));
        let day = self.check(Self::day);
        let time = self.check(Self::time).flatten();
        let part = said.part.as_deref().or(said.past_part.as_deref());
        let kept = || was.filter(|_| part.is_none()).and_then(|was| was.time.clone());
        let time = time.or_else(kept);
        let deal = self.check(|this| this.deal(account.id, was)).flatten();
        let contact = self.check(|this| this.contact(account.id, was)).flatten();
        let staff = self.check(|this| this.staff(&account, was)).flatten();
        let (Some(day), true) = (day, self.errors.is_empty()) else {
            return Err(
                CliError::joined(self.errors).unwrap_or_else(|| CliError::usage(text::book_no_day))
            );
        };
        let kind = said.kind.or(asked.kind).or(was.and_then(|was| was.kind));
        let purpose = said.note.as_ref().or(asked.purpose.as_ref()).map(|text| text.trim());
        let purpose = purpose.filter(|text| !text.is_empty()).map(str::to_owned);
        let purpose = purpose.or_else(|| was.and_then(|was| was.purpose.clone()));
        let purpose = with(purpose, part);
        let deadline = asked.deadline || said.deadline;
        let first_of = said.first_of.clone();
        Ok(Plan {
            account,
            day,
            time,
            kind,
            deal,
            contact,
            staff,
            purpose,
            deadline,
            first_of,
            instead,
        })
    }

    fn check<T>(&mut self, check: impl FnOnce(&Self) -> Result<T, CliError>) -> Option<T> {
        match check(self) {
            Ok(found) => Some(found),
            Err(error) => {
                self.errors.push(error);
                None
            }
        }
    }

    /// Refuses an appointment as a word, and one of another account to be moved.
    fn theirs(&self, account: AccountId, instead: Option<&Appointment>) -> Result<(), CliError> {
        if let Some(id) = self.said.appointment {
            return Err(CliError::refused(move |lang| text::book_names_appointment(lang, id))
                .hint(move |lang| text::hint_book_instead(lang, id)));
        }
        match instead {
            Some(one) if one.account != account => {
                let id = one.id;
                Err(CliError::refused(move |lang| text::not_theirs(lang, id, account)))
            }
            _ => Ok(()),
        }
    }

    /// Returns the day agreed, today or later.
    fn day(&self) -> Result<Day, CliError> {
        let today = self.session.moment.today;
        let day = match (self.said.past, self.said.future, &self.asked.on) {
            (Some(past), Some(future), _) => {
                return Err(CliError::usage(move |lang| {
                    text::book_several_days(lang, past, future)
                }));
            }
            (Some(day), None, _) | (None, Some(day), _) => day,
            (None, None, Some(on)) => resolve::day_said(on, self.session)?,
            (None, None, None) => {
                return Err(CliError::usage(text::book_no_day).hint(text::hint_book_day));
            }
        };
        if day < today {
            return Err(CliError::refused(move |lang| text::book_past(lang, day, today))
                .hint(text::hint_book_past));
        }
        Ok(day)
    }

    fn time(&self) -> Result<Option<String>, CliError> {
        let Some(text) = &self.asked.time else {
            return Ok(self.said.time.clone().or_else(|| self.said.past_time.clone()));
        };
        let time = time_of_day(text.trim()).ok_or_else(|| {
            let text = text.clone();
            CliError::usage(move |lang| text::bad_time_of_day(lang, &text))
        })?;
        Ok(Some(time))
    }

    /// Returns the open deal that it is about: the one named, that of the appointment whose place
    /// it takes, else the only open one.
    fn deal(
        &self,
        account: AccountId,
        instead: Option<&Appointment>,
    ) -> Result<Option<DealId>, CliError> {
        let Some(id) = self.said.deal.or(self.asked.deal) else {
            let open = self.db.open_deals(account)?;
            let was = instead.and_then(|was| was.deal);
            let same = open.iter().find(|deal| Some(deal.id) == was);
            let only = open.first().filter(|_| open.len() == 1);
            return Ok(same.or(only).map(|deal| deal.id));
        };
        let deal = self.db.get::<Deal>(id)?;
        if deal.account != account {
            return Err(CliError::refused(move |lang| text::not_theirs(lang, id, account))
                .hint(move |lang| text::hint_book_theirs(lang, account)));
        }
        if deal.state != DealState::Open {
            let state = deal.state;
            return Err(CliError::refused(move |lang| {
                text::book_deal_closed(lang, id, choice_label(lang, "state", state.key()))
            })
            .hint(move |lang| text::hint_book_deal(lang, id)));
        }
        Ok(Some(id))
    }

    fn contact(
        &self,
        account: AccountId,
        instead: Option<&Appointment>,
    ) -> Result<Option<Contact>, CliError> {
        let id: Option<ContactId> = match (self.said.contact, &self.asked.contact) {
            (Some(id), _) => Some(id),
            (None, Some(name)) => {
                let found = resolve::contact(self.db, account, name);
                Some(found.map_err(|error| {
                    error.hint(move |lang| text::hint_book_theirs(lang, account))
                })?)
            }
            (None, None) => instead.and_then(|was| was.contact),
        };
        Ok(id.map(|id| self.db.get::<Contact>(id)).transpose()?)
    }

    /// Returns who of us: who is named, who had the one that is moved, the owner, else who acts.
    fn staff(
        &self,
        account: &Account,
        instead: Option<&Appointment>,
    ) -> Result<Option<Staff>, CliError> {
        let id: Option<StaffId> = match (self.said.staff, &self.asked.by) {
            (Some(id), _) => Some(id),
            (None, Some(name)) => Some(resolve::staff(self.db, name)?),
            (None, None) => {
                let was = instead.and_then(|was| was.staff);
                was.or(account.owner).or(self.session.me())
            }
        };
        Ok(id.map(|id| self.db.get::<Staff>(id)).transpose()?)
    }
}
