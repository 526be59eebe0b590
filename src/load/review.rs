//! What people decide on held rows: the same customer as one we have, or another one.

use std::collections::{BTreeSet, HashMap};

use super::ImportError;
use super::comparing::{Subject, compare, is_called_alike};
use super::draft::{Draft, Preference, Terms, preference};
use super::known::{fates_of, phone_owners};
use super::readers::Readers;
use super::rekey::keys;
use super::shelf::{Shelf, stored_drafts};
use crate::ingest::map::Meanings;
use crate::ingest::matching::{Explanation, Fate, Matching, Reason};
use crate::model::{
    Account, AccountId, AnyId, Batch, BatchId, BatchRow, Id as _, Lead, OutcomeKind, Phone,
    Separation, Source, SourceId, Variant,
};
use crate::playbook::Playbook;
use crate::store::{Column as _, Db, Op, StoreError, Val};

/// What is written of rows that a person gave to an account that was there.
pub const ACCEPTED: &str = "accepted";

/// Held rows that are surely the same customer: one decision settles them all.
#[derive(Debug, Clone)]
pub struct HeldGroup {
    /// Its name: batch and line of its first row.
    pub name: String,
    /// Its rows with what they say, in the order of their lists.
    pub rows: Vec<(BatchRow, Lead)>,
    /// Channels by which both its rows and its candidate, of another name or house, came, that are lists:
    /// those that the playbook has are ways by which many come.
    pub one_list: Vec<String>,
    /// How likely two are one customer, at most, that stand in one list.
    most_of_one_list: i64,
    /// Whether rows of it were left out.
    is_part: bool,
    /// Phones of its rows that more accounts have than one phone speaks for, and how many.
    pub shared_phones: Vec<(Phone, usize)>,
}

impl HeldGroup {
    /// Returns the account that the rows may belong to.
    pub fn candidate(&self) -> Option<AccountId> {
        self.rows.iter().find_map(|(row, _)| row.candidate)
    }

    /// Returns what it is called: its name, or the batch and line of each row where others of the
    /// group were left out.
    pub fn called(&self) -> String {
        if !self.is_part {
            return self.name.clone();
        }
        let places = self.rows.iter().map(|(row, _)| place(row));
        places.collect::<Vec<_>>().join(" ")
    }

    /// Returns whether it is held as the candidate is called so too, in the same city, at another house.
    pub fn may_have_moved(&self) -> bool {
        let code = Reason::SameNameOtherHouse.code();
        self.rows.iter().any(|(row, _)| row.reason.as_deref() == Some(code))
    }

    /// Returns whether rows of the group were left out.
    pub const fn is_part(&self) -> bool {
        self.is_part
    }

    /// Returns how likely that is, 0 to 100: what matching said of the rows, and less where both stand
    /// in one list.
    pub fn score(&self) -> Option<i64> {
        let score = self.rows.iter().filter_map(|(row, _)| row.score).max()?;
        Some(if self.one_list.is_empty() { score } else { score.min(self.most_of_one_list) })
    }

    /// Returns whether it is called so, a list that came later calls rows of it so, or a row of it
    /// is: by batch and line, or by id.
    pub fn is_named(&self, name: &str) -> bool {
        let name = name.to_ascii_uppercase();
        let in_group = |row: &BatchRow| row.held_group.as_ref() == Some(&name);
        self.name == name || self.rows.iter().any(|(row, _)| in_group(row)) || self.has_row(&name)
    }

    /// Returns whether a row of it is called so: by batch and line, or by id.
    pub fn has_row(&self, name: &str) -> bool {
        self.rows.iter().any(|(row, _)| is_row(row, name))
    }

    /// Returns the group with those of its rows alone that are named, none where none is.
    #[must_use]
    pub fn only(&self, names: &[String]) -> Self {
        let is_named = |(row, _): &&(BatchRow, Lead)| names.iter().any(|name| is_row(row, name));
        let rows: Vec<_> = self.rows.iter().filter(is_named).cloned().collect();
        Self { is_part: self.is_part || rows.len() < self.rows.len(), rows, ..self.clone() }
    }

    /// Returns who its rows are about, in their order.
    pub fn subjects(&self) -> Vec<Subject> {
        let shared = || self.shared_phones.iter().map(|(phone, _)| phone.clone()).collect();
        let rows = self.rows.iter();
        rows.map(|(_, lead)| Subject { shared: shared(), ..Subject::of_lead(lead) }).collect()
    }

    /// Returns its rows list by list.
    fn by_list(&self) -> impl Iterator<Item = &[(BatchRow, Lead)]> {
        self.rows.chunk_by(|(one, _), (other, _)| one.batch == other.batch)
    }
}

/// Returns batch and line of a row.
fn place(row: &BatchRow) -> String {
    format!("{}:{}", row.batch, row.line)
}

/// Returns whether a row is called so: by batch and line, or by id.
fn is_row(row: &BatchRow, name: &str) -> bool {
    place(row).eq_ignore_ascii_case(name) || AnyId::parse(name) == Some(row.id.into())
}

