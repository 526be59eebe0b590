//! Days as people write them.

use super::Problem;
use super::text::folded;
use crate::model::Day;

/// What comes first in dates whose parts are short numbers: 3/8/97.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// Year, month, day.
    YearFirst,
    /// Month, day, year.
    MonthFirst,
    /// Day, month, year.
    DayFirst,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::YearFirst, Self::MonthFirst, Self::DayFirst];

    /// Returns the name written in options and messages.
    pub const fn key(self) -> &'static str {
        match self {
            Self::YearFirst => "ymd",
            Self::MonthFirst => "mdy",
            Self::DayFirst => "dmy",
        }
    }
}

/// A text that is no order of dates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no order of dates; one of ymd, mdy, dmy")]
pub struct UnknownOrder(pub String);

impl std::str::FromStr for DateOrder {
    type Err = UnknownOrder;

    fn from_str(text: &str) -> Result<Self, UnknownOrder> {
        let wanted = text.trim().to_lowercase();
        let known = Self::ALL.into_iter().find(|order| order.key() == wanted);
        known.ok_or_else(|| UnknownOrder(text.to_owned()))
    }
}

/// What the cells of a column say about the order of its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderProof([bool; 3]);

impl Default for OrderProof {
    fn default() -> Self {
        Self([true; 3])
    }
}

impl OrderProof {
    /// Notes what a cell says; one that is no date of short numbers says nothing.
    pub fn see(&mut self, cell: &str) {
        // Dates with the year in front, the usual ones, are left at once.
        if !cell.bytes().take(4).any(|b| matches!(b, b'/' | b'-' | b'.')) && cell.is_ascii() {
            return;
        }
        let text = folded(cell);
        let Some(parts) = short_parts(before_time(text.trim())) else { return };
        for (open, order) in self.0.iter_mut().zip(DateOrder::ALL) {
            *open &= in_order(parts, order).is_some();
        }
    }

    /// Returns the only order in which every cell is a date; `None` where several are left, or
    /// the cells contradict each other.
    pub fn order(self) -> Option<DateOrder> {
        let mut open = DateOrder::ALL.into_iter().zip(self.0).filter(|(_, open)| *open);
        let (order, _) = open.next()?;
        open.next().is_none().then_some(order)
    }
}

/// Returns the day that a cell says, a time of day behind it left out.
///
/// Read are 2024-03-08, 2024/3/8, 2024.3.8, 20240308, 2024年3月8日, and short numbers such as
/// 3/8/97 where `order` or the numbers themselves leave one reading. Years 70 to 99 are of the
/// last century, 00 to 69 of this one.
pub fn date(cell: &str, order: Option<DateOrder>) -> Result<Day, Problem> {
    if let Some((year, month, day)) = plain(cell) {
        return Day::new(year, month, day).ok_or_else(|| Problem::plain("date-calendar"));
    }
    let text = folded(cell);
    let text = before_time(text.trim());
    if let Some((year, month, day)) = year_first(text)? {
        return Day::new(year, month, day).ok_or_else(|| Problem::plain("date-calendar"));
    }
    let parts = short_parts(text).ok_or_else(|| Problem::plain("date-form"))?;
    if let Some(order) = order {
        return in_order(parts, order).ok_or_else(|| Problem::plain("date-calendar"));
    }
    let mut days: Vec<Day> =
        DateOrder::ALL.into_iter().filter_map(|order| in_order(parts, order)).collect();
    days.dedup();
    match days[..] {
        [only] => Ok(only),
        [] => Err(Problem::plain("date-calendar")),
        _ => {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            Err(Problem::with("date-order", days.join(" or ")))
        }
    }
}

/// Reads 2024-03-08, the usual way of writing, and nothing else.
fn plain(text: &str) -> Option<(i32, u32, u32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    Some((signed(number(&bytes[..4])?), number(&bytes[5..7])?, number(&bytes[8..])?))
}

/// Cuts a time of day off: `2024-03-08 10:30:00`, `2024-03-08T10:30`.
fn before_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.trim().contains(':') => day,
        _ => text,
    }
}

