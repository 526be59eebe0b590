//! Whether a deal may move to another stage, and what the move does (domain rules, section 5).

mod exit;
mod papers;
mod records;
mod refusal;
#[cfg(test)]
mod tests;

pub use exit::{ExitFound, Given, Known, Shown, exit_evidence};
pub use papers::Ordered;
pub use records::{RecordMove, check_record, moved_by_record, records_of_touch};
pub use refusal::Refusal;

use crate::model::{DealState, EvidenceSource};
use crate::playbook::{Meaning, Preset, Skips, Stage, near};

/// A step that somebody wants to record. Texts of blanks count as missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move<'a> {
    /// The state of the deal; any but open is closed to moves.
    pub state: DealState,
    /// The key of the stage in which the deal stands.
    pub from: &'a str,
    /// The stage to move to, by key or label.
    pub to: &'a str,
    /// What the questions of a move are answered with.
    pub answers: Answers<'a>,
    /// Exit evidence that is given in words.
    pub given: &'a [Given<'a>],
    /// Exit evidence that fields show.
    pub known: &'a Known,
    /// The orders of the deal.
    pub orders: &'a [Ordered],
    /// Why stages are left out, what is not known does not matter, or a closed deal is opened
    /// again.
    pub reason: Option<&'a str>,
    /// Whether a closed deal is to be opened again.
    pub reopen: bool,
}

/// What a move answers (domain rules, section 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers<'a> {
    /// Which step was just finished.
    pub finished: Option<&'a str>,
    /// Evidence that the step was made, or counter-evidence where it leads back.
    pub evidence: Option<&'a str>,
    /// Where the evidence comes from.
    pub source: Option<EvidenceSource>,
    /// The action in progress.
    pub doing: Option<&'a str>,
    /// What is being prepared.
    pub planned: Option<&'a str>,
}

/// A question that every move answers, beside that for the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Which step was just finished.
    Finished,
    /// The action in progress.
    Doing,
    /// What is being prepared.
    Planned,
}

impl Question {
    /// Every question.
    pub const ALL: [Self; 3] = [Self::Finished, Self::Doing, Self::Planned];

    /// Returns the key: `finished`, `doing`, `planned`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Doing => "doing",
            Self::Planned => "planned",
        }
    }

    fn answer<'a>(self, answers: &Answers<'a>) -> Option<&'a str> {
        given(match self {
            Self::Finished => answers.finished,
            Self::Doing => answers.doing,
            Self::Planned => answers.planned,
        })
    }
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// How each piece of exit evidence of the stage left is shown; empty unless it is left
    /// forward.
    pub exit: Vec<ExitFound<'p>>,
}

/// Returns what the move does, where the rules allow it.
///
/// Where the preset asks for evidence, every move says which step was just finished, what is being
/// done and what is being prepared; one forward needs evidence and one back counter-evidence, each
/// with its source. What the stage left lists as exit evidence has to be shown by fields or in
/// words, or waived by a reason. Leaving stages out needs a reason unless skips are free. A closed
/// deal (any state but open, or the stage that closes) is opened again with a reason alone, in the
/// stage in which it stood or one before, but not in one that closes it. Reaching the order, or a
/// stage beyond it, makes the grade O; the closing stage makes the deal won. A stage that a record
/// alone reaches is reached by hand only where there is that record; no deal is won while pieces
/// of an order are open or none was delivered, nor goes back before the order while one is open.
/// Source: domain rules, section 5.
///
/// # Errors
/// Everything that is missing, at once.
pub fn check<'p>(step: &Move<'_>, preset: &'p Preset) -> Result<Moved<'p>, Vec<Refusal>> {
    let (from, at, to) = places(step, preset)?;
    let way = way(step, preset, from, at)?;
    let mut moved = moved(preset, way, (from, at, to));
    let mut refusals = match way {
        Way::Reopen => refuse_reopening(step, from, (at, to)),
        Way::Back => refuse_answers(step, preset, way, to),
        Way::Forward | Way::Skip | Way::Placed => {
            let reason = refuse_without_reason(step, preset, moved.skipped, to);
            reason.into_iter().chain(refuse_answers(step, preset, way, to)).collect()
        }
    };
    let left = from.and_then(|from| preset.stages.get(from));
    match (way, left) {
        (Way::Forward | Way::Skip, Some(left)) => {
            moved.exit = exit::settle(step, left, &mut refusals);
        }
        _ => exit::refuse_given(step, left, &mut refusals),
    }
    papers::refuse(step, preset, at, &moved, &mut refusals);
    if refusals.is_empty() { Ok(moved) } else { Err(refusals) }
}

/// Returns where the move leads from, `None` where the preset does not have that stage, and to.
fn places<'p>(
    step: &Move<'_>,
    preset: &'p Preset,
) -> Result<(Option<usize>, usize, &'p Stage), Vec<Refusal>> {
    let to = preset.position(step.to).and_then(|at| Some((at, preset.stages.get(at)?)));
    let Some((at, to)) = to else { return Err(vec![unknown_stage(step, preset)]) };
    Ok((preset.position(step.from), at, to))
}

/// Returns what a move does that leads this way.
fn moved<'p>(
    preset: &'p Preset,
    way: Way,
    (from, at, to): (Option<usize>, usize, &'p Stage),
) -> Moved<'p> {
    let skipped = match (way, from) {
        (Way::Skip, Some(from)) => preset.stages.get(from + 1..at).unwrap_or_default(),
        _ => &[],
    };
    let grade = grade_effect(preset, from, at);
    let state = if to.means == Some(Meaning::Won) { DealState::Won } else { DealState::Open };
    Moved { way, to, skipped, grade, state, exit: Vec::new() }
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

fn refuse_reopening(
    step: &Move<'_>,
    from: Option<usize>,
    (at, to): (usize, &Stage),
) -> Vec<Refusal> {
    let stage = to.key.clone();
    let place = if to.means == Some(Meaning::Won) {
        Some(Refusal::ReopenIntoClosing { stage: stage.clone() })
    } else if from.is_some_and(|from| at > from) {
        Some(Refusal::ReopenTooFar { from: step.from.to_owned(), to: stage.clone() })
    } else {
        None
    };
    let without_reason =
        given(step.reason).is_none().then_some(Refusal::ReopenNeedsReason { to: stage });
    place.into_iter().chain(without_reason).collect()
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

/// Returns which questions of a move are left open.
fn refuse_answers(step: &Move<'_>, preset: &Preset, way: Way, to: &Stage) -> Vec<Refusal> {
    if !preset.evidence {
        return Vec::new();
    }
    let ends = || (step.from.to_owned(), to.key.clone());
    let mut refusals = Vec::new();
    match (given(step.answers.evidence), step.answers.source) {
        (None, _) if way == Way::Back => {
            let (from, to_key) = ends();
            let exit_evidence = to.exit_evidence.clone();
            refusals.push(Refusal::CounterEvidenceMissing { from, to: to_key, exit_evidence });
        }
        (None, _) => {
            let (from, to) = ends();
            refusals.push(Refusal::EvidenceMissing { from, to });
        }
        (Some(evidence), None) => {
            refusals.push(Refusal::SourceMissing { evidence: evidence.to_owned() });
        }
        (Some(_), Some(_)) => {}
    }
    let open =
        Question::ALL.into_iter().filter(|question| question.answer(&step.answers).is_none());
    refusals.extend(open.map(|question| {
        let (from, to) = ends();
        Refusal::AnswerMissing { from, to, question }
    }));
    refusals
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
