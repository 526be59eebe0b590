//! Days as people say them.

mod phrase;
mod shape;

pub use phrase::{after_deadline, first_of};
pub use shape::looks_like_a_day;

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

/// Returns the day that `text` means on the day `today`; `None` where it means none, or where it
/// may mean several.
pub fn day_of(text: &str, today: Day) -> Option<Day> {
    match days_of(text, today).as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Returns the days that `text` may mean on the day `today`, each once and the earliest first:
/// none where it means none, several where the year, the month or the order is not said.
///
/// Read are ISO days, `2026-3-9`, `2026/3/9` and 2026年3月9日; `today`, `yesterday`, `tomorrow` and
/// 今天, 昨天, 前天, 大前天, 明天, 后天, 大后天; steps with a sign and days, weeks, months or years
/// (`+3d`, `-2w`, `-1m`, `+1y`, `+3天`) or as 三天后, 两周后, 一个月前, months clamped to the month's
/// end, or as `in 3 days`, `2 weeks ago`; `eom` or 月底, the last day of the month, 月初 and 月中, the
/// first and the fifteenth, of another month as 下个月初 and 3月底, and 年底; a weekday (`monday`, 周三, 礼拜三), the
/// next one after `today`; 本周三, 下周三, 下下周三 and 上周三 in this, the next two and the last week
/// from Monday, as `this friday`, `next friday` and `last friday` too. 3月9日 and `5 march` is the one of this year, 9号 that of this month; where the one of another
/// year is nearer, or this month's is over, both are returned, as are 3 April and 4 March for
/// `3/4` and `3-4`.
pub fn days_of(text: &str, today: Day) -> Vec<Day> {
    let word = text.trim().to_ascii_lowercase();
    let certain = certain(&word, today).or_else(|| dated(&word));
    let mut days = certain.map_or_else(|| undated(&word, today), |day| vec![day]);
    if days.is_empty() {
        days = phrase::days_of(&word, today);
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// Returns the days that `text` may mean where the month is written first, as in China: `3/9`
/// and `3-9` are 9 March. `1.5` is none: it is the size of an engine as well.
pub fn days_month_first(text: &str, today: Day) -> Vec<Day> {
    let word = text.trim();
    let parts = word.split_once(['/', '-']);
    let is_number = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = parts.filter(|(month, day)| is_number(month) && is_number(day));
    let said = parts.and_then(|(month, day)| Some((number(month)?, number(day)?)));
    let mut days = said.map(|(month, day)| of_year(month, day, today)).unwrap_or_default();
    days.sort_unstable();
    if days.is_empty() { days_of(word, today) } else { days }
}

fn certain(word: &str, today: Day) -> Option<Day> {
    let days = match word {
        "today" | "今天" | "今日" => 0,
        "yesterday" | "昨天" | "昨日" => -1,
        "tomorrow" | "明天" | "明日" => 1,
        "大前天" => -3,
        "前天" | "day before yesterday" | "the day before yesterday" => -2,
        "后天" | "day after tomorrow" | "the day after tomorrow" => 2,
        "大后天" => 3,
        "eom" | "月底" | "end of month" | "end of the month" => return Some(end_of(today)),
        "年底" => return Day::new(today.date().year(), 12, 31),
        other => {
            let said = other.parse().ok().or_else(|| step(other, today));
            return said.or_else(|| from_now(other, today)).or_else(|| weekday(other, today));
        }
    };
    Some(today.plus_days(days))
}

/// Returns the first day of the month of a day.
fn first_of_month(day: Day) -> Day {
    day.plus_days(1 - i64::from(day.date().day()))
}

/// Returns the last day of the month of a day.
fn end_of(day: Day) -> Day {
    first_of_month(day).plus_months(1).plus_days(-1)
}

/// Reads a day with its year: `2026/3/9`, `2026-3-9`, 2026年3月9日.
fn dated(word: &str) -> Option<Day> {
    let (year, rest) = word.split_once(['年', '/', '-'])?;
    let (month, day) = if word.contains('年') {
        month_and_day(rest)?
    } else {
        let sign = if word.contains('/') { '/' } else { '-' };
        let (month, day) = rest.split_once(sign)?;
        (number(month)?, number(day)?)
    };
    let year = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    Day::new(year, month, day)
}

/// Returns the days that a day without a year, or without a month, may be.
fn undated(word: &str, today: Day) -> Vec<Day> {
    if let Some((month, day)) = month_and_day(word) {
        return of_year(month, day, today);
    }
    if let Some((first, second)) = word.split_once(['/', '-']) {
        let (Some(first), Some(second)) = (number(first), number(second)) else {
            return Vec::new();
        };
        return [of_year(first, second, today), of_year(second, first, today)].concat();
    }
    let Some(day) = word.strip_suffix(['号', '日']).and_then(number) else { return Vec::new() };
    let (year, month) = (today.date().year(), today.date().month());
    let Some(this) = Day::new(year, month, day) else { return Vec::new() };
    let next = Day::new(year, month, 1).map(|first| first.plus_months(1));
    let next = next.and_then(|first| Day::new(first.date().year(), first.date().month(), day));
    if this >= today { vec![this] } else { [Some(this), next].into_iter().flatten().collect() }
}

/// Days that half a month is spoken of as.
const HALF_A_MONTH: i64 = 15;

/// Days from which on the same day of another year is nearer.
const HALF_A_YEAR: i64 = 183;

/// Returns the day of this year, and that of another year where it is nearer.
fn of_year(month: u32, day: u32, today: Day) -> Vec<Day> {
    let year = today.date().year();
    let Some(this) = Day::new(year, month, day) else { return Vec::new() };
    let away = this.days_since(today);
    let other = match away {
        _ if away > HALF_A_YEAR => Day::new(year - 1, month, day),
        _ if away < -HALF_A_YEAR => Day::new(year + 1, month, day),
        _ => None,
    };
    std::iter::once(this).chain(other).collect()
}

/// Reads 3月9日, 三月九号.
fn month_and_day(word: &str) -> Option<(u32, u32)> {
    let (month, day) = word.split_once('月')?;
    Some((number(month)?, number(day.strip_suffix(['日', '号'])?)?))
}

/// Returns a number from 0 to 99, in digits or in Chinese.
pub fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|number| *number < 100);
    }
    let digit = |c: char| match c {
        '两' => Some(2),
        c => "零一二三四五六七八九".chars().position(|known| known == c),
    };
    let one = |text: &str| {
        let mut signs = text.chars();
        signs.next().and_then(digit).filter(|_| signs.next().is_none())
    };
    let found = match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            tens * 10 + if ones.is_empty() { 0 } else { one(ones)? }
        }
        None => one(text)?,
    };
    u32::try_from(found).ok()
}

