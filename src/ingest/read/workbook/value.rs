//! Numbers of a workbook to the text that a person reads.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::format::Format;

/// Numbers that spreadsheet programs keep to the last digit are smaller.
const EXACT: f64 = 1e15;
/// Digits of a number that are kept.
const DIGITS: i32 = 15;
/// Seconds of a day.
const DAY: i64 = 86_400;
/// The last day that spreadsheet programs know, 9999-12-31, counted from 1899-12-30.
const LAST_DAY: i64 = 2_958_465;
/// Days from 1899-12-30 to 1904-01-01, from which some workbooks count.
const FROM_1904: i64 = 1_462;
/// The day that 1900 had not, counted in all the same.
const NO_DAY: i64 = 60;

/// Appends the number written as `written`, shown as `format` says; returns whether it is one.
///
/// Numbers have no more than 15 digits, as in spreadsheet programs. A whole one that is longer has
/// lost digits and is written as those programs show it: `1.10101199003071E+17`.
pub(super) fn number(written: &str, format: &Format, from_1904: bool, into: &mut String) -> bool {
    if *format == Format::Number && is_short(written) {
        into.push_str(written);
        return true;
    }
    if !written.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) {
        return false;
    }
    let Some(value) = written.parse::<f64>().ok().filter(|value| value.is_finite()) else {
        return false;
    };
    show(value, format, from_1904, into);
    true
}

