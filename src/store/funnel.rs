//! Deals with their way through the funnel.

use super::{Column as _, Db, DealSelection, StoreError, Val, row};
use crate::model::{AccountId, Day, DealId, DealState, Money, OperationId};

row! {
    /// A deal as the funnel report looks at it.
    pub struct FunnelDeal {
        /// Its id.
        pub deal: DealId,
        /// Who may buy.
        pub account: AccountId,
        /// The name of that.
        pub account_name: String,
        /// The funnel it moves through.
        pub preset: String,
        /// Where it stands in it.
        pub stage: String,
        /// Whether it is worked on.
        pub state: DealState,
        /// Day on which it was entered.
        pub opened_on: Day,
        /// Day on which it was won, lost or ended otherwise.
        pub closed_on: Option<Day>,
        /// Budget for all of it.
        pub budget: Option<Money>,
        /// Name of its shop, else of its account's.
        pub shop: Option<String>,
        /// Name of its account's owner; missing: the pool.
        pub owner: Option<String>,
        /// Channel through which the account reached us.
        pub channel: Option<String>,
        /// Industry of the account.
        pub industry: Option<String>,
        /// Model or product.
        pub model: Option<String>,
    }
}

row! {
    /// A move of such a deal.
    pub struct FunnelMove {
        /// The deal.
        pub deal: DealId,
        /// The stage left.
        pub from_stage: String,
        /// The stage reached.
        pub to_stage: String,
        /// On which day.
        pub day: Day,
        /// The operation that entered it.
        pub op: OperationId,
    }
}

row! {
    /// A loss of such a deal, whether it was opened again or not.
    pub struct FunnelLoss {
        /// The deal.
        pub deal: DealId,
        /// On which day.
        pub day: Day,
        /// The operation that entered it.
        pub op: OperationId,
    }
}

/// Deals and all that happened to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelRecords {
    /// The deals, by id.
    pub deals: Vec<FunnelDeal>,
    /// Their moves, by deal, then day, then as they were entered.
    pub moves: Vec<FunnelMove>,
    /// Their losses, in the same order.
    pub losses: Vec<FunnelLoss>,
}

