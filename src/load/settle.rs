//! What becomes of every row of a list, decided for the list as a whole.

use std::collections::{HashMap, HashSet};

use super::ImportError;
use super::hashed::Hashed;
use super::known::{base, wanted};
use super::own_ids::{
    OwnIds, follow_leaders, follow_own_ids, forget_corrected, hashed, seed_of, settle_by_own_ids,
};
use super::prepare::Prepared;
use super::reading::Reading;
use super::waiting::hold_again;
use crate::ingest::matching::{self, Candidate, Fate, Keys, Matching, Reason};
use crate::model::{AccountId, BatchId, BatchRow, BatchRowId, OutcomeKind, Source};
use crate::store::{Db, KeyOwner, KeyRange, Loaded, Op, StoreError};

/// What becomes of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing: somebody took it out of the plan.
    LeftOut,
    /// Nothing of it can be used.
    Rejected,
    /// It was loaded before: place in [`Plan::loaded`].
    Unchanged(u32),
    /// It makes a new account, or is the same as an earlier row that does.
    Added(AccountId),
    /// It is an account that an earlier row made.
    Joined(AccountId, Reason),
    /// It is an account that the store had.
    Known(AccountId, Reason),
    /// It is the account that its own id names.
    Keyed(AccountId),
    /// A person has to decide: place in [`Plan::held`].
    Held(u32),
}

// There is one for each row of a list.
const _: () = assert!(size_of::<Option<Step>>() <= 16);

/// A row that a person has to decide on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldRow {
    /// Position of the first row of its group.
    pub(super) group: u32,
    /// Whom it may be.
    pub(super) candidate: Option<AccountId>,
    /// How likely it is, 0 to 100.
    pub(super) score: u8,
    pub(super) reason: Reason,
}

impl Step {
    /// Returns its outcome; a row that is left out has none.
    pub(super) fn outcome(self) -> Option<OutcomeKind> {
        Some(match self {
            Self::LeftOut => return None,
            Self::Rejected => OutcomeKind::Rejected,
            Self::Unchanged(_) => OutcomeKind::Unchanged,
            Self::Added(_) => OutcomeKind::Added,
            Self::Joined(..) | Self::Known(..) | Self::Keyed(_) => OutcomeKind::Merged,
            Self::Held(_) => OutcomeKind::Held,
        })
    }

    /// Returns the account that the row goes to now.
    pub(super) fn account(self) -> Option<AccountId> {
        match self {
            Self::Added(account)
            | Self::Joined(account, _)
            | Self::Known(account, _)
            | Self::Keyed(account) => Some(account),
            Self::LeftOut | Self::Rejected | Self::Unchanged(_) | Self::Held(_) => None,
        }
    }
}

/// Which row of which batch is kept.
pub(super) struct RowPlace {
    pub(super) id: BatchRowId,
    pub(super) batch: BatchId,
    /// Line in the file, from 1.
    pub(super) line: u64,
    /// Its own id.
    pub(super) external_id: Option<String>,
}

/// What becomes of every row, and the keys by which accounts will be found again.
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    /// Where rows that were loaded before went then.
    pub(super) loaded: Vec<Loaded>,
    /// Rows that a person decides on.
    held: Vec<HeldRow>,
    pub(super) row_keys: Vec<i64>,
    pub(super) external: OwnIds,
    /// Who has keys of the rows, by account and key.
    pub(super) owners: Vec<KeyOwner>,
    /// What a person decided otherwise than matching did.
    pub(super) decided: Decided,
}

/// What a person decided of the rows of a list, before they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Decided {
    /// Rows, by position, that go elsewhere than matching sent them.
    pub(super) rows: HashSet<u32>,
    /// Rows that are left out.
    pub(super) left_out: u64,
    /// Accounts that are different customers.
    pub(super) apart: Vec<(AccountId, AccountId)>,
}

/// What the store says of the rows of a list, before anything is decided.
pub(super) struct Ground {
    /// What becomes of rows that nothing is to be decided of.
    pub(super) steps: Vec<Option<Step>>,
    /// See [`Plan::loaded`].
    pub(super) loaded: Vec<Loaded>,
    pub(super) row_keys: Vec<i64>,
    pub(super) external: OwnIds,
    owners: Vec<KeyOwner>,
}

