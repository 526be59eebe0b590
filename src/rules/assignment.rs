//! Who had an account, and since when (domain rules, section 1: owner).

use crate::model::{Day, StaffId};

/// Who has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Assignment {
    /// The consultant; missing: nobody, it is in the pool.
    pub owner: Option<StaffId>,
    /// Since when; missing where nobody knows, and in the pool.
    pub assigned_on: Option<Day>,
}

/// What an assignment was before a change of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// The day of the change.
    pub changed_on: Day,
    /// Who had the account before; missing where that did not change.
    pub owner: Option<Option<StaffId>>,
    /// Since when; missing where that did not change.
    pub assigned_on: Option<Option<Day>>,
}

/// Who had an account from a day on, until the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The first day; missing: from the beginning.
    pub from: Option<Day>,
    /// Who had it.
    pub by: Assignment,
}

/// Returns who had an account, by who has it now and what each change found, the first first; the
/// first of the answer held it from the beginning, the last holds it now. Who gave it away on the day
/// on which they got it, or before by what was entered later, never had it. Never fails.
pub fn held(now: Assignment, changes: &[Before]) -> Vec<Held> {
    let mut held = Vec::with_capacity(changes.len() + 1);
    let mut by = now;
    let mut until: Option<Day> = None;
    for before in changes.iter().rev() {
        let from = before.changed_on;
        if until.is_none_or(|until| from < until) {
            held.push(Held { from: Some(from), by });
            until = Some(from);
        }
        by.owner = before.owner.unwrap_or(by.owner);
        by.assigned_on = before.assigned_on.unwrap_or(by.assigned_on);
    }
    held.push(Held { from: None, by });
    held.reverse();
    held
}

/// Returns who had an account in the evening of `day`: the last of `held` that begins by then; nobody
/// where it is empty. Never fails.
pub fn on(held: &[Held], day: Day) -> Assignment {
    let begun = held.iter().rev().find(|one| one.from.is_none_or(|from| from <= day));
    begun.map_or_else(Assignment::default, |one| one.by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn march(date: i64) -> Day {
        "2026-02-28".parse::<Day>().unwrap().plus_days(date)
    }

    /// Who has it, as `S1 since 3`, of March.
    fn told(by: Assignment) -> String {
        let owner = by.owner.map_or_else(|| "pool".to_owned(), |owner| owner.to_string());
        let since = by.assigned_on.map(|on| format!(" since {}", on.days_since(march(0))));
        owner + &since.unwrap_or_default()
    }

    fn since(owner: i64, on: i64) -> Assignment {
        Assignment { owner: Some(StaffId(owner)), assigned_on: Some(march(on)) }
    }

    fn before(on: i64, was: Assignment) -> Before {
        let Assignment { owner, assigned_on } = was;
        Before { changed_on: march(on), owner: Some(owner), assigned_on: Some(assigned_on) }
    }

    #[test]
    fn who_had_an_account_is_told_by_what_each_change_found() {
        let pool = Assignment::default();
        let from_pool = [before(3, pool), before(9, since(1, 3))];
        let by_day = |now: Assignment, changes: &[Before]| -> Vec<String> {
            let held = held(now, changes);
            [1, 3, 8, 9, 30].map(|day| told(on(&held, march(day)))).to_vec()
        };
        for (now, changes, expected, what) in [
            (since(1, 2), vec![], ["S1 since 2"; 5], "never changed"),
            (
                since(2, 9),
                from_pool.to_vec(),
                ["pool", "S1 since 3", "S1 since 3", "S2 since 9", "S2 since 9"],
                "from the pool, then to another",
            ),
            (
                pool,
                from_pool.to_vec(),
                ["pool", "S1 since 3", "S1 since 3", "pool", "pool"],
                "back to the pool",
            ),
            (
                since(3, 9),
                vec![before(9, since(1, 2)), before(9, since(2, 9))],
                ["S1 since 2", "S1 since 2", "S1 since 2", "S3 since 9", "S3 since 9"],
                "twice on one day",
            ),
            (
                since(3, 5),
                vec![before(9, since(1, 2)), before(5, since(2, 9))],
                ["S1 since 2", "S1 since 2", "S3 since 5", "S3 since 5", "S3 since 5"],
                "entered later for an earlier day",
            ),
            (
                since(2, 3),
                vec![Before { changed_on: march(3), owner: Some(None), assigned_on: None }],
                ["pool since 3", "S2 since 3", "S2 since 3", "S2 since 3", "S2 since 3"],
                "what did not change stays",
            ),
        ] {
            assert_eq!(by_day(now, &changes), expected, "{what}");
        }
        assert_eq!(on(&[], march(1)), pool);
    }
}
