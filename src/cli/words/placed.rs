//! Days and times, each put where it belongs: to what happened, or to what is agreed.

use super::time::Part;
use super::{Given, Reading, Slot, Understood, When};
use crate::model::Day;

/// A word that says a day or a time, and where in the line it stands.
pub(super) struct Placed {
    pub(super) at: usize,
    pub(super) word: String,
    pub(super) reading: Reading,
}

/// A day that was said, with what was said of its time.
struct Dated {
    at: usize,
    word: Option<String>,
    day: Day,
    deadline: bool,
    first: bool,
    times: Vec<(String, Clock)>,
}

enum Clock {
    Time(String),
    Part(Part),
}

impl Clock {
    fn is_later(&self, when: When) -> bool {
        match self {
            Self::Time(time) => when.is_later(time),
            Self::Part(part) => part.from > when.minute,
        }
    }
}

/// Puts days and times to what is understood. Returns what each word says then.
///
/// A time is that of the day before it, else, of those that have none, of the day behind it or the
/// one agreed. Where there is no such day it is one of today: over already, it happened then; else
/// something is agreed for it.
pub(super) fn place(
    found: &mut Understood,
    said: Vec<Placed>,
    given: &Given,
    when: When,
) -> Vec<(Slot, String)> {
    let (mut days, mut times): (Vec<Dated>, Vec<(usize, String, Clock)>) = (Vec::new(), Vec::new());
    for Placed { at, word, reading } in said {
        let mut dated = |day, deadline, first, word| {
            days.push(Dated { at, word: Some(word), day, deadline, first, times: Vec::new() });
        };
        match reading {
            Reading::Day(day) => dated(day, false, false, word),
            Reading::Deadline(day) => dated(day, true, false, word),
            Reading::From(day) => dated(day, false, true, word),
            Reading::Time(time) => times.push((at, word, Clock::Time(time))),
            Reading::Part(part) => times.push((at, word, Clock::Part(part))),
            _ => {}
        }
    }
    let (mut taken, mut loose) = (Vec::new(), Vec::new());
    for (at, word, clock) in times {
        match days.iter_mut().find(|day| day.at + 1 == at) {
            Some(day) => day.times.push((word, clock)),
            None => loose.push((at, word, clock)),
        }
    }
    for (at, word, clock) in loose {
        if let Some(day) = day_of(&mut days, at, when) {
            day.times.push((word, clock));
            continue;
        }
        let option = [Slot::Future, Slot::Past].into_iter().find(|slot| given.slots.contains(slot));
        let later = option.map_or_else(|| clock.is_later(when), |slot| slot == Slot::Future);
        if later && option.is_none() {
            let times = vec![(word, clock)];
            let day = when.today;
            days.push(Dated { at, word: None, day, deadline: false, first: false, times });
        } else {
            taken.push(put_time(found, word, clock, later));
        }
    }
    for day in days {
        put_day(found, day, when, &mut taken);
    }
    taken
}

/// Returns the day that a time is of which stands behind none, among those that have no other.
fn day_of(days: &mut [Dated], at: usize, when: When) -> Option<&mut Dated> {
    let mut days: Vec<&mut Dated> = days.iter_mut().filter(|day| day.times.is_empty()).collect();
    let behind = days.iter().position(|day| day.at == at + 1);
    let agreed = || days.iter().rposition(|day| day.day > when.today);
    let found = behind.or_else(agreed).or_else(|| days.len().checked_sub(1))?;
    Some(days.swap_remove(found))
}

fn put_day(found: &mut Understood, said: Dated, when: When, taken: &mut Vec<(Slot, String)>) {
    let Dated { word, day, deadline, first, times, .. } = said;
    let later = !times.is_empty() && times.iter().all(|(_, clock)| clock.is_later(when));
    let agreed = day > when.today || deadline || first || (day == when.today && later);
    let slot = if agreed { Slot::Future } else { Slot::Past };
    if agreed {
        found.future = Some(day);
        found.deadline = deadline;
        found.first_of = word.clone().filter(|_| first);
    } else {
        found.past = Some(day);
    }
    let word = word.or_else(|| times.first().map(|(word, _)| word.clone()));
    taken.extend(word.map(|word| (slot, word)));
    // Of 上午 and 10:30 the latter says more.
    let exact = times.iter().any(|(_, clock)| matches!(clock, Clock::Time(_)));
    let said = times.into_iter().filter(|(_, clock)| !exact || matches!(clock, Clock::Time(_)));
    taken.extend(said.map(|(word, clock)| put_time(found, word, clock, agreed)));
}

/// Puts a time to what is agreed, or to what happened.
fn put_time(found: &mut Understood, word: String, clock: Clock, agreed: bool) -> (Slot, String) {
    match (clock, agreed) {
        (Clock::Time(time), true) => found.time = Some(time),
        (Clock::Part(part), true) => found.part = Some(part.text),
        (Clock::Time(time), false) => found.past_time = Some(time),
        (Clock::Part(part), false) => found.past_part = Some(part.text),
    }
    (if agreed { Slot::Time } else { Slot::PastTime }, word)
}
