//! What a cell holds, known before there is a row.

use super::{Cell, Tabular};
use crate::model::IdKind;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub struct CellType {
    /// The kind of value.
    pub kind: CellKind,
    /// Whether the value may be missing.
    pub may_be_missing: bool,
}

/// A kind of value.
#[derive(Debug, Clone, Copy)]
pub enum CellKind {
    /// Text of people.
    Text,
    /// A value of a pick list, and the keys that there are; none where they are not known.
    Key(fn() -> Vec<&'static str>),
    /// A whole number.
    Int,
    /// Yes or no.
    Bool,
    /// A business day.
    Day,
    /// A point in time.
    Instant,
    /// An amount.
    Money,
    /// An id; of any kind of record where none is said.
    Id(Option<IdKind>),
    /// Several texts.
    Texts,
    /// Several values of a pick list.
    Keys(fn() -> Vec<&'static str>),
    /// Rows within the row: keys and types of their cells.
    Records(&'static [&'static str], &'static [CellType]),
    /// A value whose kind only the row knows.
    Any,
}

impl CellType {
    /// Returns the type of values of `kind` that are always there.
    pub const fn new(kind: CellKind) -> Self {
        Self { kind, may_be_missing: false }
    }

    /// Returns the type of rows of `T` within a row.
    pub const fn rows<T: Tabular>() -> Self {
        Self::new(CellKind::Records(T::KEYS, T::TYPES))
    }

    /// Returns the same for values that may be missing.
    #[must_use]
    pub const fn or_none(self) -> Self {
        Self { may_be_missing: true, ..self }
    }

    /// Returns whether `cell` is of this type.
    pub(super) fn holds(&self, cell: &Cell<'_>) -> bool {
        match (self.kind, cell) {
            (kind, Cell::Null) => self.may_be_missing || matches!(kind, CellKind::Any),
            (CellKind::Key(known), Cell::Key(key) | Cell::KeyOf { key, .. }) => {
                let known = known();
                known.is_empty() || known.contains(key)
            }
            (CellKind::Keys(known), Cell::Keys(keys)) => {
                let known = known();
                known.is_empty() || keys.iter().all(|key| known.contains(key))
            }
            (CellKind::Id(kind), Cell::Id(id)) => kind.is_none_or(|kind| kind == id.kind),
            (CellKind::Records(keys, _), Cell::Records(records)) => records.keys() == keys,
            (CellKind::Any, _)
            | (CellKind::Text, Cell::Text(_) | Cell::Code(_))
            | (CellKind::Int, Cell::Int(_))
            | (CellKind::Bool, Cell::Bool(_))
            | (CellKind::Day, Cell::Day(_))
            | (CellKind::Instant, Cell::Instant(_))
            | (CellKind::Money, Cell::Money(_))
            | (CellKind::Texts, Cell::Texts(_)) => true,
            _ => false,
        }
    }
}

/// A value of a pick list of which the row alone knows what it has, such as the team's stages.
pub const KEY: CellType = CellType::new(CellKind::Key(Vec::new));

/// Several values of such a pick list.
pub const KEYS: CellType = CellType::new(CellKind::Keys(Vec::new));

/// A value whose kind the row alone knows.
pub const ANY: CellType = CellType::new(CellKind::Any);

/// The types of the cells of a row, in the order of its keys: `types![AccountId, Option<Day>]`.
/// What no type says is written as a [`CellType`] behind `=`: `types![AccountId, = KEY]`.
macro_rules! types {
    (@ [$($done:expr,)*]) => { [$($done),*] };
    (@ [$($done:expr,)*] = $type:expr, $($rest:tt)*) => {
        $crate::render::types!(@ [$($done,)* $type,] $($rest)*)
    };
    (@ [$($done:expr,)*] $type:ty, $($rest:tt)*) => {
        $crate::render::types!(@ [$($done,)* <$type as $crate::render::AsCell>::TYPE,] $($rest)*)
    };
    ($($rest:tt)*) => { &$crate::render::types!(@ [] $($rest)*) };
}
pub(crate) use types;
