//! How two rows agree, field by field, and what that weighs.
//!
//! Weights are those of Fellegi and Sunter: the logarithm of how much more often something is
//! seen between rows of one customer than between rows of two, in tenths of a bit. A letter of a
//! name weighs by how rare it is in the list, within limits; where the list is short, all alike.

use pinyin::{Pinyin, ToPinyin as _};

use super::super::clean::company::{LESSER, Letters, NameForm, TRADE, WORD, character};
use super::keys::Keys;
use super::{Matching, Weights};

/// How a field of two rows compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Agreement {
    /// The same.
    Agrees,
    /// Nearly the same: a letter or digit off, one within the other.
    IsClose,
    /// The same in part.
    InPart,
    /// Not the same.
    Differs,
    /// Not told by one of them.
    Missing,
}

/// A field that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Unified social credit code.
    CreditCode,
    /// What is the firm's own of the name.
    Name,
    /// Make of cars in the name.
    Make,
    /// Branch in the name.
    Branch,
    /// Division in the name.
    Region,
    /// Phones.
    Phone,
    /// E-mail address.
    Email,
    /// Road, house number and other words of the address.
    Address,
    /// City.
    City,
}

impl Field {
    /// Returns the stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CreditCode => "credit_code",
            Self::Name => "name",
            Self::Make => "make",
            Self::Branch => "branch",
            Self::Region => "region",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::City => "city",
        }
    }
}

/// What one field says about two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldWeight {
    /// The field.
    pub field: Field,
    /// How it compares.
    pub agreement: Agreement,
    /// Weight in tenths of a bit; below 0 where it is told against. Fields that only forbid a
    /// match, as another branch does, weigh 0.
    pub weight: i32,
}

/// What letters weigh by how rare they are in a list.
pub(super) struct Rarity {
    /// By letter; empty where the list is too short to tell.
    letters: Vec<u8>,
    plain: i32,
    lesser: i32,
    /// What is left, in per cent, of the weight of a letter that only sounds alike.
    sounds_alike: i32,
}

impl Rarity {
    /// All letters weigh alike.
    pub(super) fn unknown(settings: &Matching) -> Self {
        let weights = &settings.weights;
        Self {
            sounds_alike: signed(settings.percents.sounds_alike),
            letters: Vec::new(),
            plain: signed(weights.letter),
            lesser: signed(weights.lesser_letter),
        }
    }

    /// Counts the letters of all names.
    pub(super) fn counted<'k>(names: impl Iterator<Item = &'k Keys>, settings: &Matching) -> Self {
        let mut rarity = Self::unknown(settings);
        let mut counts = vec![0_u32; usize::from(LESSER)];
        let mut count = 0_u32;
        for keys in names.filter(|keys| keys.letters[0] != 0) {
            count += 1;
            for letter in keys.letters.iter().take_while(|letter| **letter != 0) {
                counts[usize::from(letter & !LESSER)] += 1;
            }
        }
        if count >= settings.counted_names {
            let weights = &settings.weights;
            let weigh = |seen: u32| {
                // Half of the evidence: letters of one name do not come independently.
                let bits = 5.0 * f64::from((count / seen.max(1)).max(1)).log2();
                let least = f64::from(weights.letter_least);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "within the limits of the playbook, below 256"
                )]
                let weight = bits.clamp(least, f64::from(weights.letter_most).max(least)) as u8;
                weight
            };
            rarity.letters = counts.into_iter().map(weigh).collect();
        }
        rarity
    }

    fn of(&self, letter: u16) -> i32 {
        if letter & LESSER != 0 {
            return self.lesser;
        }
        let one = match self.letters.get(usize::from(letter)) {
            Some(weight) => i32::from(*weight),
            None => self.plain,
        };
        if is_word(letter) { 2 * one } else { one }
    }
}

const fn is_word(letter: u16) -> bool {
    letter & WORD == WORD
}

const fn is_trade(letter: u16) -> bool {
    let plain = letter & !LESSER;
    plain >= TRADE && plain < WORD
}

