//! `kam grade set`: a grade that a person gives without a touch.

use super::open_deals;
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::grading::{self, ByHand, Graded};
use crate::cli::{given, text};
use crate::model::{Deal, Grade};
use crate::rules::touch::may_be_given;

#[derive(clap::Args, Debug)]
pub(super) struct SetArgs {
    /// Deals by id, or accounts for their open deals; `-` reads them from standard input
    #[arg(value_name = "DEAL|ACCOUNT", required = true)]
    named: Vec<String>,
    /// Grade to give: O, H, A, B, C or -
    #[arg(allow_hyphen_values = true)]
    grade: Grade,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(ctx: &mut Ctx<'_>, args: &SetArgs) -> CliResult {
    let reason = args.reason.trim();
    if !may_be_given(args.grade) {
        return Err(CliError::usage(text::not_to_be_given));
    }
    if reason.is_empty() {
        return Err(CliError::usage(text::grade_reason).hint(text::hint_grade_reason));
    }
    let session = ctx.open()?;
    let named = given::words(ctx, &args.named)?;
    let deals = || open_deals(&session, &named);
    let written =
        session.store.write_planned(&session.caller, args.dry_run, deals, |op, deals| {
            let by_hand = ByHand {
                grade: args.grade,
                day: op.today(),
                staff: op.staff(),
                reason: Some(reason.to_owned()),
            };
            let mut given = Vec::with_capacity(deals.len());
            for id in deals {
                let account = op.db().get::<Deal>(id)?.account;
                given.push((id, account, grading::give(op, id, &by_hand)?));
            }
            Ok::<_, CliError>(given)
        })?;
    let (lang, grade) = (ctx.ui.lang, args.grade);
    for (deal, account, graded) in &written.value {
        let line = match graded {
            Graded::From(was) => text::grade_set(lang, deal, account, grade, was, reason),
            Graded::Confirmed => text::grade_set_again(lang, deal, account, grade, reason),
            Graded::Older(on) => text::grade_set_older(lang, deal, account, on),
        };
        ctx.ui.status(&line)?;
    }
    if written.value.is_empty() {
        ctx.ui.status(&text::no_deals_to_grade(lang))?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}
