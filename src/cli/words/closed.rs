//! The lists that are the same in every store: kinds, results, grades, days, times, amounts.

use super::time::{Timed, part_of, timed, times_of};
use super::{Reading, Shape, Slot, When};
use crate::filter::after_deadline;
use crate::ingest::clean::money::money;
use crate::ingest::clean::text::folded;
use crate::model::{Choice as _, Day, Grade, Money, TouchKind, TouchResult};

/// How one list recognises a word: everything that it may say there.
type Recognise = fn(&str, When) -> Vec<Reading>;

/// Every such list, with what its words say.
const LISTS: &[(Slot, Recognise)] = &[
    (Slot::Kind, |word, _| one(TouchKind::read(word).ok().map(Reading::Kind))),
    (Slot::Result, |word, _| one(TouchResult::read(word).ok().map(Reading::Result))),
    (Slot::Grade, |word, _| one(grade(word).map(Reading::Grade))),
    (Slot::Day, |word, when| when.readings(word)),
    (Slot::Time, |word, _| times_of(word).into_iter().map(Reading::Time).collect()),
    (Slot::Time, |word, _| one(part_of(word).map(Reading::Part))),
    (Slot::Quote, |word, _| one(quote(word).map(Reading::Quote))),
    (Slot::Party, |word, _| one(party(word).map(Reading::Party))),
];

/// A word of English that looks like a grade: `sent a quote` gives none.
const ARTICLE: &str = "a";

/// What says within a note that nobody answered.
const UNANSWERED: &[&str] = &[
    "没人接",
    "没有人接",
    "无人接",
    "没接通",
    "没打通",
    "没接电话",
    "不接电话",
    "打不通",
    "未接通",
    "no answer",
    "no reply",
    "hung up",
    "nobody answered",
    "did not answer",
    "didn't answer",
    "not answering",
    "not available",
    "not reachable",
    "left a message",
    "left message",
    "voicemail",
];

/// Returns what a note says that means nobody answered.
pub(crate) fn unanswered_in(note: &str) -> Option<&'static str> {
    let plain = folded(note).to_lowercase();
    UNANSWERED.iter().copied().find(|words| plain.contains(words))
}

fn one(reading: Option<Reading>) -> Vec<Reading> {
    reading.into_iter().collect()
}

/// Returns what the lists that the verb takes say of a word, full-width signs as plain ones.
pub(super) fn readings(word: &str, takes: &[Slot], when: When) -> Vec<Reading> {
    let word = folded(word);
    let lists = LISTS.iter().filter(|(slot, _)| takes.contains(slot));
    lists.flat_map(|(_, recognise)| recognise(&word, when)).collect()
}

/// A word, or a part of one, with everything that it may say.
pub(super) type Read = (String, Vec<Reading>);

/// What a word that no list knows is written like.
pub(super) enum Alike {
    /// A day and a time in one word, each with what it may say.
    DayAndTime([Read; 2]),
    /// Something that cannot be read, and that would be lost in a note.
    Unreadable(Shape),
}

/// Returns what a word is written like that no list knows as a whole; `None` where it may be a
/// note.
pub(super) fn alike(word: &str, takes: &[Slot], when: When) -> Option<Alike> {
    let word = folded(word);
    if looks_like_a_grade(&word) {
        let shape = Shape::Grade { taken: takes.contains(&Slot::Grade) };
        return Some(Alike::Unreadable(shape));
    }
    if takes.contains(&Slot::Quote) && (looks_like_a_quote(&word) || UNITS.contains(&&*word)) {
        return Some(Alike::Unreadable(Shape::Quote));
    }
    if takes.contains(&Slot::Day) && LOOSE.iter().any(|loose| word.eq_ignore_ascii_case(loose)) {
        return Some(Alike::Unreadable(Shape::Day));
    }
    if !takes.contains(&Slot::Day) {
        return None;
    }
    if let Some(parts) = day_and_time(&word, when) {
        return Some(Alike::DayAndTime(parts));
    }
    match timed(&word, when)? {
        Timed::BadTime => Some(Alike::Unreadable(Shape::Time)),
        _ => Some(Alike::Unreadable(Shape::Day)),
    }
}

