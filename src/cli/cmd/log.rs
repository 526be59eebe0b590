//! `kam log`: a contact, or an attempt, with an account.

use chrono::NaiveTime;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text::{self, Lang};
use crate::cli::{resolve, ui::Ui};
use crate::clock::{self, Clock};
use crate::model::{
    Account, Appointment, Choice as _, ContactId, Day, Deal, DealId, DealState, Grade, GradeMove,
    Instant, Touch, TouchKind, TouchResult,
};
use crate::rules::touch::{ContactDays, becomes_effective, may_be_given, usual_result};
use crate::store::{Column as _, Op};

/// Record a contact, or an attempt, with an account
///
/// Only `reached` is an effective contact. Where no result is given, what is sent one way is
/// `sent`, and people you spoke with were `reached`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam log 多达 call --note '要两台' --grade H --next 下周三
  kam log A12 call no-answer
  kam log A12 到店 --contact 张志强 --on yesterday
  kam log A12 visit --next 2026-03-09 --time 14:30 --deadline
")]
pub(crate) struct LogArgs {
    /// Account, by id or name
    account: String,
    /// How: call 电话, message 短信, visit 拜访, showroom 到店, test-drive 试驾, letter 信函, event 活动,
    /// care 关怀, survey 调查
    kind: TouchKind,
    /// What came of it: reached 接通, no-answer 未接, wrong-number 错号, refused 拒绝, sent 已发送
    result: Option<TouchResult>,
    /// What was said
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Deal it was about (default: the only open one)
    #[arg(long)]
    deal: Option<DealId>,
    /// Person it was with, by id or name
    #[arg(long)]
    contact: Option<String>,
    /// When it happened, as 2026-03-01T09:30:00Z (default: now)
    #[arg(long, value_name = "INSTANT", conflicts_with = "on")]
    at: Option<Instant>,
    /// Day on which it happened (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
    /// Grade to give the deal: O, H, A, B, C or -
    #[arg(long, allow_hyphen_values = true)]
    grade: Option<Grade>,
    /// Day agreed for the next contact
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    next: Option<String>,
    /// Time of day agreed for it
    #[arg(long, value_name = "HH:MM", requires = "next")]
    time: Option<String>,
    /// The next contact may not be skipped
    #[arg(long, requires = "next")]
    deadline: bool,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// What is to be recorded, checked.
struct Plan {
    account: Account,
    deal: Option<Deal>,
    contact: Option<ContactId>,
    happened_at: Instant,
    day: Day,
    next: Option<(Day, Option<String>)>,
}

/// What became of the grade.
enum Graded {
    /// The deal has it now; before it had the other.
    From(Grade),
    /// The deal has it still.
    Confirmed,
    /// A later one stands, given on that day.
    Older(Day),
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &LogArgs) -> CliResult {
    let session = ctx.open()?;
    let plan = plan(args, &session)?;
    let written =
        session.store.write(&session.caller, args.dry_run, |op| record(op, args, &plan))?;
    let (touch, graded) = &written.value;
    let line = echo(&ctx.ui, args, &plan, &written.shown(touch.id), touch, graded.as_ref());
    ctx.ui.status(&line)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn plan(args: &LogArgs, session: &Session) -> Result<Plan, CliError> {
    let db = session.store.db();
    let account = db.get::<Account>(resolve::account(db, &args.account)?)?;
    let (happened_at, day) = happened(args, session)?;
    let contact =
        args.contact.as_deref().map(|name| resolve::contact(db, account.id, name)).transpose()?;
    let deal = match args.deal {
        Some(id) => Some(db.get::<Deal>(id)?),
        None if args.grade.is_some() => {
            Some(resolve::only_deal(account.id, db.open_deals(account.id)?)?)
        }
        None => {
            let open = db.open_deals(account.id)?;
            <[Deal; 1]>::try_from(open).ok().map(|[only]| only)
        }
    };
    if let Some(deal) = &deal {
        check_deal(deal, &account, args.grade)?;
    }
    let next = next(args, session.moment.today)?;
    Ok(Plan { account, deal, contact, happened_at, day, next })
}

/// Returns when the touch happened, and on which business day; not in the future.
fn happened(args: &LogArgs, session: &Session) -> Result<(Instant, Day), CliError> {
    let now = session.moment;
    let future = |day: String, today: String| {
        CliError::refused(move |lang| text::in_the_future(lang, &day, &today)).hint(text::hint_next)
    };
    if let Some(at) = args.at {
        if at > now.at {
            return Err(future(at.to_string(), now.at.to_string()));
        }
        return Ok((at, clock::day_of(at, &session.zone)));
    }
    let Some(on) = &args.on else { return Ok((now.at, now.today)) };
    let day = resolve::day(on, now.today)?;
    if day > now.today {
        return Err(future(day.to_string(), now.today.to_string()));
    }
    let at = if day == now.today { now.at } else { Clock::Day(day).now(&session.zone).at };
    Ok((at, day))
}

fn check_deal(deal: &Deal, account: &Account, grade: Option<Grade>) -> Result<(), CliError> {
    let (id, account, state) = (deal.id, account.id, deal.state);
    if deal.account != account {
        return Err(CliError::refused(move |lang| text::not_theirs(lang, id, account)));
    }
    match grade {
        Some(_) if state != DealState::Open => {
            Err(CliError::refused(move |lang| text::deal_closed(lang, id, state)))
        }
        Some(grade) if !may_be_given(grade) => Err(CliError::usage(text::not_to_be_given)),
        _ => Ok(()),
    }
}

fn next(args: &LogArgs, today: Day) -> Result<Option<(Day, Option<String>)>, CliError> {
    let Some(text) = &args.next else { return Ok(None) };
    let day = resolve::day(text, today)?;
    if day < today {
        return Err(CliError::refused(move |lang| text::in_the_past(lang, day, today)));
    }
    let time = args.time.as_deref().map(|text| {
        let time = NaiveTime::parse_from_str(text.trim(), "%H:%M");
        time.map(|time| time.format("%H:%M").to_string()).map_err(|_| {
            let text = text.to_owned();
            CliError::usage(move |lang| text::bad_time_of_day(lang, &text))
        })
    });
    Ok(Some((day, time.transpose()?)))
}

fn record(
    op: &mut Op<'_>,
    args: &LogArgs,
    plan: &Plan,
) -> Result<(Touch, Option<Graded>), CliError> {
    let result = args.result.unwrap_or(usual_result(args.kind));
    let touch = Touch {
        id: op.next_id()?,
        account: plan.account.id,
        deal: plan.deal.as_ref().map(|deal| deal.id),
        contact: plan.contact,
        staff: op.staff(),
        kind: args.kind,
        result,
        day: plan.day,
        happened_at: plan.happened_at,
        logged_at: op.at(),
        note: args.note.clone().filter(|note| !note.trim().is_empty()),
        grade: args.grade,
        quoted: None,
        appointment: None,
    };
    op.insert(&touch)?;
    // As it is now: another process may have logged since it was first read.
    let account = op.db().get::<Account>(plan.account.id)?;
    let before = ContactDays { reached_on: account.reached_on, tried_on: account.tried_on };
    let after = before.after(plan.day, result);
    op.update(
        account.id,
        &[("reached_on", after.reached_on.to_val()), ("tried_on", after.tried_on.to_val())],
    )?;
    let graded = match (args.grade, &plan.deal) {
        (Some(grade), Some(deal)) => Some(give_grade(op, deal.id, grade, plan.day)?),
        _ => None,
    };
    if let Some((day, time)) = &plan.next {
        let id = op.next_id()?;
        op.insert(&Appointment {
            id,
            account: account.id,
            deal: touch.deal,
            contact: touch.contact,
            staff: op.staff(),
            day: *day,
            time: time.clone(),
            deadline: args.deadline,
            purpose: None,
            closed_on: None,
            kind: None,
            booked_on: Some(op.today()),
            ending: None,
        })?;
    }
    Ok((touch, graded))
}

fn give_grade(op: &mut Op<'_>, id: DealId, grade: Grade, day: Day) -> Result<Graded, CliError> {
    let deal = op.db().get::<Deal>(id)?;
    if let Some(given_on) = deal.graded_on.filter(|on| !becomes_effective(day, Some(*on))) {
        return Ok(Graded::Older(given_on));
    }
    op.update(
        id,
        &[
            ("grade", grade.to_val()),
            ("graded_by", op.staff().to_val()),
            ("graded_on", Some(day).to_val()),
        ],
    )?;
    if deal.grade == grade {
        return Ok(Graded::Confirmed);
    }
    let moved = GradeMove {
        id: op.next_id()?,
        deal: id,
        from_grade: deal.grade,
        to_grade: grade,
        day,
        cause: "by-hand".to_owned(),
        staff: op.staff(),
        reason: None,
    };
    op.insert(&moved)?;
    Ok(Graded::From(deal.grade))
}

/// Returns what was recorded, in one line.
fn echo(
    ui: &Ui<'_>,
    args: &LogArgs,
    plan: &Plan,
    id: &str,
    touch: &Touch,
    graded: Option<&Graded>,
) -> String {
    let lang = ui.lang;
    let kind = ui.word("kind", touch.kind.key());
    let result = ui.word("result", touch.result.key());
    let account = &plan.account;
    let mut line = text::touch_logged(lang, id, account.id, &account.name, kind, result, touch.day);
    let mut also = |part: String| {
        line.push_str(if lang == Lang::Zh { "，" } else { ", " });
        line.push_str(&part);
    };
    if let Some(deal) = touch.deal {
        also(text::touch_about(lang, deal));
    }
    match (args.grade, graded) {
        (Some(grade), Some(Graded::From(was))) => also(text::touch_graded(lang, grade, was)),
        (Some(grade), Some(Graded::Confirmed)) => also(text::touch_confirmed(lang, grade)),
        (Some(grade), Some(Graded::Older(on))) => {
            also(text::touch_grade_older(lang, grade, on));
        }
        _ => {}
    }
    if let Some((day, time)) = &plan.next {
        let when = match time {
            Some(time) => format!("{day} {time}"),
            None => day.to_string(),
        };
        let said = if args.deadline { text::touch_deadline } else { text::touch_next };
        also(said(lang, when));
    }
    line.push_str(if lang == Lang::Zh { "。" } else { "." });
    line
}
