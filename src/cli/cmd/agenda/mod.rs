//! `kam agenda`: whom to contact, why, and what to do.

mod candidates;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::resolve;
use crate::cli::show::ShowArgs;
use crate::cli::text::{self, Lang};
use crate::model::{AccountId, Day, Grade, Phone, Staff, StaffId, StoredPhone};
use crate::playbook::{Playbook, Work};
use crate::render::{AsCell as _, Cell, Tabular};
use crate::rules::agenda::{Agenda, Item, Why, plan};
use crate::store::{Known, StoreError};

use candidates::Workplaces;

/// Show whom to contact, why, and what to do
///
/// Mine, unless another is asked for; everybody's where the actor is no staff. By grade, within a
/// grade most days overdue first, then first contacts. `kam` alone is the same for today.
#[derive(clap::Args, Debug, Default)]
#[command(before_help = "\
Examples:
  kam
  kam agenda --day tomorrow
  kam agenda --owner 李娜 -o 李娜.csv
  kam agenda --all -f json
")]
pub(crate) struct AgendaArgs {
    /// Day to plan for (default: today)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    day: Option<String>,
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

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &AgendaArgs) -> CliResult {
    let session = ctx.open()?;
    let lang = ctx.ui.lang;
    let today = session.moment.today;
    let day = args.day.as_deref().map_or(Ok(today), |text| resolve::day(text, today))?;
    let staff = session.store.db().every::<Staff>()?;
    let owners = owners(args, &session, &staff)?;
    if owners.is_none() && !args.all {
        ctx.ui.status(&text::agenda_of_all(lang, &session.caller.actor))?;
        ctx.ui.status(&text::hint_of_all(lang))?;
    }
    let (agenda, days) = planned(&session, &staff, owners.as_deref(), day)?;
    let accounts: Vec<AccountId> = agenda.items.iter().map(|item| item.account).collect();
    let known = session.store.db().known_of(&accounts)?;
    let names: HashMap<StaffId, &str> = staff.iter().map(|s| (s.id, s.name.as_str())).collect();
    let people = args.show.is_for_people().then_some((lang, &session.playbook));
    let nothing = Known::default();
    let rows = agenda.items.iter().map(|item| Row {
        item,
        known: known.get(&item.account).unwrap_or(&nothing),
        last_touch: days.get(&item.account).copied(),
        owner_name: item.owner.and_then(|id| names.get(&id).copied()),
        day,
        people,
    });
    let one = owners.as_ref().is_some_and(|owners| owners.len() == 1);
    let columns = if one { COLUMNS } else { COLUMNS_OF_SEVERAL };
    let exit = ctx.ui.show(&args.show.for_people(ctx.ui.fitting(columns)), rows)?;
    say_more(ctx, &session, &agenda, &names, day, people.is_some())?;
    Ok(exit)
}

