//! `kam report sources`: the source ledger, and what lists and channels yield.

use super::PeriodArgs;
use super::rows::hundredths;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::model::{Day, Money, SourceId, SourceKind};
use crate::playbook::Quadrant;
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::report::funnel::Period;
use crate::report::sources::{
    ChannelYield, Origin, QuadrantYield, Yield, by_channel, by_quadrant, total,
};
use crate::store::LedgerSource;

#[derive(clap::Args, Debug)]
pub(super) struct SourcesArgs {
    /// What the rows are
    #[arg(long, value_name = "WHAT", default_value = "source")]
    by: By,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    show: ShowArgs,
}

/// What the rows of the report are.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Lists, planned ones too
    Source,
    /// Channels, against their targets
    Channel,
    /// Whether customers come by themselves or are sought, in a short or a long relation
    Quadrant,
}

/// Columns of the tables; a narrow line goes without the last.
const SOURCES: &[&str] = &[
    "source",
    "ask",
    "collected_on",
    "collected",
    "checked",
    "added",
    "held",
    "names",
    "deals",
    "orders",
    "delivered",
];
const CHANNELS: &[&str] = &[
    "channel",
    "name",
    "accounts",
    "deals",
    "orders",
    "ordered",
    "delivered",
    "per_month",
    "target",
    "mark",
];
const QUADRANTS: &[&str] = &["quadrant", "accounts", "deals", "orders", "ordered", "delivered"];

pub(super) fn run(ctx: &mut Ctx<'_>, args: &SourcesArgs) -> CliResult {
    let session = ctx.open()?;
    let period = args.period.period(&session)?;
    let ledger = session.store.db().source_ledger()?;
    let origins = origins(&session, &ledger, period)?;
    let lang = ctx.ui.lang;
    let people = args.show.is_for_people();
    let unknown = people.then(|| text::not_known(lang));
    match args.by {
        By::Source => {
            sources(ctx, args, &ledger, &origins)?;
        }
        By::Channel => {
            let rows = by_channel(&origins, &session.playbook, period).into_iter().map(|of| {
                let entry = of.channel.as_deref().and_then(|key| session.playbook.channel(key));
                let name = entry.map(|entry| match lang {
                    Lang::En => entry.label.en.clone(),
                    Lang::Zh => entry.label.zh.clone(),
                });
                let (name, unknown) = (name.filter(|_| people), unknown.clone());
                ChannelRow { of, name, unknown }
            });
            ctx.ui.show(&args.show.for_people(ctx.ui.fitting(CHANNELS)), rows)?;
        }
        By::Quadrant => {
            let rows = by_quadrant(&origins, &session.playbook)
                .into_iter()
                .map(|of| QuadrantRow { of, unknown: unknown.as_deref() });
            ctx.ui.show_columns(&args.show, QUADRANTS, rows)?;
        }
    }
    ctx.ui.status(&text::yields_of(lang, period.from, period.to))?;
    Ok(Exit::Done)
}

/// Returns what came of the accounts of each list and channel.
fn origins(
    session: &Session,
    ledger: &[LedgerSource],
    period: Period,
) -> Result<Vec<Origin>, CliError> {
    let found = session.store.db().origin_yields(period.from, period.to)?;
    let kind = |source| ledger.iter().find(|one| Some(one.source) == source).map(|one| one.kind);
    let origins = found.into_iter().map(|row| Origin {
        source: row.source,
        kind: kind(row.source),
        channel: row.channel,
        of: Yield {
            accounts: row.accounts,
            deals: row.deals,
            orders: row.orders,
            ordered: row.ordered,
            delivered: row.delivered,
        },
    });
    Ok(origins.collect())
}

fn sources(
    ctx: &mut Ctx<'_>,
    args: &SourcesArgs,
    ledger: &[LedgerSource],
    origins: &[Origin],
) -> CliResult {
    let listed = |source| ledger.iter().any(|one| Some(one.source) == source);
    let rows = ledger.iter().map(|source| SourceRow {
        source: Some(source),
        no_list: None,
        of: total(origins.iter().filter(|origin| origin.source == Some(source.source))),
    });
    let by_hand = total(origins.iter().filter(|origin| !listed(origin.source)));
    let no_list = args.show.is_for_people().then(|| text::no_list(ctx.ui.lang));
    let rest = SourceRow { source: None, no_list: no_list.as_deref(), of: by_hand };
    let rest = (by_hand != Yield::default()).then_some(rest);
    let columns = args.show.for_people(ctx.ui.fitting(SOURCES));
    let exit = ctx.ui.show(&columns, rows.chain(rest))?;
    let sum = |part: fn(&LedgerSource) -> i64| ledger.iter().map(part).sum::<i64>();
    let lang = ctx.ui.lang;
    let outcomes = text::sources_outcomes(
        lang,
        sum(|one| one.added),
        sum(|one| one.merged),
        sum(|one| one.unchanged),
        sum(|one| one.held),
        sum(|one| one.rejected),
    );
    let counts = text::sources_total(
        lang,
        ledger.len(),
        sum(|one| one.collected),
        sum(|one| one.collected - one.held),
        outcomes,
    );
    ctx.ui.status(&counts)?;
    let planned = ledger.iter().filter(|one| one.batches == 0).count();
    if planned > 0 {
        ctx.ui.status(&text::sources_planned(lang, planned))?;
    }
    Ok(exit)
}

