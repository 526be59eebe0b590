//! One pair after the other, asked on a terminal.

use std::collections::HashMap;

use super::screen::{beside_account, show};
use super::{Decision, decide, no_candidate, rows, waiting};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text;
use crate::cli::undoing::{self, Recalled};
use crate::load::{self, HeldGroup};
use crate::model::{Account, AccountId, AnyId, Deal, Id as _, IdKind, OperationId};
use crate::rules::review::Stake;
use crate::store::{Caller, Recall, StoreError};

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Decide(Decision),
    Skip,
    Explain,
    /// Show the rows of both sides, or of another account than the candidate.
    Rows(Option<AccountId>),
    /// Say what the answers mean.
    Help,
    /// Show it beside another account.
    Look(AccountId),
    /// Take the last decision back.
    Undo,
    Quit,
    /// A key that means nothing here.
    Other,
}

/// A decision that was written.
#[derive(Debug)]
struct Decided {
    /// Which of the groups asked about, from 0.
    at: usize,
    decision: Decision,
    operation: Option<OperationId>,
}

/// What is asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Group,
    /// The group that was decided on last, as the decision was taken back.
    Back(usize),
    Nothing,
}

/// What was done so far.
#[derive(Debug, Default)]
struct Done {
    decided: Vec<Decided>,
    /// Groups that wait no more, by what others did.
    gone: usize,
}

impl Done {
    /// Returns how many were accepted, and how many separated.
    fn counts(&self) -> (usize, usize) {
        let separated =
            self.decided.iter().filter(|one| one.decision == Decision::Separate).count();
        (self.decided.len() - separated, separated)
    }
}

/// Asks about every group, or those named, those with most at stake first; every decision is
/// written at once.
pub(super) fn run(ctx: &mut Ctx<'_>, named: &[String], explain: bool) -> CliResult {
    let session = ctx.open()?;
    let lang = ctx.ui.lang;
    let groups = in_order(&session, waiting(&session, named)?)?;
    if groups.is_empty() {
        ctx.ui.status(&text::nothing_held(lang))?;
        return Ok(Exit::Done);
    }
    ctx.ui.line(&text::legend(lang))?;
    let (mut done, mut at) = (Done::default(), 0);
    while let Some((group, stake)) = groups.get(at) {
        let progress = text::of_all(lang, at + 1, groups.len());
        match one(ctx, &session, (at, group, *stake), (&progress, explain), &mut done)? {
            Next::Group => at += 1,
            Next::Back(before) => at = before,
            Next::Nothing => break,
        }
    }
    let (accepted, separated) = done.counts();
    let left = groups.len().saturating_sub(accepted + separated + done.gone);
    let mut said = text::review_done(lang, accepted, separated, left);
    if accepted + separated > 0 {
        let blank = if lang == text::Lang::Zh { "" } else { " " };
        said = format!("{said}{blank}{}", text::undo_decision(lang));
    }
    ctx.ui.status(&said)?;
    Ok(Exit::Done)
}

/// Returns the groups with what hangs on them, in the order of [`Stake::order`].
fn in_order(
    session: &Session,
    groups: Vec<HeldGroup>,
) -> Result<Vec<(HeldGroup, Stake)>, CliError> {
    let mut ids: Vec<AccountId> = groups.iter().filter_map(HeldGroup::candidate).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut deals: HashMap<AccountId, Vec<Deal>> = HashMap::new();
    for deal in session.store.db().by_account::<Deal>(&ids, "account")? {
        deals.entry(deal.account).or_default().push(deal);
    }
    let stake = |group: &HeldGroup| {
        let deals = group.candidate().and_then(|id| deals.get(&id));
        Stake::of(deals.into_iter().flatten(), group.score())
    };
    let mut groups: Vec<(HeldGroup, Stake)> =
        groups.into_iter().map(|group| (stake(&group), group)).map(|(s, g)| (g, s)).collect();
    groups.sort_by_cached_key(|(_, stake)| stake.order());
    Ok(groups)
}

