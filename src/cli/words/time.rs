//! Times of day as people write them, and days with a time in one word.

use super::When;
use crate::filter::{looks_like_a_day, number};
use crate::model::Day;

/// Half of the day that an hour may be said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Night,
    Morning,
    Noon,
    Afternoon,
    Evening,
}

const HALVES: &[(&str, Half)] = &[
    ("凌晨", Half::Night),
    ("清晨", Half::Morning),
    ("早晨", Half::Morning),
    ("早上", Half::Morning),
    ("上午", Half::Morning),
    ("中午", Half::Noon),
    ("下午", Half::Afternoon),
    ("午后", Half::Afternoon),
    ("傍晚", Half::Evening),
    ("晚上", Half::Evening),
    ("morning", Half::Morning),
    ("noon", Half::Noon),
    ("afternoon", Half::Afternoon),
    ("evening", Half::Evening),
];

/// A part of the day, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// What it is called.
    pub(crate) text: String,
    /// Minute of the day from which on it is.
    pub(crate) from: u32,
}

impl Half {
    /// The hour that it begins with.
    const fn begins(self) -> u32 {
        match self {
            Self::Night => 0,
            Self::Morning => 5,
            Self::Noon => 11,
            Self::Afternoon => 12,
            Self::Evening => 17,
        }
    }
}

/// Days with a half of them in short.
const SHORT: &[(&str, &str)] = &[
    ("今早", "今天早上"),
    ("今晚", "今天晚上"),
    ("明早", "明天早上"),
    ("明晚", "明天晚上"),
    ("昨晚", "昨天晚上"),
    ("tonight", "today evening"),
];

/// What may stand behind a time that is not said exactly.
const ABOUT: &[&str] = &["之前", "以前", "之后", "以后", "左右", "前", "后"];

/// Up to this hour a clock of twelve hours is as likely as one of twenty-four, as nobody meets at
/// night: 3点 may be either, 9点 is in the morning.
const EITHER_HALF: u32 = 7;

/// Returns the time of day as `HH:MM`: `9:30`, `14：30`, 下午3点, `3pm`; `None` where the word is
/// none, or may be several.
pub(crate) fn time_of_day(word: &str) -> Option<String> {
    <[String; 1]>::try_from(times_of(word)).ok().map(|[only]| only)
}

/// Returns the times of day that a word may mean, as `HH:MM`, the earliest first: none where it is
/// none, both where 3点 does not say in which half of the day.
pub(super) fn times_of(word: &str) -> Vec<String> {
    let word = word.replace('：', ":").to_ascii_lowercase();
    let (rest, half) = half_of(&word);
    let read = match half {
        None => english(rest).or_else(|| by_clock(rest, None)),
        Some(half) => by_clock(rest, Some(half)),
    };
    let (hours, minutes) = read.or_else(|| spoken(rest, half)).unwrap_or_default();
    hours.into_iter().map(|hour| format!("{hour:02}:{minutes:02}")).collect()
}

/// Hours that may be meant, and minutes.
type Read = (Vec<u32>, u32);

/// Parts a word into the half of the day that it begins with, and the rest.
fn half_of(word: &str) -> (&str, Option<Half>) {
    let half = HALVES.iter().find_map(|(name, half)| Some((word.strip_prefix(name)?, Some(*half))));
    half.unwrap_or((word, None))
}

/// Reads `9:30`.
fn by_clock(word: &str, half: Option<Half>) -> Option<Read> {
    let (hours, minutes) = word.split_once(':')?;
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = number(minutes).filter(|number| minutes.len() == 2 && *number < 60)?;
    let hour = number(hours).filter(|hour| hours.len() <= 2 && figures(hours) && *hour < 24)?;
    Some((half.map_or(Some(hour), |half| within(half, hour)).into_iter().collect(), minutes))
}

/// Reads `3pm`, `3:30 pm`.
fn english(word: &str) -> Option<Read> {
    let (rest, afternoon) = word
        .strip_suffix("am")
        .map(|rest| (rest, false))
        .or_else(|| word.strip_suffix("pm").map(|rest| (rest, true)))?;
    let rest = rest.trim_end();
    let (hours, minutes) = match rest.split_once(':') {
        Some(_) => by_clock(rest, None)?,
        None => (vec![number(rest).filter(|_| rest.is_ascii())?], 0),
    };
    let hour = *hours.first().filter(|hour| (1..=12).contains(*hour))?;
    Some((vec![hour % 12 + if afternoon { 12 } else { 0 }], minutes))
}

/// Reads 下午三点, 9点半, 十点一刻, 9时30分.
fn spoken(word: &str, half: Option<Half>) -> Option<Read> {
    let clock = word.strip_suffix("o'clock").map(|hours| (hours.trim_end(), ""));
    let (hours, rest) = clock.or_else(|| word.split_once(['点', '點', '时']))?;
    let hour = number(hours).filter(|hour| *hour < 24)?;
    let minutes = match rest {
        "" | "钟" | "整" => 0,
        "半" => 30,
        "一刻" => 15,
        "三刻" => 45,
        other => number(other.strip_suffix('分').unwrap_or(other)).filter(|found| *found < 60)?,
    };
    let hours = match half {
        Some(half) => within(half, hour).into_iter().collect(),
        None if (1..=EITHER_HALF).contains(&hour) => vec![hour, hour + 12],
        None => vec![hour],
    };
    Some((hours, minutes))
}

