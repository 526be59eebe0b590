//! The records of the store as rows to print: every field is a column.

use crate::model::*;
use crate::render::{AsCell as _, Cell, Tabular};

macro_rules! tabular {
    ($($(#[$doc:meta])* $name:ident $id:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        impl Tabular for $name {
            const KEYS: &'static [&'static str] = Self::FIELDS;

            fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
                $(put(self.$field.as_cell());)*
            }
        }
    )*};
}
each_record!(tabular);
