//! Words that say one thing together: `next friday`, 报价 25万, 下午 3点, `Mr. Zhang`.

use super::closed::{PEOPLE, QUOTE, is_bare_amount, is_bare_number, readings};
use super::time::{is_part, times_of};
use super::{Slot, When};
use crate::ingest::clean::person::titled;
use crate::ingest::clean::text::folded;
use crate::model::{Choice as _, TouchKind, TouchResult};

/// Most words that one thing is said in.
const MOST: usize = 5;

/// Words that say no more than that a day, or a time, stands behind them.
const AT: &[&str] = &["on", "at"];

/// What a word says that is no part of a name.
const KNOWN: &[Slot] =
    &[Slot::Kind, Slot::Result, Slot::Grade, Slot::Day, Slot::Past, Slot::Future];

/// Returns the words, those that say one thing together joined.
pub(super) fn joined(words: &[String], when: When) -> Vec<String> {
    let words: Vec<&str> = words.iter().map(|word| word.trim()).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let (mut joined, mut at) = (Vec::with_capacity(words.len()), 0);
    while at < words.len() {
        let longest = MOST.min(words.len() - at);
        let phrase = (2..=longest).rev().find_map(|count| {
            let parts = words.get(at..at + count)?;
            Some((one_thing(parts, when)?, count))
        });
        let (word, count) = phrase.unwrap_or_else(|| (words[at].to_owned(), 1));
        joined.push(word);
        at += count;
    }
    joined
}

/// Returns the one thing that words say together.
fn one_thing(parts: &[&str], when: When) -> Option<String> {
    if let [first, second] = parts {
        if QUOTE.iter().any(|lead| lead.eq_ignore_ascii_case(first)) {
            let price = is_bare_number(second) || is_bare_amount(second);
            return price.then(|| format!("{first}{second}"));
        }
        let plain = folded(second);
        if AT.iter().any(|at| at.eq_ignore_ascii_case(first)) {
            let hour = format!("{plain} o'clock");
            if first.eq_ignore_ascii_case("at") && !times_of(&hour).is_empty() {
                return Some(hour);
            }
            let time = !times_of(&plain).is_empty() || is_part(&plain);
            let said = time || !when.readings(&plain).is_empty();
            return said.then(|| (*second).to_owned());
        }
        if PEOPLE.contains(&&*plain) && is_bare_number(first) {
            return Some(format!("{first} {plain}"));
        }
        if first.eq_ignore_ascii_case("this") && is_part(&plain) {
            return Some(format!("today {second}"));
        }
        let half = plain.eq_ignore_ascii_case("am") || plain.eq_ignore_ascii_case("pm");
        let together = format!("{}{plain}", folded(first));
        if (half || is_part(&folded(first))) && !times_of(&together).is_empty() {
            return Some(together);
        }
        let person = format!("{first} {second}");
        // A title and a name, neither of them more than that.
        let one_word = |word: &str| !word.contains(char::is_whitespace);
        let known = |word: &str| !readings(word, KNOWN, when).is_empty();
        let apart = one_word(first) && one_word(second) && !known(first) && !known(second);
        if first.is_ascii() && apart && titled(&person).is_some() {
            return Some(person);
        }
    }
    let phrase = parts.join(" ");
    let known = TouchResult::read(&phrase).is_ok() || TouchKind::read(&phrase).is_ok();
    if known {
        return Some(phrase);
    }
    (!when.readings(&folded(&phrase)).is_empty()).then_some(phrase)
}
