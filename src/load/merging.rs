//! Two accounts made one: everything that hangs on the second follows to the first.
//!
//! Blanks of the first are filled; where both say something, the first stays and the other value
//! is kept beside it. Nothing is lost: the second account keeps its fields, removed, so that the
//! merger can be taken back exactly.

use std::collections::HashSet;

use super::draft::with_extra;
use super::rekey::Rekey;
use crate::model::{
    Account, AccountId, AppointmentId, BatchRowId, Contact, ContactId, DealId, Id, Merger, PhoneId,
    PurchaseId, Separation, SeparationId, SkipId, StoredPhone, TouchId, Variant, VariantId,
    VehicleId,
};
use crate::store::{Column as _, Op, StoreError, Val};

/// Why two accounts were not made one.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is one account already.
    #[error("{0} is one account")]
    Same(AccountId),
    /// They are registered under different credit codes: two firms.
    #[error("{account} has credit code {code}, {other} has {other_code}")]
    OtherCode {
        /// The account to be kept.
        account: AccountId,
        /// Its credit code.
        code: String,
        /// The other.
        other: AccountId,
        /// The other's code.
        other_code: String,
    },
}

/// What a merger came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The account that was kept, as it was before.
    pub account: Account,
    /// The one that was made part of it.
    pub other: Account,
    /// Contacts, deals and touches that followed.
    pub contacts: usize,
    /// Deals that followed.
    pub deals: usize,
    /// Touches that followed.
    pub touches: usize,
    /// Values of the other that another one outweighed, and that are kept beside it.
    pub variants: Vec<(&'static str, String)>,
}

/// Makes `other` part of `kept`. What is derived from touches and skips is left to the caller.
///
/// # Errors
/// Where they are one, or two firms by their credit codes.
pub fn merge(op: &mut Op<'_>, kept: AccountId, other: AccountId) -> Result<Merged, MergeError> {
    if kept == other {
        return Err(MergeError::Same(kept));
    }
    let (account, gone) = (op.db().get::<Account>(kept)?, op.db().get::<Account>(other)?);
    if let (Some(code), Some(other_code)) = (&account.credit_code, &gone.credit_code)
        && code != other_code
    {
        let (code, other_code) = (code.clone(), other_code.clone());
        return Err(MergeError::OtherCode { account: kept, code, other, other_code });
    }
    let rekey = Rekey::before(op, vec![kept.min(other), kept.max(other)])?;
    let (mut joined, variants) = joined(&account, &gone);
    joined.parent = parent_of_both(op, &account, &gone)?;
    op.save(&account, &joined)?;
    for (field, value) in &variants {
        let id = op.next_id()?;
        let (field, value) = ((*field).to_owned(), value.clone());
        op.insert(&Variant { id, account: kept, field, value, batch: None })?;
    }
    let contacts = move_people(op, kept, other)?;
    let deals = repoint::<DealId>(op, "account", other, kept)?;
    let touches = repoint::<TouchId>(op, "account", other, kept)?;
    repoint::<AppointmentId>(op, "account", other, kept)?;
    repoint::<SkipId>(op, "account", other, kept)?;
    repoint::<VehicleId>(op, "account", other, kept)?;
    repoint::<PurchaseId>(op, "account", other, kept)?;
    repoint::<VariantId>(op, "account", other, kept)?;
    repoint::<BatchRowId>(op, "account", other, kept)?;
    repoint::<BatchRowId>(op, "candidate", other, kept)?;
    move_separations(op, kept, other)?;
    // Its own parent is settled with its fields.
    let below: Vec<AccountId> = op.db().ids_having("parent", &Val::Int(other.number()))?;
    let below: Vec<AccountId> = below.into_iter().filter(|id| *id != kept).collect();
    op.update_all(&below, &[("parent", Val::Int(kept.number()))])?;
    let id = op.next_id()?;
    op.insert(&Merger { id, account: kept, other })?;
    op.remove(other)?;
    rekey.after(op)?;
    Ok(Merged { account, other: gone, contacts, deals, touches, variants })
}

/// Returns the account above both: never one that is below them.
fn parent_of_both(
    op: &Op<'_>,
    account: &Account,
    other: &Account,
) -> Result<Option<AccountId>, StoreError> {
    let above = if is_below(op, account, other.id)? {
        other.parent
    } else if is_below(op, other, account.id)? {
        account.parent
    } else {
        account.parent.or(other.parent)
    };
    Ok(above.filter(|above| *above != account.id && *above != other.id))
}

/// Returns whether an account is below another, however far.
fn is_below(op: &Op<'_>, account: &Account, other: AccountId) -> Result<bool, StoreError> {
    let (mut above, mut seen) = (account.parent, HashSet::new());
    while let Some(parent) = above.filter(|parent| seen.insert(*parent)) {
        if parent == other {
            return Ok(true);
        }
        above = op.db().get::<Account>(parent)?.parent;
    }
    Ok(false)
}

