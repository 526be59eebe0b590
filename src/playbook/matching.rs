//! Numbers of the search for duplicates.

use super::reader::{Reader, Section};

/// Numbers of the search for duplicates. Source: design, section 5, step 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchingNumbers {
    /// Number of different names or cities, inclusive, up to which a phone says who somebody is;
    /// from 1. Beyond it is a switchboard, which joins nobody.
    pub shared_phone_limit: u32,
    /// Number of open groups that a row is compared with under one key, before only an equal
    /// house number is looked for; from 1. Bounds the cost of very common names.
    pub comparison_limit: u32,
    /// Number of rows under one key up to which each is compared with each; from 2.
    pub pair_limit: u32,
    /// Number of names in a list from which their letters are counted; from 1.
    pub counted_names: u32,
    /// Weights and thresholds.
    pub weights: MatchingWeights,
    /// How much alike things have to be.
    pub percents: MatchingPercents,
}

macro_rules! percents {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// How much alike things have to be, and what is left of a weight, in per cent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct MatchingPercents { $($(#[$doc])* pub $name: u32,)* }

        impl MatchingPercents {
            fn read(reader: &mut Reader<'_>, section: &mut Section<'_>) -> Self {
                Self { $($name: section.number(reader, stringify!($name), 0..=100).unwrap_or(0),)* }
            }
        }
    };
}

percents! {
    /// Share of the words of two addresses of one house number from which they are the same.
    address_same;
    /// Share from which two addresses are nearly the same, whatever the house number.
    address_close;
    /// Share from which two addresses are in part the same.
    address_part;
    /// Share below which two addresses differ.
    address_other;
    /// What a letter weighs that only sounds alike, of one that is the same.
    sounds_alike;
    /// Score of what is just possible.
    score_possible;
    /// Score of what is all but sure.
    score_sure;
    /// Added to the score where a phone agrees.
    score_phone_agrees;
    /// Taken from the score where phones differ in one digit, as those of two shops of one firm.
    score_phone_is_close;
    /// Taken from the score where phones are told and none agrees.
    score_phone_differs;
    /// Score, at most, of two that stand in one list under names, or at houses, that differ.
    score_one_list;
    /// Of the customers of one list so many stand in another one, below which a person is told that they
    /// share few.
    few_in_both;
}

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// Weights of what is compared, and the sums that decide, in tenths of a bit of evidence,
        /// 0 to 1,000. What is told against is subtracted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct MatchingWeights { $($(#[$doc])* pub $name: u32,)* }

        impl MatchingWeights {
            fn read(reader: &mut Reader<'_>, section: &mut Section<'_>) -> Self {
                Self { $($name: section.number(reader, stringify!($name), 0..=1000).unwrap_or(0),)* }
            }
        }
    };
}

weights! {
    /// Weight from which two are surely the same.
    sure;
    /// Weight from which a person is asked, where a phone, an e-mail or a site agrees.
    possible;
    /// Weight from which a person is asked about names that nothing but the city says more of.
    possible_name;
    /// The same for a short name: 宝鸡宏达.
    possible_short_name;
    /// An equal phone or e-mail.
    phone_agrees;
    /// Phones that differ in one digit, or in the area code that one lacks.
    phone_is_close;
    /// Told against: phones on both sides, none of them alike.
    phone_differs;
    /// One letter of a name that agrees, where the list is too short to count it.
    letter;
    /// A counted letter at least: one that many names have.
    letter_least;
    /// A counted letter at most: one that hardly any name has.
    letter_most;
    /// A letter behind words of trade, or an article.
    lesser_letter;
    /// All letters of a name together, at most.
    name_most;
    /// Added where the whole name is the same.
    same_name;
    /// Told against: one letter for another.
    wrong_letter;
    /// Told against: each letter that one name has and the other has not.
    missing_letter;
    /// Told against: more letters that differ.
    name_in_part;
    /// Told against: nothing of the names agrees.
    name_differs;
    /// The same road and house number.
    address_agrees;
    /// An address without house number in nearly the same words.
    address_is_close;
    /// An address in partly the same words.
    address_in_part;
    /// Told against: another house number.
    house_differs;
    /// Told against: an address in other words.
    address_differs;
    /// The same city.
    city_agrees;
    /// Told against: another city.
    city_differs;
}

impl MatchingNumbers {
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut Section<'_>) -> Self {
        let mut section = root.section(reader, "matching");
        let mut number = |key, range| section.number(reader, key, range).unwrap_or(1);
        let shared_phone_limit = number("shared_phone_limit", 1..=1000);
        let comparison_limit = number("comparison_limit", 1..=1000);
        let pair_limit = number("pair_limit", 2..=1000);
        let counted_names = number("counted_names", 1..=1_000_000);
        let mut inner = section.section(reader, "weights");
        let weights = MatchingWeights::read(reader, &mut inner);
        inner.finish(reader);
        let mut inner = section.section(reader, "percents");
        let percents = MatchingPercents::read(reader, &mut inner);
        inner.finish(reader);
        section.finish(reader);
        Self { shared_phone_limit, comparison_limit, pair_limit, counted_names, weights, percents }
    }
}
