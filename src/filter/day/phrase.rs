//! Days in several words, parts of months, and the words of deadlines.

use super::{HALF_A_MONTH, WEEK, WEEKDAYS, end_of, first_of_month, number, of_week, of_year};
use crate::model::Day;
use chrono::Datelike as _;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Numbers that are written out before days and weeks.
const COUNTS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Letters that weekdays and months are shortened to at most.
const SHORTEST: usize = 3;

/// What makes a day behind it the last one on which something has to be done.
const BY: &[&str] = &["no later than ", "before ", "by ", "最晚", "最迟", "截止到", "截止", "截至"];
/// The same behind the day.
const BEFORE: &[&str] = &["之前", "以前", "前", "截止", "为止"];

/// Returns the days that a phrase in small letters may mean: `next friday`, `5 march`, 下个月初.
pub(super) fn days_of(phrase: &str, today: Day) -> Vec<Day> {
    let words: Vec<&str> = phrase.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if let [first, rest @ ..] = words.as_slice()
        && !rest.is_empty()
    {
        return of_week_named(first, rest, today)
            .or_else(|| in_month(&words, today))
            .or_else(|| from_now(&words, today).map(|day| vec![day]))
            .or_else(|| month_end(&words, today).map(|day| vec![day]))
            .unwrap_or_default();
    }
    part_of_month(phrase, today)
}

/// Returns the first day of the week, or month, to come that a text names as a whole: 下周, `next
/// month`.
pub fn first_of(text: &str, today: Day) -> Option<Day> {
    let word = text.trim().to_ascii_lowercase();
    let (rest, week) = match word.as_str() {
        "next week" => ("周", Some(7)),
        "next month" => ("月", Some(7)),
        other => of_week(other),
    };
    let ahead = week.filter(|days| *days > 0)?;
    if WEEK.contains(&rest) {
        let monday = i64::from(today.date().weekday().num_days_from_monday());
        return Some(today.plus_days(ahead - monday));
    }
    (rest == "月" && ahead == 7).then(|| first_of_month(today).plus_months(1))
}

/// Returns the text of the day of a deadline: `friday` of `by friday`, 周五 of 周五之前; `None` where
/// the text is not written as one.
pub fn after_deadline(text: &str) -> Option<&str> {
    let text = text.trim();
    let begins =
        |lead: &&&str| text.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead));
    let rest = match BY.iter().find(begins) {
        Some(lead) => &text[lead.len()..],
        None => BEFORE.iter().find_map(|end| text.strip_suffix(end))?,
    };
    Some(rest.trim()).filter(|rest| !rest.is_empty())
}

/// Reads `this friday`, `next fri`; `last friday` is that of the last week, or the one just past.
fn of_week_named(first: &str, rest: &[&str], today: Day) -> Option<Vec<Day>> {
    let [name] = rest else { return None };
    let named = |(english, ..): &(&str, char, chrono::Weekday)| is_short_for(name, english);
    let day = WEEKDAYS.iter().position(named).and_then(|at| i64::try_from(at).ok())?;
    let this = today.plus_days(day - i64::from(today.date().weekday().num_days_from_monday()));
    Some(match first {
        "this" => vec![this],
        "next" => vec![this.plus_days(7)],
        "last" if this < today => vec![this.plus_days(-7), this],
        "last" => vec![this.plus_days(-7)],
        _ => return None,
    })
}

fn is_short_for(name: &str, whole: &str) -> bool {
    name.len() >= SHORTEST && whole.starts_with(name)
}

/// Reads `5 march`, `march 5th`, `5th of march 2026`.
fn in_month(words: &[&str], today: Day) -> Option<Vec<Day>> {
    let mut words: Vec<&str> = words.iter().copied().filter(|word| *word != "of").collect();
    let month = |word: &str| MONTHS.iter().position(|month| is_short_for(word, month));
    let at = words.iter().position(|word| month(word).is_some()).filter(|at| *at < 2)?;
    let month = u32::try_from(month(words.remove(at))? + 1).ok()?;
    let day_of = |word: &str| {
        let plain = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        number(plain.unwrap_or(word)).filter(|_| word.is_ascii())
    };
    match words.as_slice() {
        [day] => Some(of_year(month, day_of(day)?, today)),
        [day, year] if year.len() == 4 => {
            Some(Day::new(year.parse().ok()?, month, day_of(day)?).into_iter().collect())
        }
        _ => None,
    }
}

/// Reads `in 3 days`, `two weeks ago`.
fn from_now(words: &[&str], today: Day) -> Option<Day> {
    let (sign, count, unit) = match words {
        ["in", count, unit] | [count, unit, "later"] => (1, *count, *unit),
        [count, unit, "ago"] => (-1, *count, *unit),
        _ => return None,
    };
    let written = COUNTS.iter().position(|known| *known == count);
    let count = match count {
        "a" | "an" => 1,
        _ => written.and_then(|at| i32::try_from(at + 1).ok()).or_else(|| {
            number(count).filter(|_| count.is_ascii()).and_then(|count| i32::try_from(count).ok())
        })?,
    } * sign;
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => today.plus_days(i64::from(count)),
        "week" => today.plus_days(i64::from(count) * 7),
        "month" => today.plus_months(count),
        "year" => today.plus_months(count.saturating_mul(12)),
        _ => return None,
    })
}

/// Reads `end of next month`.
fn month_end(words: &[&str], today: Day) -> Option<Day> {
    match words {
        ["end", "of", "next", "month"] => Some(end_of(first_of_month(today).plus_months(1))),
        ["end", "of", "this", "month"] => Some(end_of(today)),
        _ => None,
    }
}

/// Reads 月初, 下个月中, 3月底 and 下个月5号.
fn part_of_month(word: &str, today: Day) -> Vec<Day> {
    let Some((month, part)) = word.split_once('月') else { return Vec::new() };
    if let Some(month) = number(month) {
        let first = |day| of_year(month, day, today);
        return match part {
            "初" => first(1),
            "中" => first(MIDDLE),
            "底" | "末" => first(1).into_iter().map(end_of).collect(),
            _ => Vec::new(),
        };
    }
    let first = first_of_month(today);
    let first = match of_week(month) {
        ("", Some(0)) => first,
        ("", Some(7)) => first.plus_months(1),
        ("", Some(-7)) => first.plus_months(-1),
        ("", None) if part == "末" => return vec![end_of(today)],
        ("", None) if matches!(part, "初" | "中") => {
            let day = if part == "初" { first } else { first.plus_days(MIDDLE_AFTER) };
            let next = first.plus_months(1).plus_days(day.days_since(first));
            return if day < today { vec![day, next] } else { vec![day] };
        }
        _ => return Vec::new(),
    };
    match part {
        "初" => vec![first],
        "中" => vec![first.plus_days(MIDDLE_AFTER)],
        "底" | "末" => vec![end_of(first)],
        _ => {
            let day = part.strip_suffix(['日', '号']).and_then(number);
            let (year, month) = (first.date().year(), first.date().month());
            day.and_then(|day| Day::new(year, month, day)).into_iter().collect()
        }
    }
}

/// The day that 月中 is spoken of.
const MIDDLE: u32 = 15;
/// Days from the first of a month to it.
const MIDDLE_AFTER: i64 = HALF_A_MONTH - 1;
