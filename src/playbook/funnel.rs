//! Funnels: stages as data (domain rules, section 5).

use super::Label;
use super::lists::{Entry, read_choice, read_entries};
use super::problem::{ProblemKind, ValueType};
use super::reader::{Reader, Section, once};
use crate::model::AccountKind;

/// Whether stages may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skips {
    /// Without a word.
    Free,
    /// With a reason.
    WithReason,
}

/// What reaching a stage does to the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// There is an order: the deal's grade is O.
    Ordered,
    /// The deal is won and closed.
    Won,
}

impl Meaning {
    const KEYS: [(&'static str, Self); 2] = [("ordered", Self::Ordered), ("won", Self::Won)];
}

/// A record that moves a deal by itself, being its own evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MovingRecord {
    /// A touch that reached them.
    Contact,
    /// A touch that reached them face to face: we went to see them, or they came to the showroom.
    Visit,
    /// They came to the showroom 进店, and were spoken to.
    Showroom,
    /// A test drive.
    TestDrive,
    /// A price was quoted.
    Quote,
    /// An order.
    Order,
    /// The delivery after which nothing of the order is open.
    Delivery,
}

impl MovingRecord {
    /// Those that a stage names; orders and deliveries move to the stages that mean them.
    const NAMED: [(&'static str, Self); 5] = [
        ("contact", Self::Contact),
        ("visit", Self::Visit),
        ("showroom", Self::Showroom),
        ("test-drive", Self::TestDrive),
        ("quote", Self::Quote),
    ];
}

/// What shows that a piece of exit evidence is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The deal's budget.
    Budget,
    /// A contact of the account who decides.
    DecisionMaker,
    /// The deal's expected date.
    ExpectedDate,
    /// No field: somebody has to write it down.
    Note,
}

impl Proof {
    const KEYS: [(&'static str, Self); 4] = [
        ("budget", Self::Budget),
        ("decision-maker", Self::DecisionMaker),
        ("expected-date", Self::ExpectedDate),
        ("note", Self::Note),
    ];
}

/// Something that has to be known before a stage is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExitItem {
    /// Its key, unique in the stage.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// What shows it.
    pub shown_by: Proof,
}

impl ExitItem {
    /// Returns whether `text` is its key or one of its labels, ignoring ASCII case and outer
    /// blanks.
    pub fn is(&self, text: &str) -> bool {
        let wanted = text.trim();
        self.key.eq_ignore_ascii_case(wanted) || self.label.is(wanted)
    }
}

/// A step of a funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its key, unique in the preset.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// What has to be known before it is left; empty where the team names nothing.
    pub exit_evidence: Vec<ExitItem>,
    /// What reaching it does; missing for most.
    pub means: Option<Meaning>,
    /// Whether the record that it means is what reaches it, an order or the last delivery, and
    /// nobody's word. A team that keeps no orders leaves it out.
    pub needs_record: bool,
    /// Touches that move a deal here; empty where people alone do.
    pub moved_by: Vec<MovingRecord>,
}

impl Stage {
    /// Returns whether such a record moves a deal here: one that the stage names, an order where
    /// the stage means one, the last delivery where it closes the deal.
    pub fn is_moved_by(&self, record: MovingRecord) -> bool {
        match record {
            MovingRecord::Order => self.means == Some(Meaning::Ordered),
            MovingRecord::Delivery => self.means == Some(Meaning::Won),
            touch => self.moved_by.contains(&touch),
        }
    }
}

/// A funnel: stages in order, and what a move needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    /// Its key, unique in the playbook.
    pub key: String,
    /// What people read.
    pub label: Label,
    /// Whether a move needs evidence, and one back counter-evidence.
    pub evidence: bool,
    /// Whether stages may be left out.
    pub skips: Skips,
    /// The stages, first to last; the last one closes the deal.
    pub stages: Vec<Stage>,
}

impl Preset {
    /// Returns the place of the stage, from 0, by key or by either label, ignoring ASCII case and
    /// outer blanks; `None` where there is no such stage.
    pub fn position(&self, text: &str) -> Option<usize> {
        let wanted = text.trim();
        let by_key = self.stages.iter().position(|s| s.key.eq_ignore_ascii_case(wanted));
        by_key.or_else(|| self.stages.iter().position(|s| s.label.is(wanted)))
    }

    /// Returns the key of the stage that closes a deal; every preset that was checked has one.
    pub fn closing_stage(&self) -> Option<&str> {
        self.stages.iter().find(|stage| stage.means == Some(Meaning::Won)).map(|stage| &*stage.key)
    }

    /// Returns the place, from 0, of the stage that makes an order; every playbook has one.
    pub fn order_position(&self) -> Option<usize> {
        self.stages.iter().position(|stage| stage.means == Some(Meaning::Ordered))
    }

    /// Returns whether a deal in this stage has an order: it stands at the order or beyond.
    pub fn has_order(&self, stage: &str) -> bool {
        match (self.position(stage), self.order_position()) {
            (Some(at), Some(order)) => at >= order,
            _ => false,
        }
    }
}

