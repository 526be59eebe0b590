//! How deals go through a funnel over a period (domain rules, section 5, funnel report).
//!
//! A deal **enters** a stage each time it comes to stand in it: the first one on the day on which
//! it was opened, every other on the day of the move to it, an earlier one or the same again after
//! it was opened again too. Stages that a move forward leaves out are **passed**: entered and left
//! on the day of the move. A deal without moves stands in its stage since it was opened.
//!
//! The **cohort** of a stage in a period are the deals that entered it in the period, each once, by
//! its first entry in it. What became of a deal there is how its last stay in the stage ended, up to
//! the last day of the period: left forward, left lost, left back, or still there. So
//! entered = forward + lost + back + there, whatever happened.
//!
//! As a whole a deal is won, lost, frozen or open as it was on the last day of the period: one that
//! was lost and opened again by then is open, one that was lost again is lost once, on the later day.
//! What happened comes from moves and loss records, which are only added to, not from the present
//! state of the deal: the figures of a period that is over stay as they are, whatever is moved, lost
//! or opened again after it.

mod history;
mod levers;
#[cfg(test)]
mod properties;
mod stays;
#[cfg(test)]
mod tests;

pub use history::{Event, events};
pub use levers::{Lever, LeverKind, Overall, levers, overall};
pub use stays::{Ended, Stay, stays, was_there};

use chrono::{Datelike as _, NaiveDate};

use crate::model::{Day, DealId, DealState, Money};
use crate::playbook::{Preset, ReportNumbers};

/// Days that a report covers, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Period {
    /// Returns whether the day is one of it.
    pub fn has(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Returns how many months it has, where it is whole calendar months: from the first day of one
    /// to the last day of the same or a later one.
    pub fn months(&self) -> Option<i64> {
        let (first, after) = (self.from.date(), self.to.plus_days(1).date());
        let month = |date: NaiveDate| 12 * i64::from(date.year()) + i64::from(date.month());
        let whole = first.day() == 1 && after.day() == 1 && first < after;
        whole.then(|| month(after) - month(first))
    }

    /// Returns how many days it has; 0 where it ends before it begins.
    pub fn days(&self) -> i64 {
        (self.to.days_since(self.from) + 1).max(0)
    }
}

/// A move of a deal from one stage to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The stage left, by key.
    pub from: String,
    /// The stage reached, by key.
    pub to: String,
    /// On which day.
    pub day: Day,
}

/// A deal and its way through its funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The deal.
    pub deal: DealId,
    /// What happened to it, first to last.
    pub events: Vec<Event>,
    /// The stage it stands in now, by key.
    pub stage: String,
    /// Its state now.
    pub state: DealState,
    /// Day on which it was opened.
    pub opened_on: Day,
    /// Day on which it was closed; missing while it is open.
    pub closed_on: Option<Day>,
    /// Budget for all of it.
    pub budget: Option<Money>,
}

/// A part of a whole, to be shown as a rate; nothing where the whole is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Rate {
    /// Returns the rate in whole per cent, halves up; `None` where the whole is 0.
    pub fn percent(self) -> Option<i64> {
        (self.whole > 0).then(|| (200 * self.part + self.whole) / (2 * self.whole))
    }

    /// Returns whether this rate is lower; one of nothing is not.
    fn is_lower(self, other: Self) -> bool {
        let [a, b] = [(self.part, other.whole), (other.part, self.whole)];
        i128::from(a.0) * i128::from(a.1) < i128::from(b.0) * i128::from(b.1)
    }
}

/// Why a stage is the bottleneck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrow {
    /// Its conversion is the lowest of the stages with enough deals.
    LowestConversion,
    /// Another's is as low, and deals stay here longer.
    LongestStay,
}

impl Narrow {
    /// Returns the key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LowestConversion => "lowest-conversion",
            Self::LongestStay => "longest-stay",
        }
    }
}

