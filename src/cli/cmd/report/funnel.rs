//! `kam report funnel`: how deals go through their funnels.

use std::collections::{BTreeMap, HashMap};

use super::PeriodArgs;
use super::rows::{AgedRow, LeverRow, OverallRow, StageRow};
use crate::cli::cmd::deal::known_presets;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::filters::FilterArgs;
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::model::{Day, DealId, OperationId};
use crate::playbook::{Playbook, Preset};
use crate::report::funnel::{
    Course, Event, FunnelFigures, Overall, Period, Step, events, figures, levers, overall,
    was_there,
};
use crate::store::{FunnelDeal, FunnelLoss, FunnelMove, FunnelRecords};

#[derive(clap::Args, Debug)]
pub(super) struct FunnelArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// Only this funnel, by key or name
    #[arg(long)]
    preset: Option<String>,
    /// Divide the figures by this
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
    /// What the rows are
    #[arg(long, value_name = "WHAT", default_value = "stages")]
    rows: Rows,
    #[command(flatten)]
    show: ShowArgs,
}

/// What figures are divided by.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Shop of the deal
    Shop,
    /// Owner of the account
    Owner,
    /// Channel of the account
    Channel,
    /// Industry of the account
    Industry,
    /// Model of the deal
    Model,
}

/// What the rows of the report are.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Stages: entered, left, conversion, days
    Stages,
    /// Funnels as a whole: opened, won, lost
    Overall,
    /// What more new deals, fewer days or a better win rate would give
    Levers,
    /// Open deals that stand in their stage for longer than nine in ten did
    Ageing,
}

/// Columns of the tables; `group` is left out where nothing is divided, `preset` where there is one.
const STAGES: &[&str] = &[
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
    "aged",
    "budget",
    "bottleneck",
];
const OVERALL: &[&str] = &[
    "preset",
    "group",
    "opened",
    "conversion",
    "won",
    "lost",
    "win_rate",
    "median_days",
    "p90_days",
    "open",
    "budget",
];
const LEVERS: &[&str] = &["preset", "group", "lever", "now", "then", "gain"];
const AGEING: &[&str] =
    &["deal", "account", "name", "preset", "group", "stage", "since", "days", "p90_days", "owner"];

/// The figures of one funnel, or of one group of its deals.
pub(in crate::cli) struct Part<'p> {
    pub(super) preset: &'p Preset,
    /// The group; missing too where the deals of a group have no such value.
    pub(super) group: Option<String>,
    pub(super) figures: FunnelFigures,
    pub(super) overall: Overall,
}

pub(super) fn run(ctx: &mut Ctx<'_>, args: &FunnelArgs) -> CliResult {
    let session = ctx.open()?;
    let playbook = &session.playbook;
    let only = args.preset.as_deref().map(|name| preset(playbook, name)).transpose()?;
    let period = args.period.period(&session)?;
    let (selection, _) = args.filter.deals(ctx, &session)?;
    let records = session.store.db().funnel(&selection, period.from, period.to)?;
    let FunnelRecords { deals, moves, losses } = records;
    let mut courses = Histories::of(moves, losses);
    let parts = parts(playbook, only, args.by, &deals, &mut courses, period);
    let by_id: HashMap<DealId, &FunnelDeal> = deals.iter().map(|deal| (deal.deal, deal)).collect();
    let several = parts.windows(2).any(|two| two[0].preset.key != two[1].preset.key);
    let columns = |all: &'static [&'static str]| -> Vec<&'static str> {
        let told = |key: &&str| match *key {
            "group" => args.by.is_some(),
            "preset" => several,
            _ => true,
        };
        all.iter().copied().filter(told).collect()
    };
    let ui = &mut ctx.ui;
    let exit = match args.rows {
        Rows::Stages => {
            let rows = parts.iter().flat_map(|part| {
                part.figures.stages.iter().map(move |figures| StageRow { part, figures })
            });
            ui.show_columns(&args.show, &columns(STAGES), rows)
        }
        Rows::Overall => {
            let rows = parts.iter().map(|part| OverallRow { part });
            ui.show_columns(&args.show, &columns(OVERALL), rows)
        }
        Rows::Levers => {
            let rows = parts.iter().flat_map(|part| {
                let levers = levers(&part.overall, &playbook.report);
                levers.map(move |lever| LeverRow { part, lever })
            });
            ui.show_columns(&args.show, &columns(LEVERS), rows)
        }
        Rows::Ageing => {
            let rows = parts.iter().flat_map(|part| {
                let of = |aged| Some(AgedRow { part, aged, deal: by_id.get(&aged.deal)? });
                part.figures.aged.iter().filter_map(of).collect::<Vec<_>>()
            });
            ui.show_columns(&args.show, &columns(AGEING), rows)
        }
    }?;
    say(ctx, args, &session, &parts, &deals, period)?;
    Ok(exit)
}

