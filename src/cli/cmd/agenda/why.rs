//! `kam agenda --why`: how the agenda came to what it says of one account.

use super::rows::local;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliResult;
use crate::cli::past::Past;
use crate::cli::resolve;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Telling};
use crate::model::{
    Account, AccountId, AppointmentId, Day, DealId, Grade, Instant, Staff, StaffId,
};
use crate::render::{AsCell as _, Cell, CellType, KEY, Tabular, types};
use crate::rules::agenda::{Escalation, Step, Why, due_instead, due_of, explain};
use crate::rules::calendar::{Off, Shift};
use crate::rules::compliance::{Fate, Followed, follow, tally};

/// Prints the arithmetic of an account's item on `day`, and what became of its items so far.
pub(super) fn run(
    ctx: &mut Ctx<'_>,
    session: &Session,
    account: &str,
    day: Day,
    show: &ShowArgs,
) -> CliResult {
    let db = session.store.db();
    let account: Account = db.get(resolve::account(db, account)?)?;
    let mut workplaces = session.workplaces()?;
    let past = Past::of_one(db, &account, &session.zone)?;
    let blank = workplaces.before(&account, &past);
    let changes = past.changes(&session.playbook, &session.zone);
    let items = follow(&blank, &changes, &session.playbook, day);
    let candidate = if day < session.moment.today {
        workplaces.then(&account, &past, day).unwrap_or_else(|| blank.clone())
    } else {
        workplaces.one(&account)?
    };
    let steps = explain(&candidate, &session.playbook, day);
    if !show.is_for_people() {
        let steps = steps.iter().map(|step| of_step(account.id, step));
        let items = items.iter().map(|item| of_item(account.id, item));
        return ctx.ui.show(show, steps.chain(items));
    }
    let staff = db.every::<Staff>()?;
    let name = |id: StaffId| {
        let named = staff.iter().find(|one| one.id == id);
        named.map_or_else(|| id.to_string(), |one| one.name.clone())
    };
    let local = |at: Instant| local(at, &session.zone);
    let (lang, playbook) = (ctx.ui.lang, &session.playbook);
    let telling = Telling { lang, playbook, who: &name, when: &local };
    let mut lines = vec![format!("{} {}", account.id, account.name)];
    lines.extend(steps.iter().flat_map(|step| telling.step(step)));
    let due = due_of(&candidate, &session.playbook);
    if due.is_some_and(|(_, due)| matches!(due.why, Why::FirstContact { .. })) {
        lines.extend(telling.first_call());
    }
    if !items.is_empty() {
        lines.push(text::history_head(lang));
        lines.extend(items.iter().map(|item| {
            let now = due_instead(&candidate, playbook, (item.why, item.deal));
            telling.followed(item, now.map(|due| due.why), day)
        }));
        lines.push(text::tallied(lang, &tally(&items)));
    }
    ctx.ui.show(show, lines.into_iter().map(Line))
}

/// A sentence.
struct Line(String);

impl Tabular for Line {
    const KEYS: &'static [&'static str] = &["says"];
    const TYPES: &'static [CellType] = types![String,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.0.as_cell());
    }
}

/// A step, or an item of the past, as data.
#[derive(Default)]
pub(in crate::cli) struct Fact {
    account: Option<AccountId>,
    step: &'static str,
    deal: Option<DealId>,
    grade: Option<Grade>,
    appointment: Option<AppointmentId>,
    day: Option<Day>,
    until: Option<Day>,
    at: Option<Instant>,
    days: Option<i64>,
    staff: Option<StaffId>,
    tries: Option<i64>,
    reason: Option<&'static str>,
}

impl Tabular for Fact {
    const KEYS: &'static [&'static str] = &[
        "account",
        "step",
        "deal",
        "grade",
        "appointment",
        "day",
        "until",
        "at",
        "days",
        "staff",
        "tries",
        "reason",
    ];
    const TYPES: &'static [CellType] = types![
        Option<AccountId>,
        = KEY,
        Option<DealId>,
        Option<Grade>,
        Option<AppointmentId>,
        Option<Day>,
        Option<Day>,
        Option<Instant>,
        Option<i64>,
        Option<StaffId>,
        Option<i64>,
        = KEY.or_none(),
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.account.as_cell());
        put(Cell::Key(self.step));
        put(self.deal.as_cell());
        put(self.grade.as_cell());
        put(self.appointment.as_cell());
        put(self.day.as_cell());
        put(self.until.as_cell());
        put(self.at.map_or(Cell::Null, Cell::Instant));
        put(self.days.as_cell());
        put(self.staff.as_cell());
        put(self.tries.as_cell());
        put(self.reason.map_or(Cell::Null, Cell::Key));
    }
}

