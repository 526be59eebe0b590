//! `kam grade`: what the rules propose, why, and writing it.

mod all;
mod rows;
mod set;

use std::collections::HashSet;

pub(super) use rows::GradedDeal;

use rows::ByHand;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text;
use crate::cli::{filters, given, grading, resolve};
use crate::model::{AnyId, Deal, DealId, DealState, Id as _};
use crate::rules::grade::{Given, clocks, propose, standing};

/// Explain and write the grades that the rules propose
///
/// A grade that a person gave stands until the next graded touch: where the facts contradict it, or
/// its review is due, it is flagged.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam grade D87 --explain
  kam grade 多达 --explain -f json
  kam grade --flagged
  kam grade --all
  kam grade set D87 A --reason 'they always buy before the festival'
")]
#[command(args_conflicts_with_subcommands = true)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct GradeArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Deals by id, or accounts for their open deals; `-` reads ids from standard input; every open
    /// deal with `--explain` or `--flagged` and none named
    #[arg(value_name = "DEAL|ACCOUNT", conflicts_with = "all")]
    named: Vec<String>,
    /// Say which rule decides, with its arithmetic, and what would raise the grade
    #[arg(long)]
    explain: bool,
    /// Grades alone that a person has to look at
    #[arg(long)]
    flagged: bool,
    /// Write the proposed grade of every open deal that no person graded
    #[arg(long, conflicts_with_all = ["explain", "flagged"])]
    all: bool,
    /// Report what would be done, and do nothing
    #[arg(long, requires = "all")]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Give deals a grade by hand, for a reason such as local habits
    ///
    /// It stands until the next graded touch, and is flagged where the facts say otherwise.
    #[command(
        before_help = "Examples:\n  kam grade set D87 A --reason 'they always buy before the festival'\n  kam list tag:车队 -f ids | kam grade set - B --reason 行业淡季\n"
    )]
    Set(set::SetArgs),
}

/// Columns of the table.
const COLUMNS: &[&str] =
    &["deal", "account", "name", "grade", "proposed", "rule", "flagged", "review_on"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &GradeArgs) -> CliResult {
    if let Some(Action::Set(args)) = &args.action {
        return set::run(ctx, args);
    }
    if args.all {
        return all::run(ctx, args.dry_run);
    }
    if args.named.is_empty() && !args.explain && !args.flagged {
        return Err(CliError::usage(text::grade_what).hint(text::hint_grade));
    }
    let session = ctx.open()?;
    let named = match args.named.as_slice() {
        [] => filters::open_deals_in_context(ctx, &session)?,
        named => Some(open_deals(&session, &given::words(ctx, named)?)?),
    };
    let as_text = args.explain && args.show.format.is_none() && args.show.output.is_none();
    let mut shown = 0_u64;
    let exit = if as_text {
        let given = ByHand::of(session.store.db(), named.as_deref())?;
        each(&session, named.as_deref(), args.flagged, |deal| {
            shown += 1;
            deal.explain(ctx.ui.lang, &session.playbook, &given)
                .iter()
                .try_for_each(|line| ctx.ui.line(line))
        })?;
        Exit::Done
    } else {
        let people = args.show.is_for_people();
        ctx.ui.show_with(&args.show.for_people(COLUMNS), |writer| {
            each(&session, named.as_deref(), args.flagged, |mut deal| {
                shown += 1;
                deal.for_people = people;
                Ok(writer.row(&deal)?)
            })
        })?
    };
    if shown == 0 {
        let lang = ctx.ui.lang;
        let none =
            if args.flagged { text::nothing_flagged(lang) } else { text::no_deals_to_grade(lang) };
        ctx.ui.status(&none)?;
    }
    Ok(exit)
}

/// Returns the open deals that texts name, in order and each once: deals by id, accounts for all
/// open ones of theirs.
fn open_deals(session: &Session, named: &[String]) -> Result<Vec<DealId>, CliError> {
    let db = session.store.db();
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for text in named {
        let of_deal = AnyId::parse(text).is_some_and(|id| id.kind == DealId::KIND);
        let deals = if of_deal || text.parse::<i64>().is_ok() {
            resolve::deal(db, text).and_then(|deal| {
                let (id, state) = (deal.id, deal.state);
                if state == DealState::Open {
                    Ok(vec![id])
                } else {
                    Err(CliError::refused(move |lang| text::deal_closed(lang, id, state)))
                }
            })
        } else {
            let open = resolve::account(db, text)
                .and_then(|account| db.open_deals(account).map_err(CliError::from));
            open.map(|open| open.iter().map(|deal| deal.id).collect())
        };
        match deals {
            Ok(deals) => found.extend(deals),
            Err(error) => errors.push(error),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|id| seen.insert(*id));
    CliError::joined(errors).map_or(Ok(found), Err)
}

/// Calls `take` with what the rules say of open deals.
fn each(
    session: &Session,
    named: Option<&[DealId]>,
    flagged: bool,
    mut take: impl FnMut(GradedDeal) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let (db, playbook, day) = (session.store.db(), &session.playbook, session.moment.today);
    let mut accounts = Vec::new();
    if let Some(named) = named {
        for id in named {
            accounts.push(db.get::<Deal>(*id)?.account);
        }
    }
    let nearness = db.nearness(named.map(|_| accounts.as_slice()))?;
    let mut failed = None;
    let read = db.each_deal_to_grade(named, |row| {
        let proposal = propose(&grading::facts(&row, &nearness, playbook), playbook, day);
        let standing = standing(Given::from(&row.deal), proposal.grade, playbook, day);
        if flagged && !standing.flagged() {
            return Ok(());
        }
        let ordered_on = nearness.orders.get(&row.deal.id).and_then(|order| order.ordered_on);
        let clocks = clocks(row.account_opened_on, ordered_on, row.deal.expected_on, day);
        let (deal, name) = (row.deal, row.account_name);
        // The reader may be gone: the rows that are left are not shown, the first error is told.
        if failed.is_none() {
            let graded =
                GradedDeal { deal, name, proposal, standing, clocks, day, for_people: false };
            failed = take(graded).err();
        }
        Ok(())
    });
    read?;
    failed.map_or(Ok(()), Err)
}
