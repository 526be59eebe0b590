//! `kam agenda`: whom to contact, why, and what to do.

mod rows;
mod said;
pub(super) mod sheet;
mod why;

pub(super) use rows::Row;
pub(super) use why::Fact;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::{filters, resolve, text};
use crate::model::{AccountId, Day, Staff, StaffId};
use crate::rules::agenda::{Agenda, Why, plan_span};
use crate::store::StoreError;

use rows::{Background, Telling};

/// Show whom to contact, why, and what to do
///
/// Mine, unless another is asked for; everybody's where the actor is no staff. Appointments and
/// deadlines come first, then new leads, then by grade, within a grade most days overdue first,
/// then first contacts. `kam` alone is the same for today.
///
/// Written to a workbook (`-o 李娜.xlsx`) it is a sheet to be filled in: the day, the ids, what is
/// to be known of each, and blank columns for what came of it. `kam import 李娜.xlsx --source
/// touches` takes it back, again as often as more rows are filled in.
#[derive(clap::Args, Debug, Default)]
#[command(before_help = "\
Examples:
  kam
  kam agenda --day tomorrow
  kam agenda --days 7
  kam agenda --now
  kam agenda --why A12
  kam agenda --owner 李娜 -o 李娜.xlsx
  kam agenda --all -f json
")]
pub(crate) struct AgendaArgs {
    /// Day to plan for (default: today); one that is past as it was that evening, by what is recorded
    /// of it
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    day: Option<String>,
    /// Plan so many days from that day on: each item on the day it falls due
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=92))]
    days: u32,
    /// Only new leads that nobody tried to answer yet, least time left first
    #[arg(long, conflicts_with_all = ["day", "days"])]
    now: bool,
    /// How the agenda came to what it says of one account, by id or name, and its items so far
    #[arg(long, value_name = "ACCOUNT", conflicts_with_all = ["days", "now", "owner", "team", "all"])]
    why: Option<String>,
    /// Whose agenda, by id or name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["team", "all"])]
    owner: Option<String>,
    /// The agendas of a team
    #[arg(long, conflicts_with = "all")]
    team: Option<String>,
    /// Everybody's agenda, and what is due in the pool
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    show: ShowArgs,
}

/// Columns of the table; a narrow line goes without the last.
const COLUMNS: &[&str] =
    &["account", "name", "grade", "why", "days_overdue", "contact", "phone", "last_note"];
/// The same for several owners.
const COLUMNS_OF_SEVERAL: &[&str] =
    &["account", "name", "owner", "grade", "why", "days_overdue", "phone", "contact"];
/// The same for several days.
const COLUMNS_OF_DAYS: &[&str] =
    &["day", "account", "name", "grade", "why", "contact", "phone", "last_note"];
/// Columns of new leads.
const COLUMNS_OF_LEADS: &[&str] =
    &["account", "name", "owner", "respond_by", "minutes_left", "phone", "contact", "last_note"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &AgendaArgs) -> CliResult {
    let session = ctx.open()?;
    let lang = ctx.ui.lang;
    let today = session.moment.today;
    let day = args.day.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
    if let Some(account) = &args.why {
        return why::run(ctx, &session, account, day, &args.show);
    }
    let owners = owners(args, &session)?;
    if owners.is_none() && !args.all {
        ctx.ui.status(&text::agenda_of_all(lang, &session.caller.actor))?;
        ctx.ui.status(&text::hint_of_all(lang))?;
    }
    let days = args.days.max(1);
    let within = filters::in_context(ctx, &session)?;
    let (mut plans, reached) = planned(&session, owners.as_deref(), (day, days), within.as_ref())?;
    if args.now {
        for (_, agenda) in &mut plans {
            agenda.items.retain(|item| matches!(item.why, Why::NewLead { .. }));
            agenda.left_out.clear();
        }
    }
    let accounts: BTreeSet<AccountId> =
        plans.iter().flat_map(|(_, agenda)| &agenda.items).map(|item| item.account).collect();
    let accounts: Vec<AccountId> = accounts.into_iter().collect();
    let people = args.show.is_for_people().then_some(lang);
    let columns = match owners.as_deref() {
        _ if args.now => COLUMNS_OF_LEADS,
        _ if days > 1 => COLUMNS_OF_DAYS,
        Some([_]) => COLUMNS,
        _ => COLUMNS_OF_SEVERAL,
    };
    let asked = |column: &str| args.show.asks(column);
    let background = Background::of(session.store.db(), &accounts, &session.playbook, asked)?;
    let telling = Telling {
        people,
        playbook: &session.playbook,
        zone: &session.zone,
        now: args.now.then_some(session.moment.at),
        names: &session.store.db().names_of_staff(people_of(&plans))?,
        known: &session.store.db().known_of(&accounts)?,
        reached: &reached,
        background: &background,
    };
    let rows = plans.iter().flat_map(|(day, agenda)| {
        agenda.items.iter().map(|item| Row { item, day: *day, telling: &telling })
    });
    let exit = match sheet::asked(&args.show) {
        Some(path) => sheet::write(ctx, &args.show, path, rows)?,
        None => ctx.ui.show(&args.show.for_people(ctx.ui.fitting(columns)), rows)?,
    };
    if args.now {
        let none = plans.iter().all(|(_, agenda)| agenda.items.is_empty());
        let others = if none && owners.is_some() {
            session.workplaces()?.leads_waiting(day, within.as_ref())?
        } else {
            0
        };
        said::leads(ctx, &plans, (session.moment.at, others))?;
    } else {
        said::agenda(ctx, &plans, &telling)?;
    }
    Ok(exit)
}

