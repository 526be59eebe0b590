//! Questions about accounts as a whole.

use super::record::select;
use super::{Column as _, Db, Op, StoreError, Val};
use crate::model::{Account, AccountId, StaffId};

/// Accounts with a name in common that are looked at before a name counts as ambiguous.
const NAMED: i64 = 50;

impl Db {
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