/// Returns the stable code of a day off.
pub(super) const fn off_key(off: Off) -> &'static str {
    match off {
        Off::Weekend => "weekend",
        Off::Holiday(_) => "holiday",
        Off::Closed => "closed",
        Off::Away => "away",
    }
}

fn of_step(account: AccountId, step: &Step) -> Fact {
    let fact = |step| Fact { account: Some(account), step, ..Fact::default() };
    let yes = |yes: bool| Some(if yes { "yes" } else { "no" });
    match *step {
        Step::Appointment { appointment, on, deadline, decides, .. } => Fact {
            appointment: Some(appointment),
            day: Some(on),
            reason: yes(decides),
            ..fact(if deadline { "deadline" } else { "appointment" })
        },
        Step::Warning { appointment, on, days_before } => Fact {
            appointment: Some(appointment),
            day: Some(on),
            days: Some(days_before),
            ..fact("deadline-warning")
        },
        Step::LastContact(day) => Fact { day, ..fact("last-contact") },
        Step::Skipped { on, until } => Fact { day: Some(on), until, ..fact("skipped") },
        Step::Tried { on, tries, retry_days, .. } => Fact {
            day: Some(on),
            tries: Some(i64::from(tries)),
            days: Some(i64::from(retry_days)),
            ..fact("tried")
        },
        Step::Deal { deal, grade, cadence_days, due, decides, .. } => Fact {
            deal: Some(deal),
            grade: Some(grade),
            days: Some(cadence_days),
            day: Some(due),
            reason: yes(decides.is_some()),
            ..fact("deal")
        },
        Step::Floor { deal, day } => Fact { deal: Some(deal), day: Some(day), ..fact("floor") },
        Step::Lead { beside, respond_by, .. } => {
            Fact { deal: beside, at: Some(respond_by), ..fact("lead") }
        }
        Step::FirstContact { assigned_on, .. } => {
            Fact { day: Some(assigned_on), ..fact("first-contact") }
        }
        Step::Moved { shift, to } => match shift {
            Shift::StandIn { who } => Fact { day: Some(to), staff: Some(who), ..fact("stays") },
            Shift::Earlier { from, off } | Shift::Later { from, off } => Fact {
                day: Some(from),
                until: Some(to),
                reason: Some(off_key(off)),
                ..fact("moved")
            },
            Shift::Stays => fact("stays"),
        },
        Step::StandIn { who } => Fact { staff: Some(who), ..fact("stand-in") },
        Step::HolidaysUnknown { day } => Fact { day: Some(day), ..fact("holidays-unknown") },
        Step::Nothing { owned } => Fact { reason: yes(owned), ..fact("nothing") },
        Step::Back { on, first_on } => {
            Fact { day: Some(first_on), until: Some(on), ..fact("back") }
        }
        Step::Due { day, days_overdue, escalation } => Fact {
            day: Some(day),
            days: Some(days_overdue),
            reason: escalation.map(Escalation::key),
            ..fact("due")
        },
        Step::DoneBy { from, skippable, .. } => {
            Fact { day: Some(from), reason: yes(skippable), ..fact("done-by") }
        }
    }
}

fn of_item(account: AccountId, item: &Followed) -> Fact {
    let (step, until) = match item.fate {
        Fate::OnTime { on, .. } => ("on-time", Some(on)),
        Fate::Late { on, .. } => ("late", Some(on)),
        Fate::Skipped { on, .. } => ("was-skipped", Some(on)),
        Fate::Closed { on } => ("closed", Some(on)),
        Fate::Open { back_on } => ("open", Some(back_on)),
        Fate::Vanished { on } => ("vanished", Some(on)),
    };
    Fact {
        account: Some(account),
        step,
        deal: item.deal,
        appointment: item.why.appointment(),
        day: Some(item.due),
        until,
        reason: Some(item.why.key()),
        ..Fact::default()
    }
}
