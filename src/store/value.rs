//! The two types of value that a store column holds, and how the types of `model` map to them.
//!
//! Every column is BIGINT or TEXT on both engines, so one small enum binds and reads them all.

use super::cells::Cells;
use crate::model::{
    AccountId, AccountKind, AppointmentEnd, AppointmentId, BatchId, BatchRowId, BuyingRole,
    CalendarPreset, Choice, ContactId, Day, DayOffId, DealId, DealState, DeliveryId, EntryPoint,
    EvidenceSource, Factor, FirstContact, Grade, GradeMoveId, Instalment, Instant, LostRecordId,
    MergerId, Money, OperationId, OrderId, OrderLineId, Origin, OutcomeKind, Ownership, PhoneId,
    PhoneKind, PlaybookId, PurchaseId, SeparationId, ShopId, SkipId, SourceId, SourceKind, StaffId,
    StaffRole, StageMoveId, TouchId, TouchKind, TouchResult, TradeIn, VariantId, VehicleId,
};

/// A value bound to a statement, or read from a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Val<'a> {
    /// No value.
    Null,
    /// A whole number, an id, a flag (0 or 1), an amount in minor units.
    Int(i64),
    /// A text that somebody else holds.
    Text(&'a str),
    /// A text made for this value.
    Owned(String),
}

impl Val<'_> {
    /// Returns the text, or `None` where the value is no text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Owned(text) => Some(text),
            Self::Null | Self::Int(_) => None,
        }
    }
}

/// A cell of the store that does not hold what its column promises: the store is damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a cell holds `{found}` where {expected} was expected")]
pub struct BadCell {
    /// What the cell holds.
    pub found: String,
    /// What its column promises.
    pub expected: &'static str,
}

impl BadCell {
    fn new(found: &Val<'_>, expected: &'static str) -> Self {
        let found = match found {
            Val::Null => "nothing".to_owned(),
            Val::Int(number) => number.to_string(),
            Val::Text(text) => (*text).to_owned(),
            Val::Owned(text) => text.clone(),
        };
        Self { found, expected }
    }
}

/// A type that a column of the store can hold.
pub trait Column: Sized {
    /// Returns the value to bind.
    fn to_val(&self) -> Val<'_>;
    /// Returns the value read; an error where the cell holds something else.
    fn from_val(val: &Val<'_>) -> Result<Self, BadCell>;
    /// Adds the value to a row.
    fn put_cell(&self, cells: &mut Cells) {
        cells.put_val(&self.to_val());
    }
}

impl Column for i64 {
    fn to_val(&self) -> Val<'_> {
        Val::Int(*self)
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        match val {
            Val::Int(number) => Ok(*number),
            other => Err(BadCell::new(other, "a number")),
        }
    }
}

impl Column for bool {
    fn to_val(&self) -> Val<'_> {
        Val::Int(i64::from(*self))
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        match val {
            Val::Int(0) => Ok(false),
            Val::Int(1) => Ok(true),
            other => Err(BadCell::new(other, "0 or 1")),
        }
    }
}

impl Column for Money {
    fn to_val(&self) -> Val<'_> {
        Val::Int(self.minor)
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        i64::from_val(val).map(|minor| Self { minor })
    }
}

impl Column for String {
    fn to_val(&self) -> Val<'_> {
        Val::Text(self)
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        val.as_str().map(str::to_owned).ok_or_else(|| BadCell::new(val, "a text"))
    }
}

impl<T: Column> Column for Option<T> {
    fn to_val(&self) -> Val<'_> {
        self.as_ref().map_or(Val::Null, T::to_val)
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        if *val == Val::Null { Ok(None) } else { T::from_val(val).map(Some) }
    }

    fn put_cell(&self, cells: &mut Cells) {
        match self {
            Some(value) => value.put_cell(cells),
            None => cells.put_null(),
        }
    }
}

macro_rules! id_columns {
    ($($id:ty),*) => {$(
        impl Column for $id {
            fn to_val(&self) -> Val<'_> {
                Val::Int(self.0)
            }

            fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
                i64::from_val(val).map(Self)
            }
        }
    )*};
}
id_columns!(
    OperationId,
    PlaybookId,
    ShopId,
    StaffId,
    SourceId,
    BatchId,
    AccountId,
    ContactId,
    PhoneId,
    DealId,
    TouchId,
    AppointmentId,
    StageMoveId,
    GradeMoveId,
    OrderId,
    OrderLineId,
    VehicleId,
    PurchaseId,
    VariantId,
    SeparationId,
    MergerId,
    DayOffId,
    SkipId,
    DeliveryId,
    LostRecordId,
    BatchRowId
);

/// Values kept as the text that they print and parse.
macro_rules! text_columns {
    ($($type:ty: $expected:literal),*) => {$(
        impl Column for $type {
            fn to_val(&self) -> Val<'_> {
                Val::Owned(self.to_string())
            }

            fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
                let bad = || BadCell::new(val, $expected);
                val.as_str().ok_or_else(bad)?.parse().map_err(|_| bad())
            }
        }
    )*};
}
text_columns!(Instant: "an instant");

