//! What kind of number a run of digits is (plan of the Chinese network; other countries by their
//! digits).

use super::area::is_area;
use super::{Problem, is_mobile};
use crate::model::PhoneKind;

/// Digits that a number of another country has at least, its country code among them.
const SHORTEST_ABROAD: usize = 8;

/// The same of countries whose plans have shorter ones.
const SHORTEST_PLANNED: usize = 7;

/// The digits of one number, in the groups in which they are written.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) groups: Vec<&'a str>,
    pub(super) extension: Option<&'a str>,
    /// Whether a plus stands before it.
    plus: bool,
    /// Whether it is said to be a fax number.
    pub(super) fax: bool,
}

/// What a number is.
pub(super) enum Sort {
    /// Whole as it stands; `area` is its area code, without the zero, where it is a landline.
    Whole { number: String, kind: PhoneKind, area: Option<String> },
    /// Digits that need an area code.
    Local(String),
}

impl<'a> Draft<'a> {
    pub(super) fn new(digits: &'a str, plus: bool, fax: bool) -> Self {
        Self { groups: vec![digits], extension: None, plus, fax }
    }

    /// Returns whether the digits are a filler: zeros, or a country code that nothing follows.
    pub(super) fn is_filler(&self) -> bool {
        let zeros = self.groups.iter().all(|group| group.bytes().all(|b| b == b'0'));
        zeros || (self.plus && self.groups[..] == ["86"])
    }

    /// Returns whether the digits are too few for any number but may begin one: an area code, or,
    /// in front of the cell, anything short.
    pub(super) fn is_fragment(&self, is_first: bool) -> bool {
        let short = |only: &str| match only.strip_prefix('0') {
            Some(area) if is_area(area) => true,
            _ => is_first && only.len() <= 4,
        };
        matches!(self.groups[..], [only] if !self.plus && short(only))
    }

    /// Returns whether nothing more belongs to the number but an extension.
    pub(super) fn is_complete(&self) -> bool {
        if self.extension.is_some() {
            return true;
        }
        let digits = self.groups.concat();
        match self.abroad(&digits) {
            Some(whole) => whole.strip_prefix("86").is_some_and(|home| at_home(home).is_some()),
            None => chinese(&digits).is_some(),
        }
    }

    /// Returns whether a next group is another number: two local ones side by side.
    pub(super) fn is_followed_by(&self, digits: &str) -> bool {
        let whole = |digits: &str| digits.len() >= 7;
        let short_code = |digits: &str| service(digits).is_some();
        matches!(self.groups[..], [only] if !self.plus && (whole(only) || short_code(only)))
            && whole(digits)
    }

    /// Returns the digits from the country code on, where the number says one.
    fn abroad<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let digits = if self.plus { digits } else { digits.strip_prefix("00")? };
        Some(digits.trim_start_matches('0'))
    }

    /// Returns what the number is, or what is wrong with it.
    pub(super) fn sort(&self) -> Result<Sort, Problem> {
        let digits = self.groups.concat();
        if let Some(whole) = self.abroad(&digits) {
            if let Some(home) = whole.strip_prefix("86") {
                let local = is_local(home).then(|| Sort::Local(home.to_owned()));
                return at_home(home).or(local).ok_or_else(|| length_problem(home));
            }
            return self.foreign(whole);
        }
        if let Some(sort) = chinese(&digits) {
            return Ok(sort);
        }
        match self.groups[..] {
            // 551-4846888: the zero of the area code left out.
            [area, local] if is_area(area) && is_local(local) && has_line(area, local) => {
                Ok(landline(area, local))
            }
            // 51588537888: the same without a hyphen; no other number of China has 11 such digits.
            [only] if only.len() == 11 && is_area(&only[..3]) && is_local(&only[3..]) => {
                Ok(landline(&only[..3], &only[3..]))
            }
            [region @ ("852" | "853" | "886"), rest] if matches!(rest.len(), 8..=10) => {
                Ok(other(format!("+{region}{rest}")))
            }
            // 310-246-1501: ten digits in the groups of North America, whose code is not told.
            [area, exchange, line]
                if (area.len(), exchange.len(), line.len()) == (3, 3, 4)
                    && !area.starts_with(['0', '1']) =>
            {
                Ok(other(digits))
            }
            _ if is_local(&digits) => Ok(Sort::Local(digits)),
            _ => Err(length_problem(&digits)),
        }
    }

    /// Returns a number of another country, given from its country code on.
    fn foreign(&self, digits: &str) -> Result<Sort, Problem> {
        if digits.len() > 15 {
            return Err(Problem::with("phone-long", digits.len()));
        }
        // A zero after the country code is a trunk prefix in some countries (+44 0113) and part
        // of the number in others (+39 02): only their plans tell.
        // Printed, the number is one group: its third digit alone may tell then.
        let zero = digits.as_bytes().get(2) == Some(&b'0')
            || matches!(self.groups[..], [_, second, ..] if second.starts_with('0'));
        let mut number = format!("+{digits}");
        if digits.len() < SHORTEST_ABROAD {
            let planned = valid(&number).filter(|_| digits.len() >= SHORTEST_PLANNED);
            return planned.map(other).ok_or(Problem::with("phone-short", digits.len()));
        }
        // North America has no such prefix, and its plan takes long to be made ready.
        let north_america = digits.starts_with('1');
        if zero
            && !north_america
            && let Some(planned) = valid(&number).filter(|planned| planned.len() > SHORTEST_PLANNED)
        {
            number = planned;
        }
        Ok(other(number))
    }
}

