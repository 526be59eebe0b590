//! Which backups are kept.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike as _;

use crate::model::Day;

/// How many backups are kept, as `7d,4w,12m` or a plain count says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keep {
    /// The latest ones.
    pub latest: usize,
    /// The newest of each of the last days that have one.
    pub days: usize,
    /// The newest of each of the last weeks, from Monday, that have one.
    pub weeks: usize,
    /// The newest of each of the last months that have one.
    pub months: usize,
}

/// A text that does not say what to keep.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` does not say what to keep; write 7d,4w,12m or a number")]
pub struct BadKeep(pub String);

impl FromStr for Keep {
    type Err = BadKeep;

    /// Reads numbers above 0, each once: of days (`7d`), weeks (`4w`), months (`12m`), or backups.
    fn from_str(text: &str) -> Result<Self, BadKeep> {
        let bad = || BadKeep(text.to_owned());
        let mut keep = Self::default();
        for part in text.split(',').map(str::trim) {
            let (number, slot) = match part.strip_suffix(['d', 'w', 'm']) {
                None => (part, &mut keep.latest),
                Some(number) if part.ends_with('d') => (number, &mut keep.days),
                Some(number) if part.ends_with('w') => (number, &mut keep.weeks),
                Some(number) => (number, &mut keep.months),
            };
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let number: usize = number.parse().ok().filter(|_| digits).ok_or_else(bad)?;
            if number == 0 || *slot > 0 {
                return Err(bad());
            }
            *slot = number;
        }
        Ok(keep)
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.latest, ""), (self.days, "d"), (self.weeks, "w"), (self.months, "m")];
        let parts = parts.iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, unit)| format!("{number}{unit}")).collect();
        out.write_str(&parts.join(","))
    }
}

/// Returns which backups are kept, by the days they were taken on, the newest first.
///
/// A day, week or month counts only where a backup was taken in it, so that a pause deletes
/// nothing. Never fails.
pub fn kept(days: &[Day], keep: &Keep) -> Vec<bool> {
    let mut kept: Vec<bool> = (0..days.len()).map(|place| place < keep.latest).collect();
    newest_of_each(days, keep.days, &mut kept, |day| (day.date().year(), day.date().ordinal()));
    newest_of_each(days, keep.weeks, &mut kept, |day| {
        let week = day.date().iso_week();
        (week.year(), week.week())
    });
    newest_of_each(days, keep.months, &mut kept, |day| (day.date().year(), day.date().month()));
    kept
}

/// Marks the first of each of so many spans of time.
fn newest_of_each(days: &[Day], spans: usize, kept: &mut [bool], span: impl Fn(Day) -> (i32, u32)) {
    let (mut last, mut found) = (None, 0);
    for (day, kept) in days.iter().zip(kept) {
        let own = Some(span(*day));
        if own == last {
            continue;
        }
        if found == spans {
            return;
        }
        (last, found, *kept) = (own, found + 1, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_keep_is_read_and_printed() {
        let keep = |latest, days, weeks, months| Keep { latest, days, weeks, months };
        for (text, read) in [
            ("10", keep(10, 0, 0, 0)),
            ("7d", keep(0, 7, 0, 0)),
            ("7d,4w", keep(0, 7, 4, 0)),
            ("3,7d,4w,12m", keep(3, 7, 4, 12)),
        ] {
            assert_eq!(text.parse(), Ok(read));
            assert_eq!(read.to_string(), text);
        }
        assert_eq!("4w, 7d".parse(), Ok(keep(0, 7, 4, 0)));
        for text in
            ["", "0", "0d", "d", "7x", "-1", "+1", "7d,7d", "7d,,4w", "1.5w", "七d", "7 d", "7D"]
        {
            assert_eq!(text.parse::<Keep>(), Err(BadKeep(text.to_owned())));
        }
    }

    #[test]
    fn the_newest_of_each_span_is_kept() {
        // The days of backups, the newest first, and the places of those that are kept.
        // 2026-03-02 is a Monday; 2025-12-29 is the Monday of the first week of 2026.
        for (keep, days, places) in [
            ("2", &["03-02", "03-02", "03-02"][..], &[0, 1][..]),
            ("5", &["03-02"], &[0]),
            ("1d", &["03-02", "03-02", "03-01"], &[0]),
            ("2d", &["03-02", "03-02", "03-01", "03-01"], &[0, 2]),
            // A pause is no reason to delete what was taken before it.
            ("3d", &["03-02", "02-01", "01-15", "01-14"], &[0, 1, 2]),
            ("2w", &["03-02", "03-01", "02-23", "02-22"], &[0, 1]),
            ("1d,2w", &["03-04", "03-03", "03-02", "02-27", "02-26"], &[0, 3]),
            ("2m", &["03-02", "03-01", "02-28", "02-01", "01-31"], &[0, 2]),
            ("2d,1m", &["03-02", "03-01", "02-28"], &[0, 1]),
            ("1,1d,1w,1m", &["03-02", "03-01"], &[0]),
            ("2w", &["01-04", "01-01", "2025-12-29", "2025-12-28"], &[0, 3]),
            ("7d", &[], &[]),
        ] {
            let full = |text: &&str| {
                let text =
                    if text.len() == 5 { format!("2026-{text}") } else { (*text).to_owned() };
                text.parse::<Day>().unwrap()
            };
            let dated: Vec<Day> = days.iter().map(full).collect();
            let found = kept(&dated, &keep.parse().unwrap());
            let found: Vec<usize> = (0..found.len()).filter(|place| found[*place]).collect();
            assert_eq!(found, places, "{keep}: {days:?}");
        }
    }
}