/// More than 2³² rows are refused long before; positions beyond are not reached.
pub(super) fn as_position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Ground {
    pub(super) fn of(
        store: Reading<'_>,
        list: &Prepared,
        source: &Source,
    ) -> Result<Self, ImportError> {
        let db = store.db;
        let seed = seed_of(source);
        let row_keys = row_keys(list, seed);
        let external = OwnIds::of(list, seed);
        let mut steps = vec![None; list.marks.len()];
        let mut loaded: HashMap<i64, Loaded> = if db.any_row()? {
            // Those that stand beside each other are asked for one after the other.
            let mut keys = row_keys.clone();
            keys.sort_unstable();
            store.of_many(&keys, Db::loaded_rows)?.into_iter().collect()
        } else {
            HashMap::new()
        };
        forget_corrected(db, list, source, &row_keys, &mut loaded)?;
        let mut before_rows = Vec::new();
        for (index, mark) in list.marks.iter().enumerate() {
            if mark.rejected {
                steps[index] = Some(Step::Rejected);
            } else if let Some(before) = loaded.get(&row_keys[index]) {
                steps[index] = Some(Step::Unchanged(as_position(before_rows.len())));
                before_rows.push(*before);
            }
        }
        let owners = if db.any_match_key()? {
            owners(store, &wanted_keys(list, &steps, &external))?
        } else {
            Vec::new()
        };
        Ok(Self { steps, loaded: before_rows, row_keys, external, owners })
    }

    /// Returns the plan that these steps make, with the rows that are held.
    pub(super) fn plan(self, steps: Vec<Step>, held: Vec<HeldRow>, decided: Decided) -> Plan {
        let Self { loaded, row_keys, external, owners, .. } = self;
        Plan { steps, loaded, held, row_keys, external, owners, decided }
    }

    /// Returns the accounts that own ids of rows name, by the key of the id. The lowest account
    /// wins where two were given one: the first that was.
    pub(super) fn by_own_id(&self) -> HashMap<i64, AccountId> {
        let mut accounts: HashMap<i64, AccountId> = HashMap::new();
        for owner in &self.owners {
            accounts.entry(owner.key).or_insert(owner.account);
        }
        accounts
    }

    /// Returns whether any row has an id of its own.
    pub(super) fn has_own_ids(&self) -> bool {
        !self.external.is_empty()
    }

    /// Returns the key of a row's own id; `None` where it has none.
    pub(super) fn own_id(&self, row: usize) -> Option<i64> {
        self.external.of_row(row)
    }

    /// Returns the account that the own id of a row names among `accounts`.
    pub(super) fn owner(
        &self,
        row: usize,
        accounts: &HashMap<i64, AccountId>,
    ) -> Option<AccountId> {
        accounts.get(&self.external.of_row(row)?).copied()
    }
}

/// Returns the accounts that have one of some keys, as [`Db::key_owners`] does.
fn owners(store: Reading<'_>, keys: &[KeyRange]) -> Result<Vec<KeyOwner>, StoreError> {
    if Db::reads_all_keys(keys) {
        return store.db.key_owners(keys);
    }
    let mut found = store.of_many(keys, Db::key_owners)?;
    found.sort_unstable_by_key(|owner| (owner.account, owner.key));
    Ok(found)
}