/// Returns the account that is kept with what the other adds, but for the one above, and the
/// other's values that differ.
fn joined(account: &Account, other: &Account) -> (Account, Vec<(&'static str, String)>) {
    let mut joined = account.clone();
    let mut variants = Vec::new();
    if account.name != other.name {
        variants.push(("name", other.name.clone()));
    }
    macro_rules! fill {
        ($($field:ident),*) => {$(
            match (&account.$field, &other.$field) {
                (None, value) => joined.$field.clone_from(value),
                (Some(own), Some(value)) if own != value => {
                    variants.push((stringify!($field), value.clone()));
                }
                _ => {}
            }
        )*};
    }
    let placed = account.address.is_some() || account.city.is_some();
    fill!(credit_code, email, website, industry, territory, size, channel, note);
    if placed {
        for (field, own, value) in
            [("address", &account.address, &other.address), ("city", &account.city, &other.city)]
        {
            if let Some(value) = value.as_ref().filter(|value| own.as_ref() != Some(value)) {
                variants.push((field, value.clone()));
            }
        }
    } else {
        joined.province.clone_from(&other.province);
        joined.city.clone_from(&other.city);
        joined.district.clone_from(&other.district);
        joined.address.clone_from(&other.address);
    }
    joined.shop = account.shop.or(other.shop);
    joined.source = account.source.or(other.source);
    if account.owner.is_none() {
        (joined.owner, joined.assigned_on) = (other.owner, other.assigned_on);
    }
    joined.opened_on = account.opened_on.min(other.opened_on);
    joined.tags.extend(other.tags.iter().filter(|tag| !account.tags.contains(tag)).cloned());
    joined.extra = match (&account.extra, &other.extra) {
        (Some(own), Some(more)) => Some(with_both(own, more)),
        (own, more) => own.clone().or_else(|| more.clone()),
    };
    (joined, variants)
}

/// Returns the columns of lists of both; of the same column the first's.
fn with_both(own: &str, more: &str) -> String {
    let cells: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(more).unwrap_or_default();
    let cells: Vec<(String, String)> = cells
        .into_iter()
        .map(|(column, value)| (column, value.as_str().unwrap_or_default().to_owned()))
        .collect();
    with_extra(Some(own), &cells, super::draft::Preference::Stored)
}

/// Moves contacts and phones; returns how many contacts. One that both have under the same name,
/// and that says nothing else, is one; so is a phone that both have.
fn move_people(op: &mut Op<'_>, kept: AccountId, other: AccountId) -> Result<usize, StoreError> {
    let own: Vec<Contact> = op.db().having("account", &kept.to_val())?;
    let coming: Vec<Contact> = op.db().having("account", &other.to_val())?;
    let count = coming.len();
    for contact in coming {
        let twin = own.iter().find(|own| own.name == contact.name && says_no_more(&contact, own));
        let Some(twin) = twin else {
            op.update(contact.id, &[("account", kept.to_val())])?;
            continue;
        };
        for_contact::<PhoneId>(op, contact.id, twin.id)?;
        for_contact::<TouchId>(op, contact.id, twin.id)?;
        for_contact::<AppointmentId>(op, contact.id, twin.id)?;
        op.update(contact.id, &[("account", kept.to_val())])?;
        op.remove(contact.id)?;
    }
    let mut known: HashSet<(String, Option<String>)> = HashSet::new();
    let phones: Vec<StoredPhone> = op.db().having("account", &kept.to_val())?;
    known.extend(phones.into_iter().map(|phone| (phone.number, phone.extension)));
    let coming: Vec<StoredPhone> = op.db().having("account", &other.to_val())?;
    for phone in coming {
        op.update(phone.id, &[("account", kept.to_val())])?;
        if !known.insert((phone.number, phone.extension)) {
            op.remove(phone.id)?;
        }
    }
    Ok(count)
}

/// Returns whether a contact says nothing that another does not.
fn says_no_more(contact: &Contact, other: &Contact) -> bool {
    let in_other = |own: &Option<String>, others: &Option<String>| own.is_none() || own == others;
    in_other(&contact.title, &other.title)
        && in_other(&contact.department, &other.department)
        && in_other(&contact.email, &other.email)
        && in_other(&contact.best_time, &other.best_time)
        && in_other(&contact.note, &other.note)
        && contact.roles.iter().all(|role| other.roles.contains(role))
}

fn for_contact<I: Id>(op: &mut Op<'_>, from: ContactId, to: ContactId) -> Result<(), StoreError> {
    let ids: Vec<I> = op.db().ids_having("contact", &from.to_val())?;
    op.update_all(&ids, &[("contact", to.to_val())]).map(drop)
}

/// Makes the records of a kind that name one account in a column name another; returns how many.
fn repoint<I: Id>(
    op: &mut Op<'_>,
    column: &'static str,
    from: AccountId,
    to: AccountId,
) -> Result<usize, StoreError> {
    let ids: Vec<I> = op.db().ids_having(column, &from.to_val())?;
    op.update_all(&ids, &[(column, to.to_val())])
}

/// What one is not, the two together are not; that they are not each other is over.
fn move_separations(op: &mut Op<'_>, kept: AccountId, other: AccountId) -> Result<(), StoreError> {
    let mut apart: Vec<Separation> = op.db().having("account", &other.to_val())?;
    apart.extend(op.db().having::<Separation>("other", &other.to_val())?);
    let mut known: HashSet<AccountId> = HashSet::new();
    for own in op.db().having::<Separation>("account", &kept.to_val())? {
        known.insert(own.other);
    }
    for own in op.db().having::<Separation>("other", &kept.to_val())? {
        known.insert(own.account);
    }
    for separation in apart {
        let third = if separation.account == other { separation.other } else { separation.account };
        let id: SeparationId = separation.id;
        if third == kept || !known.insert(third) {
            op.remove(id)?;
            continue;
        }
        let (account, second) = (kept.min(third), kept.max(third));
        op.update(id, &[("account", account.to_val()), ("other", second.to_val())])?;
    }
    Ok(())
}
