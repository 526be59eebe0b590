//! Drafts into the store, and out of it: accounts with everything that hangs on them.

use std::collections::HashMap;

use super::draft::{Draft, Parts};
use crate::model::{
    Account, AccountId, BatchId, Contact, ContactId, Deal, DealId, DealState, PhoneId, Purchase,
    PurchaseId, PurchaseLine, StoredPhone, Variant, VariantId,
};
use crate::store::{Db, Op, RecordBulk, StoreError};

/// Where drafts are put.
pub(super) struct Shelf<'d> {
    batch: BatchId,
    /// What accounts bought, by line, to be stored with them.
    bought: HashMap<AccountId, Vec<(i64, PurchaseLine)>>,
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
        self.reserve(op, &drafts)?;
        for draft in drafts {
            let (account, parts) = draft.parted();
            let id = account.id;
            self.accounts.push(op, account);
            self.store_parts(op, id, parts)?;
        }
        Ok(())
    }

    /// Writes accounts of the store back where they changed.
    pub(super) fn store_known(
        &mut self,
        op: &mut Op<'d>,
        known: HashMap<AccountId, Draft>,
    ) -> Result<(), StoreError> {
        let mut drafts: Vec<Draft> = known.into_values().collect();
        drafts.sort_by_key(|draft| draft.account.id);
        self.reserve(op, &drafts)?;
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
            self.store_parts(op, account.id, parts)?;
        }
        Ok(())
    }

    /// Stores what hangs on an account and is not stored yet.
    fn store_parts(
        &mut self,
        op: &mut Op<'d>,
        account: AccountId,
        parts: Parts,
    ) -> Result<(), StoreError> {
        let mut contact_ids = Vec::with_capacity(parts.contacts.len());
        for mut contact in parts.contacts {
            let new = contact.id.0 == 0;
            if new {
                contact.id = op.next_id()?;
            }
            contact_ids.push(contact.id);
            if new {
                self.contacts.push(op, contact);
            }
        }
        for mut phone in parts.phones.into_iter().filter(|phone| phone.id.0 == 0) {
            phone.id = op.next_id()?;
            phone.contact = phone.contact.and_then(|id| real_contact(id, &contact_ids));
            self.phones.push(op, phone);
        }
        for mut deal in parts.deals.into_iter().filter(|deal| deal.id.0 == 0) {
            deal.id = op.next_id()?;
            self.deals.push(op, deal);
        }
        for (field, value) in parts.variants {
            let (id, field, batch) = (op.next_id()?, field.to_owned(), Some(self.batch));
            self.variants.push(op, Variant { id, account, field, value, batch });
        }
        let bought = if self.bought.is_empty() { None } else { self.bought.remove(&account) };
        for (line, bought) in bought.unwrap_or_default() {
            let purchase = Purchase {
                id: op.next_id()?,
                account,
                batch: Some(self.batch),
                line: Some(line),
                number: bought.number,
                day: bought.day,
                item: bought.item,
                quantity: bought.quantity,
                amount: bought.amount,
            };
            self.purchases.push(op, purchase);
            self.purchases_stored += 1;
        }
        Ok(())
    }

    /// Takes exactly the ids that the drafts need.
    fn reserve(&self, op: &mut Op<'d>, drafts: &[Draft]) -> Result<(), StoreError> {
        let count = |part: fn(&Draft) -> usize| drafts.iter().map(part).sum();
        op.reserve::<ContactId>(count(|d| d.contacts.iter().filter(|c| c.id.0 == 0).count()))?;
        op.reserve::<PhoneId>(count(|d| d.phones.iter().filter(|p| p.id.0 == 0).count()))?;
        op.reserve::<DealId>(count(|d| d.deals.iter().filter(|deal| deal.id.0 == 0).count()))?;
        op.reserve::<VariantId>(count(|d| d.variants.len()))?;
        let bought = |draft: &Draft| self.bought.get(&draft.account.id).map_or(0, Vec::len);
        op.reserve::<PurchaseId>(drafts.iter().map(bought).sum())
    }

    /// Brings everything into the store, what is referred to before what refers to it.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        self.accounts.flush()?;
        self.contacts.flush()?;
        self.phones.flush()?;
        self.deals.flush()?;
        self.purchases.flush()?;
        self.variants.flush()
    }
}

fn real_contact(mark: ContactId, ids: &[ContactId]) -> Option<ContactId> {
    if mark.0 > 0 {
        return Some(mark);
    }
    usize::try_from(-1 - mark.0).ok().and_then(|index| ids.get(index).copied())
}
