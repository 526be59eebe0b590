//! Whether a deal may move to another stage, and what the move does (domain rules, section 5).

mod records;
#[cfg(test)]
mod tests;

pub use records::{RecordMove, check_record, moved_by_record, records_of_touch};

use crate::model::{DealState, EvidenceSource};
use crate::playbook::{DidYouMean, ExitItem, Meaning, Preset, Skips, Stage, near};

/// A step that somebody wants to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move<'a> {
    /// The state of the deal; any but open is closed to moves.
    pub state: DealState,
    /// The key of the stage in which the deal stands.
    pub from: &'a str,
    /// The stage to move to, by key or label.
    pub to: &'a str,
    /// Evidence that the step was made, or counter-evidence where it leads back. Texts of blanks
    /// count as missing.
    pub evidence: Option<&'a str>,
    /// Where the evidence comes from.
    pub source: Option<EvidenceSource>,
    /// Why stages are left out, or a closed deal is opened again.
    pub reason: Option<&'a str>,
    /// Whether a closed deal is to be opened again.
    pub reopen: bool,
}

/// Which way a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the next stage.
    Forward,
    /// Forward, leaving stages out.
    Skip,
    /// To an earlier stage.
    Back,
    /// From closed to open.
    Reopen,
    /// From a stage that the preset no longer has.
    Placed,
}

/// What a move does to the grade of the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeEffect {
    /// Nothing.
    Keep,
    /// There is an order: the grade is O.
    Order,
    /// There is no order any more: the deal has to be graded again.
    Regrade,
}

/// A move that the rules allow, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved<'p> {
    /// Which way it leads.
    pub way: Way,
    /// The stage reached.
    pub to: &'p Stage,
    /// Stages left out between; empty unless the way is a skip.
    pub skipped: &'p [Stage],
    /// What becomes of the grade.
    pub grade: GradeEffect,
    /// The state of the deal afterwards: open, or won.
    pub state: DealState,
}

/// Why a move is refused. Several may hold at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The preset has no such stage.
    #[error("preset `{preset}` has no stage `{found}`; its stages are {}{}",
        .known.join(", "), DidYouMean(.near))]
    UnknownStage {
        /// What was given.
        found: String,
        /// The preset of the deal.
        preset: String,
        /// Keys of its stages, in order.
        known: Vec<String>,
        /// Keys, or else labels, spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// The deal stands there already.
    #[error("the deal stands in stage `{stage}` already")]
    SameStage {
        /// The stage.
        stage: String,
    },
    /// The deal is closed, and is not to be opened again.
    #[error("the deal is closed ({state}, stage `{stage}`); open it again with a reason")]
    Closed {
        /// Its state.
        state: DealState,
        /// Its stage.
        stage: String,
    },
    /// The deal is to be opened again, and is open.
    #[error("the deal is open in stage `{stage}`; only a closed one can be opened again")]
    NotClosed {
        /// Its stage.
        stage: String,
    },
    /// The deal is to be opened again in a stage that closes it.
    #[error("stage `{stage}` closes the deal; open it again in an earlier one")]
    ReopenIntoClosing {
        /// The stage.
        stage: String,
    },
    /// A closed deal is opened again without a reason.
    #[error("opening the deal again in stage `{to}` needs a reason")]
    ReopenNeedsReason {
        /// The stage to move to.
        to: String,
    },
    /// Stages are left out without a reason.
    #[error("from `{from}` to `{to}` leaves out {}; that needs a reason", .skipped.join(", "))]
    SkipNeedsReason {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// Keys of the stages left out, in order.
        skipped: Vec<String>,
    },
    /// The deal stands in a stage that the preset does not have, and no reason is given for
    /// placing it.
    #[error("preset `{preset}` has no stage `{from}` any more; placing the deal needs a reason")]
    PlacingNeedsReason {
        /// The stage in which the deal stands.
        from: String,
        /// The preset of the deal.
        preset: String,
    },
    /// A move forward without evidence.
    #[error("from `{from}` to `{to}` needs evidence")]
    EvidenceMissing {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// What has to be known before the stage is left; may be empty.
        exit_evidence: Vec<ExitItem>,
    },
    /// A move back without counter-evidence.
    #[error("from `{from}` back to `{to}` needs counter-evidence")]
    CounterEvidenceMissing {
        /// The stage left.
        from: String,
        /// The stage to move to.
        to: String,
        /// What was taken for known when the stage moved to was left; may be empty.
        exit_evidence: Vec<ExitItem>,
    },
    /// Evidence that does not say where it comes from.
    #[error("evidence `{evidence}` does not name its source")]
    SourceMissing {
        /// The evidence.
        evidence: String,
    },
}

