//! Telephone numbers as people write them.
//!
//! A cell is cut into groups of digits; what stands between two groups says whether the second
//! goes on with the number, is its extension or begins another one.

mod area;
mod number;

pub use area::{area_code, is_area};
use number::{Draft, Sort, has_line};

use std::collections::HashSet;

use super::Problem;
use super::text::{folded, is_scientific};
use crate::model::{Phone, PhoneKind};

/// Adds the numbers of a cell to `found`, those already there left out, and returns what is wrong
/// with the rest of the cell.
///
/// `area` tells the area code, without its zero, of the city where the account is; it is asked
/// only for local numbers such as 65551234. Numbers of other countries are kept by their digits:
/// whether they are assigned is not checked. Never fails.
pub fn phones<'c>(
    cell: &str,
    area: impl FnOnce() -> Option<&'c str>,
    found: &mut Vec<Phone>,
) -> Option<Problem> {
    if is_mobile(cell) {
        add(
            found,
            Phone { number: ["+86", cell].concat(), extension: None, kind: PhoneKind::Mobile },
        );
        return None;
    }
    let text = folded(cell);
    if is_scientific(&text) {
        return Some(Problem::plain("scientific"));
    }
    let mut reader = Reader::default();
    let mut rest: &str = &text;
    loop {
        let digits_at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (between, tail) = rest.split_at(digits_at);
        let length = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (digits, after) = tail.split_at(length);
        reader.take(between, digits);
        if digits.is_empty() {
            break;
        }
        rest = after;
    }
    reader.finish(area, found)
}

/// Returns whether the text is plainly a Chinese mobile number: 11 digits, 13 to 19 first.
pub(super) fn is_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit)
}

fn add(found: &mut Vec<Phone>, phone: Phone) {
    if !found.contains(&phone) {
        found.push(phone);
    }
}

/// Numbers of a cell from which on they are looked up, not looked through.
const MANY: usize = 32;

/// The numbers found so far.
struct Found<'f> {
    list: &'f mut Vec<Phone>,
    /// The same where there are many.
    known: Option<HashSet<Phone>>,
}

impl<'f> Found<'f> {
    fn new(list: &'f mut Vec<Phone>, coming: usize) -> Self {
        let known = (list.len() + coming > MANY).then(|| list.iter().cloned().collect());
        Self { list, known }
    }

    /// Returns whether a number is not there yet; it is taken for one that is from then on.
    fn is_new(&mut self, phone: &Phone) -> bool {
        match &mut self.known {
            Some(known) => known.insert(phone.clone()),
            None => !self.list.contains(phone),
        }
    }

    fn add(&mut self, phone: Phone) {
        if self.is_new(&phone) {
            self.list.push(phone);
        }
    }
}

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// Hyphens alone.
    Hyphen,
    /// Blanks, brackets, dots.
    Soft,
    /// A word or sign before an extension.
    Extension,
    /// The sign of another number, or words.
    Hard,
}

/// Words that stand before an extension.
const EXTENSION_WORDS: &[&str] =
    &["转", "轉", "分机", "分機", "转分机", "内线", "ext", "extension", "x", "#", "*"];

/// Words beside a number that say nothing about whose it is.
const LABELS: &[&str] = &[
    "电话",
    "電話",
    "手机",
    "手機",
    "座机",
    "固话",
    "热线",
    "销售",
    "售后",
    "服务",
    "咨询",
    "联系",
    "办公",
    "公司",
    "客服",
    "前台",
    "总机",
    "号码",
    "方式",
    "维修",
    "预约",
    "telephone",
    "phone",
    "mobile",
    "office",
    "sales",
    "cell",
    "tel",
    "mob",
    "br",
    "t",
    "p",
    "m",
    "和",
    "或",
    "及",
    "号",
];

impl Between {
    fn of(text: &str) -> Self {
        if text.is_empty() {
            return Self::Soft;
        }
        if text.bytes().all(|b| b == b'-') {
            return Self::Hyphen;
        }
        let bare = bare(text);
        if EXTENSION_WORDS.iter().any(|word| word.eq_ignore_ascii_case(bare)) {
            return Self::Extension;
        }
        let hard = |c: char| matches!(c, '/' | '、' | ';' | ',' | '|' | '\n' | '\r' | '&' | '\\');
        if text.contains(hard) || !bare.is_empty() { Self::Hard } else { Self::Soft }
    }
}

/// Returns what is left without the signs that stand in and around numbers.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "-.()[]<>{}+/、;,|&\\:·_~\"'“”=".contains(c))
}

