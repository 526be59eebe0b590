//! A funnel as a whole, and what its three levers would give.

use super::stays::{Fate, way};
use super::{Course, Period, Rate, percentile};
use crate::model::Money;
use crate::playbook::{Preset, ReportNumbers};

/// A funnel as a whole over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overall {
    /// Days of the period.
    pub days: i64,
    /// Deals opened in the period.
    pub opened: i64,
    /// Of these, those won by its last day.
    pub opened_won: i64,
    /// Of these, those lost by its last day.
    pub opened_lost: i64,
    /// Sum of the budgets of those opened.
    pub value: Money,
    /// Of those opened, those without a budget.
    pub without_budget: i64,
    /// Won of opened.
    pub conversion: Rate,
    /// Deals won in the period, whenever they were opened, and not opened again in it.
    pub won: i64,
    /// Deals lost in the period, whenever they were opened, and not opened again in it.
    pub lost: i64,
    /// Won of won and lost, in the period.
    pub win_rate: Rate,
    /// Days from opened to won that half of those won in the period took at most.
    pub median_days: Option<i64>,
    /// Days that nine in ten of them took at most.
    pub p90_days: Option<i64>,
    /// Deals open on the last day; frozen ones are not.
    pub open: i64,
}

/// Returns the funnel as a whole over a period. A rate is of nothing where its whole is 0; days are
/// percentiles of the nearest rank. Never fails. Source: domain rules, section 5.
pub fn overall(courses: &[Course], preset: &Preset, period: Period) -> Overall {
    let mut of = Overall {
        days: period.days(),
        opened: 0,
        opened_won: 0,
        opened_lost: 0,
        value: Money { minor: 0 },
        without_budget: 0,
        conversion: Rate { part: 0, whole: 0 },
        won: 0,
        lost: 0,
        win_rate: Rate { part: 0, whole: 0 },
        median_days: None,
        p90_days: None,
        open: 0,
    };
    let mut taken = Vec::new();
    for course in courses.iter().filter(|course| course.opened_on <= period.to) {
        let (_, fate) = way(course, preset, period.to);
        let new = i64::from(period.has(course.opened_on));
        of.opened += new;
        if new > 0 {
            match course.budget {
                Some(budget) => of.value.minor = of.value.minor.saturating_add(budget.minor),
                None => of.without_budget += 1,
            }
        }
        match fate {
            Fate::Open => of.open += 1,
            Fate::Frozen => {}
            Fate::Won(day) => {
                of.opened_won += new;
                if period.has(day) {
                    of.won += 1;
                    taken.push(day.days_since(course.opened_on));
                }
            }
            Fate::Lost(day) => {
                of.opened_lost += new;
                of.lost += i64::from(period.has(day));
            }
        }
    }
    of.conversion = Rate { part: of.opened_won, whole: of.opened };
    of.win_rate = Rate { part: of.won, whole: of.won + of.lost };
    of.median_days = percentile(&taken, 50);
    of.p90_days = percentile(&taken, 90);
    of
}

/// What of a funnel can be widened or shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeverKind {
    /// Widen the top: more new deals.
    Inflow,
    /// Flatten: fewer days from opened to won.
    Cycle,
    /// Widen the bottom: more of the deals that end are won.
    WinRate,
}

impl LeverKind {
    /// Returns the key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Inflow => "inflow",
            Self::Cycle => "cycle-time",
            Self::WinRate => "win-rate",
        }
    }
}

/// What a lever would give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lever {
    /// Which.
    pub kind: LeverKind,
    /// What it is now, in hundredths: new deals in a month, days, per cent.
    pub now: Option<i64>,
    /// What it would be, moved by the playbook's per cent, in hundredths.
    pub then: Option<i64>,
    /// Won deals in a month that it would give more, in hundredths; missing where nothing was
    /// closed, won, or opened that it could be reckoned from.
    pub gain: Option<i64>,
}

/// Returns what each lever would give, moved by `numbers.lever_percent` (p below): won deals a
/// month more, a month having `numbers.month_days`. All halves are rounded up.
///
/// - Inflow: p % of the new deals of a month, times the win rate.
/// - Cycle time: the open deals times the win rate are done in the median days from opened to won;
///   in p % fewer days as many more are done in a month.
/// - Win rate: p % of it, 100 % at most, times the new deals of a month.
///
/// Never fails. Source: domain rules, section 5.
pub fn levers(of: &Overall, numbers: &ReportNumbers) -> [Lever; 3] {
    let (p, month) = (i128::from(numbers.lever_percent), i128::from(numbers.month_days));
    let [opened, won, open, days] = [of.opened, of.won, of.open, of.days].map(i128::from);
    let ended = i128::from(of.win_rate.whole);
    let cycle = i128::from(of.median_days.unwrap_or(0));
    let raised = (won * (100 + p)).min(ended * 100);
    [
        Lever {
            kind: LeverKind::Inflow,
            now: ratio(100 * opened * month, days),
            then: ratio(opened * month * (100 + p), days),
            gain: ratio(p * opened * month * won, days * ended),
        },
        Lever {
            kind: LeverKind::Cycle,
            now: of.median_days.and_then(|days| ratio(100 * i128::from(days), 1)),
            then: of.median_days.and_then(|days| ratio(i128::from(days) * (100 - p), 1)),
            gain: ratio(100 * open * won * month * p, ended * cycle * (100 - p)),
        },
        Lever {
            kind: LeverKind::WinRate,
            now: ratio(10_000 * won, ended),
            then: ratio(100 * raised, ended),
            gain: ratio(opened * month * (raised - 100 * won), days * ended),
        },
    ]
}

/// Returns the quotient, halves rounded up; `None` where it is divided by nothing.
fn ratio(part: i128, whole: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    i64::try_from((2 * part + whole) / (2 * whole)).ok()
}
