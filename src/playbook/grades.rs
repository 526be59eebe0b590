//! Grades: horizons, cadences, signs, caps (domain rules, section 3).

use std::fmt;

use super::lists::Work;
use super::problem::{ProblemKind, ValueType};
use super::reader::{Reader, Section, once};
use super::sign::{Sign, SignSet};
use crate::model::{Day, Grade};

/// How far ahead an expected purchase may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Horizon {
    /// So many days.
    Days(u32),
    /// So many calendar months, clamped to the month's end.
    Months(u32),
}

impl Horizon {
    /// Returns the last day within the horizon, counted from `day`, inclusive.
    pub fn last_day(self, day: Day) -> Day {
        match self {
            Self::Days(days) => day.plus_days(i64::from(days)),
            Self::Months(months) => day.plus_months(i32::try_from(months).unwrap_or(i32::MAX)),
        }
    }

    /// Returns whether this horizon ends before the other, whatever day both begin on.
    fn ends_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Days(near), Self::Days(far)) | (Self::Months(near), Self::Months(far)) => {
                near < far
            }
            // A month has 28 to 31 days.
            (Self::Days(near), Self::Months(far)) => near < far.saturating_mul(28),
            (Self::Months(near), Self::Days(far)) => near.saturating_mul(31) < far,
        }
    }
}

impl fmt::Display for Horizon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(out, "{days} days"),
            Self::Months(months) => write!(out, "{months} months"),
        }
    }
}

/// What the team's rules say of one grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeRow {
    /// The grade.
    pub grade: Grade,
    /// How far ahead the purchase may lie, inclusive; missing for O, C and `-`.
    pub within: Option<Horizon>,
    /// Days from an effective contact to the next one, from 1.
    pub every_days: u32,
    /// Signs that allow the grade; the same sign may stand in several rows and counts for the
    /// nearest.
    pub signs: SignSet,
    /// What to do at a contact.
    pub work: Work,
}

/// The best grade that a missing buying factor allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorCaps {
    /// They cannot pay.
    pub power_no: Grade,
    /// They neither trust us nor need it.
    pub confidence_and_need_no: Grade,
    /// They do not trust us.
    pub confidence_no: Grade,
    /// They do not need it.
    pub need_no: Grade,
}

/// The team's rules of grading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    /// After how many of its cadences a grade given by a person is reviewed, from 1.
    pub review_cadences: u32,
    /// Caps of missing factors.
    pub caps: FactorCaps,
    rows: [GradeRow; 6],
}

/// Grades that have a row, nearest first, with their keys.
const ROWS: [(Grade, &str); 6] = [
    (Grade::O, "O"),
    (Grade::H, "H"),
    (Grade::A, "A"),
    (Grade::B, "B"),
    (Grade::C, "C"),
    (Grade::None, "none"),
];

/// What a missing factor may cap at: an order is never a cap, and N is no answer.
const CAPS: [Grade; 5] = [Grade::H, Grade::A, Grade::B, Grade::C, Grade::None];

const MOST_DAYS: u32 = 3660;
const MOST_MONTHS: u32 = 120;

impl Grades {
    /// Returns the rows of O, H, A, B, C and `-`, in that order.
    pub fn rows(&self) -> &[GradeRow] {
        &self.rows
    }

    /// Returns the row of the grade. A deal not graded yet is worked on as C.
    pub fn row(&self, grade: Grade) -> &GradeRow {
        let at = match grade {
            Grade::O => 0,
            Grade::H => 1,
            Grade::A => 2,
            Grade::B => 3,
            Grade::C | Grade::N => 4,
            Grade::None => 5,
        };
        &self.rows[at]
    }

    /// Returns days from an effective contact to the next one. A deal not graded yet has those
    /// of C. Source: domain rules, section 3, last column.
    pub fn cadence_days(&self, grade: Grade) -> i64 {
        i64::from(self.row(grade).every_days)
    }

    /// Returns days from the day a person gave the grade to its review.
    pub fn review_days(&self, grade: Grade) -> i64 {
        self.cadence_days(grade) * i64::from(self.review_cadences)
    }

    /// Returns the grade of the nearest row that lists one of `signs`, and those of them that it
    /// lists; `None` where no row lists any.
    pub fn best_row(&self, signs: SignSet) -> Option<(Grade, SignSet)> {
        self.rows.iter().find_map(|row| {
            let hits = row.signs.and(signs);
            (!hits.is_empty()).then_some((row.grade, hits))
        })
    }

