//! The day on which an account is due: computed by the rules, and kept beside the store while
//! filters are asked.

use super::{FALSE, Statement, joined};
use crate::model::{AccountId, Comparison, Day, Id as _, Value};
use crate::store::{Column as _, Db, StoreError, Val};

/// Accounts whose days are written together.
const AT_ONCE: usize = 1_000;

/// The table is of this connection alone, and gone with it.
const TABLE: &str = "CREATE TEMP TABLE IF NOT EXISTS due_day (
    account INTEGER PRIMARY KEY, day TEXT NOT NULL)";

impl Db {
    /// Keeps the days on which accounts are due, instead of those kept before: what filters that
    /// ask for `due` compare. Each account stands there once; the others are never due. Not to be
    /// called within a write.
    pub fn keep_due_days(&self, days: &[(AccountId, Day)]) -> Result<(), StoreError> {
        self.batch(&self.ddl(TABLE))?;
        self.batch("BEGIN")?;
        let kept = self.fill_due_days(days);
        self.batch(if kept.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        kept
    }

    fn fill_due_days(&self, days: &[(AccountId, Day)]) -> Result<(), StoreError> {
        self.exec("DELETE FROM due_day", &[])?;
        let mut bulk = self.bulk("due_day", &["account", "day"]);
        for some in days.chunks(AT_ONCE) {
            let values = some.iter().flat_map(|(id, day)| [Val::Int(id.number()), day.to_val()]);
            bulk.push(&values.collect::<Vec<_>>())?;
        }
        bulk.finish()
    }
}

impl Statement<'_> {
    pub(super) fn due(&mut self, comparison: Comparison, values: &[Value]) -> String {
        let mut parts = Vec::new();
        for value in values {
            if let Value::Day(day) = value {
                let day = self.text(day.to_string());
                let sign = match comparison {
                    Comparison::Is | Comparison::Equal => "=",
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => ">=",
                };
                parts.push(due_day(&format!(" AND due_day.day {sign} {day}")));
            }
        }
        joined(parts, " OR ", FALSE)
    }
}

/// Returns the condition that the account has a due day.
pub(super) fn has_due() -> String {
    due_day("")
}

fn due_day(and: &str) -> String {
    format!("(EXISTS (SELECT 1 FROM due_day WHERE due_day.account = account.id{and}))")
}
