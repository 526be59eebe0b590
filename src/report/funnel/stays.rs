//! The stays of a deal in the stages of its funnel.

use super::Course;
use crate::model::{Day, DealState};
use crate::playbook::Preset;

/// How a stay in a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The deal went on to a later stage, or was won.
    Forward,
    /// It was closed there: lost, out of control, eliminated.
    Lost,
    /// It went back to an earlier stage, or was opened again in the same one.
    Back,
}

/// A stay of a deal in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The place of the stage in the funnel, from 0.
    pub stage: usize,
    /// Day on which it began.
    pub entered: Day,
    /// Day on which it ended, and how; missing while the deal stands there.
    pub left: Option<(Day, Ended)>,
    /// Whether a move left the stage out: entered and left on one day.
    pub passed: bool,
    /// Whether the deal, standing there, is open: neither won nor frozen.
    pub open: bool,
}

/// Returns the stays of a deal up to the end of a day, in the order in which they began.
///
/// It begins where its first move began, without a move where it stands. Stages that the funnel
/// does not have (any more) are not stayed in; a move out of one passes none. Where the last move
/// did not lead to where it stands – its funnel was changed – it stands there since that move. It is
/// closed on `closed_on`, and stays open where that day is later; a frozen deal stands where it
/// is. Moves later than the day, and a deal opened later, count for nothing. Never fails.
pub fn stays(course: &Course, preset: &Preset, until: Day) -> Vec<Stay> {
    let place = |key: &str| preset.stages.iter().position(|stage| stage.key == key);
    let mut found: Vec<Stay> = Vec::new();
    if course.opened_on > until {
        return found;
    }
    let first = course.steps.first().map_or(course.stage.as_str(), |step| step.from.as_str());
    let mut at = place(first);
    if let Some(stage) = at {
        found.push(begun(stage, course.opened_on));
    }
    let steps = course.steps.iter().filter(|step| step.day <= until);
    for step in steps {
        let to = place(&step.to);
        move_on(&mut found, at, to, step.day);
        at = to;
    }
    let later = course.steps.iter().any(|step| step.day > until);
    let (now, last) = (place(&course.stage), course.steps.last());
    if !later
        && now != at
        && let Some(step) = last
    {
        move_on(&mut found, at, now, step.day);
    }
    if !later {
        close(&mut found, course, preset, until);
    }
    for stay in found.iter_mut().filter(|stay| stay.stage + 1 == preset.stages.len()) {
        stay.open = false;
    }
    found
}

fn begun(stage: usize, entered: Day) -> Stay {
    Stay { stage, entered, left: None, passed: false, open: true }
}

/// Ends the stay at `from` and begins one at `to`, passing what lies between on the way forward.
fn move_on(found: &mut Vec<Stay>, from: Option<usize>, to: Option<usize>, day: Day) {
    let forward = to.zip(from).is_none_or(|(to, from)| to > from);
    if let Some(stay) = found.last_mut().filter(|stay| stay.left.is_none()) {
        let ended = if forward { Ended::Forward } else { Ended::Back };
        stay.left = Some((day.max(stay.entered), ended));
    }
    let Some(to) = to else { return };
    for stage in from.map_or(to, |from| from + 1)..to {
        let left = Some((day, Ended::Forward));
        found.push(Stay { left, passed: true, ..begun(stage, day) });
    }
    found.push(begun(to, day));
}

/// Ends the last stay of a deal that was closed by `until`; in the closing stage it stays.
fn close(found: &mut [Stay], course: &Course, preset: &Preset, until: Day) {
    let Some(stay) = found.last_mut().filter(|stay| stay.left.is_none()) else { return };
    let day = course.closed_on.unwrap_or(stay.entered).max(stay.entered);
    if course.state == DealState::Open || day > until {
        return;
    }
    stay.open = false;
    match course.state {
        DealState::Open | DealState::Frozen => {}
        DealState::Won if stay.stage + 1 == preset.stages.len() => {}
        DealState::Won => stay.left = Some((day, Ended::Forward)),
        DealState::Lost | DealState::OutOfControl | DealState::Eliminated => {
            stay.left = Some((day, Ended::Lost));
        }
    }
}
