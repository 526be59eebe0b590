//! One pair after the other, asked on a terminal.

use std::collections::HashMap;

use super::{Candidates, Decision, Settled, decide, no_candidate};
use crate::cli::comparing::{Beside, conclusions, mark, side_by_side};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::text;
use crate::ingest::matching::Field;
use crate::load::{self, HeldGroup};
use crate::model::{Account, AccountId, AnyId, Contact, Deal, Id as _, IdKind};
use crate::rules::review::Stake;
use crate::store::{Column as _, StoreError};

/// Terminal cells of a line where the terminal does not say.
const WIDTH: usize = 80;

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Decide(Decision),
    Skip,
    Explain,
    Quit,
    /// A key that means nothing here.
    Other,
}

/// Counts of what was done.
#[derive(Debug, Default)]
struct Done {
    accepted: usize,
    separated: usize,
    seen: usize,
}

/// Asks about every group, those with most at stake first; every decision is written at once.
pub(super) fn run(ctx: &mut Ctx<'_>, explain: bool) -> CliResult {
    let session = ctx.open()?;
    let lang = ctx.ui.lang;
    let groups =
        in_order(&session, load::held_groups(session.store.db(), &session.playbook.matching)?)?;
    if groups.is_empty() {
        ctx.ui.status(&text::nothing_held(lang))?;
        return Ok(Exit::Done);
    }
    ctx.ui.line(&text::legend(lang))?;
    let mut done = Done::default();
    for (place, (group, stake)) in (1..).zip(&groups) {
        let progress = text::of_all(lang, place, groups.len());
        if !one(ctx, &session, (group, *stake), (&progress, explain), &mut done)? {
            break;
        }
    }
    let left = groups.len() - done.seen;
    let mut said = text::review_done(lang, done.accepted, done.separated, left);
    if done.accepted + done.separated > 0 {
        said = format!("{said} {}", text::undo_decision(lang));
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

/// Asks about one group until it is decided on or skipped; returns whether to go on.
fn one(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, stake): (&HeldGroup, Stake),
    (progress, explain): (&str, bool),
    done: &mut Done,
) -> Result<bool, CliError> {
    let lang = ctx.ui.lang;
    let db = session.store.db();
    let Some(group) = load::still_held(db, group)? else {
        ctx.ui.status(&text::settled_meanwhile(lang, &group.name))?;
        done.seen += 1;
        return Ok(true);
    };
    show(ctx, session, (&group, stake), progress, explain)?;
    loop {
        ctx.ui.line(&text::review_keys(lang))?;
        ctx.ui.finish()?;
        match answer(ctx)? {
            Answer::Skip => return Ok(true),
            Answer::Quit => return Ok(false),
            Answer::Explain => show(ctx, session, (&group, stake), progress, true)?,
            Answer::Other => ctx.ui.line(&text::no_such_key(lang))?,
            Answer::Decide(Decision::Accept) if group.candidate().is_none() => {
                for line in no_candidate(&group).lines(lang) {
                    ctx.ui.say(&line)?;
                }
            }
            Answer::Decide(Decision::AcceptAs(named)) => match db.account_led_to(named) {
                Ok(Account { id, .. }) => {
                    settle(ctx, session, &group, Decision::AcceptAs(id), done)?;
                    return Ok(true);
                }
                Err(StoreError::Unknown { .. }) => ctx.ui.line(&text::no_such_key(lang))?,
                Err(error) => return Err(error.into()),
            },
            Answer::Decide(decision) => {
                settle(ctx, session, &group, decision, done)?;
                return Ok(true);
            }
        }
    }
}

/// Writes a decision, unless somebody else has decided meanwhile.
fn settle(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    decision: Decision,
    done: &mut Done,
) -> Result<(), CliError> {
    let now = || Ok::<_, CliError>(load::still_held(session.store.db(), group)?);
    let written = session.store.write_planned(&session.caller, false, now, |op, group| {
        group.map(|group| decide(op, session, group, decision)).transpose()
    })?;
    done.seen += 1;
    let lang = ctx.ui.lang;
    let settled: &Settled = match &written.value {
        Some(settled) => settled,
        None => return ctx.ui.status(&text::settled_meanwhile(lang, &group.name)),
    };
    match decision {
        Decision::Accept | Decision::AcceptAs(_) => done.accepted += 1,
        Decision::Separate => done.separated += 1,
    }
    let account = written.shown(settled.account);
    ctx.ui.status(&settled.said(session, lang, account)?)?;
    ctx.report(&written)
}

/// Prints a group beside its candidate.
fn show(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, stake): (&HeldGroup, Stake),
    progress: &str,
    explain: bool,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let candidates = Candidates::of(session, std::slice::from_ref(group))?;
    let known = group.candidate().and_then(|id| candidates.known.get(&id));
    let code = group.rows.iter().find_map(|(row, _)| row.reason.as_deref()).unwrap_or_default();
    let reason = text::reason(lang, code);
    ctx.ui.line("")?;
    let rows = group.rows.len();
    ctx.ui.heading(&text::asked_about(lang, progress, &group.name, rows))?;
    ctx.ui.line(&match group.score() {
        Some(score) => text::held_why(lang, reason, score),
        None => reason,
    })?;
    let (decided, same) = session.store.db().decided_so_far(code)?;
    if decided > 0 {
        ctx.ui.line(&text::decided_so_far(lang, usize::try_from(decided).unwrap_or(0), same))?;
    }
    if let (Some(grade), Some(account)) = (stake.grade, group.candidate()) {
        ctx.ui.line(&text::has_open_deal(lang, account, grade.letter()))?;
    }
    let none = load::Subject::default();
    let subject = known.map_or(&none, |(_, subject)| subject);
    let (shown, compared) = load::compare_held(group, subject, &session.playbook.matching);
    let mut fields = beside(&compared, explain && known.is_some());
    let row = text::row_of_list(lang, place(group, shown));
    match known {
        Some((account, _)) => {
            fields.extend(besides(session, (group, shown), account)?);
            print(ctx, (&row, &text::our_account(lang, account.id)), &fields)?;
        }
        None => print(ctx, (&row, "-"), &fields)?,
    }
    others_of_group(ctx, group, shown)?;
    if explain && known.is_some() {
        for line in conclusions(lang, &compared) {
            ctx.ui.line(&line)?;
        }
    }
    for (account, compared) in
        load::others_like(session.store.db(), group, &session.playbook.matching, OTHERS)?
    {
        let said = compared.fields.iter().filter(|field| !mark(field.verdict).is_empty());
        let said = said
            .map(|field| format!("{} {}", ctx.ui.label(field.field.key()), mark(field.verdict)));
        let marks = said.collect::<Vec<_>>().join(", ");
        ctx.ui.say(&text::also_like(lang, account.id, &account.name, marks))?;
    }
    Ok(())
}

