//! Which rows are the same customer, and which of the customers we know they are.
//!
//! Rows are compared by the facts in their [`Keys`]; [`settle()`] decides for a batch as a whole.
//! Rules in order (domain rules, section 1 "account"; design, section 5, step 4):
//!
//! 1. *Contradictions* keep two apart whatever agrees: another credit code; another branch
//!    (分公司, 店; the firm itself is another than its branch); another region in the name (沂水宏达
//!    and 费县宏达 are two firms of one city); another house number. What is not told contradicts
//!    nothing, another phone alone is none, and an equal credit code outweighs region and house
//!    number, because firms move and are renamed.
//! 2. *Sure*, strongest first: the same credit code; the same phone and the same name core, or
//!    the same stem of it (宏达 in 宏达汽车销售 and 宏达汽贸); the same e-mail and core; the same
//!    stem, road and house number; the same core in the same city; the same core where one city
//!    is not told and only one is possible; a name without words of trade (杭州宏达) and the only
//!    firm of that stem in its city. Without phone or code the name proves nothing where it is a
//!    person's, or where nothing in it tells firms apart
//!    ([`Strength`](super::clean::company::Strength)).
//! 3. Groups are joined in that order, and never where any two members would contradict each
//!    other or two known accounts would meet. Where several groups could take one, the known
//!    account of lower id comes first, then the group that tells more, then the larger, then a
//!    fixed order of the values themselves: the order of rows plays no part.
//! 4. What is then left is compared field by field, as agreeing, close, different or missing, and
//!    joined where the sum of the weights is sure ([`explain`], [`Weights`]). A letter off, an
//!    abbreviation, words of trade, an address in other words or a digit of the phone lower the
//!    weight. Never sure, and so left to a person, are: two registered names of which both have
//!    letters of their own (two brands of one firm, a firm renamed at its site), unless one phone
//!    reaches both and a single letter differs; two makes of cars; persons, weak names and
//!    other cities without a shared phone. A shop's sign (广汽本田宏达店) is no registered name. Under
//!    one phone a firm may have another house number, for it has moved, if its name is the same.
//! 5. A row without a name goes where its phone or e-mail stands under one customer only.
//! 6. *Held* for a person: what is possible by its weight; a name that fits several customers; the
//!    same name in another city with the same road and house number; the same phone under another
//!    name. A held group names a candidate that is not held itself. The same name in another
//!    city is otherwise a new customer.
//! 7. A phone under many different names or cities ([`Matching::shared_phone_limit`]) is a
//!    switchboard or hotline and says nothing.
//!
//! Cost is linear in rows but for sorting: every rule groups rows by one exact key, and under one
//! key no more rows than [`Matching::pair_limit`] are compared with each other.

mod alike;
mod compare;
mod groups;
mod held;
mod keys;
mod settle;
mod units;

pub use compare::{Agreement, Field, FieldWeight, explain};
pub use keys::{Identity, Keys, keys};
pub use settle::settle;

use crate::model::AccountId;

/// Numbers of the matching rules, from `[matching]` of the playbook. Weights are tenths of a bit
/// of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matching {
    /// Number of different names or cities, inclusive, up to which a phone says who somebody is.
    /// Default 5.
    pub shared_phone_limit: u32,
    /// Number of open groups that a row is compared with under one key, before only an equal
    /// house number is looked for. Bounds the cost of very common names. Default 64.
    pub comparison_limit: u32,
    /// Number of rows under one key up to which each is compared with each. Default 24.
    pub pair_limit: u32,
    /// Number of names from which their letters are counted. Default 2,000.
    pub counted_names: u32,
    /// Weights and thresholds.
    pub weights: Weights,
}

impl Default for Matching {
    fn default() -> Self {
        Self {
            shared_phone_limit: 5,
            comparison_limit: 64,
            pair_limit: 24,
            counted_names: 2_000,
            weights: Weights::default(),
        }
    }
}

impl Matching {
    /// Returns how likely two of this weight are the same, 0 to 100, where it is not sure.
    pub(crate) fn score(&self, weight: i32) -> u8 {
        let (possible, sure) = (i64::from(self.weights.possible), i64::from(self.weights.sure));
        let above = (i64::from(weight) - possible).clamp(0, (sure - possible).max(1));
        u8::try_from(40 + 40 * above / (sure - possible).max(1)).unwrap_or(80)
    }
}