/// Returns everybody that agendas speak of.
fn people_of(plans: &[(Day, Agenda)]) -> impl Iterator<Item = StaffId> {
    plans.iter().flat_map(|(_, agenda)| {
        let left_out = agenda.left_out.iter().map(|one| one.doer);
        agenda.items.iter().flat_map(|item| [item.owner, item.doer]).flatten().chain(left_out)
    })
}

/// Returns whose agenda it is; `None` for everybody's.
fn owners(args: &AgendaArgs, session: &Session) -> Result<Option<Vec<StaffId>>, CliError> {
    if args.all {
        return Ok(None);
    }
    if let Some(name) = &args.owner {
        return Ok(Some(vec![resolve::staff(session.store.db(), name)?]));
    }
    let Some(team) = &args.team else { return Ok(session.me().map(|me| vec![me])) };
    let staff = session.store.db().every::<Staff>()?;
    let of = |staff: &&Staff| staff.team.as_ref() == Some(team);
    let members: Vec<StaffId> = staff.iter().filter(of).map(|staff| staff.id).collect();
    if members.is_empty() {
        let known: BTreeSet<String> = staff.iter().filter_map(|s| s.team.clone()).collect();
        let team = team.clone();
        return Err(CliError::refused(move |lang| {
            let known = if known.is_empty() {
                text::no_teams(lang)
            } else {
                text::join(lang, known.clone())
            };
            text::unknown_team(lang, &team, known)
        }));
    }
    Ok(Some(members))
}

/// The agendas of days, and the days of the last effective contact of those who are in them.
type Plans = (Vec<(Day, Agenda)>, HashMap<AccountId, Day>);

/// Returns the plans of so many days from the first on, of the accounts `within` where there is a
/// choice. Whom others stand in for is planned too, and only what the owners do themselves is kept.
fn planned(
    session: &Session,
    owners: Option<&[StaffId]>,
    (first, days): (Day, u32),
    within: Option<&HashSet<AccountId>>,
) -> Result<Plans, StoreError> {
    let last = first.plus_days(i64::from(days) - 1);
    let mut workplaces = session.workplaces()?;
    let of = owners.map(|owners| workplaces.with_absent(owners, first, last));
    let mut candidates = if first < session.moment.today {
        workplaces.due_then(of.as_deref(), first, last)?
    } else {
        workplaces.due_by(of.as_deref(), last)?
    };
    let made = workplaces.first_contacts_made(&candidates, first)?;
    if let Some(within) = within {
        candidates.retain(|candidate| within.contains(&candidate.account));
    }
    let mut plans = plan_span(&candidates, &session.playbook, (first, days), &made);
    if let Some(owners) = owners {
        for (_, agenda) in &mut plans {
            agenda.items.retain(|item| item.doer.is_some_and(|doer| owners.contains(&doer)));
            agenda.left_out.retain(|one| owners.contains(&one.doer));
        }
    }
    let reached = candidates.into_iter().filter_map(|c| Some((c.account, c.reached_on?)));
    Ok((plans, reached.collect()))
}
