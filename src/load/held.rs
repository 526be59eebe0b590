//! Rows that wait for a person's decision, in groups, with what is said of them.

use std::collections::{BTreeSet, HashMap};

use super::comparing::{Subject, compare, is_called_alike};
use super::known::phone_owners;
use super::readers::Readers;
use crate::ingest::matching::{Explanation, Matching, Reason};
use crate::model::{
    Account, AccountId, AnyId, BatchRow, Lead, OutcomeKind, Phone, SourceId, Variant,
};
use crate::playbook::Playbook;
use crate::store::{Column as _, Db, StoreError};

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
    pub(super) fn by_list(&self) -> impl Iterator<Item = &[(BatchRow, Lead)]> {
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
    playbook.channel(channel).is_none()
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
