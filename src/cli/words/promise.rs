//! Days within what was said: 约周三, 周三再打, `call back tuesday`.

use super::closed::{Read, day_and_time};
use super::{Reading, When};
use crate::filter::days_of;
use crate::ingest::clean::text::folded;
use crate::model::Day;

/// What stands before a day that was agreed, the longest first.
const LEADS: &[&str] = &[
    "客户约在",
    "客户约",
    "约好在",
    "约好了",
    "约好",
    "约定",
    "约了",
    "约在",
    "约到",
    "约",
    "再约",
    "改约",
    "改到",
    "改在",
    "预约",
    "定在",
    "定于",
    "等到",
    "说好",
    "call back on ",
    "call back ",
    "callback ",
    "call again ",
    "call ",
    "meet on ",
    "meet ",
    "visit on ",
    "visit ",
    "follow up ",
    "see them ",
    "again ",
];

/// What stands behind it: what is to be done then.
const TAILS: &[&str] = &[
    "再打电话",
    "再打过来",
    "再打过去",
    "再打",
    "再联系",
    "再约",
    "再聊",
    "再谈",
    "再来",
    "再说",
    "再沟通",
    "再跟进",
    "再回访",
    "再拜访",
    "再看",
    "打电话",
    "打给我",
    "电话联系",
    "回访",
    "回电话",
    "回电",
    "回复",
    "答复",
    "联系",
    "跟进",
    "见面",
    "碰面",
    "面谈",
    "面签",
    "见",
    "拜访",
    "上门",
    "到店",
    "来店",
    "来看",
    "过来",
    "试驾",
    " call back",
    " again",
    " call",
    " visit",
];

/// What customers do on a day: agreed where the day is one, else the time of a purchase.
const BUYING: &[&str] = &["来看车", "看车", "签合同", "签约", "提车"];

/// What may stand behind that.
const ENDS: &[&str] = &["他们", "她们", "他", "她", "一下", "吧", "一次"];

/// Signs of the longest day that is looked for within a text.
const LONGEST: usize = 20;

/// Returns the day, and the time, that a word promises which no list knows: one to come, with
/// nothing beside it but that it was agreed, or what is to be done then.
pub(super) fn promised(word: &str, when: When) -> Option<Vec<Read>> {
    let plain = folded(word).to_lowercase();
    let text = ENDS.iter().find_map(|end| plain.strip_suffix(end)).unwrap_or(&plain).trim();
    let leads = LEADS.iter().filter_map(|lead| text.strip_prefix(lead));
    let behind = leads.chain(std::iter::once(text));
    for rest in behind {
        let buying = BUYING.iter().filter_map(|tail| rest.strip_suffix(tail));
        let buying = buying.filter(|middle| !is_span(middle.trim(), when));
        let tails = TAILS.iter().filter_map(|tail| rest.strip_suffix(tail)).chain(buying);
        let led = (rest.len() < text.len()).then_some(rest);
        if let Some(found) = tails.chain(led).find_map(|middle| to_come(middle.trim(), when)) {
            return Some(found);
        }
    }
    None
}

/// Returns whether a text says a week, a month or the end of one, of which a day is taken.
fn is_span(text: &str, when: When) -> bool {
    let from = |reading: &Reading| matches!(reading, Reading::From(_));
    text.contains('底') || when.readings(text).iter().any(from)
}

/// Returns the one day to come that a text says, with its time.
fn to_come(text: &str, when: When) -> Option<Vec<Read>> {
    let days = when.readings(text);
    let read = if days.is_empty() {
        Vec::from(day_and_time(text, when)?)
    } else {
        vec![(text.to_owned(), days)]
    };
    let is_one = read.iter().all(|(_, readings)| readings.len() == 1);
    let (_, days) = read.first()?;
    let later = match days.first()? {
        Reading::Day(day) if *day == when.today => match read.get(1)?.1.first()? {
            Reading::Time(time) => when.is_later(time),
            Reading::Part(part) => part.from > when.minute,
            _ => false,
        },
        Reading::Day(day) | Reading::Deadline(day) | Reading::From(day) => *day > when.today,
        _ => false,
    };
    (is_one && later).then_some(read)
}

/// A day to come that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// As written there, with its time.
    pub(crate) word: String,
    /// The day.
    pub(crate) day: Day,
    /// The time of that day, or the part of it, where one stands behind the day.
    pub(crate) time: Option<String>,
    /// Whether it is said as the last day: 周五前.
    pub(crate) deadline: bool,
}

