//! A record with the name of its kind, for files that hold every kind.

#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;
use crate::render::{Cell, CellType, KEY, Tabular, types};

/// A record whose first key is `record`, the name of its kind.
pub(in crate::cli) struct Tagged<T>(pub(super) T);

macro_rules! tagged {
    ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {$(
        impl Tabular for Tagged<$name> {
            const KEYS: &'static [&'static str] = &["record", $(stringify!($field)),*];
            const TYPES: &'static [CellType] = types![= KEY, $($type,)*];

            fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
                put(Cell::Key(IdKind::$id.word()));
                self.0.cells(put);
            }
        }
    )*};
}
each_record!(tagged);
