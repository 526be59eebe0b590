//! What is to be recorded: what words and options say, checked.

use super::asked::Asked;
use crate::cli::context::Session;
use crate::cli::error::CliError;
use crate::cli::labels::choice_label;
use crate::cli::words::{
    Given, Known, Slot, Trouble, Understood, Verb, recognise, refuse, time_of_day, unanswered_in,
};
use crate::cli::{resolve, text};
use crate::clock::{self, Clock};
use crate::ingest::clean::money::money;
use crate::model::{
    Account, AccountId, Appointment, AppointmentId, Choice as _, Contact, ContactId, Day, Deal,
    DealState, Grade, Instant, Money, Staff, StaffId, TouchKind, TouchResult,
};
use crate::rules::touch::{may_be_given, met_nobody, usual_result};
use crate::store::Db;

/// What is to be recorded.
pub(in crate::cli::cmd) struct Plan {
    pub(in crate::cli::cmd) account: Account,
    pub(in crate::cli::cmd) kind: TouchKind,
    pub(in crate::cli::cmd) result: TouchResult,
    pub(in crate::cli::cmd) deal: Option<Deal>,
    pub(in crate::cli::cmd) contact: Option<Contact>,
    /// Who of us, where it is not who acts.
    pub(in crate::cli::cmd) by: Option<Staff>,
    pub(in crate::cli::cmd) happened_at: Instant,
    pub(in crate::cli::cmd) day: Day,
    /// Whether it is just over: neither its day nor a part of that was said.
    pub(in crate::cli::cmd) just_now: bool,
    /// The time of that day, where it was said.
    pub(in crate::cli::cmd) time: Option<String>,
    pub(in crate::cli::cmd) grade: Option<Grade>,
    pub(in crate::cli::cmd) quoted: Option<Money>,
    pub(in crate::cli::cmd) note: Option<String>,
    /// The appointment that is named.
    pub(in crate::cli::cmd) keeps: Option<AppointmentId>,
    pub(in crate::cli::cmd) next: Option<Next>,
}

/// The next contact that was agreed.
pub(in crate::cli::cmd) struct Next {
    pub(in crate::cli::cmd) day: Day,
    pub(in crate::cli::cmd) time: Option<String>,
    /// The part of the day, as written.
    pub(in crate::cli::cmd) part: Option<String>,
    pub(in crate::cli::cmd) deadline: bool,
    /// The week or month, as written, of which the day is the first.
    pub(in crate::cli::cmd) first_of: Option<String>,
}

/// What `kam log` takes in words.
const VERB: Verb = Verb {
    takes: &[
        Slot::Account,
        Slot::Kind,
        Slot::Result,
        Slot::Grade,
        Slot::Day,
        Slot::Time,
        Slot::Quote,
        Slot::Party,
        Slot::Staff,
        Slot::Model,
        Slot::Note,
    ],
    needs: &[Slot::Account, Slot::Kind],
};

impl Plan {
    /// Returns what words and options say together.
    ///
    /// # Errors
    /// All that is wrong with the words; else all that is wrong with what they say.
    pub(super) fn of(words: &[String], asked: &Asked, session: &Session) -> Result<Self, CliError> {
        let given = given(asked, session.store.db())?;
        let known = Known::of(session, VERB.takes, words, &given)?;
        let said = recognise(words, &VERB, &given, &known).map_err(refuse)?;
        let account = said.account.or(given.account);
        let (Some(account), Some(kind)) = (account, said.kind.or(asked.kind)) else {
            // `recognise` has said so already.
            return Err(refuse(vec![Trouble::Missing(Slot::Account)]));
        };
        let account = session.store.db().get::<Account>(account)?;
        Checks { asked, said: &said, session, errors: Vec::new() }.plan(account, kind)
    }
}

/// Returns what options say, with the account that they name.
fn given(asked: &Asked, db: &Db) -> Result<Given, CliError> {
    let mut given = asked.given();
    given.account = match (&asked.account, asked.deal, asked.keeps) {
        (Some(name), _, _) => Some(resolve::account(db, name)?),
        (None, Some(deal), _) => Some(db.get::<Deal>(deal)?.account),
        (None, None, Some(id)) => Some(db.get::<Appointment>(id)?.account),
        (None, None, None) => None,
    };
    if given.account.is_some() {
        given.slots.push(Slot::Account);
    }
    Ok(given)
}

/// The checks of what is said, each telling what is wrong.
struct Checks<'a> {
    asked: &'a Asked,
    said: &'a Understood,
    session: &'a Session,
    errors: Vec<CliError>,
}

