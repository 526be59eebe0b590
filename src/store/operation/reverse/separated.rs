//! Accounts that are two again, or one again: what was made in between.

use super::super::Op;
use super::references::{needs_parent, references};
use super::{Range, Recall, Reversal, Steps};
use crate::model::{
    AccountId, AppointmentId, Id, IdKind, OperationId, PhoneId, SkipId, TouchId, Variant, VehicleId,
};
use crate::store::{Column as _, StoreError, Val};

/// The account that the deal of a delivered vehicle is of.
const OF_DELIVERY: &str = "(SELECT deal.account
      FROM delivery JOIN order_line ON order_line.id = delivery.order_line
      JOIN sales_order ON sales_order.id = order_line.sales_order
      JOIN deal ON deal.id = sales_order.deal
     WHERE delivery.id = vehicle.delivery)";

const OF_DEAL: &str = "(SELECT deal.account FROM deal WHERE deal.id = own.deal)";
const OF_CONTACT: &str = "(SELECT contact.account FROM contact WHERE contact.id = own.contact)";
const OF_APPOINTMENT: &str =
    "(SELECT booked.account FROM appointment booked WHERE booked.id = own.appointment)";

/// Returns what says whose a record of a kind is: the first of some that does.
fn owner_among(kind: IdKind, owners: &[&str]) -> String {
    let owner = match owners {
        [one] => (*one).to_owned(),
        several => format!("COALESCE({})", several.join(", ")),
    };
    owner.replace("own.", &format!("{}.", kind.word()))
}

