//! Who had accounts before they were given to others, by the log.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::images::{BeforeImage, ManyImages, image};
use super::{AT_ONCE, marks};
use crate::model::{AccountId, Day, IdKind, Instant, OperationId, StaffId};
use crate::store::{Column as _, Db, StoreError, Val};

/// What an operation that stands changed of who has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignmentImage {
    /// The account.
    pub account: AccountId,
    /// When it was changed.
    pub at: Instant,
    /// Who had it before: nobody, or a consultant; missing where that did not change.
    pub owner: Option<Option<StaffId>>,
    /// Since when they had it; missing where that did not change.
    pub assigned_on: Option<Option<Day>>,
}

/// What an image says that is about an assignment.
const TOLD: &str = "(before LIKE '%\"owner\"%' OR before LIKE '%\"assigned_on\"%')";

impl Db {
    /// Returns what was changed of who has an account, the first change first. What was taken back
    /// was never there.
    pub fn assignments_of(&self, account: AccountId) -> Result<Vec<AssignmentImage>, StoreError> {
        self.assignments(self.images_of(IdKind::AccountId, &[account.0])?)
    }

    /// Returns what was changed of who has accounts at an instant or after it, the first change
    /// first. What was taken back was never there.
    pub fn assignments_since(&self, at: Instant) -> Result<Vec<AssignmentImage>, StoreError> {
        let since = |table: &str, rows: &str| {
            format!(
                "SELECT op, step, kind, {rows}, before FROM {table}
                  WHERE op IN (SELECT id FROM operation WHERE at >= $1) AND {TOLD}
                  ORDER BY op, step"
            )
        };
        let values = [at.to_val()];
        let mut images: Vec<BeforeImage> =
            self.all(&since("operation_change", "row_id"), &values)?;
        let many: Vec<ManyImages> = self.all(&since("operation_many", "ids"), &values)?;
        for one in many {
            images.extend(one.images()?);
        }
        // In SQL an index by kind would be searched: all of the log is of accounts, little is new.
        images.retain(|image| image.kind == IdKind::AccountId.word());
        images.sort_by_key(|image| (image.op, image.step));
        self.assignments(images)
    }

    fn assignments(&self, images: Vec<BeforeImage>) -> Result<Vec<AssignmentImage>, StoreError> {
        if images.is_empty() {
            return Ok(Vec::new());
        }
        let standing = self.standing()?;
        let stands = |op| standing.is_own(op) && standing.undone_by(op).is_none();
        let mut told = Vec::new();
        for one in images.into_iter().filter(|one| stands(one.op)) {
            let held = image(&one.before)?;
            let owner = held.get("owner").map(|owner| owner.as_i64().map(StaffId));
            let day = |on: &Value| on.as_str().and_then(|on| on.parse::<Day>().ok());
            let assigned_on = held.get("assigned_on").map(day);
            if owner.is_some() || assigned_on.is_some() {
                told.push((one.op, AccountId(one.row_id), owner, assigned_on));
            }
        }
        let operations: BTreeSet<OperationId> = told.iter().map(|(op, ..)| *op).collect();
        let operations: Vec<OperationId> = operations.into_iter().collect();
        let mut made: HashMap<OperationId, Instant> = HashMap::new();
        for some in operations.chunks(AT_ONCE) {
            let ids: Vec<Val<'_>> = some.iter().map(|op| op.to_val()).collect();
            let sql = format!("SELECT id, at FROM operation WHERE id IN ({})", marks(1, ids.len()));
            self.each(&sql, &ids, |row| {
                made.insert(row.get(0)?, row.get(1)?);
                Ok(())
            })?;
        }
        let found = told.into_iter().filter_map(|(op, account, owner, assigned_on)| {
            Some(AssignmentImage { account, at: *made.get(&op)?, owner, assigned_on })
        });
        Ok(found.collect())
    }
}
