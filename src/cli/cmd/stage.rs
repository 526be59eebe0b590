//! `kam stage`: moving a deal through its funnel, and where it stands.

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit, Kind, Message};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::{given, grading, resolve};
use crate::model::{
    Account, AccountId, Day, Deal, DealId, DealState, EvidenceSource, Grade, StaffId, StageMove,
};
use crate::playbook::{Entry, Preset};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::rules::funnel::{GradeEffect, Move, Moved, Way, check};
use crate::rules::grade::Rule;
use crate::store::{Column as _, Op, Val};

/// Move a deal to another stage of its funnel, or say where it stands
///
/// Without a stage, prints where the deal stands, what has to be known before it goes on, and
/// every step so far. Steps are only ever added.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam stage D87
  kam stage 多达 contacted --evidence '张经理回电' --source customer
  kam stage D87 planned --evidence '询价函' --source document --reason '对方直接招标'
  kam stage D87 met --evidence '预算取消' --source coach
  kam stage D87 negotiating --reopen --reason '对手交不了车'
")]
pub(crate) struct StageArgs {
    /// Deal by id, or an account that has one open deal alone; `-` reads it from standard input
    deal: String,
    /// Stage to move to, by key or label
    to: Option<String>,
    /// Evidence for the step; against the stage left where it leads back
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Where the evidence comes from: document, seen, customer, coach
    #[arg(long, value_name = "SOURCE")]
    source: Option<EvidenceSource>,
    /// Why stages are left out, or a closed deal is opened again
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
    let deal = resolve::deal(session.store.db(), &name)?;
    let preset = preset_of(&deal, &session)?;
    match &args.to {
        Some(to) => step(ctx, args, &session, (&deal, preset, to)),
        None => stand(ctx, args, &session, &deal, preset),
    }
}

fn preset_of<'s>(deal: &Deal, session: &'s Session) -> Result<&'s Preset, CliError> {
    let funnel = &session.playbook.funnel;
    funnel.preset(&deal.preset).ok_or_else(|| {
        let known = funnel.presets().iter().map(|preset| preset.key.as_str());
        let known = known.collect::<Vec<_>>().join(", ");
        let (id, preset) = (deal.id, deal.preset.clone());
        CliError::refused(move |lang| text::no_preset(lang, id, &preset, &known))
            .hint(move |lang| text::hint_preset(lang, id))
    })
}

/// Where a deal stands, and how it came there.
pub(super) struct Standing<'a> {
    deal: &'a Deal,
    account_name: String,
    /// The key of its funnel, or the words for people.
    preset: &'a str,
    since: Day,
    /// What has to be known before the stage is left: keys, or words for people.
    exit_evidence: Vec<String>,
    next_stage: Option<&'a str>,
    steps: Vec<Step>,
}

/// A step as a row.
struct Step(StageMove);

impl Tabular for Standing<'_> {
    const KEYS: &'static [&'static str] = &[
        "deal",
        "account",
        "name",
        "model",
        "preset",
        "state",
        "grade",
        "stage",
        "since",
        "exit_evidence",
        "next_stage",
        "stage_moves",
    ];
    const TYPES: &'static [CellType] = types![
        DealId,
        AccountId,
        String,
        Option<String>,
        String,
        DealState,
        Grade,
        = KEY,
        Day,
        Vec<String>,
        = KEY.or_none(),
        = CellType::rows::<Step>(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.deal.id.as_cell());
        put(self.deal.account.as_cell());
        put(self.account_name.as_cell());
        put(self.deal.model.as_cell());
        put(self.preset.as_cell());
        put(self.deal.state.as_cell());
        put(self.deal.grade.as_cell());
        put(Cell::Key(&self.deal.stage));
        put(self.since.as_cell());
        put(self.exit_evidence.as_cell());
        put(self.next_stage.map_or(Cell::Null, Cell::Key));
        put(Cell::Records(&self.steps));
    }
}

impl Tabular for Step {
    const KEYS: &'static [&'static str] = &[
        "day",
        "from_stage",
        "to_stage",
        "evidence",
        "evidence_source",
        "reason",
        "doing",
        "planned",
        "staff",
    ];
    const TYPES: &'static [CellType] = types![
        Day,
        = KEY,
        = KEY,
        Option<String>,
        Option<EvidenceSource>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<StaffId>,
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let step = &self.0;
        put(step.day.as_cell());
        put(Cell::Key(&step.from_stage));
        put(Cell::Key(&step.to_stage));
        put(step.evidence.as_cell());
        put(step.evidence_source.as_cell());
        put(step.reason.as_cell());
        put(step.doing.as_cell());
        put(step.planned.as_cell());
        put(step.staff.as_cell());
    }
}