/// What the fields of two rows say that weigh something.
pub(super) struct Comparison {
    pub(super) name: FieldWeight,
    pub(super) phone: FieldWeight,
    pub(super) email: FieldWeight,
    pub(super) address: FieldWeight,
    pub(super) city: FieldWeight,
    /// Whether it is forbidden to be sure, whatever else agrees.
    forbids: bool,
    of_persons: bool,
    /// Whether both name the whole firm alike.
    is_same_name: bool,
}

/// What two may differ in and still be one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Allowance {
    /// The house number: one phone, one name, one city; the firm has moved.
    pub(super) house: bool,
    /// The division in the name: one phone, and no other site.
    pub(super) region: bool,
}

impl Comparison {
    pub(super) fn of(one: &Keys, other: &Keys, settings: &Matching, rarity: &Rarity) -> Self {
        let weights = &settings.weights;
        let phone = compare_phones(one, other, weights);
        let is_reached = phone.agreement == Agreement::Agrees;
        let (name, names_differ) = compare_names(one, other, is_reached, (weights, rarity));
        let city = compare_cities(one, other, weights);
        // Unless one phone reaches both, a name alone proves nothing where it may be a person's
        // or anybody's, nor does it prove that a firm has gone to another city.
        let proves_little =
            !one.is_firm() || !other.is_firm() || city.agreement == Agreement::Differs;
        Self {
            name,
            phone,
            email: compare_emails(one, other, weights),
            address: compare_addresses(one, other, settings),
            city,
            forbids: names_differ || proves_little && !is_reached,
            of_persons: one.is_person() && other.is_person(),
            is_same_name: one.core != 0 && one.core == other.core,
        }
    }

    /// Returns the weight from which a person is asked about the two; `None` where nothing but
    /// their names speaks for them, and those forbid it. `is_short` tells that one of the names
    /// alone has no words of trade.
    pub(super) fn possible_from(&self, weights: &Weights, is_short: bool) -> Option<u32> {
        match self.is_supported() {
            true => Some(weights.possible),
            false if self.forbids => None,
            false if is_short => Some(weights.possible_short_name),
            false => Some(weights.possible_name),
        }
    }

    /// Returns the sum of the weights.
    pub(super) fn weight(&self) -> i32 {
        [self.name, self.phone, self.email, self.address, self.city].iter().map(|f| f.weight).sum()
    }

    /// Returns whether the two are surely the same customer, if nothing contradicts.
    pub(super) fn is_sure(&self, weights: &Weights) -> bool {
        !self.forbids && self.weight() >= signed(weights.sure)
    }

    /// Returns whether it is forbidden to be sure, whatever else agrees.
    pub(super) const fn forbids(&self) -> bool {
        self.forbids
    }

    /// Returns whether an equal phone, e-mail or site speaks for the two, whatever their names.
    pub(super) fn is_supported(&self) -> bool {
        let agrees = |field: FieldWeight| field.agreement == Agreement::Agrees;
        agrees(self.phone) || agrees(self.email) || self.is_at_one_site()
    }

    /// Returns whether the two share a phone under names that have nothing in common, or are of
    /// persons and not the same.
    pub(super) fn only_phone_fits(&self) -> bool {
        let other_names = self.name.agreement == Agreement::Differs
            || self.of_persons && self.name.agreement != Agreement::Agrees;
        other_names && self.phone.agreement == Agreement::Agrees
    }

    /// Returns whether the addresses agree, or nearly.
    fn is_at_one_site(&self) -> bool {
        matches!(self.address.agreement, Agreement::Agrees | Agreement::IsClose)
    }

    /// Returns what the two may differ in and still be one customer.
    pub(super) fn allowance(&self) -> Allowance {
        let is_reached = self.phone.agreement == Agreement::Agrees;
        let settled = matches!(self.city.agreement, Agreement::Agrees | Agreement::Missing);
        Allowance {
            house: is_reached && settled && self.is_same_name,
            region: is_reached
                && (self.is_at_one_site() || self.address.agreement == Agreement::Missing),
        }
    }
}

pub(super) fn signed(weight: u32) -> i32 {
    i32::try_from(weight).unwrap_or(i32::MAX)
}

