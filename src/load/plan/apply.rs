//! What a plan says of rows, made what becomes of them.

use std::collections::{HashMap, HashSet};

use super::fault::{Fault, PlanFaults};
use super::read::{PlannedList, PlannedRow};
use super::{Goes, RowAt};
use crate::ingest::matching::Reason;
use crate::load::ImportError;
use crate::load::prepare::Prepared;
use crate::load::reading::Reading;
use crate::load::settle::{Decided, Ground, HeldRow, Plan, Step, as_position};
use crate::model::{AccountId, OutcomeKind, Source};
use crate::store::{Db, Op, StoreError};

/// Which accounts the rows of earlier lists of a plan went to.
#[derive(Debug, Default)]
pub struct MadeAccounts(Vec<(u32, Vec<(u32, AccountId)>)>);

impl MadeAccounts {
    fn of(&self, row: RowAt) -> Option<AccountId> {
        let (_, rows) = self.0.iter().find(|(list, _)| *list == row.list)?;
        let at = rows.binary_search_by_key(&row.line, |(line, _)| *line).ok()?;
        Some(rows[at].1)
    }
}

/// Where a row goes in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// Not found out yet.
    Open,
    /// Being found out: whoever comes here again went in a circle.
    Asked,
    /// To the account that this row of the list makes.
    New(u32),
    /// To an account that is there by now.
    Known(AccountId),
    /// To none.
    Lost,
    /// To itself.
    Circle,
}

/// Returns what becomes of every row of a list as a plan says, everything that makes no sense at
/// once; takes ids for the new accounts.
pub(in crate::load) fn steps_of(
    op: &mut Op<'_>,
    list: &Prepared,
    source: &Source,
    planned: &PlannedList,
    made: &mut MadeAccounts,
) -> Result<Plan, ImportError> {
    let ground = Ground::of(Reading::alone(op.db()), list, source)?;
    let mut faults = PlanFaults::default();
    let rows = by_position(list, planned, &mut faults);
    let known = known_accounts(op.db(), &planned.rows)?;
    let own_ids = ground.by_own_id();
    let mut applied = Applied {
        list,
        planned,
        made,
        ground: &ground,
        known: &known,
        own_ids: &own_ids,
        goals: vec![Goal::Open; rows.len()],
        rows,
    };
    applied.check(&mut faults);
    if !faults.is_empty() {
        return Err(ImportError::Plan(faults));
    }
    let ids = applied.ids(op)?;
    let (steps, held, decided) = applied.steps(&ids);
    let went = steps.iter().zip(&list.marks);
    let went = went.filter_map(|(step, mark)| Some((mark.line, step.account()?))).collect();
    made.0.push((planned.header.list, went));
    Ok(ground.plan(steps, held, decided))
}

/// Returns the place in the plan of every row of the list; `None` where the plan leaves it out.
fn by_position(
    list: &Prepared,
    planned: &PlannedList,
    faults: &mut PlanFaults,
) -> Vec<Option<u32>> {
    let mut rows: Vec<Option<u32>> = vec![None; list.marks.len()];
    for (place, row) in (0..).zip(&planned.rows) {
        let (at, line) = (u64::from(row.at), Some(u64::from(row.line)));
        match list.marks.binary_search_by_key(&row.line, |mark| mark.line) {
            Err(_) => faults.add(at, line, Fault::UnknownLine),
            Ok(index) => match rows[index] {
                Some(first) => {
                    let first = planned.rows[first as usize].at;
                    faults.add(at, line, Fault::LineTwice(first.into()));
                }
                None => rows[index] = Some(place),
            },
        }
    }
    rows
}

/// Accounts asked for at a time.
const AT_ONCE: usize = 1_000;

/// Returns those accounts of the store that rows name.
fn known_accounts(db: &Db, rows: &[PlannedRow]) -> Result<HashSet<AccountId>, StoreError> {
    let of = |goes: Goes| match goes {
        Goes::To(account) => Some(account),
        Goes::With(_) | Goes::Nowhere => None,
    };
    let mut named: Vec<AccountId> =
        rows.iter().flat_map(|row| [of(row.account), of(row.candidate)]).flatten().collect();
    named.sort_unstable();
    named.dedup();
    let mut known = HashSet::with_capacity(named.len());
    for some in named.chunks(AT_ONCE) {
        known.extend(db.accounts(some)?.into_iter().map(|account| account.id));
    }
    Ok(known)
}

