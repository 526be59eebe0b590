//! What people decide on held rows: the same customer as one we have, or another one.

use super::ImportError;
use super::draft::{Draft, Preference, Terms, preference};
use super::held::HeldGroup;
use super::known::fates_of;
use super::rekey::keys;
use super::shelf::{Shelf, stored_drafts};
use crate::ingest::map::Meanings;
use crate::ingest::matching::Fate;
use crate::model::{AccountId, Batch, BatchId, BatchRow, Id as _, Lead, Separation, Source};
use crate::playbook::Playbook;
use crate::store::{Db, Op, StoreError, Val};

/// What is written of rows that a person gave to an account that was there.
pub const ACCEPTED: &str = "accepted";

/// Makes the rows of a group part of `account`.
pub fn accept(
    op: &mut Op<'_>,
    group: &HeldGroup,
    account: AccountId,
    playbook: &Playbook,
) -> Result<(), ImportError> {
    for (place, rows) in group.by_list().enumerate() {
        give(op, (place, rows), account, playbook)?;
    }
    decide(op, group, account, ACCEPTED)
}

/// Makes rows of the list at a place of a group part of `account`.
fn give(
    op: &mut Op<'_>,
    (place, rows): (usize, &[(BatchRow, Lead)]),
    account: AccountId,
    playbook: &Playbook,
) -> Result<(), ImportError> {
    let batch = batch_of(op.db(), rows)?;
    let terms = terms(op, &batch, playbook);
    let mut shelf = Shelf::new(op, batch.id);
    let mut drafts = stored_drafts(op.db(), &[account])?;
    let draft =
        drafts.get_mut(&account).ok_or_else(|| StoreError::Unknown { id: account.to_string() })?;
    let list = op.db().get::<Source>(batch.source)?.kind;
    let stored = draft.account.source.map(|source| op.db().get::<Source>(source)).transpose()?;
    let corrects = place > 0 && Meanings::read(&batch.mapping).is_some_and(|read| read.keyed);
    let preference = match stored {
        _ if corrects => Preference::Row,
        Some(stored) => preference(playbook, list, stored.kind),
        None => Preference::Stored,
    };
    for (row, lead) in rows {
        take(&mut shelf, draft, row, lead, (preference, &terms));
    }
    Ok(shelf.store_known(op, drafts)?)
}

/// Where rows went that are not their candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separated {
    /// The account.
    pub account: AccountId,
    /// Whether it was made of them; else it is one that they surely are.
    pub is_new: bool,
}

/// Makes an account of the rows of a group, and remembers that it is not the candidate. Where
/// they surely are another account by now, as one made of the same rows of another list, they
/// go there; not to one that other rows of the group went to, from which somebody told them apart.
pub fn separate(
    op: &mut Op<'_>,
    group: &HeldGroup,
    playbook: &Playbook,
) -> Result<Separated, ImportError> {
    let mut lists = group.by_list();
    let first_list = lists.next().unwrap_or_default();
    let batch = batch_of(op.db(), first_list)?;
    let terms = terms(op, &batch, playbook);
    let (known, parted) = surely(op.db(), group, &terms, playbook)?;
    let account = match known {
        Some(account) => account,
        None => op.next_id::<AccountId>()?,
    };
    let mut shelf = Shelf::new(op, batch.id);
    let mut stored = stored_drafts(op.db(), known.as_slice())?;
    let mut draft = stored.remove(&account);
    for (row, lead) in first_list {
        match &mut draft {
            Some(draft) => take(&mut shelf, draft, row, lead, (Preference::Stored, &terms)),
            None => draft = Some(first(&mut shelf, account, lead, &terms)),
        }
    }
    match (known, draft) {
        (Some(account), Some(draft)) => shelf.store_known(op, [(account, draft)].into())?,
        (_, draft) => shelf.store_new(op, draft.into_iter().collect())?,
    }
    for (place, rows) in (1..).zip(lists) {
        give(op, (place, rows), account, playbook)?;
    }
    for other in group.candidate().into_iter().chain(parted) {
        keep_apart(op, account, other)?;
    }
    decide(op, group, account, "separated")?;
    Ok(Separated { account, is_new: known.is_none() })
}