/// A list in the ledger; without one, the accounts that came from none.
pub(in crate::cli) struct SourceRow<'a> {
    source: Option<&'a LedgerSource>,
    /// Where people read it, the word for no list.
    no_list: Option<&'a str>,
    of: Yield,
}

impl Tabular for SourceRow<'_> {
    const KEYS: &'static [&'static str] = &[
        "id",
        "source",
        "source_kind",
        "ask",
        "planned_on",
        "collected_on",
        "batches",
        "collected",
        "checked",
        "added",
        "merged",
        "unchanged",
        "held",
        "rejected",
        "names",
        "accounts",
        "deals",
        "orders",
        "ordered",
        "delivered",
    ];
    const TYPES: &'static [CellType] = types![
        Option<SourceId>,
        = KEY.or_none(),
        Option<SourceKind>,
        Option<String>,
        Option<Day>,
        Option<Day>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        Option<i64>,
        i64,
        i64,
        i64,
        i64,
        i64,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let source = self.source;
        put(source.map(|one| one.source).as_cell());
        let name = source.map(|one| one.name.as_str()).or(self.no_list);
        put(name.map_or(Cell::Null, Cell::Key));
        put(source.map(|one| one.kind).as_cell());
        put(source.and_then(|one| one.ask.as_ref()).as_cell());
        put(source.and_then(|one| one.planned_on).as_cell());
        put(source.and_then(|one| one.collected_on).as_cell());
        let counts: [fn(&LedgerSource) -> i64; 9] = [
            |one| one.batches,
            |one| one.collected,
            |one| one.collected - one.held,
            |one| one.added,
            |one| one.merged,
            |one| one.unchanged,
            |one| one.held,
            |one| one.rejected,
            |one| one.names,
        ];
        for count in counts {
            put(source.map(count).as_cell());
        }
        put_yield(self.of, put);
    }
}

/// A channel against its target.
pub(in crate::cli) struct ChannelRow {
    of: ChannelYield,
    name: Option<String>,
    /// Where people read it, the word for a channel that is not known.
    unknown: Option<String>,
}

impl Tabular for ChannelRow {
    const KEYS: &'static [&'static str] = &[
        "channel",
        "accounts",
        "deals",
        "orders",
        "ordered",
        "delivered",
        "per_month",
        "target",
        "mark",
        "name",
    ];
    const TYPES: &'static [CellType] = types![
        Option<String>,
        i64,
        i64,
        i64,
        i64,
        i64,
        Option<Money>,
        Option<i64>,
        = KEY.or_none(),
        Option<String>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(match (&self.of.channel, self.unknown.as_deref()) {
            (None, Some(word)) => Cell::Key(word),
            (channel, _) => channel.as_cell(),
        });
        put_yield(self.of.of, put);
        put(hundredths(self.of.per_month));
        put(self.of.target.as_cell());
        put(self.of.mark.map_or(Cell::Null, |mark| Cell::Key(mark.key())));
        put(self.name.as_cell());
    }
}

/// A quadrant of channel attributes.
pub(in crate::cli) struct QuadrantRow<'a> {
    of: QuadrantYield,
    /// Where people read it, the word for one that is not known.
    unknown: Option<&'a str>,
}

impl Tabular for QuadrantRow<'_> {
    const KEYS: &'static [&'static str] =
        &["quadrant", "accounts", "deals", "orders", "ordered", "delivered"];
    const TYPES: &'static [CellType] = types![
        = KEY.or_none(),
        i64,
        i64,
        i64,
        i64,
        i64,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let quadrant = self.of.quadrant.map(Quadrant::key);
        put(quadrant.or(self.unknown).map_or(Cell::Null, Cell::Key));
        put_yield(self.of.of, put);
    }
}

fn put_yield(of: Yield, put: &mut dyn FnMut(Cell<'_>)) {
    for count in [of.accounts, of.deals, of.orders, of.ordered, of.delivered] {
        put(count.as_cell());
    }
}