/// Reads dates that begin with the year and say so; `None` where the text is none.
fn year_first(text: &str) -> Result<Option<(i32, u32, u32)>, Problem> {
    if text.contains(['年', '月']) {
        return chinese(text).map(Some);
    }
    let bytes = text.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let whole = (number(&text[..4]), number(&text[4..6]), number(&text[6..]));
        let (Some(year), Some(month), Some(day)) = whole else { return Ok(None) };
        return Ok(Some((signed(year), month, day)));
    }
    let Some(parts) = parts(text) else {
        let pair = text.split_once(['-', '/', '.']).is_some_and(|(left, right)| {
            number(left).is_some_and(|y| left.len() == 4 && y > 0) && number(right).is_some()
        });
        return if pair { Err(Problem::plain("date-incomplete")) } else { Ok(None) };
    };
    let [year, month, day] = parts;
    if year.len() != 4 {
        return Ok(None);
    }
    match (number(year), number(month), number(day)) {
        (Some(year), Some(month), Some(day)) => Ok(Some((signed(year), month, day))),
        _ => Ok(None),
    }
}

/// Reads 2024年3月8日, 24年3月8号.
fn chinese(text: &str) -> Result<(i32, u32, u32), Problem> {
    let form = || Problem::plain("date-form");
    let incomplete = || Problem::plain("date-incomplete");
    let (year, rest) = text.split_once('年').ok_or_else(incomplete)?;
    let (month, day) = rest.split_once('月').ok_or_else(incomplete)?;
    let day = day.trim().trim_end_matches(['日', '号', '號']).trim();
    if day.is_empty() {
        return Err(incomplete());
    }
    let year = year.trim();
    let written = number(year).filter(|_| matches!(year.len(), 2 | 4)).ok_or_else(form)?;
    let month = number(month.trim()).ok_or_else(form)?;
    Ok((full_year(year, written), month, number(day).ok_or_else(form)?))
}

/// Splits three parts at one kind of sign.
fn parts(text: &str) -> Option<[&str; 3]> {
    let sign = text.find(['-', '/', '.'])?;
    let mut parts = text.split(char::from(text.as_bytes()[sign]));
    let three = [parts.next()?.trim(), parts.next()?.trim(), parts.next()?.trim()];
    parts.next().is_none().then_some(three)
}

/// A number of a date and how many digits it is written with.
type Part = (u32, usize);

/// Reads three numbers of which the first is no whole year.
fn short_parts(text: &str) -> Option<[Part; 3]> {
    let [first, second, third] = parts(text)?;
    let read = |part: &str| Some((number(part)?, part.len()));
    let sound = first.len() <= 2 && second.len() <= 2 && matches!(third.len(), 1 | 2 | 4);
    sound.then_some([read(first)?, read(second)?, read(third)?])
}