/// The team's funnels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    presets: Vec<Preset>,
    organisation: usize,
    person: usize,
}

impl Funnel {
    /// Returns every preset; at least one.
    pub fn presets(&self) -> &[Preset] {
        &self.presets
    }

    /// Returns the preset with this key, ignoring ASCII case.
    pub fn preset(&self, key: &str) -> Option<&Preset> {
        self.presets.iter().find(|preset| preset.key.eq_ignore_ascii_case(key.trim()))
    }

    /// Returns the preset that a new deal of such an account gets.
    pub fn default_preset(&self, kind: AccountKind) -> &Preset {
        let at = match kind {
            AccountKind::Organisation => self.organisation,
            AccountKind::Person => self.person,
        };
        &self.presets[at]
    }

    /// Reads `[funnel]`.
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let mut section = root.section(reader, "funnel");
        let presets = read_entries(reader, &mut section, "presets", read_preset);
        let mut default = |key| {
            let value = section.value(reader, key, ValueType::Text)?;
            let name = value.text(reader)?;
            let found = presets.iter().position(|preset| preset.key == name);
            if found.is_none() {
                let known: Vec<&str> = presets.iter().map(|preset| preset.key.as_str()).collect();
                value.unknown(reader, name, &known);
            }
            found
        };
        let (organisation, person) = (default("organisation"), default("person"));
        section.finish(reader);
        Self {
            presets,
            organisation: organisation.unwrap_or_default(),
            person: person.unwrap_or_default(),
        }
    }
}

fn read_preset(reader: &mut Reader<'_>, section: &mut Section<'_>, entry: Entry) -> Preset {
    let evidence = section.flag(reader, "evidence").unwrap_or_default();
    let keys = [("free", Skips::Free), ("with-reason", Skips::WithReason)];
    let skips = read_choice(reader, section, "skips", &keys).unwrap_or(Skips::Free);
    let stages = read_entries(reader, section, "stages", read_stage);
    check_meanings(reader, section, &stages);
    check_records(reader, section, &stages);
    Preset { key: entry.key, label: entry.label, evidence, skips, stages }
}

fn read_stage(reader: &mut Reader<'_>, section: &mut Section<'_>, entry: Entry) -> Stage {
    let exit_evidence = if section.has("exit_evidence") {
        read_entries(reader, section, "exit_evidence", |reader, section, item| {
            let shown_by = read_choice(reader, section, "shown_by", &Proof::KEYS);
            let shown_by = shown_by.unwrap_or(Proof::Note);
            ExitItem { key: item.key, label: item.label, shown_by }
        })
    } else {
        Vec::new()
    };
    let means = if section.has("means") {
        read_choice(reader, section, "means", &Meaning::KEYS)
    } else {
        None
    };
    let needs_record = if section.has("means") {
        section.optional_flag(reader, "needs_record").unwrap_or_default()
    } else {
        false
    };
    let moved_by = if section.has("moved_by") { read_records(reader, section) } else { Vec::new() };
    Stage { key: entry.key, label: entry.label, exit_evidence, means, needs_record, moved_by }
}

fn read_records(reader: &mut Reader<'_>, section: &mut Section<'_>) -> Vec<MovingRecord> {
    let values = section.list(reader, "moved_by");
    let found: Vec<_> = values
        .iter()
        .filter_map(|value| {
            Some((value.one_of(reader, &MovingRecord::NAMED, |(key, _)| key)?, value))
        })
        .collect();
    once(reader, found.iter().map(|((key, _), value)| (*key, *value)));
    found.into_iter().map(|((_, record), _)| record).collect()
}

/// Reports records that two stages name: a record leads to one stage.
fn check_records(reader: &mut Reader<'_>, preset: &Section<'_>, stages: &[Stage]) {
    for (key, record) in MovingRecord::NAMED {
        let naming = stages.iter().filter(|stage| stage.moved_by.contains(&record)).count();
        if naming > 1 {
            preset.report(reader, "stages", ProblemKind::Duplicate { found: key.to_owned() });
        }
    }
}

/// Reports a preset that has not one order and one closing stage, the latter at its end.
fn check_meanings(reader: &mut Reader<'_>, preset: &Section<'_>, stages: &[Stage]) {
    let Some(last) = stages.last() else { return };
    for (meaning, means) in Meaning::KEYS {
        let found = stages.iter().filter(|stage| stage.means == Some(means)).count();
        if found != 1 {
            preset.report(reader, "stages", ProblemKind::MeaningCount { meaning, found });
        }
    }
    let closing = stages.iter().find(|stage| stage.means == Some(Meaning::Won));
    if let Some(stage) = closing.filter(|stage| stage.key != last.key) {
        let (found, last) = (stage.key.clone(), last.key.clone());
        preset.report(reader, "stages", ProblemKind::WonNotLast { found, last });
    }
}