/// Returns what the move does, where the rules allow it.
///
/// Where the preset asks for evidence, a move forward needs some and a move back needs
/// counter-evidence, each with its source. Leaving stages out needs a reason unless skips are
/// free. A closed deal (any state but open, or the stage that closes) is opened again with a
/// reason alone, in any stage that does not close it; the same stage too, where it was not the
/// closing one. Reaching the order, or a stage beyond it, makes the grade O; the closing stage
/// makes the deal won. Source: domain rules, section 5.
///
/// # Errors
/// Everything that is missing, at once.
pub fn check<'p>(step: &Move<'_>, preset: &'p Preset) -> Result<Moved<'p>, Vec<Refusal>> {
    let Some((at, to)) = preset.position(step.to).and_then(|at| Some((at, preset.stages.get(at)?)))
    else {
        return Err(vec![unknown_stage(step, preset)]);
    };
    let from = preset.position(step.from);
    let way = way(step, preset, from, at)?;
    let left = from.and_then(|from| preset.stages.get(from));
    let skipped = match (way, from) {
        (Way::Skip, Some(from)) => preset.stages.get(from + 1..at).unwrap_or_default(),
        _ => &[],
    };
    let refusals: Vec<Refusal> = match way {
        Way::Reopen => refuse_reopening(step, to),
        Way::Back => refuse_back(step, preset, to).into_iter().collect(),
        Way::Forward | Way::Skip | Way::Placed => refuse_without_reason(step, preset, skipped, to)
            .into_iter()
            .chain(refuse_forward(step, preset, left, to))
            .collect(),
    };
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let grade = grade_effect(preset, from, at);
    let state = if to.means == Some(Meaning::Won) { DealState::Won } else { DealState::Open };
    Ok(Moved { way, to, skipped, grade, state })
}

/// Returns which way the move leads, or why it leads nowhere.
fn way(
    step: &Move<'_>,
    preset: &Preset,
    from: Option<usize>,
    to: usize,
) -> Result<Way, Vec<Refusal>> {
    let closing = from.and_then(|from| preset.stages.get(from)?.means) == Some(Meaning::Won);
    let closed = closing || step.state != DealState::Open;
    let stage = step.from.to_owned();
    match (closed, step.reopen, from) {
        (true, true, _) => Ok(Way::Reopen),
        (true, false, _) => Err(vec![Refusal::Closed { state: step.state, stage }]),
        (false, true, _) => Err(vec![Refusal::NotClosed { stage }]),
        (false, false, None) => Ok(Way::Placed),
        (false, false, Some(from)) if from == to => Err(vec![Refusal::SameStage { stage }]),
        (false, false, Some(from)) if to < from => Ok(Way::Back),
        (false, false, Some(from)) if to == from + 1 => Ok(Way::Forward),
        (false, false, Some(_)) => Ok(Way::Skip),
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn refuse_reopening(step: &Move<'_>, to: &Stage) -> Vec<Refusal> {
    let stage = to.key.clone();
    let closing = to.means == Some(Meaning::Won);
    let into_closing = closing.then(|| Refusal::ReopenIntoClosing { stage: stage.clone() });
    let without_reason =
        given(step.reason).is_none().then_some(Refusal::ReopenNeedsReason { to: stage });
    into_closing.into_iter().chain(without_reason).collect()
}

fn refuse_without_reason(
    step: &Move<'_>,
    preset: &Preset,
    skipped: &[Stage],
    to: &Stage,
) -> Option<Refusal> {
    if given(step.reason).is_some() {
        return None;
    }
    let from = step.from.to_owned();
    if preset.position(step.from).is_none() {
        return Some(Refusal::PlacingNeedsReason { from, preset: preset.key.clone() });
    }
    let bound = preset.skips == Skips::WithReason && !skipped.is_empty();
    bound.then(|| Refusal::SkipNeedsReason {
        from,
        to: to.key.clone(),
        skipped: skipped.iter().map(|stage| stage.key.clone()).collect(),
    })
}

fn refuse_forward(
    step: &Move<'_>,
    preset: &Preset,
    left: Option<&Stage>,
    to: &Stage,
) -> Option<Refusal> {
    refuse_evidence(step, preset, || Refusal::EvidenceMissing {
        from: step.from.to_owned(),
        to: to.key.clone(),
        exit_evidence: left.map(|stage| stage.exit_evidence.clone()).unwrap_or_default(),
    })
}

fn refuse_back(step: &Move<'_>, preset: &Preset, to: &Stage) -> Option<Refusal> {
    refuse_evidence(step, preset, || Refusal::CounterEvidenceMissing {
        from: step.from.to_owned(),
        to: to.key.clone(),
        exit_evidence: to.exit_evidence.clone(),
    })
}

fn refuse_evidence(
    step: &Move<'_>,
    preset: &Preset,
    missing: impl FnOnce() -> Refusal,
) -> Option<Refusal> {
    if !preset.evidence {
        return None;
    }
    match (given(step.evidence), step.source) {
        (None, _) => Some(missing()),
        (Some(evidence), None) => Some(Refusal::SourceMissing { evidence: evidence.to_owned() }),
        (Some(_), Some(_)) => None,
    }
}

fn grade_effect(preset: &Preset, from: Option<usize>, to: usize) -> GradeEffect {
    let order = preset.order_position();
    let ordered = |at: Option<usize>| at.zip(order).is_some_and(|(at, order)| at >= order);
    match (ordered(from), ordered(Some(to))) {
        (false, true) => GradeEffect::Order,
        (true, false) => GradeEffect::Regrade,
        (true, true) | (false, false) => GradeEffect::Keep,
    }
}

fn unknown_stage(step: &Move<'_>, preset: &Preset) -> Refusal {
    let keys = || preset.stages.iter().map(|stage| stage.key.as_str());
    let labels = preset.stages.iter().flat_map(|stage| [&stage.label.zh, &stage.label.en]);
    let mut close = near(step.to, keys());
    if close.is_empty() {
        close = near(step.to, labels.map(String::as_str));
    }
    Refusal::UnknownStage {
        found: step.to.to_owned(),
        preset: preset.key.clone(),
        known: keys().map(str::to_owned).collect(),
        near: close,
    }
}
