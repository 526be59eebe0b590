//! What the store keeps beside the records, compared with what the records make.

use super::known::{stored_keys, stored_keys_as};
use crate::model::AccountId;
use crate::store::{Db, StoreError};

/// Accounts whose keys are made at a time.
const AT_A_TIME: usize = 500;

/// Match keys that are not as the records make them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StrayKeys {
    /// Keys that accounts lack, whatever was known of their kind.
    pub missing: u64,
    /// Keys of accounts that are not there, or were removed.
    pub orphaned: u64,
}

/// Compares the match keys of every account with those that its record makes. Keys beyond those
/// are no fault: an account keeps what the rows of its lists were recognised by.
pub fn stray_match_keys(db: &Db) -> Result<StrayKeys, StoreError> {
    let ids = db.account_ids()?;
    let mut wanted: Vec<(i64, AccountId)> = Vec::new();
    for some in ids.chunks(AT_A_TIME) {
        let (accounts, phones) = (db.accounts(some)?, db.phones_of(some)?);
        for account in &accounts {
            let from = phones.partition_point(|phone| phone.account < account.id);
            let to = phones.partition_point(|phone| phone.account <= account.id);
            let phones = &phones[from..to];
            // A list may have said less of what the account is than is known now, so that its name
            // was no key.
            let by_name = stored_keys_as(account, phones, None);
            let keys = stored_keys(account, phones).into_iter();
            let keys = keys.filter(|key| by_name.binary_search(key).is_ok());
            wanted.extend(keys.map(|key| (key, account.id)));
        }
    }
    wanted.sort_unstable();
    let mut stray = StrayKeys::default();
    let mut rest = wanted.as_slice();
    db.each_match_key(|kept| {
        let kept = (kept.key, kept.account);
        while let [first, others @ ..] = rest
            && *first < kept
        {
            stray.missing += 1;
            rest = others;
        }
        if rest.first() == Some(&kept) {
            rest = &rest[1..];
        } else if ids.binary_search(&kept.1).is_err() {
            stray.orphaned += 1;
        }
        Ok(())
    })?;
    stray.missing += u64::try_from(rest.len()).unwrap_or(u64::MAX);
    Ok(stray)
}
