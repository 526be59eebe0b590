//! `kam lose`: deals that were lost, or got out of control, and why.

use std::collections::BTreeSet;

use super::book::open_appointments;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit, Kind, Message};
use crate::cli::labels::choice_label;
use crate::cli::resolve::Deals;
use crate::cli::text::{self, Lang};
use crate::ingest::clean::money;
use crate::model::{
    Account, AccountId, Appointment, AppointmentEnd, AppointmentId, Choice as _, Day, Deal,
    DealState, Factor, LostRecord, Money, OrderId,
};
use crate::rules::loss::{Loss, LossRefusal, check};
use crate::store::{Column as _, Db, Op, Orders, StoreError};

/// Record that deals were lost, or cannot be controlled any more, and why
///
/// Closes them where they stand in their funnel. Out of control is a deal whose customer was tried
/// again and again without being reached. What is still to be delivered has to be delivered or
/// closed short first. Deadlines of a deal are called off with it, other appointments stay. `kam
/// stage D87 STAGE --reopen` opens a deal again; the record stays.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam lose D87 --cause competitor --brand 安达 --model 远途 --price-gap 2万 --did '两次报价' --learned '早谈金融方案'
  kam lose 多达 --cause 价格 --revisit +90d --winnable yes
  kam lose D87 D91 --state out-of-control
  kam lose D87 --cause other --note '公司注销'
