//! Which operations stand, and which are taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column as _, Db, StoreError, Val, row};
use crate::model::{AnyId, OperationId};

/// Which operations took which back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// What each operation took back.
    undoes: BTreeMap<OperationId, Vec<OperationId>>,
    /// The operations that are taken back now, with the latest that did it.
    undone_by: BTreeMap<OperationId, OperationId>,
}

impl Standing {
    fn new(pairs: impl IntoIterator<Item = (OperationId, OperationId)>) -> Self {
        let mut found = Self::default();
        for (by, undone) in pairs {
            found.undoes.entry(by).or_default().push(undone);
        }
        // An operation is older than the one that takes it back: the latest are settled first.
        for (by, undone) in found.undoes.iter().rev() {
            if found.undone_by.contains_key(by) {
                continue;
            }
            for undone in undone {
                found.undone_by.entry(*undone).or_insert(*by);
            }
        }
        found
    }

    /// Returns the operation by which one is taken back now; `None` where it stands.
    pub fn undone_by(&self, operation: OperationId) -> Option<OperationId> {
        self.undone_by.get(&operation).copied()
    }

    /// Returns the operations that took one back and stand, the first one first: several where it
    /// was taken back in parts.
    pub fn all_that_undid(&self, operation: OperationId) -> Vec<OperationId> {
        let undid = self.undoes.iter().filter(|(_, undone)| undone.contains(&operation));
        undid.map(|(by, _)| *by).filter(|by| self.undone_by(*by).is_none()).collect()
    }

    /// Returns whether an operation is a command's own work, rather than an undo or a redo.
    pub fn is_own(&self, operation: OperationId) -> bool {
        !self.undoes.contains_key(&operation)
    }

    /// Returns whether an operation took another back, or one that did, however far back.
    pub fn reaches(&self, operation: OperationId, other: OperationId) -> bool {
        // An operation is older than the one that takes it back: this ends.
        self.undoes(operation).iter().any(|undone| *undone == other || self.reaches(*undone, other))
    }

    /// Returns the operations that did what one did: itself, those that did it again by taking back
    /// what had taken it back, and of one that took others back those that took them back as well.
    pub(super) fn same_as(&self, operation: OperationId) -> BTreeSet<OperationId> {
        let undone = self.undoes(operation);
        let mut same = BTreeSet::from([operation]);
        if undone.is_empty() {
            let mut against = BTreeSet::new();
            // An operation is older than the one that takes it back.
            for (by, undone) in &self.undoes {
                if undone.iter().any(|one| against.contains(one)) {
                    same.insert(*by);
                }
                if undone.iter().any(|one| same.contains(one)) {
                    against.insert(*by);
                }
            }
            return same;
        }
        for one in undone {
            let targets = self.same_as(*one);
            let by = self.undoes.iter().filter(|(_, all)| all.iter().any(|u| targets.contains(u)));
            same.extend(by.map(|(by, _)| *by));
        }
        same
    }

    /// Returns the operations that one took back; none where it took none.
    pub fn undoes(&self, operation: OperationId) -> &[OperationId] {
        self.undoes.get(&operation).map_or(&[], Vec::as_slice)
    }

    /// Returns whether an operation only took others back whose undoing stands: an undo rather
    /// than a command's own work or a redo.
    pub fn is_undo(&self, operation: OperationId) -> bool {
        !self.is_own(operation) && !self.is_redo(operation)
    }

    /// Returns whether an operation took back what had taken others back.
    pub fn is_redo(&self, operation: OperationId) -> bool {
        !self.is_own(operation) && self.undoes(operation).iter().all(|one| self.is_undo(*one))
    }
}

row! {
    /// The last operation of a store.
    pub struct LastOperation {
        /// Its id.
        pub id: OperationId,
        /// Its random key.
        pub op_key: String,
        /// Who ran it.
        pub actor: String,
        /// The command line, personal values masked.
        pub command: String,
        /// How many operations there are.
        pub count: i64,
    }
}