/// Returns the account, other than the candidate, that the rows of a group surely are, and those that
/// they are but for being told apart: other rows of the group went there.
fn surely(
    db: &Db,
    group: &HeldGroup,
    terms: &Terms,
    playbook: &Playbook,
) -> Result<(Option<AccountId>, Vec<AccountId>), StoreError> {
    let mut draft: Option<Draft> = None;
    for (_, lead) in &group.rows {
        match &mut draft {
            Some(draft) => draft.absorb(lead.clone(), Preference::Stored, terms),
            None => draft = Some(Draft::new(AccountId(0), lead.clone(), terms)),
        }
    }
    let Some(draft) = draft else { return Ok((None, Vec::new())) };
    let mut parted = Vec::new();
    for fate in fates_of(db, &draft.account, &draft.phones, playbook)? {
        let Fate::Known { account, .. } = fate else { continue };
        let is_of_group =
            |row: &BatchRow| row.resolved.is_some() && row.held_group.as_ref() == Some(&group.name);
        if db.rows_of_account(account)?.iter().any(is_of_group) {
            parted.push(account);
        } else if Some(account) != group.candidate() {
            return Ok((Some(account), parted));
        }
    }
    Ok((None, parted))
}

/// Remembers that two accounts are different, once.
pub fn keep_apart(op: &mut Op<'_>, one: AccountId, other: AccountId) -> Result<(), StoreError> {
    let (account, other) = (one.min(other), one.max(other));
    let known: Vec<Separation> = op.db().having("account", &Val::Int(account.number()))?;
    if !known.iter().any(|separation| separation.other == other) {
        let separation = Separation { id: op.next_id()?, account, other };
        op.insert(&separation)?;
    }
    Ok(())
}

fn first(shelf: &mut Shelf<'_>, account: AccountId, lead: &Lead, terms: &Terms) -> Draft {
    let mut lead = lead.clone();
    if let Some(purchase) = lead.purchase.take() {
        shelf.keep_purchase(account, lead.line, purchase);
    }
    Draft::new(account, lead, terms)
}

fn take(
    shelf: &mut Shelf<'_>,
    draft: &mut Draft,
    row: &BatchRow,
    lead: &Lead,
    (preference, terms): (Preference, &Terms),
) {
    let mut lead = lead.clone();
    if let Some(purchase) = lead.purchase.take() {
        let line = u64::try_from(row.line).unwrap_or(0);
        shelf.keep_purchase(draft.account.id, line, purchase);
    }
    draft.absorb(lead, preference, terms);
}

/// Notes the decision on every row, and gives the account the keys it is now known by.
fn decide(
    op: &mut Op<'_>,
    group: &HeldGroup,
    account: AccountId,
    decision: &'static str,
) -> Result<(), ImportError> {
    for (row, _) in &group.rows {
        let changes = [("resolved", Val::Text(decision)), ("account", Val::Int(account.number()))];
        op.update(row.id, &changes)?;
    }
    let keys = keys(op.db(), &[account])?.remove(&account).unwrap_or_default();
    Ok(op.change_match_keys(account, &[], &keys)?)
}

/// Returns the batch of the first of some rows.
fn batch_of(db: &Db, rows: &[(BatchRow, Lead)]) -> Result<Batch, StoreError> {
    let row = rows.first().map_or(BatchId(0), |(row, _)| row.batch);
    db.get::<Batch>(row)
}

fn terms(op: &Op<'_>, batch: &Batch, playbook: &Playbook) -> Terms {
    Terms::new(batch.source, batch.shop, batch.owner, op.today(), playbook)
}
