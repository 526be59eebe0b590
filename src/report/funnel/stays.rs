//! The stays of a deal in the stages of its funnel.

use super::{Course, Event, Period};
use crate::model::{Day, DealState};
use crate::playbook::Preset;

/// How a stay in a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The deal went on to a later stage, or was won.
    Forward,
    /// It was closed there, and stayed so: lost, out of control, eliminated.
    Lost,
    /// It went back to an earlier stage, or was opened again, in the same one too.
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

/// What became of a deal by the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Frozen,
    Won(Day),
    Lost(Day),
}

/// Returns the stays of a deal up to the end of a day, in the order in which they began.
///
/// It begins where its first move began, without a move where it stands. Stages that the funnel
/// does not have (any more) are not stayed in; a move out of one passes none. Where the last move
/// did not lead to where it stands – its funnel was changed – it stands there since that move. A
/// loss ends the stay in which it was; the deal stands nowhere until it is opened again, and that
/// it was has turned the loss into a step back. What was
/// closed without a record is closed on `closed_on`, and stays open where that day is later; a
/// frozen deal stands where it is. What happened later than the day, and a deal opened later, count
/// for nothing; nothing happens before the deal was opened. Never fails.
pub fn stays(course: &Course, preset: &Preset, until: Day) -> Vec<Stay> {
    way(course, preset, until).0
}

/// Returns the stays of a deal up to the end of a day, and what became of it by then.
pub(super) fn way(course: &Course, preset: &Preset, until: Day) -> (Vec<Stay>, Fate) {
    let mut walk = Walk { preset, stays: Vec::new(), at: None, fate: Fate::Open };
    if course.opened_on > until {
        return (walk.stays, walk.fate);
    }
    let place = |key: &str| preset.stages.iter().position(|stage| stage.key == key);
    let last = course.events.iter().rposition(|event| event.step().is_some());
    let first = course.events.iter().find_map(Event::step);
    walk.begin(place(first.map_or(course.stage.as_str(), |step| &step.from)), course.opened_on);
    for (nth, event) in course.events.iter().enumerate() {
        let day = event.day().max(course.opened_on);
        if day > until {
            walk.say_what_is_won();
            return (walk.stays, walk.fate);
        }
        match event {
            Event::Moved(step) => walk.move_on(place(&step.to), day),
            Event::Lost(day) => walk.lose((*day).max(course.opened_on)),
        }
        if last == Some(nth) && walk.at != place(&course.stage) {
            walk.move_on(place(&course.stage), day);
        }
    }
    let day = course.closed_on.unwrap_or(course.opened_on).max(course.opened_on);
    if day <= until {
        walk.close(course.state, day);
    }
    walk.say_what_is_won();
    (walk.stays, walk.fate)
}

/// Returns whether a deal was there in a period: it was not over before, or something happened to
/// it in the period. Never fails.
pub fn was_there(course: &Course, preset: &Preset, period: Period) -> bool {
    let before = way(course, preset, period.from.plus_days(-1)).1;
    let mut events = course.events.iter();
    matches!(before, Fate::Open | Fate::Frozen) || events.any(|event| period.has(event.day()))
}

/// A deal on its way.
struct Walk<'p> {
    preset: &'p Preset,
    stays: Vec<Stay>,
    /// The place of the stage where it stands, or was closed.
    at: Option<usize>,
    fate: Fate,
}

impl Walk<'_> {
    fn begin(&mut self, stage: Option<usize>, day: Day) {
        self.at = stage;
        self.stays.extend(stage.map(|stage| begun(stage, day)));
        self.fate = if self.closes(stage) { Fate::Won(day) } else { Fate::Open };
    }

    fn closes(&self, stage: Option<usize>) -> bool {
        stage.is_some_and(|stage| stage + 1 == self.preset.stages.len())
    }

    /// Ends the last stay where it has not ended.
    fn leave(&mut self, day: Day, ended: Ended) {
        if let Some(stay) = self.stays.last_mut().filter(|stay| stay.left.is_none()) {
            stay.left = Some((day.max(stay.entered), ended));
        }
    }

    /// Ends the stay where it is and begins one at `to`, passing what lies between on the way
    /// forward.
    fn move_on(&mut self, to: Option<usize>, day: Day) {
        let forward = to.zip(self.at).is_none_or(|(to, from)| to > from);
        let ended = if forward { Ended::Forward } else { Ended::Back };
        if let (Fate::Lost(_), Some(stay)) = (self.fate, self.stays.last_mut()) {
            // What was opened again was not lost, in the end.
            stay.left = stay.left.map(|(on, _)| (on, ended));
        }
        self.leave(day, ended);
        let passed = to.map(|to| self.at.map_or(to, |from| from + 1)..to);
        for stage in passed.into_iter().flatten() {
            let left = Some((day, Ended::Forward));
            self.stays.push(Stay { left, passed: true, ..begun(stage, day) });
        }
        self.begin(to, day);
    }

    fn lose(&mut self, day: Day) {
        self.leave(day, Ended::Lost);
        self.fate = Fate::Lost(day);
    }

    /// Closes it as it is now, unless the records say so already; in the closing stage it stays.
    fn close(&mut self, state: DealState, day: Day) {
        let day = self.stays.last().map_or(day, |stay| day.max(stay.entered));
        match (state, self.fate) {
            (DealState::Lost | DealState::OutOfControl | DealState::Eliminated, fate) => {
                if !matches!(fate, Fate::Lost(_)) {
                    self.lose(day);
                }
            }
            (DealState::Won, Fate::Open) => {
                self.leave(day, Ended::Forward);
                self.fate = Fate::Won(day);
            }
            (DealState::Frozen, Fate::Open) => {
                if let Some(stay) = self.stays.last_mut() {
                    stay.open = false;
                }
                self.fate = Fate::Frozen;
            }
            (DealState::Open | DealState::Won | DealState::Frozen, _) => {}
        }
    }

    /// Nothing is open in the closing stage.
    fn say_what_is_won(&mut self) {
        let closing = self.preset.stages.len();
        for stay in self.stays.iter_mut().filter(|stay| stay.stage + 1 == closing) {
            stay.open = false;
        }
    }
}

fn begun(stage: usize, entered: Day) -> Stay {
    Stay { stage, entered, left: None, passed: false, open: true }
}
