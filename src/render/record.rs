//! The stored records as rows: keys and cells are their fields.

use super::{AsCell as _, Cell, CellType, Tabular, types};
#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;

macro_rules! tabular {
    ($($(#[$doc:meta])* $name:ident $id:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        impl Tabular for $name {
            const KEYS: &'static [&'static str] = Self::FIELDS;
            const TYPES: &'static [CellType] = types![$($type,)*];

            fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
                $(put(self.$field.as_cell());)*
            }
        }
    )*};
}
each_record!(tabular);

impl Tabular for Operation {
    const KEYS: &'static [&'static str] =
        &["id", "at", "actor", "staff", "host", "command", "counts", "undone_by"];
    const TYPES: &'static [CellType] = types![
        OperationId,
        Instant,
        String,
        Option<StaffId>,
        String,
        String,
        String,
        Option<OperationId>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.id.as_cell());
        put(self.at.as_cell());
        put(self.actor.as_cell());
        put(self.staff.as_cell());
        put(self.host.as_cell());
        put(self.command.as_cell());
        put(self.counts.as_cell());
        put(self.undone_by.as_cell());
    }
}
