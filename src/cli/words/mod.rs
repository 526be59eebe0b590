//! Plain words in any order: each is recognised by its own list (design, section 1).
//!
//! `closed` holds the lists that are always the same, `known` asks the store what the others may
//! name, `settle` decides. Recognition is a function of the words, of what the store knows by
//! them, and of the day: it writes nothing and asks nothing.

mod closed;
mod known;
mod line;
mod phrases;
mod placed;
mod promise;
mod refuse;
mod settle;
#[cfg(test)]
mod tests;
mod time;
mod when;

pub(crate) use closed::{day_and_time_of, unanswered_in};
pub(crate) use known::{Known, each_titled};
pub(crate) use line::words_of;
pub(crate) use promise::day_named;
pub(crate) use refuse::refuse;
pub(crate) use settle::recognise;
pub(crate) use time::{Part, time_of_day};
pub(crate) use when::When;

use crate::ingest::clean::person::TitleFit;
use crate::model::{
    AccountId, AppointmentId, ContactId, Day, DealId, Grade, Money, StaffId, TouchKind, TouchResult,
};

/// What a word can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// With whom: by id, name or part of it, by a contact, a phone, a deal or an appointment.
    Account,
    /// The person it was with.
    Contact,
    /// The deal it was about.
    Deal,
    /// The appointment it keeps.
    Appointment,
    /// Who of us.
    Staff,
    /// The model of the deal.
    Model,
    /// How.
    Kind,
    /// What came of it.
    Result,
    /// A grade.
    Grade,
    /// A day, of which it depends on the day what it says.
    Day,
    /// The day on which it happened.
    Past,
    /// The day agreed.
    Future,
    /// A time of day, or a part of it, agreed.
    Time,
    /// The same of what happened.
    PastTime,
    /// A price quoted.
    Quote,
    /// How many people.
    Party,
    /// What was said.
    Note,
}

/// What a verb takes in words, and what it cannot do without.
pub(crate) struct Verb {
    /// The lists that its words are looked for in.
    pub(crate) takes: &'static [Slot],
    /// What has to be found, in words or by options.
    pub(crate) needs: &'static [Slot],
}

/// What options say already.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// The account.
    pub(crate) account: Option<AccountId>,
    /// Everything that is said, the account included.
    pub(crate) slots: Vec<Slot>,
}

/// An account that a word names, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Customer {
    pub(crate) account: AccountId,
    /// Its name.
    pub(crate) name: String,
    pub(crate) by: By,
}

/// What an account is named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Its id.
    Id,
    /// Its phone, and the contact who answers it.
    Phone(Option<ContactId>),
    /// Its whole name.
    Name,
    /// A part of its name, or another spelling.
    Part,
    /// The id of its contact.
    ContactId(ContactId),
    /// The whole name of its contact.
    Contact(ContactId),
    /// A part of the name of its contact.
    ContactPart(ContactId),
    /// The family name and a title of its contact.
    Titled(ContactId, TitleFit),
    /// The id of its deal.
    Deal(DealId),
    /// The id of its appointment.
    Appointment(AppointmentId),
}

impl By {
    /// Returns whether a whole name, an id or a phone was given.
    const fn whole(self) -> bool {
        !matches!(self, Self::Part | Self::ContactPart(_) | Self::Titled(..))
    }

    /// Returns whether the account alone may be meant: neither a part of a name, nor a person who
    /// may have a namesake elsewhere.
    pub(crate) const fn sure(self) -> bool {
        self.whole() && !matches!(self, Self::Contact(_))
    }

    /// Returns the contact that is named with it.
    const fn contact(self) -> Option<ContactId> {
        match self {
            Self::ContactId(id)
            | Self::Contact(id)
            | Self::ContactPart(id)
            | Self::Titled(id, _) => Some(id),
            Self::Phone(id) => id,
            _ => None,
        }
    }
}