")]
pub(crate) struct LoseArgs {
    #[command(flatten)]
    deals: Deals,
    /// Why, of the playbook's list: competitor, price, stock, product, service, relation, finance,
    /// no-decision, bought-used, moved-away, unreachable, other (with a note)
    #[arg(long)]
    cause: Option<String>,
    /// What the deals become: lost 战败, out-of-control 失控
    #[arg(long, default_value = "lost")]
    state: DealState,
    /// Brand that they bought instead
    #[arg(long)]
    brand: Option<String>,
    /// Model that they bought instead
    #[arg(long)]
    model: Option<String>,
    /// How much dearer we were: 20000 or 2万; below 0 where we were cheaper
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    price_gap: Option<String>,
    /// What we did
    #[arg(long, value_name = "TEXT")]
    did: Option<String>,
    /// What we learn of it
    #[arg(long, value_name = "TEXT")]
    learned: Option<String>,
    /// Day on which to ask them again
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    revisit: Option<String>,
    /// Whether they can be won back: yes, no, unknown
    #[arg(long, default_value = "unknown")]
    winnable: Factor,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Day of the loss (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Values of the command line, read.
struct Read {
    day: Day,
    revisit_on: Option<Day>,
    price_gap: Option<Money>,
}

/// A deal that was closed.
struct Closed {
    deal: Deal,
    account: Account,
    record: LostRecord,
    /// Deadlines of the deal, which ended with it.
    called_off: Vec<AppointmentId>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &LoseArgs) -> CliResult {
    let session = ctx.open()?;
    let read = read(args, session.moment.today)?;
    let deals = args.deals.resolve(ctx, &session)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let (mut closed, mut wrong) = (Vec::new(), Vec::new());
        for deal in &deals {
            match record(op, args, &read, &session, deal) {
                Ok(done) => closed.push(done),
                Err(error) => wrong.push(error),
            }
        }
        if let Some(error) = CliError::joined(wrong) {
            return Err(error);
        }
        let left = left_open(op.db(), &closed)?;
        Ok((closed, left))
    })?;
    let (lang, today) = (ctx.ui.lang, session.moment.today);
    let (closed, left) = &written.value;
    for closed in closed {
        let line = echo(lang, &session, closed, args.on.is_some());
        ctx.ui.status(&line)?;
    }
    for appointment in left {
        ctx.ui.status(&text::stays_open(lang, appointment, today))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Reads the values of the command line.
///
/// # Errors
/// Every value that cannot be read.
fn read(args: &LoseArgs, today: Day) -> Result<Read, CliError> {
    let mut problems: Vec<Message> = Vec::new();
    if !matches!(args.state, DealState::Lost | DealState::OutOfControl) {
        let state = args.state;
        problems.push(Box::new(move |lang| {
            text::bad_value(lang, "state", state.key(), "lost, out-of-control")
        }));
    }
    let mut day = |option: &'static str, text: Option<&String>| {
        let text = text.map(|text| text.trim()).filter(|text| !text.is_empty())?;
        let day = crate::filter::day_of(text, today);
        if day.is_none() {
            let text = text.to_owned();
            problems.push(Box::new(move |lang| text::bad_option_day(lang, option, &text)));
        }
        day
    };
    let (on, revisit_on) = (day("on", args.on.as_ref()), day("revisit", args.revisit.as_ref()));
    let price_gap = args.price_gap.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let price_gap = price_gap.and_then(|text| {
        let gap = money::money(text).ok();
        if gap.is_none() {
            let text = text.to_owned();
            problems.push(Box::new(move |lang| text::bad_money(lang, "price-gap", &text)));
        }
        gap
    });
    let day = on.unwrap_or(today);
    if day > today {
        problems.push(Box::new(move |lang| text::in_the_future(lang, day, today)));
    }
    if problems.is_empty() {
        Ok(Read { day, revisit_on, price_gap })
    } else {
        Err(CliError::all(Kind::Usage, problems))
    }
}

fn record(
    op: &mut Op<'_>,
    args: &LoseArgs,
    read: &Read,
    session: &Session,
    deal: &Deal,
) -> Result<Closed, CliError> {
    // As it is now: another process may have closed it since it was first read.
    let deal = op.db().get::<Deal>(deal.id)?;
    let account = op.db().get::<Account>(deal.account)?;
    let orders = op.db().orders(Orders::OfDeal(deal.id))?.into_iter();
    let open = orders.filter(|order| order.open() > 0);
    let open: Vec<(OrderId, i64)> = open.map(|order| (order.sales_order, order.open())).collect();
    let loss = Loss {
        state: deal.state,
        becomes: args.state,
        cause: args.cause.as_deref(),
        note: args.note.as_deref(),
        tries: account.tries,
        day: read.day,
        opened_on: deal.opened_on,
        moved_on: op.db().last_moved_on(deal.id)?,
        revisit_on: read.revisit_on,
        open_orders: &open,
    };
    let cause = check(&loss, &session.playbook).map_err(|refusals| refused(&deal, refusals))?;
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let record = LostRecord {
        id: op.next_id()?,
        deal: deal.id,
        day: read.day,
        state: args.state,
        cause: cause.key.clone(),
        competitor_brand: given(&args.brand),
        competitor_model: given(&args.model),
        price_gap: read.price_gap,
        did: given(&args.did),
        learned: given(&args.learned),
        revisit_on: read.revisit_on,
        winnable: args.winnable,
        tries: account.tries,
        note: given(&args.note),
        staff: op.staff(),
    };
    op.insert(&record)?;
    op.update(deal.id, &[("state", args.state.to_val()), ("closed_on", read.day.to_val())])?;
    let called_off = call_off(op, &deal, read.day)?;
    Ok(Closed { deal, account, record, called_off })
}

/// Ends the deadlines of a deal that ended on `day`: nobody can keep them any more, and they may not be
/// skipped. Returns them, the earliest first.
fn call_off(op: &mut Op<'_>, deal: &Deal, day: Day) -> Result<Vec<AppointmentId>, StoreError> {
    let mut open = open_appointments(op.db(), deal.account)?;
    open.retain(|one| one.deadline && one.deal == Some(deal.id));
    for one in &open {
        let on = one.booked_on.map_or(day, |booked| booked.max(day));
        let ending = Some(AppointmentEnd::CalledOff).to_val();
        op.update(one.id, &[("closed_on", Some(on).to_val()), ("ending", ending)])?;
    }
    Ok(open.iter().map(|one| one.id).collect())
}

/// Returns what is still agreed with accounts that have no open deal any more.
fn left_open(db: &Db, closed: &[Closed]) -> Result<Vec<Appointment>, StoreError> {
    let accounts: BTreeSet<AccountId> = closed.iter().map(|one| one.account.id).collect();
    let mut left = Vec::new();
    for account in accounts {
        if db.open_deals(account)?.is_empty() {
            left.extend(open_appointments(db, account)?);
        }
    }
    Ok(left)
}

fn refused(deal: &Deal, refusals: Vec<LossRefusal>) -> CliError {
    let id = deal.id;
    let errors = refusals.into_iter().map(|refusal| {
        let why = refusal.clone();
        let error = CliError::refused(move |lang| text::loss_refusal(lang, id, &why));
        match refusal {
            LossRefusal::Undelivered { order, .. } => {
                error.hint(move |lang| text::hint_deliver(lang, order))
            }
            LossRefusal::BeforeOpened { day, .. } => {
                error.hint(move |lang| text::hint_opened(lang, id, day))
            }
            LossRefusal::BeforeMoved { .. } => error.hint(text::hint_move_on),
            _ => error,
        }
    });
    CliError::joined(errors.collect())
        .unwrap_or_else(|| CliError::refused(move |lang| text::closed_deal(lang, id, "")))
}

/// Returns what was recorded, in one line; with its day where that was `dated`.
fn echo(lang: Lang, session: &Session, closed: &Closed, dated: bool) -> String {
    let (deal, account, record) = (&closed.deal, &closed.account, &closed.record);
    let ending = choice_label(lang, "state", record.state.key());
    let why = match session.playbook.loss_cause(&record.cause) {
        Some(cause) => text::label_word(lang, &cause.label),
        None => record.cause.clone(),
    };
    let stood = match session.playbook.funnel.preset(&deal.preset) {
        Some(preset) => text::stage_word(lang, preset, &deal.stage),
        None => deal.stage.clone(),
    };
    let mut parts =
        vec![text::deal_lost(lang, deal.id, account.id, &account.name, ending, why, stood)];
    parts.extend(dated.then(|| text::lost_on(lang, record.day)));
    if record.state == DealState::OutOfControl {
        parts.push(text::lost_after_tries(lang, record.tries));
    }
    let instead = [record.competitor_brand.as_deref(), record.competitor_model.as_deref()];
    let instead = instead.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if !instead.is_empty() {
        parts.push(text::lost_to(lang, instead));
    }
    parts.extend(record.price_gap.map(|gap| text::lost_gap(lang, gap)));
    parts.extend(record.revisit_on.map(|day| text::lost_revisit(lang, day)));
    parts.extend(text::calls_off(lang, &closed.called_off));
    text::sentence(lang, &parts)
}
