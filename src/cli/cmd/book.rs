//! `kam book`: appointments and deadlines.

mod list;
mod plan;

pub(in crate::cli) use list::Row as Open;

use plan::Plan;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::cli::ui::Ui;
use crate::model::{
    AccountId, Appointment, AppointmentEnd, AppointmentId, Choice as _, Day, DealId, Staff,
    TouchKind,
};
use crate::rules::agenda::{Due, due_of};
use crate::rules::calendar::Off;
use crate::store::{Column as _, Db, Op, StoreError, Written};

/// Agree on a contact with an account, or list what is agreed
///
/// Plain words in any order: the account (id, name or part of it, a contact, a phone, a deal), the
/// day, a time of day, the kind, who of us. One word that no list knows is the purpose. Options say
/// the same. An open appointment decides when its account is due, whatever the cadence, and never
/// moves by itself; `--instead` puts a new one in the place of an open one, of which it keeps what
/// is not said. A deadline may not be skipped. Without anything, open appointments are listed, the
/// earliest first: those with my accounts and those that I have with others' accounts, or everybody's
/// where the actor is no staff.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam book 多达 下周三 14:30 拜访 签合同
  kam book A12 +3d --deadline --purpose 'tender closes'
  kam book --instead AP3 friday
  kam book
  kam book --all -f csv
")]
pub(crate) struct BookArgs {
    /// Words in any order
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// List everybody's appointments
    #[arg(long, conflicts_with_all = ["words", "account", "on", "time", "kind", "deadline", "deal", "contact", "by", "purpose", "instead", "dry_run"])]
    all: bool,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

/// What is said by options. Words say the rest.
#[derive(clap::Args, Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    /// Account, by id or name
    #[arg(long)]
    account: Option<String>,
    /// Day agreed
    #[arg(long, value_name = "DAY", alias = "next", allow_hyphen_values = true)]
    on: Option<String>,
    /// Time of day agreed
    #[arg(long, value_name = "HH:MM")]
    time: Option<String>,
    /// How: call 电话, visit 拜访, showroom 到店, test-drive 试驾 and the other kinds of touch
    #[arg(long)]
    kind: Option<TouchKind>,
    /// It may not be skipped
    #[arg(long)]
    deadline: bool,
    /// Deal it is about (default: the only open one)
    #[arg(long)]
    deal: Option<DealId>,
    /// Person it is with, by id or name
    #[arg(long)]
    contact: Option<String>,
    /// Who of us, by id or name (default: the owner of the account, else who acts)
    #[arg(long, value_name = "STAFF")]
    by: Option<String>,
    /// What for
    #[arg(long, value_name = "TEXT", alias = "note")]
    purpose: Option<String>,
    /// Open appointment whose place it takes
    #[arg(long, value_name = "APPOINTMENT")]
    instead: Option<AppointmentId>,
}

