//! The options that say on which terms something is ordered.

use crate::cli::cmd::deal::payment;
use crate::cli::context::Session;
use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;
use crate::filter::day_of;
use crate::ingest::clean::money;
use crate::model::{Day, Money, Order};

/// On which terms.
#[derive(clap::Args, Debug)]
pub(super) struct TermArgs {
    /// Its number on paper
    #[arg(long, value_name = "TEXT")]
    number: Option<String>,
    /// Deposit received: 50000 or 5万; a promise is none
    #[arg(long, value_name = "AMOUNT")]
    deposit: Option<String>,
    /// Form of payment, of the playbook's list: cash, instalment, lease (default: the deal's)
    #[arg(long, value_name = "FORM")]
    payment: Option<String>,
    /// Day on which delivery is promised
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    promised: Option<String>,
    /// Day on which the contract was signed (alone: today)
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    signed: Option<String>,
    /// Day on which it was paid in full (alone: today)
    #[arg(long, value_name = "DAY", num_args = 0..=1, default_missing_value = "today")]
    paid: Option<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl TermArgs {
    /// Returns whether no option is given.
    pub(super) fn is_empty(&self) -> bool {
        let given = [
            &self.number,
            &self.deposit,
            &self.payment,
            &self.promised,
            &self.signed,
            &self.paid,
            &self.note,
        ];
        given.iter().all(|option| option.is_none())
    }

    /// Puts what is given into the order; an empty value clears.
    ///
    /// # Errors
    /// Every value that cannot be read, a promise before the order, and days of signing and paying
    /// that have not come.
    pub(super) fn apply(&self, order: &mut Order, session: &Session) -> Result<(), CliError> {
        let (today, placed) = (session.moment.today, order.day);
        let mut problems = Vec::new();
        let kept = |text: &str| Ok(text.to_owned());
        put(self.number.as_deref(), &mut order.number, &mut problems, kept);
        put(self.note.as_deref(), &mut order.note, &mut problems, kept);
        put(self.deposit.as_deref(), &mut order.deposit, &mut problems, amount);
        put(self.payment.as_deref(), &mut order.payment, &mut problems, |text| {
            payment(text, &session.playbook)
        });
        put(self.promised.as_deref(), &mut order.promised_on, &mut problems, |text| {
            let promised = day("promised", text, today)?;
            if promised < placed {
                return Err(Box::new(move |lang| text::promised_before(lang, promised, placed)));
            }
            Ok(promised)
        });
        let past = |option| move |text: &str| day_past(option, text, today);
        put(self.signed.as_deref(), &mut order.signed_on, &mut problems, past("signed"));
        put(self.paid.as_deref(), &mut order.paid_on, &mut problems, past("paid"));
        if problems.is_empty() { Ok(()) } else { Err(CliError::all(Kind::Usage, problems)) }
    }
}

/// Returns the keys of the terms in which two orders differ.
pub(super) fn differing(before: &Order, after: &Order) -> Vec<&'static str> {
    let differs = [
        ("number", before.number != after.number),
        ("deposit", before.deposit != after.deposit),
        ("payment", before.payment != after.payment),
        ("promised_on", before.promised_on != after.promised_on),
        ("signed_on", before.signed_on != after.signed_on),
        ("paid_on", before.paid_on != after.paid_on),
        ("note", before.note != after.note),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect()
}

fn put<T>(
    given: Option<&str>,
    field: &mut Option<T>,
    problems: &mut Vec<Message>,
    read: impl FnOnce(&str) -> Result<T, Message>,
) {
    match given.map(str::trim) {
        None => {}
        Some("") => *field = None,
        Some(text) => match read(text) {
            Ok(value) => *field = Some(value),
            Err(problem) => problems.push(problem),
        },
    }
}

fn amount(text: &str) -> Result<Money, Message> {
    money::money(text).ok().filter(|amount| amount.minor > 0).ok_or_else(|| {
        let text = text.to_owned();
        Box::new(move |lang| text::bad_money(lang, "deposit", &text)) as Message
    })
}

fn day(option: &'static str, text: &str, today: Day) -> Result<Day, Message> {
    day_of(text, today).ok_or_else(|| {
        let text = text.to_owned();
        Box::new(move |lang| text::bad_option_day(lang, option, &text)) as Message
    })
}

fn day_past(option: &'static str, text: &str, today: Day) -> Result<Day, Message> {
    let day = day(option, text, today)?;
    if day <= today {
        return Ok(day);
    }
    Err(Box::new(move |lang| text::option_in_the_future(lang, option, day, today)))
}