/// Returns the hour of twenty-four that is said of a half of the day; `None` where it is in none.
fn within(half: Half, hour: u32) -> Option<u32> {
    match (half, hour) {
        (Half::Night, 0..=6)
        | (Half::Morning, 1..=11)
        | (Half::Noon, 11..=14)
        | (Half::Afternoon, 12..=18)
        | (Half::Evening, 17..=23) => Some(hour),
        (Half::Noon, 1..=2) | (Half::Afternoon, 1..=11) | (Half::Evening, 5..=11) => {
            Some(hour + 12)
        }
        _ => None,
    }
}

/// Returns the part of the day that a word says.
pub(super) fn part_of(word: &str) -> Option<Part> {
    let word = word.trim().to_ascii_lowercase();
    match half_of(&word) {
        ("", Some(half)) => Some(Part { text: word.clone(), from: half.begins() * 60 }),
        _ => None,
    }
}

/// Returns whether a word says a part of the day.
pub(super) fn is_part(word: &str) -> bool {
    part_of(word).is_some()
}

/// Returns whether a word that is no time is written as times are: `25:30`, 25点, 下午.
fn looks_like_a_time(word: &str) -> bool {
    let word = word.replace('：', ":").to_ascii_lowercase();
    let about = ABOUT.iter().find_map(|about| word.strip_suffix(about));
    let whole = about.unwrap_or(&word);
    if about.is_some() && !times_of(whole).is_empty() {
        return true;
    }
    let (rest, half) = half_of(whole);
    let english = rest.strip_suffix("am").or_else(|| rest.strip_suffix("pm"));
    let rest = english.unwrap_or(rest).trim();
    let figures = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let spoken = rest.split_once(['点', '點', '时']).is_some_and(|(hours, minutes)| {
        let minutes = minutes.strip_suffix('分').unwrap_or(minutes);
        let minutes_read = matches!(minutes, "" | "半" | "整" | "钟" | "一刻" | "三刻");
        number(hours).is_some() && (minutes_read || number(minutes).is_some())
    });
    (rest.is_empty() && half.is_some())
        || spoken
        || rest
            .split_once(':')
            .is_some_and(|(hours, minutes)| figures(hours, 3) && figures(minutes, 3))
        || (english.is_some() && figures(rest, 2))
}

/// How a word that says a day with a time, or looks so, is to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Timed {
    /// It is a day and a time, each with all that it may mean.
    Read { day: (String, Vec<Day>), time: (String, Vec<String>) },
    /// It is a day and a part of it.
    InPart { day: (String, Vec<Day>), part: Part },
    /// It is written so, and its day cannot be read.
    BadDay,
    /// It is written so, and its time cannot be read.
    BadTime,
}

/// Returns what a word that neither is a day nor a time says of both; `None` where it is not
/// written so.
pub(super) fn timed(word: &str, when: When) -> Option<Timed> {
    let word = whole_day(word.trim());
    if looks_like_a_time(&word) {
        return Some(Timed::BadTime);
    }
    let parts: Vec<(&str, &str)> = word
        .char_indices()
        .skip(1)
        .map(|(at, _)| word.split_at(at))
        .filter(|(day, time)| !day.ends_with(' ') && !parts_a_number(day, time))
        .map(|(day, time)| (day, time.trim_start_matches([' ', 'T', ',', '，'])))
        .collect();
    let read = parts.iter().filter_map(|(day, time)| {
        let (days, times) = (when.days_of(day), times_of(time));
        let both = !days.is_empty() && !times.is_empty();
        both.then(|| ((*day).to_owned(), days, (*time).to_owned(), times))
    });
    let read: Vec<_> = read.collect();
    if let Ok([(day, days, time, times)]) = <[_; 1]>::try_from(read) {
        return Some(Timed::Read { day: (day, days), time: (time, times) });
    }
    let is_time = |time: &str| !times_of(time).is_empty() || looks_like_a_time(time);
    let mut timed = parts.into_iter().filter(|(_, time)| is_time(time));
    let half_day = |(day, time): (&str, &str)| {
        let days = when.days_of(day);
        if days.is_empty() {
            return looks_like_a_day(day, when.today).then_some(Timed::BadDay);
        }
        Some(
            part_of(time)
                .map_or(Timed::BadTime, |part| Timed::InPart { day: (day.to_owned(), days), part }),
        )
    };
    let found = timed.find_map(half_day);
    found.or_else(|| looks_like_a_day(&word, when.today).then_some(Timed::BadDay))
}

/// Returns whether a number goes on from one part to the other: 14-18点 says no day 14-1.
fn parts_a_number(day: &str, time: &str) -> bool {
    let is_figure = |letter: char| letter.is_ascii_digit();
    day.ends_with(is_figure) && time.starts_with(is_figure)
}

