//! `kam merge`: two accounts made one.

use crate::cli::contacts::touched;
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::moving::doubled;
use crate::cli::undoing::skipped;
use crate::cli::{resolve, text};
use crate::load::{MergeError, merge};
use crate::model::{Account, Deal};

/// Make two accounts one: the first is kept, everything of the second follows
///
/// Blanks of the first are filled from the second; where both say something, the first stays and
/// the other value is kept beside it. The id of the second leads to the first from now on.
/// `kam unmerge` takes it back.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam merge A12 A97
  kam merge A12 A97 --dry-run
")]
pub(crate) struct MergeArgs {
    /// Account that is kept, by id (A12) or name
    #[arg(value_name = "ACCOUNT")]
    kept: String,

    /// Account that becomes part of it
    #[arg(value_name = "OTHER")]
    other: String,

    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &MergeArgs) -> CliResult {
    let session = ctx.open()?;
    let db = session.store.db();
    let found: Vec<_> =
        [&args.kept, &args.other].map(|name| resolve::account(db, name)).into_iter().collect();
    let mut wrong = Vec::new();
    let mut accounts = Vec::new();
    for one in found {
        match one {
            Ok(account) => accounts.push(account),
            Err(error) => wrong.push(error),
        }
    }
    if let Some(error) = CliError::joined(wrong) {
        return Err(error);
    }
    let [kept, other] = accounts[..] else { return Err(CliError::usage(text::no_ids_given)) };
    let written = session.store.write_alone(&session.caller, args.dry_run, |op| {
        let merged = merge(op, kept, other)?;
        touched(op, kept)?;
        let account: Account = op.db().get(kept)?;
        skipped(op, &account)?;
        Ok::<_, CliError>((merged, doubled(op.db(), kept)?))
    })?;
    let (lang, (merged, doubled)) = (ctx.ui.lang, &written.value);
    ctx.ui.status(&text::merged(lang, merged))?;
    for (field, value) in &merged.variants {
        ctx.ui.status(&text::merged_beside(lang, field, value))?;
    }
    warn_of_doubled(ctx, doubled)?;
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Says which open deals are for the same product now: an account has one for each.
pub(super) fn warn_of_doubled(ctx: &mut Ctx<'_>, doubled: &[(Deal, Deal)]) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    for (first, other) in doubled {
        let model = first.model.clone().unwrap_or_else(|| text::no_model(lang));
        ctx.ui.warn(&text::doubled_deals(lang, first.account, first.id, other.id, model))?;
    }
    Ok(())
}

impl From<MergeError> for CliError {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::Store(error) => error.into(),
            MergeError::Same(account) => Self::refused(move |lang| text::merge_same(lang, account)),
            MergeError::OtherCode { account, code, other, other_code } => {
                Self::refused(move |lang| {
                    text::merge_other_code(lang, account, &code, other, &other_code)
                })
                .hint(move |lang| text::hint_merge_other_code(lang, other))
            }
        }
    }
}
