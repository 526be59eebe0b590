//! `kam skip`: items of the agenda that are passed over, with a reason.

use serde_json::Value;

use crate::cli::candidates::Workplaces;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text::{self, Lang};
use crate::cli::{given, resolve};
use crate::model::{
    Account, AnyId, Appointment, AppointmentEnd, AppointmentId, Day, DealId, Id as _, IdKind, Skip,
};
use crate::playbook::minute_of_day;
use crate::rules::agenda::{Due, Why, due_of, items_of};
use crate::rules::calendar::Shift;
use crate::store::{Column as _, Db, Op};

/// Skip items of the agenda, with a reason
///
/// An account is passed over with all that is due of it, and comes back after the cadence of its
/// grade, counted from today, or on the day of `--until`. An appointment that is due is closed as
/// skipped, and its account is due by its deals again; one that is named before its day is called
/// off, and nothing is put off by it. Deadlines may not be skipped. All items are passed over, or
/// none; of those read from a pipe, a deadline is named and stays, and the exit code is 1 where it
/// is due.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam skip A12 --reason '客户出差' --until +5d
  kam skip 多达 --reason 'on holiday'
  kam skip AP3 --reason '客户取消'
  kam agenda -f ids | kam skip - --reason '展会' --until monday
  kam agenda -f ndjson | grep new-lead | kam skip - --reason '重复线索'
")]
pub(crate) struct SkipArgs {
    /// Accounts by id or name, appointments by id; `-` reads them, or rows of `agenda -f ndjson`, from
    /// standard input
    #[arg(value_name = "ACCOUNT|APPOINTMENT")]
    named: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Day on which it comes back (default: after the cadence of the grade)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    until: Option<String>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// An item that is to be passed over, or an appointment that is to be called off before its day.
#[derive(Clone)]
struct Target {
    account: Account,
    deal: Option<DealId>,
    due: Due,
}

impl Target {
    fn is_called_off(&self, today: Day) -> bool {
        self.due.day > today
    }
}

/// An item that was passed over, and when its account is due next.
struct Skipped {
    target: Target,
    next: Option<Due>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &SkipArgs) -> CliResult {
    let session = ctx.open()?;
    let names = named(ctx, args)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| {
        let (mut wrong, mut staying) = (Vec::new(), Vec::new());
        let said = said(args, &session, &mut wrong);
        if args.named.is_empty() {
            wrong.push(CliError::usage(text::skip_nothing).hint(text::hint_skip_ids));
        }
        let targets = targets(op.db(), &session, &names, (&mut wrong, &mut staying))?;
        if args.until.is_some() {
            wrong.extend(targets.iter().filter_map(|one| put_off(one, session.moment.today)));
        }
        let (Some((reason, until)), true) = (said, wrong.is_empty()) else {
            return Err(
                CliError::joined(wrong).unwrap_or_else(|| CliError::usage(text::skip_no_reason))
            );
        };
        for (at, target) in targets.iter().enumerate() {
            let same = |other: &Target| other.account.id == target.account.id;
            // What is passed over of an account today answers for its leads.
            if lead_of(target).is_none() || !targets.iter().take(at).any(same) {
                record(op, target, &reason, until)?;
            }
        }
        let skipped = with_next(op.db(), &session, targets)?;
        Ok((skipped, staying, reason))
    })?;
    let (lang, today) = (ctx.ui.lang, session.moment.today);
    let (skipped, staying, reason) = &written.value;
    for Skipped { target, .. } in skipped {
        ctx.ui.status(&echo(lang, target, reason, today))?;
    }
    for (at, Skipped { target, next }) in skipped.iter().enumerate() {
        // Two appointments of one account come back together.
        if skipped.iter().skip(at + 1).all(|later| later.target.account.id != target.account.id) {
            ctx.ui.status(&text::due_next(lang, target.account.id, next.as_ref(), today))?;
        }
    }
    for target in staying {
        if let Some(id) = target.due.why.appointment() {
            let comes = target.due.day > today;
            let say = if comes { text::skip_stays } else { text::skip_stays_due };
            ctx.ui.status(&say(lang, id, target.account.id, target.due.day))?;
        }
    }
    ctx.report(&written)?;
    let is_due = |target: &Target| target.due.day <= today;
    Ok(if staying.iter().any(is_due) { Exit::Problems } else { Exit::Done })
}

/// Returns the reason, and the day until which; `None` where anything is wrong with them.
fn said(
    args: &SkipArgs,
    session: &Session,
    wrong: &mut Vec<CliError>,
) -> Option<(String, Option<Day>)> {
    let today = session.moment.today;
    let before = wrong.len();
    let reason = args.reason.as_deref().map(str::trim).unwrap_or_default();
    if reason.is_empty() {
        wrong.push(CliError::usage(text::skip_no_reason));
    }
    let until = match args.until.as_deref().map(|text| resolve::day_said(text, session)) {
        None => None,
        Some(Ok(day)) if day > today => Some(day),
        Some(Ok(day)) => {
            wrong.push(CliError::refused(move |lang| text::skip_until(lang, day, today)));
            None
        }
        Some(Err(error)) => {
            wrong.push(error);
            None
        }
    };
    (wrong.len() == before).then(|| (reason.to_owned(), until))
}