/// What became of the deals that entered a stage in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageFigures {
    /// The stage, by key.
    pub stage: String,
    /// Deals that entered it in the period, each once.
    pub entered: i64,
    /// Of these, those that only passed it: a move left it out.
    pub passed: i64,
    /// Of those that entered, those that went on to a later stage.
    pub forward: i64,
    /// Those that were closed there, but for won: lost, out of control, eliminated.
    pub lost: i64,
    /// Those that went back to an earlier stage.
    pub back: i64,
    /// Those that stand there on the last day; in the closing stage, those won.
    pub there: i64,
    /// Sum of the budgets of those that entered.
    pub value: Money,
    /// Of those that entered, those without a budget.
    pub without_budget: i64,
    /// Forward of entered; of nothing in the closing stage, which leads nowhere.
    pub conversion: Rate,
    /// Days that half of those that left, passed ones apart, had stayed at most.
    pub median_days: Option<i64>,
    /// Days that nine in ten of them had stayed at most.
    pub p90_days: Option<i64>,
    /// Deals that stand there, open, on the last day, whenever they entered.
    pub standing: i64,
    /// Of these, those that have stood there for longer than `p90_days`; missing where too few left
    /// the stage to judge by.
    pub aged: Option<i64>,
    /// Why deals get stuck here most; missing for every other stage.
    pub bottleneck: Option<Narrow>,
}

/// An open deal that has stood in its stage for longer than nine in ten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    /// The deal.
    pub deal: DealId,
    /// The stage, by key.
    pub stage: String,
    /// Day on which it entered the stage.
    pub since: Day,
    /// Days since then, to the last day of the period.
    pub days: i64,
    /// The days that nine in ten stay at most.
    pub p90_days: i64,
}

/// Figures of a funnel over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelFigures {
    /// Every stage, in order.
    pub stages: Vec<StageFigures>,
    /// Open deals that stand too long, longest first, then by id.
    pub aged: Vec<Aged>,
}

/// Returns the figures of the deals of one funnel over a period; deals of other funnels must not
/// be among them. Never fails.
///
/// Days of a deal in a stage are those of all its stays there that began in the period and ended in
/// it, a stay that was only passed apart; a deal that stands there still is not counted. Percentiles
/// are of the nearest rank: of n values in order the one at place ⌈p·n/100⌉, from 1, so that the
/// value is one that occurred and the limit itself is included; the median of an even number is the
/// lower of the two in the middle. A deal is too old for its stage where it has stood there for longer
/// than nine in ten of at least `numbers.ageing_sample` that left. The bottleneck is the stage with the
/// lowest conversion among those that at least `numbers.bottleneck_sample` deals entered, the
/// closing one apart; of several the one with the longest median, then the first. It is none where
/// every conversion is whole. Source: domain rules, section 5.
pub fn figures(
    courses: &[Course],
    preset: &Preset,
    period: Period,
    numbers: &ReportNumbers,
) -> FunnelFigures {
    let mut tallies: Vec<Tally> = preset.stages.iter().map(|_| Tally::default()).collect();
    for course in courses {
        let stays = stays(course, preset, period.to);
        for (at, tally) in tallies.iter_mut().enumerate() {
            tally.count(course, &stays, at, period);
        }
    }
    let mut stages: Vec<StageFigures> = Vec::with_capacity(tallies.len());
    let mut aged = Vec::new();
    for (at, (tally, stage)) in tallies.into_iter().zip(&preset.stages).enumerate() {
        let closing = at + 1 == preset.stages.len();
        stages.push(tally.figures((&stage.key, closing), numbers, &mut aged));
    }
    mark_bottleneck(&mut stages, i64::from(numbers.bottleneck_sample));
    aged.sort_by_key(|one| (std::cmp::Reverse(one.days), one.deal));
    FunnelFigures { stages, aged }
}

/// Returns the value of the nearest rank: of n values in order the one at place ⌈percent·n/100⌉;
/// `None` where there is none. `values` need not be in order.
pub fn percentile(values: &[i64], percent: usize) -> Option<i64> {
    let mut ordered = values.to_vec();
    ordered.sort_unstable();
    let rank = (percent * ordered.len()).div_ceil(100).max(1);
    ordered.get(rank - 1).copied()
}