/// Returns how two names compare, and whether they forbid to be sure; `is_reached` tells that
/// both are reached under one phone.
fn compare_names(
    one: &Keys,
    other: &Keys,
    is_reached: bool,
    (weights, rarity): (&Weights, &Rarity),
) -> (FieldWeight, bool) {
    let say = |agreement, weight| FieldWeight { field: Field::Name, agreement, weight };
    let most = signed(weights.name_most);
    if one.core != 0 && one.core == other.core {
        let weight = letters(&one.letters).map(|letter| rarity.of(letter)).sum::<i32>().min(most);
        let weight = weight.max(signed(weights.letter));
        return (say(Agreement::Agrees, weight + signed(weights.same_name)), false);
    }
    if one.letters[0] == 0 || other.letters[0] == 0 {
        return (say(Agreement::Missing, 0), one.is_person() || other.is_person());
    }
    let shared = Shared::of(one, other, rarity);
    let base = shared.weight.min(most);
    let persons = u8::from(one.is_person()) + u8::from(other.is_person());
    let of_another_make = one.is_of_another_make(other);
    let is_sign = (one.form == NameForm::Sign) != (other.form == NameForm::Sign);
    let registered = one.form == NameForm::Registered && other.form == NameForm::Registered;
    let [least, greatest] =
        [shared.left[0].min(shared.left[1]), shared.left[0].max(shared.left[1])];
    let (agreement, weight, differ) = if shared.own < 2 {
        (Agreement::Differs, -signed(weights.name_differs), true)
    } else if greatest == 0 {
        (Agreement::Agrees, base, false)
    } else if least == 0 {
        let missing = signed(weights.missing_letter) * greatest.min(3);
        (Agreement::IsClose, base - missing, registered && greatest > 1)
    } else if greatest == 1 && !shared.of_words && !shared.of_trades {
        let weight = base - signed(weights.wrong_letter);
        (Agreement::IsClose, weight, registered && !is_reached)
    } else if 2 * shared.own >= shared.own + greatest {
        (Agreement::InPart, base - signed(weights.name_in_part), true)
    } else {
        (Agreement::Differs, -signed(weights.name_differs), true)
    };
    if differ && is_sign && !of_another_make {
        // A sign tells the shop, not the firm: another word contradicts little.
        return (say(agreement, weight.max(-signed(weights.missing_letter))), false);
    }
    let of_person = persons == 2 || persons == 1 && agreement != Agreement::Agrees;
    (say(agreement, weight), differ || of_person || of_another_make)
}

fn letters(letters: &Letters) -> impl Iterator<Item = u16> {
    letters.iter().copied().take_while(|letter| *letter != 0)
}

/// What two names have in common.
struct Shared {
    weight: i32,
    /// Letters of their own that agree or sound alike; a word counts as two.
    own: i32,
    /// Letters of its own that each has and the other has not.
    left: [i32; 2],
    of_words: bool,
    /// Whether one of the letters left is a word of trade.
    of_trades: bool,
}

impl Shared {
    fn of(one: &Keys, other: &Keys, rarity: &Rarity) -> Self {
        let (mut a, mut b) = (one.letters, other.letters);
        let mut shared =
            Self { weight: 0, own: 0, left: [0; 2], of_words: false, of_trades: false };
        for letter in a.iter_mut().filter(|letter| **letter != 0) {
            shared.of_words |= is_word(*letter);
            let same = |other: &&mut u16| **other & !LESSER == *letter & !LESSER;
            if let Some(other) = b.iter_mut().find(same) {
                let lesser = (*letter | *other) & LESSER != 0;
                shared.weight += rarity.of(*letter).min(rarity.of(*other));
                if !lesser && !is_trade(*letter) {
                    shared.own += if is_word(*letter) { 2 } else { 1 };
                }
                (*letter, *other) = (0, 0);
            }
        }
        let is_own = |letter: &&mut u16| **letter != 0 && **letter & LESSER == 0;
        let of_trades = |letters: &[u16]| letters.iter().any(|letter| is_trade(*letter));
        for letter in a.iter_mut().filter(is_own) {
            if let Some(other) = b.iter_mut().filter(is_own).find(|o| sound_alike(*letter, **o)) {
                shared.weight +=
                    rarity.of(*letter).min(rarity.of(*other)) * rarity.sounds_alike / 100;
                shared.own += 1;
                (*letter, *other) = (0, 0);
            }
        }
        let left = |letters: &[u16]| {
            let own = letters.iter().filter(|letter| **letter != 0 && **letter & LESSER == 0);
            i32::try_from(own.count()).unwrap_or(i32::MAX)
        };
        shared.left = [left(&a), left(&b)];
        shared.of_trades = of_trades(&a) || of_trades(&b);
        shared
    }
}

