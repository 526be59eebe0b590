//! `kam deal list`: deals, one line each.

use crate::cli::context::Ctx;
use crate::cli::error::CliResult;
use crate::cli::filters::FilterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::{stream, text};
use crate::model::{AccountId, Day, DealId, DealState, Field, Grade, Money};
use crate::render::{AsCell as _, Cell, CellType, KEY, RowWriter, Tabular, types};
use crate::store::{Closing, ListedDeal};

#[derive(clap::Args, Debug)]
pub(super) struct List {
    #[command(flatten)]
    filter: FilterArgs,
    /// Only deals that are closed: won, lost or ended otherwise
    #[arg(long, conflicts_with = "all")]
    closed: bool,
    /// Closed deals too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    show: ShowArgs,
}

/// Columns of the table; a narrow line goes without the last.
const IN_TABLES: &[&str] = &[
    "deal",
    "account",
    "name",
    "grade",
    "stage",
    "model",
    "quantity",
    "budget",
    "expected_on",
    "owner",
    "days_in_stage",
];

pub(super) fn run(ctx: &mut Ctx<'_>, args: &List) -> CliResult {
    let session = ctx.open()?;
    let (selection, asked) = args.filter.deals(ctx, &session)?;
    let closing = match (args.closed, args.all || asked.contains(&Field::State)) {
        (true, _) => Closing::Closed,
        (false, true) => Closing::Any,
        (false, false) => Closing::Open,
    };
    let today = session.moment.today;
    let show = args.show.for_people(ctx.ui.fitting(IN_TABLES));
    let mut count = 0;
    let exit = ctx.ui.show_with(&show, |writer: &mut RowWriter<'_, Row>| {
        let first = writer.wanted();
        count = stream::rows(writer, |take| {
            let db = session.store.db();
            db.each_listed_deal(&selection, closing, first, |deal| take(Row { deal, today }))
        })?;
        Ok(())
    })?;
    if count == 0 {
        ctx.ui.status(&text::no_deals(ctx.ui.lang))?;
    }
    Ok(exit)
}

/// A deal, and the day on which it is looked at.
pub(in crate::cli) struct Row {
    deal: ListedDeal,
    today: Day,
}

impl Tabular for Row {
    const KEYS: &'static [&'static str] = &[
        "deal",
        "account",
        "name",
        "grade",
        "stage",
        "model",
        "quantity",
        "budget",
        "expected_on",
        "owner",
        "days_in_stage",
        "preset",
        "state",
        "opened_on",
        "stage_since",
        "closed_on",
    ];
    const TYPES: &'static [CellType] = types![
        DealId,
        AccountId,
        String,
        Grade,
        = KEY,
        Option<String>,
        Option<i64>,
        Option<Money>,
        Option<Day>,
        Option<String>,
        i64,
        = KEY,
        DealState,
        Day,
        Day,
        Option<Day>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let deal = &self.deal;
        put(deal.deal.as_cell());
        put(deal.account.as_cell());
        put(deal.name.as_cell());
        put(deal.grade.as_cell());
        put(Cell::KeyOf { list: &deal.preset, key: &deal.stage });
        put(deal.model.as_cell());
        put(deal.quantity.as_cell());
        put(deal.budget.as_cell());
        put(deal.expected_on.as_cell());
        put(deal.owner.as_cell());
        let until = deal.closed_on.unwrap_or(self.today);
        put(until.days_since(deal.stage_since).max(0).as_cell());
        put(Cell::Key(&deal.preset));
        put(deal.state.as_cell());
        put(deal.opened_on.as_cell());
        put(deal.stage_since.as_cell());
        put(deal.closed_on.as_cell());
    }
}
