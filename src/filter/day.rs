//! Days as people say them.

use chrono::{Datelike, Weekday};

use crate::model::Day;

const WEEKDAYS: [(&str, char, Weekday); 7] = [
    ("monday", '一', Weekday::Mon),
    ("tuesday", '二', Weekday::Tue),
    ("wednesday", '三', Weekday::Wed),
    ("thursday", '四', Weekday::Thu),
    ("friday", '五', Weekday::Fri),
    ("saturday", '六', Weekday::Sat),
    ("sunday", '日', Weekday::Sun),
];

/// Returns the day that `text` means on the day `today`; `None` where it means none.
///
/// Read are ISO days; `today`, `yesterday`, `tomorrow` and 今天, 昨天, 前天, 明天, 后天; steps with
/// a sign and days, weeks, months or years (`+3d`, `-2w`, `-1m`, `+1y`, `+3天`), months clamped to
/// the month's end; `eom` or 月底, the last day of the month; a weekday (`monday`, 周三), the next
/// one after `today`; 本周三, 下周三 and 上周三 in this, the next and the last week from Monday.
pub fn day_of(text: &str, today: Day) -> Option<Day> {
    let word = text.trim().to_ascii_lowercase();
    let days = match word.as_str() {
        "today" | "今天" => 0,
        "yesterday" | "昨天" => -1,
        "tomorrow" | "明天" => 1,
        "前天" => -2,
        "后天" => 2,
        "eom" | "月底" => {
            let first = Day::new(today.date().year(), today.date().month(), 1)?;
            return Some(first.plus_months(1).plus_days(-1));
        }
        other => {
            return other
                .parse()
                .ok()
                .or_else(|| step(other, today))
                .or_else(|| weekday(other, today));
        }
    };
    Some(today.plus_days(days))
}

fn step(word: &str, today: Day) -> Option<Day> {
    let (sign, rest) = match word.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, word.strip_prefix('-')?),
    };
    let unit = rest.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = rest.split_at_checked(unit)?;
    let count = sign * count.parse::<i32>().ok()?;
    Some(match unit {
        "d" | "天" => today.plus_days(i64::from(count)),
        "w" | "周" => today.plus_days(i64::from(count) * 7),
        "m" | "月" | "个月" => today.plus_months(count),
        "y" | "年" => today.plus_months(count.saturating_mul(12)),
        _ => return None,
    })
}

fn weekday(word: &str, today: Day) -> Option<Day> {
    let from_monday = |day: Weekday| i64::from(day.num_days_from_monday());
    let now = from_monday(today.date().weekday());
    let find = |name: &str| {
        let is = |(english, chinese, _): &&(&str, char, Weekday)| {
            let mut rest = name.chars();
            *english == name
                || (rest.next().is_some_and(|c| c == *chinese || (c == '天' && *chinese == '日'))
                    && rest.next().is_none())
        };
        WEEKDAYS.iter().find(is).map(|(_, _, day)| from_monday(*day))
    };
    for (prefixes, week) in
        [(["本周", "这周"], 0), (["下周", "下星期"], 7), (["上周", "上星期"], -7)]
    {
        if let Some(name) = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)) {
            return Some(today.plus_days(find(name)? - now + week));
        }
    }
    let name = word
        .strip_prefix('周')
        .or_else(|| word.strip_prefix("星期"))
        .or_else(|| Some(word).filter(|word| word.is_ascii()))?;
    let ahead = find(name)? - now;
    Some(today.plus_days(if ahead <= 0 { ahead + 7 } else { ahead }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday.
    const TODAY: &str = "2026-03-25";

    #[test]
    fn days_are_read_as_people_say_them() {
        for (text, day) in [
            ("2024-02-29", "2024-02-29"),
            ("today", "2026-03-25"),
            ("Today", "2026-03-25"),
            ("昨天", "2026-03-24"),
            ("tomorrow", "2026-03-26"),
            ("后天", "2026-03-27"),
            ("+3d", "2026-03-28"),
            ("-30d", "2026-02-23"),
            ("+0d", "2026-03-25"),
            ("+2w", "2026-04-08"),
            ("-1m", "2026-02-25"),
            ("+1y", "2027-03-25"),
            ("+3天", "2026-03-28"),
            ("-1个月", "2026-02-25"),
            ("eom", "2026-03-31"),
            ("月底", "2026-03-31"),
            ("monday", "2026-03-30"),
            ("Wednesday", "2026-04-01"),
            ("thursday", "2026-03-26"),
            ("周五", "2026-03-27"),
            ("星期天", "2026-03-29"),
            ("周三", "2026-04-01"),
            ("本周一", "2026-03-23"),
            ("下周三", "2026-04-01"),
            ("上周日", "2026-03-22"),
            ("+2147483647w", "9999-12-31"),
            ("-2147483647y", "0001-01-01"),
        ] {
            let today = TODAY.parse().unwrap();
            assert_eq!(day_of(text, today).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
        let january = "2026-01-31".parse().unwrap();
        assert_eq!(day_of("+1m", january), Day::new(2026, 2, 28));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "d",
            "3d",
            "+d",
            "+3",
            "+3x",
            "++3d",
            "+-3d",
            "+99999999999d",
            "2026-02-30",
            "2026-3-1",
            "周",
            "周八",
            "下周",
            "一",
            "mon day",
            "+３d",
        ] {
            assert_eq!(day_of(text, TODAY.parse().unwrap()), None, "{text}");
        }
    }
}