impl Checks<'_> {
    fn plan(mut self, account: Account, kind: TouchKind) -> Result<Plan, CliError> {
        let (asked, said) = (self.asked, self.said);
        let result = said.result.or(asked.result).unwrap_or(usual_result(kind));
        let grade = said.grade.or(asked.grade);
        let now = (self.session.moment.at, self.session.moment.today, None);
        let (happened_at, day, time) = self.check(Self::happened).unwrap_or(now);
        let quoted = self.check(Self::quoted).flatten();
        let deal = self.check(|this| this.deal(&account, grade, quoted)).flatten();
        self.check(|_| heard(result, deal.as_ref(), grade, quoted));
        if said.result.or(asked.result).is_none() && result == TouchResult::Reached {
            self.check(Self::answered);
        }
        let contact = self.check(|this| this.contact(account.id)).flatten();
        let by = self.check(Self::by).flatten();
        let keeps = self.check(|this| this.keeps(account.id, result)).flatten();
        let next = self.check(Self::next).flatten();
        if let Some(error) = CliError::joined(self.errors) {
            return Err(error);
        }
        let note = note_of(asked, said).cloned();
        let note = with(with(note, said.past_part.as_deref()), said.party.as_deref());
        Ok(Plan {
            account,
            kind,
            result,
            deal,
            contact,
            by,
            happened_at,
            day,
            just_now: said.past.is_none() && asked.on.is_none() && said.past_part.is_none(),
            time,
            grade,
            quoted,
            note,
            keeps,
            next,
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

    /// Refuses a note that says nobody answered, where the result is not said.
    fn answered(&self) -> Result<(), CliError> {
        let found = note_of(self.asked, self.said).and_then(|note| unanswered_in(note));
        found.map_or(Ok(()), |found| {
            Err(CliError::usage(move |lang| text::note_of_nobody(lang, found))
                .hint(text::hint_note_of_nobody))
        })
    }

    fn db(&self) -> &Db {
        self.session.store.db()
    }

    /// Returns when the touch happened, on which business day, and at what time where it was said;
    /// not in the future.
    fn happened(&self) -> Result<(Instant, Day, Option<String>), CliError> {
        let (now, zone) = (self.session.moment, &self.session.zone);
        let future = |day: String, today: String| {
            CliError::refused(move |lang| text::in_the_future(lang, &day, &today))
                .hint(text::hint_next)
        };
        let said = |at| text::on_day(clock::day_of(at, zone), Some(&clock::time_of(at, zone)));
        if let Some(at) = &self.asked.at {
            let at = resolve::instant(at, self.session).ok_or_else(|| {
                let at = at.clone();
                CliError::usage(move |lang| text::bad_instant(lang, "at", &at))
            })?;
            if at > now.at {
                return Err(future(said(at), said(now.at)));
            }
            return Ok((at, clock::day_of(at, zone), Some(clock::time_of(at, zone))));
        }
        let day = match (self.said.past, &self.asked.on) {
            (Some(day), _) => day,
            (None, Some(on)) => resolve::day_said(on, self.session)?,
            (None, None) => now.today,
        };
        if day > now.today {
            return Err(future(day.to_string(), now.today.to_string()));
        }
        let Some(time) = self.said.past_time.clone() else {
            return Ok((happened_on(day, self.session), day, None));
        };
        let at = clock::at_time(day, &time, zone).unwrap_or_else(|| happened_on(day, self.session));
        if at > now.at {
            return Err(future(said(at), said(now.at)));
        }
        Ok((at, day, Some(time)))
    }

    /// Returns the deal it was about: the one named, by id or model, else the only open one. A grade
    /// is given to a deal, and of several a price is quoted for one.
    fn deal(
        &self,
        account: &Account,
        grade: Option<Grade>,
        quoted: Option<Money>,
    ) -> Result<Option<Deal>, CliError> {
        let db = self.db();
        let deal = match (self.said.deal.or(self.asked.deal), &self.said.model) {
            (Some(id), _) => Some(db.get::<Deal>(id)?),
            (None, Some(model)) => Some(self.deal_for(account.id, model)?),
            (None, None) => {
                let open = db.open_deals(account.id)?;
                match <[Deal; 1]>::try_from(open) {
                    Ok([only]) => Some(only),
                    Err(open) if grade.is_some() || (quoted.is_some() && !open.is_empty()) => {
                        Some(resolve::only_deal(account.id, open)?)
                    }
                    Err(_) => None,
                }
            }
        };
        let Some(deal) = deal else { return Ok(None) };
        let (id, owner, state) = (deal.id, account.id, deal.state);
        if deal.account != owner {
            return Err(CliError::refused(move |lang| text::not_theirs(lang, id, owner)));
        }
        match grade {
            Some(_) if state != DealState::Open => {
                Err(CliError::refused(move |lang| text::deal_closed(lang, id, state)))
            }
            Some(grade) if !may_be_given(grade) => Err(CliError::usage(text::not_to_be_given)),
            _ => Ok(Some(deal)),
        }
    }

    /// Returns the open deal of the account that is for the model.
    fn deal_for(&self, account: AccountId, model: &str) -> Result<Deal, CliError> {
        let wanted = model.to_lowercase();
        let mut open = self.db().open_deals(account)?;
        open.retain(|deal| {
            deal.model.as_deref().is_some_and(|model| model.to_lowercase().contains(&wanted))
        });
        if open.is_empty() {
            let (model, wanted) = (model.to_owned(), model.to_owned());
            return Err(CliError::refused(move |lang| text::no_deal_for(lang, account, &model))
                .hint(move |lang| text::hint_deal_for(lang, account, &wanted)));
        }
        resolve::only_deal(account, open)
    }

    fn contact(&self, account: AccountId) -> Result<Option<Contact>, CliError> {
        let db = self.db();
        let id: Option<ContactId> = match (self.said.contact, &self.asked.contact) {
            (Some(id), _) => Some(id),
            (None, Some(name)) => Some(resolve::contact(db, account, name)?),
            (None, None) => None,
        };
        Ok(id.map(|id| db.get::<Contact>(id)).transpose()?)
    }

    fn by(&self) -> Result<Option<Staff>, CliError> {
        let db = self.db();
        let id: Option<StaffId> = match (self.said.staff, &self.asked.by) {
            (Some(id), _) => Some(id),
            (None, Some(name)) => Some(resolve::staff(db, name)?),
            (None, None) => None,
        };
        Ok(id.map(|id| db.get::<Staff>(id)).transpose()?)
    }

    fn quoted(&self) -> Result<Option<Money>, CliError> {
        let Some(text) = &self.asked.quote else { return Ok(self.said.quote) };
        let price = money(text).ok().filter(|price| price.minor > 0).ok_or_else(|| {
            let text = text.clone();
            CliError::usage(move |lang| text::bad_quote(lang, &text))
        })?;
        Ok(Some(price))
    }

    /// Returns the appointment that is named: open, of the account, and kept by such a result.
    fn keeps(
        &self,
        account: AccountId,
        result: TouchResult,
    ) -> Result<Option<AppointmentId>, CliError> {
        let Some(id) = self.said.appointment.or(self.asked.keeps) else { return Ok(None) };
        let found = self.db().get::<Appointment>(id)?;
        if found.account != account {
            return Err(CliError::refused(move |lang| text::not_theirs(lang, id, account)));
        }
        if let Some(day) = found.closed_on {
            return Err(CliError::refused(move |lang| text::appointment_over(lang, id, day)));
        }
        if !matches!(result, TouchResult::Reached | TouchResult::Sent) {
            return Err(CliError::refused(move |lang| text::not_kept_by(lang, id, result)));
        }
        Ok(Some(id))
    }

    fn next(&self) -> Result<Option<Next>, CliError> {
        let today = self.session.moment.today;
        let day = match (self.said.future, &self.asked.next) {
            (Some(day), _) => Some(day),
            (None, Some(text)) => Some(resolve::day_said(text, self.session)?),
            (None, None) => None,
        };
        let time = match &self.asked.time {
            Some(text) => Some(time_of_day(text.trim()).ok_or_else(|| {
                let text = text.clone();
                CliError::usage(move |lang| text::bad_time_of_day(lang, &text))
            })?),
            None => self.said.time.clone(),
        };
        let deadline = self.asked.deadline || self.said.deadline;
        let (part, first_of) = (self.said.part.clone(), self.said.first_of.clone());
        match day {
            None if time.is_some() || part.is_some() || deadline => {
                Err(CliError::usage(text::no_next_day))
            }
            None => Ok(None),
            Some(day) if day < today => {
                Err(CliError::refused(move |lang| text::in_the_past(lang, day, today)))
            }
            Some(day) => Ok(Some(Next { day, time, part, deadline, first_of })),
        }
    }
}

fn note_of<'s>(asked: &'s Asked, said: &'s Understood) -> Option<&'s String> {
    said.note.as_ref().or(asked.note.as_ref())
}

/// Refuses a grade, and a price, where nobody was spoken with who could have said or heard it.
/// That there is no grade may be for just that reason.
fn heard(
    result: TouchResult,
    deal: Option<&Deal>,
    grade: Option<Grade>,
    quoted: Option<Money>,
) -> Result<(), CliError> {
    if !met_nobody(result) {
        return Ok(());
    }
    let word = move |lang| choice_label(lang, "result", result.key());
    if let Some(grade) = grade.filter(|grade| *grade != Grade::None) {
        let deal = deal.map_or_else(|| "D12".to_owned(), |deal| deal.id.to_string());
        let error = move |lang| text::grade_of_nobody(lang, grade, word(lang));
        return Err(CliError::refused(error)
            .hint(move |lang| text::hint_grade_of_nobody(lang, &deal, grade)));
    }
    quoted.map_or(Ok(()), |price| {
        Err(CliError::refused(move |lang| text::price_to_nobody(lang, price, word(lang)))
            .hint(text::hint_price_to_nobody))
    })
}

/// Returns when what happened on a day is taken to have happened: today now.
pub(in crate::cli::cmd) fn happened_on(day: Day, session: &Session) -> Instant {
    let now = session.moment;
    if day == now.today { now.at } else { Clock::Day(day).now(&session.zone).at }
}

/// Returns what was said, with what else there is to keep of it: how many people there were, or
/// the part of the day.
pub(in crate::cli::cmd) fn with(note: Option<String>, also: Option<&str>) -> Option<String> {
    let note = note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    match (note, also) {
        (Some(note), Some(also)) => Some(format!("{note} ({also})")),
        (note, also) => note.or(also.map(str::to_owned)),
    }
}
