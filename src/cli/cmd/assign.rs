//! `kam assign`: who is responsible for accounts.

use crate::cli::context::Ctx;
use crate::cli::error::{CliResult, Exit};
use crate::cli::resolve::Accounts;
use crate::cli::{filters, resolve, text};

/// Give accounts an owner, or back to the pool
///
/// Those that the owner has already are left as they are, with the day they got them.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam assign --to 王芳 A12 A15
  kam assign --to me 多达
  kam assign --to pool A12
  kam list grade:C owner:李 -f ids | kam assign --to 王芳 -
  kam assign --to 王芳 --where 'city:杭州 owner:' --dry-run
")]
pub(crate) struct AssignArgs {
    #[command(flatten)]
    accounts: Accounts,

    /// New owner: staff by id or name, `me`, or `pool`
    #[arg(long, value_name = "NAME")]
    to: String,

    /// Assign every account that the filter selects instead
    #[arg(
        long = "where",
        value_name = "FILTER",
        conflicts_with = "named",
        allow_hyphen_values = true
    )]
    filter: Option<String>,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &AssignArgs) -> CliResult {
    let session = ctx.open()?;
    let owner = resolve::owner(&session, &args.to)?;
    let (selection, named) = match &args.filter {
        Some(filter) => (Some(filters::selection(ctx, &session, filter)?), Vec::new()),
        None => (None, args.accounts.resolve(ctx, &session)?),
    };
    let accounts = || match &selection {
        Some(selection) => session.store.db().selected(selection),
        None => Ok(named.clone()),
    };
    let to = owner.as_ref().map(|staff| staff.id);
    let written =
        session.store.write_planned(&session.caller, args.dry_run, accounts, |op, accounts| {
            let mut changed = 0_usize;
            for account in &accounts {
                changed += usize::from(op.give(*account, to)?);
            }
            Ok((changed, accounts.len()))
        })?;
    let (lang, (changed, all)) = (ctx.ui.lang, written.value);
    if all == 0 {
        ctx.ui.status(&text::none_selected(lang))?;
        return Ok(Exit::Done);
    }
    let unchanged = all - changed;
    let name = owner.map_or_else(|| text::the_pool(lang), |staff| staff.name);
    ctx.ui.status(&text::assigned(lang, changed, name, unchanged))?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}
