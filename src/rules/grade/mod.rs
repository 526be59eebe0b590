//! Which grade a deal deserves, and why (domain rules, section 3).

mod clocks;
mod facts;
#[cfg(test)]
mod properties;
mod raise;
mod standing;
#[cfg(test)]
mod tests;

use std::fmt;

pub use clocks::{Clocks, OrderDay, clocks};
pub use facts::{AccountFacts, Facts, OrderFacts, Vehicle, signs, signs_of_deal};
pub use raise::{Need, Raise};
pub use standing::{Given, Standing, standing};

use crate::model::{Day, Factor, Grade};
use crate::playbook::{Horizon, Playbook, SignSet};

/// The five rules by which a grade is proposed (domain rules, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// 1: a sign of an order makes O, whatever else is known.
    Order,
    /// 2: the distance of the expected purchase date.
    Horizon,
    /// 3: the best row that lists a sign.
    Signs,
    /// 4: missing buying factors.
    Factors,
    /// 5: an account that cannot be reached gets no grade.
    Reach,
}

impl Rule {
    /// Every rule, by number.
    pub const ALL: &'static [Self] =
        &[Self::Order, Self::Horizon, Self::Signs, Self::Factors, Self::Reach];

    /// Returns the stable code, kept as the cause of a change of grade.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Horizon => "horizon",
            Self::Signs => "signs",
            Self::Factors => "factors",
            Self::Reach => "reach",
        }
    }

    /// Returns its number in the domain rules, 1 to 5.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// A buying factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactorName {
    /// Trust in us and the brand: in our control.
    Confidence,
    /// Need: ours to influence.
    Need,
    /// Purchasing power: ours to show concern for.
    Power,
}

impl FactorName {
    /// Every factor.
    pub const ALL: [Self; 3] = [Self::Confidence, Self::Need, Self::Power];

    /// Returns the key: `confidence`, `need`, `power`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Confidence => "confidence",
            Self::Need => "need",
            Self::Power => "power",
        }
    }

    /// Returns what is known of the factor.
    pub const fn of(self, facts: &Facts) -> Factor {
        match self {
            Self::Confidence => facts.confidence,
            Self::Need => facts.need,
            Self::Power => facts.power,
        }
    }
}

impl fmt::Display for FactorName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

/// The best grade that one rule allows, and the facts it went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// The rule.
    pub rule: Rule,
    /// The best grade that it allows.
    pub grade: Grade,
    /// Why.
    pub cause: Cause,
}

/// The facts that a rule went by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The deal stands at the order, or beyond it.
    OrderStage,
    /// These signs of an order are recorded.
    OrderSigns(SignSet),
    /// Nobody knows when the purchase is expected.
    DateUnknown,
    /// The expected date lies before the day, which counts as nearest.
    DatePassed {
        /// The expected date.
        expected_on: Day,
        /// Whole days from it to the day, from 1.
        days_ago: i64,
    },
    /// The expected date lies within a horizon.
    Within {
        /// The expected date.
        expected_on: Day,
        /// Whole days from the day to it, from 0.
        days: i64,
        /// The nearest horizon that reaches it.
        horizon: Horizon,
        /// The last day of that horizon.
        last: Day,
    },
    /// The expected date lies beyond every horizon.
    Beyond {
        /// The expected date.
        expected_on: Day,
        /// Whole days from the day to it.
        days: i64,
        /// The widest horizon.
        horizon: Horizon,
        /// The last day of that horizon.
        last: Day,
    },
    /// No sign that any row lists is recorded.
    NoSign,
    /// These signs are recorded, which the row of the grade lists.
    Signs(SignSet),
    /// The factor is missing.
    FactorMissing(FactorName),
    /// Confidence and need are both missing.
    ConfidenceAndNeedMissing,
    /// There is no phone, e-mail address or other way to reach the account.
    Unreachable,
}

impl Cause {
    /// Returns the stable code.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OrderStage => "order-stage",
            Self::OrderSigns(_) => "order-signs",
            Self::DateUnknown => "date-unknown",
            Self::DatePassed { .. } => "date-passed",
            Self::Within { .. } => "within",
            Self::Beyond { .. } => "beyond",
            Self::NoSign => "no-sign",
            Self::Signs(_) => "signs",
            Self::FactorMissing(FactorName::Confidence) => "no-confidence",
            Self::FactorMissing(FactorName::Need) => "no-need",
            Self::FactorMissing(FactorName::Power) => "no-power",
            Self::ConfidenceAndNeedMissing => "no-confidence-no-need",
            Self::Unreachable => "unreachable",
        }
    }
}

/// The grade that the rules propose, with everything it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The proposed grade: O, H, A, B, C or `-`, never N.
    pub grade: Grade,
    /// What each rule that had a say allows, by rule; those with the proposed grade decided.
    pub caps: Vec<Cap>,
    /// Factors nobody knows; none for an order.
    pub to_find_out: Vec<FactorName>,
    /// What would raise the deal by one grade; missing for O.
    pub raise: Option<Raise>,
    /// Whether the expected purchase date lies before the day; never for an order.
    pub expected_date_passed: bool,
    /// Whether they trust us and cannot pay 无购买力的忠诚客户; never for an order.
    pub loyal_without_power: bool,
}

