//! `kam deal`: possible purchases.

mod fields;
mod list;

pub(super) use fields::{known_presets, payment};
pub(super) use list::Row;

use fields::FieldArgs;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::{given, labels, moving, resolve, text};
use crate::model::{Account, Deal, DealState};
use crate::rules::deal::same_product;
use crate::store::{Column as _, Db};

/// Add, change and list deals: what an account may buy
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam deal add 多达 --model 朗逸 --quantity 5 --budget 125万 --expected +2w
  kam deal add A12 --model 朗行 --payment 分期 --sign asks-trade-in-help
  kam deal add 多达 --lead
  kam deal edit D87 --colour 白 --need yes --delivery 月底
  kam deal edit D87 --needs who=车队 --needs how-much=250万
  kam deal edit D87 --budget ''
  kam deal list grade:H,A owner:me
")]
pub(crate) struct DealArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Open a deal at the first stage of its funnel, not graded yet
    ///
    /// An account has one open deal per model.
    #[command(
        before_help = "Examples:\n  kam deal add 多达 --model 朗逸 --quantity 5 --budget 125万\n  kam deal add A12 --preset tender\n"
    )]
    Add(Add),
    /// Change a deal; an empty value clears
    #[command(
        before_help = "Examples:\n  kam deal edit D87 --expected 下周三 --payment 现金\n  kam deal edit D87 --sign '' --sign deposit-received\n"
    )]
    Edit(Edit),
    /// List deals
    ///
    /// Those that are open, unless `--closed`, `--all` or a `state` in the filter asks for others;
    /// nearest grade first, then by the day on which the purchase is expected. In the filter,
    /// grade, stage, state, model, quantity, budget and expected are those of the deal itself, all
    /// other fields those of its account; see `kam list --help`.
    #[command(
        before_help = "Examples:\n  kam deal list\n  kam deal list grade:H,A owner:me\n  kam deal list 'budget>=100万' 'expected<=eom'\n  kam deal list state:lost -f csv\n"
    )]
    List(list::List),
}

#[derive(clap::Args, Debug)]
struct Add {
    /// Account, by id or name; `-` reads it from standard input
    account: String,
    #[command(flatten)]
    fields: FieldArgs,
    /// It is a new lead: the clock of the first response runs from now, or from `--received`
    #[arg(long)]
    lead: bool,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(clap::Args, Debug)]
struct Edit {
    /// Deal by id, or an account that has one open deal alone; `-` reads it from standard input
    deal: String,
    #[command(flatten)]
    fields: FieldArgs,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &DealArgs) -> CliResult {
    match &args.action {
        Action::Add(add) => add_deal(ctx, add),
        Action::Edit(edit) => edit_deal(ctx, edit),
        Action::List(list) => list::run(ctx, list),
    }
}

