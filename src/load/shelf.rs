//! Drafts into the store, and out of it: accounts with everything that hangs on them.

use std::collections::HashMap;

use super::draft::Draft;
use super::parcel::{Bought, Parcel};
use crate::model::{
    Account, AccountId, BatchId, Contact, Deal, DealState, Purchase, PurchaseLine, StoredPhone,
    Variant,
};
use crate::store::{Db, Op, RecordBulk, StoreError};

/// Where drafts are put.
pub(super) struct Shelf<'d> {
    batch: BatchId,
    /// What accounts bought, to be stored with them.
    bought: HashMap<AccountId, Bought>,
    purchases_stored: i64,
    accounts: RecordBulk<'d, Account>,
    contacts: RecordBulk<'d, Contact>,
    phones: RecordBulk<'d, StoredPhone>,
    deals: RecordBulk<'d, Deal>,
    purchases: RecordBulk<'d, Purchase>,
    variants: RecordBulk<'d, Variant>,
}

/// Returns drafts of accounts of the store with what hangs on them, open deals only.
pub(super) fn stored_drafts(
    db: &Db,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Draft>, StoreError> {
    let mut drafts: HashMap<AccountId, Draft> =
        db.accounts(ids)?.into_iter().map(|account| (account.id, Draft::stored(account))).collect();
    for phone in db.phones_of(ids)? {
        if let Some(draft) = drafts.get_mut(&phone.account) {
            draft.phones.push(phone);
        }
    }
    for contact in db.by_account::<Contact>(ids, "account")? {
        if let Some(draft) = drafts.get_mut(&contact.account) {
            draft.contacts.push(contact);
        }
    }
    for deal in db.by_account::<Deal>(ids, "account")? {
        if let Some(draft) = drafts.get_mut(&deal.account)
            && deal.state == DealState::Open
        {
            draft.deals.push(deal);
        }
    }
    Ok(drafts)
}

impl<'d> Shelf<'d> {
    /// Returns a shelf for what the rows of `batch` brought.
    pub(super) fn new(op: &Op<'d>, batch: BatchId) -> Self {
        Self {
            batch,
            bought: HashMap::new(),
            purchases_stored: 0,
            accounts: op.bulk(),
            contacts: op.bulk(),
            phones: op.bulk(),
            deals: op.bulk(),
            purchases: op.bulk(),
            variants: op.bulk(),
        }
    }

    /// Keeps a purchase until its account is stored.
    pub(super) fn keep_purchase(&mut self, account: AccountId, line: u64, bought: PurchaseLine) {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        self.bought.entry(account).or_default().push((line, bought));
    }

    /// Returns how many purchases were stored.
    pub(super) fn purchases(&self) -> i64 {
        self.purchases_stored
    }

    /// Stores new accounts.
    pub(super) fn store_new(
        &mut self,
        op: &mut Op<'d>,
        drafts: Vec<Draft>,
    ) -> Result<(), StoreError> {
        let mut parcel = Parcel::new(op.id(), self.batch);
        for draft in drafts {
            let bought = self.bought_by(draft.account.id);
            parcel.add(draft, bought);
        }
        self.store(op, &mut parcel)
    }

    /// Stores what is in a parcel, what is referred to before what refers to it.
    pub(super) fn store(&mut self, op: &mut Op<'d>, parcel: &mut Parcel) -> Result<(), StoreError> {
        op.store(&mut self.accounts, &parcel.accounts)?;
        let contacts = op.store_new(&mut self.contacts, &mut parcel.contacts)?;
        parcel.phones.resolve("contact", &contacts);
        op.store_new(&mut self.phones, &mut parcel.phones)?;
        op.store_new(&mut self.deals, &mut parcel.deals)?;
        let purchases = op.store_new(&mut self.purchases, &mut parcel.purchases)?;
        self.purchases_stored += i64::try_from(purchases.len()).unwrap_or(0);
        op.store_new(&mut self.variants, &mut parcel.variants).map(drop)
    }

    /// Writes accounts of the store back where they changed.
    pub(super) fn store_known(
        &mut self,
        op: &mut Op<'d>,
        known: HashMap<AccountId, Draft>,
    ) -> Result<(), StoreError> {
        let mut drafts: Vec<Draft> = known.into_values().collect();
        drafts.sort_by_key(|draft| draft.account.id);
        let mut parcel = Parcel::new(op.id(), self.batch);
        for draft in drafts {
            if let Some(stored) = &draft.stored {
                op.save(stored.as_ref(), &draft.account)?;
            }
            for phone in &draft.dropped_phones {
                op.remove(*phone)?;
            }
            for purchase in &draft.dropped_purchases {
                op.remove(*purchase)?;
            }
            for contact in draft.contacts.iter().filter(|c| draft.changed_contacts.contains(&c.id))
            {
                op.save(&op.db().get::<Contact>(contact.id)?, contact)?;
            }
            for deal in draft.deals.iter().filter(|deal| draft.changed_deals.contains(&deal.id)) {
                op.save(&op.db().get::<Deal>(deal.id)?, deal)?;
            }
            let (account, parts) = draft.parted();
            let bought = self.bought_by(account.id);
            parcel.add_parts(account.id, parts, bought);
        }
        self.store(op, &mut parcel)
    }

    fn bought_by(&mut self, account: AccountId) -> Bought {
        if self.bought.is_empty() {
            return Bought::new();
        }
        self.bought.remove(&account).unwrap_or_default()
    }
}