/// What is counted in one stage.
#[derive(Default)]
struct Tally {
    entered: i64,
    passed: i64,
    forward: i64,
    lost: i64,
    back: i64,
    there: i64,
    value: i64,
    without_budget: i64,
    days: Vec<i64>,
    /// Open deals that stand there: since when, and for how many days.
    standing: Vec<(DealId, Day, i64)>,
}

impl Tally {
    fn count(&mut self, course: &Course, stays: &[Stay], at: usize, period: Period) {
        let here = || stays.iter().filter(|stay| stay.stage == at);
        if let Some(stay) = here().next_back()
            && stay.left.is_none()
            && stay.open
        {
            self.standing.push((course.deal, stay.entered, period.to.days_since(stay.entered)));
        }
        if !here().any(|stay| period.has(stay.entered)) {
            return;
        }
        self.entered += 1;
        self.passed += i64::from(here().all(|stay| stay.passed || !period.has(stay.entered)));
        match here().next_back().and_then(|stay| stay.left) {
            Some((_, Ended::Forward)) => self.forward += 1,
            Some((_, Ended::Lost)) => self.lost += 1,
            Some((_, Ended::Back)) => self.back += 1,
            None => self.there += 1,
        }
        match course.budget {
            Some(budget) => self.value = self.value.saturating_add(budget.minor),
            None => self.without_budget += 1,
        }
        let stayed = here().filter(|stay| period.has(stay.entered) && !stay.passed);
        let ended: Vec<i64> =
            stayed.filter_map(|stay| Some(stay.left?.0.days_since(stay.entered))).collect();
        let gone = here().next_back().is_some_and(|stay| stay.left.is_some());
        if gone && !ended.is_empty() {
            self.days.push(ended.iter().sum());
        }
    }

    fn figures(
        self,
        (stage, closing): (&str, bool),
        numbers: &ReportNumbers,
        aged: &mut Vec<Aged>,
    ) -> StageFigures {
        let p90_days = percentile(&self.days, 90);
        let enough = usize::try_from(numbers.ageing_sample).is_ok_and(|n| self.days.len() >= n);
        let limit = p90_days.filter(|_| enough);
        let old = |limit: i64| {
            self.standing.iter().filter(move |(_, _, days)| *days > limit).map(move |deal| Aged {
                deal: deal.0,
                stage: stage.to_owned(),
                since: deal.1,
                days: deal.2,
                p90_days: limit,
            })
        };
        aged.extend(limit.into_iter().flat_map(&old));
        let count = |limit| i64::try_from(old(limit).count()).unwrap_or(i64::MAX);
        StageFigures {
            stage: stage.to_owned(),
            entered: self.entered,
            passed: self.passed,
            forward: self.forward,
            lost: self.lost,
            back: self.back,
            there: self.there,
            value: Money { minor: self.value },
            without_budget: self.without_budget,
            conversion: Rate { part: self.forward, whole: if closing { 0 } else { self.entered } },
            median_days: percentile(&self.days, 50),
            p90_days,
            standing: i64::try_from(self.standing.len()).unwrap_or(i64::MAX),
            aged: limit.map(count),
            bottleneck: None,
        }
    }
}

fn mark_bottleneck(stages: &mut [StageFigures], sample: i64) {
    let enough = |stage: &StageFigures| {
        let Rate { part, whole } = stage.conversion;
        whole > 0 && whole >= sample && part < whole
    };
    let mut found: Option<(usize, Narrow)> = None;
    for (at, stage) in stages.iter().enumerate().filter(|(_, stage)| enough(stage)) {
        let Some((before, _)) = found else {
            found = Some((at, Narrow::LowestConversion));
            continue;
        };
        let Some(best) = stages.get(before) else { continue };
        if stage.conversion.is_lower(best.conversion) {
            found = Some((at, Narrow::LowestConversion));
        } else if !best.conversion.is_lower(stage.conversion)
            && stage.median_days != best.median_days
        {
            let longer = stage.median_days > best.median_days;
            found = Some((if longer { at } else { before }, Narrow::LongestStay));
        }
    }
    if let Some((at, why)) = found
        && let Some(stage) = stages.get_mut(at)
    {
        stage.bottleneck = Some(why);
    }
}