/// Reads a step in words: 三天后, 两周前, 1个月后.
fn from_now(word: &str, today: Day) -> Option<Day> {
    let (sign, rest) = match word.strip_suffix('后') {
        Some(rest) => (1, rest),
        None => (-1, word.strip_suffix('前')?),
    };
    let rest = rest.strip_suffix(['之', '以']).unwrap_or(rest);
    match rest {
        "半个月" => return Some(today.plus_days(i64::from(sign) * HALF_A_MONTH)),
        "半年" => return Some(today.plus_months(sign * 6)),
        _ => {}
    }
    let unit = ["个星期", "个礼拜", "个月", "周", "天", "年"]
        .into_iter()
        .find(|unit| rest.ends_with(unit))?;
    let count = i32::try_from(number(rest.strip_suffix(unit)?)?).ok()? * sign;
    Some(match unit {
        "天" => today.plus_days(i64::from(count)),
        "周" | "个星期" | "个礼拜" => today.plus_days(i64::from(count) * 7),
        "个月" => today.plus_months(count),
        _ => today.plus_months(count * 12),
    })
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

/// How weeks are named, with the days from this one to theirs; the longest first.
const WEEKS: &[(&[&str], i64)] = &[
    (&["下下个", "下下"], 14),
    (&["上上个", "上上"], -14),
    (&["下个", "下"], 7),
    (&["上个", "上"], -7),
    (&["这个", "这", "本"], 0),
];

/// What a week, and a day of one, is called.
const WEEK: &[&str] = &["周", "星期", "礼拜"];

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
    let (rest, week) = of_week(word);
    let name = WEEK.iter().find_map(|name| rest.strip_prefix(name));
    if let (Some(name), Some(week)) = (name, week) {
        return Some(today.plus_days(find(name)? - now + week));
    }
    let name = name.or_else(|| Some(word).filter(|word| word.is_ascii()))?;
    let ahead = find(name)? - now;
    Some(today.plus_days(if ahead <= 0 { ahead + 7 } else { ahead }))
}