/// Returns the first day to come that a text names. Ends of months and years are times of buying more
/// than of meeting.
pub(crate) fn day_named(text: &str, today: Day) -> Option<Named> {
    let text = folded(text);
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let ends: Vec<usize> =
            rest.char_indices().map(|(at, sign)| at + sign.len_utf8()).take(LONGEST).collect();
        let found = ends.iter().rev().find_map(|end| {
            let (word, behind) = rest.split_at(*end);
            let days =
                if is_apart(&text[..at], word, behind) { days_of(word, today) } else { Vec::new() };
            (!days.is_empty()).then_some((word, days))
        });
        if let Some((word, days)) = found {
            if let ([day], false) = (days.as_slice(), word.contains('底'))
                && *day > today
            {
                return Some(with_time(&text, (at, word), *day, today));
            }
            at += word.len();
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    None
}

/// Returns a day that a text names, `word` at a place in it, with what stands about it: its time, and
/// whether it is a deadline.
fn with_time(text: &str, (at, word): (usize, &str), day: Day, today: Day) -> Named {
    let when = When { today, minute: 0, month_first: false };
    let signs = |text: &str| -> Vec<usize> {
        let ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8());
        ends.take(LONGEST).collect()
    };
    let behind = text.get(at + word.len()..).unwrap_or_default();
    let longer = signs(behind).into_iter().rev().filter_map(|end| {
        let whole = text.get(at..at + word.len() + end)?.trim_end();
        let is_apart = is_apart(text.get(..at)?, whole, text.get(at + whole.len()..)?);
        is_apart.then_some(whole)
    });
    let timed = longer.clone().find_map(|whole| {
        let [(_, days), (_, times)] = day_and_time(whole, when)?;
        let time = match times.as_slice() {
            [Reading::Time(time)] => time.clone(),
            [Reading::Part(part)] => part.text.clone(),
            _ => return None,
        };
        (days == [Reading::Day(day)] || days == [Reading::Deadline(day)])
            .then(|| (whole, Some(time), days == [Reading::Deadline(day)]))
    });
    let whole = timed.as_ref().map_or(word, |(whole, ..)| whole);
    let is_deadline = |text: &str| when.readings(text) == [Reading::Deadline(day)];
    let before = text.get(..at).unwrap_or_default();
    let led = before.char_indices().rev().take(LONGEST).any(|(from, _)| {
        let lead = text.get(from..at + word.len()).unwrap_or_default();
        is_apart(&text[..from], lead, behind) && is_deadline(lead)
    });
    let deadline = led || longer.clone().any(is_deadline);
    let (time, last) = timed.clone().map_or((None, false), |(_, time, last)| (time, last));
    Named { word: whole.trim().to_owned(), day, time, deadline: deadline || last }
}

/// Returns whether a word within a text may be a day: no mere figures, which say amounts, and no
/// part of a Latin word.
fn is_apart(before: &str, word: &str, behind: &str) -> bool {
    let is_latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
    let starts = is_latin(word.chars().next()) && is_latin(before.chars().next_back());
    let ends = is_latin(word.chars().next_back()) && is_latin(behind.chars().next());
    let figures = word.chars().all(|sign| !sign.is_alphabetic());
    let iso = word.len() == 10;
    !word.starts_with(' ') && !starts && !ends && (!figures || iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Wednesday, nine in the morning.
    fn when() -> When {
        When { today: "2026-03-25".parse().unwrap(), minute: 9 * 60, month_first: false }
    }

    #[test]
    fn a_day_that_was_promised_is_read_within_one_word() {
        for (word, day, behind) in [
            ("约周三", "2026-04-01", None),
            ("周三再打", "2026-04-01", None),
            ("下周二回访", "2026-03-31", None),
            ("下周三再联系他们", "2026-04-01", None),
            ("周五下午三点见面", "2026-03-27", Some("下午三点")),
            ("约了明天下午", "2026-03-26", Some("下午")),
            ("约今天下午", "2026-03-25", Some("下午")),
            ("周五前签合同", "2026-03-27", None),
            ("call back tuesday", "2026-03-31", None),
            ("Meet on next Friday", "2026-04-03", None),
            ("tuesday again", "2026-03-31", None),
        ] {
            let read = promised(word, when()).unwrap();
            let found = match read[0].1.as_slice() {
                [Reading::Day(day) | Reading::Deadline(day)] => day.to_string(),
                other => panic!("{word}: {other:?}"),
            };
            let time = read.get(1).map(|(word, _)| word.as_str());
            assert_eq!((found.as_str(), time), (day, behind), "{word}");
        }
        for word in [
            "要两台",
            "周三",
            "约",
            "再打",
            "上周三见面",
            "今天见面",
            "约9号",
            "周三来过",
            "周三要货",
        ] {
            assert_eq!(promised(word, when()), None, "{word}");
        }
    }

    #[test]
    fn a_day_that_is_found_keeps_its_time_and_that_it_is_a_deadline() {
        for (text, word, time, deadline) in [
            ("周三要货", "周三", None, false),
            ("客户说周三下午3点要看车", "周三下午3点", Some("15:00"), false),
            ("老板周三 下午三点回来", "周三 下午三点", Some("15:00"), false),
            ("周三下午要货", "周三下午", Some("下午"), false),
            ("周三前要报价", "周三", None, true),
            ("周三之前给方案", "周三", None, true),
            ("周三下午5点前要报价", "周三下午5点前", Some("17:00"), true),
            ("最晚周三给方案", "周三", None, true),
            ("quote wanted by friday", "friday", None, true),
            ("boss is back friday 3pm", "friday 3pm", Some("15:00"), false),
        ] {
            let named = day_named(text, when().today).unwrap();
            let found = (named.word.as_str(), named.time.as_deref(), named.deadline);
            assert_eq!(found, (word, time, deadline), "{text}");
        }
    }

    #[test]
    fn days_to_come_are_found_in_what_was_said() {
        for (text, named) in [
            ("周三要货", Some(("周三", "2026-04-01"))),
            ("客户说下周三要货", Some(("下周三", "2026-04-01"))),
            ("wants it on next friday please", Some(("next friday", "2026-04-03"))),
            ("要两台,2026-04-09 交", Some(("2026-04-09", "2026-04-09"))),
            ("上周三看过车", None),
            ("昨天来过", None),
            ("3-9台", None),
            ("年底前要换车", None),
            ("一号店的人", None),
            ("fridays are bad", None),
            ("有点贵", None),
            ("", None),
        ] {
            let found = day_named(text, when().today);
            let found = found.map(|named| (named.word, named.day.to_string()));
            let named = named.map(|(word, day)| (word.to_owned(), day.to_owned()));
            assert_eq!(found, named, "{text}");
        }
    }
}