/// Returns whether the text is a short whole number, written as anybody would.
fn is_short(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let starts = matches!(digits.as_bytes().first(), Some(b'1'..=b'9')) || text == "0";
    starts && digits.len() < 15 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Appends a number, shown as `format` says.
pub(super) fn show(value: f64, format: &Format, from_1904: bool, into: &mut String) {
    let shown = match format {
        Format::Number => false,
        Format::Percent => {
            plain(value * 100.0, into);
            into.push('%');
            true
        }
        Format::Places(places) => in_places(value, places, into),
        Format::Span => span(value, into),
        Format::Day | Format::DayTime | Format::Time => moment(value, format, from_1904, into),
    };
    if !shown {
        plain(value, into);
    }
}

/// Appends the number without an exponent, unless it has lost digits.
fn plain(value: f64, into: &mut String) {
    // Writing to a string cannot fail.
    let scientific = format!("{value:.14e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    if value.abs() >= EXACT {
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        let _ = write!(into, "{digits}E+{exponent}");
        return;
    }
    let exponent = exponent.parse().unwrap_or(0);
    let behind = usize::try_from(DIGITS - 1 - exponent).unwrap_or(0);
    let text = format!("{value:.behind$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    into.push_str(if text == "-0" { "0" } else { text });
}

/// Appends the digits of a whole number in places of their own, the last in the last.
fn in_places(value: f64, places: &str, into: &mut String) -> bool {
    if !(0.0..EXACT).contains(&value) || value.fract() != 0.0 {
        return false;
    }
    let count = places.bytes().filter(|b| *b == b'0').count();
    let digits = format!("{value:0>count$}");
    let mut digits = digits.chars();
    // What has no place of its own stands before the first.
    let mut surplus = digits.clone().count() - count;
    for sign in places.chars() {
        if sign == '0' {
            into.extend(digits.by_ref().take(surplus + 1));
            surplus = 0;
        } else {
            into.push(sign);
        }
    }
    true
}

/// Appends a day, a time of day or both; returns whether there is such a day.
fn moment(value: f64, format: &Format, from_1904: bool, into: &mut String) -> bool {
    let Some(seconds) = seconds(value) else { return false };
    let (mut day, time) = (seconds / DAY, seconds % DAY);
    if day == 0 && *format != Format::Day && !from_1904 || *format == Format::Time && day == 0 {
        clock(time, into);
        return true;
    }
    if from_1904 {
        day += FROM_1904;
    } else if day == NO_DAY {
        into.push_str("1900-02-29");
        return true;
    } else if day < NO_DAY {
        day += 1;
    }
    let first = NaiveDate::from_ymd_opt(1899, 12, 30);
    let later = u64::try_from(day).ok().filter(|_| (1..=LAST_DAY).contains(&day)).map(Days::new);
    let Some(date) = first.zip(later).and_then(|(first, days)| first.checked_add_days(days)) else {
        return false;
    };
    let _ = write!(into, "{date}");
    if *format != Format::Day && time != 0 {
        into.push('T');
        clock(time, into);
    }
    true
}

/// Appends the day written as `2024-03-08` or `2024-03-08T14:30:00.5`, with its time of day unless
/// that is midnight; returns whether it is one. Seconds are whole ones.
pub(super) fn day(written: &str, into: &mut String) -> bool {
    day_of(written).map(|day| into.push_str(&day)).is_some()
}

fn day_of(written: &str) -> Option<String> {
    let (date, time) = match written.split_once('T') {
        Some((date, time)) => (date, time.trim_end_matches('Z')),
        None => (written, "00:00:00"),
    };
    let mut parts = date.splitn(3, '-');
    let year = digits(parts.next()?, 4..=5)?;
    let (month, day) = (digits(parts.next()?, 2..=2)?, digits(parts.next()?, 2..=2)?);
    let mut date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let mut parts = time.splitn(3, ':');
    let (hours, minutes) = (digits(parts.next()?, 2..=2)?, digits(parts.next()?, 2..=2)?);
    let rest = whole_seconds(parts.next().unwrap_or("0"))?;
    if hours > 23 || minutes > 59 || rest > 60 {
        return None;
    }
    let mut seconds = i64::from(hours * 3600 + minutes * 60) + rest;
    if seconds >= DAY {
        (date, seconds) = (date.succ_opt()?, seconds - DAY);
    }
    let mut text = date.to_string();
    if seconds != 0 {
        text.push('T');
        clock(seconds, &mut text);
    }
    Some(text)
}

/// Appends the time written as `PT14H30M00S`, which may be more than a day's; returns whether it is
/// one.
pub(super) fn time(written: &str, into: &mut String) -> bool {
    let Some(seconds) = seconds_of(written) else { return false };
    if seconds < 0 {
        into.push('-');
    }
    clock(seconds.abs(), into);
    true
}

fn seconds_of(written: &str) -> Option<i64> {
    let (sign, mut rest) = match written.strip_prefix('-') {
        Some(rest) => (-1, rest.strip_prefix('P')?),
        None => (1, written.strip_prefix('P')?),
    };
    let (mut seconds, mut is_any) = (0, false);
    for (unit, worth) in [('D', DAY), ('T', 0), ('H', 3600), ('M', 60), ('S', 1)] {
        let Some((number, behind)) = rest.split_once(unit) else { continue };
        rest = behind;
        match unit {
            'T' => {
                if !number.is_empty() {
                    return None;
                }
                continue;
            }
            'S' => seconds += whole_seconds(&number.replace(',', "."))?,
            _ => seconds += i64::from(digits(number, 1..=9)?) * worth,
        }
        is_any = true;
    }
    (is_any && rest.is_empty()).then_some(sign * seconds)
}

/// Reads a number of so many digits and nothing else.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// Reads seconds with decimals; returns the nearest whole ones.
fn whole_seconds(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_half = decimals.bytes().next().is_some_and(|b| b >= b'5');
    Some(i64::from(digits(whole, 1..=9)?) + i64::from(is_half))
}

/// Appends hours, minutes and, unless there are none, seconds.
fn clock(seconds: i64, into: &mut String) {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let _ = write!(into, "{hours:02}:{minutes:02}");
    if rest != 0 {
        let _ = write!(into, ":{rest:02}");
    }
}

fn span(value: f64, into: &mut String) -> bool {
    let Some(seconds) = seconds(value) else { return false };
    clock(seconds, into);
    true
}

/// Returns so many days in whole seconds; `None` before the first and after the last day.
fn seconds(days: f64) -> Option<i64> {
    #[expect(clippy::cast_precision_loss, reason = "days are small numbers")]
    let (last, day) = ((LAST_DAY + 1) as f64, DAY as f64);
    #[expect(clippy::cast_possible_truncation, reason = "days are small numbers")]
    (0.0..last).contains(&days).then(|| (days * day).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str, format: &Format, from_1904: bool) -> String {
        let mut text = String::new();
        assert!(number(written, format, from_1904, &mut text), "{written}");
        text
    }

    #[test]
    fn numbers_are_what_a_person_reads() {
        for (written, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("7", "7"),
            ("007", "7"),
            ("13800138000", "13800138000"),
            ("13800138000.0", "13800138000"),
            ("1.3800138E10", "13800138000"),
            ("1.3800138000000000E+010", "13800138000"),
            ("12.50", "12.5"),
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.3"),
            ("19.899999999999999", "19.9"),
            ("-3.25", "-3.25"),
            ("1E-3", "0.001"),
            ("1.5E-7", "0.00000015"),
            ("0.333333333333333315", "0.333333333333333"),
            ("123456789012345", "123456789012345"),
            ("999999999999999", "999999999999999"),
            ("110101199003071234", "1.10101199003071E+17"),
            ("6222021234567890", "6.22202123456789E+15"),
            ("1E+15", "1E+15"),
            ("1e300", "1E+300"),
        ] {
            assert_eq!(text(written, &Format::Number, false), shown, "{written}");
        }
        for wrong in ["", "a", "1,5", "inf", "NaN", "1E999", "--1", "0x10", "１"] {
            assert!(!number(wrong, &Format::Number, false, &mut String::new()), "{wrong}");
        }
        let places = |places: &str| Format::Places(places.to_owned());
        for (written, format, shown) in [
            ("0.15", Format::Percent, "15%"),
            ("0.125", Format::Percent, "12.5%"),
            ("0.07", Format::Percent, "7%"),
            ("12", places("00000"), "00012"),
            ("123456", places("00000"), "123456"),
            ("1065551234", places("000-00000000"), "010-65551234"),
            ("13800138000", places("000-00000000"), "138-00138000"),
            ("1.5", places("000"), "1.5"),
            ("-2", places("000"), "-2"),
        ] {
            assert_eq!(text(written, &format, false), shown, "{written}");
        }
    }

    #[test]
    fn days_and_times_in_words_are_iso() {
        let text = |written: &str| {
            let mut text = String::new();
            let is_one = if written.contains('P') { time } else { day }(written, &mut text);
            is_one.then_some(text)
        };
        for (written, shown) in [
            ("2024-03-08", "2024-03-08"),
            ("2024-03-08T00:00:00", "2024-03-08"),
            ("2024-03-08T14:30:00", "2024-03-08T14:30"),
            ("2024-03-08T14:30:01.000000349", "2024-03-08T14:30:01"),
            ("2024-03-08T14:29:59.999999674", "2024-03-08T14:30"),
            ("2024-02-29T23:59:59.9Z", "2024-03-01"),
            ("12345-01-01", "+12345-01-01"),
            ("PT14H30M00S", "14:30"),
            ("PT14H30M01S", "14:30:01"),
            ("PT14H29M59.999S", "14:30"),
            ("PT00H00M01,2S", "00:00:01"),
            ("PT36H00M00S", "36:00"),
            ("P1DT2H", "26:00"),
            ("-PT01H00M00S", "-01:00"),
        ] {
            assert_eq!(text(written).as_deref(), Some(shown), "{written}");
        }
        for wrong in [
            "",
            "2024",
            "2024-3-8",
            "2024-02-30",
            "-0001-01-01",
            "2024-03-08T24:00:00",
            "2024-03-08T",
            "2024-03-08T14:30:xx",
            "20240308",
            "P",
            "PT",
            "PTxS",
            "PT1S1H",
            "P1",
            "PT9999999999S",
        ] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_and_times_are_iso() {
        for (written, format, from_1904, shown) in [
            ("45359", Format::Day, false, "2024-03-08"),
            ("45359.604166666664", Format::DayTime, false, "2024-03-08T14:30"),
            ("45359.604166666664", Format::Day, false, "2024-03-08"),
            ("45359", Format::DayTime, false, "2024-03-08"),
            ("45359.999999999", Format::Day, false, "2024-03-09"),
            ("43897", Format::Day, true, "2024-03-08"),
            ("0", Format::Day, true, "1904-01-01"),
            ("1", Format::Day, false, "1900-01-01"),
            ("59", Format::Day, false, "1900-02-28"),
            ("60", Format::Day, false, "1900-02-29"),
            ("61", Format::Day, false, "1900-03-01"),
            ("2958465", Format::Day, false, "9999-12-31"),
            ("2958466", Format::Day, false, "2958466"),
            ("-1", Format::Day, false, "-1"),
            ("0.604166666666667", Format::Time, false, "14:30"),
            ("0.604178240740741", Format::Time, false, "14:30:01"),
            ("45359.25", Format::Time, false, "2024-03-08T06:00"),
            ("1.5", Format::Span, false, "36:00"),
        ] {
            assert_eq!(text(written, &format, from_1904), shown, "{written} {format:?}");
        }
    }
}