/// Returns what a word says that is a day with a time, or a part, of it: 明天下午3点, 后天下午,
/// 周五下午5点前.
pub(super) fn day_and_time(word: &str, when: When) -> Option<[Read; 2]> {
    let parted = |word: &str| match timed(word, when)? {
        Timed::Read { day, time } => {
            Some((day, (time.0, time.1.into_iter().map(Reading::Time).collect())))
        }
        Timed::InPart { day, part } => Some((day, (part.text.clone(), vec![Reading::Part(part)]))),
        Timed::BadDay | Timed::BadTime => None,
    };
    if let Some(((day, days), time)) = parted(word) {
        return Some([(day, days.into_iter().map(Reading::Day).collect()), time]);
    }
    let ((day, days), time) = parted(after_deadline(word)?)?;
    Some([(day, when.deadlines(days)), time])
}

/// Returns the day and the time, `HH:MM`, that a text says: 昨天下午3点, or of today 下午3点; `None`
/// where it says none, or may say several.
pub(crate) fn day_and_time_of(text: &str, when: When) -> Option<(Day, String)> {
    let text = folded(text);
    let today = || {
        let times = times_of(text.trim()).into_iter().map(Reading::Time).collect();
        (vec![Reading::Day(when.today)], times)
    };
    let parted = day_and_time(text.trim(), when);
    let (days, times) = parted.map_or_else(today, |[(_, days), (_, times)]| (days, times));
    match (days.as_slice(), times.as_slice()) {
        ([Reading::Day(day)], [Reading::Time(time)]) => Some((*day, time.clone())),
        _ => None,
    }
}

/// Words that say something of the day or price beside them, and are no note: without them it would be
/// another one.
const LOOSE: &[&str] =
    &["last", "next", "this", "at", "on", "by", "until", "before", "after", "deadline", "截止"];
const UNITS: &[&str] = &["万", "千", "万元", "元", "块"];

/// Returns the grade that a word is.
fn grade(word: &str) -> Option<Grade> {
    if word == ARTICLE { None } else { word.parse().ok() }
}

/// Returns whether the word is written as a grade is: `Z`, H级, `A+`.
fn looks_like_a_grade(word: &str) -> bool {
    if word == ARTICLE {
        return false;
    }
    let letter = word.trim_end_matches('级').trim_end_matches(['+', '-']);
    let is_grade = letter.parse::<Grade>().is_ok_and(|grade| grade != Grade::None);
    is_grade || (letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Returns whether the word is a price quoted that cannot be read: 报价-5万, 报价0.
fn looks_like_a_quote(word: &str) -> bool {
    let Some(amount) = quoted(word) else { return false };
    let plain = amount.trim_start_matches(['-', '+', '¥', '￥', '$', ' ']);
    let unit =
        plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，'));
    plain.len() > unit.len()
        && unit.chars().count() <= 2
        && !unit.starts_with(['人', '位', '台', '次'])
}

/// Words for those who came, behind their number.
pub(super) const PEOPLE: &[&str] = &["people", "persons", "guests", "visitors"];

/// Words that a price quoted begins with.
pub(super) const QUOTE: &[&str] = &["报价", "quoted", "quote"];

/// Returns the price of `报价25万`, `quote:250000`; above 0.
fn quote(word: &str) -> Option<Money> {
    money(quoted(word)?).ok().filter(|price| price.minor > 0)
}

/// Returns what stands behind the word that says that a price was quoted.
fn quoted(word: &str) -> Option<&str> {
    let amount = QUOTE.iter().find_map(|lead| {
        let head = word.get(..lead.len())?;
        head.eq_ignore_ascii_case(lead).then(|| &word[lead.len()..])
    })?;
    Some(amount.trim_start_matches([':', '：', '=']))
}

/// Returns how many people came, as written: `2人`, `两位`, `2 people`.
fn party(word: &str) -> Option<String> {
    let people = PEOPLE.iter().find_map(|people| word.strip_suffix(people)?.strip_suffix(' '));
    let count = people.or_else(|| word.strip_suffix(['人', '位']))?;
    let digits = !count.is_empty() && count.len() <= 2 && count.bytes().all(|b| b.is_ascii_digit());
    let chinese = count.chars().count() == 1 && "一两二三四五六七八九十".contains(count);
    (digits || chinese).then(|| word.to_owned())
}

/// Returns whether the word is a number of few digits, which says not of what.
pub(super) fn is_bare_number(word: &str) -> bool {
    word.len() < 7 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether the word is an amount, which says not of what.
pub(super) fn is_bare_amount(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit()) && money(word).is_ok()
}

/// Returns whether the word is written as a telephone number is.
pub(super) fn looks_like_a_phone(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7 && word.chars().all(|c| c.is_ascii_digit() || "+-() （）".contains(c))
}
