//! Which operation gave each field of a record the value that it has.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::history::{BeforeImage, image};
use super::operation::{GIVEN, LEFT, is_derived};
use super::{Db, StoreError};
use crate::model::{IdKind, OperationId};

/// Which operation gave each field its value. A field that no change is known of has that of the
/// operation that made the record, and is missing.
pub(super) type Authors = HashMap<String, OperationId>;

/// What the changes of a record say of its fields.
#[derive(Debug, Default)]
pub(super) struct FieldAuthors {
    /// Now.
    pub(super) now: Authors,
    /// Before each change, by operation and step.
    pub(super) before: BTreeMap<(OperationId, i64), Authors>,
    /// The operation that made the record, as far as its changes tell.
    pub(super) maker: Option<OperationId>,
}

impl FieldAuthors {
    /// Reads the changes of one record, the first one first. A change that only put back what was
    /// there before gives its fields to those who had given them.
    pub(super) fn of<'i>(
        kind: IdKind,
        images: impl IntoIterator<Item = &'i BeforeImage>,
    ) -> Result<Self, StoreError> {
        let mut found = Self::default();
        // What each state of the record was made of, by the operation that it carried.
        let mut states: HashMap<OperationId, Authors> = HashMap::new();
        for change in images {
            let columns = image(&change.before)?;
            let carried = columns.get("op").and_then(Value::as_i64).map(OperationId);
            if let Some(carried) = carried {
                states.entry(carried).or_insert_with(|| found.now.clone());
                found.maker = found.maker.or(Some(carried));
            }
            found.before.insert((change.op, change.step), found.now.clone());
            let left = columns.get(LEFT).and_then(Value::as_i64);
            let left = left.map(OperationId);
            let own = |column: &&String| !["op", LEFT, GIVEN].contains(&column.as_str());
            let changed: Vec<&String> = columns.keys().filter(own).collect();
            let derived =
                !changed.is_empty() && changed.iter().all(|column| is_derived(kind, column));
            let given = columns.get(GIVEN).and_then(Value::as_str);
            if let Some(left) = left.filter(|_| !derived && given.is_none()) {
                found.now = states.get(&left).cloned().unwrap_or_default();
                continue;
            }
            found.now.extend(changed.into_iter().map(|column| (column.clone(), change.op)));
            for (column, author) in given.into_iter().flat_map(had_given) {
                match author {
                    Some(author) => found.now.insert(column.to_owned(), author),
                    None => found.now.remove(column),
                };
            }
            // Fields made of other records leave the record in the state that it is in.
            states.insert(left.unwrap_or(change.op), found.now.clone());
        }
        Ok(found)
    }
}

/// Reads who had given the values that were put back; `None` is who made the record.
fn had_given(given: &str) -> impl Iterator<Item = (&str, Option<OperationId>)> {
    given.split(' ').filter_map(|one| {
        let (column, author) = one.split_once('=')?;
        let author = author.parse().ok().filter(|author| *author != 0);
        Some((column, author.map(OperationId)))
    })
}

impl Db {
    /// Returns what the changes of some records of a kind say of their fields, by id; those that
    /// nobody changed are missing.
    pub(super) fn field_authors(
        &self,
        kind: IdKind,
        ids: &[i64],
    ) -> Result<HashMap<i64, FieldAuthors>, StoreError> {
        let mut by_row: HashMap<i64, Vec<BeforeImage>> = HashMap::new();
        for change in self.images_of(kind, ids)? {
            by_row.entry(change.row_id).or_default().push(change);
        }
        by_row
            .into_iter()
            .map(|(id, changes)| Ok((id, FieldAuthors::of(kind, &changes)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(op: i64, step: i64, before: &str) -> BeforeImage {
        let before = before.to_owned();
        BeforeImage { op: OperationId(op), step, kind: "shop".to_owned(), row_id: 1, before }
    }

    fn now(changes: &[BeforeImage]) -> Vec<(String, i64)> {
        let found = FieldAuthors::of(IdKind::AccountId, changes).unwrap();
        let mut now: Vec<(String, i64)> =
            found.now.into_iter().map(|(field, op)| (field, op.0)).collect();
        now.sort();
        now
    }

    #[test]
    fn the_last_change_of_a_field_gave_it() {
        let changes = [change(3, 1, r#"{"a":1,"op":2}"#), change(4, 1, r#"{"a":2,"b":1,"op":3}"#)];
        assert_eq!(now(&changes), [("a".to_owned(), 4), ("b".to_owned(), 4)]);
        assert_eq!(now(&changes[..1]), [("a".to_owned(), 3)]);
        assert_eq!(
            FieldAuthors::of(IdKind::AccountId, &changes).unwrap().maker,
            Some(OperationId(2))
        );
    }

    #[test]
    fn a_field_made_of_other_records_is_of_who_made_those() {
        let changes = [
            change(3, 1, r#"{"tries":0,"left":2,"op":2}"#),
            change(4, 1, r#"{"a":1,"op":2}"#),
            change(5, 1, r#"{"a":2,"left":2,"op":4}"#),
        ];
        assert_eq!(now(&changes), [("tries".to_owned(), 3)]);
        assert_eq!(
            FieldAuthors::of(IdKind::AccountId, &changes).unwrap().maker,
            Some(OperationId(2))
        );
    }

    #[test]
    fn a_field_put_back_alone_is_of_who_had_given_it() {
        let changes = [
            change(3, 1, r#"{"a":1,"op":2}"#),
            change(4, 1, r#"{"a":2,"b":1,"op":3}"#),
            change(5, 1, r#"{"c":0,"op":4}"#),
            change(6, 1, r#"{"a":3,"b":2,"given":"a=3 b=0","op":5}"#),
        ];
        assert_eq!(now(&changes), [("a".to_owned(), 3), ("c".to_owned(), 5)]);
    }

    #[test]
    fn what_was_taken_back_gave_nothing() {
        let undone = [
            change(3, 1, r#"{"a":1,"op":2}"#),
            change(4, 1, r#"{"a":2,"op":3}"#),
            change(5, 1, r#"{"a":3,"left":3,"op":4}"#),
        ];
        assert_eq!(now(&undone), [("a".to_owned(), 3)]);
        let [one, two, three] = undone;
        let redone = [one, two, three, change(6, 1, r#"{"a":2,"left":4,"op":3}"#)];
        assert_eq!(now(&redone), [("a".to_owned(), 4)]);
    }
}
