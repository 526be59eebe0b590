//! `kam staff off`: days on which people of ours are away, and who stands in.

use std::collections::HashMap;

use crate::cli::context::Ctx;
use crate::cli::days_off::{self, Whose};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, text};
use crate::model::{Day, DayOff, DayOffId, Staff, StaffId};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::store::{Db, Op};

#[derive(clap::Args, Debug)]
pub(super) struct Off {
    /// Who is away, by id or name
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// First day off: 2026-05-01, tomorrow, +3d
    first: Option<String>,
    /// Last day off, inclusive (default: the first)
    last: Option<String>,
    /// Who does what falls due meanwhile, by id or name
    #[arg(long, value_name = "NAME", requires = "first")]
    stand_in: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "first")]
    note: Option<String>,
    /// Take an entry back, such as F3
    #[arg(long, value_name = "ID", conflicts_with = "name")]
    remove: Option<DayOffId>,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    show: ShowArgs,
}

pub(super) fn run(ctx: &mut Ctx<'_>, args: &Off) -> CliResult {
    match (args.remove, &args.name, &args.first) {
        (Some(id), _, _) => days_off::remove(ctx, id, Whose::Staff, args.dry_run),
        (None, Some(name), Some(first)) => enter(ctx, args, name, first),
        (None, name, _) => list(ctx, &args.show, name.as_deref()),
    }
}

fn enter(ctx: &mut Ctx<'_>, args: &Off, name: &str, first: &str) -> CliResult {
    let session = ctx.open()?;
    let (db, today) = (session.store.db(), session.moment.today);
    let person = |name: &str| Ok::<Staff, CliError>(db.get(resolve::staff(db, name)?)?);
    let stand_in = args.stand_in.as_deref().map(person).transpose();
    let days = days_off::span(first, args.last.as_deref(), today);
    let (staff, stand_in, (first_day, last_day)) = match (person(name), stand_in, days) {
        (Ok(staff), Ok(stand_in), Ok(days)) => (staff, stand_in, days),
        (staff, stand_in, days) => {
            let wrong = [staff.err(), stand_in.err(), days.err()].into_iter().flatten().collect();
            return CliError::joined(wrong).map_or(Ok(Exit::Done), Err);
        }
    };
    let wanted = DayOff {
        id: DayOffId(0),
        shop: None,
        staff: Some(staff.id),
        first_day,
        last_day,
        stand_in: stand_in.as_ref().map(|one| one.id),
        note: args.note.clone(),
    };
    let written = session
        .store
        .write(&session.caller, args.dry_run, |op| insert(op, wanted, &staff, stand_in.as_ref()))?;
    let (lang, id) = (ctx.ui.lang, written.shown(written.value));
    let days = text::days_span(lang, first_day, last_day);
    ctx.ui.status(&match &stand_in {
        Some(one) => text::staff_away_for(lang, id, &staff.name, days, &one.name),
        None => text::staff_away(lang, id, &staff.name, days),
    })?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Writes the entry; refuses what would leave nobody to do the work, with every reason.
fn insert(
    op: &mut Op<'_>,
    wanted: DayOff,
    staff: &Staff,
    stand_in: Option<&Staff>,
) -> Result<DayOffId, CliError> {
    let known = Whose::Staff.every(op.db())?;
    let mut wrong = left(staff, wanted.first_day);
    for other in known.iter().filter(|other| days_off::overlap(other, &wanted)) {
        if other.staff == wanted.staff {
            wrong.push(days_off::there(other, &staff.name));
        }
        if other.stand_in == wanted.staff {
            wrong.push(stands_in(op.db(), other, staff)?);
        }
        if let Some(one) = stand_in.filter(|one| one.id != staff.id && other.staff == Some(one.id))
        {
            wrong.push(away_too(other, one));
        }
    }
    if let Some(one) = stand_in {
        let name = one.name.clone();
        if one.id == staff.id {
            wrong.push(CliError::refused(move |lang| text::stand_in_same(lang, &name)));
        } else {
            wrong.extend(left(one, wanted.last_day));
        }
    }
    if let Some(error) = CliError::joined(wrong) {
        return Err(error);
    }
    let id = op.next_id()?;
    op.insert(&DayOff { id, ..wanted })?;
    Ok(id)
}

/// Returns that somebody has left before a day, where they have.
fn left(staff: &Staff, day: Day) -> Vec<CliError> {
    let gone = staff.left_on.filter(|left| *left < day).map(|left| {
        let name = staff.name.clone();
        CliError::refused(move |lang| text::has_left(lang, &name, left))
    });
    gone.into_iter().collect()
}

fn away_too(other: &DayOff, stand_in: &Staff) -> CliError {
    let (name, id) = (stand_in.name.clone(), other.id);
    let (first, last) = (other.first_day, other.last_day);
    CliError::refused(move |lang| {
        text::stand_in_away(lang, &name, text::days_span(lang, first, last), id)
    })
}

/// Returns that somebody does another's work on days on which they are to be away.
fn stands_in(db: &Db, other: &DayOff, staff: &Staff) -> Result<CliError, CliError> {
    let (name, id) = (staff.name.clone(), other.id);
    let (first, last) = (other.first_day, other.last_day);
    let whose = other.staff.map(|id| db.get::<Staff>(id)).transpose()?;
    let whose = whose.map_or_else(String::new, |one| one.name);
    let refused = CliError::refused(move |lang| {
        text::stands_in_for(lang, &name, &whose, text::days_span(lang, first, last), id)
    });
    Ok(refused
        .hint(move |lang| text::hint_day_off_remove(lang, "staff off", id))
        .hint(text::hint_stand_in_first))
}

fn list(ctx: &mut Ctx<'_>, show: &ShowArgs, name: Option<&str>) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let only = name.map(|name| resolve::staff(db, name)).transpose()?;
    let mut days_off = Whose::Staff.every(db)?;
    days_off.retain(|off| only.is_none() || off.staff == only);
    days_off::in_order(&mut days_off, session.moment.today);
    if days_off.is_empty() {
        ctx.ui.status(&text::no_days_off(ctx.ui.lang))?;
    }
    let staff = db.every::<Staff>()?;
    let names: Option<HashMap<StaffId, &str>> =
        show.is_for_people().then(|| staff.iter().map(|one| (one.id, one.name.as_str())).collect());
    ctx.ui.show(show, days_off.iter().map(|off| Absence { off, names: names.as_ref() }))
}

/// Days on which a person is away, as a row.
pub(in crate::cli) struct Absence<'a> {
    off: &'a DayOff,
    /// Names of staff, where people read the row.
    names: Option<&'a HashMap<StaffId, &'a str>>,
}

impl Absence<'_> {
    fn staff(&self, id: Option<StaffId>) -> Cell<'_> {
        let name = id.and_then(|id| self.names?.get(&id).copied());
        match name {
            Some(name) => name.as_cell(),
            None => id.map_or(Cell::Null, |id| Cell::Id(id.into())),
        }
    }
}

impl Tabular for Absence<'_> {
    const KEYS: &'static [&'static str] =
        &["day_off", "staff", "first_day", "last_day", "stand_in", "note"];
    const TYPES: &'static [CellType] =
        types![DayOffId, Option<StaffId>, Day, Day, Option<StaffId>, Option<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        put(self.off.id.as_cell());
        put(self.staff(self.off.staff));
        put(self.off.first_day.as_cell());
        put(self.off.last_day.as_cell());
        put(self.staff(self.off.stand_in));
        put(self.off.note.as_cell());
    }
}