/// What is named to be passed over.
struct Named {
    name: String,
    /// It was read from a pipe, where what cannot be passed over stands beside what can.
    piped: bool,
    /// It is a row of the agenda, which may be one of a later day.
    row: bool,
    /// What was agreed with the account is named apart.
    but_appointments: bool,
}

/// Returns what is named: words, and in place of `-` the words or rows of the agenda of standard
/// input.
fn named(ctx: &mut Ctx<'_>, args: &SkipArgs) -> Result<Vec<Named>, CliError> {
    let mut found = Vec::new();
    for name in &args.named {
        if name != "-" {
            found.push(Named {
                name: name.clone(),
                piped: false,
                row: false,
                but_appointments: false,
            });
            continue;
        }
        for line in given::lines(ctx)?.lines().map(str::trim) {
            if line.starts_with('{') {
                found.push(row(line)?);
                continue;
            }
            let words = line.split_whitespace().map(str::to_owned);
            found.extend(words.map(|name| Named {
                name,
                piped: true,
                row: false,
                but_appointments: false,
            }));
        }
    }
    Ok(found)
}

/// Reads a row of the agenda as `-f ndjson` prints it.
fn row(line: &str) -> Result<Named, CliError> {
    let row: Value = serde_json::from_str(line).map_err(|error| {
        let detail = error.to_string();
        CliError::usage(move |lang| text::bad_json(lang, &detail))
    })?;
    let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let agreed = text("appointment").filter(|_| text("why").as_deref() != Some("deadline-warning"));
    let but_appointments = agreed.is_none();
    let name =
        agreed.or_else(|| text("account")).ok_or_else(|| CliError::usage(text::skip_no_row))?;
    Ok(Named { name, piped: true, row: true, but_appointments })
}

/// Returns the items that are named, each once and in the order given; what is none of them is
/// added to `wrong`, and a deadline that stays to `staying`: one to come, or one of a pipe.
fn targets(
    db: &Db,
    session: &Session,
    names: &[Named],
    (wrong, staying): (&mut Vec<CliError>, &mut Vec<Target>),
) -> Result<Vec<Target>, CliError> {
    let mut workplaces = session.workplaces()?;
    let mut found: Vec<Target> = Vec::new();
    let key = |one: &Target| (one.account.id, one.due.why.appointment(), lead_of(one));
    for named in names {
        match items(db, session, &mut workplaces, named) {
            Ok(items) => {
                for item in items {
                    let comes = item.due.day > session.moment.today;
                    let stays = is_deadline(&item) && (comes || named.piped);
                    let list = if stays { &mut *staying } else { &mut found };
                    if list.iter().all(|known| key(known) != key(&item)) {
                        list.push(item);
                    }
                }
            }
            Err(error) => wrong.push(error),
        }
    }
    Ok(found)
}

fn is_deadline(item: &Target) -> bool {
    matches!(item.due.why, Why::Appointment { deadline: true, .. })
}

/// Returns the deal of the lead that an item is about.
fn lead_of(item: &Target) -> Option<DealId> {
    item.deal.filter(|_| matches!(item.due.why, Why::NewLead { .. }))
}

/// Returns the items that are named: an appointment by id, or all that is due of an account. One
/// read from a pipe of which a deadline comes near alone is that deadline.
fn items(
    db: &Db,
    session: &Session,
    workplaces: &mut Workplaces<'_>,
    named: &Named,
) -> Result<Vec<Target>, CliError> {
    let (name, today) = (&named.name, session.moment.today);
    if let Some(id) = AnyId::parse(name).filter(|id| id.kind == IdKind::AppointmentId) {
        let target = of_appointment(db, AppointmentId::new(id.number))?;
        if !(named.piped && is_deadline(&target)) {
            refuse(&target, !named.row, today)?;
        }
        return Ok(vec![target]);
    }
    let account: Account = db.get(resolve::account(db, name)?)?;
    let candidate = workplaces.one(&account)?;
    let all = items_of(&candidate, &session.playbook).into_iter().map(|(deal, due)| {
        let agreed = candidate.appointments.iter();
        let agreed = agreed.clone().find(|one| Some(one.appointment) == due.why.appointment());
        let deal = agreed.and_then(|one| one.deal).or(deal.map(|deal| deal.deal));
        Target { account: account.clone(), deal, due }
    });
    let all: Vec<Target> = all.collect();
    let meant = |item: &&Target| !(named.but_appointments && item.due.why.appointment().is_some());
    let due = all.iter().filter(meant).filter(|item| item.due.day <= today);
    let due: Vec<Target> = due.cloned().collect();
    let Some(first) = due.first().or_else(|| all.first()) else {
        let id = account.id;
        return Err(CliError::refused(move |lang| text::skip_never_due(lang, id)));
    };
    if due.is_empty() {
        if let Some(deadline) = all.iter().find(|item| is_deadline(item)).filter(|_| named.piped) {
            return Ok(vec![deadline.clone()]);
        }
        refuse(first, false, today)?;
    }
    let mut asked = due.iter().filter(|item| !(named.piped && is_deadline(item)));
    asked.try_for_each(|item| refuse(item, false, today))?;
    Ok(due)
}

