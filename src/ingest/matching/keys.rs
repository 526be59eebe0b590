//! The facts of a row that matching compares, in a few bytes.

use pinyin::ToPinyin as _;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::super::clean::address::{Place, address_parts, short_hash};
use super::super::clean::company::{
    LESSER, Letters, NameForm, Strength, TRADE, WORD, character, name_key,
};
use super::{Reason, Weights};
use crate::model::{AccountKind, Phone};

/// What is known of who a row is about; a missing value says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Identity<'a> {
    /// Name as written.
    pub name: Option<&'a str>,
    /// Organisation or person.
    pub kind: Option<AccountKind>,
    /// Unified social credit code, cleaned.
    pub credit_code: Option<&'a str>,
    /// Phones; the first four count.
    pub phones: &'a [Phone],
    /// E-mail address, cleaned.
    pub email: Option<&'a str>,
    /// Address as written.
    pub address: Option<&'a str>,
    /// Where it is.
    pub place: Place,
}

/// Number of phones that are compared.
const PHONES: usize = 4;

/// Facts of a row or account as hashes; 0 stands for what is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Keys {
    pub(super) core: u64,
    pub(super) stem: u64,
    pub(super) code: u64,
    pub(super) email: u64,
    /// As numbers that can be compared digit by digit; ascending, without repetition, then zeros.
    pub(super) phones: [u64; PHONES],
    pub(super) address_head: u64,
    /// A bit for each pair of neighbouring letters of the address.
    pub(super) address_sketch: u64,
    /// Where the address is, else where the name says; 0 unknown.
    pub(super) city: u32,
    /// The smallest division in the name.
    pub(super) region: u32,
    /// 0 where there is no name; the firm itself has a value of its own.
    pub(super) branch: u32,
    pub(super) house_number: u32,
    /// What is the firm's own of the name, letter by letter.
    pub(super) letters: Letters,
    /// Make of cars in the name.
    pub(super) make: u16,
    pub(super) strength: Strength,
    pub(super) form: NameForm,
}

const _: () = assert!(size_of::<Keys>() <= 120);

/// Kinds of stored keys, so that equal texts of different kinds do not meet.
#[derive(Clone, Copy)]
#[repr(u64)]
enum KeyKind {
    Name = 1,
    Phone = 2,
    Code = 3,
    Email = 4,
    Letters = 5,
    Site = 6,
}

/// Bit of a stored key that tells of the name beside it.
const TELLS_NAME: u64 = 1;

/// Bits of such a key that tell the name, so that two names can be told to differ without being read: in
/// a key of letters its other letters, a bit for each; in that of a site how its letters sound.
const NAME: u64 = 0x007f_fffe;

/// Bit of such a key that is one of a site.
const OF_SITE: u64 = 0x0080_0000;

/// Letters, at least, that agree or sound alike in names that have something in common.
const IN_COMMON: u32 = 2;

fn tagged(kind: KeyKind, text: &str) -> u64 {
    as_stored(xxh3_64_with_seed(text.as_bytes(), kind as u64))
}

/// Returns a hash as a stored key that tells nothing of a name; never 0.
pub const fn as_stored(hash: u64) -> u64 {
    match hash & !TELLS_NAME {
        0 => !TELLS_NAME,
        key => key,
    }
}

/// Returns the least and the greatest of the stored keys that may [`meet`] this one: both belong to
/// the range. Ranges of two keys are the same or have nothing in common.
pub const fn range(key: u64) -> (u64, u64) {
    if key & TELLS_NAME == 0 { (key, key) } else { (key & !NAME, key | NAME) }
}

/// Returns whether those who have these stored keys are compared: keys are the same but for what they
/// tell of the names. Under a key of letters all other letters of one name are in the other, or one
/// of each is another; at one site the names have something in common, or `weights` make a person
/// be asked where they have not.
pub const fn meet(one: u64, other: u64, weights: &Weights) -> bool {
    if range(one).0 != range(other).0 {
        return false;
    }
    if one & TELLS_NAME != 0 && one & OF_SITE != 0 {
        return (one & other & NAME).count_ones() >= IN_COMMON || asks_at_one_site(weights);
    }
    let (left, others) = ((one & !other).count_ones(), (other & !one).count_ones());
    left == 0 || others == 0 || left == 1 && others == 1
}