/// Returns whether two characters are read alike: who types one often gets the other.
fn sound_alike(one: u16, other: u16) -> bool {
    let sound = |letter| character(letter).and_then(|c| c.to_pinyin()).map(Pinyin::plain);
    sound(one).is_some_and(|read| sound(other) == Some(read))
}

/// Returns how the phones of two compare, by those of each that are compared.
pub(super) fn compare_phones(one: &Keys, other: &Keys, weights: &Weights) -> FieldWeight {
    let (agreement, weight) = if one.phones[0] == 0 || other.phones[0] == 0 {
        (Agreement::Missing, 0)
    } else if one.shares_phone(other) {
        (Agreement::Agrees, signed(weights.phone_agrees))
    } else if one.has_close_phone(other) {
        (Agreement::IsClose, signed(weights.phone_is_close))
    } else {
        (Agreement::Differs, -signed(weights.phone_differs))
    };
    FieldWeight { field: Field::Phone, agreement, weight }
}

fn compare_emails(one: &Keys, other: &Keys, weights: &Weights) -> FieldWeight {
    let (agreement, weight) = match (one.email, other.email) {
        (0, _) | (_, 0) => (Agreement::Missing, 0),
        // Several persons may use one address.
        (a, b) if a == b && (one.is_person() || other.is_person()) => (Agreement::Agrees, 0),
        (a, b) if a == b => (Agreement::Agrees, signed(weights.phone_agrees)),
        _ => (Agreement::Differs, 0),
    };
    FieldWeight { field: Field::Email, agreement, weight }
}

fn compare_cities(one: &Keys, other: &Keys, weights: &Weights) -> FieldWeight {
    let (agreement, weight) = match (one.city, other.city) {
        (0, _) | (_, 0) => (Agreement::Missing, 0),
        (a, b) if a == b => (Agreement::Agrees, signed(weights.city_agrees)),
        _ => (Agreement::Differs, -signed(weights.city_differs)),
    };
    FieldWeight { field: Field::City, agreement, weight }
}

/// Pairs of letters that an address needs to be compared by its words.
const TOLD: u32 = 5;

fn compare_addresses(one: &Keys, other: &Keys, settings: &Matching) -> FieldWeight {
    let Matching { weights, percents, .. } = settings;
    let (a, b) = (one.house_number, other.house_number);
    let [few, many] = {
        let bits = [one.address_sketch.count_ones(), other.address_sketch.count_ones()];
        [bits[0].min(bits[1]), bits[0].max(bits[1])]
    };
    let common = (one.address_sketch & other.address_sketch).count_ones();
    // Per cent of the shorter one's pairs found in the longer, beyond what chance finds.
    let [few_bits, many_bits, common_bits] = [few, many, common].map(u32::cast_signed);
    let alike = if few < TOLD || many == u64::BITS {
        0
    } else {
        100 * (64 * common_bits - few_bits * many_bits) / (64 * few_bits - few_bits * many_bits)
    };
    let same_head = one.address_head != 0 && one.address_head == other.address_head;
    // A house number is many a house's in many a city: there the road has to be the same.
    let elsewhere = one.city != 0 && other.city != 0 && one.city != other.city;
    let same_road = same_head || !elsewhere && alike >= signed(percents.address_same);
    let (agreement, weight) = if a != 0 && b != 0 && a != b {
        (Agreement::Differs, -signed(weights.house_differs))
    } else if a != 0 && a == b && same_road {
        (Agreement::Agrees, signed(weights.address_agrees))
    } else if same_head || alike >= signed(percents.address_close) {
        (Agreement::IsClose, signed(weights.address_is_close))
    } else if few < TOLD {
        (Agreement::Missing, 0)
    } else if alike >= signed(percents.address_part) {
        (Agreement::InPart, signed(weights.address_in_part))
    } else if alike < signed(percents.address_other) {
        (Agreement::Differs, -signed(weights.address_differs))
    } else {
        (Agreement::Missing, 0)
    };
    FieldWeight { field: Field::Address, agreement, weight }
}
