//! `kam stage`: moving a deal through its funnel, and where it stands.

mod item;
mod standing;

pub(super) use standing::Standing;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::moving::{self, Recorded, Said};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::{given, resolve};
use crate::model::{Day, Deal, EvidenceSource};
use crate::playbook::Preset;
use crate::rules::funnel::{Answers, Given, Move, Moved, Way, check};
use crate::store::Op;

/// Move a deal to another stage of its funnel, or say where it stands
///
/// Without a stage, prints where the deal stands, what of the exit evidence is known and missing,
/// and every step so far. Steps are only ever added. Deals of the retail funnel are moved by
/// touches, orders and deliveries; other moves say what was finished, the evidence for it, what is
/// being done and what is planned.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam stage D87
  kam stage 多达 contacted --finished 首次电话 --evidence '张经理回电' --source customer --doing 约见面 --planned 带画册上门
  kam stage D87 planned --finished 需求会 --evidence 会议纪要 --source document --doing 做方案 --planned 试驾 --item proposal-agreed='邮件同意'
  kam stage D87 met --finished 方案汇报 --evidence '预算取消' --source coach --doing 重谈 --planned 降配
  kam stage D87 negotiating --reopen --reason '对手交不了车'
")]
pub(crate) struct StageArgs {
    /// Deal by id, or an account that has one open deal alone, to open again one closed deal; `-` reads it from standard input
    deal: String,
    /// Stage to move to, by key or label
    to: Option<String>,
    /// Which step was just finished
    #[arg(long, value_name = "TEXT")]
    finished: Option<String>,
    /// Evidence for the step; against the stage left where it leads back
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Where the evidence comes from: document, seen, customer, coach
    #[arg(long, value_name = "SOURCE")]
    source: Option<EvidenceSource>,
    /// What is known of the stage left, as budget-known=125万: an amount, a day, a person or words, by
    /// what it is; may be given again
    #[arg(long = "item", value_name = "KEY=TEXT")]
    items: Vec<String>,
    /// Why stages are left out, what is not known does not matter, or a closed deal is opened again
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// What is being done now
    #[arg(long, value_name = "TEXT")]
    doing: Option<String>,
    /// What is being prepared
    #[arg(long, value_name = "TEXT")]
    planned: Option<String>,
    /// Open a closed deal again
    #[arg(long)]
    reopen: bool,
    /// Day of the step (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &StageArgs) -> CliResult {
    let session = ctx.open()?;
    let name = given::only(ctx, &args.deal)?;
    let db = session.store.db();
    let deal = match &args.to {
        Some(_) if !args.reopen => resolve::deal(db, &name)?,
        _ => resolve::deal_even_closed(db, &name, args.reopen)?,
    };
    let preset = moving::preset_of(&deal, &session)?;
    if let Some(to) = &args.to {
        return step(ctx, args, &session, (&deal, preset, to));
    }
    refuse_options(args, preset)?;
    standing::show(ctx, &args.show, &session, &deal, preset)
}

/// Refuses options of a move where no stage to move to is named.
fn refuse_options(args: &StageArgs, preset: &Preset) -> Result<(), CliError> {
    let texts =
        [&args.finished, &args.evidence, &args.reason, &args.doing, &args.planned, &args.on];
    let any = texts.iter().any(|given| given.is_some()) || !args.items.is_empty();
    if !any && !args.reopen && args.source.is_none() {
        return Ok(());
    }
    let preset = preset.clone();
    Err(CliError::usage(text::moves_need_a_stage).hint(move |lang| {
        let stages = preset.stages.iter().map(|stage| text::stage_word(lang, &preset, &stage.key));
        text::hint_stages(lang, text::join(lang, stages))
    }))
}

