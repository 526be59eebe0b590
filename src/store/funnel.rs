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
