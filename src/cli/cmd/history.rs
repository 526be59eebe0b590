//! `kam history`: what was done, by whom, and what it changed.

mod change;

pub(super) use change::ChangeRow;

use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliResult;
use crate::cli::show::ShowArgs;
use crate::cli::{given, resolve, stream, text};
use crate::model::{AnyId, Id as _, IdKind, Operation, OperationId};

/// Show what was done, the last operation first
///
/// With an account, the operations that made or changed it or what hangs on it; with an
/// operation, every field that it wrote, before and after. The first 1000, without `--limit`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam history
  kam history 多达
  kam history O12
  kam history O12 --limit 0 -o O12.csv
")]
pub(crate) struct HistoryArgs {
    /// Account by id or name, or operation (O12); `-` reads it from standard input
    #[arg(value_name = "ACCOUNT|OPERATION")]
    of: Option<String>,

    #[command(flatten)]
    show: ShowArgs,
}

/// What of an operation a line of 80 characters holds.
const IN_TABLES: &[&str] = &["id", "at", "actor", "command", "counts"];

/// Rows shown where nobody says how many.
const FIRST: u64 = 1_000;

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &HistoryArgs) -> CliResult {
    let session = ctx.open()?;
    let of = args.of.as_deref().map(|of| given::only(ctx, of)).transpose()?;
    let show = args.show.with_limit(FIRST);
    let db = session.store.db();
    let Some(of) = of.as_deref() else {
        return ctx.ui.show_with(&show.for_people(IN_TABLES), |writer| {
            stream::rows::<Operation>(writer, |take| db.each_operation(take)).map(drop)
        });
    };
    if let Some(id) = AnyId::parse(of).filter(|id| id.kind == IdKind::OperationId) {
        return changes(ctx, &session, &show, OperationId::new(id.number));
    }
    let account = resolve::account(db, of)?;
    ctx.ui.show(&show.for_people(IN_TABLES), db.operations_on(account)?)
}

fn changes(ctx: &mut Ctx<'_>, session: &Session, show: &ShowArgs, id: OperationId) -> CliResult {
    let db = session.store.db();
    let operation = db.operation(id)?;
    let lang = ctx.ui.lang;
    let (at, actor) = (operation.at, &operation.actor);
    ctx.ui.status(&text::operation_line(lang, id, at, actor, &operation.command))?;
    ctx.ui.show_with(show, |writer| {
        stream::rows(writer, |take| db.each_change(id, |change| take(ChangeRow(change)))).map(drop)
    })
}
