//! Public holidays of China and the weekend days worked for them (调休), year by year.
//!
//! The table comes from the public project `holiday-cn`, see `LICENSE` beside it. A year whose
//! holidays are not announced yet is unknown, which is not the same as a year without any.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Datelike as _;

use crate::model::Day;

/// What the table says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announced {
    /// A public holiday.
    Off,
    /// A day of a weekend that is worked.
    Work,
}

static TABLE: LazyLock<HashMap<Day, (Announced, &'static str)>> =
    LazyLock::new(|| include_str!("china.csv").lines().skip(1).filter_map(read).collect());

fn read(line: &'static str) -> Option<(Day, (Announced, &'static str))> {
    let mut cells = line.split(',');
    let day = cells.next()?.parse().ok()?;
    let kind = if cells.next()? == "off" { Announced::Off } else { Announced::Work };
    Some((day, (kind, cells.next()?)))
}

/// Returns what was announced for the day, with the name of the holiday in Chinese; `None` where
/// it is a day like any other, or nothing is known of its year. Never fails.
pub fn announced(day: Day) -> Option<(Announced, &'static str)> {
    TABLE.get(&day).copied()
}

/// Returns whether the holidays of the day's year are known.
pub fn is_known(day: Day) -> bool {
    let new_year = Day::new(day.date().year(), 1, 1);
    new_year.is_some_and(|first| announced(first).is_some_and(|(kind, _)| kind == Announced::Off))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        assert_eq!(TABLE.len(), include_str!("china.csv").lines().count() - 1);
    }

    #[test]
    fn holidays_and_worked_weekends_are_told_apart() {
        for (date, expected) in [
            ("2026-02-17", Some((Announced::Off, "春节"))),
            ("2026-02-28", Some((Announced::Work, "春节"))),
            ("2026-03-02", None),
            ("2026-03-07", None), // an ordinary Saturday
        ] {
            assert_eq!(announced(day(date)), expected, "{date}");
        }
    }

    #[test]
    fn a_year_that_is_not_announced_is_unknown() {
        assert!(is_known(day("2007-01-01")) && is_known(day("2026-12-31")));
        // The paper of 2007 names two days of 2006.
        assert!(!is_known(day("2006-12-30")));
        assert!(!is_known(day("2027-01-01")));
    }
}
