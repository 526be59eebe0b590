//! The lists that are the same in every store: kinds, results, grades, days, times, amounts.

use super::{Reading, Slot};
use crate::filter::days_of;
use crate::ingest::clean::money::money;
use crate::model::{Choice as _, Day, Money, TouchKind, TouchResult};

/// How one list recognises a word: everything that it may say there.
type Recognise = fn(&str, Day) -> Vec<Reading>;

/// Every such list, with what its words say.
const LISTS: &[(Slot, Recognise)] = &[
    (Slot::Kind, |word, _| one(TouchKind::read(word).ok().map(Reading::Kind))),
    (Slot::Result, |word, _| one(TouchResult::read(word).ok().map(Reading::Result))),
    (Slot::Grade, |word, _| one(word.parse().ok().map(Reading::Grade))),
    (Slot::Day, |word, today| days_of(word, today).into_iter().map(Reading::Day).collect()),
    (Slot::Time, |word, _| one(time_of_day(word).map(Reading::Time))),
    (Slot::Quote, |word, _| one(quote(word).map(Reading::Quote))),
    (Slot::Party, |word, _| one(party(word).map(Reading::Party))),
];

fn one(reading: Option<Reading>) -> Vec<Reading> {
    reading.into_iter().collect()
}

/// Returns what the lists that the verb takes say of a word.
pub(super) fn readings(word: &str, takes: &[Slot], today: Day) -> Vec<Reading> {
    let lists = LISTS.iter().filter(|(slot, _)| takes.contains(slot));
    lists.flat_map(|(_, recognise)| recognise(word, today)).collect()
}

/// Words that a price quoted begins with.
pub(super) const QUOTE: &[&str] = &["报价", "quoted", "quote"];

/// Returns the time of day as `HH:MM`: `9:30`, `14：30`.
pub(crate) fn time_of_day(word: &str) -> Option<String> {
    let (hours, minutes) = word.split_once([':', '：'])?;
    let number = |text: &str, most: u32| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| digits && *number <= most)
    };
    let (hours, minutes) =
        (number(hours, 23)?, number(minutes, 59).filter(|_| minutes.len() == 2)?);
    Some(format!("{hours:02}:{minutes:02}"))
}

/// Returns the price of `报价25万`, `quote:250000`; above 0.
fn quote(word: &str) -> Option<Money> {
    let amount = QUOTE.iter().find_map(|lead| {
        let head = word.get(..lead.len())?;
        head.eq_ignore_ascii_case(lead).then(|| &word[lead.len()..])
    })?;
    money(amount.trim_start_matches([':', '：', '='])).ok().filter(|price| price.minor > 0)
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
