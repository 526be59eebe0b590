//! Short ids, printed with the letter of their kind and never reused.

use std::fmt;
use std::str::FromStr;

/// A text that is no id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {kind} id; one looks like `{letter}12`")]
pub struct BadId {
    /// What was given.
    pub text: String,
    /// The kind that was expected, as its English word.
    pub kind: &'static str,
    /// The letter that ids of this kind begin with.
    pub letter: &'static str,
}

/// An id of one kind of record.
pub trait Id: Copy + Eq + Ord + fmt::Display + Into<AnyId> {
    /// The kind of record that it names.
    const KIND: IdKind;

    /// Returns the id of a number.
    fn new(number: i64) -> Self;

    /// Returns its number within the kind, from 1.
    fn number(self) -> i64;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $letter:literal $word:literal;)*) => {
        /// A kind of record, each with ids of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum IdKind {
            $($(#[$doc])* $name,)*
        }

        impl IdKind {
            /// Every kind, in the order in which records depend on each other.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the letter (or two) that ids of this kind are printed with.
            pub const fn letter(self) -> &'static str {
                match self { $(Self::$name => $letter,)* }
            }

            /// Returns the English word of the kind: `account`, `batch_row`; the name of its table.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(pub i64);

            impl Id for $name {
                const KIND: IdKind = IdKind::$name;

                fn new(number: i64) -> Self {
                    Self(number)
                }

                fn number(self) -> i64 {
                    self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(out, "{}{}", $letter, self.0)
                }
            }

            impl FromStr for $name {
                type Err = BadId;

                fn from_str(text: &str) -> Result<Self, BadId> {
                    parse(text, Self::KIND).map(Self)
                }
            }

            impl From<$name> for AnyId {
                fn from(id: $name) -> Self {
                    Self { kind: $name::KIND, number: id.0 }
                }
            }
        )*
    };
}

ids! {
    /// One run of a writing command.
    OperationId "O" "operation";
    /// A version of the team's rules.
    PlaybookId "PB" "playbook";
    /// A point of sale.
    ShopId "SH" "shop";
    /// A person of ours.
    StaffId "S" "staff";
    /// Days on which a shop is closed, or a person of ours is away.
    DayOffId "F" "day_off";
    /// A list that prospects were, or will be, collected from.
    SourceId "Q" "source";
    /// One run of an import of one source.
    BatchId "B" "batch";
    /// An organisation or a person we may sell to.
    AccountId "A" "account";
    /// A person at an account.
    ContactId "P" "contact";
    /// A telephone number of an account or of one of its contacts.
    PhoneId "TEL" "phone";
    /// One possible purchase by one account.
    DealId "D" "deal";
    /// One contact, or attempt, with an account.
    TouchId "T" "touch";
    /// An agreed future touch.
    AppointmentId "AP" "appointment";
    /// An item of the agenda that was passed over.
    SkipId "K" "skip";
    /// One step of a deal through its funnel.
    StageMoveId "SM" "stage_move";
    /// One change of a deal's grade.
    GradeMoveId "GM" "grade_move";
    /// An order.
    OrderId "R" "sales_order";
    /// A line of an order.
    OrderLineId "RL" "order_line";
    /// Pieces of one line of an order handed over on one day.
    DeliveryId "DL" "delivery";
    /// Why a deal was lost.
    LostRecordId "LR" "lost_record";
    /// A vehicle of an account.
    VehicleId "V" "vehicle";
    /// Something an account bought: a line of a parts or service invoice.
    PurchaseId "U" "purchase";
    /// A value that a list gave and another one outweighed.
    VariantId "VA" "variant";
    /// Two accounts, or an account and a row, that a person declared different.
    SeparationId "X" "separation";
    /// Two accounts that a person declared one.
    MergerId "MG" "merger";
    /// One row of a batch.
    BatchRowId "L" "batch_row";
}

/// An id whose kind is known at run time only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnyId {
    /// What it names.
    pub kind: IdKind,
    /// Its number within the kind, from 1.
    pub number: i64,
}

impl AnyId {
    /// Returns the id that `text` spells with its letter, in either case; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letter, number) = text.split_at_checked(digits)?;
        let kind = *IdKind::ALL.iter().find(|kind| kind.letter().eq_ignore_ascii_case(letter))?;
        Some(Self { kind, number: number_of(number)? })
    }
}

impl fmt::Display for AnyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.kind.letter(), self.number)
    }
}

fn parse(text: &str, kind: IdKind) -> Result<i64, BadId> {
    let trimmed = text.trim();
    let bare = trimmed
        .get(..kind.letter().len())
        .filter(|head| head.eq_ignore_ascii_case(kind.letter()))
        .map_or(trimmed, |head| &trimmed[head.len()..]);
    number_of(bare).ok_or_else(|| BadId {
        text: text.to_owned(),
        kind: kind.word(),
        letter: kind.letter(),
    })
}

fn number_of(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_with_and_without_their_letter() {
        for text in ["A12", "a12", "12", " A12 "] {
            assert_eq!(text.parse(), Ok(AccountId(12)), "{text}");
        }
        assert_eq!("SH3".parse(), Ok(ShopId(3)));
        assert_eq!("S3".parse(), Ok(StaffId(3)));
        assert_eq!(AccountId(12).to_string(), "A12");
    }

    #[test]
    fn what_is_no_id_is_refused_with_an_example() {
        for text in ["", "A", "D12", "A-1", "A0", "12x", "A１２", "A99999999999999999999"] {
            assert!(text.parse::<AccountId>().is_err(), "{text}");
        }
        let error = "D12".parse::<AccountId>().unwrap_err();
        assert_eq!(error.to_string(), "`D12` is no account id; one looks like `A12`");
    }

    #[test]
    fn letters_tell_kinds_apart() {
        assert_eq!(AnyId::parse("s7"), Some(AnyId { kind: IdKind::StaffId, number: 7 }));
        assert_eq!(AnyId::parse("SH7"), Some(AnyId { kind: IdKind::ShopId, number: 7 }));
        assert_eq!(AnyId::parse("Z7"), None);
        assert_eq!(AnyId::parse("7"), None);
        assert_eq!(AnyId::parse("多达"), None);
        let mut letters: Vec<_> = IdKind::ALL.iter().map(|kind| kind.letter()).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), IdKind::ALL.len());
    }
}
