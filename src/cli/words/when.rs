//! When words are said, and how days are written there.

use chrono::Timelike as _;

use super::Reading;
use crate::clock::Moment;
use crate::filter::{after_deadline, days_month_first, days_of, first_of};
use crate::model::{Day, Zone};

/// Words for the moment.
const NOW: &[&str] = &["刚才", "刚刚", "方才", "现在", "now", "just now"];

/// When words are said, and how days are written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    /// The business day.
    pub(crate) today: Day,
    /// Minutes of the day that are over.
    pub(crate) minute: u32,
    /// The month stands first in `3/9`.
    pub(crate) month_first: bool,
}

impl When {
    /// Returns it at a moment as clocks of the zone show it.
    pub(crate) fn at(moment: Moment, zone: &Zone, month_first: bool) -> Self {
        let time = zone.local(moment.at).time();
        let minute = time.hour() * 60 + time.minute();
        Self { today: moment.today, minute, month_first }
    }

    /// Returns the days that a text may mean.
    pub(crate) fn days_of(self, text: &str) -> Vec<Day> {
        if self.month_first {
            days_month_first(text, self.today)
        } else {
            days_of(text, self.today)
        }
    }

    /// Returns what a word says of days: one that it may mean, the first of a week or month, or the
    /// day of a deadline, which is not over.
    pub(super) fn readings(self, word: &str) -> Vec<Reading> {
        let days = self.days_of(word);
        if !days.is_empty() {
            return days.into_iter().map(Reading::Day).collect();
        }
        if NOW.iter().any(|now| now.eq_ignore_ascii_case(word)) {
            return vec![Reading::Day(self.today)];
        }
        if let Some(first) = first_of(word, self.today) {
            return vec![Reading::From(first)];
        }
        after_deadline(word).map(|day| self.deadlines(self.days_of(day))).unwrap_or_default()
    }

    /// Returns the days of a deadline among those that a word may mean.
    pub(super) fn deadlines(self, mut days: Vec<Day>) -> Vec<Reading> {
        if days.iter().any(|day| *day >= self.today) {
            days.retain(|day| *day >= self.today);
        }
        days.into_iter().map(Reading::Deadline).collect()
    }

    /// Returns whether a time of today is still to come.
    pub(super) fn is_later(self, time: &str) -> bool {
        let minutes = time.split_once(':').and_then(|(hour, minute)| {
            Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
        });
        minutes.is_some_and(|minutes| minutes > self.minute)
    }
}