/// A plan over the rows of its list.
struct Applied<'a> {
    list: &'a Prepared,
    planned: &'a PlannedList,
    made: &'a MadeAccounts,
    ground: &'a Ground,
    /// Accounts that rows name and that are there.
    known: &'a HashSet<AccountId>,
    own_ids: &'a HashMap<i64, AccountId>,
    /// By position in the list, the place in the plan.
    rows: Vec<Option<u32>>,
    goals: Vec<Goal>,
}

impl Applied<'_> {
    fn row(&self, index: usize) -> Option<&PlannedRow> {
        self.rows.get(index).copied().flatten().map(|place| &self.planned.rows[place as usize])
    }

    /// Returns the position of a row of this list; `None` where it is of another one, or none.
    fn position(&self, row: RowAt) -> Option<usize> {
        let marks = &self.list.marks;
        let own = row.list == self.planned.header.list;
        own.then(|| marks.binary_search_by_key(&row.line, |mark| mark.line).ok()).flatten()
    }

    /// Returns where what a row names goes in the end, having found it out for all on the way.
    fn goal(&mut self, goes: Goes) -> Goal {
        let mut way: Vec<usize> = Vec::new();
        let mut next = goes;
        let goal = loop {
            let row = match next {
                Goes::To(account) if self.known.contains(&account) => break Goal::Known(account),
                Goes::To(_) | Goes::Nowhere => break Goal::Lost,
                Goes::With(row) => row,
            };
            let Some(index) = self.position(row) else {
                break self.made.of(row).map_or(Goal::Lost, Goal::Known);
            };
            match self.goals[index] {
                Goal::Open => {}
                Goal::Asked => break Goal::Circle,
                found => break found,
            }
            let Some(row) = self.row(index).copied() else { break Goal::Lost };
            self.goals[index] = Goal::Asked;
            way.push(index);
            match row.outcome {
                OutcomeKind::Added => break Goal::New(u32::try_from(index).unwrap_or(u32::MAX)),
                OutcomeKind::Merged => next = row.account,
                OutcomeKind::Unchanged => {
                    break self.loaded_account(index).map_or(Goal::Lost, Goal::Known);
                }
                OutcomeKind::Held | OutcomeKind::Rejected => break Goal::Lost,
            }
        };
        for index in way {
            self.goals[index] = goal;
        }
        goal
    }

    /// Returns the account of a row that was loaded before.
    fn loaded_account(&self, index: usize) -> Option<AccountId> {
        match self.ground.steps[index] {
            Some(Step::Unchanged(before)) => self.ground.loaded.get(before as usize)?.account,
            _ => None,
        }
    }

    /// Notes everything of the rows that makes no sense.
    fn check(&mut self, faults: &mut PlanFaults) {
        for index in 0..self.rows.len() {
            let Some(row) = self.row(index).copied() else { continue };
            if let Some(fault) = self.fault(index, &row) {
                faults.add(row.at.into(), Some(row.line.into()), fault);
            }
        }
    }

    fn fault(&mut self, index: usize, row: &PlannedRow) -> Option<Fault> {
        let before = match self.ground.steps[index] {
            Some(Step::Unchanged(before)) => self.ground.loaded.get(before as usize),
            _ => None,
        };
        match (row.outcome, self.list.marks[index].rejected, before) {
            (OutcomeKind::Rejected, true, _)
            | (OutcomeKind::Unchanged, _, Some(_))
            | (OutcomeKind::Added, false, None) => None,
            (outcome, true, _) => Some(Fault::Unusable(outcome)),
            (OutcomeKind::Rejected, false, _) => Some(Fault::Usable),
            (OutcomeKind::Unchanged, false, None) => Some(Fault::NotLoaded),
            (outcome, false, Some(before)) => Some(Fault::Loaded(outcome, before.batch)),
            (OutcomeKind::Merged, false, None) => self.wrong_account(row),
            (OutcomeKind::Held, false, None) => self.wrong_hold(row),
        }
    }

    fn wrong_account(&mut self, row: &PlannedRow) -> Option<Fault> {
        let candidate = match row.candidate {
            Goes::Nowhere => None,
            candidate => Some(candidate.to_string()),
        };
        match row.account {
            Goes::Nowhere => Some(Fault::NoAccount(candidate)),
            Goes::To(account) if !self.known.contains(&account) => {
                Some(Fault::UnknownAccount(account.to_string()))
            }
            account => self.wrong_goal("account", account),
        }
    }

    fn wrong_hold(&mut self, row: &PlannedRow) -> Option<Fault> {
        let lost = row.group.filter(|group| self.position(*group).is_none());
        if let Some(group) = lost {
            return Some(Fault::Nowhere { key: "group", value: group.to_string() });
        }
        match row.candidate {
            Goes::Nowhere => None,
            Goes::To(account) if !self.known.contains(&account) => {
                Some(Fault::UnknownAccount(account.to_string()))
            }
            candidate => self.wrong_goal("candidate", candidate),
        }
    }

    fn wrong_goal(&mut self, key: &'static str, goes: Goes) -> Option<Fault> {
        match self.goal(goes) {
            Goal::Lost => Some(Fault::Nowhere { key, value: goes.to_string() }),
            Goal::Circle => Some(Fault::Circle(goes.to_string())),
            _ => None,
        }
    }

    /// Takes ids for the new accounts, in the order of the list; returns them by position.
    fn ids(&self, op: &mut Op<'_>) -> Result<HashMap<u32, AccountId>, StoreError> {
        let added: Vec<u32> = (0..)
            .zip(0..self.rows.len())
            .filter(|(_, index)| {
                self.row(*index).is_some_and(|row| row.outcome == OutcomeKind::Added)
            })
            .map(|(position, _)| position)
            .collect();
        op.reserve::<AccountId>(added.len())?;
        added.into_iter().map(|position| Ok((position, op.next_id()?))).collect()
    }

    /// Returns the account that a goal is.
    fn account(&mut self, goes: Goes, ids: &HashMap<u32, AccountId>) -> Option<AccountId> {
        match self.goal(goes) {
            Goal::New(position) => ids.get(&position).copied(),
            Goal::Known(account) => Some(account),
            _ => None,
        }
    }

    /// Returns what becomes of the rows, which make sense, and those that are held.
    fn steps(&mut self, ids: &HashMap<u32, AccountId>) -> (Vec<Step>, Vec<HeldRow>, Decided) {
        let mut decided = Decided::default();
        let mut groups: HashMap<RowAt, u32> = HashMap::new();
        let mut steps = Vec::with_capacity(self.rows.len());
        let mut held = Vec::new();
        for (position, index) in (0_u32..).zip(0..self.rows.len()) {
            let Some(row) = self.row(index).copied() else {
                decided.left_out += 1;
                steps.push(Step::LeftOut);
                continue;
            };
            if row.decided {
                decided.rows.insert(position);
            }
            let step = match row.outcome {
                OutcomeKind::Added => self.added(position, &row, ids, &mut decided),
                OutcomeKind::Merged => self.merged(index, &row, ids),
                OutcomeKind::Held => {
                    let own = RowAt { list: self.planned.header.list, line: row.line };
                    let group = *groups.entry(row.group.unwrap_or(own)).or_insert(position);
                    let candidate = self.account(row.candidate, ids);
                    let reason = row.reason.unwrap_or(Reason::Alike);
                    let score = row.score.unwrap_or(reason.score());
                    held.push(HeldRow { group, candidate, score, reason });
                    Step::Held(as_position(held.len() - 1))
                }
                OutcomeKind::Unchanged | OutcomeKind::Rejected => {
                    self.ground.steps[index].unwrap_or(Step::LeftOut)
                }
            };
            steps.push(step);
        }
        (steps, held, decided)
    }

    /// A row that makes an account. Where a person said so, it is another customer than the one that
    /// it would have been, or may have been.
    fn added(
        &mut self,
        position: u32,
        row: &PlannedRow,
        ids: &HashMap<u32, AccountId>,
        decided: &mut Decided,
    ) -> Step {
        let Some(account) = ids.get(&position).copied() else { return Step::LeftOut };
        if row.decided {
            for other in [row.account, row.candidate] {
                let other = self.account(other, ids).filter(|other| *other != account);
                decided.apart.extend(other.map(|other| (other, account)));
            }
        }
        Step::Added(account)
    }

    fn merged(&mut self, index: usize, row: &PlannedRow, ids: &HashMap<u32, AccountId>) -> Step {
        let reason = row.reason.unwrap_or(Reason::SameAsOther);
        match self.goal(row.account) {
            Goal::New(position) => match ids.get(&position) {
                Some(account) => Step::Joined(*account, reason),
                None => Step::LeftOut,
            },
            Goal::Known(account) => {
                // Of rows that are not known by their ids, the id decides where nothing else does.
                let by_id = self.list.list.mapping.keyed || row.reason.is_none() && !row.decided;
                if by_id && self.ground.owner(index, self.own_ids) == Some(account) {
                    return Step::Keyed(account);
                }
                Step::Known(account, reason)
            }
            _ => Step::LeftOut,
        }
    }
}
