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
//!    joined where the sum of the weights is sure ([`explain()`], [`Weights`]). A letter off, an
//!    abbreviation, words of trade, an address in other words or a digit of the phone lower the
//!    weight. Never sure, and so left to a person, are: two registered names of which both have
//!    letters of their own (two brands of one firm, a firm renamed at its site), unless one phone
//!    reaches both and a single letter differs; two makes of cars; persons, weak names and
//!    other cities without a shared phone. A shop's sign (广汽本田宏达店) is no registered name. Under
//!    one phone a firm may have another house number, for it has moved, if its name is the same.
//! 5. A row without a name goes where its phone or e-mail stands under one customer only.
//! 6. *Held* for a person: what is possible by its weight; a name that fits several customers; the
//!    same name in another city with the same road and house number; the same name in one city with
//!    another house number, where two are called so, for a third makes it a chain's; the same phone
//!    under another name. A held group names a candidate that is not held itself. The same name in another
//!    city is otherwise a new customer.
//! 7. A phone under many different names or cities ([`Matching::shared_phone_limit`]) is a
//!    switchboard or hotline and says nothing.
//!
//! Cost is linear in rows but for sorting: every rule groups rows by one exact key, and under one
//! key no more rows than [`Matching::pair_limit`] are compared with each other.

mod alike;
mod compare;
mod explain;
mod groups;
mod held;
mod keys;
mod settle;
mod twins;
mod units;

pub use compare::{Agreement, Field, FieldWeight};
pub use explain::{Explanation, explain};
pub use keys::{Identity, Keys, as_stored, keys, meet, range};
pub use settle::{Base, settle};
pub use twins::{Twin, twins};

pub use crate::playbook::{MatchingNumbers as Matching, MatchingWeights as Weights};

use crate::model::AccountId;

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
    SamePhoneAndNameOtherHouse "same-phone-and-name-other-house" 84;
    /// Held: the same name in the same city, but another house number, and no third is called so there.
    SameNameOtherHouse "same-name-other-house" 45;
    /// Held: name or phone fits several customers.
    FitsSeveral "fits-several" 50;
    /// Held: the same name in another city, with the same road and house number.
    SameNameSameAddressElsewhere "same-name-same-address-elsewhere" 55;
    /// Held: facts agree or nearly do, but not enough to be sure, by their weights.
    Alike "alike" 65;
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
