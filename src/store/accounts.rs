//! Questions about accounts as a whole.

use super::record::select;
use super::{Column as _, Db, Op, StoreError, Val};
use crate::model::{Account, AccountId, OperationId, StaffId};

/// Accounts with a name in common that are looked at before a name counts as ambiguous.
const NAMED: i64 = 50;

impl Db {
    /// Returns the name of an account; an error where there is none, or it was removed.
    pub fn account_name(&self, account: AccountId) -> Result<String, StoreError> {
        let sql = "SELECT name FROM account WHERE id = $1 AND removed_op IS NULL";
        self.value(sql, &[account.to_val()])?
            .ok_or_else(|| StoreError::Unknown { id: account.to_string() })
    }

    /// Returns accounts whose name contains `text`, ignoring ASCII case: those of exactly that
    /// name first, then by id, 50 at most.
    pub fn accounts_named(&self, text: &str) -> Result<Vec<Account>, StoreError> {
        let sql = format!(
            "{} AND lower(account.name) LIKE lower(CAST($1 AS TEXT)) ESCAPE '\\'
              ORDER BY CASE WHEN account.name = CAST($2 AS TEXT) THEN 0 ELSE 1 END, account.id
              LIMIT {NAMED}",
            select::<Account>()
        );
        let pattern = Val::Owned(format!("%{}%", escaped(text)));
        self.all::<Account>(&sql, &[pattern, Val::Text(text)])
    }
}

impl Op<'_> {
    /// Gives an account to an owner, or to the pool, as of the operation's day. Returns `false`,
    /// nothing changed, where it is theirs already.
    pub fn give(&mut self, account: AccountId, owner: Option<StaffId>) -> Result<bool, StoreError> {
        if self.db().get::<Account>(account)?.owner == owner {
            return Ok(false);
        }
        let assigned_on = owner.map(|_| self.today());
        self.update(account, &[("owner", owner.to_val()), ("assigned_on", assigned_on.to_val())])
    }
}

impl Db {
    /// Returns the operation that made an account part of another, and that other; `None` where
    /// none did, or it was taken back.
    pub fn merger_of(
        &self,
        other: AccountId,
    ) -> Result<Option<(OperationId, AccountId)>, StoreError> {
        let sql = "SELECT op, account FROM merger
                    WHERE other = $1 AND removed_op IS NULL ORDER BY id";
        let mut found = None;
        self.each(sql, &[other.to_val()], |row| {
            found = Some((row.get(0)?, row.get(1)?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the accounts that an operation made one and that are one still: the one that is
    /// kept, and the other.
    pub fn mergers_by(
        &self,
        operation: OperationId,
    ) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
        let sql = "SELECT account, other FROM merger
                    WHERE op = $1 AND removed_op IS NULL ORDER BY id";
        let mut found = Vec::new();
        self.each(sql, &[operation.to_val()], |row| {
            found.push((row.get(0)?, row.get(1)?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Returns the account that an id leads to: its own, or the one that it was made part of; an
    /// error where there is none.
    pub fn account_led_to(&self, id: AccountId) -> Result<Account, StoreError> {
        let mut led = id;
        loop {
            match self.get::<Account>(led) {
                Err(StoreError::Unknown { .. }) => {
                    let unknown = || StoreError::Unknown { id: id.to_string() };
                    (_, led) = self.merger_of(led)?.ok_or_else(unknown)?;
                }
                found => return found,
            }
        }
    }
}

/// Returns `text` with the signs of a LIKE pattern taken literally.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
