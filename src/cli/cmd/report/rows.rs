//! Figures of funnels as rows.

use super::funnel::Part;
use crate::model::{AccountId, Day, DealId, Money};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::report::funnel::{Aged, Lever, StageFigures};
use crate::store::FunnelDeal;

/// What became of the deals that entered a stage.
pub(in crate::cli) struct StageRow<'a> {
    pub(super) part: &'a Part<'a>,
    pub(super) figures: &'a StageFigures,
}

impl Tabular for StageRow<'_> {
    const KEYS: &'static [&'static str] = &[
        "preset",
        "group",
        "stage",
        "entered",
        "passed",
        "forward",
        "lost",
        "back",
        "there",
        "conversion",
        "median_days",
        "p90_days",
        "standing",
        "aged",
        "budget",
        "without_budget",
        "bottleneck",
    ];
    const TYPES: &'static [CellType] = types![
        = KEY,
        Option<String>,
        = KEY,
        i64,
        i64,
        i64,
        i64,
        i64,
        i64,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        i64,
        Option<i64>,
        Money,
        i64,
        = KEY.or_none(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let of = self.figures;
        put(self.part.preset());
        put(self.part.group.as_cell());
        put(self.part.stage(&of.stage));
        for count in [of.entered, of.passed, of.forward, of.lost, of.back, of.there] {
            put(count.as_cell());
        }
        put(of.conversion.percent().as_cell());
        put(of.median_days.as_cell());
        put(of.p90_days.as_cell());
        put(of.standing.as_cell());
        put(of.aged.as_cell());
        put(of.value.as_cell());
        put(of.without_budget.as_cell());
        put(of.bottleneck.map_or(Cell::Null, |why| Cell::Key(why.key())));
    }
}

/// A funnel as a whole.
pub(in crate::cli) struct OverallRow<'a> {
    pub(super) part: &'a Part<'a>,
}

impl Tabular for OverallRow<'_> {
    const KEYS: &'static [&'static str] = &[
        "preset",
        "group",
        "opened",
        "opened_won",
        "opened_lost",
        "conversion",
        "won",
        "lost",
        "win_rate",
        "median_days",
        "p90_days",
        "open",
        "budget",
        "without_budget",
    ];
    const TYPES: &'static [CellType] = types![
        = KEY,
        Option<String>,
        i64,
        i64,
        i64,
        Option<i64>,
        i64,
        i64,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        i64,
        Money,
        i64,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let of = &self.part.overall;
        put(self.part.preset());
        put(self.part.group.as_cell());
        for count in [of.opened, of.opened_won, of.opened_lost] {
            put(count.as_cell());
        }
        put(of.conversion.percent().as_cell());
        put(of.won.as_cell());
        put(of.lost.as_cell());
        put(of.win_rate.percent().as_cell());
        put(of.median_days.as_cell());
        put(of.p90_days.as_cell());
        put(of.open.as_cell());
        put(of.value.as_cell());
        put(of.without_budget.as_cell());
    }
}

/// What a lever would give.
pub(in crate::cli) struct LeverRow<'a> {
    pub(super) part: &'a Part<'a>,
    pub(super) lever: Lever,
}

impl Tabular for LeverRow<'_> {
    const KEYS: &'static [&'static str] = &["preset", "group", "lever", "now", "then", "gain"];
    const TYPES: &'static [CellType] = types![
        = KEY,
        Option<String>,
        = KEY,
        Option<Money>,
        Option<Money>,
        Option<Money>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.part.preset());
        put(self.part.group.as_cell());
        put(Cell::Key(self.lever.kind.key()));
        for figure in [self.lever.now, self.lever.then, self.lever.gain] {
            put(hundredths(figure));
        }
    }
}

/// An open deal that has stood too long in its stage.
pub(in crate::cli) struct AgedRow<'a> {
    pub(super) part: &'a Part<'a>,
    pub(super) aged: &'a Aged,
    pub(super) deal: &'a FunnelDeal,
}

impl Tabular for AgedRow<'_> {
    const KEYS: &'static [&'static str] = &[
        "deal", "account", "name", "preset", "group", "stage", "since", "days", "p90_days",
        "owner", "model", "budget",
    ];
    const TYPES: &'static [CellType] = types![
        DealId,
        AccountId,
        String,
        = KEY,
        Option<String>,
        = KEY,
        Day,
        i64,
        Option<i64>,
        Option<String>,
        Option<String>,
        Option<Money>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (deal, aged) = (self.deal, self.aged);
        put(deal.deal.as_cell());
        put(deal.account.as_cell());
        put(deal.account_name.as_cell());
        put(self.part.preset());
        put(self.part.group.as_cell());
        put(self.part.stage(&aged.stage));
        put(aged.since.as_cell());
        put(aged.days.as_cell());
        put(aged.p90_days.as_cell());
        put(deal.owner.as_cell());
        put(deal.model.as_cell());
        put(deal.budget.as_cell());
    }
}

/// Returns the cell of a number of hundredths: amounts are, too, and print with two decimals.
pub(super) fn hundredths(number: Option<i64>) -> Cell<'static> {
    number.map_or(Cell::Null, |minor| Cell::Money(Money { minor }))
}

impl Part<'_> {
    fn preset(&self) -> Cell<'_> {
        Cell::Key(&self.preset.key)
    }

    fn stage<'c>(&'c self, key: &'c str) -> Cell<'c> {
        Cell::KeyOf { list: &self.preset.key, key }
    }
}
