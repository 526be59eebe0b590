//! `kam init`: make a store.

use crate::cli::context::{Ctx, time_zone};
use crate::cli::error::{CliResult, Exit};
use crate::cli::text;
use crate::clock;
use crate::playbook::SHIPPED;
use crate::store::{Setup, place_of};

/// Make a store
///
/// One file, readable by you alone, or a schema on a PostgreSQL server. A store that is there
/// already is left as it is.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam init
  kam --db sales.db init --time-zone Asia/Shanghai
  kam --db postgres://kam@db.example/sales init
")]
pub(crate) struct InitArgs {
    /// Time zone that business days are counted in (default: the machine's)
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &InitArgs) -> CliResult {
    let zone = args.time_zone.clone().unwrap_or_else(clock::machine_zone);
    time_zone(&zone)?;
    let setup = Setup { time_zone: zone, playbook: SHIPPED.to_owned() };
    let (session, new) = ctx.create(&setup)?;
    let place = place_of(&ctx.place()?);
    let lang = ctx.ui.lang;
    if new {
        ctx.ui.status(&text::store_made(lang, &place, session.zone.name()))?;
        ctx.ui.status(&text::hint_after_init(lang))?;
    } else {
        ctx.ui.status(&text::store_there(lang, &place))?;
    }
    Ok(Exit::Done)
}
