//! Drafts as rows of their tables, made where the store is not at hand.

use super::draft::{Draft, Parts};
use crate::model::{
    Account, AccountId, BatchId, Contact, ContactId, Deal, OperationId, Purchase, PurchaseLine,
    StoredPhone, Variant,
};
use crate::store::RecordRows;

/// Drafts of accounts, and what hangs on them, on their way to the store. Ids other than those of
/// accounts are taken when it is stored.
pub(super) struct Parcel {
    batch: BatchId,
    pub(super) accounts: RecordRows<Account>,
    pub(super) contacts: RecordRows<Contact>,
    pub(super) phones: RecordRows<StoredPhone>,
    pub(super) deals: RecordRows<Deal>,
    pub(super) purchases: RecordRows<Purchase>,
    pub(super) variants: RecordRows<Variant>,
}

/// What an account bought: line of the list, and what stands there.
pub(super) type Bought = Vec<(i64, PurchaseLine)>;

impl Parcel {
    /// Returns a parcel with nothing in it, for what the rows of a batch brought.
    pub(super) fn new(op: OperationId, batch: BatchId) -> Self {
        Self {
            batch,
            accounts: RecordRows::new(op),
            contacts: RecordRows::new(op),
            phones: RecordRows::new(op),
            deals: RecordRows::new(op),
            purchases: RecordRows::new(op),
            variants: RecordRows::new(op),
        }
    }

    /// Takes everything out.
    pub(super) fn clear(&mut self) {
        self.accounts.clear();
        self.contacts.clear();
        self.phones.clear();
        self.deals.clear();
        self.purchases.clear();
        self.variants.clear();
    }

    /// Adds a new account.
    pub(super) fn add(&mut self, draft: Draft, bought: Bought) {
        let (account, parts) = draft.parted();
        self.accounts.push(&account);
        self.add_parts(account.id, parts, bought);
    }

    /// Adds what hangs on an account and is not stored yet.
    pub(super) fn add_parts(&mut self, account: AccountId, parts: Parts, bought: Bought) {
        let mut contact_ids = Vec::with_capacity(parts.contacts.len());
        for mut contact in parts.contacts {
            if contact.id.0 == 0 {
                contact.id = self.contacts.next_id();
                self.contacts.push(&contact);
            }
            contact_ids.push(contact.id);
        }
        for mut phone in parts.phones.into_iter().filter(|phone| phone.id.0 == 0) {
            phone.id = self.phones.next_id();
            phone.contact = phone.contact.and_then(|mark| contact_of(mark, &contact_ids));
            self.phones.push(&phone);
        }
        for mut deal in parts.deals.into_iter().filter(|deal| deal.id.0 == 0) {
            deal.id = self.deals.next_id();
            self.deals.push(&deal);
        }
        for (field, value) in parts.variants {
            let (id, field, batch) = (self.variants.next_id(), field.to_owned(), Some(self.batch));
            self.variants.push(&Variant { id, account, field, value, batch });
        }
        for (line, bought) in bought {
            self.purchases.push(&Purchase {
                id: self.purchases.next_id(),
                account,
                batch: Some(self.batch),
                line: Some(line),
                number: bought.number,
                day: bought.day,
                item: bought.item,
                quantity: bought.quantity,
                amount: bought.amount,
            });
        }
    }
}

/// Returns the contact that a mark in a draft stands for, see [`Draft::contacts`].
fn contact_of(mark: ContactId, ids: &[ContactId]) -> Option<ContactId> {
    if mark.0 > 0 {
        return Some(mark);
    }
    usize::try_from(-1 - mark.0).ok().and_then(|index| ids.get(index).copied())
}
