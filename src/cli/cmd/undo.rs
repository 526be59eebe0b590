//! `kam undo`: operations taken back.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::undoing::Recalled;
use crate::cli::{text, undoing};
use crate::store::Recall;

/// Take operations back, any time later
///
/// Without an id your own latest that stands; again, the one before. What was made is removed, what
/// was changed is as it was before. Records that were changed since are kept and named, with the
/// operation that did it. An undo is an operation itself: `kam redo` takes it back, and nothing of
/// the log is lost. Exit code 1 where something was kept.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam undo
  kam undo --dry-run
  kam undo O12
  kam undo O12 O14 -f json
  kam undo O12 --by-field
")]
pub(crate) struct UndoArgs {
    /// Operations by id (O12); `-` reads ids from standard input
    #[arg(value_name = "OPERATION")]
    named: Vec<String>,

    /// Of records that were changed since, take back the fields that nobody changed since
    #[arg(long)]
    by_field: bool,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &UndoArgs) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let standing = db.standing()?;
    let operations = if args.named.is_empty() {
        let first = db.first_operation()?;
        let latest = undoing::latest(&session, |operation| {
            let own = standing.is_own(operation);
            Some(own && standing.undone_by(operation).is_none() && first != Some(operation))
        })?;
        let actor = session.caller.actor.clone();
        let none = || {
            CliError::refused(move |lang| text::undo_none(lang, &actor)).hint(text::hint_undo_none)
        };
        vec![latest.ok_or_else(none)?]
    } else {
        undoing::operations(ctx, &args.named)?
    };
    undoing::refuse_impossible(db, &standing, &operations)?;
    let how = if args.by_field { Recall::Fields } else { Recall::Records };
    let what = Recalled::Operations(&operations, how);
    undoing::take_back(ctx, &session, &what, args.dry_run, &args.show, |lang, names, any| {
        if any { text::undone(lang, names) } else { text::undo_nothing(lang, names) }
    })
}
