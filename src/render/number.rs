//! Numbers, days and ids as ASCII, without the formatting machinery: exports print millions.

use chrono::{Datelike as _, Timelike as _};

use super::Cell;
use crate::model::{AnyId, Day, Instant, Money};

/// Appends a cell that is spelled the same in every format; returns whether `cell` is such a one.
pub(super) fn push_plain(out: &mut String, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Int(number) => push_int(out, *number),
        Cell::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Cell::Day(day) => push_day(out, *day),
        Cell::Instant(instant) => push_instant(out, *instant),
        Cell::Money(money) => push_money(out, *money),
        Cell::Id(id) => push_id(out, *id),
        Cell::Null
        | Cell::Text(_)
        | Cell::Code(_)
        | Cell::Key(_)
        | Cell::KeyOf { .. }
        | Cell::Texts(_)
        | Cell::Keys(_)
        | Cell::Records(_) => return false,
    }
    true
}

/// Appends an id with its letter.
pub(super) fn push_id(out: &mut String, id: AnyId) {
    out.push_str(id.kind.letter());
    push_int(out, id.number);
}

fn push_int(out: &mut String, number: i64) {
    if number < 0 {
        out.push('-');
    }
    push_digits(out, number.unsigned_abs(), 1);
}

fn push_money(out: &mut String, money: Money) {
    if money.minor < 0 {
        out.push('-');
    }
    let minor = money.minor.unsigned_abs();
    push_digits(out, minor / 100, 1);
    out.push('.');
    push_digits(out, minor % 100, 2);
}

fn push_day(out: &mut String, day: Day) {
    push_date(out, day.date());
}

fn push_instant(out: &mut String, instant: Instant) {
    let at = instant.utc().naive_utc();
    push_date(out, at.date());
    for (mark, part) in [('T', at.hour()), (':', at.minute()), (':', at.second())] {
        out.push(mark);
        push_digits(out, u64::from(part), 2);
    }
    out.push('Z');
}

fn push_date(out: &mut String, date: chrono::NaiveDate) {
    push_digits(out, u64::from(date.year().unsigned_abs()), 4);
    for part in [date.month(), date.day()] {
        out.push('-');
        push_digits(out, u64::from(part), 2);
    }
}

/// Appends `number` with at least `width` digits.
fn push_digits(out: &mut String, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for (index, digit) in digits.iter_mut().enumerate().rev() {
        if number == 0 {
            break;
        }
        *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
        start = index;
    }
    let start = start.min(digits.len().saturating_sub(width));
    out.push_str(str::from_utf8(&digits[start..]).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::AsCell;

    fn plain(value: impl AsCell) -> String {
        let mut out = String::new();
        assert!(push_plain(&mut out, &value.as_cell()));
        out
    }

    #[test]
    fn extremes_print_like_their_display() {
        for number in [0, 7, 10, -1, i64::MIN, i64::MAX] {
            assert_eq!(plain(number), number.to_string());
            assert_eq!(plain(Money { minor: number }), Money { minor: number }.to_string());
        }
        for day in ["0001-01-01", "9999-12-31", "2026-03-01"] {
            assert_eq!(plain(day.parse::<Day>().unwrap()), day);
        }
        let instant = "2026-03-01T09:05:00Z";
        assert_eq!(plain(instant.parse::<Instant>().unwrap()), instant);
    }

    proptest! {
        #[test]
        fn numbers_print_like_their_display(number: i64, days in 0_i64..3_600_000) {
            prop_assert_eq!(plain(number), number.to_string());
            prop_assert_eq!(plain(Money { minor: number }), Money { minor: number }.to_string());
            let day = Day::new(1, 1, 1).unwrap().plus_days(days);
            prop_assert_eq!(plain(day), day.to_string());
        }
    }
}
