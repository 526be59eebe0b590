//! Pick lists of the team's own, and what to do at a contact.

use super::Label;
use super::problem::{ProblemKind, ValueType};
use super::reader::{Reader, Section, Value, once};
use crate::model::{Choice as _, SourceGroup, SourceKind};

/// What to do at a contact, by the stage that the customer has reached (domain rules, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Work {
    /// Bring the order to delivery.
    Order,
    /// Bring the deal to an order.
    Close,
    /// Build confidence.
    Build,
    /// Keep informed.
    Inform,
    /// Speak with them for the first time.
    FirstContact,
}

impl Work {
    /// Every kind of work.
    pub const ALL: &'static [Self] =
        &[Self::Order, Self::Close, Self::Build, Self::Inform, Self::FirstContact];

    /// Returns the key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Close => "close",
            Self::Build => "build",
            Self::Inform => "inform",
            Self::FirstContact => "first-contact",
        }
    }
}

/// Steps of one kind of work, to be shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkSteps {
    /// What the steps are for.
    pub work: Work,
    /// In English.
    pub en: Vec<String>,
    /// In Chinese.
    pub zh: Vec<String>,
}

/// An entry of a pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its key, unique in the list.
    pub key: String,
    /// What people read.
    pub label: Label,
}

/// How customers of a channel come to us, and how long we know them (domain rules, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quadrant {
    /// They come by themselves, in a short relation: walk-in, call-in.
    ItselfShort,
    /// They come by themselves, in a long relation: customers we have.
    ItselfLong,
    /// We seek them, in a short relation: exhibitions, targeted and regional outreach.
    SoughtShort,
    /// We seek them, in a long relation: our own records, VIPs.
    SoughtLong,
}

impl Quadrant {
    /// Every quadrant.
    pub const ALL: &'static [Self] =
        &[Self::ItselfShort, Self::ItselfLong, Self::SoughtShort, Self::SoughtLong];

    const KEYS: [(&'static str, Self); 4] = [
        ("itself-short", Self::ItselfShort),
        ("itself-long", Self::ItselfLong),
        ("sought-short", Self::SoughtShort),
        ("sought-long", Self::SoughtLong),
    ];

    /// Returns the key.
    pub const fn key(self) -> &'static str {
        Self::KEYS[self as usize].0
    }
}

/// A way by which customers reach us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its key, unique in the list: the code of the registers.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// Vehicles that it should yield in a month; missing where nobody set a target.
    pub per_month: Option<u32>,
    /// How its customers come to us; missing where nobody said.
    pub quadrant: Option<Quadrant>,
}

impl Channel {
    /// Returns whether `text` is its code or its label in one of the languages, ignoring ASCII case.
    pub fn is_called(&self, text: &str) -> bool {
        self.key.eq_ignore_ascii_case(text) || self.label.is(text)
    }
}

/// A form of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentForm {
    /// Its key, unique in the list.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// Whether it is paid in instalments.
    pub instalment: bool,
}

/// A cause of loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossCause {
    /// Its key, unique in the list.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// Whether it says nothing without a note.
    pub note: bool,
    /// Whether it is the cause of a deal out of control where nobody names another.
    pub out_of_control: bool,
    /// Whether it says that they bought another brand.
    pub other_brand: bool,
}

/// Families of sources, most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trust([SourceGroup; 4]);

impl Trust {
    /// Returns the rank of a kind of source: 0 is trusted most. On a conflict between two lists
    /// the value of the smaller rank is kept; the same rank leaves it open.
    pub fn rank(&self, kind: SourceKind) -> usize {
        let group = kind.group();
        self.0.iter().position(|trusted| *trusted == group).unwrap_or(self.0.len())
    }

    /// Returns the families, most trusted first.
    pub fn groups(&self) -> &[SourceGroup] {
        &self.0
    }