/// Other accounts, and other rows of a group, that are shown.
const OTHERS: usize = 3;

/// Returns batch and line of a row of a group.
fn place(group: &HeldGroup, row: usize) -> String {
    match group.rows.get(row) {
        Some((row, _)) => format!("{}:{}", row.batch, row.line),
        None => group.name.clone(),
    }
}

/// Prints what rows of a group say otherwise than the one that is shown.
fn others_of_group(ctx: &mut Ctx<'_>, group: &HeldGroup, shown: usize) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let subjects: Vec<load::Subject> =
        group.rows.iter().map(|(_, lead)| load::Subject::of_lead(lead)).collect();
    let mut lines = Vec::new();
    for (at, subject) in subjects.iter().enumerate().filter(|(at, _)| *at != shown) {
        let fields = [Field::Name, Field::Phone, Field::Email, Field::Address, Field::City];
        let differ = fields.into_iter().filter_map(|field| {
            let said = subject.says(field).filter(|said| {
                subjects.get(shown).and_then(|shown| shown.says(field)).as_ref() != Some(said)
            })?;
            Some(format!("{} {said}", ctx.ui.label(field.key())))
        });
        let values = differ.collect::<Vec<_>>().join("; ");
        if !values.is_empty() {
            lines.push(text::says_otherwise(lang, place(group, at), values));
        }
    }
    let more = lines.len().saturating_sub(OTHERS);
    for line in lines.iter().take(OTHERS) {
        ctx.ui.say(line)?;
    }
    if more > 0 {
        ctx.ui.line(&text::and_rows_more(lang, more))?;
    }
    Ok(())
}

fn print(ctx: &mut Ctx<'_>, heads: (&str, &str), fields: &[Beside]) -> Result<(), CliError> {
    let limit = ctx.ui.width().unwrap_or(WIDTH);
    for line in side_by_side(ctx, heads, fields, limit) {
        ctx.ui.laid_out(&line)?;
    }
    Ok(())
}

fn beside(compared: &load::Compared, explain: bool) -> Vec<Beside> {
    let fields =
        compared.fields.iter().filter(|field| field.one.is_some() || field.other.is_some());
    let fields = fields.map(|field| Beside {
        key: field.field.key(),
        mark: mark(field.verdict),
        one: field.one.clone(),
        other: field.other.clone(),
        weight: explain.then_some(field.weight),
    });
    fields.collect()
}

/// Returns what is not compared, and helps people to tell the two apart.
fn besides(
    session: &Session,
    (group, shown): (&HeldGroup, usize),
    account: &Account,
) -> Result<Vec<Beside>, CliError> {
    let contacts: Vec<Contact> =
        session.store.db().having("account", &AccountId::new(account.id.number()).to_val())?;
    let ours: Vec<&str> = contacts.iter().map(|contact| contact.name.as_str()).collect();
    // What the row shown does not say, another of its group may.
    let leads = || group.rows.iter().skip(shown).chain(&group.rows).map(|(_, lead)| lead);
    let contact = leads().find_map(|lead| lead.contact.as_ref()).map(|person| person.name.clone());
    let industry = leads().find_map(|lead| lead.industry.clone());
    let channel = leads().find_map(|lead| lead.channel.clone());
    let line = |key, one: Option<String>, other: Option<String>| {
        let same = one.is_some() && one == other;
        let mark = if same { "=" } else { "" };
        (one.is_some() || other.is_some()).then_some(Beside { key, mark, one, other, weight: None })
    };
    let ours = (!ours.is_empty()).then(|| ours.join(", "));
    let lines = [
        line("contact", contact, ours),
        line("industry", industry, account.industry.clone()),
        line("channel", channel, account.channel.clone()),
    ];
    Ok(lines.into_iter().flatten().collect())
}

/// Reads a line; its end is that of the review.
fn answer(ctx: &mut Ctx<'_>) -> Result<Answer, CliError> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    loop {
        match ctx.stdin.read(&mut byte) {
            Ok(0) if line.is_empty() => return Ok(Answer::Quit),
            Ok(0) => break,
            Ok(_) if byte[0] == b'\n' => break,
            // Longer than any answer: the rest of it says no more.
            Ok(_) if line.len() < WIDTH => line.push(byte[0]),
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
        "q" | "Q" | "ｑ" => Answer::Quit,
        other => match AnyId::parse(other) {
            Some(AnyId { kind: IdKind::AccountId, number }) => {
                Answer::Decide(Decision::AcceptAs(AccountId::new(number)))
            }
            _ => Answer::Other,
        },
    }
}