/// What was agreed, with what there is to say about it.
struct Booked {
    plan: Plan,
    id: AppointmentId,
    /// Why the shop or the owner does not work that day.
    off: Option<Off>,
    /// Who stands in for the owner that day.
    stand_in: Option<Staff>,
    /// Other open appointments of the account, the earliest first.
    others: Vec<Appointment>,
    next: Option<Due>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &BookArgs) -> CliResult {
    let session = ctx.open()?;
    if args.words.is_empty() && args.asked == Asked::default() {
        if args.dry_run {
            return Err(CliError::usage(text::book_nothing).hint(text::hint_words_account));
        }
        return list::run(ctx, &session, args.all, &args.show);
    }
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let plan = Plan::of(&args.words, &args.asked, &session, op.db())?;
        record(op, plan, &session)
    })?;
    let today = session.moment.today;
    for line in echo(&ctx.ui, &written, today) {
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Writes the appointment, and closes the one whose place it takes.
fn record(op: &mut Op<'_>, plan: Plan, session: &Session) -> Result<Booked, CliError> {
    let today = op.today();
    let id: AppointmentId = op.next_id()?;
    op.insert(&Appointment {
        id,
        account: plan.account.id,
        deal: plan.deal,
        contact: plan.contact.as_ref().map(|contact| contact.id),
        staff: plan.staff.as_ref().map(|staff| staff.id),
        day: plan.day,
        time: plan.time.clone(),
        deadline: plan.deadline,
        purpose: plan.purpose.clone(),
        closed_on: None,
        kind: plan.kind,
        booked_on: Some(today),
        ending: None,
    })?;
    if let Some(was) = &plan.instead {
        let moved = Some(AppointmentEnd::Moved).to_val();
        op.update(was.id, &[("closed_on", Some(today).to_val()), ("ending", moved)])?;
    }
    let db = op.db();
    let candidate = session.workplaces()?.one(&plan.account)?;
    let calendar = &candidate.workplace.calendar;
    let stand_in = calendar.stand_in(plan.day);
    let mut others = open_appointments(db, plan.account.id)?;
    others.retain(|one| one.id != id);
    Ok(Booked {
        id,
        off: calendar.off(plan.day),
        stand_in: stand_in.map(|who| db.get::<Staff>(who)).transpose()?,
        others,
        next: due_of(&candidate, &session.playbook).map(|(_, due)| due),
        plan,
    })
}

/// Returns the open appointments of an account, the earliest first.
pub(in crate::cli) fn open_appointments(
    db: &Db,
    account: AccountId,
) -> Result<Vec<Appointment>, StoreError> {
    let mut found: Vec<Appointment> = db.having("account", &account.to_val())?;
    found.retain(|one| one.closed_on.is_none());
    found.sort_by_key(|one| (one.day, one.time.clone(), one.id));
    Ok(found)
}

/// Returns what was agreed, what to mind, and when the account is due next, in lines.
fn echo(ui: &Ui<'_>, written: &Written<Booked>, today: Day) -> Vec<String> {
    let (lang, booked) = (ui.lang, &written.value);
    let plan = &booked.plan;
    let mut lines = vec![agreed(ui, written)];
    lines.extend(plan.first_of.as_ref().map(|word| text::taken_as_first(lang, word, plan.day)));
    if let Some(off) = booked.off {
        lines.push(text::book_day_off(lang, plan.day, text::day_off(lang, off)));
    }
    if let Some(who) = &booked.stand_in {
        lines.push(text::book_stand_in(lang, plan.day, &who.name));
    }
    lines.extend(text::also_open(lang, plan.account.id, &booked.others));
    lines.push(text::due_next(lang, plan.account.id, booked.next.as_ref(), today));
    lines
}

/// Returns what was agreed, in one line.
fn agreed(ui: &Ui<'_>, written: &Written<Booked>) -> String {
    let (lang, booked) = (ui.lang, &written.value);
    let plan = &booked.plan;
    let when = text::on_day(plan.day, plan.time.as_deref());
    let when = if plan.deadline { text::booked_deadline(lang, when) } else { when };
    let id = written.shown(booked.id);
    let mut parts = vec![text::booked(lang, id, plan.account.id, &plan.account.name), when];
    parts.extend(plan.kind.map(|kind| ui.word("kind", kind.key()).to_owned()));
    parts.extend(plan.deal.map(|deal| text::touch_about(lang, deal)));
    parts.extend(plan.contact.as_ref().map(|contact| text::touch_with(lang, &contact.name)));
    parts.extend(plan.staff.as_ref().map(|staff| text::touch_by(lang, &staff.name)));
    parts.extend(plan.purpose.as_ref().map(|purpose| text::booked_for(lang, purpose)));
    let was = plan.instead.as_ref();
    parts.extend(
        was.map(|was| {
            text::booked_instead(lang, was.id, text::on_day(was.day, was.time.as_deref()))
        }),
    );
    match lang {
        Lang::En => format!("{}.", parts.join(", ")),
        Lang::Zh => format!("{}。", parts.join("，")),
    }
}