fn step(
    ctx: &mut Ctx<'_>,
    args: &StageArgs,
    session: &Session,
    (deal, preset, to): (&Deal, &Preset, &str),
) -> CliResult {
    let today = session.moment.today;
    let day = args.on.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
    if day > today {
        return Err(CliError::refused(move |lang| text::in_the_future(lang, day, today)));
    }
    let account = session.store.db().account_name(deal.account)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        // As it is now: another process may have moved it since it was first read.
        let deal = op.db().get::<Deal>(deal.id)?;
        refuse_earlier(op, &deal, day)?;
        let moved = checked(args, op, &deal, preset, to)?;
        if moved.way == Way::Reopen {
            refuse_second(op, &deal)?;
        }
        let said = said(args);
        let step = moving::Step { day, said: &said, moved_by: None };
        let graded = moving::write(op, session, (&deal, &moved), step)?;
        let (through, skipped) = (Vec::new(), moved.skipped.iter().collect());
        Ok::<_, CliError>(Recorded { before: deal, preset, through, moved, skipped, graded })
    })?;
    let line = echo(ctx.ui.lang, &account, &written.value);
    ctx.ui.status(&line)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Returns what the step does; everything that is missing where the rules refuse it.
fn checked<'p>(
    args: &StageArgs,
    op: &Op<'_>,
    deal: &Deal,
    preset: &'p Preset,
    to: &str,
) -> Result<Moved<'p>, CliError> {
    let left = preset.position(&deal.stage).and_then(|at| preset.stages.get(at));
    let items = item::read(&args.items, left, op.today())?;
    let given: Vec<Given<'_>> = items.iter().map(|(item, text)| Given { item, text }).collect();
    let step = Move {
        state: deal.state,
        from: &deal.stage,
        to,
        answers: Answers {
            finished: args.finished.as_deref(),
            evidence: args.evidence.as_deref(),
            source: args.source,
            doing: args.doing.as_deref(),
            planned: args.planned.as_deref(),
        },
        given: &given,
        known: &moving::known(op.db(), deal)?,
        orders: &moving::orders(op.db(), deal.id)?,
        reason: args.reason.as_deref(),
        reopen: args.reopen,
    };
    check(&step, preset).map_err(|refusals| moving::refused(deal, refusals, preset))
}

fn said(args: &StageArgs) -> Said {
    Said {
        finished: args.finished.clone(),
        evidence: args.evidence.clone(),
        source: args.source,
        reason: args.reason.clone(),
        doing: args.doing.clone(),
        planned: args.planned.clone(),
    }
}

/// Refuses a step before one that is recorded, before the deal was closed or before it was there:
/// history is only added to.
fn refuse_earlier(op: &Op<'_>, deal: &Deal, day: Day) -> Result<(), CliError> {
    let id = deal.id;
    if let Some(last) = op.db().last_moved_on(id)?.filter(|last| day < *last) {
        return Err(CliError::refused(move |lang| text::moved_later(lang, id, last, day))
            .hint(text::hint_move_on));
    }
    if let Some(closed) = deal.closed_on.filter(|closed| day < *closed) {
        return Err(CliError::refused(move |lang| text::closed_later(lang, id, closed, day))
            .hint(text::hint_move_on));
    }
    moving::refuse_before_opening(deal, day)
}

/// Refuses to open a deal again while another open one of the account is for the same product.
fn refuse_second(op: &Op<'_>, deal: &Deal) -> Result<(), CliError> {
    let Some(other) = moving::open_for_same(op.db(), deal)? else { return Ok(()) };
    let (id, account, other_id) = (deal.id, deal.account, other.id);
    let there = move |lang| {
        let model = other.model.clone().unwrap_or_else(|| text::no_model(lang));
        text::second_open(lang, id, other_id, account, model)
    };
    Err(CliError::refused(there).hint(move |lang| text::hint_second_open(lang, id, other_id)))
}

fn echo(lang: Lang, account: &str, recorded: &Recorded<'_>) -> String {
    let word = |key: &str| text::stage_word(lang, recorded.preset, key);
    let deal = &recorded.before;
    let (from, to) = (word(&deal.stage), word(&recorded.moved.to.key));
    let mut parts = vec![text::stage_moved(lang, deal.id, deal.account, account, from, to)];
    parts.extend(recorded.effects(lang));
    text::sentence(lang, &parts)
}
