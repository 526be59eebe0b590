//! One pair after the other, asked on a terminal.

use std::collections::HashMap;

use super::around::Around;
use super::screen::{beside_account, beside_group, show, two_accounts};
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
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// Decide on the group, or on those of its rows that are named.
    Decide(Decision, Vec<String>),
    Skip,
    Explain,
    /// Show the rows of both sides, or of whom else.
    Rows(Option<Whom>),
    /// Say what the answers mean.
    Help,
    /// Show it beside somebody else.
    Look(Whom),
    /// Take the last decision back.
    Undo,
    Quit,
    /// A key that means nothing here.
    Other,
}

/// Whom to look at beside a group and its candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whom {
    /// An account.
    Account(AccountId),
    /// A group that waits, or that of a row.
    Group(String),
    /// Two accounts beside each other.
    Two(AccountId, AccountId),
    /// Another group beside an account.
    Pair(String, AccountId),
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
    /// The group at this place: the decision on it was taken back, or rows of it are left.
    Again(usize),
    Nothing,
}

/// What was done so far.
#[derive(Debug, Default)]
struct Done {
    decided: Vec<Decided>,
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
    let all = waiting(&session, &[])?;
    let asked = if named.is_empty() { all.clone() } else { waiting(&session, named)? };
    let groups = in_order(&session, asked)?;
    let around = Around::new(all);
    if groups.is_empty() {
        ctx.ui.status(&text::nothing_held(lang))?;
        return Ok(Exit::Done);
    }
    ctx.ui.line(&text::legend(lang))?;
    let (mut done, mut at) = (Done::default(), 0);
    while let Some((group, stake)) = groups.get(at) {
        let progress = text::of_all(lang, at + 1, groups.len());
        let asked = (at, group, *stake, &around);
        match one(ctx, &session, asked, (&progress, explain), &mut done)? {
            Next::Group => at += 1,
            Next::Again(before) => at = before,
            Next::Nothing => break,
        }
    }
    let (accepted, separated) = done.counts();
    let left = waiting(&session, &[])?.len();
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
    (at, group, stake, around): (usize, &HeldGroup, Stake, &Around),
    (progress, explain): (&str, bool),
    done: &mut Done,
) -> Result<Next, CliError> {
    let lang = ctx.ui.lang;
    let db = session.store.db();
    let Some(group) = load::still_held(db, group)? else {
        ctx.ui.status(&text::settled_meanwhile(lang, &group.name))?;
        return Ok(Next::Group);
    };
    let mut seen = show(ctx, session, (&group, stake, around), progress, explain)?;
    loop {
        ctx.ui.line(&text::review_keys(lang))?;
        ctx.ui.finish()?;
        match answer(ctx)? {
            Answer::Skip => return Ok(Next::Group),
            Answer::Quit => return Ok(Next::Nothing),
            Answer::Undo => {
                if let Some(before) = take_back(ctx, session, done)? {
                    return Ok(Next::Again(before));
                }
            }
            Answer::Explain => {
                show(ctx, session, (&group, stake, around), progress, true)?;
            }
            Answer::Rows(whom) => match whom.or_else(|| group.candidate().map(Whom::Account)) {
                None | Some(Whom::Two(..) | Whom::Pair(..)) => {
                    rows::show(ctx, session, &group, None)?;
                }
                Some(Whom::Account(id)) => {
                    if let Some(account) = named_account(ctx, session, id)? {
                        rows::show(ctx, session, &group, Some(&account))?;
                    }
                }
                Some(Whom::Group(name)) => {
                    if let Some(other) = named_group(ctx, session, &name, &around.groups)? {
                        rows::show(ctx, session, &other, None)?;
                    }
                }
            },
            Answer::Help => {
                for line in text::review_help(lang) {
                    ctx.ui.line(line)?;
                }
            }
            Answer::Look(Whom::Group(name)) => {
                if let Some(other) = named_group(ctx, session, &name, &around.groups)? {
                    beside_group(ctx, session, &group, &other)?;
                }
            }
            Answer::Look(Whom::Two(one, other)) => {
                let one = named_account(ctx, session, one)?;
                if let (Some(one), Some(other)) = (one, named_account(ctx, session, other)?) {
                    two_accounts(ctx, session, &one, &other)?;
                }
            }
            Answer::Look(Whom::Pair(name, id)) => {
                let other = named_group(ctx, session, &name, &around.groups)?;
                if let (Some(other), Some(account)) = (other, named_account(ctx, session, id)?) {
                    beside_account(ctx, session, &other, &account)?;
                }
            }
            Answer::Look(Whom::Account(named)) => {
                if let Some(account) = named_account(ctx, session, named)? {
                    beside_account(ctx, session, &group, &account)?;
                    seen.push(account.id);
                }
            }
            Answer::Other => ctx.ui.line(&text::no_such_key(lang))?,
            Answer::Decide(decision, named) => {
                let Some(chosen) = part(ctx, &group, &named)? else { continue };
                if let Some(decision) = checked(ctx, session, (&chosen, decision), &mut seen)? {
                    settle(ctx, session, (at, &chosen), decision, done)?;
                    let is_whole = chosen.rows.len() == group.rows.len();
                    return Ok(if is_whole { Next::Group } else { Next::Again(at) });
                }
            }
        }
    }
}