    /// Reads `[grades]`.
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let mut section = root.section(reader, "grades");
        let review_cadences = section.number(reader, "review_cadences", 1..=100);
        let rows = ROWS.map(|(grade, key)| read_row(reader, &mut section, grade, key));
        check_order(reader, &section, &rows);
        let mut caps = section.section(reader, "caps");
        let mut cap = |key| {
            let value = caps.value(reader, key, ValueType::Text);
            let grade = value.and_then(|value| value.one_of(reader, &CAPS, Grade::letter));
            grade.unwrap_or(Grade::None)
        };
        let factor_caps = FactorCaps {
            power_no: cap("power_no"),
            confidence_and_need_no: cap("confidence_and_need_no"),
            confidence_no: cap("confidence_no"),
            need_no: cap("need_no"),
        };
        caps.finish(reader);
        section.finish(reader);
        let rows = rows.map(|row| row.row);
        Self { review_cadences: review_cadences.unwrap_or_default(), caps: factor_caps, rows }
    }
}

/// A row, and its cadence where that could be read.
struct ReadRow {
    row: GradeRow,
    every_days: Option<u32>,
}

fn read_row(
    reader: &mut Reader<'_>,
    grades: &mut Section<'_>,
    grade: Grade,
    key: &'static str,
) -> ReadRow {
    let mut section = grades.section(reader, key);
    let within = match grade {
        Grade::H | Grade::A | Grade::B => read_horizon(reader, &mut section),
        _ => None,
    };
    let every_days = section.number(reader, "every_days", 1..=MOST_DAYS);
    let work = section.value(reader, "work", ValueType::Text);
    let work = work.and_then(|value| value.one_of(reader, Work::ALL, Work::key));
    let signs = if grade == Grade::None {
        SignSet::default()
    } else {
        let values = section.list(reader, "signs");
        let found: Vec<_> = values
            .iter()
            .filter_map(|value| Some((value.one_of(reader, Sign::ALL, Sign::key)?, value)))
            .collect();
        once(reader, found.iter().map(|(sign, value)| (sign.key(), *value)));
        found.iter().map(|(sign, _)| *sign).collect()
    };
    section.finish(reader);
    let row = GradeRow {
        grade,
        within,
        every_days: every_days.unwrap_or_default(),
        signs,
        work: work.unwrap_or(Work::Close),
    };
    ReadRow { row, every_days }
}

fn read_horizon(reader: &mut Reader<'_>, row: &mut Section<'_>) -> Option<Horizon> {
    let value = row.value(reader, "within", ValueType::Table)?;
    let mut section = value.section(reader);
    let given = [section.optional("days").is_some(), section.optional("months").is_some()];
    let horizon = match given {
        [true, false] => section.number(reader, "days", 1..=MOST_DAYS).map(Horizon::Days),
        [false, true] => section.number(reader, "months", 1..=MOST_MONTHS).map(Horizon::Months),
        _ => {
            let found = given.iter().filter(|given| **given).count();
            value.report(reader, ProblemKind::HorizonUnits { found });
            None
        }
    };
    section.finish(reader);
    horizon
}

/// Reports horizons that do not reach farther, and cadences that are shorter, than those of the
/// nearer grade. Orders have a cadence of their own.
fn check_order(reader: &mut Reader<'_>, grades: &Section<'_>, rows: &[ReadRow; 6]) {
    let [_, followed @ ..] = rows;
    for (near, far) in followed.iter().zip(followed.iter().skip(1)) {
        let (before, grade) = (near.row.grade, far.row.grade);
        let key = ROWS.iter().find(|(row, _)| *row == grade).map_or("", |(_, key)| *key);
        if let (Some(nearer), Some(found)) = (near.row.within, far.row.within)
            && !nearer.ends_before(found)
        {
            let kind = ProblemKind::HorizonOrder { found, nearer, before };
            grades.report_below(reader, key, "within", kind);
        }
        if let (Some(least), Some(found)) = (near.every_days, far.every_days)
            && found < least
        {
            let kind = ProblemKind::CadenceOrder { found, least, before };
            grades.report_below(reader, key, "every_days", kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn horizons_are_compared_for_every_day_of_the_year() {
        use Horizon::{Days, Months};
        for (near, far, before) in [
            (Days(7), Days(15), true),
            (Days(15), Days(15), false),
            (Days(27), Months(1), true),
            (Days(28), Months(1), false),
            (Months(1), Days(31), false),
            (Months(1), Days(32), true),
            (Months(1), Months(2), true),
            (Months(1), Months(1), false),
        ] {
            assert_eq!(near.ends_before(far), before, "{near} {far}");
        }
    }

    #[test]
    fn a_horizon_of_months_ends_with_the_month() {
        for (day, last) in [
            ("2026-01-31", "2026-02-28"),
            ("2024-01-31", "2024-02-29"),
            ("2026-02-28", "2026-03-28"),
        ] {
            let day: Day = day.parse().unwrap();
            assert_eq!(Horizon::Months(1).last_day(day).to_string(), last);
        }
    }
}