/// Returns whose agenda it is; `None` for everybody's.
fn owners(
    args: &AgendaArgs,
    session: &Session,
    staff: &[Staff],
) -> Result<Option<Vec<StaffId>>, CliError> {
    if args.all {
        return Ok(None);
    }
    if let Some(name) = &args.owner {
        return Ok(Some(vec![resolve::staff(session.store.db(), name)?]));
    }
    let Some(team) = &args.team else { return Ok(session.me().map(|me| vec![me])) };
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

/// Returns the plan, and the days of the last effective contact of those in it.
fn planned(
    session: &Session,
    staff: &[Staff],
    owners: Option<&[StaffId]>,
    day: Day,
) -> Result<(Agenda, HashMap<AccountId, Day>), StoreError> {
    let mut workplaces = Workplaces::new(session, staff)?;
    let of = owners.map(|owners| workplaces.with_absent(owners, day, day));
    let candidates = workplaces.due_by(of.as_deref(), day)?;
    let reached = candidates.iter().filter_map(|c| Some((c.account, c.reached_on?))).collect();
    let mut agenda = plan(candidates, &session.playbook, day);
    if let Some(owners) = owners {
        agenda.items.retain(|item| item.doer.is_some_and(|doer| owners.contains(&doer)));
        agenda.left_out.retain(|(doer, _)| owners.contains(doer));
    }
    Ok((agenda, reached))
}

/// Says how much is due, what was left out, and what work is suggested.
fn say_more(
    ctx: &mut Ctx<'_>,
    session: &Session,
    agenda: &Agenda,
    names: &HashMap<StaffId, &str>,
    day: Day,
    for_people: bool,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    if agenda.items.is_empty() {
        return ctx.ui.status(&text::nothing_due(lang, day));
    }
    ctx.ui.status(&text::items_due(lang, agenda.items.len(), day))?;
    let left_out: usize = agenda.left_out.iter().map(|(_, count)| count).sum();
    if left_out > 0 {
        let capacity = session.playbook.agenda.first_contacts_per_day;
        let mut line = text::first_contacts_left_out(lang, left_out, capacity);
        if let [_, _, ..] = agenda.left_out.as_slice() {
            let of = agenda.left_out.iter().map(|(owner, count)| {
                let id = owner.to_string();
                text::left_out_of(lang, names.get(owner).copied().unwrap_or(&id), count)
            });
            line = format!("{line} {}", text::join(lang, of));
        }
        ctx.ui.status(&line)?;
    }
    if for_people {
        for line in work_lines(lang, agenda, &session.playbook) {
            ctx.ui.status(&line)?;
        }
    }
    Ok(())
}

/// Returns the suggested work of the grades in the agenda, a line for each kind of work.
fn work_lines(lang: Lang, agenda: &Agenda, playbook: &Playbook) -> Vec<String> {
    let mut grades: BTreeMap<Work, BTreeSet<Option<Grade>>> = BTreeMap::new();
    for item in &agenda.items {
        grades.entry(item.work).or_default().insert(item.grade);
    }
    let lines = grades.into_iter().map(|(work, grades)| {
        let grades = grades.into_iter().map(|grade| match grade {
            Some(grade) => grade.to_string(),
            None => text::why_first(lang),
        });
        text::work_line(lang, text::join(lang, grades), text::work_steps(lang, work, playbook))
    });
    lines.collect()
}

/// An item of the agenda as a row.
struct Row<'a> {
    item: &'a Item,
    known: &'a Known,
    /// Day of the last effective contact.
    last_touch: Option<Day>,
    owner_name: Option<&'a str>,
    /// The day planned.
    day: Day,
    /// Where people read it, their language and the rules with the words.
    people: Option<(Lang, &'a Playbook)>,
}

impl Tabular for Row<'_> {
    const KEYS: &'static [&'static str] = &[
        "account",
        "deal",
        "name",
        "owner",
        "grade",
        "why",
        "since",
        "after_days",
        "tried_on",
        "purchases",
        "due",
        "days_overdue",
        "contact",
        "phone",
        "last_touch",
        "last_note",
        "work",
    ];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let (item, known) = (self.item, self.known);
        let (tried_on, purchases) = match item.why {
            Why::AttemptFollowUp { tried_on, .. } => (Some(tried_on), None),
            Why::FirstContact { tried_on, purchases, .. } => (tried_on, Some(i64::from(purchases))),
            _ => (None, None),
        };
        put(item.account.as_cell());
        put(item.deal.as_cell());
        put(known.name.as_cell());
        put(match (self.people, self.owner_name) {
            (Some(_), Some(name)) => name.as_cell(),
            _ => item.owner.as_cell(),
        });
        put(item.grade.as_cell());
        put(self.words(item.why.key(), |lang, _| text::why(lang, &item.why, self.day)));
        put(item.why.since().as_cell());
        put(item.why.after_days().as_cell());
        put(tried_on.as_cell());
        put(purchases.as_cell());
        put(item.due.as_cell());
        put(item.days_overdue.as_cell());
        put(known.contact.as_ref().map_or(Cell::Null, |contact| contact.name.as_cell()));
        // As a key: a number that is cut is no number.
        let phone = known.phone.as_ref().map(dialled);
        put(phone.as_deref().map_or(Cell::Null, Cell::Key));
        put(self.last_touch.as_cell());
        put(known.last_note.as_cell());
        put(self.words(item.work.key(), |lang, book| text::work_steps(lang, item.work, book)));
    }
}

impl Row<'_> {
    /// Returns the key, or the words for it where people read the row.
    fn words(&self, key: &'static str, say: impl FnOnce(Lang, &Playbook) -> String) -> Cell<'_> {
        match self.people {
            Some((lang, playbook)) => Cell::Text(Cow::Owned(say(lang, playbook))),
            None => Cell::Key(key),
        }
    }
}

/// Returns a number as it is dialled.
fn dialled(phone: &StoredPhone) -> String {
    let StoredPhone { number, extension, kind, .. } = phone.clone();
    Phone { number, extension, kind }.to_string()
}
