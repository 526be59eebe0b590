//! Where a deal stands in its funnel.

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliResult, Exit};
use crate::cli::moving;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::model::{
    AccountId, Day, Deal, DealId, DealState, EntryPoint, EvidenceSource, FirstContact, Grade,
    StaffId, StageMove,
};
use crate::playbook::{ExitItem, Preset};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::rules::funnel::{ExitFound, Shown, exit_evidence};

/// What people read first of a standing; the rest of it in data.
const FOR_PEOPLE: &[&str] = &[
    "deal",
    "account",
    "name",
    "model",
    "preset",
    "state",
    "grade",
    "stage",
    "since",
    "exit_known",
    "exit_missing",
    "next_stage",
    "entry_point",
    "first_contact",
    "stage_moves",
];

/// Where a deal stands, and how it came there.
pub(in crate::cli) struct Standing<'a> {
    deal: &'a Deal,
    account_name: String,
    /// The key of its funnel, or the words for people.
    preset: &'a str,
    since: Day,
    /// What has to be known before the stage is left: keys, or words for people.
    exit_evidence: Vec<String>,
    next_stage: Option<&'a str>,
    steps: Vec<Step>,
    /// What of the exit evidence is known.
    known: Vec<String>,
    /// What of the exit evidence is missing.
    missing: Vec<String>,
}

/// A step as a row.
pub(in crate::cli) struct Step {
    /// The key of the funnel.
    preset: String,
    taken: StageMove,
    /// Exit evidence: as it is kept, or words for people.
    items: Vec<String>,
}

impl Tabular for Standing<'_> {
    const KEYS: &'static [&'static str] = &[
        "deal",
        "account",
        "name",
        "model",
        "preset",
        "state",
        "grade",
        "stage",
        "since",
        "exit_evidence",
        "next_stage",
        "stage_moves",
        "exit_known",
        "exit_missing",
        "entry_point",
        "first_contact",
    ];
    const TYPES: &'static [CellType] = types![
        DealId,
        AccountId,
        String,
        Option<String>,
        String,
        DealState,
        Grade,
        = KEY,
        Day,
        Vec<String>,
        = KEY.or_none(),
        = CellType::rows::<Step>(),
        Vec<String>,
        Vec<String>,
        Option<EntryPoint>,
        Option<FirstContact>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.deal.id.as_cell());
        put(self.deal.account.as_cell());
        put(self.account_name.as_cell());
        put(self.deal.model.as_cell());
        put(self.preset.as_cell());
        put(self.deal.state.as_cell());
        put(self.deal.grade.as_cell());
        put(self.stage(&self.deal.stage));
        put(self.since.as_cell());
        put(self.exit_evidence.as_cell());
        put(self.next_stage.map_or(Cell::Null, |next| self.stage(next)));
        put(Cell::Records(&self.steps));
        put(self.known.as_cell());
        put(self.missing.as_cell());
        put(self.deal.entry_point.as_cell());
        put(self.deal.first_contact.as_cell());
    }
}

impl Standing<'_> {
    fn stage<'c>(&'c self, key: &'c str) -> Cell<'c> {
        Cell::KeyOf { list: &self.deal.preset, key }
    }
}

impl Tabular for Step {
    const KEYS: &'static [&'static str] = &[
        "day",
        "from_stage",
        "to_stage",
        "evidence",
        "evidence_source",
        "reason",
        "doing",
        "planned",
        "staff",
        "finished",
        "items",
        "moved_by",
    ];
    const TYPES: &'static [CellType] = types![
        Day,
        = KEY,
        = KEY,
        Option<String>,
        Option<EvidenceSource>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<StaffId>,
        Option<String>,
        Vec<String>,
        Option<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let step = &self.taken;
        put(step.day.as_cell());
        put(Cell::KeyOf { list: &self.preset, key: &step.from_stage });
        put(Cell::KeyOf { list: &self.preset, key: &step.to_stage });
        put(step.evidence.as_cell());
        put(step.evidence_source.as_cell());
        put(step.reason.as_cell());
        put(step.doing.as_cell());
        put(step.planned.as_cell());
        put(step.staff.as_cell());
        put(step.finished.as_cell());
        put(self.items.as_cell());
        put(step.moved_by.as_cell());
    }
}

/// Prints where a deal stands, what of the exit evidence is known and missing, and every step.
pub(super) fn show(
    ctx: &mut Ctx<'_>,
    show: &ShowArgs,
    session: &Session,
    deal: &Deal,
    preset: &Preset,
) -> CliResult {
    let db = session.store.db();
    let steps = db.stage_moves(deal.id)?;
    let at = preset.position(&deal.stage);
    let known = moving::known(db, deal)?;
    let stage = at.and_then(|at| preset.stages.get(at));
    let found = stage.map(|stage| exit_evidence(stage, &known)).unwrap_or_default();
    let (lang, people) = (ctx.ui.lang, show.is_for_people());
    let word = |item: &ExitItem| {
        if people { text::label_word(lang, &item.label) } else { item.key.clone() }
    };
    let shown = |found: &ExitFound<'_>| match &found.shown {
        Shown::Field(text) | Shown::Words(text) => Some(format!("{}: {text}", word(found.item))),
        Shown::Waived | Shown::Missing => None,
    };
    let missing = found.iter().filter(|found| found.shown == Shown::Missing);
    let next = at.and_then(|at| preset.stages.get(at + 1)).map(|stage| stage.key.as_str());
    let standing = Standing {
        deal,
        account_name: db.account_name(deal.account)?,
        preset: if people && lang == Lang::Zh { &preset.label.zh } else { &preset.key },
        since: steps.last().map_or(deal.opened_on, |step| step.day),
        exit_evidence: found.iter().map(|found| word(found.item)).collect(),
        next_stage: next,
        steps: steps
            .into_iter()
            .map(|step| Step {
                preset: deal.preset.clone(),
                items: if people { items(lang, &step, preset) } else { step.items.clone() },
                taken: step,
            })
            .collect(),
        known: found.iter().filter_map(shown).collect(),
        missing: missing.map(|found| word(found.item)).collect(),
    };
    ctx.ui.show_one(&show.for_people(FOR_PEOPLE), &standing)?;
    Ok(Exit::Done)
}

/// Returns the exit evidence of a step in words; what was waived is said to be.
fn items(lang: Lang, step: &StageMove, preset: &Preset) -> Vec<String> {
    let left = preset.position(&step.from_stage).and_then(|at| preset.stages.get(at));
    let word = |key: &str| {
        let item = left.and_then(|left| left.exit_evidence.iter().find(|item| item.key == key));
        item.map_or_else(|| key.to_owned(), |item| text::label_word(lang, &item.label))
    };
    let said = |kept: &String| match kept.split_once(": ") {
        Some((key, text)) => format!("{}: {text}", word(key)),
        None => text::waived_item(lang, word(kept)),
    };
    step.items.iter().map(said).collect()
}