impl Column for Day {
    fn to_val(&self) -> Val<'_> {
        Val::Owned(self.to_text())
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        let bad = || BadCell::new(val, "a day");
        val.as_str().ok_or_else(bad)?.parse().map_err(|_| bad())
    }
}

impl Column for Grade {
    fn to_val(&self) -> Val<'_> {
        Val::Text(self.letter())
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        let bad = || BadCell::new(val, "a grade");
        val.as_str().ok_or_else(bad)?.parse().map_err(|_| bad())
    }
}

macro_rules! choice_columns {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn to_val(&self) -> Val<'_> {
                Val::Text(self.key())
            }

            fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
                let bad = || BadCell::new(val, <$type>::LIST);
                <$type>::read(val.as_str().ok_or_else(bad)?).map_err(|_| bad())
            }
        }
    )*};
}
choice_columns!(
    AccountKind,
    PhoneKind,
    TouchKind,
    TouchResult,
    DealState,
    Origin,
    EvidenceSource,
    CalendarPreset,
    SourceKind,
    Ownership,
    OutcomeKind,
    Instalment,
    TradeIn,
    EntryPoint,
    FirstContact,
    AppointmentEnd
);

/// What is unknown is kept as no value: most factors of most deals are.
impl Column for Factor {
    fn to_val(&self) -> Val<'_> {
        if *self == Self::Unknown { Val::Null } else { Val::Text(self.key()) }
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        match val.as_str() {
            Some(key) => Self::read(key).map_err(|_| BadCell::new(val, Self::LIST)),
            None => Ok(Self::Unknown),
        }
    }
}

/// Lists are kept as a JSON array of texts; an empty one as `[]`.
impl Column for Vec<String> {
    fn to_val(&self) -> Val<'_> {
        if self.is_empty() {
            return Val::Text("[]");
        }
        // Serialising strings cannot fail.
        Val::Owned(serde_json::to_string(self).unwrap_or_default())
    }

    fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
        let bad = || BadCell::new(val, "a list of texts");
        match val.as_str().ok_or_else(bad)? {
            "[]" => Ok(Self::new()),
            text => serde_json::from_str(text).map_err(|_| bad()),
        }
    }
}

macro_rules! choice_lists {
    ($($type:ty),*) => {$(
        impl Column for Vec<$type> {
            fn to_val(&self) -> Val<'_> {
                let keys: Vec<String> = self.iter().map(|value| value.key().to_owned()).collect();
                match keys.to_val() {
                    Val::Text(text) => Val::Owned(text.to_owned()),
                    Val::Owned(text) => Val::Owned(text),
                    Val::Null | Val::Int(_) => Val::Null,
                }
            }

            fn from_val(val: &Val<'_>) -> Result<Self, BadCell> {
                Vec::<String>::from_val(val)?
                    .iter()
                    .map(|key| <$type>::read(key).map_err(|_| BadCell::new(val, <$type>::LIST)))
                    .collect()
            }
        }
    )*};
}
choice_lists!(BuyingRole, StaffRole);

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_back<T: Column + PartialEq + std::fmt::Debug>(value: &T) {
        assert_eq!(T::from_val(&value.to_val()).as_ref(), Ok(value));
        let (mut put, mut bound) = (Cells::new(1), Cells::new(1));
        value.put_cell(&mut put);
        bound.put_val(&value.to_val());
        put.end_row();
        bound.end_row();
        assert_eq!(put.value(0, 0), bound.value(0, 0));
    }

    #[test]
    fn what_is_bound_is_read_back() {
        comes_back(&7_i64);
        comes_back(&true);
        comes_back(&Money { minor: -5 });
        comes_back(&"多达".to_owned());
        comes_back(&None::<String>);
        comes_back(&Some(AccountId(3)));
        comes_back(&Day::new(2026, 3, 1).unwrap());
        comes_back(&"2026-03-01T00:00:00Z".parse::<Instant>().unwrap());
        comes_back(&Grade::None);
        comes_back(&TouchResult::NoAnswer);
        comes_back(&Vec::<String>::new());
        comes_back(&vec!["a\"b".to_owned(), "展会".to_owned()]);
        comes_back(&vec![BuyingRole::User, BuyingRole::Approver]);
    }

    #[test]
    fn a_cell_of_another_kind_is_damage() {
        assert!(i64::from_val(&Val::Text("1")).is_err());
        assert!(bool::from_val(&Val::Int(2)).is_err());
        assert!(Day::from_val(&Val::Text("2026-02-30")).is_err());
        assert!(Grade::from_val(&Val::Null).is_err());
        assert!(Vec::<String>::from_val(&Val::Text("{}")).is_err());
    }
}