/// The numbers of a cell as far as it was read.
#[derive(Default)]
struct Reader<'a> {
    drafts: Vec<Draft<'a>>,
    words: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    /// Takes the next group of digits and what stands before it; blank digits at the end.
    fn take(&mut self, between: &'a str, digits: &'a str) {
        let kind = Between::of(between);
        if kind == Between::Hard || self.drafts.is_empty() {
            self.note(bare(between));
        }
        if digits.is_empty() {
            return;
        }
        let plus = between.trim_end_matches([' ', '(']).ends_with('+');
        let fax = is_fax(between);
        let is_first = self.drafts.len() == 1;
        let Some(draft) = self.drafts.last_mut().filter(|_| !plus && !fax) else {
            self.drafts.push(Draft::new(digits, plus, fax));
            return;
        };
        let complete = draft.is_complete();
        let joins = matches!(between.trim(), "/" | ",");
        match kind {
            Between::Extension if draft.extension.is_none() && digits.len() <= 6 => {
                draft.extension = Some(digits);
            }
            Between::Hyphen if complete && draft.extension.is_none() && digits.len() <= 6 => {
                draft.extension = Some(digits);
            }
            // 0571/88157777, 310/246-1501: what stands before the sign is no number alone.
            Between::Hard if joins && draft.is_fragment(is_first) => {
                draft.groups.push(digits);
            }
            Between::Hyphen | Between::Soft if !complete && !draft.is_followed_by(digits) => {
                draft.groups.push(digits);
            }
            _ => self.drafts.push(Draft::new(digits, false, false)),
        }
    }

    /// Keeps words that may say more than what the column says.
    fn note(&mut self, words: &'a str) {
        if !words.is_empty() {
            self.words.push(words);
        }
    }

    fn finish<'c>(
        self,
        area: impl FnOnce() -> Option<&'c str>,
        found: &mut Vec<Phone>,
    ) -> Option<Problem> {
        let words = self.words.iter().map(|words| residue(words)).find(|left| !left.is_empty());
        let mut found = Found::new(found, self.drafts.len());
        let mut problem = None;
        let mut told: Option<String> = None;
        let mut locals = Vec::new();
        let mut read = 0;
        for draft in &self.drafts {
            if draft.is_filler() {
                continue;
            }
            match draft.sort() {
                Ok(_) if draft.fax => {
                    problem.get_or_insert_with(|| Problem::plain("phone-fax"));
                }
                Ok(Sort::Local(digits)) => {
                    locals.push((found.list.len(), told.clone(), digits, draft.extension));
                    read += 1;
                }
                Ok(Sort::Whole { number, kind, area }) => {
                    told = area.or(told);
                    let extension = draft.extension.map(ToOwned::to_owned);
                    found.add(Phone { number, extension, kind });
                    read += 1;
                }
                Err(wrong) => {
                    problem.get_or_insert(wrong);
                }
            }
        }
        place(locals, told, area, &mut found);
        match words {
            Some(words) if problem.is_some() || read == 0 => {
                Some(Problem::with("phone-letters", words))
            }
            Some(words) => Some(Problem::with("phone-label", words)),
            None => problem,
        }
    }
}

/// Adds local numbers with the area code told before them in the cell, else the one told after,
/// else that of the city; without one, or with one that has no such numbers, they stay as dialled
/// within their town.
fn place<'c>(
    locals: Vec<(usize, Option<String>, String, Option<&str>)>,
    later: Option<String>,
    city: impl FnOnce() -> Option<&'c str>,
    found: &mut Found<'_>,
) {
    if locals.is_empty() {
        return;
    }
    let fallback = later.or_else(|| city().map(ToOwned::to_owned));
    for (shift, (at, told, digits, extension)) in locals.into_iter().enumerate() {
        let area = told.as_ref().or(fallback.as_ref());
        let (number, kind) = match area.filter(|area| has_line(area, &digits)) {
            Some(area) => (format!("+86{area}{digits}"), PhoneKind::Landline),
            None => (digits, PhoneKind::Other),
        };
        let phone = Phone { number, extension: extension.map(ToOwned::to_owned), kind };
        if found.is_new(&phone) {
            found.list.insert((at + shift).min(found.list.len()), phone);
        }
    }
}

fn is_fax(words: &str) -> bool {
    if !words.bytes().any(|byte| !byte.is_ascii() || byte.is_ascii_alphabetic()) {
        return false;
    }
    words.contains("传真") || words.contains("傳真") || words.to_ascii_lowercase().contains("fax")
}

/// Returns what is left of words beside a number without labels.
fn residue(words: &str) -> String {
    let mut left = words.to_lowercase();
    if is_fax(&left) {
        return String::new();
    }
    for label in LABELS {
        if label.is_ascii() {
            // 13800l38000: a lone letter inside digits is no label.
            left = left
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| word == label)
                .fold(left.clone(), |rest, word| rest.replacen(word, "", 1));
        } else {
            left = left.replace(label, "");
        }
    }
    bare(&left).to_owned()
}

#[cfg(test)]
mod tests;