fn stand(
    ctx: &mut Ctx<'_>,
    args: &StageArgs,
    session: &Session,
    deal: &Deal,
    preset: &Preset,
) -> CliResult {
    let of_a_move = [&args.evidence, &args.reason, &args.doing, &args.planned, &args.on];
    if of_a_move.iter().any(|given| given.is_some()) || args.reopen || args.source.is_some() {
        let keys: Vec<String> = preset.stages.iter().map(|stage| stage.key.clone()).collect();
        return Err(CliError::usage(text::moves_need_a_stage)
            .hint(move |lang| text::hint_stages(lang, text::join(lang, keys.clone()))));
    }
    let db = session.store.db();
    let steps = db.stage_moves(deal.id)?;
    let at = preset.position(&deal.stage);
    let stage = at.and_then(|at| preset.stages.get(at));
    let items = stage.map(|stage| stage.exit_evidence.as_slice()).unwrap_or_default();
    let (lang, people) = (ctx.ui.lang, args.show.is_for_people());
    let word = |entry: &Entry| {
        if people { text::entry(lang, entry) } else { entry.key.clone() }
    };
    let next = at.and_then(|at| preset.stages.get(at + 1)).map(|stage| stage.key.as_str());
    let standing = Standing {
        deal,
        account_name: db.get::<Account>(deal.account)?.name,
        preset: if people && lang == Lang::Zh { &preset.label.zh } else { &preset.key },
        since: steps.last().map_or(deal.opened_on, |step| step.day),
        exit_evidence: items.iter().map(word).collect(),
        next_stage: next,
        steps: steps.into_iter().map(Step).collect(),
    };
    ctx.ui.show_one(&args.show, &standing)
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
    let account = session.store.db().get::<Account>(deal.account)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        // As it is now: another process may have moved it since it was first read.
        let deal = op.db().get::<Deal>(deal.id)?;
        refuse_earlier(op, &deal, day)?;
        let moved = checked(args, &deal, preset, to)?;
        let graded = record(op, args, session, (&deal, &moved, day))?;
        Ok::<_, CliError>((deal, moved, graded))
    })?;
    let (before, moved, graded) = &written.value;
    let line = echo(ctx, &account, before, preset, moved, *graded);
    ctx.ui.status(&line)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Refuses a step before one that is recorded: history is only added to.
fn refuse_earlier(op: &Op<'_>, deal: &Deal, day: Day) -> Result<(), CliError> {
    let steps = op.db().stage_moves(deal.id)?;
    match steps.last().map(|step| step.day).filter(|last| day < *last) {
        None => Ok(()),
        Some(last) => {
            let id = deal.id;
            Err(CliError::refused(move |lang| text::moved_later(lang, id, last))
                .hint(text::hint_move_on))
        }
    }
}

/// Returns what the step does; everything that is missing where the rules refuse it.
fn checked<'p>(
    args: &StageArgs,
    deal: &Deal,
    preset: &'p Preset,
    to: &str,
) -> Result<Moved<'p>, CliError> {
    let step = Move {
        state: deal.state,
        from: &deal.stage,
        to,
        evidence: args.evidence.as_deref(),
        source: args.source,
        reason: args.reason.as_deref(),
        reopen: args.reopen,
    };
    check(&step, preset).map_err(|refusals| {
        let said = refusals.into_iter().map(|refusal| {
            let preset = preset.clone();
            Box::new(move |lang| text::refusal(lang, &refusal, &preset)) as Message
        });
        CliError::all(Kind::Refused, said.collect())
    })
}

/// Writes the step. Returns the grade afterwards where it changed.
fn record(
    op: &mut Op<'_>,
    args: &StageArgs,
    session: &Session,
    (deal, moved, day): (&Deal, &Moved<'_>, Day),
) -> Result<Option<Grade>, CliError> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let staff: Option<StaffId> = op.staff();
    let evidence = given(&args.evidence);
    let step = StageMove {
        id: op.next_id()?,
        deal: deal.id,
        from_stage: deal.stage.clone(),
        to_stage: moved.to.key.clone(),
        day,
        staff,
        evidence_source: args.source.filter(|_| evidence.is_some()),
        evidence,
        reason: given(&args.reason),
        doing: given(&args.doing),
        planned: given(&args.planned),
        finished: None,
        items: Vec::new(),
        moved_by: None,
    };
    op.insert(&step)?;
    let closed_on = (moved.state != DealState::Open).then_some(day);
    let changes: [(&'static str, Val<'_>); 3] = [
        ("stage", step.to_stage.to_val()),
        ("state", moved.state.to_val()),
        ("closed_on", closed_on.to_val()),
    ];
    op.update(deal.id, &changes)?;
    let grade = match moved.grade {
        GradeEffect::Keep => None,
        GradeEffect::Order => {
            grading::set_grade(op, deal.id, deal.grade, Grade::O, Rule::Order.key())?;
            Some(Grade::O)
        }
        GradeEffect::Regrade => grading::regrade(op, deal.id, &session.playbook)?,
    };
    Ok(grade.filter(|grade| *grade != deal.grade))
}

fn echo(
    ctx: &Ctx<'_>,
    account: &Account,
    deal: &Deal,
    preset: &Preset,
    moved: &Moved<'_>,
    graded: Option<Grade>,
) -> String {
    let lang = ctx.ui.lang;
    let word = |key: &str| text::stage_word(lang, preset, key);
    let (from, to) = (word(&deal.stage), word(&moved.to.key));
    let mut parts = vec![text::stage_moved(lang, deal.id, account.id, &account.name, from, to)];
    if !moved.skipped.is_empty() {
        let skipped = moved.skipped.iter().map(|stage| word(&stage.key));
        parts.push(text::stage_skipped(lang, text::join(lang, skipped)));
    }
    if moved.way == Way::Reopen {
        parts.push(text::stage_reopened(lang));
    }
    if let Some(grade) = graded {
        parts.push(text::stage_graded(lang, deal.grade, grade));
    }
    if moved.state == DealState::Won {
        parts.push(text::stage_won(lang));
    }
    match lang {
        Lang::En => format!("{}.", parts.join("; ")),
        Lang::Zh => format!("{}。", parts.join("；")),
    }
}
