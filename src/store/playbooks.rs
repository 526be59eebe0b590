//! The versions of the team's rules.

use super::{Db, StoreError, Val, row};
use crate::model::{Day, Id as _, OperationId, PlaybookId};

row! {
    /// A version of the rules.
    pub struct PlaybookVersion {
        /// Its id.
        pub id: PlaybookId,
        /// The day it was put in force.
        pub day: Day,
        /// Who put it in force.
        pub actor: String,
        /// The operation that stored it.
        pub operation: OperationId,
    }
}

impl Db {
    /// Returns every version that stands, the newest first: the first is the one in force.
    pub fn playbook_versions(&self) -> Result<Vec<PlaybookVersion>, StoreError> {
        self.all(
            "SELECT playbook.id, playbook.day, operation.actor, operation.id AS operation
               FROM playbook JOIN operation ON operation.id = playbook.op
              WHERE playbook.removed_op IS NULL
              ORDER BY playbook.id DESC",
            &[],
        )
    }

    /// Returns the text of a version.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where no version that stands has the id.
    pub fn playbook_text(&self, id: PlaybookId) -> Result<String, StoreError> {
        let found = self.value(
            "SELECT content FROM playbook WHERE id = $1 AND removed_op IS NULL",
            &[Val::Int(id.number())],
        )?;
        found.ok_or_else(|| StoreError::Unknown { id: id.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{caller, on_both};

    #[test]
    fn versions_are_listed_and_read_newest_first() {
        on_both(|store| {
            store
                .write::<_, StoreError>(&caller("set"), false, |op| op.add_playbook("b = 1"))
                .unwrap();
            let versions = store.db().playbook_versions().unwrap();
            let listed: Vec<String> = versions
                .iter()
                .map(|v| format!("{} {} {} {}", v.id, v.day, v.actor, v.operation))
                .collect();
            assert_eq!(listed, ["PB2 2026-03-02 test O2", "PB1 2026-03-02 test O1"]);
            assert_eq!(store.db().playbook_text(PlaybookId(2)).unwrap(), "b = 1");
            assert_eq!(store.db().playbook_text(PlaybookId(1)).unwrap(), "");
            let missing = store.db().playbook_text(PlaybookId(3)).unwrap_err();
            assert!(matches!(missing, StoreError::Unknown { id } if id == "PB3"));
        });
    }

    #[test]
    fn a_version_that_was_taken_back_does_not_stand() {
        on_both(|store| {
            store
                .write::<_, StoreError>(&caller("set"), false, |op| op.add_playbook("b = 1"))
                .unwrap();
            store.db().exec("UPDATE playbook SET removed_op = 2 WHERE id = 2", &[]).unwrap();
            let ids: Vec<PlaybookId> =
                store.db().playbook_versions().unwrap().iter().map(|v| v.id).collect();
            assert_eq!(ids, [PlaybookId(1)]);
            assert!(store.db().playbook_text(PlaybookId(2)).is_err());
        });
    }
}
