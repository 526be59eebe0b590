//! Deals with their way through the funnel.

use super::{Column as _, Db, DealSelection, StoreError, Val, row};
use crate::model::{AccountId, Day, DealId, DealState, Money};

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
    }
}

impl Db {
    /// Returns the selected deals that were there in the days from `from` to `to`, both inclusive,
    /// by id; and their moves, by deal, then day, then as they were entered.
    pub fn funnel(
        &self,
        selection: &DealSelection,
        from: Day,
        to: Day,
    ) -> Result<(Vec<FunnelDeal>, Vec<FunnelMove>), StoreError> {
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
            "SELECT step.deal, step.from_stage, step.to_stage, step.day
               FROM stage_move step JOIN deal ON deal.id = step.deal
               JOIN account ON account.id = deal.account
              WHERE step.removed_op IS NULL AND {chosen}
              ORDER BY step.deal, step.day, step.id"
        );
        Ok((self.all(&deals, &values)?, self.all(&moves, &values)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Account, AccountKind, Comparison, Deal, Field, Filter, StageMove, Value};
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

    fn asked(store: &Store, filter: &Filter) -> (Vec<i64>, Vec<(i64, String)>) {
        let selection = Selection::of_deals(filter);
        let (from, to) = (day("2026-01-01"), day("2026-01-31"));
        let (deals, moves) = store.db().funnel(&selection, from, to).unwrap();
        (
            deals.iter().map(|deal| deal.deal.0).collect(),
            moves.into_iter().map(|step| (step.deal.0, step.to_stage)).collect(),
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
}