/// Returns a number that begins with `+` as it is dialled, where the plan of its country has it.
fn valid(number: &str) -> Option<String> {
    let parsed = rlibphonenumber::PHONE_NUMBER_UTIL.parse(number, None).ok()?;
    let planned = parsed.is_valid();
    planned.then(|| parsed.format_as(rlibphonenumber::PhoneNumberFormat::E164).into_owned())
}

/// Returns what a number of China is, written as within the country or with 86 in front of it;
/// `None` where it is none, or local.
fn chinese(digits: &str) -> Option<Sort> {
    let home = digits.strip_prefix("86").filter(|rest| rest.len() >= 10).and_then(at_home);
    home.or_else(|| within(digits))
}

/// Returns what a number of China is, given behind its country code: area codes go without zero.
fn at_home(digits: &str) -> Option<Sort> {
    within(digits).or_else(|| national(&["0", digits].concat()))
}

fn within(digits: &str) -> Option<Sort> {
    national(digits)
        .or_else(|| service(digits).map(|()| whole(digits.to_owned(), PhoneKind::Service)))
}

fn national(digits: &str) -> Option<Sort> {
    let significant = digits.strip_prefix('0').unwrap_or(digits);
    if is_mobile(significant) {
        return Some(whole(["+86", significant].concat(), PhoneKind::Mobile));
    }
    if significant.len() == 10 && (significant.starts_with("400") || significant.starts_with("800"))
    {
        return Some(whole(significant.to_owned(), PhoneKind::Service));
    }
    if digits.len() == significant.len() {
        return None;
    }
    let (area, local) = significant.split_at_checked(area_length(significant))?;
    match area_length(significant) {
        2 if local.len() == 8 && is_local(local) => Some(landline(area, local)),
        3 if is_local(local) && is_area_shaped(area) => Some(landline(area, local)),
        _ if is_area(area) && local.starts_with('9') && service(local).is_some() => {
            let number = if local.starts_with("96") { digits } else { local };
            Some(whole(number.to_owned(), PhoneKind::Service))
        }
        _ => None,
    }
}

/// Returns the length of the area code that digits begin with, its zero left out.
fn area_length(significant: &str) -> usize {
    if significant.starts_with(['1', '2']) { 2 } else { 3 }
}

/// Returns whether three digits may be an area code: those of service numbers are none.
fn is_area_shaped(area: &str) -> bool {
    area.starts_with(['3', '4', '5', '6', '7', '8', '9']) && !matches!(area, "400" | "800")
}

/// Returns whether the digits are a number within a town.
fn is_local(digits: &str) -> bool {
    matches!(digits.len(), 7 | 8) && digits.starts_with(['2', '3', '4', '5', '6', '7', '8', '9'])
}

/// Returns whether a town's area code, its zero left out, goes with so many digits of its numbers.
pub(super) fn has_line(area: &str, local: &str) -> bool {
    national(&["0", area, local].concat()).is_some()
}

/// Tells short numbers of banks, carriers and authorities.
fn service(digits: &str) -> Option<()> {
    let known = match digits.len() {
        5 => ["95", "96", "100", "101", "12"].iter().any(|head| digits.starts_with(head)),
        6 => ["95", "96"].iter().any(|head| digits.starts_with(head)),
        _ => false,
    };
    known.then_some(())
}

fn whole(number: String, kind: PhoneKind) -> Sort {
    Sort::Whole { number, kind, area: None }
}

fn other(number: String) -> Sort {
    whole(number, PhoneKind::Other)
}

fn landline(area: &str, local: &str) -> Sort {
    let number = ["+86", area, local].concat();
    Sort::Whole { number, kind: PhoneKind::Landline, area: Some(area.to_owned()) }
}

fn length_problem(digits: &str) -> Problem {
    let length = digits.len();
    let mobile = matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]);
    match length {
        _ if mobile && (7..=15).contains(&length) => Problem::with("phone-length", length),
        0..7 => Problem::with("phone-short", length),
        7..10 => Problem::with("phone-landline-length", length),
        10..=12 => Problem::plain("phone-plan"),
        _ => Problem::with("phone-long", length),
    }
}