/// Returns the held groups that nobody has decided on, in the order of their lists. A row that
/// came again, by its own id and its name, while it waited is asked about once: it belongs to the
/// group of the first.
pub fn held_groups(db: &Db, playbook: &Playbook) -> Result<Vec<HeldGroup>, StoreError> {
    let settings = &playbook.matching;
    let mut readers = Readers::default();
    let mut groups: Vec<HeldGroup> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in db.open_held_rows()? {
        let lead = readers.lead(db, &row)?.unwrap_or_default();
        let name = row.held_group.clone().unwrap_or_else(|| row.id.to_string());
        let place = *places.entry(name).or_insert_with_key(|name| {
            groups.push(HeldGroup {
                name: name.clone(),
                rows: Vec::new(),
                one_list: Vec::new(),
                most_of_one_list: settings.percents.score_one_list.into(),
                is_part: false,
                shared_phones: Vec::new(),
            });
            groups.len() - 1
        });
        groups[place].rows.push((row, lead));
    }
    let mut groups = each_once(groups, &readers, settings);
    note_lists(db, &mut groups, playbook)?;
    note_shared_phones(db, &mut groups, settings)?;
    Ok(groups)
}

/// Notes in groups which of their phones are switchboards.
fn note_shared_phones(
    db: &Db,
    groups: &mut [HeldGroup],
    settings: &Matching,
) -> Result<(), StoreError> {
    let phones = groups.iter().flat_map(|group| &group.rows).flat_map(|(_, lead)| &lead.phones);
    let mut counts = phone_owners(db, phones)?;
    counts.retain(|_, count| *count > settings.shared_phone_limit as usize);
    for group in groups {
        let phones = group.rows.iter().flat_map(|(_, lead)| &lead.phones);
        let mut shared: Vec<(Phone, usize)> = Vec::new();
        for phone in phones {
            let count = counts.get(&phone.number).copied();
            if let Some(count) = count.filter(|_| shared.iter().all(|(known, _)| known != phone)) {
                shared.push((phone.clone(), count));
            }
        }
        group.shared_phones = shared;
    }
    Ok(())
}

/// Notes in groups which lists their rows and their candidates both stand in.
fn note_lists(db: &Db, groups: &mut [HeldGroup], playbook: &Playbook) -> Result<(), StoreError> {
    let told = groups.iter().filter(|group| lists(group, playbook).next().is_some());
    let mut ids: Vec<AccountId> = told.filter_map(HeldGroup::candidate).collect();
    ids.sort_unstable();
    ids.dedup();
    let theirs = channels_of(db, &ids)?;
    for group in groups {
        if let Some(theirs) = group.candidate().and_then(|id| theirs.get(&id)) {
            group.one_list = one_list(group, theirs, playbook);
        }
    }
    Ok(())
}

/// An account's name, and the channels by which it came.
type Channels = (String, BTreeSet<String>);

fn channels_of(db: &Db, ids: &[AccountId]) -> Result<HashMap<AccountId, Channels>, StoreError> {
    let mut found: HashMap<AccountId, Channels> = HashMap::new();
    for Account { id, name, channel, .. } in db.accounts(ids)? {
        found.insert(id, (name, channel.into_iter().collect()));
    }
    for Variant { account, field, value, .. } in db.by_account::<Variant>(ids, "account")? {
        if let Some((_, channels)) = found.get_mut(&account).filter(|_| field == "channel") {
            channels.insert(value);
        }
    }
    Ok(found)
}

/// Returns the channels of a group that are lists: those that the playbook does not have.
fn lists<'g>(group: &'g HeldGroup, playbook: &Playbook) -> impl Iterator<Item = &'g str> {
    let told = group.rows.iter().filter_map(|(_, lead)| lead.channel.as_deref());
    told.filter(|channel| is_list(channel, playbook))
}

/// Returns whether a channel is one list: those that the playbook has are ways by which many come.
fn is_list(channel: &str, playbook: &Playbook) -> bool {
    playbook.channels.iter().all(|known| known.key != channel && !known.label.is(channel))
}

/// Returns a list in which a group stands and one in which an account stands, where none has both and
/// their channels are lists.
pub fn two_lists(
    group: &HeldGroup,
    account: &Account,
    playbook: &Playbook,
) -> Option<(String, String)> {
    let theirs = account.channel.as_deref().filter(|channel| is_list(channel, playbook))?;
    let ours = lists(group, playbook).next()?;
    let both = lists(group, playbook).any(|channel| channel == theirs);
    (!both).then(|| (ours.to_owned(), theirs.to_owned()))
}

/// Returns the lists in which a group stands, and an account under another name, or at another house.
fn one_list(group: &HeldGroup, (name, theirs): &Channels, playbook: &Playbook) -> Vec<String> {
    let is_called_so = |(_, lead): &(BatchRow, Lead)| lead.name.as_ref() == Some(name);
    if !group.may_have_moved() && group.rows.iter().any(is_called_so) {
        return Vec::new();
    }
    let both: BTreeSet<&str> =
        lists(group, playbook).filter(|channel| theirs.contains(*channel)).collect();
    both.into_iter().map(str::to_owned).collect()
}

