//! What would raise a deal by one grade.

use super::{Cap, Cause, FactorName, Facts, Rule, caps, sign_cap};
use crate::model::{Day, Grade};
use crate::playbook::{Playbook, SignSet};

/// What would raise a deal by one grade: all of it, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raise {
    /// The next better grade.
    pub to: Grade,
    /// What is missing; never empty.
    pub needs: Vec<Need>,
}

/// Something that would have to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A way to reach the account.
    WayToReach,
    /// The purchase is expected on this day or earlier.
    ExpectedBy {
        /// The last day that will do.
        last: Day,
        /// The day expected now; missing where nobody knows.
        found: Option<Day>,
    },
    /// One of these signs.
    AnySign(SignSet),
    /// The factor is there, or at least not known to be missing.
    FactorThere(FactorName),
    /// Confidence or need is there, or at least not known to be missing.
    ConfidenceOrNeed,
}

impl Need {
    /// Returns the stable code.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WayToReach => "way-to-reach",
            Self::ExpectedBy { .. } => "expected-by",
            Self::AnySign(_) => "any-sign",
            Self::FactorThere(FactorName::Confidence) => "confidence",
            Self::FactorThere(FactorName::Need) => "need",
            Self::FactorThere(FactorName::Power) => "power",
            Self::ConfidenceOrNeed => "confidence-or-need",
        }
    }
}

/// Returns what would raise a deal of the proposed `grade` by one; `None` for O and for N.
///
/// Every rule that allows less than the next grade has to be met. An expected date is a sign
/// itself, so a sign is asked for only where the date alone will not do.
pub(super) fn raise(facts: &Facts, playbook: &Playbook, day: Day, grade: Grade) -> Option<Raise> {
    let to = match grade {
        Grade::O | Grade::N => return None,
        Grade::H => Grade::O,
        Grade::A => Grade::H,
        Grade::B => Grade::A,
        Grade::C => Grade::B,
        Grade::None => Grade::C,
    };
    let needs = if to == Grade::O {
        vec![Need::AnySign(playbook.grades.row(Grade::O).signs)]
    } else {
        let short = caps(facts, playbook, day).into_iter().flatten().filter(|cap| cap.grade > to);
        short.filter_map(|cap| need(&cap, facts, playbook, day, to)).collect()
    };
    Some(Raise { to, needs })
}

/// Returns what would make the rule behind the cap allow `to`.
fn need(cap: &Cap, facts: &Facts, playbook: &Playbook, day: Day, to: Grade) -> Option<Need> {
    match (cap.rule, cap.cause) {
        (Rule::Horizon, _) => {
            let last = playbook.grades.row(to).within?.last_day(day);
            Some(Need::ExpectedBy { last, found: facts.expected_on })
        }
        (Rule::Signs, _) => {
            let dated = Facts { expected_on: facts.expected_on.or(Some(day)), ..*facts };
            let wanted = playbook.grades.rows().iter();
            let wanted = wanted.filter(|row| row.grade != Grade::O && row.grade <= to);
            let wanted = wanted.fold(SignSet::EMPTY, |set, row| set.or(row.signs));
            let date_will_do = sign_cap(&dated, playbook, day).grade <= to;
            (!date_will_do).then_some(Need::AnySign(wanted))
        }
        (Rule::Factors, Cause::FactorMissing(factor)) => Some(Need::FactorThere(factor)),
        (Rule::Factors, _) => Some(Need::ConfidenceOrNeed),
        (Rule::Reach, _) => Some(Need::WayToReach),
        (Rule::Order, _) => None,
    }
}