impl Proposal {
    /// Returns the caps that decided the grade, by rule; at least one.
    pub fn deciding(&self) -> impl Iterator<Item = &Cap> {
        self.caps.iter().filter(|cap| cap.grade == self.grade)
    }
}

/// Returns the grade that the rules propose for a deal on `day`, with its reasons.
///
/// The weakest of what the rules allow (rules 2 to 5), unless there is an order (rule 1), which
/// needs nothing else. Limits are inclusive. What is unknown never caps, but for the date: an
/// unknown one allows C. The same input gives the same answer. Never fails.
/// Source: domain rules, section 3, rules 1 to 5.
pub fn propose(facts: &Facts, playbook: &Playbook, day: Day) -> Proposal {
    if let Some(order) = order_cap(facts, playbook, day) {
        return Proposal {
            grade: order.grade,
            caps: vec![order],
            to_find_out: Vec::new(),
            raise: None,
            expected_date_passed: false,
            loyal_without_power: false,
        };
    }
    let caps = caps(facts, playbook, day);
    let grade = weakest(&caps).grade;
    let unknown = |factor: &FactorName| factor.of(facts) == Factor::Unknown;
    Proposal {
        grade,
        caps: caps.into_iter().flatten().collect(),
        to_find_out: FactorName::ALL.into_iter().filter(unknown).collect(),
        raise: raise::raise(facts, playbook, day, grade),
        expected_date_passed: facts.expected_on.is_some_and(|expected| expected < day),
        loyal_without_power: facts.power == Factor::No && facts.confidence == Factor::Yes,
    }
}

/// Returns the first of the caps that decide the grade, without the other reasons: the answer of
/// [`propose`] for a million deals.
pub fn decide(facts: &Facts, playbook: &Playbook, day: Day) -> Cap {
    order_cap(facts, playbook, day).unwrap_or_else(|| weakest(&caps(facts, playbook, day)))
}

type Caps = [Option<Cap>; 7];

/// Returns what rules 2 to 5 allow, in their order. The first two always have a say.
fn caps(facts: &Facts, playbook: &Playbook, day: Day) -> Caps {
    let limits = &playbook.grades.caps;
    let missing = |factor: FactorName| factor.of(facts) == Factor::No;
    let [confidence, need, power] = FactorName::ALL.map(missing);
    let factor =
        |applies: bool, grade, cause| applies.then_some(Cap { rule: Rule::Factors, grade, cause });
    [
        Some(horizon_cap(facts, playbook, day)),
        Some(sign_cap(facts, playbook, day)),
        factor(power, limits.power_no, Cause::FactorMissing(FactorName::Power)),
        factor(confidence && need, limits.confidence_and_need_no, Cause::ConfidenceAndNeedMissing),
        factor(confidence, limits.confidence_no, Cause::FactorMissing(FactorName::Confidence)),
        factor(need, limits.need_no, Cause::FactorMissing(FactorName::Need)),
        (!facts.reachable).then_some(Cap {
            rule: Rule::Reach,
            grade: Grade::None,
            cause: Cause::Unreachable,
        }),
    ]
}

/// Returns the first of the caps with the weakest grade.
fn weakest(caps: &Caps) -> Cap {
    let none = Cap { rule: Rule::Signs, grade: Grade::C, cause: Cause::NoSign };
    let caps = caps.iter().flatten();
    caps.copied().reduce(|a, b| if b.grade > a.grade { b } else { a }).unwrap_or(none)
}

/// Rule 1: a sign of O, or a deal that stands at the order, is an order.
fn order_cap(facts: &Facts, playbook: &Playbook, day: Day) -> Option<Cap> {
    let signs = playbook.grades.row(Grade::O).signs.and(signs(facts, day));
    let cause = match (signs.is_empty(), facts.ordered) {
        (false, _) => Cause::OrderSigns(signs),
        (true, true) => Cause::OrderStage,
        (true, false) => return None,
    };
    Some(Cap { rule: Rule::Order, grade: Grade::O, cause })
}

/// Rule 2: the nearest horizon that reaches the expected date.
fn horizon_cap(facts: &Facts, playbook: &Playbook, day: Day) -> Cap {
    let cap = |grade, cause| Cap { rule: Rule::Horizon, grade, cause };
    let Some(expected_on) = facts.expected_on else {
        return cap(Grade::C, Cause::DateUnknown);
    };
    let days = expected_on.days_since(day);
    if days < 0 {
        return cap(Grade::H, Cause::DatePassed { expected_on, days_ago: -days });
    }
    let mut answer = cap(Grade::C, Cause::DateUnknown);
    for row in playbook.grades.rows() {
        let Some(horizon) = row.within else { continue };
        let last = horizon.last_day(day);
        if expected_on <= last {
            return cap(row.grade, Cause::Within { expected_on, days, horizon, last });
        }
        answer = cap(Grade::C, Cause::Beyond { expected_on, days, horizon, last });
    }
    answer
}

/// Rule 3: the best row that lists a recorded sign; C where there is none.
fn sign_cap(facts: &Facts, playbook: &Playbook, day: Day) -> Cap {
    let (grade, cause) = playbook
        .grades
        .best_row(signs(facts, day))
        .map_or((Grade::C, Cause::NoSign), |(grade, hits)| (grade, Cause::Signs(hits)));
    Cap { rule: Rule::Signs, grade, cause }
}