/// Returns how likely a group is an account it was compared with, 0 to 100; `None` where that is not
/// told by their sum: one rule makes them the same, something contradicts, or nobody is asked.
pub fn how_likely(
    db: &Db,
    group: &HeldGroup,
    (account, said): (AccountId, &Explanation),
    playbook: &Playbook,
) -> Result<Option<u8>, StoreError> {
    let Some(likelihood) = said.likelihood else { return Ok(None) };
    let theirs = channels_of(db, &[account])?;
    let in_one = theirs.get(&account).map(|theirs| one_list(group, theirs, playbook));
    let most = match in_one {
        Some(lists) if !lists.is_empty() => group.most_of_one_list,
        _ => 100,
    };
    Ok(Some(likelihood.min(u8::try_from(most).unwrap_or(100))))
}

/// Returns the rows of lists that an account is made of, in the order of the lists, each with what it
/// says: `None` where its cells were not kept, as those of the only row that an account was made of.
/// Rows that say again what was loaded before are left out.
pub fn rows_of(db: &Db, account: AccountId) -> Result<Vec<(BatchRow, Option<Lead>)>, StoreError> {
    let mut readers = Readers::default();
    let mut rows: Vec<BatchRow> = db.having("account", &account.to_val())?;
    rows.retain(|row| row.outcome != OutcomeKind::Unchanged);
    rows.sort_by_key(|row| (row.batch, row.line));
    let read = |row: BatchRow| readers.lead(db, &row).map(|lead| (row, lead));
    rows.into_iter().map(read).collect()
}

/// Returns the names of held groups of which a row has one of these phones, or a name with `asked`
/// in it where there are none: among the rows that came last and that nobody has decided on.
pub fn held_like(db: &Db, asked: &str, phones: &[Phone]) -> Result<Vec<String>, StoreError> {
    let mut readers = Readers::default();
    let mut found: Vec<String> = Vec::new();
    let texts = match phones {
        [] => vec![asked],
        phones => phones.iter().map(|phone| last_digits(&phone.number)).collect(),
    };
    let has_phone = |own: &Phone| phones.iter().any(|phone| phone.number == own.number);
    for text in texts {
        for row in db.open_held_rows_with(text)? {
            let fits = readers.lead(db, &row)?.is_some_and(|lead| match phones {
                [] => lead.name.is_some_and(|name| name.contains(asked)),
                _ => lead.phones.iter().any(has_phone),
            });
            found.extend(row.held_group.filter(|group| fits && !found.contains(group)));
        }
    }
    Ok(found)
}

/// Returns the end of a number, which lists write without a sign between its digits.
fn last_digits(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or(number)
}

/// Puts groups together that hold the same row of lists of one source.
fn each_once(groups: Vec<HeldGroup>, readers: &Readers, settings: &Matching) -> Vec<HeldGroup> {
    let mut kept: Vec<HeldGroup> = Vec::with_capacity(groups.len());
    let mut places: HashMap<(SourceId, String), usize> = HashMap::new();
    for group in groups {
        let own = |row: &BatchRow| Some((readers.source(row.batch)?, row.external_id.clone()?));
        let before = group.rows.iter().find_map(|(row, lead)| {
            let place = *places.get(&own(row)?)?;
            let asked = &kept[place];
            let same = |(known, said): &(BatchRow, Lead)| {
                known.batch != row.batch
                    && own(known) == own(row)
                    && is_called(said, lead, settings)
            };
            let is_same = asked.candidate() == group.candidate() && asked.rows.iter().any(same);
            is_same.then_some(place)
        });
        let place = before.unwrap_or(kept.len());
        places.extend(group.rows.iter().filter_map(|(row, _)| Some((own(row)?, place))));
        match before {
            Some(place) => kept[place].rows.extend(group.rows),
            None => kept.push(group),
        }
    }
    kept
}

/// Returns whether two rows have one name, or nearly.
fn is_called(one: &Lead, other: &Lead, settings: &Matching) -> bool {
    let compared = compare(&Subject::of_lead(one), &Subject::of_lead(other), settings);
    is_called_alike(&compared.explanation)
}

/// Returns a group as it waits now; `None` where somebody has decided on it, or its list was taken
/// back, since it was read.
pub fn still_held(db: &Db, group: &HeldGroup) -> Result<Option<HeldGroup>, StoreError> {
    let mut now = HeldGroup { rows: Vec::new(), ..group.clone() };
    for (row, lead) in &group.rows {
        match db.get::<BatchRow>(row.id) {
            Ok(row) if row.resolved.is_none() => now.rows.push((row, lead.clone())),
            Ok(_) | Err(StoreError::Unknown { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok((!now.rows.is_empty()).then_some(now))
}

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
