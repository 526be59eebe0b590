//! `kam history`: what was done, by whom, and what it changed.

mod change;

use change::ChangeRow;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, stream, text};
use crate::model::{AnyId, Id as _, IdKind, Operation, OperationId};
use crate::render::RowWriter;

/// Show what was done, the last operation first
///
/// With an account, the operations that made or changed it or what hangs on it; with an
/// operation, every field that it wrote, before and after.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam history
  kam history 多达
  kam history O12
  kam history O12 --limit 0 -o O12.csv
")]
pub(crate) struct HistoryArgs {
    /// Account by id or name, or operation (O12)
    #[arg(value_name = "ACCOUNT|OPERATION")]
    of: Option<String>,

    /// Rows at most; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: u64,

    #[command(flatten)]
    show: ShowArgs,
}

/// What of an operation a line of 80 characters holds.
const IN_TABLES: &[&str] = &["id", "at", "actor", "command", "counts"];

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &HistoryArgs) -> CliResult {
    let session = ctx.open()?;
    let Some(of) = args.of.as_deref() else { return operations(ctx, &session, args) };
    if let Some(id) = AnyId::parse(of).filter(|id| id.kind == IdKind::OperationId) {
        return changes(ctx, &session, args, OperationId::new(id.number));
    }
    let account = resolve::account(session.store.db(), of)?;
    let mut found = session.store.db().operations_on(account)?;
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let more = limit > 0 && found.len() > limit;
    if more {
        found.truncate(limit);
    }
    let exit = ctx.ui.show(&args.show.for_people(IN_TABLES), found)?;
    say_more(ctx, args, more)?;
    Ok(exit)
}

fn operations(ctx: &mut Ctx<'_>, session: &Session, args: &HistoryArgs) -> CliResult {
    let show = args.show.for_people(IN_TABLES);
    let mut more = false;
    let exit = ctx.ui.show_with(&show, |writer: &mut RowWriter<'_, Operation>| {
        more = stream::first(writer, args.limit, |take| session.store.db().each_operation(take))?;
        Ok(())
    })?;
    say_more(ctx, args, more)?;
    Ok(exit)
}

fn changes(ctx: &mut Ctx<'_>, session: &Session, args: &HistoryArgs, id: OperationId) -> CliResult {
    let operation = session.store.db().operation(id)?;
    let lang = ctx.ui.lang;
    let (at, actor) = (operation.at, &operation.actor);
    ctx.ui.status(&text::operation_line(lang, id, at, actor, &operation.command))?;
    let mut more = false;
    let exit = ctx.ui.show_with(&args.show, |writer: &mut RowWriter<'_, ChangeRow>| {
        more = stream::first(writer, args.limit, |take| {
            session.store.db().each_change(id, |change| take(ChangeRow(change)))
        })?;
        Ok(())
    })?;
    say_more(ctx, args, more)?;
    Ok(exit)
}

fn say_more(ctx: &mut Ctx<'_>, args: &HistoryArgs, more: bool) -> Result<(), CliError> {
    if more {
        let said = text::more_rows(ctx.ui.lang, args.limit);
        ctx.ui.status(&said)?;
    }
    Ok(())
}