impl Db {
    /// Returns the selected deals that were there in the days from `from` to `to`, both inclusive,
    /// with their moves and losses of all days.
    pub fn funnel(
        &self,
        selection: &DealSelection,
        from: Day,
        to: Day,
    ) -> Result<FunnelRecords, StoreError> {
        let selection = &selection.0;
        let mut values: Vec<Val<'_>> = selection.values.clone();
        values.extend([to.to_val(), from.to_val()]);
        let (last, first) = (values.len() - 1, values.len());
        let chosen = format!(
            "deal.removed_op IS NULL AND account.removed_op IS NULL AND ({})
                AND deal.opened_on <= ${last}
                AND (deal.closed_on IS NULL OR deal.closed_on >= ${first})",
            selection.condition
        );
        let deals = format!(
            "SELECT deal.id AS deal, deal.account, account.name AS account_name, deal.preset,
                    deal.stage, deal.state, deal.opened_on, deal.closed_on, deal.budget,
                    store.name AS shop, holder.name AS owner, account.channel, account.industry,
                    deal.model
               FROM deal JOIN account ON account.id = deal.account
               LEFT JOIN shop store ON store.id = COALESCE(deal.shop, account.shop)
               LEFT JOIN staff holder ON holder.id = account.owner
              WHERE {chosen} ORDER BY deal.id"
        );
        let moves = format!(
            "SELECT step.deal, step.from_stage, step.to_stage, step.day, step.op
               FROM stage_move step JOIN deal ON deal.id = step.deal
               JOIN account ON account.id = deal.account
              WHERE step.removed_op IS NULL AND {chosen}
              ORDER BY step.deal, step.day, step.id"
        );
        let losses = format!(
            "SELECT loss.deal, loss.day, loss.op
               FROM lost_record loss JOIN deal ON deal.id = loss.deal
               JOIN account ON account.id = deal.account
              WHERE loss.removed_op IS NULL AND {chosen}
              ORDER BY loss.deal, loss.day, loss.id"
        );
        Ok(FunnelRecords {
            deals: self.all(&deals, &values)?,
            moves: self.all(&moves, &values)?,
            losses: self.all(&losses, &values)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Account, AccountKind, Comparison, Deal, Factor, Field, Filter, LostRecord, StageMove, Value,
    };
    use crate::store::{Op, Selection, Store, testing};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn insert(op: &mut Op<'_>, opened: &str, closed: Option<&str>) -> Result<DealId, StoreError> {
        let kind = AccountKind::Organisation;
        let account =
            Account { id: op.next_id()?, ..Account::blank(kind, "多达".into(), op.today()) };
        op.insert(&account)?;
        let state = if closed.is_some() { DealState::Lost } else { DealState::Open };
        let blank = Deal::blank(account.id, "retail".into(), "lead".into(), day(opened));
        let deal = Deal { id: op.next_id()?, state, closed_on: closed.map(day), ..blank };
        op.insert(&deal)?;
        Ok(deal.id)
    }

    fn step(op: &mut Op<'_>, deal: DealId, to: &str, on: &str) -> Result<StageMove, StoreError> {
        let step = StageMove {
            id: op.next_id()?,
            deal,
            from_stage: "lead".into(),
            to_stage: to.into(),
            day: day(on),
            staff: None,
            evidence: None,
            evidence_source: None,
            reason: None,
            doing: None,
            planned: None,
            finished: None,
            items: Vec::new(),
            moved_by: None,
        };
        op.insert(&step)?;
        Ok(step)
    }

    fn lost(op: &mut Op<'_>, deal: DealId, on: &str) -> Result<LostRecord, StoreError> {
        let record = LostRecord {
            id: op.next_id()?,
            deal,
            day: day(on),
            state: DealState::Lost,
            cause: "price".into(),
            competitor_brand: None,
            competitor_model: None,
            price_gap: None,
            did: None,
            learned: None,
            revisit_on: None,
            winnable: Factor::Unknown,
            tries: 0,
            note: None,
            staff: None,
        };
        op.insert(&record)?;
        Ok(record)
    }

    fn asked(store: &Store, filter: &Filter) -> (Vec<i64>, Vec<(i64, String)>) {
        let selection = Selection::of_deals(filter);
        let (from, to) = (day("2026-01-01"), day("2026-01-31"));
        let found = store.db().funnel(&selection, from, to).unwrap();
        (
            found.deals.iter().map(|deal| deal.deal.0).collect(),
            found.moves.into_iter().map(|step| (step.deal.0, step.to_stage)).collect(),
        )
    }

    #[test]
    fn deals_of_the_days_have_their_moves_in_order() {
        testing::on_both(|store| {
            store
                .write::<_, StoreError>(&testing::caller("fill"), false, |op| {
                    // Both ends count: closed on the first day, opened on the last.
                    insert(op, "2025-12-01", Some("2025-12-31"))?;
                    insert(op, "2025-12-01", Some("2026-01-01"))?;
                    let third = insert(op, "2026-01-31", None)?;
                    insert(op, "2026-02-01", None)?;
                    let gone = insert(op, "2026-01-10", None)?;
                    step(op, gone, "contacted", "2026-01-11")?;
                    op.remove(gone)?;
                    // Entered late: the day decides, not the order of entry.
                    step(op, third, "visited", "2026-02-09")?;
                    step(op, third, "contacted", "2026-02-03")?;
                    let wrong = step(op, third, "quoted", "2026-02-04")?;
                    op.remove(wrong.id)
                })
                .unwrap();
            let moves = vec![(3, "contacted".to_owned()), (3, "visited".to_owned())];
            assert_eq!(asked(store, &Filter::And(Vec::new())), (vec![2, 3], moves));
            let lost = vec![Value::Text("lost".to_owned())];
            let lost = Filter::Is(Field::State, Comparison::Is, lost);
            assert_eq!(asked(store, &lost), (vec![2], Vec::new()));
        });
    }

    /// What was lost and opened again was lost all the same.
    #[test]
    fn losses_are_those_of_the_records() {
        testing::on_both(|store| {
            let caller = testing::caller("fill");
            let (deal, first) = store
                .write::<_, StoreError>(&caller, false, |op| {
                    let deal = insert(op, "2026-01-01", None)?;
                    let gone = insert(op, "2026-01-01", None)?;
                    lost(op, gone, "2026-01-05")?;
                    op.remove(gone)?;
                    lost(op, deal, "2026-02-20")?;
                    let undone = lost(op, deal, "2026-01-09")?;
                    op.remove(undone.id)?;
                    Ok((deal, op.id()))
                })
                .unwrap()
                .value;
            let second = store
                .write::<_, StoreError>(&caller, false, |op| {
                    lost(op, deal, "2026-01-10")?;
                    Ok(op.id())
                })
                .unwrap()
                .value;
            let selection = Selection::of_deals(&Filter::And(Vec::new()));
            let found =
                store.db().funnel(&selection, day("2026-01-01"), day("2026-01-31")).unwrap();
            let expected = [("2026-01-10", second), ("2026-02-20", first)];
            let expected = expected.map(|(on, op)| FunnelLoss { deal, day: day(on), op });
            assert_eq!(found.losses, expected);
        });
    }
}