fn preset<'p>(playbook: &'p Playbook, name: &str) -> Result<&'p Preset, CliError> {
    let presets = playbook.funnel.presets();
    let labelled = || presets.iter().find(|preset| preset.label.is(name.trim()));
    playbook.funnel.preset(name).or_else(labelled).ok_or_else(|| {
        let (name, known) = (name.to_owned(), known_presets(playbook));
        CliError::usage(move |lang| text::bad_value(lang, "preset", &name, &known))
    })
}

/// Returns the figures of every funnel that has deals, or of the one asked for; those of a funnel by
/// group, deals without one last.
fn parts<'p>(
    playbook: &'p Playbook,
    only: Option<&'p Preset>,
    by: Option<By>,
    deals: &[FunnelDeal],
    histories: &mut Histories,
    period: Period,
) -> Vec<Part<'p>> {
    let mut parts = Vec::new();
    for preset in playbook.funnel.presets() {
        if only.is_some_and(|only| only.key != preset.key) {
            continue;
        }
        let mut groups: BTreeMap<(bool, Option<String>), Vec<Course>> = BTreeMap::new();
        for deal in deals.iter().filter(|deal| deal.preset == preset.key) {
            let group = by.and_then(|by| group(deal, by, playbook));
            let course = course(deal, histories.take(deal.deal));
            if !was_there(&course, preset, period) {
                continue;
            }
            groups.entry((group.is_none(), group)).or_default().push(course);
        }
        if groups.is_empty() && only.is_some() {
            groups.insert((true, None), Vec::new());
        }
        parts.extend(groups.into_iter().map(|((_, group), courses)| Part {
            preset,
            group,
            figures: figures(&courses, preset, period, &playbook.report),
            overall: overall(&courses, preset, period),
        }));
    }
    parts
}

fn group(deal: &FunnelDeal, by: By, playbook: &Playbook) -> Option<String> {
    match by {
        By::Shop => deal.shop.clone(),
        By::Owner => deal.owner.clone(),
        By::Channel => deal.channel.as_deref().map(|written| {
            playbook.channel(written).map_or(written, |channel| &channel.key).to_owned()
        }),
        By::Industry => deal.industry.clone(),
        By::Model => deal.model.clone(),
    }
}

/// The moves and losses of a deal, as they are recorded.
#[derive(Default)]
struct History {
    moves: Vec<(OperationId, Step)>,
    losses: Vec<(OperationId, Day)>,
}

/// Those of each deal.
#[derive(Default)]
struct Histories(HashMap<DealId, History>);

impl Histories {
    fn of(moves: Vec<FunnelMove>, losses: Vec<FunnelLoss>) -> Self {
        let mut all = Self::default();
        for step in moves {
            let made = Step { from: step.from_stage, to: step.to_stage, day: step.day };
            all.0.entry(step.deal).or_default().moves.push((step.op, made));
        }
        for loss in losses {
            all.0.entry(loss.deal).or_default().losses.push((loss.op, loss.day));
        }
        all
    }

    fn take(&mut self, deal: DealId) -> Vec<Event> {
        let History { moves, losses } = self.0.remove(&deal).unwrap_or_default();
        events(moves, &losses)
    }
}

fn course(deal: &FunnelDeal, events: Vec<Event>) -> Course {
    Course {
        deal: deal.deal,
        events,
        stage: deal.stage.clone(),
        state: deal.state,
        opened_on: deal.opened_on,
        closed_on: deal.closed_on,
        budget: deal.budget,
    }
}

/// Says the period, what the figures come to, and what cannot be told.
fn say(
    ctx: &mut Ctx<'_>,
    args: &FunnelArgs,
    session: &Session,
    parts: &[Part<'_>],
    deals: &[FunnelDeal],
    period: Period,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    if parts.is_empty() {
        ctx.ui.status(&text::no_deals_in(lang, period.from, period.to))?;
    }
    if args.rows == Rows::Ageing && parts.iter().all(|part| part.figures.aged.is_empty()) {
        ctx.ui.status(&text::none_aged(lang, session.playbook.report.ageing_sample))?;
    }
    let in_words = args.show.is_for_people() && args.by.is_none() && args.rows != Rows::Ageing;
    for part in parts.iter().filter(|_| in_words) {
        for line in text::funnel_lines(lang, part.preset, &part.figures, &part.overall, period) {
            ctx.ui.status(&line)?;
        }
        let numbers = &session.playbook.report;
        let levers = levers(&part.overall, numbers);
        for line in text::lever_lines(lang, &levers, &part.overall, numbers.lever_percent) {
            ctx.ui.status(&line)?;
        }
    }
    let lost = deals.iter().filter(|deal| {
        let of = |preset: &Preset| preset.key == deal.preset;
        !session.playbook.funnel.presets().iter().any(of)
    });
    match lost.count() {
        0 => Ok(()),
        count => ctx.ui.warn(&text::deals_of_no_funnel(lang, count)),
    }
}
