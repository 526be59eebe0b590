//! Numbers and words of the agenda (domain rules, section 4).

use super::Label;
use super::lists::{Entry, read_entries};
use super::problem::ProblemKind;
use super::reader::{Reader, Section, Value};

/// What the team's rules say of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaNumbers {
    /// Working days from an attempt that reached nobody to the next one, from 1.
    pub retry_after_days: u32,
    /// Attempts in a row after which a deal may be out of control, inclusive, from 1.
    pub out_of_control_after: u32,
    /// First contacts per consultant and day, from 1.
    pub first_contacts_per_day: u32,
    /// From when an effective contact keeps an appointment.
    pub appointment_opens: AppointmentWindow,
    /// Days before a deadline on which it warns.
    pub deadline_warnings: Vec<u32>,
    /// When overdue items are taken up by others.
    pub escalation: EscalationDays,
    /// When shops are open that say no hours of their own.
    pub opening: OpeningHours,
    /// How soon a new lead has to be answered.
    pub first_response: FirstResponse,
    /// Which first contacts come first.
    pub first_contact_order: FirstContactOrder,
    /// What a visit is to reach, by the number of visits before it; the last is for all later ones.
    pub visit_goals: Vec<Label>,
    /// The steps of a buying cycle, and the means that move a customer on.
    pub buying_cycle: Vec<CycleStep>,
    /// What a first call goes through, in order.
    pub first_call: Vec<Label>,
    segments: Vec<(Segment, SegmentWords)>,
}

/// From when an effective contact keeps an appointment that is no deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppointmentWindow {
    /// Days before its day, inclusive; 0: on its day.
    pub days_before: u32,
    /// Minutes before its time, inclusive, where it opens on its day.
    pub minutes_before: u32,
}

/// Days overdue, inclusive, from which an item is escalated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EscalationDays {
    /// The consultant is reminded.
    pub remind: u32,
    /// The manager is told.
    pub manager: u32,
    /// Another consultant is proposed.
    pub reassign: u32,
}

/// Hours of a day, in minutes since midnight; `opens` is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningHours {
    /// The first open minute.
    pub opens: u32,
    /// The first minute that is closed again.
    pub closes: u32,
}

/// Limits of the first attempt to answer a new lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstResponse {
    /// Hours by the clock, for channels without a limit of their own.
    pub other_hours: u32,
    /// Channels with a limit in opening minutes, by key.
    pub opening_minutes: Vec<(String, u32)>,
}

/// How long a new lead may wait for its first attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseLimit {
    /// Minutes while the shop is open.
    OpeningMinutes(u32),
    /// Hours by the clock.
    Hours(u32),
}

impl FirstResponse {
    /// Returns the limit of a channel, by key, ignoring ASCII case; an unknown one has hours.
    pub fn limit(&self, channel: Option<&str>) -> ResponseLimit {
        let own = channel.and_then(|channel| {
            self.opening_minutes.iter().find(|(key, _)| key.eq_ignore_ascii_case(channel.trim()))
        });
        own.map_or(ResponseLimit::Hours(self.other_hours), |(_, minutes)| {
            ResponseLimit::OpeningMinutes(*minutes)
        })
    }
}

/// What puts a first contact before others, after business with us (domain rules, section 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstContactOrder {
    /// Tags that say that somebody of ours is in contact already.
    pub in_contact: Vec<String>,
    /// Tags that say that something changes inside the customer.
    pub changes: Vec<String>,
    /// Words of industries, best first.
    pub business_types: Vec<String>,
}

/// A step of the buying cycle 购买周期.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleStep {
    /// Its key, unique in the cycle.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// What moves a customer on from here; missing at the end.
    pub means: Option<Label>,
}

/// Segments of prospects; derived, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// Hopeful, not contacted 未接触.
    NotContacted,
    /// Hopeful 有望.
    Hopeful,
    /// Loyal without power 无购买力的忠诚客户.
    LoyalWithoutPower,
    /// Bought another brand 已购他品牌.
    OtherBrand,
}

impl Segment {
    /// Every segment.
    pub const ALL: &'static [Self] =
        &[Self::NotContacted, Self::Hopeful, Self::LoyalWithoutPower, Self::OtherBrand];

    /// Returns the key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotContacted => "not-contacted",
            Self::Hopeful => "hopeful",
            Self::LoyalWithoutPower => "loyal-without-power",
            Self::OtherBrand => "other-brand",
        }
    }
}

/// What people read of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentWords {
    /// Its name.
    pub label: Label,
    /// How it is worked.
    pub work: Label,
}

impl AgendaNumbers {
    /// Returns what people read of a segment; every parsed playbook has it.
    pub fn segment(&self, segment: Segment) -> &SegmentWords {
        &self.segments[segment as usize].1
    }

    /// Returns the step of the buying cycle whose key or label, in either language, `text` is.
    pub fn cycle_step(&self, text: &str) -> Option<&CycleStep> {
        let wanted = text.trim();
        let mut steps = self.buying_cycle.iter();
        steps.find(|step| step.key.eq_ignore_ascii_case(wanted) || step.label.is(wanted))
    }

    /// Returns what the next visit is to reach after so many of them; every playbook has goals.
    /// Source: domain rules, section 4.
    pub fn visit_goal(&self, visits: usize) -> Option<&Label> {
        self.visit_goals.get(visits).or(self.visit_goals.last())
    }