/// Decides on every row of a list; takes ids for the new accounts. The list comes with how the
/// store is read about it.
pub(super) fn settle(
    op: &mut Op<'_>,
    list: (&Prepared, Reading<'_>),
    source: &Source,
    settings: Matching,
) -> Result<Plan, ImportError> {
    settle_told(op, list, source, settings, |_| {})
}

/// The same where `tell` says what becomes of some rows, so that nothing is decided of them.
pub(super) fn settle_told(
    op: &mut Op<'_>,
    (list, store): (&Prepared, Reading<'_>),
    source: &Source,
    settings: Matching,
    tell: impl FnOnce(&mut [Option<Step>]),
) -> Result<Plan, ImportError> {
    let db = op.db();
    let mut ground = Ground::of(store, list, source)?;
    tell(&mut ground.steps);
    let leaders =
        if list.list.mapping.keyed { follow_own_ids(&mut ground) } else { HashMap::new() };
    let subjects = subjects(&ground.steps, &leaders);
    let owners = &ground.owners;
    let base = base(store, subjects.iter().map(|at| &list.keys[*at as usize]), owners, &settings)?;
    let fates = if subjects.len() == ground.steps.len() {
        matching::settle(&list.keys, &base, &settings)
    } else {
        let keys: Vec<Keys> = subjects.iter().map(|index| list.keys[*index as usize]).collect();
        matching::settle(&keys, &base, &settings)
    };
    settle_by_own_ids(db, &mut ground, source, &subjects, &fates)?;
    let held = hold_again(db, &mut ground, list, source, (&subjects, &fates), &settings)?;
    let held = assign(op, &mut ground.steps, &subjects, &fates, held)?;
    let steps = follow_leaders(&ground.steps, &leaders);
    Ok(ground.plan(steps, held, Decided::default()))
}

/// Hash of source, row and its occurrence in the file: the second equal row is a row of its own.
fn row_keys(list: &Prepared, seed: u64) -> Vec<i64> {
    let mut occurrences: HashMap<u64, u64, Hashed> =
        HashMap::with_capacity_and_hasher(list.marks.len(), Hashed::default());
    list.marks
        .iter()
        .map(|mark| {
            let occurrence = occurrences.entry(mark.row_hash).and_modify(|n| *n += 1).or_insert(0);
            hashed(mark.row_hash, seed ^ *occurrence)
        })
        .collect()
}

/// The keys under which rows look for accounts.
fn wanted_keys(list: &Prepared, steps: &[Option<Step>], external: &OwnIds) -> Vec<KeyRange> {
    let open = (0..steps.len()).filter(|index| steps[*index].is_none());
    wanted(open.flat_map(|index| {
        list.keys[index].stored().chain(external.of_row(index).map(i64::cast_unsigned))
    }))
}

/// The rows that matching decides on, by position. Where it is all of them but those that were
/// rejected, it is all of them: nothing is told of a rejected row, so that it plays no part.
fn subjects(steps: &[Option<Step>], leaders: &HashMap<usize, usize>) -> Vec<u32> {
    let is_silent = |step: &Option<Step>| step.is_none() || *step == Some(Step::Rejected);
    let all = leaders.is_empty() && steps.iter().all(is_silent);
    (0..)
        .zip(steps)
        .filter(|(index, step)| all || step.is_none() && !leaders.contains_key(&(*index as usize)))
        .map(|(index, _)| index)
        .collect()
}

/// Turns fates into steps: new accounts get their ids in the order of the file. Returns the rows that
/// are held, behind those that are already.
fn assign(
    op: &mut Op<'_>,
    steps: &mut [Option<Step>],
    subjects: &[u32],
    fates: &[Fate],
    mut held: Vec<HeldRow>,
) -> Result<Vec<HeldRow>, ImportError> {
    let row_of = |at: usize| subjects[at] as usize;
    let open: Vec<usize> = (0..fates.len()).filter(|at| steps[row_of(*at)].is_none()).collect();
    op.reserve::<AccountId>(open.iter().filter(|at| fates[**at] == Fate::New).count())?;
    let mut accounts: Vec<Option<AccountId>> = vec![None; fates.len()];
    for at in open.iter().copied() {
        let fate = &fates[at];
        accounts[at] = match fate {
            Fate::New => Some(op.next_id()?),
            Fate::Known { account, .. } => Some(*account),
            Fate::SameAs { .. } | Fate::Held { .. } => None,
        };
    }
    let account_of = |row: u32| accounts.get(row as usize).copied().flatten();
    for at in open {
        steps[row_of(at)] = match fates[at] {
            Fate::New => accounts[at].map(Step::Added),
            Fate::SameAs { row, reason } => account_of(row).map(|id| Step::Joined(id, reason)),
            Fate::Known { account, reason } => Some(Step::Known(account, reason)),
            Fate::Held { candidate, group, score, reason } => {
                let candidate = match candidate {
                    Some(Candidate::Account(account)) => Some(account),
                    Some(Candidate::Row(row)) => account_of(row),
                    None => None,
                };
                let group = subjects[group as usize];
                held.push(HeldRow { group, candidate, score, reason });
                Some(Step::Held(as_position(held.len() - 1)))
            }
        };
    }
    Ok(held)
}

impl Plan {
    /// Returns what is kept of a row of the list: where matching sent it, and why.
    pub(super) fn row(&self, index: usize, outcome: OutcomeKind, place: RowPlace) -> BatchRow {
        let RowPlace { id, batch, line, external_id } = place;
        let step = self.steps[index];
        let mut row = BatchRow {
            id,
            batch,
            line: i64::try_from(line).unwrap_or(i64::MAX),
            external_id,
            outcome,
            account: step.account(),
            held_group: None,
            candidate: None,
            score: None,
            reason: None,
            resolved: None,
            row_key: self.row_keys[index],
            cells: None,
            warnings: None,
        };
        match step {
            Step::Unchanged(before) => {
                if let Some(before) = self.loaded.get(before as usize) {
                    (row.account, row.candidate) = (before.account, before.candidate);
                    row.reason = Some(format!("loaded-in-{}", before.batch));
                }
            }
            Step::Held(_) => {
                if let Some(held) = self.held_row(step) {
                    row.candidate = held.candidate;
                    row.score = Some(i64::from(held.score));
                    row.reason = Some(held.reason.code().to_owned());
                }
            }
            Step::Joined(_, reason) | Step::Known(_, reason) => {
                row.score = Some(i64::from(reason.score()));
                row.reason = Some(reason.code().to_owned());
            }
            Step::Keyed(_) => row.reason = Some("same-own-id".to_owned()),
            Step::Rejected | Step::Added(_) | Step::LeftOut => {}
        }
        row
    }

    /// Returns what is held of a row; `None` where nobody has to decide on it.
    pub(super) fn held_row(&self, step: Step) -> Option<HeldRow> {
        match step {
            Step::Held(place) => self.held.get(place as usize).copied(),
            _ => None,
        }
    }
}
