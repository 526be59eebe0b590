//! The lists that are the same in every store: kinds, results, grades, days, times, amounts.

use super::time::{Timed, timed, times_of};
use super::{Reading, Shape, Slot};
use crate::filter::days_of;
use crate::ingest::clean::money::money;
use crate::ingest::clean::text::folded;
use crate::model::{Choice as _, Day, Grade, Money, TouchKind, TouchResult};

/// How one list recognises a word: everything that it may say there.
type Recognise = fn(&str, Day) -> Vec<Reading>;

/// Every such list, with what its words say.
const LISTS: &[(Slot, Recognise)] = &[
    (Slot::Kind, |word, _| one(TouchKind::read(word).ok().map(Reading::Kind))),
    (Slot::Result, |word, _| one(TouchResult::read(word).ok().map(Reading::Result))),
    (Slot::Grade, |word, _| one(word.parse().ok().map(Reading::Grade))),
    (Slot::Day, |word, today| days_of(word, today).into_iter().map(Reading::Day).collect()),
    (Slot::Time, |word, _| times_of(word).into_iter().map(Reading::Time).collect()),
    (Slot::Quote, |word, _| one(quote(word).map(Reading::Quote))),
    (Slot::Party, |word, _| one(party(word).map(Reading::Party))),
];

fn one(reading: Option<Reading>) -> Vec<Reading> {
    reading.into_iter().collect()
}

/// Returns what the lists that the verb takes say of a word, full-width signs as plain ones.
pub(super) fn readings(word: &str, takes: &[Slot], today: Day) -> Vec<Reading> {
    let word = folded(word);
    let lists = LISTS.iter().filter(|(slot, _)| takes.contains(slot));
    lists.flat_map(|(_, recognise)| recognise(&word, today)).collect()
}

/// What a word that no list knows is written like.
pub(super) enum Alike {
    /// A day and a time in one word, each with what it may say.
    DayAndTime([(String, Vec<Reading>); 2]),
    /// Something that cannot be read, and that would be lost in a note.
    Unreadable(Shape),
}

/// Returns what a word is written like that no list knows as a whole; `None` where it may be a
/// note.
pub(super) fn alike(word: &str, takes: &[Slot], today: Day) -> Option<Alike> {
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
    let written = timed(&word, today).filter(|_| takes.contains(&Slot::Day))?;
    Some(Alike::Unreadable(match written {
        Timed::Read { day, time } => {
            let days = day.1.into_iter().map(Reading::Day).collect();
            let times = time.1.into_iter().map(Reading::Time).collect();
            return Some(Alike::DayAndTime([(day.0, days), (time.0, times)]));
        }
        Timed::HalfDay(day) => Shape::HalfDay(Some(day)),
        Timed::Half => Shape::HalfDay(None),
        Timed::BadDay => Shape::Day,
        Timed::BadTime => Shape::Time,
    }))
}

/// Words that say something of the day or price beside them, and are no note: without them it would be
/// another one.
const LOOSE: &[&str] = &[
    "last",
    "next",
    "this",
    "at",
    "on",
    "by",
    "until",
    "before",
    "after",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "deadline",
    "截止",
];
const UNITS: &[&str] = &["万", "千", "万元", "元", "块"];

/// Returns whether the word is written as a grade is: `Z`, H级, `A+`.
fn looks_like_a_grade(word: &str) -> bool {
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

/// Returns how many people came, as written: `2人`, `两位`.
fn party(word: &str) -> Option<String> {
    let count = word.strip_suffix(['人', '位'])?;
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
