//! The options that say what is known of a deal.

use crate::cli::context::Session;
use crate::cli::error::{CliError, Kind, Message};
use crate::cli::text;
use crate::filter::day_of;
use crate::ingest::clean::{money, quantity};
use crate::model::{Choice, Day, Deal, Factor, Origin};
use crate::playbook::{Playbook, ShownBy, Sign};

/// What is known of a deal.
#[derive(clap::Args, Debug)]
pub(super) struct FieldArgs {
    /// Model or product
    #[arg(long)]
    model: Option<String>,
    /// Type, version, trim
    #[arg(long)]
    version: Option<String>,
    /// Colour
    #[arg(long)]
    colour: Option<String>,
    /// Number of vehicles or pieces
    #[arg(long, value_name = "N")]
    quantity: Option<String>,
    /// Budget for all of it: 250000 or 25万
    #[arg(long, value_name = "AMOUNT")]
    budget: Option<String>,
    /// Day on which they expect to buy: 2026-03-16, +2w, 月底
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    expected: Option<String>,
    /// Form of payment, of the playbook's list: cash, instalment, lease
    #[arg(long, value_name = "FORM")]
    payment: Option<String>,
    /// How the deal arose: new, replacement, additional, referred
    #[arg(long)]
    origin: Option<String>,
    /// Whether they trust us and the brand: yes, no, unknown
    #[arg(long, value_name = "FACTOR")]
    confidence: Option<String>,
    /// Whether they need it: yes, no, unknown
    #[arg(long, value_name = "FACTOR")]
    need: Option<String>,
    /// Whether they can pay: yes, no, unknown
    #[arg(long, value_name = "FACTOR")]
    power: Option<String>,
    /// Sign that no field shows, such as deposit-received; may be given again, and adds
    #[arg(long = "sign", value_name = "SIGN")]
    signs: Vec<String>,
    /// Funnel it moves through (default: by kind of account)
    #[arg(long)]
    preset: Option<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl FieldArgs {
    /// Returns whether no option is given.
    pub(super) fn is_empty(&self) -> bool {
        let given = [
            &self.model,
            &self.version,
            &self.colour,
            &self.quantity,
            &self.budget,
            &self.expected,
            &self.payment,
            &self.origin,
            &self.confidence,
            &self.need,
            &self.power,
            &self.preset,
            &self.note,
        ];
        given.iter().all(|option| option.is_none()) && self.signs.is_empty()
    }

    /// Puts what is given into the deal; an empty value clears. Returns whether the deal stands
    /// in a stage that its new funnel does not have.
    ///
    /// # Errors
    /// Every value that cannot be read.
    pub(super) fn apply(&self, deal: &mut Deal, session: &Session) -> Result<bool, CliError> {
        let playbook = &session.playbook;
        let mut reader = Reader { problems: Vec::new(), today: session.moment.today };
        reader.text(self.model.as_deref(), &mut deal.model);
        reader.text(self.version.as_deref(), &mut deal.version);
        reader.text(self.colour.as_deref(), &mut deal.colour);
        reader.text(self.note.as_deref(), &mut deal.note);
        reader.field(self.quantity.as_deref(), &mut deal.quantity, |text| {
            quantity::quantity(text).map_err(|_| say(text, text::bad_quantity))
        });
        reader.field(self.budget.as_deref(), &mut deal.budget, |text| {
            money::money(text)
                .ok()
                .filter(|budget| budget.minor > 0)
                .ok_or_else(|| say(text, text::bad_amount))
        });
        let today = reader.today;
        reader.field(self.expected.as_deref(), &mut deal.expected_on, |text| {
            day_of(text, today).ok_or_else(|| say(text, text::bad_expected))
        });
        reader.field(self.payment.as_deref(), &mut deal.payment, |text| payment(text, playbook));
        reader.choice("origin", self.origin.as_deref(), &mut deal.origin, Origin::New);
        reader.choice(
            "confidence",
            self.confidence.as_deref(),
            &mut deal.confidence,
            Factor::Unknown,
        );
        reader.choice("need", self.need.as_deref(), &mut deal.need, Factor::Unknown);
        reader.choice("power", self.power.as_deref(), &mut deal.power, Factor::Unknown);
        reader.signs(&self.signs, &mut deal.signs, playbook);
        let homeless = reader.preset(self.preset.as_deref(), deal, playbook);
        if reader.problems.is_empty() {
            Ok(homeless)
        } else {
            Err(CliError::all(Kind::Usage, reader.problems))
        }
    }
}

struct Reader {
    problems: Vec<Message>,
    today: Day,
}

impl Reader {
    fn text(&mut self, given: Option<&str>, field: &mut Option<String>) {
        self.field(given, field, |text| Ok(text.to_owned()));
    }