fn add_deal(ctx: &mut Ctx<'_>, args: &Add) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let account = given::only(ctx, &args.account)?;
    let account = db.get::<Account>(resolve::account(db, &account)?)?;
    let mut deal = blank(&account, &session);
    args.fields.apply(&mut deal, &session)?;
    if args.lead {
        deal.received_at.get_or_insert(session.moment.at);
    }
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        refuse_second(op.db(), &deal)?;
        deal.id = op.next_id()?;
        op.insert(&deal)?;
        Ok::<_, CliError>(deal)
    })?;
    let (lang, deal) = (ctx.ui.lang, &written.value);
    let model = deal.model.clone().unwrap_or_else(|| text::no_model(lang));
    let stage = ctx.ui.stage(&deal.preset, &deal.stage).to_owned();
    let id = written.shown(deal.id);
    ctx.ui.status(&text::deal_added(lang, id, account.id, &account.name, model, stage))?;
    if let Some(when) = args.fields.came_in(deal, &session) {
        ctx.ui.status(&text::lead_came_in(lang, when, session.zone.name()))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn edit_deal(ctx: &mut Ctx<'_>, args: &Edit) -> CliResult {
    let session = ctx.open()?;
    if args.fields.is_empty() {
        return Err(CliError::usage(text::nothing_to_change)
            .hint(|lang| text::hint_help(lang, "deal edit")));
    }
    let deal = given::only(ctx, &args.deal)?;
    let deal = resolve::deal(session.store.db(), &deal)?;
    let edited = || {
        // As it is now: another process may have changed it since it was first read.
        let before = session.store.db().get::<Deal>(deal.id)?;
        let mut deal = before.clone();
        let homeless = args.fields.apply(&mut deal, &session)?;
        Ok::<_, CliError>(Edited { before, deal, homeless })
    };
    let written =
        session.store.write_planned(&session.caller, args.dry_run, edited, |op, edit| {
            let Edited { before, deal, .. } = &edit;
            let other_product = !same_product(deal.model.as_deref(), before.model.as_deref());
            if deal.state == DealState::Open && other_product {
                refuse_second(op.db(), deal)?;
            }
            if deal.opened_on != before.opened_on {
                refuse_late_opening(op.db(), deal)?;
            }
            let fields = edit.fields();
            if deal.stage != before.stage && !fields.is_empty() {
                moving::change_funnel(op, before, deal)?;
            }
            let saved = op.save(before, deal)?;
            Ok::<_, CliError>((edit, fields, saved))
        })?;
    let (Edited { before, deal, homeless }, fields, saved) = &written.value;
    let lang = ctx.ui.lang;
    if *saved {
        let fields = fields.iter().map(|key| labels::label(lang, key).to_owned());
        let fields = text::join(lang, fields);
        ctx.ui.status(&text::deal_edited(lang, deal.id, deal.account, fields))?;
        if let Some(when) = args.fields.came_in(deal, &session) {
            ctx.ui.status(&text::lead_came_in(lang, when, session.zone.name()))?;
        }
    }
    if *homeless {
        let stage = ctx.ui.stage(&before.preset, &deal.stage).to_owned();
        ctx.ui.warn(&text::stage_not_there(lang, stage, &deal.preset, deal.id))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// A deal before and after it is changed.
struct Edited {
    before: Deal,
    deal: Deal,
    /// Whether its stage is none of the funnel that it is to move through.
    homeless: bool,
}

impl Edited {
    /// Returns the fields that differ.
    fn fields(&self) -> Vec<&'static str> {
        let pairs = columns(&self.deal).into_iter().zip(columns(&self.before));
        pairs.filter(|(new, old)| new != old).map(|((key, _), _)| key).collect()
    }
}

/// Returns a new deal of which nothing is known.
fn blank(account: &Account, session: &Session) -> Deal {
    let preset = session.playbook.funnel.default_preset(account.kind);
    let stage = preset.stages.first().map(|stage| stage.key.clone()).unwrap_or_default();
    Deal {
        shop: account.shop,
        ..Deal::blank(account.id, preset.key.clone(), stage, session.moment.today)
    }
}

/// Refuses a second open deal of the account for the same product, naming the first.
fn refuse_second(db: &Db, deal: &Deal) -> Result<(), CliError> {
    moving::open_for_same(db, deal)?.map_or(Ok(()), |first| {
        let (id, account) = (first.id, first.account);
        let there = move |lang| {
            let model = first.model.clone().unwrap_or_else(|| text::no_model(lang));
            text::deal_there(lang, id, account, model)
        };
        Err(CliError::refused(there).hint(move |lang| text::hint_deal_edit(lang, id)))
    })
}

/// Refuses a day of opening after something happened to the deal.
fn refuse_late_opening(db: &Db, deal: &Deal) -> Result<(), CliError> {
    let (id, opened) = (deal.id, deal.opened_on);
    match db.deal_began_on(id)?.filter(|day| opened > *day) {
        None => Ok(()),
        Some(day) => {
            Err(CliError::refused(move |lang| text::opened_too_late(lang, opened, id, day)))
        }
    }
}

type Change<'d> = (&'static str, crate::store::Val<'d>);

/// Returns the columns that options of the command set.
fn columns(deal: &Deal) -> [Change<'_>; 24] {
    [
        ("opened_on", deal.opened_on.to_val()),
        ("model", deal.model.to_val()),
        ("version", deal.version.to_val()),
        ("colour", deal.colour.to_val()),
        ("quantity", deal.quantity.to_val()),
        ("budget", deal.budget.to_val()),
        ("expected_on", deal.expected_on.to_val()),
        ("payment", deal.payment.to_val()),
        ("delivery_on", deal.delivery_on.to_val()),
        ("instalment", deal.instalment.to_val()),
        ("trade_in", deal.trade_in.to_val()),
        ("buying_cycle", deal.buying_cycle.to_val()),
        ("entry_point", deal.entry_point.to_val()),
        ("first_contact", deal.first_contact.to_val()),
        ("received_at", deal.received_at.to_val()),
        ("needs", deal.needs.to_val()),
        ("origin", deal.origin.to_val()),
        ("confidence", deal.confidence.to_val()),
        ("need", deal.need.to_val()),
        ("power", deal.power.to_val()),
        ("signs", deal.signs.to_val()),
        ("preset", deal.preset.to_val()),
        ("stage", deal.stage.to_val()),
        ("note", deal.note.to_val()),
    ]
}