/// Returns whether a person is asked about two of one site whose names have nothing in common: those
/// whose phones differ in a digit, since under an equal one they are found by that.
const fn asks_at_one_site(weights: &Weights) -> bool {
    let agreed = weights.address_agrees + weights.phone_is_close + weights.city_agrees;
    agreed >= weights.name_differs + weights.possible
}

/// Returns the facts of `identity` that matching compares. Never fails.
///
/// Kind `person` makes the name prove nothing alone, kind `organisation` makes a short name a
/// firm's. Source: domain rules, section 1 "account"; design, section 5, step 4.
pub fn keys(identity: &Identity<'_>) -> Keys {
    let name = name_key(identity.name.unwrap_or_default(), &identity.place);
    let address =
        identity.address.map(|address| address_parts(address, &identity.place)).unwrap_or_default();
    let city = identity.place.city.map_or(0, short_hash);
    let strength = match (identity.kind, name.strength) {
        (Some(AccountKind::Person), Strength::Firm) => Strength::Person,
        (Some(AccountKind::Organisation), Strength::Person) => Strength::Firm,
        (_, strength) => strength,
    };
    Keys {
        core: name.core,
        stem: name.stem,
        code: identity.credit_code.map_or(0, |code| tagged(KeyKind::Code, code)),
        email: identity.email.map_or(0, |email| tagged(KeyKind::Email, email)),
        phones: phone_keys(identity.phones),
        address_head: address.head,
        city: [city, name.city, address.town].into_iter().find(|city| *city != 0).unwrap_or(0),
        region: name.region,
        branch: name.branch,
        house_number: address.house_number,
        address_sketch: address.sketch,
        letters: name.letters,
        make: name.make,
        strength,
        form: name.form,
    }
}

/// Seed of the hash by which rows are ordered.
const ORDER: u64 = 1;

fn retag(kind: KeyKind, hash: u64) -> u64 {
    if hash == 0 { 0 } else { as_stored(xxh3_64_with_seed(&hash.to_le_bytes(), kind as u64)) }
}

/// Extensions are left out: one line is one customer's.
fn phone_keys(phones: &[Phone]) -> [u64; PHONES] {
    let mut keys = [u64::MAX; PHONES];
    for (key, phone) in keys.iter_mut().zip(phones) {
        *key = phone_number(&phone.number);
    }
    keys.sort_unstable();
    let mut unique = [0; PHONES];
    let mut at = 0;
    for key in keys.into_iter().filter(|key| *key != u64::MAX) {
        if at == 0 || unique[at - 1] != key {
            unique[at] = key;
            at += 1;
        }
    }
    unique
}

/// Bit of a number that begins with a plus.
const PLUS: u64 = 1 << 63;
/// Bit of what is no number of up to 18 digits, and stands as a hash.
const HASHED: u64 = 1 << 62;

/// Returns the digits of a number as one number, from which `phone_key` makes its text again.
fn phone_number(text: &str) -> u64 {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let plain = digits.len() <= 17 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !plain {
        return xxh3_64(text.as_bytes()) & !PLUS | HASHED;
    }
    // A digit before them keeps leading zeros.
    let number = digits.bytes().fold(1, |number, digit| 10 * number + u64::from(digit - b'0'));
    number | if digits.len() < text.len() { PLUS } else { 0 }
}