/// Returns the word without what says of which week, and the days to that week.
fn of_week(word: &str) -> (&str, Option<i64>) {
    let named = WEEKS.iter().find_map(|(names, days)| {
        let rest = names.iter().find_map(|name| word.strip_prefix(name))?;
        Some((rest, Some(*days)))
    });
    named.unwrap_or((word, None))
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
            ("大后天", "2026-03-28"),
            ("大前天", "2026-03-22"),
            ("三天后", "2026-03-28"),
            ("3天以后", "2026-03-28"),
            ("十二天前", "2026-03-13"),
            ("两周后", "2026-04-08"),
            ("二十个星期后", "2026-08-12"),
            ("一个月前", "2026-02-25"),
            ("2年后", "2028-03-25"),
            ("年底", "2026-12-31"),
            ("3月9日", "2026-03-09"),
            ("三月三十一号", "2026-03-31"),
            ("9月24日", "2026-09-24"), // 183 days ahead
            ("2027年1月5日", "2027-01-05"),
            ("2026/3/9", "2026-03-09"),
            ("25号", "2026-03-25"),
            ("三十一日", "2026-03-31"),
            ("3/3", "2026-03-03"),
            ("3/31", "2026-03-31"),
            ("31/3", "2026-03-31"),
            ("03-31", "2026-03-31"),
            ("31-3", "2026-03-31"),
            ("2026-3-9", "2026-03-09"),
            ("礼拜五", "2026-03-27"),
            ("下礼拜三", "2026-04-01"),
            ("下个星期天", "2026-04-05"),
            ("下下周一", "2026-04-06"),
            ("这个周五", "2026-03-27"),
            ("上上周日", "2026-03-15"),
            ("明日", "2026-03-26"),
            ("next friday", "2026-04-03"),
            ("Next  Monday", "2026-03-30"),
            ("this friday", "2026-03-27"),
            ("last friday", "2026-03-20"),
            ("next fri", "2026-04-03"),
            ("5 march", "2026-03-05"),
            ("5th of march", "2026-03-05"),
            ("March 5", "2026-03-05"),
            ("mar 5th", "2026-03-05"),
            ("april 1st, 2027", "2027-04-01"),
            ("1 April 2027", "2027-04-01"),
            ("in 3 days", "2026-03-28"),
            ("in two weeks", "2026-04-08"),
            ("in a month", "2026-04-25"),
            ("3 days ago", "2026-03-22"),
            ("the day after tomorrow", "2026-03-27"),
            ("end of month", "2026-03-31"),
            ("end of next month", "2026-04-30"),
            ("下个月初", "2026-04-01"),
            ("下月中", "2026-04-15"),
            ("下个月底", "2026-04-30"),
            ("本月底", "2026-03-31"),
            ("上个月末", "2026-02-28"),
            ("下个月5号", "2026-04-05"),
            ("4月初", "2026-04-01"),
            ("3月底", "2026-03-31"),
            ("半个月后", "2026-04-09"),
            ("半年后", "2026-09-25"),
            ("一个礼拜后", "2026-04-01"),
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
    fn what_may_be_several_days_is_each_of_them_and_no_day() {
        for (today, text, days) in [
            (TODAY, "9月25日", ["2025-09-25", "2026-09-25"]), // 184 days ahead
            (TODAY, "12/31", ["2025-12-31", "2026-12-31"]),
            ("2026-12-28", "1月5日", ["2026-01-05", "2027-01-05"]),
            (TODAY, "24号", ["2026-03-24", "2026-04-24"]),
            (TODAY, "3/4", ["2026-03-04", "2026-04-03"]),
            (TODAY, "03-04", ["2026-03-04", "2026-04-03"]),
            (TODAY, "月初", ["2026-03-01", "2026-04-01"]),
            (TODAY, "月中", ["2026-03-15", "2026-04-15"]),
            // A Saturday: the day before, or that of the week before.
            ("2026-03-28", "last friday", ["2026-03-20", "2026-03-27"]),
        ] {
            let today = today.parse().unwrap();
            let found: Vec<String> = days_of(text, today).iter().map(Day::to_string).collect();
            assert_eq!((found, day_of(text, today)), (days.map(str::to_owned).to_vec(), None));
        }
        // There is no 31 April that it could be instead.
        let today = "2026-03-31".parse().unwrap();
        assert_eq!(day_of("31号", today), Some(today));
    }

    #[test]
    fn in_china_the_month_is_written_first() {
        for (text, days) in [
            ("3/9", &["2026-03-09"][..]),
            ("3.9", &[]),
            ("1.5", &[]),
            ("03-09", &["2026-03-09"]),
            ("4/3", &["2026-04-03"]),
            ("31/3", &["2026-03-31"]),
            ("9/25", &["2025-09-25", "2026-09-25"]),
            ("2.0", &[]),
            ("2026-3-9", &["2026-03-09"]),
            ("明天", &["2026-03-26"]),
        ] {
            let found = days_month_first(text, TODAY.parse().unwrap());
            let found: Vec<String> = found.iter().map(Day::to_string).collect();
            assert_eq!(found, days, "{text}");
        }
    }

    #[test]
    fn weeks_and_months_are_taken_by_their_first_day_where_that_is_asked_for() {
        for (text, day) in [
            ("下周", Some("2026-03-30")),
            ("下个星期", Some("2026-03-30")),
            ("下下周", Some("2026-04-06")),
            ("next week", Some("2026-03-30")),
            ("下个月", Some("2026-04-01")),
            ("下月", Some("2026-04-01")),
            ("next month", Some("2026-04-01")),
            ("本周", None),
            ("上周", None),
            ("下周三", None),
            ("周", None),
        ] {
            let found = first_of(text, TODAY.parse().unwrap());
            assert_eq!(found.map(|day| day.to_string()).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn what_a_deadline_is_on_is_told() {
        for (text, day) in [
            ("周五之前", Some("周五")),
            ("周五前", Some("周五")),
            ("月底前", Some("月底")),
            ("最晚周五", Some("周五")),
            ("周五截止", Some("周五")),
            ("by friday", Some("friday")),
            ("Before next Friday", Some("next Friday")),
            ("no later than friday", Some("friday")),
            ("by", None),
            ("前", None),
            ("周五", None),
            ("bye", None),
        ] {
            assert_eq!(after_deadline(text), day, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_chinese() {
        for (text, expected) in [
            ("0", 0),
            ("9", 9),
            ("09", 9),
            ("99", 99),
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十五", 15),
            ("二十", 20),
            ("三十一", 31),
            ("零", 0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in ["", "100", "一二", "十十", "百", "1一", "二十一二", "-1"] {
            assert_eq!(number(text), None, "{text}");
        }
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
            "2026-3-32",
            "2026/3-1",
            "03-32",
            "周",
            "下",
            "下个礼拜",
            "周八",
            "下周",
            "一",
            "mon day",
            "+３d",
            "2月30日",
            "13月1日",
            "32号",
            "99年1月1日",
            "2026年13月1日",
            "三月",
            "天后",
            "百天后",
            "三月后",
            "next",
            "next week",
            "下个月",
            "next someday",
            "31 february",
            "march",
            "march 5 june",
            "in days",
            "下个月32号",
            "3/",
            "/3",
            "13/13",
        ] {
            assert_eq!(day_of(text, TODAY.parse().unwrap()), None, "{text}");
        }
    }
}