/// Returns the word with 明早 and the like in full.
fn whole_day(word: &str) -> String {
    let short = SHORT
        .iter()
        .find_map(|(short, long)| word.strip_prefix(short).map(|rest| format!("{long}{rest}")));
    short.unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        for (text, expected) in [
            ("9:30", "09:30"),
            ("23:59", "23:59"),
            ("14：05", "14:05"),
            ("9点", "09:00"),
            ("14点", "14:00"),
            ("9点半", "09:30"),
            ("9点钟", "09:00"),
            ("9点05分", "09:05"),
            ("9时30分", "09:30"),
            ("十一点一刻", "11:15"),
            ("二十点", "20:00"),
            ("下午3点", "15:00"),
            ("下午三点", "15:00"),
            ("下午两点半", "14:30"),
            ("下午3:30", "15:30"),
            ("下午14点", "14:00"),
            ("上午10点", "10:00"),
            ("中午12点", "12:00"),
            ("中午一点", "13:00"),
            ("晚上8点", "20:00"),
            ("凌晨5点", "05:00"),
            ("3pm", "15:00"),
            ("3:30PM", "15:30"),
            ("12am", "00:00"),
            ("9 am", "09:00"),
            ("9 o'clock", "09:00"),
            ("14 o'clock", "14:00"),
        ] {
            assert_eq!(time_of_day(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(times_of("3点"), ["03:00", "15:00"]);
        assert_eq!(times_of("3 o'clock"), ["03:00", "15:00"]);
        assert_eq!(times_of("七点半"), ["07:30", "19:30"]);
        for text in [
            "24:00",
            "9:60",
            "9:3",
            "009:30",
            "9",
            "+9:30",
            "25点",
            "下午25点",
            "晚上3点",
            "上午12点",
            "13pm",
            "0pm",
            "3小时",
            "几点",
            "点",
            "下午",
            "am",
            "九:30",
        ] {
            assert_eq!(times_of(text), <Vec<String>>::new(), "{text}");
        }
    }

    #[test]
    fn days_with_a_time_in_one_word_are_parted() {
        // A Wednesday.
        let today: Day = "2026-03-25".parse().unwrap();
        let when = When { today, minute: 9 * 60, month_first: false };
        for (word, day, time) in [
            ("明天下午两点", "2026-03-26", "14:00"),
            ("明天下午2点半", "2026-03-26", "14:30"),
            ("下周三14:30", "2026-04-01", "14:30"),
            ("下周三 14:30", "2026-04-01", "14:30"),
            ("下周一十一点", "2026-03-30", "11:00"),
            ("3月31日10点", "2026-03-31", "10:00"),
            ("2026-04-09T14:30", "2026-04-09", "14:30"),
            ("明早9点", "2026-03-26", "09:00"),
            ("今晚八点", "2026-03-25", "20:00"),
        ] {
            let Some(Timed::Read { day: (_, days), time: (_, times) }) = timed(word, when) else {
                panic!("{word}")
            };
            assert_eq!(
                (days, times),
                (vec![day.parse().unwrap()], vec![time.to_owned()]),
                "{word}"
            );
        }
        for (word, day, part, from) in [
            ("下周三下午", "2026-04-01", "下午", 12),
            ("明晚", "2026-03-26", "晚上", 17),
            ("tonight", "2026-03-25", "evening", 17),
            ("next friday afternoon", "2026-04-03", "afternoon", 12),
        ] {
            let Some(Timed::InPart { day: (_, days), part: found }) = timed(word, when) else {
                panic!("{word}")
            };
            let part = Part { text: part.to_owned(), from: from * 60 };
            assert_eq!((days, found), (vec![day.parse().unwrap()], part), "{word}");
        }
        for (word, expected) in [
            ("25:30", Timed::BadTime),
            ("13:75", Timed::BadTime),
            ("9:3", Timed::BadTime),
            ("25点", Timed::BadTime),
            ("25点半", Timed::BadTime),
            ("13pm", Timed::BadTime),
            ("9点左右", Timed::BadTime),
            ("下午三点之前", Timed::BadTime),
            ("明天25:30", Timed::BadTime),
            ("明天9点左右", Timed::BadTime),
            ("2月30日下午3点", Timed::BadDay),
            ("周八14:30", Timed::BadDay),
            ("周八", Timed::BadDay),
            ("2026-02-30", Timed::BadDay),
        ] {
            assert_eq!(timed(word, when), Some(expected), "{word}");
        }
        for word in [
            "14-18点",
            "18-20点",
            "9-11点",
            "2026-1-1518:00",
            "下周三再联系他们",
            "下周三下午再联系",
            "明天下午见",
            "下午茶",
            "有点贵",
            "三点意见",
            "要两台",
            "1:1还原:好",
            "5分",
            "两半",
            "半",
            "T",
            "",
        ] {
            assert_eq!(timed(word, when), None, "{word}");
        }
    }
}