    /// Reads `trust`.
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let values = root.list(reader, "trust");
        let found: Vec<_> = values
            .iter()
            .filter_map(|value| {
                Some((value.one_of(reader, SourceGroup::ALL, SourceGroup::key)?, value))
            })
            .collect();
        once(reader, found.iter().map(|(group, value)| (group.key(), *value)));
        let missing = |group: &&SourceGroup| !found.iter().any(|(known, _)| known == *group);
        let missing: Vec<String> =
            SourceGroup::ALL.iter().filter(missing).map(|group| group.key().to_owned()).collect();
        if !missing.is_empty() && found.len() == values.len() && !values.is_empty() {
            root.report(reader, "trust", ProblemKind::Incomplete { missing });
        }
        let mut order = [SourceGroup::Internal; 4];
        for (place, (group, _)) in order.iter_mut().zip(&found) {
            *place = *group;
        }
        Self(order)
    }
}

/// Reads the keyed entries of a list, each with what `read` makes of its table.
pub(super) fn read_entries<'t, T>(
    reader: &mut Reader<'_>,
    parent: &mut Section<'t>,
    key: &'static str,
    mut read: impl FnMut(&mut Reader<'_>, &mut Section<'t>, Entry) -> T,
) -> Vec<T> {
    let values = parent.list(reader, key);
    let mut keys = Vec::with_capacity(values.len());
    let mut entries = Vec::with_capacity(values.len());
    for value in &values {
        let mut section = value.section(reader);
        let key = section.name(reader);
        let label = Label::read(reader, &mut section);
        keys.push(key.clone());
        entries.push(read(reader, &mut section, Entry { key, label }));
        section.finish(reader);
    }
    once(reader, keys.iter().map(String::as_str).zip(&values));
    entries
}

/// Reads `channels` of `[lists]`.
pub(super) fn read_channels(reader: &mut Reader<'_>, lists: &mut Section<'_>) -> Vec<Channel> {
    read_entries(reader, lists, "channels", |reader, section, entry| {
        let per_month = if section.has("per_month") {
            section.number(reader, "per_month", 0..=100_000)
        } else {
            None
        };
        let quadrant = if section.has("quadrant") {
            read_choice(reader, section, "quadrant", &Quadrant::KEYS)
        } else {
            None
        };
        Channel { key: entry.key, label: entry.label, per_month, quadrant }
    })
}

/// Reads `payment_forms` of `[lists]`.
pub(super) fn read_payment_forms(
    reader: &mut Reader<'_>,
    lists: &mut Section<'_>,
) -> Vec<PaymentForm> {
    read_entries(reader, lists, "payment_forms", |reader, section, entry| {
        let instalment = section.optional_flag(reader, "instalment").unwrap_or(false);
        PaymentForm { key: entry.key, label: entry.label, instalment }
    })
}

/// Reads `loss_causes` of `[lists]`.
pub(super) fn read_loss_causes(reader: &mut Reader<'_>, lists: &mut Section<'_>) -> Vec<LossCause> {
    read_entries(reader, lists, "loss_causes", |reader, section, entry| {
        let note = section.optional_flag(reader, "note").unwrap_or(false);
        let out_of_control = section.optional_flag(reader, "out_of_control").unwrap_or(false);
        // Rules set before there was such a flag know the cause by its key.
        let other_brand = section.optional_flag(reader, "other_brand");
        let other_brand = other_brand.unwrap_or(entry.key == "competitor");
        LossCause { key: entry.key, label: entry.label, note, out_of_control, other_brand }
    })
}

/// Reads `[work]`: every kind of work once.
pub(super) fn read_work(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Vec<WorkSteps> {
    let mut section = root.section(reader, "work");
    let steps = Work::ALL.iter().map(|work| {
        let mut steps = section.section(reader, work.key());
        let [en, zh] = ["en", "zh"].map(|language| {
            let values: Vec<Value<'_>> = steps.list(reader, language);
            values.iter().filter_map(|value| value.text(reader).map(str::to_owned)).collect()
        });
        steps.finish(reader);
        WorkSteps { work: *work, en, zh }
    });
    let steps = steps.collect();
    section.finish(reader);
    steps
}

/// Reads one of `choices` by its key, reporting what is missing or unknown.
pub(super) fn read_choice<T: Copy>(
    reader: &mut Reader<'_>,
    section: &mut Section<'_>,
    key: &'static str,
    choices: &[(&'static str, T)],
) -> Option<T> {
    let value = section.value(reader, key, ValueType::Text)?;
    value.one_of(reader, choices, |(key, _)| key).map(|(_, choice)| choice)
}
