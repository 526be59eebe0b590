//! One field that an operation wrote, each value as the type that its field has.

#[allow(clippy::wildcard_imports, reason = "the list of records names what it needs")]
use crate::model::*;
use crate::render::{ANY, AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::store::{Column, FieldChange, Val};

/// One field that an operation wrote.
pub(in crate::cli) struct ChangeRow(pub(super) FieldChange);

impl Tabular for ChangeRow {
    const KEYS: &'static [&'static str] = &["record", "change", "field", "before", "after"];
    const TYPES: &'static [CellType] = types![AnyId, = KEY, = KEY.or_none(), = ANY, = ANY,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let change = &self.0;
        put(change.record.as_cell());
        put(Cell::Key(change.change.key()));
        put(change.field.map_or(Cell::Null, Cell::Key));
        let field = change.field.unwrap_or_default();
        put_typed(change.record.kind, field, &change.before, put);
        put_typed(change.record.kind, field, &change.after, put);
    }
}

macro_rules! by_type {
    ($($(#[$doc:meta])* $name:ident $id:ident { $($(#[$d:meta])* $field:ident: $type:ty,)* })*) => {
        /// Hands `val` to `put` as the type of its field; as it is stored where it does not fit.
        pub(in crate::cli) fn put_typed(kind: IdKind, field: &str, val: &Val<'_>, put: &mut dyn FnMut(Cell<'_>)) {
            match (kind, field) {
                $($((IdKind::$id, stringify!($field)) => put_as::<$type>(val, put),)*)*
                _ => put_raw(val, put),
            }
        }
    };
}
each_record!(by_type);

fn put_as<T: Column + crate::render::AsCell>(val: &Val<'_>, put: &mut dyn FnMut(Cell<'_>)) {
    match (val, T::from_val(val)) {
        (Val::Null, _) => put(Cell::Null),
        (_, Ok(value)) => put(value.as_cell()),
        (_, Err(_)) => put_raw(val, put),
    }
}

fn put_raw(val: &Val<'_>, put: &mut dyn FnMut(Cell<'_>)) {
    put(match val {
        Val::Null => Cell::Null,
        Val::Int(number) => Cell::Int(*number),
        Val::Text(text) => text.as_cell(),
        Val::Owned(text) => text.as_cell(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Change;

    fn cells(change: FieldChange) -> Vec<String> {
        let mut found = Vec::new();
        ChangeRow(change).cells(&mut |cell| {
            found.push(match cell {
                Cell::Null => "-".to_owned(),
                Cell::Id(id) => id.to_string(),
                Cell::Money(money) => money.to_string(),
                Cell::Key(key) => key.to_owned(),
                Cell::Text(text) => text.into_owned(),
                _ => "other".to_owned(),
            });
        });
        found
    }

    #[test]
    fn values_are_shown_as_what_they_are() {
        let change = |record: AnyId, field, before, after| FieldChange {
            record,
            change: Change::Changed,
            field: Some(field),
            before,
            after,
        };
        let owner = change(AccountId(1).into(), "owner", Val::Null, Val::Int(2));
        assert_eq!(cells(owner), ["A1", "changed", "owner", "-", "S2"]);
        let budget = change(DealId(1).into(), "budget", Val::Int(5), Val::Int(25_000_000));
        assert_eq!(cells(budget), ["D1", "changed", "budget", "0.05", "250000.00"]);
        let grade = change(DealId(1).into(), "grade", Val::Text("H"), Val::Text("no grade"));
        assert_eq!(cells(grade), ["D1", "changed", "grade", "H", "no grade"]);
    }
}
