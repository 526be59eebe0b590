//! The filter's `due` and the agenda say the same of every account.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

use super::filters::rhythm;
use crate::model::{
    Account, AccountId, AccountKind, Comparison, Day, Deal, DealState, Field, Filter, Grade, Value,
};
use crate::playbook::Playbook;
use crate::rules::agenda::{Candidate, OpenDeal, Workplace, due_day};
use crate::store::testing::{caller, on_both};
use crate::store::{Store, StoreError};

fn day(offset: i64) -> Day {
    "2026-03-02".parse::<Day>().unwrap().plus_days(offset)
}

fn days() -> impl Strategy<Value = Day> {
    (-20_i64..10).prop_map(day)
}

/// An account and its deals: those of the second list are closed.
type World = Vec<(Candidate, Vec<OpenDeal>)>;

fn worlds() -> impl Strategy<Value = World> {
    let deals = || {
        let deal = (select(Grade::ALL), days());
        let deal = deal.prop_map(|(grade, opened_on)| {
            let deal = crate::model::DealId(0);
            OpenDeal { deal, grade, opened_on, received_at: None }
        });
        prop::collection::vec(deal, 0..3)
    };
    let maybe = || prop::option::of(days());
    let one = (maybe(), maybe(), maybe(), days(), deals(), deals());
    let one = one.prop_map(|(reached_on, tried_on, assigned_on, opened_on, deals, closed)| {
        let workplace = Arc::new(Workplace::always());
        let candidate = Candidate {
            reached_on,
            tried_on,
            assigned_on,
            deals,
            ..Candidate::blank(AccountId(0), opened_on, workplace)
        };
        (candidate, closed)
    });
    prop::collection::vec(one, 200)
}

fn account(of: &Candidate) -> Account {
    Account {
        id: of.account,
        reached_on: of.reached_on,
        tried_on: of.tried_on,
        assigned_on: of.assigned_on,
        ..Account::blank(AccountKind::Organisation, String::new(), of.opened_on)
    }
}

fn stored(deal: &OpenDeal, account: AccountId, state: DealState) -> Deal {
    Deal {
        id: deal.deal,
        state,
        grade: deal.grade,
        ..Deal::blank(account, "key-account".to_owned(), "lead".to_owned(), deal.opened_on)
    }
}

/// Stores the accounts, and gives them and their deals their ids.
fn fill(store: &Store, mut world: World) -> World {
    store
        .write::<_, StoreError>(&caller("fill"), false, |op| {
            for (candidate, closed) in &mut world {
                candidate.account = op.next_id()?;
                op.insert(&account(candidate))?;
                let open = candidate.deals.iter_mut().map(|deal| (deal, DealState::Open));
                for (deal, state) in open.chain(closed.iter_mut().map(|d| (d, DealState::Lost))) {
                    deal.deal = op.next_id()?;
                    op.insert(&stored(deal, candidate.account, state))?;
                }
            }
            Ok(())
        })
        .unwrap();
    world
}

#[test]
fn a_filter_of_due_selects_what_the_agenda_has_due() {
    let shipped = Playbook::shipped();
    let mut slow = shipped.clone();
    slow.agenda.retry_after_days = 5;
    on_both(|store| {
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
        let world = fill(store, worlds().new_tree(&mut runner).unwrap().current());
        for playbook in [&shipped, &slow] {
            for offset in -21..20 {
                let due = |candidate: &Candidate| {
                    due_day(candidate, playbook).is_some_and(|due| due.day <= day(offset))
                };
                let expected: BTreeSet<AccountId> =
                    world.iter().filter(|(c, _)| due(c)).map(|(c, _)| c.account).collect();
                let day = Value::Day(day(offset));
                let filter = Filter::Is(Field::Due, Comparison::LessOrEqual, vec![day]);
                let found = store.db().accounts_matching(&filter, &rhythm(playbook)).unwrap();
                assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{offset}");
            }
        }
    });
}
