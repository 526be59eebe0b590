//! `kam unmerge`: a merger of two accounts taken back.

use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult};
use crate::cli::show::ShowArgs;
use crate::cli::{resolve, text, undoing};
use crate::model::AccountId;

/// Take a merger of two accounts back
///
/// The account that was made part of another is what it was, with everything that followed;
/// records that were changed since go back with their changes. What was made since stays where it
/// is. Exit code 1 where something was kept.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam unmerge A97
  kam unmerge A97 --dry-run
")]
pub(crate) struct UnmergeArgs {
    /// Account that was made part of another, by id
    #[arg(value_name = "ACCOUNT")]
    other: String,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    show: ShowArgs,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &UnmergeArgs) -> CliResult {
    let session = ctx.open()?;
    let id = resolve::id_of::<AccountId>(&args.other)?;
    let name = args.other.clone();
    let id = id.ok_or_else(|| {
        CliError::usage(move |lang| text::bad_id(lang, &name, AccountId(12).to_string()))
    })?;
    let none = || CliError::refused(move |lang| text::not_merged(lang, id));
    let (operation, account) = session.store.db().merger_of(id)?.ok_or_else(none)?;
    let what = undoing::Recalled::Merger { operation, kept: account, other: id };
    undoing::take_back(ctx, &session, &what, args.dry_run, &args.show, |lang, names, any| {
        if any { text::unmerged(lang, id, account) } else { text::undo_nothing(lang, names) }
    })
}
