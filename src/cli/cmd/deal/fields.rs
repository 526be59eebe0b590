//! The options that say what is known of a deal.

use crate::cli::context::Session;
use crate::cli::error::{CliError, Kind, Message};
use crate::cli::{resolve, text};
use crate::clock;
use crate::filter::day_of;
use crate::ingest::clean::{money, quantity};
use crate::model::{Choice, Day, Deal, DealState, Factor, Instant, NeedAspect, Origin};
use crate::playbook::{Playbook, ShownBy, Sign};
use crate::rules::grade::signs_of_deal;

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
    /// Day on which they want it delivered
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    delivery: Option<String>,
    /// How far instalments have got: discussing, in-progress
    #[arg(long, value_name = "STATE")]
    instalment: Option<String>,
    /// What becomes of their old vehicle: asks-help, in-progress
    #[arg(long, value_name = "STATE")]
    trade_in: Option<String>,
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
    /// What they need, by aspect: who=车队, what, when, where, why, how, how-much; may be given again
    #[arg(long, value_name = "ASPECT=TEXT")]
    needs: Vec<String>,
    /// Where they stand in the buying cycle, of the playbook's list: no-need, aware, wants
    #[arg(long, value_name = "KEY")]
    cycle: Option<String>,
    /// Where in the buyer's procedure we came in: entry-a, entry-b, entry-c, entry-d
    #[arg(long, value_name = "POINT")]
    entry_point: Option<String>,
    /// When we were first there: before-approval, before-tender, after-tender
    #[arg(long, value_name = "TIME")]
    first_contact: Option<String>,
    /// Day on which it was opened (default: the day on which it is entered)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    opened: Option<String>,
    /// When the lead came in: 2026-03-01 09:30 there, with +08:00 or Z elsewhere, 9:30 today
    #[arg(long, value_name = "INSTANT")]
    received: Option<String>,
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
            &self.delivery,
            &self.instalment,
            &self.trade_in,
            &self.cycle,
            &self.entry_point,
            &self.first_contact,
            &self.opened,
            &self.received,
            &self.origin,
            &self.confidence,
            &self.need,
            &self.power,
            &self.preset,
            &self.note,
        ];
        let many = [&self.signs, &self.needs];
        given.iter().all(|option| option.is_none()) && many.iter().all(|many| many.is_empty())
    }

    /// Returns when its lead came in, as clocks of the store's time zone show it, where that is said.
    pub(super) fn came_in(&self, deal: &Deal, session: &Session) -> Option<String> {
        let at = deal.received_at.filter(|_| self.received.is_some())?;
        let zone = &session.zone;
        Some(text::on_day(clock::day_of(at, zone), Some(&clock::time_of(at, zone))))
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
            let count = quantity::quantity(text).map_err(|_| say(text, text::bad_quantity))?;
            if count > 0 { Ok(count) } else { Err(say(text, text::no_pieces)) }
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
        reader.field(self.delivery.as_deref(), &mut deal.delivery_on, |text| {
            day_of(text, today).ok_or_else(|| say(text, text::bad_delivery))
        });
        reader.chosen("instalment", self.instalment.as_deref(), &mut deal.instalment);
        reader.chosen("trade-in", self.trade_in.as_deref(), &mut deal.trade_in);
        reader.chosen("entry-point", self.entry_point.as_deref(), &mut deal.entry_point);
        reader.chosen("first-contact", self.first_contact.as_deref(), &mut deal.first_contact);
        reader.field(self.cycle.as_deref(), &mut deal.buying_cycle, |text| cycle(text, playbook));
        reader.opened(self.opened.as_deref(), &mut deal.opened_on);
        reader
            .field(self.received.as_deref(), &mut deal.received_at, |text| received(text, session));
        reader.needs(&self.needs, &mut deal.needs);
        reader.choice("origin", self.origin.as_deref(), &mut deal.origin, Origin::New);
        reader.choice(
            "confidence",
            self.confidence.as_deref(),
            &mut deal.confidence,
            Factor::Unknown,
        );
        reader.choice("need", self.need.as_deref(), &mut deal.need, Factor::Unknown);
        reader.choice("power", self.power.as_deref(), &mut deal.power, Factor::Unknown);
        reader.signs(&self.signs, deal, playbook);
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

    /// Reads the day of opening, which is never cleared and has come.
    fn opened(&mut self, given: Option<&str>, opened_on: &mut Day) {
        let Some(text) = given.map(str::trim) else { return };
        let today = self.today;
        let read = match day_of(text, today) {
            _ if text.is_empty() => Err(Box::new(text::opened_needs_day) as Message),
            None => {
                let text = text.to_owned();
                Err(Box::new(move |lang| text::bad_option_day(lang, "opened", &text)) as Message)
            }
            Some(day) if day > today => {
                Err(Box::new(move |lang| text::option_in_the_future(lang, "opened", day, today))
                    as Message)
            }
            Some(day) => Ok(day),
        };
        match read {
            Ok(day) => *opened_on = day,
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

    fn chosen<T: Choice>(
        &mut self,
        option: &'static str,
        given: Option<&str>,
        field: &mut Option<T>,
    ) {
        self.field(given, field, |text| {
            T::read(text).map_err(|unknown| none_of(option, text, unknown.known))
        });
    }

    /// Notes signs. None is ticked twice: one that fields of the deal show is refused, and one
    /// noted before that they show now is dropped.
    fn signs(&mut self, given: &[String], deal: &mut Deal, playbook: &Playbook) {
        let shown = signs_of_deal(deal, playbook);
        let signs = &mut deal.signs;
        for text in given.iter().map(|text| text.trim()) {
            if text.is_empty() {
                signs.clear();
                continue;
            }
            match sign(text, playbook) {
                Ok(sign) if shown.contains(sign) => {
                    self.problems.push(say(sign.key(), text::sign_shown));
                }
                Ok(sign) if signs.iter().any(|known| known == sign.key()) => {}
                Ok(sign) => signs.push(sign.key().to_owned()),
                Err(problem) => self.problems.push(problem),
            }
        }
        signs.retain(|known| Sign::of_key(known).is_none_or(|sign| !shown.contains(sign)));
    }

    /// Puts down needs, a text for each aspect, in the order of the aspects; an empty text clears
    /// its aspect, an empty option all of them.
    fn needs(&mut self, given: &[String], needs: &mut Vec<String>) {
        for text in given.iter().map(|text| text.trim()) {
            if text.is_empty() {
                needs.clear();
                continue;
            }
            let pair = text
                .split_once(['=', '＝'])
                .and_then(|(aspect, what)| Some((NeedAspect::read(aspect).ok()?, what.trim())));
            let Some((aspect, what)) = pair else {
                let text = text.to_owned();
                self.problems.push(Box::new(move |lang| {
                    let known = NeedAspect::ALL.iter().map(|one| choice_word(lang, *one));
                    text::bad_needs(lang, &text, text::join(lang, known))
                }));
                continue;
            };
            let lead = format!("{aspect}: ");
            needs.retain(|known| !known.starts_with(&lead));
            if !what.is_empty() {
                needs.push(format!("{lead}{what}"));
            }
        }
        let place = |need: &String| {
            NeedAspect::ALL.iter().position(|aspect| need.starts_with(&format!("{aspect}: ")))
        };
        needs.sort_by_key(place);
    }

    /// Changes the funnel. An open deal at the first stage goes to the first one of the new funnel;
    /// every other keeps its stage.
    fn preset(&mut self, given: Option<&str>, deal: &mut Deal, playbook: &Playbook) -> bool {
        let Some(text) = given else { return false };
        let funnel = &playbook.funnel;
        let labelled = |text: &str| funnel.presets().iter().find(|preset| preset.label.is(text));
        let Some(preset) = funnel.preset(text).or_else(|| labelled(text.trim())) else {
            self.problems.push(none_of("preset", text, known_presets(playbook)));
            return false;
        };
        let old = funnel.preset(&deal.preset);
        let open = deal.state == DealState::Open;
        let at_first = open && old.is_some_and(|old| old.position(&deal.stage) == Some(0));
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

/// Returns the word of a choice: its key in English, its term in Chinese.
fn choice_word(lang: text::Lang, choice: NeedAspect) -> String {
    match lang {
        text::Lang::En => choice.key().to_owned(),
        text::Lang::Zh => choice.term().to_owned(),
    }
}

/// Returns the funnels that an option may name, each by key and label.
pub(in crate::cli::cmd) fn known_presets(playbook: &Playbook) -> String {
    let presets = playbook.funnel.presets().iter();
    let known = presets.map(|preset| format!("{} ({})", preset.key, preset.label.zh));
    known.collect::<Vec<_>>().join(", ")
}

/// Returns when a lead came in; not in the future.
fn received(text: &str, session: &Session) -> Result<Instant, Message> {
    let now = session.moment.at;
    let at = resolve::instant(text, session)
        .ok_or_else(|| say(text, |lang, text| text::bad_instant(lang, "received", text)))?;
    if at > now {
        return Err(Box::new(move |lang| text::received_later(lang, at, now)));
    }
    Ok(at)
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

/// Returns the key of a step of the buying cycle.
fn cycle(text: &str, playbook: &Playbook) -> Result<String, Message> {
    let agenda = &playbook.agenda;
    agenda.cycle_step(text).map(|step| step.key.clone()).ok_or_else(|| {
        let steps = agenda.buying_cycle.iter();
        let known: Vec<String> =
            steps.map(|step| format!("{} ({})", step.key, step.label.zh)).collect();
        none_of("cycle", text, known.join(", "))
    })
}

/// Returns a sign that may be noted.
fn sign(text: &str, playbook: &Playbook) -> Result<Sign, Message> {
    let Some(sign) = playbook.sign(text) else {
        let notable = Sign::ALL.iter().filter(|sign| sign.shown_by() != ShownBy::Fields);
        let known =
            notable.map(|sign| format!("{} ({})", sign.key(), playbook.sign_label(*sign).zh));
        return Err(none_of("sign", text, known.collect::<Vec<_>>().join(", ")));
    };
    if sign.shown_by() == ShownBy::Fields {
        return Err(Box::new(move |lang| {
            text::sign_of_fields(lang, sign.key(), text::shown_by(lang, sign))
        }));
    }
    Ok(sign)
}