/// Returns the key under which accounts of this number are stored.
fn phone_key(number: u64) -> u64 {
    if number & HASHED != 0 && number & PLUS == 0 {
        return retag(KeyKind::Phone, number);
    }
    let mut text = [b'+'; 20];
    let (mut at, mut rest) = (text.len(), number & !PLUS);
    while rest > 9 {
        at -= 1;
        text[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    if number & PLUS != 0 {
        at -= 1;
        text[at] = b'+';
    }
    as_stored(xxh3_64_with_seed(&text[at..], KeyKind::Phone as u64))
}

/// Digits that a number without its area code has at least.
const LOCAL: u32 = 7;

fn is_close(one: u64, other: u64) -> bool {
    if (one | other) & HASHED != 0 {
        return false;
    }
    let (one, other) = (one & !PLUS, other & !PLUS);
    let (short, long) = (one.min(other), one.max(other));
    if short.ilog10() < LOCAL {
        return false;
    }
    if short.ilog10() == long.ilog10() {
        let (mut a, mut b, mut different) = (short, long, 0);
        while a > 0 {
            different += u32::from(a % 10 != b % 10);
            (a, b) = (a / 10, b / 10);
        }
        return different == 1;
    }
    let scale = 10_u64.pow(short.ilog10());
    short % scale == long % scale
}

/// Pairs of letters that an address without house number needs to be a key.
const TOLD: u32 = 8;

/// Returns the bit of what is spread evenly among those of [`NAME`].
const fn bit_of(spread: u32) -> u64 {
    2 << (spread % NAME.count_ones())
}

/// Returns the bit of a letter.
const fn letter_bit(letter: u16) -> u64 {
    // Neighbours in the dictionary look alike: they are spread.
    bit_of((letter as u32).wrapping_mul(0x9e37_79b1) >> 16)
}

/// Returns the bit of how a letter sounds, of letters that have no sound that of the letter.
fn sound_bit(letter: u16) -> u64 {
    match character(letter).and_then(|letter| letter.to_pinyin()) {
        // Few sounds: a sum of their letters tells enough of them apart.
        Some(sound) => {
            let sum = |all: u32, byte: u8| all.wrapping_mul(31).wrapping_add(u32::from(byte));
            bit_of(sound.plain().bytes().fold(0, sum).wrapping_mul(0x9e37_79b1) >> 16)
        }
        None => letter_bit(letter),
    }
}

/// Returns the second bit of a word, another than its first.
const fn word_bit(word: u16, first: u64) -> u64 {
    let second = bit_of((word as u32).wrapping_mul(0x85eb_ca6b) >> 12);
    if second == first { bit_behind(first) } else { second }
}

/// Returns the bit behind one of [`NAME`], the first behind the last.
const fn bit_behind(bit: u64) -> u64 {
    if bit << 1 & NAME == 0 { 2 } else { bit << 1 }
}

/// Returns whether a letter is the firm's own: neither a word of trade nor one that says little.
const fn is_own(letter: u16) -> bool {
    letter != 0 && (letter < TRADE || letter & LESSER == 0 && letter >= WORD)
}

impl Keys {
    /// Returns the keys under which an account with these facts is found again, and by which a
    /// row with these facts looks for accounts: those whose keys [`meet`] one of these; none twice.
    ///
    /// They are the credit code, the phones, the e-mail and, where a name proves something, its
    /// stem, names of equal core have equal stems; and the [`Self::common`] ones.
    pub fn stored(&self) -> impl Iterator<Item = u64> {
        let name = if self.is_firm() { retag(KeyKind::Name, self.name()) } else { 0 };
        let [a, b, c, d] = self.phones.map(|phone| if phone == 0 { 0 } else { phone_key(phone) });
        let own = [self.code, name, self.email, a, b, c, d].into_iter().filter(|key| *key != 0);
        own.chain(self.common())
    }

    /// Returns a number of stored keys that it does not have more than.
    pub fn stored_at_most(&self) -> usize {
        let own = [self.code, self.core, self.email].into_iter().chain(self.phones);
        let letters = if self.city == 0 { 0 } else { 2 };
        own.filter(|fact| *fact != 0).count() + letters + usize::from(self.core != 0)
    }

    /// Returns those of the stored keys that many may have who have nothing to do with each other,
    /// so that under one that more accounts have than [`Matching::pair_limit`] none are compared:
    /// with a city, the first two letters of a firm's name and the last two; the site.
    ///
    /// [`Matching::pair_limit`]: super::Matching::pair_limit
    pub fn common(&self) -> impl Iterator<Item = u64> {
        let [head, tail] = self.letter_keys();
        let site = match self.site_in_city() {
            0 => 0,
            site => site | self.sounds(),
        };
        [head, tail, site].into_iter().filter(|key| *key != 0)
    }

    /// Returns the least of the [`range`] of the stored key of the site, in its city where that is told; 0
    /// where there is none.
    pub fn site_in_city(&self) -> u64 {
        match retag(KeyKind::Site, self.site_of(self.city)) {
            0 => 0,
            site => site & !NAME | OF_SITE | TELLS_NAME,
        }
    }

    /// Returns bits of the firm's own letters: two names of which so many are the same, or sound
    /// alike, that they have something in common, have [`IN_COMMON`] of the bits in common. All of
    /// them where too little is told, and for a shop's sign, which may belong to any firm.
    fn sounds(&self) -> u64 {
        let mut sounds = 0;
        for letter in self.letters.iter().copied().filter(|letter| is_own(*letter)) {
            let bit = sound_bit(letter);
            sounds |= match sounds & bit {
                // A word is as much as two letters.
                _ if letter & WORD == WORD => bit | word_bit(letter, bit),
                0 => bit,
                // Letters of one bit are two all the same.
                _ => bit | bit_behind(bit),
            };
        }
        let tells = sounds.count_ones() >= IN_COMMON && self.form != NameForm::Sign;
        if tells { sounds } else { NAME }
    }

    /// Returns the key of road and house number, or of an address without house number, of who
    /// has a name, wherever that is; 0 where one of them is not told.
    pub(super) fn site(&self) -> u64 {
        self.site_of(0)
    }

    fn site_of(&self, city: u32) -> u64 {
        let head = match self.house_number {
            _ if self.core == 0 => 0,
            0 if self.address_sketch.count_ones() < TOLD => 0,
            0 => self.address_sketch,
            _ => self.address_head,
        };
        if head == 0 { 0 } else { xxh3_64_with_seed(&head.to_le_bytes(), u64::from(city)).max(1) }
    }

    /// Returns keys of the first two and the last two letters of a firm's name in its city, with
    /// its other letters, 0 where there are none: a wrong letter leaves one of them right.
    pub(super) fn letter_keys(&self) -> [u64; 2] {
        if self.city == 0 || !self.is_firm() {
            return [0; 2];
        }
        let letters = self.letters.iter().copied().filter(|letter| *letter != 0);
        let mut own = letters.clone().filter(|letter| is_own(*letter));
        let (Some(first), Some(second)) = (own.next(), own.next()) else { return [0; 2] };
        let (mut before, mut last) = (first, second);
        for letter in own {
            (before, last) = (last, letter);
        }
        let pair_key = |one: u16, other: u16| {
            let mut beside = [one, other];
            let others = letters.clone().filter(|letter| *letter & LESSER == 0);
            let others = others.filter(|letter| {
                let known = beside.iter_mut().find(|beside| **beside == *letter);
                known.map(|beside| *beside = 0).is_none()
            });
            let others = others.fold(0, |all, letter| all | letter_bit(letter));
            // The order of the two plays no part.
            let pair = u64::from(one.min(other)) << 16 | u64::from(one.max(other));
            let key = retag(KeyKind::Letters, pair << 32 | u64::from(self.city));
            key & !(NAME | OF_SITE) | others | TELLS_NAME
        };
        let (head, tail) = (pair_key(first, second), pair_key(before, last));
        [head, if tail == head { 0 } else { tail }]
    }

    /// Returns a hash of all facts: the order of rows that does not depend on their position.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut bytes = [0_u8; 120];
        let parts = [self.core, self.stem, self.code, self.email, self.address_head];
        let letters = self.letters.map(u64::from);
        let small = [
            self.address_sketch,
            u64::from(self.city) << 32 | u64::from(self.branch),
            u64::from(self.house_number) << 32 | u64::from(self.region),
            u64::from(self.make) << 16 | (self.form as u64) << 8 | self.strength as u64,
            letters[..4].iter().fold(0, |all, letter| all << 16 | letter),
            letters[4..8].iter().fold(0, |all, letter| all << 16 | letter),
        ];
        for (slot, part) in
            bytes.chunks_exact_mut(8).zip(parts.iter().chain(&self.phones).chain(&small))
        {
            slot.copy_from_slice(&part.to_le_bytes());
        }
        xxh3_64_with_seed(&bytes, ORDER)
    }

    /// Returns whether two rows of exactly these facts are the same customer.
    pub(super) fn proves_itself(&self) -> bool {
        self.code != 0
            || self.phones[0] != 0
            || self.email != 0 && !self.is_person()
            || self.is_firm()
    }

    /// Returns the part of the name that the widest rule compares: the stem, or the core of a name
    /// that has none.
    fn name(&self) -> u64 {
        if self.stem == 0 { self.core } else { self.stem }
    }

    /// Returns whether the name is a person's: several persons may use one e-mail.
    pub(super) fn is_person(&self) -> bool {
        self.core != 0 && self.strength == Strength::Person
    }

    /// Returns whether the name, where it agrees, proves something without a phone.
    pub(super) fn is_firm(&self) -> bool {
        self.core != 0 && self.strength == Strength::Firm
    }

    /// Returns whether the name has no words of trade: 宝鸡宏达.
    pub(super) fn is_short(&self) -> bool {
        self.core != 0 && self.stem != 0 && self.form == NameForm::Short
    }

    /// Returns whether both names name a make of cars, and not the same.
    pub(super) const fn is_of_another_make(&self, other: &Self) -> bool {
        self.make != 0 && other.make != 0 && self.make != other.make
    }

    /// Returns the phones that are told.
    pub(super) fn phones(&self) -> impl Iterator<Item = u64> {
        self.phones.into_iter().take_while(|phone| *phone != 0)
    }

    /// Returns city, road and house number as one key; 0 where one of them is not told.
    pub(super) fn house(&self) -> u64 {
        if self.city == 0 || self.address_head == 0 || self.house_number == 0 {
            return 0;
        }
        xxh3_64_with_seed(&self.address_head.to_le_bytes(), u64::from(self.city)).max(1)
    }

    /// Returns whether the two have phones that differ in one digit, or in the area code that one
    /// of them lacks.
    pub(super) fn has_close_phone(&self, other: &Self) -> bool {
        self.phones().any(|phone| other.phones().any(|others| is_close(phone, others)))
    }

    /// Returns whether the two share a phone.
    pub(super) fn shares_phone(&self, other: &Self) -> bool {
        self.phones().any(|phone| other.phones.contains(&phone))
    }

    /// Returns whether the two can not be the same customer, whatever agrees (rule 1).
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        let differ = |a: u64, b: u64| a != 0 && b != 0 && a != b;
        let same_code = self.code != 0 && self.code == other.code;
        differ(self.code, other.code)
            || differ(u64::from(self.branch), u64::from(other.branch))
            || !same_code && differ(u64::from(self.region), u64::from(other.region))
            || !same_code && differ(u64::from(self.house_number), u64::from(other.house_number))
    }

    /// Returns the surest reason for which the two are the same customer; `None` where none of
    /// the pair alone proves it.
    pub(super) fn same_reason(&self, other: &Self) -> Option<Reason> {
        let equal = |a: u64, b: u64| a != 0 && a == b;
        if self.contradicts(other) || self.is_of_another_make(other) {
            return None;
        }
        let same_core = equal(self.core, other.core);
        let firms = self.is_firm() && other.is_firm();
        if equal(self.code, other.code) {
            Some(Reason::SameCreditCode)
        } else if (same_core || equal(self.stem, other.stem)) && self.shares_phone(other) {
            Some(Reason::SamePhoneAndName)
        } else if same_core
            && equal(self.email, other.email)
            && !self.is_person()
            && !other.is_person()
        {
            Some(Reason::SameEmailAndName)
        } else if firms && equal(self.stem, other.stem) && equal(self.house(), other.house()) {
            Some(Reason::SameNameAndAddress)
        } else if same_core && firms && equal(u64::from(self.city), u64::from(other.city)) {
            Some(Reason::SameNameAndCity)
        } else if firms
            && equal(self.stem, other.stem)
            && (self.is_short() || other.is_short())
            && equal(u64::from(self.city), u64::from(other.city))
        {
            Some(Reason::ShortNameAndCity)
        } else if same_core && firms && (self.city == 0 || other.city == 0) {
            Some(Reason::SameNameCityUnknown)
        } else if (self.core == 0 || other.core == 0) && self.shares_phone(other) {
            Some(Reason::SamePhoneNoName)
        } else if (self.core == 0 || other.core == 0) && equal(self.email, other.email) {
            Some(Reason::SameEmailNoName)
        } else {
            None
        }
    }
}
