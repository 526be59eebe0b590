//! `kam shop import`: a table of points of sale into the store.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::roster::{RosterArgs, Table, Tally, read};
use crate::ingest::roster::{ShopEntry, shops};
use crate::model::{CalendarPreset, Shop};
use crate::store::Op;

pub(super) fn run(ctx: &mut Ctx<'_>, args: &RosterArgs) -> CliResult {
    let session = ctx.open()?;
    let table = read(ctx, args, shops)?;
    let written = session.store.write(&session.caller, args.dry_run, |op| write(op, &table))?;
    table.report(ctx, &written)?;
    Ok(Exit::Done)
}

/// Adds shops and fills in what is missing of those we have; changes nothing where a row cannot
/// be used.
fn write(op: &mut Op<'_>, table: &Table<ShopEntry>) -> Result<Tally, CliError> {
    if let Some(refusal) = table.refusal(Vec::new()) {
        return Err(refusal);
    }
    let known = op.db().every::<Shop>()?;
    let mut tally = Tally::default();
    for entry in &table.roster.entries {
        let Some(shop) = known.iter().find(|shop| shop.name == entry.name) else {
            let (name, brand, city) = (entry.name.clone(), entry.brand.clone(), entry.city.clone());
            let calendar = entry.calendar.unwrap_or(CalendarPreset::Dealer);
            let id = op.next_id()?;
            op.insert(&Shop { id, name, brand, city, calendar, opens_at: None, closes_at: None })?;
            tally.added += 1;
            continue;
        };
        let mut wanted = shop.clone();
        let otherwise = |field| {
            move |said: &str, kept: &str| {
                table.roster.problem(entry.line, field, said, "known-otherwise", kept)
            }
        };
        tally.fill(&mut wanted.brand, entry.brand.clone(), otherwise("brand"));
        tally.fill(&mut wanted.city, entry.city.clone(), otherwise("city"));
        tally.fill(&mut Some(wanted.calendar), entry.calendar, otherwise("calendar"));
        let changed = op.save(shop, &wanted)?;
        *(if changed { &mut tally.changed } else { &mut tally.unchanged }) += 1;
    }
    Ok(tally)
}
