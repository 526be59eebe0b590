//! `kam shop closed`: days on which shops are closed.

use std::collections::HashMap;

use crate::cli::context::Ctx;
use crate::cli::days_off::{self, Whose};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, text};
use crate::model::{Day, DayOff, DayOffId, Shop, ShopId};
use crate::render::{AsCell as _, Cell, CellType, Tabular, types};
use crate::store::Op;

#[derive(clap::Args, Debug)]
pub(super) struct Closed {
    /// The shop, by id or name
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// First day it is closed: 2026-05-01, tomorrow, +3d
    first: Option<String>,
    /// Last day it is closed, inclusive (default: the first)
    last: Option<String>,
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

pub(super) fn run(ctx: &mut Ctx<'_>, args: &Closed) -> CliResult {
    match (args.remove, &args.name, &args.first) {
        (Some(id), _, _) => days_off::remove(ctx, id, Whose::Shops, args.dry_run),
        (None, Some(name), Some(first)) => enter(ctx, args, name, first),
        (None, name, _) => list(ctx, &args.show, name.as_deref()),
    }
}

fn enter(ctx: &mut Ctx<'_>, args: &Closed, name: &str, first: &str) -> CliResult {
    let session = ctx.open()?;
    let (db, today) = (session.store.db(), session.moment.today);
    let shop = resolve::shop(db, name);
    let days = days_off::span(first, args.last.as_deref(), today);
    let (shop, (first_day, last_day)) = match (shop, days) {
        (Ok(shop), Ok(days)) => (shop, days),
        (Err(shop), Err(days)) => return Err(shop.with(days)),
        (Err(wrong), _) | (_, Err(wrong)) => return Err(wrong),
    };
    let shop = db.get::<Shop>(shop)?;
    let wanted = DayOff {
        id: DayOffId(0),
        shop: Some(shop.id),
        staff: None,
        first_day,
        last_day,
        stand_in: None,
        note: args.note.clone(),
    };
    let written =
        session.store.write(&session.caller, args.dry_run, |op| insert(op, wanted, &shop.name))?;
    let (lang, id) = (ctx.ui.lang, written.shown(written.value));
    let days = text::days_span(lang, first_day, last_day);
    ctx.ui.status(&text::shop_closed(lang, id, &shop.name, days))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

fn insert(op: &mut Op<'_>, wanted: DayOff, name: &str) -> Result<DayOffId, CliError> {
    let known = Whose::Shops.every(op.db())?;
    let same = |other: &&DayOff| other.shop == wanted.shop && days_off::overlap(other, &wanted);
    let wrong = known.iter().filter(same).map(|other| days_off::there(other, name)).collect();
    if let Some(error) = CliError::joined(wrong) {
        return Err(error);
    }
    let id = op.next_id()?;
    op.insert(&DayOff { id, ..wanted })?;
    Ok(id)
}

fn list(ctx: &mut Ctx<'_>, show: &ShowArgs, name: Option<&str>) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let only = name.map(|name| resolve::shop(db, name)).transpose()?;
    let mut days_off = Whose::Shops.every(db)?;
    days_off.retain(|off| only.is_none() || off.shop == only);
    days_off::in_order(&mut days_off, session.moment.today);
    if days_off.is_empty() {
        ctx.ui.status(&text::no_closures(ctx.ui.lang))?;
    }
    let shops = db.every::<Shop>()?;
    let names: Option<HashMap<ShopId, &str>> =
        show.is_for_people().then(|| shops.iter().map(|one| (one.id, one.name.as_str())).collect());
    ctx.ui.show(show, days_off.iter().map(|off| Closure { off, names: names.as_ref() }))
}

/// Days on which a shop is closed, as a row.
pub(in crate::cli) struct Closure<'a> {
    off: &'a DayOff,
    /// Names of shops, where people read the row.
    names: Option<&'a HashMap<ShopId, &'a str>>,
}

impl Tabular for Closure<'_> {
    const KEYS: &'static [&'static str] = &["day_off", "shop", "first_day", "last_day", "note"];
    const TYPES: &'static [CellType] = types![DayOffId, Option<ShopId>, Day, Day, Option<String>,];

    fn cells(&self, put: &mut dyn FnMut(Cell<'_>)) {
        let name = self.off.shop.and_then(|id| self.names?.get(&id).copied());
        put(self.off.id.as_cell());
        put(match (name, self.off.shop) {
            (Some(name), _) => name.as_cell(),
            (None, shop) => shop.map_or(Cell::Null, |id| Cell::Id(id.into())),
        });
        put(self.off.first_day.as_cell());
        put(self.off.last_day.as_cell());
        put(self.off.note.as_cell());
    }
}