impl Db {
    /// Returns the last operation; making the store is one.
    pub fn last_logged(&self) -> Result<LastOperation, StoreError> {
        let sql = "SELECT id, op_key, actor, command,
                          (SELECT COUNT(*) FROM operation) AS count
                     FROM operation ORDER BY id DESC LIMIT 1";
        let none = || StoreError::Damaged { detail: "no operation made the store".to_owned() };
        self.all(sql, &[])?.pop().ok_or_else(none)
    }

    /// Returns how many operations came after the one with a key; `None` where there is none.
    pub fn operations_after(&self, op_key: &str) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM operation WHERE id > known.id) AS count
                     FROM operation AS known WHERE known.op_key = $1";
        self.value(sql, &[Val::Text(op_key)])
    }

    /// Returns which operations stand.
    pub fn standing(&self) -> Result<Standing, StoreError> {
        let mut pairs = Vec::new();
        self.each("SELECT op, undoes FROM operation_undo ORDER BY op, undoes", &[], |row| {
            pairs.push((row.get(0)?, row.get(1)?));
            Ok(())
        })?;
        Ok(Standing::new(pairs))
    }

    /// Returns the operation that made a record; `None` where there is no such record.
    pub fn maker_of(&self, record: AnyId) -> Result<Option<OperationId>, StoreError> {
        let sql = "SELECT MAX(op) FROM operation_insert
                    WHERE kind = $1 AND first_id <= $2 AND last_id >= $2";
        self.value(sql, &[Val::Text(record.kind.word()), Val::Int(record.number)])
    }

    /// Returns the ids of the operations of an actor below one, the last one first, some at a time.
    pub fn operations_of(
        &self,
        actor: &str,
        below: OperationId,
    ) -> Result<Vec<OperationId>, StoreError> {
        let sql =
            "SELECT id FROM operation WHERE actor = $1 AND id < $2 ORDER BY id DESC LIMIT 100";
        let mut found = Vec::new();
        self.each(sql, &[Val::Text(actor), below.to_val()], |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the first operation of the store, which made it.
    pub fn first_operation(&self) -> Result<Option<OperationId>, StoreError> {
        self.value("SELECT MIN(id) FROM operation", &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs as text: `3>2` says that O3 took O2 back.
    fn standing(pairs: &str) -> Standing {
        Standing::new(pairs.split_whitespace().map(|pair| {
            let (by, undone) = pair.split_once('>').unwrap();
            (OperationId(by.parse().unwrap()), OperationId(undone.parse().unwrap()))
        }))
    }

    #[test]
    fn what_is_taken_back_stands_again_when_that_is() {
        for (pairs, undone) in [
            ("", ""),
            ("3>2", "2"),
            ("3>2 4>3", "3"),
            ("3>2 4>3 5>4", "2 4"),
            ("4>2 4>3", "2 3"),
            ("4>2 4>3 5>4", "4"),
            ("3>2 4>2", "2"),
        ] {
            let found = standing(pairs);
            let all = (1..9).map(OperationId).filter(|id| found.undone_by(*id).is_some());
            let all: Vec<String> = all.map(|id| id.0.to_string()).collect();
            assert_eq!(all.join(" "), undone, "{pairs}");
        }
        assert_eq!(standing("3>2 4>2").undone_by(OperationId(2)), Some(OperationId(4)));
    }

    #[test]
    fn an_undo_is_told_from_a_redo() {
        let found = standing("3>2 4>3 5>4");
        let is = |id| (found.is_undo(OperationId(id)), found.is_redo(OperationId(id)));
        assert_eq!(is(2), (false, false));
        assert_eq!(is(3), (true, false));
        assert_eq!(is(4), (false, true));
        assert_eq!(is(5), (true, false), "an undo of a redo");
        let same = |pairs, id| {
            let same = standing(pairs).same_as(OperationId(id));
            same.into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(same("3>2 4>3 5>4", 3), [3, 5], "O4 took it back, O5 that");
        assert_eq!(same("3>2 4>3 5>4", 2), [2, 4]);
        assert_eq!(same("3>2 4>3 5>2", 3), [3, 5], "O5 took the same back");
        assert!(found.reaches(OperationId(5), OperationId(2)), "by way of O4 and O3");
        assert!(!found.reaches(OperationId(3), OperationId(4)));
    }
}
