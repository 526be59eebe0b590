//! The account that a row of records belongs to: one of ours, or one that is made for it.

use std::collections::HashSet;

use crate::ingest::clean::text;
use crate::ingest::map::Field;
use crate::load::ImportError;
use crate::load::draft::{Draft, Preference, Terms};
use crate::load::known::stored_keys;
use crate::load::settle::Step;
use crate::load::shelf::{Shelf, stored_drafts};
use crate::model::{Account, AccountId, AnyId, BatchId, Deal, Id as _, Lead, Variant};
use crate::store::{Column as _, Db, Op, StoreError};

/// What the ids of ours that a row names say of it.
pub(super) enum Told {
    /// It names none.
    Nothing,
    /// It belongs to this account.
    Account(AccountId),
    /// They make no sense: why, as a stable code, and the field that shows it.
    Refused(&'static str, Field),
}

/// Returns what our ids in a row say: an account that was merged leads to the one it is part of.
pub(super) fn told(db: &Db, lead: &Lead) -> Result<Told, StoreError> {
    let Some(record) = &lead.record else { return Ok(Told::Nothing) };
    let deal = match record.deal().map(|id| known(db.get::<Deal>(id))).transpose()? {
        Some(None) => return Ok(Told::Refused("deal-unknown", Field::DealId)),
        deal => deal.flatten(),
    };
    let by_name = lead.name.as_deref().and_then(named_by_id);
    let (id, shown) = match record.account() {
        Some(id) => (Some(id), Field::AccountId),
        None => (by_name, Field::Name),
    };
    let account = match id.map(|id| known(db.account_led_to(id))).transpose()? {
        Some(None) => return Ok(Told::Refused("account-unknown", shown)),
        account => account.flatten(),
    };
    let account = match (account, &deal) {
        (Some(account), _) => account,
        (None, Some(deal)) => db.get::<Account>(deal.account)?,
        (None, None) => return Ok(Told::Nothing),
    };
    if deal.is_some_and(|deal| deal.account != account.id) {
        return Ok(Told::Refused("deal-unknown", Field::DealId));
    }
    let speaks_of_it = match by_name {
        Some(id) => known(db.account_led_to(id))?.is_some_and(|named| named.id == account.id),
        None => is_of(db, &account, lead)?,
    };
    if !speaks_of_it {
        return Ok(Told::Refused("account-differs", Field::Name));
    }
    Ok(Told::Account(account.id))
}

/// Returns the id that stands in the place of a name: who writes down a contact by hand knows the
/// customer by it.
fn named_by_id(name: &str) -> Option<AccountId> {
    let id = AnyId::parse(name).filter(|id| id.kind == AccountId::KIND)?;
    Some(AccountId(id.number))
}

/// Returns a record, or `None` where there is none of that id.
fn known<T>(found: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether a row speaks of the account that it names: a name that it says is one of the
/// account's, or a phone is. Sheets that were sorted by one column alone say otherwise.
fn is_of(db: &Db, account: &Account, lead: &Lead) -> Result<bool, StoreError> {
    let Some(name) = &lead.name else { return Ok(true) };
    let plain = |text: &str| text::folded(text).to_lowercase();
    let name = plain(name);
    if plain(&account.name) == name {
        return Ok(true);
    }
    let variants: Vec<Variant> = db.having("account", &account.id.to_val())?;
    if variants.iter().any(|variant| variant.field == "name" && plain(&variant.value) == name) {
        return Ok(true);
    }
    let phones = db.phones_of(&[account.id])?;
    Ok(phones.iter().any(|known| lead.phones.iter().any(|said| said.number == known.number)))
}

/// Whose the row is that is being loaded.
pub struct Whose<'a, 'd> {
    terms: &'a Terms,
    shelf: Shelf<'d>,
    /// Rows that came before: account and own id.
    before: &'a HashSet<(AccountId, String)>,
    lead: Lead,
    account: Option<AccountId>,
    /// Whether the row's own account learns what the row says of it.
    learns: bool,
    stored: bool,
    notes: Vec<(Field, &'static str, String)>,
    suspected: Option<AccountId>,
}

/// Notes about the cells of a row, and the account that it may belong to instead.
type Noted = (Vec<(Field, &'static str, String)>, Option<AccountId>);

impl<'a, 'd> Whose<'a, 'd> {
    pub(super) fn new(
        op: &Op<'d>,
        batch: BatchId,
        terms: &'a Terms,
        before: &'a HashSet<(AccountId, String)>,
    ) -> Self {
        Self {
            terms,
            shelf: Shelf::new(op, batch),
            before,
            lead: Lead::default(),
            account: None,
            learns: false,
            stored: false,
            notes: Vec::new(),
            suspected: None,
        }
    }

    /// Turns to the next row; one that names its account by our id tells it nothing new.
    pub(super) fn turn(&mut self, lead: &Lead, step: Step, by_our_id: bool) {
        self.lead = lead.clone();
        self.account = step.account();
        self.learns = !by_our_id;
        self.stored = false;
        self.notes.clear();
        self.suspected = None;
    }

    /// Returns the account where it is stored already; `None` where it is still to be made.
    pub fn known(&self, db: &Db) -> Result<Option<Account>, StoreError> {
        match self.account {
            Some(id) => known(db.get(id)),
            None => Ok(None),
        }
    }

    /// Returns whether it is known whose the row is, be it an account that is still to be made.
    pub fn is_settled(&self) -> bool {
        self.account.is_some()
    }

    /// Returns whether a row of this own id went to the account before this list.
    pub fn came_before(&self) -> bool {
        let id = self.account.zip(self.lead.external_id.clone());
        id.is_some_and(|id| self.before.contains(&id))
    }

    /// Notes something about a cell of a row that is used all the same: a stable code and its fact.
    pub fn note(&mut self, field: Field, code: &'static str, detail: String) {
        self.notes.push((field, code, detail));
    }

    /// Returns the account, made where there is none, with what the row says of it.
    pub fn stored(&mut self, op: &mut Op<'d>) -> Result<Account, ImportError> {
        // Every row that is made a record of has an account by its step.
        let id = self.account.unwrap_or(AccountId(0));
        if self.learns && !self.stored {
            self.learn(op, id)?;
        }
        self.stored = true;
        Ok(op.db().get(id)?)
    }

    fn learn(&mut self, op: &mut Op<'d>, id: AccountId) -> Result<(), ImportError> {
        let lead = self.lead.clone();
        let mut drafts = stored_drafts(op.db(), &[id])?;
        match drafts.get_mut(&id) {
            Some(draft) => {
                draft.absorb(lead, Preference::Stored, self.terms);
                self.shelf.store_known(op, drafts)?;
            }
            None => {
                self.shelf.store_new(op, vec![Draft::new(id, lead, self.terms)])?;
            }
        }
        let keys = stored_keys(&op.db().get(id)?, &op.db().phones_of(&[id])?);
        Ok(op.change_match_keys(id, &[], &keys)?)
    }

    /// Notes the account that a row which is refused may belong to.
    pub fn suspect(&mut self, account: AccountId) {
        self.suspected = Some(account);
    }

    pub(super) fn take_notes(&mut self) -> Noted {
        (std::mem::take(&mut self.notes), self.suspected.take())
    }

    /// Returns the account of the row, stored or not.
    pub(super) fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Returns the account of a row that was made a record of.
    pub(super) fn stored_account(&self) -> Option<AccountId> {
        self.account.filter(|_| self.stored)
    }
}
