//! Names of companies to what of them can be compared.
//!
//! 杭州市宏达汽车销售服务有限公司（滨江店） is taken apart into region (杭州), core
//! (宏达汽车销售服务), legal form (dropped) and branch (滨江店). Source: design, section 5, step 4.

mod chinese;
mod western;
mod words;

use std::cell::RefCell;

use xxhash_rust::xxh3::xxh3_64;

use super::address::{Place, short_hash};
use super::fold::{fold, is_han};
use super::person::surname_length;
use crate::ingest::divisions::Found;

/// What of a name can be compared; 0 stands for a part that is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameKey {
    /// Hash of the name without region, legal form, branch, blanks and punctuation.
    pub core: u64,
    /// Hash of the core without words of the selling trades and makes of cars: 宏达. It is not
    /// told where too little remains. Proves nothing but together with a phone.
    pub stem: u64,
    /// Hash of the smallest division that the name names, official: 临沂凯华 and 沂水凯华 are two
    /// firms.
    pub region: u32,
    /// Hash of the city of that division; a province alone tells none.
    pub city: u32,
    /// Hash of the branch (分公司, 店 behind a legal form); the firm itself has `NO_BRANCH`.
    pub branch: u32,
    /// How much an equal core proves.
    pub strength: Strength,
    /// What is the firm's own of the name, to be compared letter by letter.
    pub letters: Letters,
    /// Short hash of the make of cars in the name: 宏达别克 and 宏达福特 are two firms.
    pub make: u16,
    /// How the name is written.
    pub form: NameForm,
}

/// The first letters of a name that are the firm's own, in their order; zeros follow.
///
/// A Chinese character is one letter; so are a word of trade and a Western word. Place, make and words of the
/// selling trades are left out; what stands behind those is marked by [`LESSER`].
pub type Letters = [u16; LETTERS];

/// Number of letters that are kept.
pub const LETTERS: usize = 10;

/// Bit of a letter that says little: what is left of a misspelt word of trade, a Western article.
pub const LESSER: u16 = 0x8000;

/// Bit of a letter that is a Western word.
pub const WORD: u16 = 0x6000;

/// First of the letters that stand for a word of trade as a whole: 物流.
pub const TRADE: u16 = 0x5400;

/// Returns the character of a Chinese letter.
pub fn character(letter: u16) -> Option<char> {
    let plain = letter & !LESSER;
    (plain < CHARACTERS).then(|| char::from_u32(u32::from(plain) + 0x4dff)).flatten()
}

/// Number of characters of the basic Chinese block that letters stand for, and one.
const CHARACTERS: u16 = 0x5201;

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum NameForm {
    /// As people say it, without words of the selling trades: 宝鸡宏达, 宏达别克.
    Short,
    /// A shop's sign, make and word: 广汽本田宏达店.
    Sign,
    /// With words of trade, without legal form, or Western.
    #[default]
    Plain,
    /// As it is registered, with its legal form.
    Registered,
}

/// The branch of a name that names none: the firm itself.
pub const NO_BRANCH: u32 = 1;

/// How much it proves that two names have the same core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Nothing: no name, or nothing in it that tells firms apart (汽车销售有限公司).
    #[default]
    Weak,
    /// Nothing alone: may be a person's name, 2–4 Chinese characters without firm word, beyond
    /// two with a family name.
    Person,
    /// The same customer where the place agrees.
    Firm,
}

/// The parts of a name as text, reused between calls.
#[derive(Debug, Default)]
struct Parts {
    core: String,
    branch: String,
    region: Found,
    /// Whether a legal form, a firm word or a branch stands in the name.
    firm: bool,
    /// Whether a legal form stands in the name.
    registered: bool,
    letters: Letters,
    make: u16,
    scratch: String,
}

thread_local! {
    static BUFFERS: RefCell<(String, Parts)> = RefCell::default();
}

/// Returns what of `name` can be compared, given where the account is.
///
/// A district or an ambiguous place name counts as region only where `place` agrees: 大同 is the
/// firm's own word in a firm of 杭州. Never fails; an empty name tells nothing.
pub fn name_key(name: &str, place: &Place) -> NameKey {
    BUFFERS.with(|buffers| match buffers.try_borrow_mut() {
        Ok(mut buffers) => {
            let (folded, parts) = &mut *buffers;
            key(name, place, folded, parts)
        }
        Err(_) => key(name, place, &mut String::new(), &mut Parts::default()),
    })
}

fn key(name: &str, place: &Place, folded: &mut String, parts: &mut Parts) -> NameKey {
    fold(name, folded);
    parts.core.clear();
    parts.branch.clear();
    parts.region = Found::default();
    parts.firm = false;
    parts.registered = false;
    parts.letters = [0; LETTERS];
    parts.make = 0;
    let is_chinese = folded.chars().any(is_han);
    if is_chinese {
        chinese::split(folded, place, parts);
    } else {
        western::split(folded, parts);
    }
    if parts.core.is_empty() {
        return NameKey::default();
    }
    let stem = chinese::stem(&parts.core);
    let form = match is_chinese {
        false if parts.registered => NameForm::Registered,
        false => NameForm::Plain,
        true => chinese::form(&parts.core, parts.registered),
    };
    NameKey {
        core: xxh3_64(parts.core.as_bytes()),
        stem: stem.map_or(0, |stem| xxh3_64(stem.as_bytes())),
        region: parts.region.smallest().map_or(0, short_hash),
        city: parts.region.names()[1].map_or(0, short_hash),
        branch: if parts.branch.is_empty() {
            NO_BRANCH
        } else {
            short_hash(&parts.branch).max(NO_BRANCH + 1)
        },
        strength: strength(parts),
        letters: parts.letters,
        make: parts.make,
        form,
    }
}

fn may_be_a_person(core: &str) -> bool {
    match core.chars().count() {
        2 => true,
        3 => surname_length(core).is_some(),
        4 => surname_length(core).is_some_and(|length| length == 2 * '王'.len_utf8()),
        _ => false,
    }
}

fn strength(parts: &Parts) -> Strength {
    if !chinese::distinguishes(&parts.core) {
        Strength::Weak
    } else if !parts.firm
        && parts.make == 0
        && parts.core.chars().all(is_han)
        && may_be_a_person(&parts.core)
    {
        Strength::Person
    } else {
        Strength::Firm
    }
}

#[cfg(test)]
mod tests;
