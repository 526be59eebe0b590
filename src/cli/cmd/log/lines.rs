//! `kam log -`: many touches as one operation.

use super::asked::Asked;
use super::plan::Plan;
use super::record::{Recorded, record};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text;
use crate::cli::words::words_of;
use crate::store::Op;

/// Records the lines of standard input: all of them, or none.
pub(super) fn run(ctx: &mut Ctx<'_>, dry_run: bool) -> CliResult {
    let mut lines = String::new();
    ctx.stdin.read_to_string(&mut lines).map_err(|error| {
        let detail = error.to_string();
        CliError::refused(move |lang| text::cannot_read(lang, "-", &detail))
    })?;
    let session = ctx.open()?;
    let written =
        session.store.write(&session.caller, dry_run, |op| record_all(op, &lines, &session))?;
    for (plan, recorded) in &written.value {
        for line in super::echo(&ctx.ui, plan, recorded, &written) {
            ctx.ui.status(&line)?;
        }
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Records line after line, so that each sees those before it. Blank lines, and those that begin
/// with `#`, say nothing.
///
/// # Errors
/// All that is wrong with any line; nothing is kept then.
fn record_all<'s>(
    op: &mut Op<'_>,
    lines: &str,
    session: &'s Session,
) -> Result<Vec<(Plan, Recorded<'s>)>, CliError> {
    let (mut done, mut errors) = (Vec::new(), Vec::new());
    for (at, line) in lines.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match record_one(op, line, session) {
            Ok(one) => done.push(one),
            Err(error) => errors.push(error.in_line(at + 1)),
        }
    }
    CliError::joined(errors).map_or(Ok(done), Err)
}

fn record_one<'s>(
    op: &mut Op<'_>,
    line: &str,
    session: &'s Session,
) -> Result<(Plan, Recorded<'s>), CliError> {
    let (words, asked) = if line.starts_with('{') {
        (Vec::new(), Asked::from_json(line)?)
    } else {
        let words = words_of(line).map_err(|unclosed| {
            CliError::usage(move |lang| text::unclosed_quote(lang, unclosed.0))
        })?;
        (words, Asked::default())
    };
    let plan = Plan::of(&words, &asked, session)?;
    let recorded = record(op, &plan, session)?;
    Ok((plan, recorded))
}