/// Returns the item of an open appointment.
fn of_appointment(db: &Db, id: AppointmentId) -> Result<Target, CliError> {
    let one: Appointment = db.get(id)?;
    if let Some(day) = one.closed_on {
        return Err(CliError::refused(move |lang| text::appointment_over(lang, id, day)));
    }
    let minute = one.time.as_deref().and_then(minute_of_day);
    let why = Why::Appointment { appointment: id, on: one.day, minute, deadline: one.deadline };
    let due = Due::on(one.day, why, Shift::Stays);
    Ok(Target { account: db.get(one.account)?, deal: one.deal, due })
}

/// Refuses deadlines, and what is not due by `today`, but for appointments that are named.
fn refuse(target: &Target, named: bool, today: Day) -> Result<(), CliError> {
    let (account, due) = (target.account.id, target.due);
    let late = due.day <= today;
    match due.why {
        Why::Appointment { appointment: id, on, deadline: true, .. } if named || late => {
            Err(CliError::refused(move |lang| text::skip_deadline(lang, id, account, on))
                .hint(move |lang| text::hint_skip_deadline(lang, id, account)))
        }
        Why::Appointment { deadline: false, .. } if named => Ok(()),
        Why::Appointment { appointment: id, deadline: false, .. } if !late => {
            Err(CliError::refused(move |lang| text::skip_not_due(lang, account, due.day))
                .hint(move |lang| text::hint_skip_move(lang, id)))
        }
        _ if !late => {
            Err(CliError::refused(move |lang| text::skip_not_due(lang, account, due.day)))
        }
        _ => Ok(()),
    }
}

/// Returns why a day to come back on does not go with an appointment that would be called off.
fn put_off(target: &Target, today: Day) -> Option<CliError> {
    let (id, on) = (target.due.why.appointment()?, target.due.day);
    target.is_called_off(today).then(|| {
        CliError::usage(move |lang| text::skip_called_off_until(lang, id, on))
            .hint(move |lang| text::hint_skip_move(lang, id))
    })
}

/// Writes the skip, closes the appointment, and keeps the days on the account.
fn record(
    op: &mut Op<'_>,
    target: &Target,
    reason: &str,
    until: Option<Day>,
) -> Result<(), CliError> {
    let Target { account, deal, due } = target;
    let (id, today) = (op.next_id()?, op.today());
    let called_off = target.is_called_off(today);
    let ending = if called_off { AppointmentEnd::CalledOff } else { AppointmentEnd::Skipped };
    op.insert(&Skip {
        id,
        account: account.id,
        deal: *deal,
        appointment: due.why.appointment(),
        due_on: due.first_on,
        day: today,
        until,
        reason: reason.to_owned(),
        staff: op.staff(),
    })?;
    if let Some(appointment) = due.why.appointment() {
        op.update(
            appointment,
            &[("closed_on", Some(today).to_val()), ("ending", Some(ending).to_val())],
        )?;
    }
    if called_off {
        return Ok(());
    }
    op.update(
        account.id,
        &[("skipped_on", Some(today).to_val()), ("skipped_until", until.to_val())],
    )?;
    Ok(())
}

/// Adds to what was passed over when its account is due next by the records as they are now.
fn with_next(db: &Db, session: &Session, targets: Vec<Target>) -> Result<Vec<Skipped>, CliError> {
    let mut workplaces = session.workplaces()?;
    let next = |target: Target| {
        let candidate = workplaces.one(&db.get::<Account>(target.account.id)?)?;
        let next = due_of(&candidate, &session.playbook).map(|(_, due)| due);
        Ok(Skipped { target, next })
    };
    targets.into_iter().map(next).collect()
}

fn echo(lang: Lang, target: &Target, reason: &str, today: Day) -> String {
    let Target { account, deal, due } = target;
    let what = match (due.why.appointment(), deal) {
        (Some(id), _) => id.to_string(),
        (None, Some(id)) => id.to_string(),
        (None, None) => text::why_first(lang),
    };
    let why = text::why(lang, &due.why, today);
    let item = if target.is_called_off(today) {
        text::called_off_item(lang, account.id, &account.name, what, why)
    } else {
        text::skipped_item(lang, account.id, &account.name, what, due.first_on, why)
    };
    text::sentence(lang, &[item, text::skipped_reason(lang, reason)])
}