impl Op<'_> {
    /// Takes the merger of two accounts back by field, of an operation that may have made others:
    /// what it changed for this one is as it was before.
    ///
    /// # Errors
    /// Where the operation made no such merger.
    pub fn take_merger_back(
        &mut self,
        operation: OperationId,
        (kept, other): (AccountId, AccountId),
    ) -> Result<Reversal, StoreError> {
        let steps = self.steps_of_merger(operation, other)?;
        let made = self.made_for_merger(operation, (kept, other))?;
        self.sparing(true, |op, spared| {
            let mut report = Reversal::default();
            op.put_back((operation, Recall::Fields), steps, spared, &mut report)?;
            op.remove_made(&made, &mut report)?;
            op.finish_reversal(spared, report)
        })
    }

    /// Returns the steps of a merger: the last one took the other account away.
    fn steps_of_merger(
        &self,
        operation: OperationId,
        other: AccountId,
    ) -> Result<Steps, StoreError> {
        let sql = "SELECT step, row_id FROM operation_change
                    WHERE op = $1 AND kind = 'account' AND before LIKE '%\"removed_op\":null%'
                    ORDER BY step";
        let mut after = 0;
        let mut found = None;
        self.db.each(sql, &[operation.to_val()], |row| {
            let (step, account): (i64, i64) = (row.get(0)?, row.get(1)?);
            if account == other.0 {
                found = Some(Steps { after, through: step });
            }
            after = step;
            Ok(())
        })?;
        found.ok_or_else(|| StoreError::Unknown { id: other.to_string() })
    }

    /// Returns the merger itself, and the values of the other account that were kept beside those
    /// of the first.
    fn made_for_merger(
        &self,
        operation: OperationId,
        (kept, other): (AccountId, AccountId),
    ) -> Result<Vec<Range>, StoreError> {
        let range = |kind: IdKind, id: i64| Range {
            kind: kind.word().to_owned(),
            first_id: id,
            last_id: id,
            written_by: operation,
            removed_by: Some(operation),
        };
        let mut made = Vec::new();
        let sql = "SELECT id FROM merger WHERE op = $1 AND other = $2 AND removed_op IS NULL";
        self.db.each(sql, &[operation.to_val(), other.to_val()], |row| {
            made.push(range(IdKind::MergerId, row.get(0)?));
            Ok(())
        })?;
        let rows = self.db.rows_now(IdKind::AccountId, &[other.0])?;
        let mut values: Vec<(&str, Val<'_>)> = rows.into_values().flatten().collect();
        let variants: Vec<Variant> = self.db.having("account", &kept.to_val())?;
        let by_this = self.ranges_of(operation)?.into_iter();
        let by_this: Vec<Range> =
            by_this.filter(|range| range.kind == IdKind::VariantId.word()).collect();
        for variant in variants {
            let own = |range: &Range| (range.first_id..=range.last_id).contains(&variant.id.0);
            let said = values.iter().position(|(field, value)| {
                *field == variant.field && value.as_str() == Some(&variant.value)
            });
            if let Some(said) = said.filter(|_| by_this.iter().any(own)) {
                values.swap_remove(said);
                made.push(range(IdKind::VariantId, variant.id.0));
            }
        }
        Ok(made)
    }

    /// Returns the accounts that are two again since mergers were taken back here: the one that
    /// was kept, and the other.
    pub fn separated(&self) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
        self.mergers(false)
    }

    /// Returns the accounts that are one again since mergers were brought back here, or that only
    /// a merger had taken away: the one that is kept, and the other.
    pub fn joined_again(&self) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
        let mut found = self.mergers(true)?;
        for other in &self.taken_away {
            let sql = "SELECT account FROM merger WHERE other = $1 ORDER BY id";
            let mut kept: Option<AccountId> = None;
            self.db.each(sql, &[Val::Int(*other)], |row| {
                kept = Some(row.get(0)?);
                Ok(())
            })?;
            found.extend(kept.map(|kept| (kept, AccountId(*other))));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn mergers(&self, back: bool) -> Result<Vec<(AccountId, AccountId)>, StoreError> {
        let mut found = Vec::new();
        for (first, last) in self.ranges_moved(IdKind::MergerId, back) {
            let sql = "SELECT account, other FROM merger WHERE id BETWEEN $1 AND $2 ORDER BY id";
            self.db.each(sql, &[Val::Int(first), Val::Int(last)], |row| {
                found.push((row.get(0)?, row.get(1)?));
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Gives records to the account of the deal, contact, appointment or delivery that they name:
    /// those that were brought back here, while that may have gone to another account, and those
    /// that were recorded on accounts while another was part of them. Returns the accounts that
    /// lost or gained any.
    pub fn follow_owners(&mut self, kept: &[AccountId]) -> Result<Vec<AccountId>, StoreError> {
        let mut accounts = self.follow::<AppointmentId>(kept, &[OF_DEAL, OF_CONTACT])?;
        let of_touch = [OF_DEAL, OF_CONTACT, OF_APPOINTMENT];
        accounts.extend(self.follow::<TouchId>(kept, &of_touch)?);
        accounts.extend(self.follow::<SkipId>(kept, &[OF_DEAL, OF_APPOINTMENT])?);
        accounts.extend(self.follow::<PhoneId>(kept, &[OF_CONTACT])?);
        accounts.extend(self.follow::<VehicleId>(kept, &[OF_DELIVERY])?);
        Ok(accounts)
    }

    /// Does so with the records of a kind; the first of `owners` that says whose one is decides.
    fn follow<I: Id>(
        &mut self,
        kept: &[AccountId],
        owners: &[&str],
    ) -> Result<Vec<AccountId>, StoreError> {
        let (table, owner) = (I::KIND.word(), owner_among(I::KIND, owners));
        let back = self.ranges_moved(I::KIND, true).into_iter();
        let back = back.map(|(first, last)| ("id BETWEEN $1 AND $2", first, last));
        let meanwhile = kept.iter().map(|id| ("account BETWEEN $1 AND $2", id.0, id.0));
        let mut strayed: Vec<(I, AccountId, AccountId)> = Vec::new();
        for (among, first, last) in back.chain(meanwhile) {
            let sql = format!(
                "SELECT {table}.id, {table}.account, {owner} FROM {table}
                  WHERE {table}.{among} AND {table}.removed_op IS NULL
                    AND {owner} <> {table}.account ORDER BY {table}.id"
            );
            self.db.each(&sql, &[Val::Int(first), Val::Int(last)], |row| {
                strayed.push((I::new(row.get(0)?), row.get(1)?, row.get(2)?));
                Ok(())
            })?;
        }
        let mut accounts = Vec::new();
        for (id, from, to) in strayed {
            self.update(id, &[("account", to.to_val())])?;
            accounts.extend([from, to]);
        }
        Ok(accounts)
    }

    /// Returns the latest operation that wrote a record which names an account; `None` where none
    /// does.
    pub fn latest_naming(&self, account: AccountId) -> Result<Option<OperationId>, StoreError> {
        let mut latest = None;
        let all = references();
        let own = all.iter().filter(|one| one.parent == IdKind::AccountId && needs_parent(one));
        for reference in own {
            let counts = if reference.counts.is_empty() { "1 = 1" } else { reference.counts };
            let sql = format!(
                "SELECT MAX(op) FROM {} WHERE {} = $1 AND removed_op IS NULL AND {counts}",
                reference.child.word(),
                reference.column
            );
            let found = self.db.value::<OperationId>(&sql, &[account.to_val()])?;
            latest = latest.max(found);
        }
        Ok(latest)
    }
}
