//! What accounts are recognised by, kept in step with changes that are no command's own.

use std::collections::HashMap;

use super::known::stored_keys;
use super::own_ids::{own_id_key, seed_of};
use crate::model::{Account, AccountId, Source, Variant};
use crate::store::{Db, Op, StoreError};

/// Accounts up to which only those keys are written that differ.
const FEW: usize = 2_000;

/// The accounts that a change may make known by other facts.
#[derive(Debug)]
pub struct Rekey {
    accounts: Vec<AccountId>,
    /// Their keys before, where they are few.
    before: Option<HashMap<AccountId, Vec<i64>>>,
}

impl Rekey {
    /// Notes what `accounts` are recognised by before a change. They ascend, each once.
    pub fn before(op: &Op<'_>, accounts: Vec<AccountId>) -> Result<Self, StoreError> {
        let before = if accounts.len() > FEW { None } else { Some(keys(op.db(), &accounts)?) };
        Ok(Self { accounts, before })
    }

    /// Adds accounts that have changed meanwhile.
    #[must_use]
    pub fn with(mut self, accounts: &[AccountId]) -> Self {
        let known = self.accounts.len();
        self.accounts.extend(accounts);
        self.accounts.sort_unstable();
        self.accounts.dedup();
        if self.accounts.len() > known {
            self.before = None;
        }
        self
    }

    /// Gives them the keys that they are recognised by after it; those that are gone lose theirs.
    pub fn after(self, op: &Op<'_>) -> Result<(), StoreError> {
        let Some(before) = self.before else {
            op.drop_match_keys(&self.accounts)?;
            return make(op, &self.accounts);
        };
        let after = keys(op.db(), &self.accounts)?;
        for account in &self.accounts {
            let of = |keys: &HashMap<AccountId, Vec<i64>>| keys.get(account).cloned();
            let (old, new) = (of(&before).unwrap_or_default(), of(&after).unwrap_or_default());
            op.change_match_keys(*account, &old, &new)?;
        }
        Ok(())
    }
}

/// Makes the keys of all accounts again where another kam made them, who could not be found by them.
/// Returns whether it did.
pub(super) fn renew(op: &Op<'_>) -> Result<bool, StoreError> {
    let is_old = op.drop_old_match_keys()?;
    if is_old {
        make(op, &op.db().account_ids()?)?;
    }
    Ok(is_old)
}

/// Gives accounts, which have none, their keys.
fn make(op: &Op<'_>, accounts: &[AccountId]) -> Result<(), StoreError> {
    let mut pairs = Vec::new();
    for some in accounts.chunks(FEW) {
        let found = keys(op.db(), some)?.into_iter();
        pairs.extend(found.flat_map(|(id, keys)| keys.into_iter().map(move |key| (key, id))));
    }
    pairs.sort_unstable();
    op.new_match_keys(pairs)?.finish()
}

/// Returns the keys of the accounts that are there: of their own facts, of those that lists said
/// otherwise, and of their ids in the lists they came from. Each account's ascend, each once.
pub(super) fn keys(db: &Db, ids: &[AccountId]) -> Result<HashMap<AccountId, Vec<i64>>, StoreError> {
    let accounts = db.accounts(ids)?;
    let phones = db.phones_of(ids)?;
    let mut variants: HashMap<AccountId, Vec<Variant>> = HashMap::new();
    for variant in db.by_account::<Variant>(ids, "account")? {
        variants.entry(variant.account).or_default().push(variant);
    }
    let mut found = HashMap::with_capacity(accounts.len());
    for account in &accounts {
        let from = phones.partition_point(|phone| phone.account < account.id);
        let to = phones.partition_point(|phone| phone.account <= account.id);
        let phones = &phones[from..to];
        let mut own = stored_keys(account, phones);
        for variant in variants.get(&account.id).into_iter().flatten() {
            if let Some(other) = otherwise(account, variant) {
                own.extend(stored_keys(&other, phones));
            }
        }
        found.insert(account.id, own);
    }
    for source in db.every::<Source>()? {
        let seed = seed_of(&source);
        db.each_own_id_of(source.id, ids, |account, id| {
            if let Some(own) = found.get_mut(&account) {
                own.push(own_id_key(id, seed));
            }
        })?;
    }
    for own in found.values_mut() {
        own.sort_unstable();
        own.dedup();
    }
    Ok(found)
}

/// Returns an account as a list said that it is.
fn otherwise(account: &Account, variant: &Variant) -> Option<Account> {
    let mut other = account.clone();
    let value = variant.value.clone();
    match variant.field.as_str() {
        "name" => other.name = value,
        "credit_code" => other.credit_code = Some(value),
        "email" => other.email = Some(value),
        "city" => other.city = Some(value),
        "address" => other.address = Some(value),
        _ => return None,
    }
    Some(other)
}