/// Returns the day that short numbers mean in an order; `None` where the calendar has none.
fn in_order(parts: [Part; 3], order: DateOrder) -> Option<Day> {
    let [first, second, third] = parts;
    let (year, month, day) = match order {
        DateOrder::YearFirst => (first, second, third),
        DateOrder::MonthFirst => (third, first, second),
        DateOrder::DayFirst => (third, second, first),
    };
    // A year has two digits or four, a day or month never four.
    if !matches!(year.1, 2 | 4) || month.1 > 2 || day.1 > 2 {
        return None;
    }
    let full = if year.1 == 4 { signed(year.0) } else { century(year.0) };
    Day::new(full, month.0, day.0)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn full_year(text: &str, year: u32) -> i32 {
    if text.len() == 2 { century(year) } else { signed(year) }
}

fn century(year: u32) -> i32 {
    signed(if year >= 70 { 1900 + year } else { 2000 + year })
}

fn signed(year: u32) -> i32 {
    i32::try_from(year).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(cell: &str, order: Option<DateOrder>) -> Result<String, &'static str> {
        date(cell, order).map(|day| day.to_string()).map_err(|problem| problem.code)
    }

    #[test]
    fn days_in_any_spelling() {
        for (cell, day) in [
            ("2024-03-08", Ok("2024-03-08")),
            ("2024-3-8", Ok("2024-03-08")),
            ("2024/3/8", Ok("2024-03-08")),
            ("2024.03.08", Ok("2024-03-08")),
            ("20240308", Ok("2024-03-08")),
            ("2024年3月8日", Ok("2024-03-08")),
            ("２０２４年３月８号", Ok("2024-03-08")),
            ("97年3月8日", Ok("1997-03-08")),
            ("2024-03-08 10:30:00", Ok("2024-03-08")),
            ("2024-03-08T10:30:00Z", Ok("2024-03-08")),
            ("2024/3/8 10:30", Ok("2024-03-08")),
            ("25/3/1997", Ok("1997-03-25")),
            ("3/25/97", Ok("1997-03-25")),
            ("3/3/1997", Ok("1997-03-03")),
            ("97-3-8", Ok("1997-03-08")),
            ("2024-02-30", Err("date-calendar")),
            ("20241301", Err("date-calendar")),
            ("13/13/1997", Err("date-calendar")),
            ("3/8/97", Err("date-order")),
            ("25/3/05", Err("date-order")),
            ("2024年3月", Err("date-incomplete")),
            ("3月8日", Err("date-incomplete")),
            ("2024-03", Err("date-incomplete")),
            ("若干", Err("date-form")),
            ("下周", Err("date-form")),
            ("45359", Err("date-form")),
            ("1459419202", Err("date-form")),
            ("2024-03/08", Err("date-form")),
            ("0000-00-00", Err("date-calendar")),
        ] {
            assert_eq!(read(cell, None), day.map(ToOwned::to_owned), "{cell}");
        }
    }

    #[test]
    fn a_given_order_reads_short_numbers() {
        for (order, day) in
            [(DateOrder::MonthFirst, "1997-03-08"), (DateOrder::DayFirst, "1997-08-03")]
        {
            assert_eq!(read("3/8/97", Some(order)), Ok(day.to_owned()));
        }
        assert_eq!(read("24/3/8", Some(DateOrder::YearFirst)), Ok("2024-03-08".to_owned()));
        // A whole year in front needs no order, and none overrides it.
        assert_eq!(read("2024/3/8", Some(DateOrder::DayFirst)), Ok("2024-03-08".to_owned()));
        assert_eq!(read("3/25/97", Some(DateOrder::DayFirst)), Err("date-calendar"));
        assert_eq!("MDY".parse(), Ok(DateOrder::MonthFirst));
        assert!("us".parse::<DateOrder>().is_err());
    }

    #[test]
    fn a_column_proves_its_order() {
        for (cells, order) in [
            (&["3/8/97", "3/25/97"][..], Some(DateOrder::MonthFirst)),
            (&["3/8/97", "25/3/97"], Some(DateOrder::DayFirst)),
            (&["24/3/8", "24/3/25", "99/1/31"], Some(DateOrder::YearFirst)),
            (&["3/8/97", "4/8/97"], None),
            (&["3/25/97", "25/3/97"], None),
            (&["2024-03-08", "若干", ""], None),
            (&["3/8/97", "2024-03-25", "3/25/97"], Some(DateOrder::MonthFirst)),
        ] {
            let mut proof = OrderProof::default();
            for cell in cells {
                proof.see(cell);
            }
            assert_eq!(proof.order(), order, "{cells:?}");
        }
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_prints(offset in 0_i64..3_600_000) {
            let day: Day = "0001-01-01".parse().unwrap();
            let day = day.plus_days(offset);
            prop_assert_eq!(date(&day.to_string(), None), Ok(day));
        }

        #[test]
        fn no_text_breaks_it(cell in any::<String>(), near in "[0-9年月日/. T:-]{0,20}") {
            for cell in [cell, near] {
                OrderProof::default().see(&cell);
                for order in [None, Some(DateOrder::DayFirst)] {
                    drop(date(&cell, order));
                }
            }
        }
    }
}