/// Returns the group, or those of its rows that were named; says which it has where one is none.
fn part(
    ctx: &mut Ctx<'_>,
    group: &HeldGroup,
    named: &[String],
) -> Result<Option<HeldGroup>, CliError> {
    if let Some(name) = named.iter().find(|name| !group.has_row(name)) {
        ctx.ui.line(&text::no_row_of_group(ctx.ui.lang, name, &group.name))?;
        return Ok(None);
    }
    Ok(Some(if named.is_empty() { group.clone() } else { group.only(named) }))
}

/// Returns what is to be written of an answer; says why not where it cannot be. `seen` has the accounts
/// that were shown beside the group.
fn checked(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, decision): (&HeldGroup, Decision),
    seen: &mut Vec<AccountId>,
) -> Result<Option<Decision>, CliError> {
    let lang = ctx.ui.lang;
    match decision {
        Decision::Accept if group.candidate().is_none() => {
            for line in no_candidate(group).lines(lang) {
                ctx.ui.say(&line)?;
            }
            Ok(None)
        }
        Decision::AcceptAs(named) => {
            let Some(account) = named_account(ctx, session, named)? else { return Ok(None) };
            if seen.contains(&account.id) {
                return Ok(Some(Decision::AcceptAs(account.id)));
            }
            // A number typed wrong would give the rows to anybody.
            beside_account(ctx, session, group, &account)?;
            ctx.ui.line(&text::type_again(lang, account.id))?;
            seen.push(account.id);
            Ok(None)
        }
        decision => Ok(Some(decision)),
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

/// Returns a group that was typed, by its name or that of a row, as it waits now; says so where none
/// does.
fn named_group(
    ctx: &mut Ctx<'_>,
    session: &Session,
    named: &str,
    all: &[HeldGroup],
) -> Result<Option<HeldGroup>, CliError> {
    let found = match all.iter().find(|group| group.is_named(named)) {
        Some(group) => load::still_held(session.store.db(), group)?,
        None => None,
    };
    if found.is_none() {
        ctx.ui.line(&text::no_such_group(ctx.ui.lang, named))?;
    }
    Ok(found)
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
    let (called, row) = (group.called(), if group.is_part() { " --row" } else { "" });
    match decision {
        Decision::Accept => format!("kam review accept {called}{row}"),
        Decision::AcceptAs(account) => format!("kam review accept {called} --to {account}{row}"),
        Decision::Separate => format!("kam review separate {called}{row}"),
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
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let rest: Vec<String> = words.map(str::to_owned).collect();
    let account = |text: &str| match AnyId::parse(text) {
        Some(AnyId { kind: IdKind::AccountId, number }) => Some(AccountId::new(number)),
        _ => None,
    };
    let decision = match first {
        "a" | "A" | "ａ" => Some(Decision::Accept),
        "s" | "S" | "ｓ" => Some(Decision::Separate),
        other => account(other).map(Decision::AcceptAs),
    };
    if let Some(decision) = decision.filter(|_| rest.iter().all(|named| is_row(named))) {
        return Answer::Decide(decision, rest);
    }
    if let ("e" | "E" | "ｅ", [one, other]) = (first, rest.as_slice()) {
        return match (account(one), account(other)) {
            (Some(one), Some(other)) => Answer::Look(Whom::Two(one, other)),
            (None, Some(account)) if is_row(one) => Answer::Look(pair(one, account)),
            (Some(account), None) if is_row(other) => Answer::Look(pair(other, account)),
            _ => Answer::Other,
        };
    }
    match first {
        "e" | "E" | "ｅ" | "r" | "R" | "ｒ" if rest.len() == 1 => of_letters(line, &account),
        _ if !rest.is_empty() => Answer::Other,
        "" | "n" | "N" | "ｎ" => Answer::Skip,
        "e" | "E" | "ｅ" => Answer::Explain,
        "r" | "R" | "ｒ" => Answer::Rows(None),
        "u" | "U" | "ｕ" => Answer::Undo,
        "?" | "？" | "h" | "H" | "ｈ" => Answer::Help,
        "q" | "Q" | "ｑ" => Answer::Quit,
        _ => of_letters(line, &account),
    }
}

fn pair(group: &str, account: AccountId) -> Whom {
    Whom::Pair(group.to_ascii_uppercase(), account)
}

/// Returns whether a text may name a row: by batch and line, or by id.
fn is_row(text: &str) -> bool {
    let kind = AnyId::parse(text).map(|id| id.kind);
    text.contains(':') || kind == Some(IdKind::BatchRowId)
}

/// Returns what a line means that begins with what is to be looked at.
fn of_letters(line: &str, account: &impl Fn(&str) -> Option<AccountId>) -> Answer {
    let whom = |named: &str| match account(named) {
        Some(account) => Some(Whom::Account(account)),
        None if is_row(named) => Some(Whom::Group(named.to_ascii_uppercase())),
        None => None,
    };
    let behind = |key: [char; 3]| line.trim().strip_prefix(key).and_then(|id| whom(id.trim()));
    match (behind(['e', 'E', 'ｅ']), behind(['r', 'R', 'ｒ'])) {
        (Some(whom), _) => Answer::Look(whom),
        (_, whom @ Some(_)) => Answer::Rows(whom),
        (None, None) => Answer::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_letters_ids_or_both() {
        let account = AccountId::new(17);
        let rows = |named: &[&str]| named.iter().map(|name| (*name).to_owned()).collect();
        for (line, expected) in [
            ("", Answer::Skip),
            (" ｎ ", Answer::Skip),
            ("A", Answer::Decide(Decision::Accept, vec![])),
            ("s", Answer::Decide(Decision::Separate, vec![])),
            ("s b1:3  L4", Answer::Decide(Decision::Separate, rows(&["b1:3", "L4"]))),
            ("ａ B1:3", Answer::Decide(Decision::Accept, rows(&["B1:3"]))),
            ("A17 B1:3", Answer::Decide(Decision::AcceptAs(account), rows(&["B1:3"]))),
            ("s yes", Answer::Other),
            ("n B1:3", Answer::Other),
            ("e A17 a18", Answer::Look(Whom::Two(account, AccountId::new(18)))),
            ("e A17 b1:3", Answer::Look(Whom::Pair("B1:3".to_owned(), account))),
            ("e B1:3 A17", Answer::Look(Whom::Pair("B1:3".to_owned(), account))),
            ("e B1:3 B1:4", Answer::Other),
            ("r A17 A18", Answer::Other),
            ("e", Answer::Explain),
            ("e A17", Answer::Look(Whom::Account(account))),
            ("ea17", Answer::Look(Whom::Account(account))),
            ("e b1:40", Answer::Look(Whom::Group("B1:40".to_owned()))),
            ("r B1:40", Answer::Rows(Some(Whom::Group("B1:40".to_owned())))),
            ("a17", Answer::Decide(Decision::AcceptAs(account), vec![])),
            ("e B17", Answer::Other),
            ("r", Answer::Rows(None)),
            ("R a17", Answer::Rows(Some(Whom::Account(account)))),
            ("？", Answer::Help),
            ("u", Answer::Undo),
            ("q", Answer::Quit),
            ("yes", Answer::Other),
        ] {
            assert_eq!(of_key(line), expected, "{line}");
        }
    }
}
