//! What lists and channels yield (domain rules, section 2, source ledger and targets).

use super::funnel::Period;
use crate::model::{SourceGroup, SourceId, SourceKind};
use crate::playbook::{Playbook, Quadrant};

/// What came of some accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yield {
    /// Accounts there are.
    pub accounts: i64,
    /// Deals opened with them in the period.
    pub deals: i64,
    /// Orders that they placed in it, without those of which nothing will be delivered.
    pub orders: i64,
    /// Vehicles of these orders, without those that will not be delivered.
    pub ordered: i64,
    /// Vehicles delivered to them in it.
    pub delivered: i64,
}

impl Yield {
    fn add(&mut self, other: Self) {
        self.accounts += other.accounts;
        self.deals += other.deals;
        self.orders += other.orders;
        self.ordered += other.ordered;
        self.delivered += other.delivered;
    }
}

/// What came of the accounts of one source and channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The list they were first seen in; missing: none.
    pub source: Option<SourceId>,
    /// What kind of list that is.
    pub kind: Option<SourceKind>,
    /// The channel through which they reached us, by code or as written.
    pub channel: Option<String>,
    /// What came of them.
    pub of: Yield,
}

/// Why a channel is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// No account came through it.
    Ignored,
    /// There are accounts, and no vehicle was ordered in the period.
    NoYield,
    /// Fewer vehicles were ordered than its target.
    BelowTarget,
}

impl Mark {
    /// Returns the key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ignored => "no-account",
            Self::NoYield => "no-yield",
            Self::BelowTarget => "below-target",
        }
    }
}

/// What a channel yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelYield {
    /// Its key in the playbook, or as written where the playbook has none; missing: not known
    /// through which channel they came.
    pub channel: Option<String>,
    /// What came of its accounts.
    pub of: Yield,
    /// Vehicles ordered in a month, in hundredths, halves up; missing for a period of no days.
    pub per_month: Option<i64>,
    /// Vehicles that it should yield in a month; missing where nobody set a target.
    pub target: Option<i64>,
    /// What is to be looked at.
    pub mark: Option<Mark>,
}

/// What a quadrant of channel attributes yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuadrantYield {
    /// The quadrant; missing: neither list nor channel is known.
    pub quadrant: Option<Quadrant>,
    /// What came of its accounts.
    pub of: Yield,
}

/// Returns what came of all of them.
pub fn total<'o>(origins: impl IntoIterator<Item = &'o Origin>) -> Yield {
    origins.into_iter().fold(Yield::default(), |mut sum, origin| {
        sum.add(origin.of);
        sum
    })
}

/// Returns what each channel yields: those of the playbook in its order, all of them, then others
/// as they are written, then those of whom no channel is known where there are some.
///
/// What it yields in a month are the vehicles ordered by its accounts in the period, divided by its
/// months where it is whole calendar months, else a month having the playbook's days. Nobody looks
/// at a channel without accounts before one without orders, nor at that before one below its
/// target. Never fails. Source: domain rules, section 2.
pub fn by_channel(origins: &[Origin], playbook: &Playbook, period: Period) -> Vec<ChannelYield> {
    let known = |origin: &Origin| {
        let written = origin.channel.as_deref()?;
        Some(playbook.channel(written).map_or(written, |channel| &channel.key).to_owned())
    };
    let mut keys: Vec<Option<String>> =
        playbook.channels.iter().map(|channel| Some(channel.key.clone())).collect();
    let mut others: Vec<Option<String>> =
        origins.iter().map(known).filter(|key| !keys.contains(key)).collect();
    // Nothing known comes last.
    others.sort_by_key(|key| (key.is_none(), key.clone()));
    others.dedup();
    keys.extend(others);
    let row = |channel: Option<String>| {
        let of = total(origins.iter().filter(|origin| known(origin) == channel));
        let entry = channel.as_deref().and_then(|key| playbook.channel(key));
        let target = entry.and_then(|entry| entry.per_month).map(i64::from);
        // Of one month, as many as `days` of the period's days.
        let (month, days) = match period.months() {
            Some(months) => (1, months),
            None => (i64::from(playbook.report.month_days), period.days()),
        };
        let ordered = of.ordered.saturating_mul(month);
        let per_month = hundredths(ordered, days);
        let below = target.is_some_and(|target| ordered < target.saturating_mul(days));
        let mark = if entry.is_none() {
            None
        } else if of.accounts == 0 {
            Some(Mark::Ignored)
        } else if of.ordered == 0 {
            Some(Mark::NoYield)
        } else {
            below.then_some(Mark::BelowTarget)
        };
        ChannelYield { channel, of, per_month, target, mark }
    };
    keys.into_iter().map(row).collect()
}

/// Returns what each quadrant yields, all four, and then those of whom neither list nor channel is
/// known, where there are some. An account from a list is where its kind of list is, any other
/// where the playbook puts its channel. Never fails. Source: domain rules, section 2, quadrants.
pub fn by_quadrant(origins: &[Origin], playbook: &Playbook) -> Vec<QuadrantYield> {
    let of = |origin: &Origin| match origin.kind {
        Some(kind) => Some(quadrant(kind)),
        None => playbook.channel(origin.channel.as_deref()?)?.quadrant,
    };
    let row = |quadrant: Option<Quadrant>| QuadrantYield {
        quadrant,
        of: total(origins.iter().filter(|origin| of(origin) == quadrant)),
    };
    let mut rows: Vec<QuadrantYield> =
        Quadrant::ALL.iter().map(|quadrant| row(Some(*quadrant))).collect();
    rows.extend(Some(row(None)).filter(|unknown| unknown.of != Yield::default()));
    rows
}

/// Returns the quadrant of a kind of list: customers we have come by themselves; our own records
/// and VIPs are sought in a long relation, everything else in a short one.
const fn quadrant(kind: SourceKind) -> Quadrant {
    match (kind, kind.group()) {
        (SourceKind::Retained, _) => Quadrant::ItselfLong,
        (_, SourceGroup::Internal | SourceGroup::Relations) => Quadrant::SoughtLong,
        (_, SourceGroup::External | SourceGroup::Outreach) => Quadrant::SoughtShort,
    }
}

/// Returns the quotient in hundredths, halves up; `None` where it is divided by nothing.
fn hundredths(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| part.saturating_mul(200).saturating_add(whole) / (2 * whole))
}

#[cfg(test)]
mod tests;
