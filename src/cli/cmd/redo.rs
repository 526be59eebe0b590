//! `kam redo`: what was taken back, done again.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::undoing::Recalled;
use crate::cli::{text, undoing};
use crate::model::OperationId;
use crate::store::Standing;

/// Do again what an undo took back
///
/// Without an id your own latest undo that stands, unless you did other work since; again, the
/// one before. Named is the undo, or the operation that it took back.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam redo
  kam redo O15
  kam redo O15 --dry-run
")]
pub(crate) struct RedoArgs {
    /// Undo, or what it took back, by id (O15); `-` reads ids from standard input
    #[arg(value_name = "OPERATION")]
    named: Vec<String>,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &RedoArgs) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let standing = db.standing()?;
    let undos = if args.named.is_empty() {
        let mut since = None;
        let latest = undoing::latest(&session, |operation| {
            if standing.is_own(operation) {
                since = since.or(Some(operation));
            }
            Some(standing.is_undo(operation) && standing.undone_by(operation).is_none())
        })?;
        let actor = session.caller.actor.clone();
        let none = || {
            CliError::refused(move |lang| text::redo_none(lang, &actor)).hint(text::hint_redo_none)
        };
        let undo = latest.ok_or_else(none)?;
        if let Some(since) = since {
            return Err(CliError::refused(move |lang| text::redo_after(lang, undo, since))
                .hint(move |lang| text::hint_redo_after(lang, undo)));
        }
        vec![undo]
    } else {
        let mut wrong = Vec::new();
        let mut undos = Vec::new();
        for named in undoing::operations(ctx, &args.named)? {
            db.operation(named)?;
            let of = undos_of(&standing, named);
            if of.is_empty() {
                wrong.push(CliError::refused(move |lang| text::redo_not_undone(lang, named)));
            }
            undos.extend(of);
        }
        if let Some(error) = CliError::joined(wrong) {
            return Err(error);
        }
        undos.sort_unstable();
        undos.dedup();
        undos
    };
    undoing::refuse_impossible(db, &standing, &undos)?;
    let what = Recalled::Undos(&undos);
    undoing::take_back(ctx, &session, &what, args.dry_run, &args.show, |lang, names, any| {
        if any { text::redone(lang, names) } else { text::redo_nothing(lang, names) }
    })
}

/// Returns the undo that is named, or those that took back what is named, which may have been in
/// parts; none where none stands.
fn undos_of(standing: &Standing, named: OperationId) -> Vec<OperationId> {
    let by: Vec<OperationId> = standing.all_that_undid(named);
    let mut undos: Vec<OperationId> = by.into_iter().filter(|by| standing.is_undo(*by)).collect();
    if undos.is_empty() && standing.is_undo(named) && standing.undone_by(named).is_none() {
        undos.push(named);
    }
    undos
}