/// Weights of what is compared, in tenths of a bit; what is told against is subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Weight from which two are surely the same. Default 140.
    pub sure: u32,
    /// Weight from which a person is asked. Default 80.
    pub possible: u32,
    /// Weight from which a person is asked about names that nothing but the city says more of.
    /// Default 100.
    pub possible_name: u32,
    /// Weight from which a person is asked about a short name that nothing but its city says
    /// more of. Default 40.
    pub possible_short_name: u32,
    /// An equal phone or e-mail. Default 100.
    pub phone_agrees: u32,
    /// Phones that differ in one digit, or in the area code that one lacks. Default 50.
    pub phone_is_close: u32,
    /// Told against: phones on both sides, none of them alike. Default 10.
    pub phone_differs: u32,
    /// One letter of a name that agrees, where the list is too short to count it. Default 30.
    pub letter: u32,
    /// A counted letter at least: one that many names have. Default 20.
    pub letter_least: u32,
    /// A counted letter at most: one that hardly any name has. Default 45.
    pub letter_most: u32,
    /// A letter behind words of trade, or an article. Default 8.
    pub lesser_letter: u32,
    /// All letters of a name together, at most. Default 100.
    pub name_most: u32,
    /// Added where the whole name is the same. Default 20.
    pub same_name: u32,
    /// Told against: one letter for another. Default 30.
    pub wrong_letter: u32,
    /// Told against: each letter that one name has and the other has not. Default 10.
    pub missing_letter: u32,
    /// Told against: more letters that differ. Default 40.
    pub name_in_part: u32,
    /// Told against: nothing of the names agrees. Default 80.
    pub name_differs: u32,
    /// The same road and house number. Default 80.
    pub address_agrees: u32,
    /// An address without house number in nearly the same words. Default 60.
    pub address_is_close: u32,
    /// An address in partly the same words. Default 30.
    pub address_in_part: u32,
    /// Told against: another house number. Default 40.
    pub house_differs: u32,
    /// Told against: an address in other words. Default 10.
    pub address_differs: u32,
    /// The same city. Default 10.
    pub city_agrees: u32,
    /// Told against: another city. Default 50.
    pub city_differs: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            sure: 140,
            possible: 80,
            possible_name: 100,
            possible_short_name: 40,
            phone_agrees: 100,
            phone_is_close: 50,
            phone_differs: 10,
            letter: 30,
            letter_least: 20,
            letter_most: 45,
            lesser_letter: 8,
            name_most: 100,
            same_name: 20,
            wrong_letter: 30,
            missing_letter: 10,
            name_in_part: 40,
            name_differs: 80,
            address_agrees: 80,
            address_is_close: 60,
            address_in_part: 30,
            house_differs: 40,
            address_differs: 10,
            city_agrees: 10,
            city_differs: 50,
        }
    }
}

/// What becomes of a row in matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A customer not seen before; other rows of the batch may be the same.
    New,
    /// The same customer as an earlier row of the batch, which is `New`.
    SameAs {
        /// Position of the first row of the group.
        row: u32,
        /// Why.
        reason: Reason,
    },
    /// A customer we know.
    Known {
        /// Its account.
        account: AccountId,
        /// Why.
        reason: Reason,
    },
    /// A person has to decide.
    Held {
        /// Whom it may be; never somebody held.
        candidate: Option<Candidate>,
        /// Position of the first row of the held group: held rows that are surely the same.
        group: u32,
        /// How likely it is the candidate, 0 to 100.
        score: u8,
        /// Why it is held.
        reason: Reason,
    },
}

const _: () = assert!(size_of::<Fate>() <= 24);

/// Whom a held row may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// An account we know.
    Account(AccountId),
    /// The customer of this row of the batch: position of the first row of a group that is new.
    Row(u32),
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $score:literal;)*) => {
        /// Why a row is the same customer, or why it is held.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// Every reason, surest first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Returns how likely it makes two rows the same customer, 0 to 100.
            pub const fn score(self) -> u8 {
                match self { $(Self::$name => $score,)* }
            }
        }
    };
}

reasons! {
    /// Equal credit codes.
    SameCreditCode "same-credit-code" 100;
    /// A shared phone and the same name.
    SamePhoneAndName "same-phone-and-name" 98;
    /// The same e-mail and the same name.
    SameEmailAndName "same-email-and-name" 97;
    /// The same name but for words of trade, and the same road and house number in one city.
    SameNameAndAddress "same-name-and-address" 96;
    /// The same name in the same city.
    SameNameAndCity "same-name-and-city" 95;
    /// One name is the other without words of trade, in the same city.
    ShortNameAndCity "short-name-and-city" 92;
    /// The same name, the city of one of them not told.
    SameNameCityUnknown "same-name-city-unknown" 90;
    /// No name, and a phone that only this customer has.
    SamePhoneNoName "same-phone-no-name" 88;
    /// No name, and an e-mail that only this customer has.
    SameEmailNoName "same-email-no-name" 87;
    /// Most facts agree or nearly do, by their weights.
    AlmostTheSame "almost-the-same" 86;
    /// The same as another row that is the same customer.
    SameAsOther "same-as-other" 85;
    /// Held: a shared phone and the same name, but another house number.
    SamePhoneAndNameOtherHouse "same-phone-and-name-other-house" 70;
    /// Held: name or phone fits several customers.
    FitsSeveral "fits-several" 60;
    /// Held: the same name in another city, with the same road and house number.
    SameNameSameAddressElsewhere "same-name-same-address-elsewhere" 55;
    /// Held: facts agree or nearly do, but not enough to be sure, by their weights.
    Alike "alike" 52;
    /// Held: a shared phone under another name.
    SamePhoneOtherName "same-phone-other-name" 50;
}

/// Prints the stable code.
impl std::fmt::Display for Reason {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod labelled;
#[cfg(test)]
mod tests;
