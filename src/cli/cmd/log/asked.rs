//! What options, and objects of a script, say of a touch.

use serde_json::{Map, Value};

use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;
use crate::cli::words::{Given, Slot};
use crate::model::{AppointmentId, Choice, DealId, Grade, TouchKind, TouchResult};

/// What is said by options. Words say the rest.
#[derive(clap::Args, Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Account, by id or name
    #[arg(long)]
    pub(super) account: Option<String>,
    /// How: call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动,
    /// care 关怀, survey 调查
    #[arg(long)]
    pub(super) kind: Option<TouchKind>,
    /// What came of it: reached 接通, no-answer 未接, wrong-number 错号, refused 拒绝, sent 已发送
    #[arg(long)]
    pub(super) result: Option<TouchResult>,
    /// What was said
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// Deal it was about (default: the only open one)
    #[arg(long)]
    pub(super) deal: Option<DealId>,
    /// Person it was with, by id or name
    #[arg(long)]
    pub(super) contact: Option<String>,
    /// Who of us it was, by id or name (default: who acts)
    #[arg(long, value_name = "STAFF")]
    pub(super) by: Option<String>,
    /// When it happened: 2026-03-01 09:30 there, with +08:00 or Z elsewhere, 9:30 today (default:
    /// now)
    #[arg(long, value_name = "INSTANT", conflicts_with = "on")]
    pub(super) at: Option<String>,
    /// Day on which it happened (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub(super) on: Option<String>,
    /// Grade to give the deal: O, H, A, B, C or -
    #[arg(long, allow_hyphen_values = true)]
    pub(super) grade: Option<Grade>,
    /// Day agreed for the next contact
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub(super) next: Option<String>,
    /// Time of day agreed for it
    #[arg(long, value_name = "HH:MM")]
    pub(super) time: Option<String>,
    /// The next contact may not be skipped
    #[arg(long)]
    pub(super) deadline: bool,
    /// Price quoted for all of the deal: 250000 or 25万
    #[arg(long, value_name = "AMOUNT")]
    pub(super) quote: Option<String>,
    /// Appointment that it keeps, and no other; a deadline too
    #[arg(long = "for", value_name = "APPOINTMENT")]
    pub(super) keeps: Option<AppointmentId>,
}

/// Keys of an object.
const KEYS: &[&str] = &[
    "account", "kind", "result", "note", "deal", "contact", "by", "at", "on", "grade", "next",
    "time", "deadline", "quote", "for",
];

impl Asked {
    /// Returns what options say, but for the account.
    pub(super) fn given(&self) -> Given {
        let slots = [
            (Slot::Kind, self.kind.is_some()),
            (Slot::Result, self.result.is_some()),
            (Slot::Note, self.note.is_some()),
            (Slot::Deal, self.deal.is_some()),
            (Slot::Contact, self.contact.is_some()),
            (Slot::Staff, self.by.is_some()),
            (Slot::Past, self.at.is_some() || self.on.is_some()),
            (Slot::PastTime, self.at.is_some()),
            (Slot::Grade, self.grade.is_some()),
            (Slot::Future, self.next.is_some()),
            (Slot::Time, self.time.is_some()),
            (Slot::Quote, self.quote.is_some()),
            (Slot::Appointment, self.keeps.is_some()),
        ];
        let slots = slots.into_iter().filter(|(_, said)| *said).map(|(slot, _)| slot).collect();
        Given { account: None, slots }
    }

    /// Reads a JSON object whose keys are the names of the options. `null` says nothing.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn from_json(line: &str) -> Result<Self, CliError> {
        let object: Map<String, Value> = serde_json::from_str(line).map_err(|error| {
            let detail = error.to_string();
            CliError::usage(move |lang| text::bad_json(lang, &detail))
        })?;
        let mut reader = Reader::default();
        let mut asked = Self::default();
        for (key, value) in &object {
            match key.as_str() {
                "account" => asked.account = reader.text(key, value),
                "kind" => asked.kind = reader.choice("kind", value),
                "result" => asked.result = reader.choice("result", value),
                "note" => asked.note = reader.text(key, value),
                "deal" => asked.deal = reader.parsed(key, value, "D12"),
                "contact" => asked.contact = reader.text(key, value),
                "by" => asked.by = reader.text(key, value),
                "at" => asked.at = reader.text(key, value),
                "on" => asked.on = reader.text(key, value),
                "grade" => asked.grade = reader.parsed(key, value, "O, H, A, B, C, -"),
                "next" => asked.next = reader.text(key, value),
                "time" => asked.time = reader.text(key, value),
                "deadline" => asked.deadline = reader.truth(key, value),
                "quote" => asked.quote = reader.text(key, value),
                "for" => asked.keeps = reader.parsed(key, value, "AP12"),
                other => reader.unknown(other),
            }
        }
        if asked.at.is_some() && asked.on.is_some() {
            reader.problems.push(Box::new(text::at_and_on));
        }
        if reader.problems.is_empty() {
            Ok(asked)
        } else {
            Err(CliError::all(Kind::Usage, reader.problems))
        }
    }
}

#[derive(Default)]
struct Reader {
    problems: Vec<Message>,
}

impl Reader {
    /// Returns a text or a number as text.
    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.wrong(key, value.to_string(), "text");
                None
            }
        }
    }

    fn parsed<T: std::str::FromStr>(
        &mut self,
        key: &str,
        value: &Value,
        example: &'static str,
    ) -> Option<T> {
        let text = self.text(key, value)?;
        let parsed = text.parse().ok();
        if parsed.is_none() {
            self.wrong(key, text, example);
        }
        parsed
    }

    fn choice<T: Choice>(&mut self, key: &'static str, value: &Value) -> Option<T> {
        let text = self.text(key, value)?;
        T::read(&text)
            .map_err(|unknown| {
                self.problems.push(Box::new(move |lang| {
                    text::bad_key(lang, key, &unknown.text, &unknown.known)
                }));
            })
            .ok()
    }

    fn truth(&mut self, key: &str, value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::Bool(truth) => *truth,
            _ => {
                self.wrong(key, value.to_string(), "true, false");
                false
            }
        }
    }

    fn wrong(&mut self, key: &str, found: String, example: &'static str) {
        let key = key.to_owned();
        let problem = move |lang| text::bad_key(lang, &key, &found, example);
        self.problems.push(Box::new(problem));
    }

    fn unknown(&mut self, key: &str) {
        let key = key.to_owned();
        let problem = move |lang| text::unknown_key(lang, &key, KEYS.join(", "));
        self.problems.push(Box::new(problem));
    }
}