    fn field<T>(
        &mut self,
        given: Option<&str>,
        field: &mut Option<T>,
        read: impl FnOnce(&str) -> Result<T, Message>,
    ) {
        let Some(text) = given.map(str::trim) else { return };
        if text.is_empty() {
            *field = None;
            return;
        }
        match read(text) {
            Ok(value) => *field = Some(value),
            Err(problem) => self.problems.push(problem),
        }
    }

    fn choice<T: Choice>(
        &mut self,
        option: &'static str,
        given: Option<&str>,
        field: &mut T,
        empty: T,
    ) {
        let mut value = Some(*field);
        self.field(given, &mut value, |text| {
            T::read(text).map_err(|unknown| none_of(option, text, unknown.known))
        });
        *field = value.unwrap_or(empty);
    }

    fn signs(&mut self, given: &[String], signs: &mut Vec<String>, playbook: &Playbook) {
        for text in given.iter().map(|text| text.trim()) {
            if text.is_empty() {
                signs.clear();
                continue;
            }
            match sign(text, playbook) {
                Ok(sign) if signs.iter().any(|known| known == sign.key()) => {}
                Ok(sign) => signs.push(sign.key().to_owned()),
                Err(problem) => self.problems.push(problem),
            }
        }
    }

    /// Changes the funnel. A deal at the first stage goes to the first one of the new funnel.
    fn preset(&mut self, given: Option<&str>, deal: &mut Deal, playbook: &Playbook) -> bool {
        let Some(text) = given else { return false };
        let funnel = &playbook.funnel;
        let labelled = |text: &str| funnel.presets().iter().find(|preset| preset.label.is(text));
        let Some(preset) = funnel.preset(text).or_else(|| labelled(text.trim())) else {
            let known = funnel.presets().iter().map(|preset| preset.key.as_str());
            self.problems.push(none_of("preset", text, known.collect::<Vec<_>>().join(", ")));
            return false;
        };
        let old = funnel.preset(&deal.preset);
        let at_first = old.is_none_or(|old| old.position(&deal.stage) == Some(0));
        deal.preset.clone_from(&preset.key);
        match preset.stages.first() {
            Some(first) if at_first => deal.stage.clone_from(&first.key),
            _ => {}
        }
        preset.position(&deal.stage).is_none()
    }
}

fn say(text: &str, message: fn(text::Lang, String) -> String) -> Message {
    let text = text.to_owned();
    Box::new(move |lang| message(lang, text.clone()))
}

fn none_of(option: &'static str, text: &str, known: String) -> Message {
    let text = text.to_owned();
    Box::new(move |lang| text::bad_value(lang, option, &text, &known))
}

/// Returns the key of a form of payment.
pub(in crate::cli::cmd) fn payment(text: &str, playbook: &Playbook) -> Result<String, Message> {
    playbook.payment_form(text).map(|form| form.key.clone()).ok_or_else(|| {
        let forms = playbook.payment_forms.iter();
        let known: Vec<String> =
            forms.map(|form| format!("{} ({})", form.key, form.label.zh)).collect();
        none_of("payment", text, known.join(", "))
    })
}

/// Returns a sign that may be noted.
fn sign(text: &str, playbook: &Playbook) -> Result<Sign, Message> {
    let Some(sign) = playbook.sign(text) else {
        let notable = Sign::ALL.iter().filter(|sign| sign.shown_by() != ShownBy::Fields);
        let known: Vec<&str> = notable.map(|sign| sign.key()).collect();
        return Err(none_of("sign", text, known.join(", ")));
    };
    if sign.shown_by() == ShownBy::Fields {
        return Err(Box::new(move |lang| {
            text::sign_of_fields(lang, sign.key(), text::shown_by(lang, sign))
        }));
    }
    Ok(sign)
}
