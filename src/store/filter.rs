//! Filters as SQL.
//!
//! A field of an account has values: none where it is missing, one, or several (tags, phones,
//! fields of its deals). A comparison holds where one of them compares so; a missing value
//! compares with nothing, so the comparison is false and its negation true. A field is empty where
//! it has no value. Every condition is thus true or false, never unknown: each part below says
//! `IS NOT NULL` itself, or stands in a subselect.
//!
//! Removed records have no values. Fields of deals look at open deals only, `state` at all.
//! `purchases` is 0, and empty, where none is recorded. Texts are compared without regard to ASCII
//! case by `:`, exactly by `=`; a tag, alias or login always whole and without regard to case.
//! The one tag `,` cannot be told from the comma between two others.

mod due;
mod field;
#[cfg(test)]
mod naive;
mod sound;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worlds;

use super::value::Val;
use super::{Db, StoreError};
use crate::model::{AccountId, Filter};

/// What is asked of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Of an account whether one of its deals is so, where fields of deals are named.
    Accounts,
    /// Of a deal whether it itself is so, and its account where that is asked.
    Deals,
}

impl Db {
    /// Returns the accounts that `filter` selects, by id.
    pub fn accounts_matching(&self, filter: &Filter) -> Result<Vec<AccountId>, StoreError> {
        let mut values = Vec::new();
        let condition = condition(filter, Of::Accounts, &mut values);
        let sql = format!(
            "SELECT account.id FROM account
              WHERE account.removed_op IS NULL AND ({condition}) ORDER BY account.id"
        );
        let mut found = Vec::new();
        self.each(&sql, &values, |row| {
            found.push(row.get(0)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// Returns the condition on a row of `account` that `filter` is, as SQL for both engines.
///
/// The outer query says `FROM account WHERE account.removed_op IS NULL AND (<condition>)`; of
/// deals also `JOIN deal ON deal.account = account.id` and `deal.removed_op IS NULL`, and fields of
/// deals are those of that deal, whether it is open or not.
/// Parameters go on from those already in `values`, `$1` being the first, and are numbered in
/// order of first appearance; their values are pushed. Never fails: a value that is not of its
/// field's type compares with nothing.
///
/// `due` compares the days that [`Db::keep_due_days`] keeps, which have to be there: an account
/// without one is not due, and the field is empty.
pub(super) fn condition(filter: &Filter, of: Of, values: &mut Vec<Val<'static>>) -> String {
    Statement { values, of }.condition(filter)
}

/// A statement being written: the text returned so far and the values bound in it.
struct Statement<'a> {
    values: &'a mut Vec<Val<'static>>,
    of: Of,
}

impl Statement<'_> {
    fn condition(&mut self, filter: &Filter) -> String {
        match filter {
            Filter::And(all) => {
                let parts = all.iter().map(|one| self.condition(one)).collect();
                joined(parts, " AND ", TRUE)
            }
            Filter::Or(any) => {
                let parts = any.iter().map(|one| self.condition(one)).collect();
                joined(parts, " OR ", FALSE)
            }
            Filter::Not(inner) => format!("(NOT {})", self.condition(inner)),
            Filter::Word(text) => self.word(text),
            Filter::Empty(field) => self.empty(*field),
            Filter::Is(field, comparison, values) => self.is(*field, *comparison, values),
        }
    }

    fn text(&mut self, value: impl Into<String>) -> String {
        self.values.push(Val::Owned(value.into()));
        format!("CAST(${} AS TEXT)", self.values.len())
    }

    fn number(&mut self, value: i64) -> String {
        self.values.push(Val::Int(value));
        format!("CAST(${} AS BIGINT)", self.values.len())
    }
}

const TRUE: &str = "(1=1)";
const FALSE: &str = "(1=0)";

/// Joins conditions in a balanced tree: engines limit how deep an expression may be, and a chain
/// of a thousand is a thousand deep.
fn joined(mut parts: Vec<String>, operator: &str, nothing: &str) -> String {
    if parts.len() < 2 {
        return parts.pop().unwrap_or_else(|| nothing.to_owned());
    }
    let right = parts.split_off(parts.len() / 2);
    let left = joined(parts, operator, nothing);
    format!("({left}{operator}{})", joined(right, operator, nothing))
}