    /// Reads `[agenda]`.
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let mut section = root.section(reader, "agenda");
        let mut number = |key, range| section.number(reader, key, range);
        let retry_after_days = number("retry_after_days", 1..=30).unwrap_or(1);
        let out_of_control_after = number("out_of_control_after", 1..=100).unwrap_or(1);
        let first_contacts_per_day = number("first_contacts_per_day", 1..=10_000).unwrap_or(1);
        let appointment_opens = AppointmentWindow {
            days_before: number("appointment_opens_days_before", 0..=30).unwrap_or(0),
            minutes_before: number("appointment_opens_minutes_before", 0..=1440).unwrap_or(0),
        };
        let warnings = section.list(reader, "deadline_warnings");
        let numbers = warnings.iter().filter_map(|value| value.number(reader, 1..=365));
        let deadline_warnings = numbers.collect();
        let escalation = read_escalation(reader, &mut section);
        let opening = read_opening(reader, &mut section);
        let first_response = read_first_response(reader, &mut section);
        let first_contact_order = read_order(reader, &mut section);
        let visit_goals = read_labels(reader, &mut section, "visit_goals");
        let first_call = read_labels(reader, &mut section, "first_call");
        let buying_cycle = read_entries(reader, &mut section, "buying_cycle", read_step);
        let segments = read_segments(reader, &mut section);
        section.finish(reader);
        Self {
            retry_after_days,
            out_of_control_after,
            first_contacts_per_day,
            appointment_opens,
            deadline_warnings,
            escalation,
            opening,
            first_response,
            first_contact_order,
            visit_goals,
            buying_cycle,
            first_call,
            segments,
        }
    }
}

/// Returns the minutes since midnight of a time written `09:30`; `None` where it is none. 24:00 is
/// the end of a day.
pub fn minute_of_day(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let at = hours * 60 + minutes;
    (minutes < 60 && at <= 24 * 60).then_some(at)
}

fn read_escalation(reader: &mut Reader<'_>, agenda: &mut Section<'_>) -> EscalationDays {
    let mut section = agenda.section(reader, "escalation");
    let mut from = 1;
    let mut days = |key| {
        let days = section.number(reader, key, from..=365).unwrap_or(from);
        from = days;
        days
    };
    let (remind, manager) = (days("remind_after_days"), days("manager_after_days"));
    let reassign = days("reassign_after_days");
    section.finish(reader);
    EscalationDays { remind, manager, reassign }
}

fn read_opening(reader: &mut Reader<'_>, agenda: &mut Section<'_>) -> OpeningHours {
    let mut section = agenda.section(reader, "opening");
    let mut time = |key| {
        let text = section.text(reader, key)?;
        let at = minute_of_day(text);
        if at.is_none() {
            section.report(reader, key, ProblemKind::BadTime { found: text.to_owned() });
        }
        Some((at?, text))
    };
    let (opens, closes) = (time("opens"), time("closes"));
    if let (Some((opens, _)), Some((closes, found))) = (opens, closes)
        && opens >= closes
    {
        section.report(reader, "closes", ProblemKind::BadTime { found: found.to_owned() });
    }
    section.finish(reader);
    OpeningHours { opens: opens.map_or(0, |(at, _)| at), closes: closes.map_or(1440, |(at, _)| at) }
}

fn read_first_response(reader: &mut Reader<'_>, agenda: &mut Section<'_>) -> FirstResponse {
    let mut section = agenda.section(reader, "first_response");
    let other_hours = section.number(reader, "other_hours", 1..=720).unwrap_or(1);
    let values = section.list(reader, "limits");
    let limits = values.iter().map(|value| {
        let mut limit = value.section(reader);
        let channel = limit.text(reader, "channel").unwrap_or_default().to_owned();
        let minutes = limit.number(reader, "opening_minutes", 1..=10_000).unwrap_or(1);
        limit.finish(reader);
        (channel, minutes)
    });
    let opening_minutes = limits.collect();
    section.finish(reader);
    FirstResponse { other_hours, opening_minutes }
}

fn read_order(reader: &mut Reader<'_>, agenda: &mut Section<'_>) -> FirstContactOrder {
    let mut section = agenda.section(reader, "first_contact_order");
    let mut words = |key| {
        let values: Vec<Value<'_>> = section.list(reader, key);
        values.iter().filter_map(|value| value.text(reader).map(str::to_owned)).collect()
    };
    let order = FirstContactOrder {
        in_contact: words("in_contact_tags"),
        changes: words("change_tags"),
        business_types: words("business_types"),
    };
    section.finish(reader);
    order
}

fn read_labels(reader: &mut Reader<'_>, agenda: &mut Section<'_>, key: &'static str) -> Vec<Label> {
    let values = agenda.list(reader, key);
    let labels = values.iter().map(|value| {
        let mut section = value.section(reader);
        let label = Label::read(reader, &mut section);
        section.finish(reader);
        label
    });
    labels.collect()
}

fn read_step(reader: &mut Reader<'_>, section: &mut Section<'_>, entry: Entry) -> CycleStep {
    let means = section.has("means").then(|| {
        let mut means = section.section(reader, "means");
        let label = Label::read(reader, &mut means);
        means.finish(reader);
        label
    });
    CycleStep { key: entry.key, label: entry.label, means }
}

fn read_segments(
    reader: &mut Reader<'_>,
    agenda: &mut Section<'_>,
) -> Vec<(Segment, SegmentWords)> {
    let mut section = agenda.section(reader, "segments");
    let segments = Segment::ALL.iter().map(|segment| {
        let mut table = section.section(reader, segment.key());
        let label = Label::read(reader, &mut table);
        let mut work = table.section(reader, "work");
        let words = SegmentWords { label, work: Label::read(reader, &mut work) };
        work.finish(reader);
        table.finish(reader);
        (*segment, words)
    });
    let segments = segments.collect();
    section.finish(reader);
    segments
}
