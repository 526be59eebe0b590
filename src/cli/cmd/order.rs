//! `kam order`: what was ordered, and which orders are not delivered yet.

mod line;
mod list;
mod place;
mod terms;

pub(super) use line::{Wanted, split};
pub(super) use list::{Listed, Whole, piece_words, word_of_line};

pub(super) use place::{Placing, record};
use terms::TermArgs;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{given, labels, resolve, text};
use crate::model::{AnyId, Id as _, Order, OrderId};

/// Record an order of a deal, change one, or list those not delivered yet
///
/// An order moves its deal to the stage that means one and makes it grade O; it is the evidence
/// for the step. A second one of a deal, while the first is still to be delivered, is recorded with
/// `--another` alone. Without `--line` the deal's own model, version, colour and quantity are ordered.
/// With the id of an order alone its lines and deliveries are printed; with options it is changed,
/// and an empty value clears.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam order 多达 --line '拓川 2.0L:白:5@250000' --deposit 5万 --signed --promised +3w
  kam order D87 --price-from-budget --payment 分期
  kam order D87 --line '拓川:白:3@25万' --line '拓川:黑:2@25万' --reason '现场签约'
  kam order R12 --paid --number HT-2026-031
  kam order R12
  kam order
")]
pub(crate) struct OrderArgs {
    /// Deal by id, or an account that has one open deal alone; or the order R12 to show or change;
    /// `-` reads it from standard input
    #[arg(value_name = "DEAL|ORDER")]
    what: Option<String>,
    /// What is ordered, as 'MODEL VERSION:COLOUR:QUANTITY@PRICE' with the price of one; version,
    /// colour and price may be left out, the quantity is then 1; may be given again
    #[arg(long = "line", value_name = "LINE")]
    lines: Vec<String>,
    /// Take the price of one from the deal's budget, divided by its quantity
    #[arg(long, conflicts_with = "lines")]
    price_from_budget: bool,
    #[command(flatten)]
    terms: TermArgs,
    /// Record one more, though one of the deal is still to be delivered
    #[arg(long)]
    another: bool,
    /// Day on which it was placed (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Why stages are left out
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// What is being done now
    #[arg(long, value_name = "TEXT")]
    doing: Option<String>,
    /// What is being prepared
    #[arg(long, value_name = "TEXT")]
    planned: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

impl OrderArgs {
    /// Returns the options given that only placing an order takes.
    fn of_placing(&self) -> Vec<&'static str> {
        let given = [
            ("--line", !self.lines.is_empty()),
            ("--price-from-budget", self.price_from_budget),
            ("--another", self.another),
            ("--on", self.on.is_some()),
            ("--reason", self.reason.is_some()),
            ("--doing", self.doing.is_some()),
            ("--planned", self.planned.is_some()),
        ];
        given.into_iter().filter(|(_, given)| *given).map(|(option, _)| option).collect()
    }
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &OrderArgs) -> CliResult {
    let session = ctx.open()?;
    let what = args.what.as_deref().map(|what| given::only(ctx, what)).transpose()?;
    let Some(what) = what.as_deref() else {
        return if args.terms.is_empty() && args.of_placing().is_empty() {
            list::open(ctx, &args.show, &session)
        } else {
            Err(CliError::usage(text::order_needs_deal))
        };
    };
    if AnyId::parse(what).is_none_or(|id| id.kind != OrderId::KIND) {
        let deal = resolve::deal(session.store.db(), what)?;
        return place::place(ctx, args, &session, &deal);
    }
    let order = resolve::order(session.store.db(), what)?;
    let misplaced = args.of_placing();
    if !misplaced.is_empty() {
        let (id, options) = (order.id, misplaced.join(", "));
        return Err(CliError::usage(move |lang| text::only_when_placed(lang, id, &options)));
    }
    if args.terms.is_empty() {
        return list::one(ctx, &args.show, &session, &order);
    }
    change(ctx, args, &session, order.id)
}

fn change(ctx: &mut Ctx<'_>, args: &OrderArgs, session: &Session, id: OrderId) -> CliResult {
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let before = op.db().get::<Order>(id)?;
        let mut order = before.clone();
        args.terms.apply(&mut order, session)?;
        op.save(&before, &order)?;
        Ok::<_, CliError>(terms::differing(&before, &order))
    })?;
    let lang = ctx.ui.lang;
    if !written.value.is_empty() {
        let fields = written.value.iter().map(|key| labels::label(lang, key).to_owned());
        ctx.ui.status(&text::order_changed(lang, id, text::join(lang, fields)))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}
