//! Signs that a deal comes nearer to closing (domain rules, section 3).

use std::fmt;

macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident $key:literal $shown_by:ident;)*) => {
        /// A sign that a deal comes nearer to closing. The keys are fixed, because the program
        /// derives signs from records; which grade they stand for is the playbook's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Sign { $($(#[$doc])* $name,)* }

        impl Sign {
            /// Every sign.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the key, which playbooks and the store use.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Returns whether it may be noted, or is told by fields of the record alone.
            pub const fn shown_by(self) -> ShownBy {
                match self { $(Self::$name => ShownBy::$shown_by,)* }
            }
        }
    };
}

/// How a sign comes to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownBy {
    /// By fields of the record alone; noting it changes nothing.
    Fields,
    /// By a field, where it is filled, or by a note.
    FieldsOrNote,
    /// By a note: no field shows it.
    Note,
}

signs! {
    /// The contract is signed.
    ContractSigned "contract-signed" FieldsOrNote;
    /// Paid in full, not delivered.
    PaidInFull "paid-in-full" FieldsOrNote;
    /// A deposit was received; a promise is none.
    DepositReceived "deposit-received" FieldsOrNote;
    /// Model, type and colour are chosen.
    VehicleChosen "vehicle-chosen" Fields;
    /// Payment method and delivery date are given.
    PaymentAndDeliveryGiven "payment-and-delivery-given" FieldsOrNote;
    /// The papers for instalments are on their way.
    InstalmentInProgress "instalment-in-progress" FieldsOrNote;
    /// The old vehicle is being handled.
    TradeInInProgress "trade-in-in-progress" FieldsOrNote;
    /// Payment and delivery are discussed.
    DiscussingPayment "discussing-payment" FieldsOrNote;
    /// Instalments are discussed.
    DiscussingInstalment "discussing-instalment" FieldsOrNote;
    /// They ask for help with the old vehicle.
    AsksTradeInHelp "asks-trade-in-help" FieldsOrNote;
    /// Terms were discussed.
    TermsDiscussed "terms-discussed" Note;
    /// The time of purchase is fixed.
    PurchaseTimeFixed "purchase-time-fixed" Fields;
    /// The next meeting has a date.
    NextMeetingSet "next-meeting-set" Fields;
    /// They came back to see the display vehicle.
    CameBack "came-back" Fields;
    /// The time of purchase is vague.
    TimeVague "time-vague" Fields;
}

impl Sign {
    /// Returns the sign with this key, ignoring case and outer blanks; `None` for any other text.
    pub fn of_key(key: &str) -> Option<Self> {
        let wanted = key.trim();
        Self::ALL.iter().find(|sign| sign.key().eq_ignore_ascii_case(wanted)).copied()
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

impl fmt::Display for Sign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.key())
    }
}

/// A set of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SignSet(u32);

impl SignSet {
    /// No sign.
    pub const EMPTY: Self = Self(0);

    /// Returns the signs whose keys these are; texts that are no key are left out, as a playbook
    /// of another version may have written them.
    pub fn of_keys<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        keys.into_iter().filter_map(Sign::of_key).collect()
    }

    /// Returns whether the sign is in the set.
    pub const fn contains(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }

    /// Returns whether there is no sign in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the set with one sign more.
    #[must_use]
    pub const fn with(self, sign: Sign) -> Self {
        Self(self.0 | sign.bit())
    }

    /// Returns the signs that are in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the signs that are in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the signs of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the signs, in the order of [`Sign::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Sign> {
        Sign::ALL.iter().copied().filter(move |sign| self.contains(*sign))
    }
}

impl FromIterator<Sign> for SignSet {
    fn from_iter<I: IntoIterator<Item = Sign>>(signs: I) -> Self {
        signs.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_found_by_its_key_and_keeps_its_place_in_a_set() {
        for sign in Sign::ALL {
            assert_eq!(Sign::of_key(sign.key()), Some(*sign));
            assert_eq!(SignSet::default().with(*sign).iter().collect::<Vec<_>>(), [*sign]);
        }
        let all: SignSet = Sign::ALL.iter().copied().collect();
        assert_eq!(all.iter().count(), Sign::ALL.len());
        assert_eq!(Sign::of_key(" Came-Back "), Some(Sign::CameBack));
        assert_eq!(Sign::of_key("promised"), None);
    }

    #[test]
    fn keys_that_are_no_sign_are_left_out() {
        let set = SignSet::of_keys(["came-back", "star-sign", "came-back"]);
        assert_eq!(set, SignSet::default().with(Sign::CameBack));
        assert!(set.without(set).is_empty());
        assert!(set.and(SignSet::default().with(Sign::TimeVague)).is_empty());
    }
}
