//! Cells that outlive their row: rows that are sorted wait for the last of them.

use std::cmp::Ordering;

use super::{AsCell, Cell, CellKind, CellType, Records};
use crate::model::{AnyId, Day, Grade, Instant, Money};

/// A cell of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    Null,
    Text(Box<str>),
    Code(Box<str>),
    Key(Box<str>),
    KeyOf(Box<str>, Box<str>),
    Int(i64),
    Bool(bool),
    Day(Day),
    Instant(Instant),
    Money(Money),
    Id(AnyId),
    Texts(Box<[String]>),
    Keys(Box<[&'static str]>),
    Records(Box<KeptRecords>),
}

/// Rows within a row, of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptRecords {
    keys: &'static [&'static str],
    rows: Vec<Vec<Kept>>,
}

impl Records for KeptRecords {
    fn keys(&self) -> &'static [&'static str] {
        self.keys
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    fn row(&self, index: usize, put: &mut dyn FnMut(Cell<'_>)) {
        for cell in self.rows.get(index).into_iter().flatten() {
            put(cell.as_cell());
        }
    }
}

impl AsCell for Kept {
    const TYPE: CellType = CellType::new(CellKind::Any);

    fn as_cell(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Text(text) => Cell::Text((**text).into()),
            Self::Code(text) => Cell::Code((**text).into()),
            Self::Key(key) => Cell::Key(key),
            Self::KeyOf(list, key) => Cell::KeyOf { list, key },
            Self::Int(number) => Cell::Int(*number),
            Self::Bool(truth) => Cell::Bool(*truth),
            Self::Day(day) => Cell::Day(*day),
            Self::Instant(instant) => Cell::Instant(*instant),
            Self::Money(money) => Cell::Money(*money),
            Self::Id(id) => Cell::Id(*id),
            Self::Texts(texts) => Cell::Texts(texts),
            Self::Keys(keys) => Cell::Keys(keys.to_vec()),
            Self::Records(records) => Cell::Records(&**records),
        }
    }
}

impl From<&Cell<'_>> for Kept {
    fn from(cell: &Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Text(text) => Self::Text(text.as_ref().into()),
            Cell::Code(text) => Self::Code(text.as_ref().into()),
            Cell::Key(key) => Self::Key((*key).into()),
            Cell::KeyOf { list, key } => Self::KeyOf((*list).into(), (*key).into()),
            Cell::Int(number) => Self::Int(*number),
            Cell::Bool(truth) => Self::Bool(*truth),
            Cell::Day(day) => Self::Day(*day),
            Cell::Instant(instant) => Self::Instant(*instant),
            Cell::Money(money) => Self::Money(*money),
            Cell::Id(id) => Self::Id(*id),
            Cell::Texts(texts) => Self::Texts((*texts).into()),
            Cell::Keys(keys) => Self::Keys(keys.as_slice().into()),
            Cell::Records(records) => Self::Records(Box::new(KeptRecords::of(*records))),
        }
    }
}

impl KeptRecords {
    fn of(records: &dyn Records) -> Self {
        let row = |index| {
            let mut cells = Vec::new();
            records.row(index, &mut |cell| cells.push(Kept::from(&cell)));
            cells
        };
        Self { keys: records.keys(), rows: (0..records.count()).map(row).collect() }
    }
}

impl Kept {
    /// Returns whether nothing is there: such cells are last, whichever way rows are sorted.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Code(text) => text.is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Keys(keys) => keys.is_empty(),
            Self::Records(records) => records.rows.is_empty(),
            _ => false,
        }
    }

    /// Compares two values by their type: numbers, amounts and ids by size, days by time, no
    /// before yes, grades from the nearest deal to the farthest, texts by their characters, rows
    /// within rows by how many there are.
    pub(super) fn compared(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(left), Self::Text(right))
            | (Self::Code(left), Self::Code(right))
            | (Self::KeyOf(_, left), Self::KeyOf(_, right)) => left.cmp(right),
            (Self::Key(left), Self::Key(right)) => grade(left).cmp(&grade(right)),
            (Self::Int(left), Self::Int(right)) => left.cmp(right),
            (Self::Bool(left), Self::Bool(right)) => left.cmp(right),
            (Self::Day(left), Self::Day(right)) => left.cmp(right),
            (Self::Instant(left), Self::Instant(right)) => left.cmp(right),
            (Self::Money(left), Self::Money(right)) => left.minor.cmp(&right.minor),
            (Self::Id(left), Self::Id(right)) => {
                let of = |id: &AnyId| (id.kind.letter(), id.number);
                of(left).cmp(&of(right))
            }
            (Self::Texts(left), Self::Texts(right)) => left.cmp(right),
            (Self::Keys(left), Self::Keys(right)) => left.cmp(right),
            (Self::Records(left), Self::Records(right)) => left.rows.len().cmp(&right.rows.len()),
            _ => self.rank().cmp(&other.rank()),
        }
    }

    /// Returns the place of the type among cells of several types.
    fn rank(&self) -> u8 {
        match self {
            Self::Int(_) => 0,
            Self::Money(_) => 1,
            Self::Bool(_) => 2,
            Self::Day(_) => 3,
            Self::Instant(_) => 4,
            Self::Id(_) => 5,
            Self::Key(_) | Self::KeyOf(..) => 6,
            Self::Text(_) | Self::Code(_) => 7,
            Self::Keys(_) => 8,
            Self::Texts(_) => 9,
            Self::Records(_) => 10,
            Self::Null => 11,
        }
    }
}

/// Returns what a key of a pick list is compared by: grades in their order, before other keys.
fn grade(key: &str) -> (usize, &str) {
    let grades = Grade::ALL;
    (grades.iter().position(|grade| grade.letter() == key).unwrap_or(grades.len()), key)
}
