//! Whether a deal may be lost, or given up as out of control (domain rules, sections 1, 5 and 7).

#[cfg(test)]
mod tests;

use crate::model::{Day, DealState, OrderId};
use crate::playbook::{DidYouMean, LossCause, Playbook, near};

/// What somebody wants to record of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss<'a> {
    /// The state of the deal; only an open one may be lost.
    pub state: DealState,
    /// What it is to become: lost, or out of control.
    pub becomes: DealState,
    /// Why, by key or label; missing: the playbook's cause for deals out of control.
    pub cause: Option<&'a str>,
    /// Free text; blanks count as missing.
    pub note: Option<&'a str>,
    /// Attempts since the last effective contact.
    pub tries: i64,
    /// The day of the loss.
    pub day: Day,
    /// The day on which the deal was opened.
    pub opened_on: Day,
    /// The day of its last move through the funnel.
    pub moved_on: Option<Day>,
    /// Day on which they are to be asked again.
    pub revisit_on: Option<Day>,
    /// The deal's orders of which pieces are open, with how many.
    pub open_orders: &'a [(OrderId, i64)],
}

/// Why a deal cannot be lost that way. Several may hold at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LossRefusal {
    /// It is closed already.
    #[error("the deal is closed ({state})")]
    Closed {
        /// Its state.
        state: DealState,
    },
    /// An order of it is not delivered.
    #[error("{open} pieces of {order} are not delivered")]
    Undelivered {
        /// The order.
        order: OrderId,
        /// Pieces that are neither delivered nor closed short.
        open: i64,
    },
    /// It was not tried often enough to be out of control.
    #[error("{tries} attempts of {needed}")]
    TooFewTries {
        /// Attempts since the last effective contact.
        tries: i64,
        /// The playbook's number.
        needed: u32,
    },
    /// No cause is given.
    #[error("no cause; one of {}", keys(.known).join(", "))]
    CauseMissing {
        /// The playbook's causes.
        known: Vec<LossCause>,
    },
    /// The playbook has no such cause.
    #[error("no cause `{found}`; one of {}{}", keys(.known).join(", "), DidYouMean(.near))]
    UnknownCause {
        /// What was given.
        found: String,
        /// The playbook's causes.
        known: Vec<LossCause>,
        /// Keys spelled almost so, nearest first.
        near: Vec<String>,
    },
    /// The cause says nothing without a note.
    #[error("cause `{}` needs a note", .cause.key)]
    NoteMissing {
        /// The cause.
        cause: LossCause,
    },
    /// It was not open yet on that day.
    #[error("opened on {opened_on}, after {day}")]
    BeforeOpened {
        /// The day on which it was opened.
        opened_on: Day,
        /// The day of the loss.
        day: Day,
    },
    /// It has moved since that day; history is only added to.
    #[error("moved on {moved_on}, after {day}")]
    BeforeMoved {
        /// The day of its last move.
        moved_on: Day,
        /// The day of the loss.
        day: Day,
    },
    /// They are to be asked again before the deal was lost.
    #[error("{revisit_on} is before {day}")]
    RevisitBefore {
        /// When they are to be asked again.
        revisit_on: Day,
        /// The day of the loss.
        day: Day,
    },
}

/// Returns the cause of a loss that the rules allow. A deal may be out of control from the
/// playbook's number of attempts on (inclusive) that followed the last effective contact; lost it
/// may be on any day since it was opened and moved last. Either is refused while pieces of an order
/// are open. Source: domain rules, sections 1, 5 and 7.
///
/// # Errors
/// Everything that stands against it, at once.
pub fn check<'p>(
    loss: &Loss<'_>,
    playbook: &'p Playbook,
) -> Result<&'p LossCause, Vec<LossRefusal>> {
    let mut refusals = Vec::new();
    if loss.state != DealState::Open {
        refusals.push(LossRefusal::Closed { state: loss.state });
    }
    let open = loss.open_orders.iter();
    refusals
        .extend(open.map(|(order, open)| LossRefusal::Undelivered { order: *order, open: *open }));
    let needed = playbook.agenda.out_of_control_after;
    if loss.becomes == DealState::OutOfControl && loss.tries < i64::from(needed) {
        refusals.push(LossRefusal::TooFewTries { tries: loss.tries, needed });
    }
    let cause = cause(loss, playbook).map_err(|refusal| refusals.push(refusal)).ok();
    let noted = loss.note.is_some_and(|note| !note.trim().is_empty());
    if let Some(cause) = cause.filter(|cause| cause.note && !noted) {
        refusals.push(LossRefusal::NoteMissing { cause: cause.clone() });
    }
    let day = loss.day;
    match loss.moved_on {
        Some(moved_on) if day < moved_on => {
            refusals.push(LossRefusal::BeforeMoved { moved_on, day });
        }
        _ if day < loss.opened_on => {
            refusals.push(LossRefusal::BeforeOpened { opened_on: loss.opened_on, day });
        }
        _ => {}
    }
    if let Some(revisit_on) = loss.revisit_on.filter(|revisit| *revisit < loss.day) {
        refusals.push(LossRefusal::RevisitBefore { revisit_on, day: loss.day });
    }
    match (cause, refusals.is_empty()) {
        (Some(cause), true) => Ok(cause),
        _ => Err(refusals),
    }
}

fn cause<'p>(loss: &Loss<'_>, playbook: &'p Playbook) -> Result<&'p LossCause, LossRefusal> {
    let causes = &playbook.loss_causes;
    match loss.cause.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => playbook.loss_cause(text).ok_or_else(|| LossRefusal::UnknownCause {
            found: text.to_owned(),
            known: causes.clone(),
            near: near(text, keys(causes)),
        }),
        None if loss.becomes == DealState::OutOfControl => causes
            .iter()
            .find(|cause| cause.out_of_control)
            .ok_or_else(|| LossRefusal::CauseMissing { known: causes.clone() }),
        None => Err(LossRefusal::CauseMissing { known: causes.clone() }),
    }
}

fn keys(causes: &[LossCause]) -> Vec<&str> {
    causes.iter().map(|cause| cause.key.as_str()).collect()
}
