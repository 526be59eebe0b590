//! What a row is made of: typed cells, lent by the row.

use std::borrow::Cow;

use super::{CellKind, CellType};
use crate::model::{
    AccountId, AccountKind, AnyId, AppointmentEnd, AppointmentId, BatchId, BatchRowId, BuyingRole,
    CalendarPreset, Choice, ContactId, Day, DayOffId, DealId, DealState, DeliveryId, EntryPoint,
    EvidenceSource, Factor, FirstContact, Grade, GradeMoveId, IdKind, Instalment, Instant,
    LostRecordId, MergerId, Money, OperationId, OrderId, OrderLineId, Origin, OutcomeKind,
    Ownership, PhoneId, PhoneKind, PlaybookId, PurchaseId, SeparationId, ShopId, SkipId,
    SourceGroup, SourceId, SourceKind, StaffId, StaffRole, StageMoveId, TouchId, TouchKind,
    TouchResult, TradeIn, VariantId, VehicleId,
};

/// A result that can be shown as rows.
pub trait Tabular {
    /// Keys of the cells, in their order: CSV header and JSON field names.
    ///
    /// Scripts depend on them: adding one at the end is fine, renaming one is a breaking change.
    const KEYS: &'static [&'static str];

    /// Types of the cells, in the order of the keys: what the JSON Schema of the rows is made of.
    /// Written as JSON, every row is compared with them in builds for tests.
    const TYPES: &'static [CellType] = &[];

    /// Key of the cell that other commands know the row by, where that is no id of a record;
    /// without it, it is the first id of the row.
    const NAMED_BY: Option<&'static str> = None;

    /// Hands every cell to `put`, as many as there are keys and in the same order.
    fn cells(&self, put: &mut dyn FnMut(Cell<'_>));
}

/// One value of a row. The type decides alignment, quoting and how a missing value looks.
pub enum Cell<'a> {
    /// Nothing known: `null` in JSON, empty elsewhere.
    Null,
    /// Text of people.
    Text(Cow<'a, str>),
    /// Text that is of no use when cut: a telephone number, a plate, a number on paper.
    Code(Cow<'a, str>),
    /// A value of a pick list: data formats print the key, tables the word for it.
    Key(&'a str),
    /// A value of one of several pick lists that a column may hold, such as the stages of a funnel.
    KeyOf {
        /// The key of the list.
        list: &'a str,
        /// The value.
        key: &'a str,
    },
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A business day.
    Day(Day),
    /// A point in time, printed in UTC.
    Instant(Instant),
    /// An amount, a decimal string in JSON so that no reader rounds it.
    Money(Money),
    /// An id with its letter.
    Id(AnyId),
    /// Several texts.
    Texts(&'a [String]),
    /// Several values of a pick list.
    Keys(Vec<&'static str>),
    /// Rows within the row.
    Records(&'a dyn Records),
}

impl<'a> Cell<'a> {
    /// Returns the cell of a text that is never cut; [`Cell::Null`] where there is none.
    pub fn code(text: Option<&'a str>) -> Self {
        text.map_or(Cell::Null, |text| Cell::Code(Cow::Borrowed(text)))
    }
}

/// Rows within a cell.
pub trait Records {
    /// Returns the keys of every row.
    fn keys(&self) -> &'static [&'static str];
    /// Returns how many rows there are.
    fn count(&self) -> usize;
    /// Hands the cells of the row at `index`, from 0, to `put`; none where there is no such row.
    fn row(&self, index: usize, put: &mut dyn FnMut(Cell<'_>));
}

impl<T: Tabular> Records for Vec<T> {
    fn keys(&self) -> &'static [&'static str] {
        T::KEYS
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn row(&self, index: usize, put: &mut dyn FnMut(Cell<'_>)) {
        if let Some(row) = self.get(index) {
            row.cells(put);
        }
    }
}

/// A value that fills a cell.
pub trait AsCell {
    /// What cells of these values hold.
    const TYPE: CellType;

    /// Returns the cell that shows the value; missing values are [`Cell::Null`].
    fn as_cell(&self) -> Cell<'_>;
}

impl<T: AsCell + ?Sized> AsCell for &T {
    const TYPE: CellType = T::TYPE;

    fn as_cell(&self) -> Cell<'_> {
        T::as_cell(self)
    }
}

impl<T: AsCell> AsCell for Option<T> {
    const TYPE: CellType = T::TYPE.or_none();

    fn as_cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, T::as_cell)
    }
}

impl AsCell for str {
    const TYPE: CellType = CellType::new(CellKind::Text);

    fn as_cell(&self) -> Cell<'_> {
        Cell::Text(Cow::Borrowed(self))
    }
}

impl AsCell for String {
    const TYPE: CellType = str::TYPE;

    fn as_cell(&self) -> Cell<'_> {
        self.as_str().as_cell()
    }
}

impl AsCell for Vec<String> {
    const TYPE: CellType = CellType::new(CellKind::Texts);

    fn as_cell(&self) -> Cell<'_> {
        Cell::Texts(self)
    }
}

macro_rules! copied {
    ($(|$value:ident: $type:ty| $kind:expr => $cell:expr;)*) => {$(
        impl AsCell for $type {
            const TYPE: CellType = CellType::new($kind);

            fn as_cell(&self) -> Cell<'_> {
                let $value = *self;
                $cell
            }
        }
    )*};
}

copied! {
    |value: i64| CellKind::Int => Cell::Int(value);
    |value: bool| CellKind::Bool => Cell::Bool(value);
    |value: Day| CellKind::Day => Cell::Day(value);
    |value: Instant| CellKind::Instant => Cell::Instant(value);
    |value: Money| CellKind::Money => Cell::Money(value);
    |value: AnyId| CellKind::Id(None) => Cell::Id(value);
    |value: Grade| CellKind::Key(|| Grade::ALL.iter().map(|grade| grade.letter()).collect()) =>
        Cell::Key(value.letter());
}

macro_rules! ids {
    ($($type:ident)*) => { copied! {
        $(|value: $type| CellKind::Id(Some(IdKind::$type)) => Cell::Id(value.into());)*
    } };
}

ids! {
    OperationId PlaybookId ShopId StaffId SourceId BatchId AccountId ContactId PhoneId DealId
    TouchId AppointmentId StageMoveId GradeMoveId OrderId OrderLineId VehicleId PurchaseId
    VariantId SeparationId MergerId BatchRowId DayOffId SkipId DeliveryId LostRecordId
}

/// Returns the keys of a pick list.
fn keys_of<T: Choice>() -> Vec<&'static str> {
    T::ALL.iter().map(|value| value.key()).collect()
}

macro_rules! choices {
    ($($type:ident)*) => {
        copied! { $(|value: $type| CellKind::Key(keys_of::<$type>) => Cell::Key(value.key());)* }

        $(impl AsCell for Vec<$type> {
            const TYPE: CellType = CellType::new(CellKind::Keys(keys_of::<$type>));

            fn as_cell(&self) -> Cell<'_> {
                Cell::Keys(self.iter().map(|value| value.key()).collect())
            }
        })*
    };
}

choices! {
    AccountKind PhoneKind TouchKind TouchResult DealState Origin Factor EvidenceSource BuyingRole
    StaffRole Ownership CalendarPreset SourceKind SourceGroup OutcomeKind Instalment TradeIn
    EntryPoint FirstContact AppointmentEnd
}