/// One thing that a word may say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reading {
    Customer(Customer),
    Staff(StaffId, String),
    /// A word that is a model, or a part of models.
    Model(String),
    Kind(TouchKind),
    Result(TouchResult),
    Grade(Grade),
    /// A day that the word may mean.
    Day(Day),
    /// The day by which something has to be done.
    Deadline(Day),
    /// The first day of the week or month that is meant.
    From(Day),
    /// `HH:MM`.
    Time(String),
    /// A part of the day.
    Part(Part),
    Quote(Money),
    /// As written: `2人`.
    Party(String),
}

impl Reading {
    /// Returns what the word says then.
    pub(crate) const fn slot(&self) -> Slot {
        match self {
            Self::Customer(_) => Slot::Account,
            Self::Staff(..) => Slot::Staff,
            Self::Model(_) => Slot::Model,
            Self::Kind(_) => Slot::Kind,
            Self::Result(_) => Slot::Result,
            Self::Grade(_) => Slot::Grade,
            Self::Day(_) => Slot::Day,
            Self::Deadline(_) | Self::From(_) => Slot::Future,
            Self::Time(_) | Self::Part(_) => Slot::Time,
            Self::Quote(_) => Slot::Quote,
            Self::Party(_) => Slot::Party,
        }
    }
}

/// What words say together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Understood {
    pub(crate) account: Option<AccountId>,
    pub(crate) contact: Option<ContactId>,
    pub(crate) deal: Option<DealId>,
    pub(crate) appointment: Option<AppointmentId>,
    pub(crate) staff: Option<StaffId>,
    /// The model of the deal, or a part of it.
    pub(crate) model: Option<String>,
    pub(crate) kind: Option<TouchKind>,
    pub(crate) result: Option<TouchResult>,
    pub(crate) grade: Option<Grade>,
    /// The day that is today or past.
    pub(crate) past: Option<Day>,
    /// The time of that day.
    pub(crate) past_time: Option<String>,
    /// The part of that day, as written.
    pub(crate) past_part: Option<String>,
    /// The day that is to come.
    pub(crate) future: Option<Day>,
    /// The time of that day.
    pub(crate) time: Option<String>,
    /// The part of that day, as written.
    pub(crate) part: Option<String>,
    /// What is agreed for that day may not be skipped.
    pub(crate) deadline: bool,
    /// The week or month, as written, of which that day is the first.
    pub(crate) first_of: Option<String>,
    pub(crate) quote: Option<Money>,
    pub(crate) party: Option<String>,
    /// The one word that no list knows.
    pub(crate) note: Option<String>,
}

/// Why words are not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No list knows the words, and they cannot be the note.
    Unknown { words: Vec<String>, why: NoNote },
    /// What the verb needs was not said.
    Missing(Slot),
    /// The word may say several things.
    Several { word: String, readings: Vec<Reading> },
    /// One thing is said by these words, or by the words and an option.
    Twice { slot: Slot, words: Vec<String>, option: bool },
    /// These words name no account in common.
    Apart {
        words: Vec<(String, Vec<Customer>)>,
        /// The account that an option names.
        option: Option<AccountId>,
    },
    /// A number that does not say of what.
    BareNumber(String),
    /// An amount that does not say of what.
    BareAmount(String),
    /// A phone that nobody known has.
    NobodysPhone(String),
    /// An id of nothing that is there, or of something that the verb does not take.
    OtherId { word: String, known: bool },
    /// Written as something that the verb takes, which it cannot be read as.
    Unreadable { word: String, shape: Shape },
}

/// What a word that cannot be read is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A day.
    Day,
    /// A time of day, with or without a day.
    Time,
    /// A grade, and whether the verb takes one.
    Grade { taken: bool },
    /// A price quoted.
    Quote,
}

/// Why words that no list knows are no note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoNote {
    /// There are several.
    Several,
    /// The note is given already.
    Given,
    /// Not all that the verb needs was found.
    Missing,
    /// The verb takes no note.
    NotTaken,
}
