//! What happened to a deal, in the order in which it did.

use super::Step;
use crate::model::{Day, OperationId};

/// What happened to a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It moved to another stage, or was opened again.
    Moved(Step),
    /// It was closed where it stood: lost, out of control.
    Lost(Day),
}

impl Event {
    /// Returns the day.
    pub const fn day(&self) -> Day {
        match self {
            Self::Moved(step) => step.day,
            Self::Lost(day) => *day,
        }
    }

    /// Returns the move, where it is one.
    pub const fn step(&self) -> Option<&Step> {
        match self {
            Self::Moved(step) => Some(step),
            Self::Lost(_) => None,
        }
    }
}

/// Returns the moves and losses of one deal in the order of their days; of one day as they were
/// entered, which the operations tell. Of those that were entered one after the other a loss is
/// never before a move, nor a move before a loss: it is then taken to have happened on that day.
/// `moves` are in order. Never fails.
pub fn events(moves: Vec<(OperationId, Step)>, losses: &[(OperationId, Day)]) -> Vec<Event> {
    let stepped: Vec<(OperationId, Day)> = moves.iter().map(|(op, step)| (*op, step.day)).collect();
    let after = |op: OperationId, day: Day, others: &[(OperationId, Day)]| {
        let earlier = others.iter().filter(|(other, _)| *other < op);
        earlier.map(|(_, day)| *day).fold(day, Day::max)
    };
    let mut all: Vec<(Day, OperationId, Event)> = Vec::with_capacity(moves.len() + losses.len());
    for (op, step) in moves {
        let day = after(op, step.day, losses);
        all.push((day, op, Event::Moved(Step { day, ..step })));
    }
    for (op, day) in losses {
        let day = after(*op, *day, &stepped);
        all.push((day, *op, Event::Lost(day)));
    }
    all.sort_by_key(|(day, op, _)| (*day, *op));
    all.into_iter().map(|(_, _, event)| event).collect()
}
