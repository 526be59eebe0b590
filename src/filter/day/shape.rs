//! Words that are written as days are, whether or not they mean one.

use super::{WEEK, days_of, number, of_week};
use crate::model::Day;

/// What may stand behind a day that is not said exactly.
const ABOUT: &[&str] = &["之前", "以前", "之后", "以后", "左右", "前", "后"];

/// Words that mean more than one day, or one by an abbreviation.
const VAGUE: &[&str] = &[
    "周末", "月初", "月中", "年初", "年中", "明年", "今年", "weekend", "tonight", "tmr", "tmrw",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
];

/// What may stand behind a month instead of a day of it.
const PARTS_OF_MONTH: &[&str] =
    &["", "初", "底", "末", "中", "上旬", "中旬", "下旬", "上半月", "下半月"];

/// Returns whether a text that means no day is written as days are: 2月30日, `2026-02-30`, 周八,
/// 下周, 三月, 周五之前. A sentence that begins with a day is not.
pub fn looks_like_a_day(text: &str, today: Day) -> bool {
    let word = text.trim().to_ascii_lowercase();
    let about = ABOUT.iter().find_map(|about| word.strip_suffix(about));
    let rest = about.unwrap_or(&word);
    let means_one = about.is_some() && !days_of(rest, today).is_empty();
    means_one
        || VAGUE.contains(&rest)
        || in_figures(rest)
        || in_month(rest)
        || in_week(rest)
        || is_step(rest)
}

/// Returns whether it is `2026-02-30`, `2/30`, `15.3.2026` or `2026-02`.
fn in_figures(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let figures = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(figures) {
        return false;
    }
    let short = |part: &str| part.len() <= 2;
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    match parts.as_slice() {
        // With a point it is a number rather.
        [first, second] => !word.contains('.') && (short(first) || year(first)) && short(second),
        [first, second, third] => {
            let whole = |part: &str| year(part) || part.len() == 2;
            short(second) && ((year(first) && short(third)) || (short(first) && whole(third)))
        }
        _ => false,
    }
}

/// Returns whether it is 2月30日, 三月, 3月底, 下个月5号, 32号 or 2026年2月30日.
fn in_month(word: &str) -> bool {
    let rest = match word.split_once('年') {
        Some((year, rest)) if year.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => word,
    };
    let day = |text: &str| text.strip_suffix(['日', '号']).and_then(number).is_some();
    let Some((month, rest)) = rest.split_once('月') else { return day(rest) };
    let (named, week) = of_week(month);
    let month = number(month).is_some() || (week.is_some() && matches!(named, "" | "个"));
    month && (PARTS_OF_MONTH.contains(&rest) || day(rest) || number(rest).is_some())
}

/// Returns whether it is 周八, 下周, 本周末 or 下个星期几.
fn in_week(word: &str) -> bool {
    let (rest, week) = of_week(word);
    let Some(name) = WEEK.iter().find_map(|name| rest.strip_prefix(name)) else { return false };
    let mut signs = name.chars();
    match (signs.next(), signs.next()) {
        (None, _) => week.is_some(),
        (Some(sign), None) => {
            number(name).is_some() || sign.is_ascii_digit() || "日天末几百".contains(sign)
        }
        _ => false,
    }
}

/// Returns whether it is `+3`, `+3days` or `3d`.
fn is_step(word: &str) -> bool {
    let unsigned = word.strip_prefix(['+', '-']);
    let rest = unsigned.unwrap_or(word);
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if unit.len() == rest.len() {
        return false;
    }
    let named = matches!(unit, "d" | "day" | "days" | "week" | "weeks" | "month" | "months");
    named || (unsigned.is_some() && unit.len() <= 6 && unit.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_form_of_a_day_are_told_from_sentences() {
        let today = "2026-03-25".parse().unwrap();
        for word in [
            "2026-02-30",
            "2026/13/1",
            "2/30",
            "03-32",
            "15/3/2026",
            "15.3.2026",
            "2026-02",
            "2月30日",
            "3月32日",
            "三月",
            "3月底",
            "3月15",
            "32号",
            "2026年2月30日",
            "下个月5号",
            "下月",
            "本月底",
            "周八",
            "周9",
            "下周",
            "下个星期",
            "周末",
            "下周末",
            "星期几",
            "周五之前",
            "月底前",
            "3/9前",
            "Fri",
            "tmr",
            "3d",
            "+3",
            "+3days",
        ] {
            assert!(looks_like_a_day(word, today), "{word}");
        }
        for word in [
            "",
            "下周三再联系他们",
            "周总",
            "周",
            "下",
            "三个月",
            "3台",
            "+3台",
            "2.0",
            "2.0L",
            "-5万",
            "年前",
            "改天",
            "有空再说",
            "0755-12345678",
            "三月后提车价更低",
            "1-2台",
            "3人",
            "2026年",
            "月嫂",
            "周先生",
            "号",
            "前",
            "后",
        ] {
            assert!(!looks_like_a_day(word, today), "{word}");
        }
    }
}
