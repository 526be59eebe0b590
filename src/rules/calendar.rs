//! Days off, and where a due day on one of them moves (domain rules, section 4, item 6).

use chrono::{Datelike as _, Weekday};

use crate::model::{CalendarPreset, Day, DayOff, Grade, ShopId, StaffId};
use crate::playbook::holidays::{self, Announced};

/// The days off of one consultant at one shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    preset: CalendarPreset,
    closures: Vec<(Day, Day)>,
    away: Vec<Away>,
}

/// Days on which a person is away, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Away {
    first: Day,
    last: Day,
    stand_in: Option<StaffId>,
}

/// Why a day is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Off {
    /// A weekend of a shop that keeps office days.
    Weekend,
    /// A public holiday, by its Chinese name.
    Holiday(&'static str),
    /// The shop is closed.
    Closed,
    /// The person is away.
    Away,
}

/// Where a due day goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It stays.
    Stays,
    /// It stays, and the stand-in does what is due.
    StandIn {
        /// Who.
        who: StaffId,
    },
    /// To the nearest earlier working day, because the deal is too near to wait.
    Earlier {
        /// The day on which it fell.
        from: Day,
        /// Why that day is off.
        off: Off,
    },
    /// To the next working day.
    Later {
        /// The day on which it fell.
        from: Day,
        /// Why that day is off.
        off: Off,
    },
}

/// A due day after days off were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The day on which it is due.
    pub day: Day,
    /// How it came there.
    pub shift: Shift,
}

/// Days that are looked at in search of a working one: a shop that is closed longer has moved.
const LONGEST_SEARCH: i64 = 400;

impl Calendar {
    /// Returns the calendar of somebody at a shop: its preset, of the days off those of the shop
    /// and those of the person. Where there is no shop, or nobody, only the rest counts.
    pub fn new(
        preset: CalendarPreset,
        shop: Option<ShopId>,
        staff: Option<StaffId>,
        days_off: &[DayOff],
    ) -> Self {
        let of_shop = |off: &&DayOff| off.shop.is_some() && off.shop == shop;
        let of_staff = |off: &&DayOff| off.staff.is_some() && off.staff == staff;
        let away = |off: &DayOff| Away {
            first: off.first_day,
            last: off.last_day,
            stand_in: off.stand_in,
        };
        Self {
            preset,
            closures: days_off
                .iter()
                .filter(of_shop)
                .map(|off| (off.first_day, off.last_day))
                .collect(),
            away: days_off.iter().filter(of_staff).map(away).collect(),
        }
    }

    /// Returns a calendar without any day off.
    pub fn always() -> Self {
        Self { preset: CalendarPreset::Dealer, closures: Vec::new(), away: Vec::new() }
    }

    /// Returns whether the day is worked: by the person, or by who stands in. Never fails.
    pub fn is_working(&self, day: Day) -> bool {
        self.off(day).is_none()
    }

    /// Returns whether the shop is open on the day, whoever is away.
    pub fn is_open(&self, day: Day) -> bool {
        self.shop_off(day).is_none()
    }

    /// Returns why the day is off; `None` where it is worked, by the person or by who stands in.
    /// What the shop does comes before what the person does. A year whose holidays are not known
    /// has weekends alone.
    pub fn off(&self, day: Day) -> Option<Off> {
        let away = || self.is_away(day) && self.stand_in(day).is_none();
        self.shop_off(day).or_else(|| away().then_some(Off::Away))
    }

    /// Returns who does the person's work on a day on which they are away; `None` where they are
    /// there, or nobody is named.
    pub fn stand_in(&self, day: Day) -> Option<StaffId> {
        let away = self.away.iter().filter(|away| (away.first..=away.last).contains(&day));
        away.filter_map(|away| away.stand_in).min()
    }

    fn is_away(&self, day: Day) -> bool {
        self.away.iter().any(|away| (away.first..=away.last).contains(&day))
    }

    fn shop_off(&self, day: Day) -> Option<Off> {
        if self.closures.iter().any(|(first, last)| (*first..=*last).contains(&day)) {
            return Some(Off::Closed);
        }
        if self.preset == CalendarPreset::Dealer {
            return None;
        }
        match holidays::announced(day) {
            Some((Announced::Off, name)) => Some(Off::Holiday(name)),
            Some((Announced::Work, _)) => None,
            None => {
                let weekend = matches!(day.date().weekday(), Weekday::Sat | Weekday::Sun);
                weekend.then_some(Off::Weekend)
            }
        }
    }

    /// Returns whether the calendar needs public holidays that are not known for the day's year.
    pub fn is_unknown(&self, day: Day) -> bool {
        self.preset == CalendarPreset::Office && !holidays::is_known(day)
    }

    /// Returns the first working day after `day`; `day` + 1 where none is found within 400 days.
    pub fn next_working(&self, day: Day) -> Day {
        let later = (1..=LONGEST_SEARCH).map(|days| day.plus_days(days));
        later.into_iter().find(|later| self.is_working(*later)).unwrap_or(day.plus_days(1))
    }

    /// Returns the last working day that is `day` or earlier; `day` where none is found within 400
    /// days.
    pub fn last_working_on_or_before(&self, day: Day) -> Day {
        let earlier = (0..=LONGEST_SEARCH).map(|days| day.plus_days(-days));
        earlier.into_iter().find(|earlier| self.is_working(*earlier)).unwrap_or(day)
    }

    /// Returns the day that lies `count` working days after `day`.
    pub fn working_days_after(&self, day: Day, count: u32) -> Day {
        (0..count).fold(day, |day, _| self.next_working(day))
    }

    /// Returns where a due day goes. On a working day it stays; where the person is away and a
    /// stand-in works, for the stand-in. Else, for O and H, it moves to the nearest earlier working
    /// day after `last`, the last contact; for the others, and where there is no such day, to the
    /// next working day. Never fails. Source: domain rules, section 4, item 6.
    pub fn moved(&self, due: Day, grade: Grade, last: Day) -> Moved {
        let Some(off) = self.off(due) else {
            let shift = self.stand_in(due).map_or(Shift::Stays, |who| Shift::StandIn { who });
            return Moved { day: due, shift };
        };
        let near = matches!(grade, Grade::O | Grade::H);
        let earlier = self.last_working_on_or_before(due);
        if near && earlier < due && earlier > last {
            return Moved { day: earlier, shift: Shift::Earlier { from: due, off } };
        }
        Moved { day: self.next_working(due), shift: Shift::Later { from: due, off } }
    }

    /// Returns an upper limit of the days in a row that are off: a due day never moves farther.
    /// A shop that keeps office days has its longest public holiday, with the weekends around it;
    /// every closure and absence that may touch it is added.
    pub fn longest_run(&self) -> i64 {
        let runs = self.closures.iter().copied();
        let runs = runs.chain(self.away.iter().map(|away| (away.first, away.last)));
        let listed: i64 = runs.map(|(first, last)| last.days_since(first).max(0) + 1).sum();
        match self.preset {
            CalendarPreset::Dealer => listed,
            CalendarPreset::Office if listed == 0 => OFFICE_RUN,
            // Weekends before, after and between.
            CalendarPreset::Office => 3 * listed + 2 * OFFICE_RUN,
        }
    }
}

/// A public holiday of China with the weekends beside it is no longer; a test looks at all known.
const OFFICE_RUN: i64 = 14;

#[cfg(test)]
mod tests;