/// Asks about one group until it is decided on or skipped; returns what to ask next.
fn one(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (at, group, stake): (usize, &HeldGroup, Stake),
    (progress, explain): (&str, bool),
    done: &mut Done,
) -> Result<Next, CliError> {
    let lang = ctx.ui.lang;
    let db = session.store.db();
    let Some(group) = load::still_held(db, group)? else {
        ctx.ui.status(&text::settled_meanwhile(lang, &group.name))?;
        done.gone += 1;
        return Ok(Next::Group);
    };
    let mut seen = show(ctx, session, (&group, stake), progress, explain)?;
    loop {
        ctx.ui.line(&text::review_keys(lang))?;
        ctx.ui.finish()?;
        match answer(ctx)? {
            Answer::Skip => return Ok(Next::Group),
            Answer::Quit => return Ok(Next::Nothing),
            Answer::Undo => {
                if let Some(before) = take_back(ctx, session, done)? {
                    return Ok(Next::Back(before));
                }
            }
            Answer::Explain => {
                show(ctx, session, (&group, stake), progress, true)?;
            }
            Answer::Rows(named) => match named.or_else(|| group.candidate()) {
                None => rows::show(ctx, session, &group, None)?,
                Some(id) => {
                    if let Some(account) = named_account(ctx, session, id)? {
                        rows::show(ctx, session, &group, Some(&account))?;
                    }
                }
            },
            Answer::Help => {
                for line in text::review_help(lang) {
                    ctx.ui.line(line)?;
                }
            }
            Answer::Look(named) => {
                if let Some(account) = named_account(ctx, session, named)? {
                    beside_account(ctx, session, &group, &account)?;
                    seen.push(account.id);
                }
            }
            Answer::Other => ctx.ui.line(&text::no_such_key(lang))?,
            Answer::Decide(Decision::Accept) if group.candidate().is_none() => {
                for line in no_candidate(&group).lines(lang) {
                    ctx.ui.say(&line)?;
                }
            }
            Answer::Decide(Decision::AcceptAs(named)) => {
                let Some(account) = named_account(ctx, session, named)? else { continue };
                if seen.contains(&account.id) {
                    let decision = Decision::AcceptAs(account.id);
                    settle(ctx, session, (at, &group), decision, done)?;
                    return Ok(Next::Group);
                }
                // A number typed wrong would give the rows to anybody.
                beside_account(ctx, session, &group, &account)?;
                ctx.ui.line(&text::type_again(lang, account.id))?;
                seen.push(account.id);
            }
            Answer::Decide(decision) => {
                settle(ctx, session, (at, &group), decision, done)?;
                return Ok(Next::Group);
            }
        }
    }
}

