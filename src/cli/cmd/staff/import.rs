//! `kam staff import`: a table of staff into the store.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::resolve;
use crate::cli::roster::{RosterArgs, Table, Tally, read};
use crate::ingest::roster::{Roster, StaffEntry, staff};
use crate::model::{CellProblem, ShopId, Staff, StaffRole};
use crate::store::Op;

pub(super) fn run(ctx: &mut Ctx<'_>, args: &RosterArgs) -> CliResult {
    let session = ctx.open()?;
    let table = read(ctx, args, staff)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| write(op, &table))?;
    table.report(ctx, &written)?;
    Ok(Exit::Done)
}

/// Adds people and fills in what is missing of those we have; changes nothing where a row cannot
/// be used.
fn write(op: &mut Op<'_>, table: &Table<StaffEntry>) -> Result<Tally, CliError> {
    let known = op.db().every::<Staff>()?;
    let mut problems = Vec::new();
    let mut plan: Vec<(&StaffEntry, Option<&Staff>, Option<ShopId>)> = Vec::new();
    for entry in &table.roster.entries {
        let shop = shop(op, &table.roster, entry)?;
        let person = person(&table.roster, &known, entry).and_then(|person| {
            let same = |other: &&Staff| person.is_some_and(|person| person.id == other.id);
            match plan.iter().find(|(_, other, _)| other.as_ref().is_some_and(same)) {
                Some((first, ..)) => {
                    let (name, line) = (&entry.name, first.line);
                    Err(table.roster.problem(entry.line, "name", name, "row-repeated", line))
                }
                None => Ok(person),
            }
        });
        match (person, shop) {
            (Ok(person), Ok(shop)) => plan.push((entry, person, shop)),
            (person, shop) => problems.extend(person.err().into_iter().chain(shop.err())),
        }
    }
    if let Some(refusal) = table.refusal(problems) {
        return Err(refusal);
    }
    let mut tally = Tally::default();
    for (entry, person, shop) in plan {
        if let Some(person) = person {
            let wanted = completed(&table.roster, person, entry, shop, &mut tally);
            let changed = op.save(person, &wanted)?;
            *(if changed { &mut tally.changed } else { &mut tally.unchanged }) += 1;
        } else {
            let new = Staff { id: op.next_id()?, ..made(entry, shop) };
            op.insert(&new)?;
            tally.added += 1;
        }
    }
    Ok(tally)
}

/// Returns the shop that a row names, or the problem that it names none.
fn shop(
    op: &Op<'_>,
    roster: &Roster<StaffEntry>,
    entry: &StaffEntry,
) -> Result<Result<Option<ShopId>, CellProblem>, CliError> {
    let Some(name) = &entry.shop else { return Ok(Ok(None)) };
    match resolve::shop(op.db(), name) {
        Ok(shop) => Ok(Ok(Some(shop))),
        Err(error) if matches!(error.code(), 2 | 3) => {
            Ok(Err(roster.problem(entry.line, "shop", name, "shop-unknown", "")))
        }
        Err(error) => Err(error),
    }
}

/// Returns whom of those we have a row is about: by login, else by name.
fn person<'k>(
    roster: &Roster<StaffEntry>,
    known: &'k [Staff],
    entry: &StaffEntry,
) -> Result<Option<&'k Staff>, CellProblem> {
    let shown = |staff: &Staff| format!("{} {}", staff.id, staff.name);
    let named = known.iter().find(|staff| staff.name == entry.name);
    let Some(login) = &entry.login else { return Ok(named) };
    let has_login =
        |staff: &&Staff| staff.login.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(login));
    match (known.iter().find(has_login), named) {
        (Some(owner), Some(named)) if owner.id != named.id => {
            Err(roster.problem(entry.line, "login", login, "login-taken", shown(owner)))
        }
        (Some(owner), _) => Ok(Some(owner)),
        (None, Some(named)) if named.login.is_some() => {
            Err(roster.problem(entry.line, "name", &entry.name, "name-taken", shown(named)))
        }
        (None, named) => Ok(named),
    }
}

/// Returns a person of whom nothing is known but the row.
fn made(entry: &StaffEntry, shop: Option<ShopId>) -> Staff {
    let roles =
        if entry.roles.is_empty() { vec![StaffRole::Consultant] } else { entry.roles.clone() };
    Staff {
        id: crate::model::StaffId(0),
        name: entry.name.clone(),
        aliases: entry.aliases.clone(),
        login: entry.login.clone(),
        shop,
        team: entry.team.clone(),
        roles,
        hired_on: entry.hired_on,
        left_on: None,
    }
}

/// Returns a person with what the row adds: blanks filled, names and roles joined. What differs
/// is kept and noted.
fn completed(
    roster: &Roster<StaffEntry>,
    known: &Staff,
    entry: &StaffEntry,
    shop: Option<ShopId>,
    tally: &mut Tally,
) -> Staff {
    let mut wanted = known.clone();
    for name in entry.aliases.iter().chain([&entry.name]) {
        if *name != wanted.name && !wanted.aliases.contains(name) {
            wanted.aliases.push(name.clone());
        }
    }
    for role in &entry.roles {
        if !wanted.roles.contains(role) {
            wanted.roles.push(*role);
        }
    }
    if wanted.login.is_none() {
        wanted.login.clone_from(&entry.login);
    }
    let otherwise = |field| {
        move |said: &str, kept: &str| {
            roster.problem(entry.line, field, said, "known-otherwise", kept)
        }
    };
    let named = entry.shop.as_deref().unwrap_or_default();
    tally.fill(&mut wanted.shop, shop, |_, kept| otherwise("shop")(named, kept));
    tally.fill(&mut wanted.team, entry.team.clone(), otherwise("team"));
    tally.fill(&mut wanted.hired_on, entry.hired_on, otherwise("hired_on"));
    wanted
}