/// Returns an account that was typed, as what it was made part of where it was; says so where there is
/// none.
fn named_account(
    ctx: &mut Ctx<'_>,
    session: &Session,
    named: AccountId,
) -> Result<Option<Account>, CliError> {
    match session.store.db().account_led_to(named) {
        Ok(account) => Ok(Some(account)),
        Err(StoreError::Unknown { .. }) => {
            ctx.ui.line(&text::no_such_account(ctx.ui.lang, named))?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes a decision, unless somebody else has decided meanwhile.
fn settle(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (at, group): (usize, &HeldGroup),
    decision: Decision,
    done: &mut Done,
) -> Result<(), CliError> {
    let now = || Ok::<_, CliError>(load::still_held(session.store.db(), group)?);
    let caller = caller(ctx, session, command(group, decision));
    let written = session.store.write_planned(&caller, false, now, |op, group| {
        group.map(|group| decide(op, session, group, decision)).transpose()
    })?;
    let lang = ctx.ui.lang;
    let Some(settled) = &written.value else {
        done.gone += 1;
        return ctx.ui.status(&text::settled_meanwhile(lang, &group.name));
    };
    done.decided.push(Decided { at, decision, operation: written.operation });
    let account = written.shown(settled.account);
    ctx.ui.status(&settled.said(session, lang, account)?)?;
    ctx.report(&written)
}

/// Returns who answers now: a review goes on for hours.
fn caller(ctx: &Ctx<'_>, session: &Session, command: String) -> Caller {
    let at = ctx.now(&session.zone).at;
    Caller { at, command, ..session.caller.clone() }
}

/// Takes the decision before back, and returns the group that waits again; says why not where there
/// is none, or where what it made was used since.
fn take_back(
    ctx: &mut Ctx<'_>,
    session: &Session,
    done: &mut Done,
) -> Result<Option<usize>, CliError> {
    let lang = ctx.ui.lang;
    let Some(&Decided { at, operation: Some(operation), .. }) = done.decided.last() else {
        ctx.ui.line(&text::nothing_decided_here(lang))?;
        return Ok(None);
    };
    let caller = caller(ctx, session, format!("kam undo {operation}"));
    let what = Recalled::Operations(std::slice::from_ref(&operation), Recall::Records);
    let written = match undoing::reverse(session, &caller, &what, false) {
        Ok(written) => written,
        Err(error) => {
            for line in error.lines(lang) {
                ctx.ui.say(&line)?;
            }
            return Ok(None);
        }
    };
    done.decided.pop();
    let (reversal, _) = &written.value;
    if reversal.any_back() {
        ctx.ui.status(&text::undone(lang, operation))?;
    }
    if let Some(kept) = undoing::kept(lang, reversal) {
        ctx.ui.status(&kept)?;
    }
    ctx.report(&written)?;
    Ok(Some(at))
}

/// Returns the command that decides the same: what the log says of an answer.
fn command(group: &HeldGroup, decision: Decision) -> String {
    let name = &group.name;
    match decision {
        Decision::Accept => format!("kam review accept {name}"),
        Decision::AcceptAs(account) => format!("kam review accept {name} --to {account}"),
        Decision::Separate => format!("kam review separate {name}"),
    }
}

/// Bytes of the longest answer that is read: what is longer means nothing.
const LONGEST: usize = 80;

/// Reads a line; its end is that of the review.
fn answer(ctx: &mut Ctx<'_>) -> Result<Answer, CliError> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    loop {
        match ctx.stdin.read(&mut byte) {
            Ok(0) if line.is_empty() => return Ok(Answer::Quit),
            Ok(0) => break,
            Ok(_) if byte[0] == b'\n' => break,
            // Longer than any answer: the rest of it says no more.
            Ok(_) if line.len() < LONGEST => line.push(byte[0]),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                let detail = error.to_string();
                return Err(CliError::refused(move |lang| text::cannot_read(lang, "-", &detail)));
            }
        }
    }
    Ok(of_key(&String::from_utf8_lossy(&line)))
}

/// Returns what a line typed means; full-width letters are letters.
fn of_key(line: &str) -> Answer {
    match line.trim() {
        "" | "n" | "N" | "ｎ" => Answer::Skip,
        "a" | "A" | "ａ" => Answer::Decide(Decision::Accept),
        "s" | "S" | "ｓ" => Answer::Decide(Decision::Separate),
        "e" | "E" | "ｅ" => Answer::Explain,
        "r" | "R" | "ｒ" => Answer::Rows(None),
        "u" | "U" | "ｕ" => Answer::Undo,
        "?" | "？" | "h" | "H" | "ｈ" => Answer::Help,
        "q" | "Q" | "ｑ" => Answer::Quit,
        other => {
            let account = |text: &str| match AnyId::parse(text.trim()) {
                Some(AnyId { kind: IdKind::AccountId, number }) => Some(AccountId::new(number)),
                _ => None,
            };
            let behind = |key: [char; 3]| other.strip_prefix(key).and_then(account);
            match (behind(['e', 'E', 'ｅ']), behind(['r', 'R', 'ｒ']), account(other)) {
                (Some(account), ..) => Answer::Look(account),
                (_, Some(account), _) => Answer::Rows(Some(account)),
                (.., Some(account)) => Answer::Decide(Decision::AcceptAs(account)),
                (None, None, None) => Answer::Other,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_letters_ids_or_both() {
        let account = AccountId::new(17);
        for (line, expected) in [
            ("", Answer::Skip),
            (" ｎ ", Answer::Skip),
            ("A", Answer::Decide(Decision::Accept)),
            ("s", Answer::Decide(Decision::Separate)),
            ("e", Answer::Explain),
            ("e A17", Answer::Look(account)),
            ("ea17", Answer::Look(account)),
            ("a17", Answer::Decide(Decision::AcceptAs(account))),
            ("e B17", Answer::Other),
            ("r", Answer::Rows(None)),
            ("R a17", Answer::Rows(Some(account))),
            ("？", Answer::Help),
            ("u", Answer::Undo),
            ("q", Answer::Quit),
            ("yes", Answer::Other),
        ] {
            assert_eq!(of_key(line), expected, "{line}");
        }
    }
}
