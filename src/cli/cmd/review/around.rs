//! Whom a held group may be beside its candidate: other accounts, and other groups that wait.

use std::cell::RefCell;
use std::collections::HashMap;

use super::screen::Uncompared;
use crate::cli::comparing::mark;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::text;
use crate::ingest::matching::Field;
use crate::load::{self, HeldGroup, Subject};
use crate::model::{Account, AccountId};

/// What else there is beside the group that is asked about.
pub(super) struct Around {
    /// Every group that waited when the review began.
    pub(super) groups: Vec<HeldGroup>,
    /// How many customers lists have, and how many of them another list has, as far as it was asked:
    /// counting reads all accounts.
    counted: RefCell<HashMap<(String, String), (i64, i64)>>,
}

impl Around {
    pub(super) fn new(groups: Vec<HeldGroup>) -> Self {
        Self { groups, counted: RefCell::default() }
    }

    /// Returns how many customers a list has, and how many of them another one has.
    fn in_both(&self, session: &Session, one: &str, other: &str) -> Result<(i64, i64), CliError> {
        let lists = (one.to_owned(), other.to_owned());
        if let Some(counted) = self.counted.borrow().get(&lists) {
            return Ok(*counted);
        }
        let counted = session.store.db().of_channels(one, other)?;
        self.counted.borrow_mut().insert(lists, counted);
        Ok(counted)
    }
}

/// Other accounts, and other rows of a group, that are shown.
pub(super) const OTHERS: usize = 3;

/// The candidate of a group, with the ways in which it is told.
pub(super) type Told<'a> = (&'a Account, &'a [Subject]);

/// Prints the accounts, beside the candidate, that a group may be as well, and names those that are
/// called so; returns the former, and the candidate.
pub(super) fn others_like(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, candidate): (&HeldGroup, Option<Told<'_>>),
    compared: &load::Compared,
) -> Result<Vec<AccountId>, CliError> {
    let (lang, db, settings) = (ctx.ui.lang, session.store.db(), &session.playbook.matching);
    let mut seen: Vec<AccountId> = group.candidate().into_iter().collect();
    let load::Others { like, called_so } = load::others_like(db, group, settings, OTHERS)?;
    // It was made, or told more, since the row came.
    if let (Some((nearer, found)), Some((candidate, _))) = (like.first(), candidate)
        && found.explanation.sum > compared.explanation.sum
    {
        ctx.ui.line(&text::nearer_now(lang, nearer.id, candidate.id))?;
    }
    for (other, compared) in like {
        seen.push(other.id);
        let score =
            load::how_likely(db, group, (other.id, &compared.explanation), &session.playbook)?;
        let said = compared.fields.iter().find(|field| field.field == Field::Name);
        let called = said.and_then(|field| field.other.clone()).filter(|name| *name != other.name);
        let name = match called {
            Some(called) => text::called_as(lang, &other.name, called),
            None => other.name.clone(),
        };
        let channels = channels(session, &other)?.into_iter();
        let marked: Vec<String> = channels.chain([marks(ctx, &compared, score)]).collect();
        ctx.ui.line(&text::also_like(lang, other.id, name, marked.join("; ")))?;
        if let Some((candidate, _)) = candidate {
            one_name_two(ctx, session, candidate, &other)?;
        }
    }
    if let Some(others) = in_a_line(ctx, session, &called_so, &seen)? {
        ctx.ui.line(&text::row_called_so(lang, others))?;
        seen.extend(called_so.iter().map(|account| account.id));
    }
    Ok(seen)
}

/// Says why two accounts of the very same name are two, where they are.
fn one_name_two(
    ctx: &mut Ctx<'_>,
    session: &Session,
    one: &Account,
    other: &Account,
) -> Result<(), CliError> {
    if one.name != other.name {
        return Ok(());
    }
    let db = session.store.db();
    let (a, b) = (Subject::stored(db, one.id)?, Subject::stored(db, other.id)?);
    let compared = load::compare(&a, &b, &session.playbook.matching);
    let marked = marks(ctx, &compared, None);
    ctx.ui.line(&text::one_name_two(ctx.ui.lang, one.id, other.id, marked))
}

/// Names the accounts that stand at the site of a group or of its candidate, and those of the candidate's
/// name, but for those seen already.
pub(super) fn named_in_a_line(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, candidate): (&HeldGroup, Option<Told<'_>>),
    mut seen: Vec<AccountId>,
) -> Result<(), CliError> {
    let (lang, db, settings) = (ctx.ui.lang, session.store.db(), &session.playbook.matching);
    let told = candidate.map_or(&[][..], |(_, told)| told);
    let there = load::at_site(db, group, told, settings)?;
    // Those that were named already as well: that they stand there is not said of them.
    let own: Vec<AccountId> = group.candidate().into_iter().collect();
    if let Some(named) = in_a_line(ctx, session, &there, &own)? {
        ctx.ui.line(&text::stands_there(lang, named))?;
    }
    let Some((candidate, _)) = candidate else { return Ok(()) };
    let others = load::namesakes(db, candidate.id, settings)?;
    for other in others.iter().filter(|other| !seen.contains(&other.id)) {
        one_name_two(ctx, session, candidate, other)?;
    }
    seen.extend(others.iter().filter(|other| other.name == candidate.name).map(|other| other.id));
    if let Some(others) = in_a_line(ctx, session, &others, &seen)? {
        ctx.ui.line(&text::called_so_too(lang, candidate.id, others))?;
    }
    Ok(())
}

/// Returns accounts, each with the channels by which it came, one behind the other; `None` where all
/// were seen.
fn in_a_line(
    ctx: &Ctx<'_>,
    session: &Session,
    others: &[Account],
    seen: &[AccountId],
) -> Result<Option<String>, CliError> {
    let mut named = Vec::new();
    for other in others.iter().filter(|other| !seen.contains(&other.id)) {
        let Account { id, name, .. } = other;
        named.push(match channels(session, other)? {
            Some(channels) => format!("{id} {name} ({channels})"),
            None => format!("{id} {name}"),
        });
    }
    Ok((!named.is_empty()).then(|| text::first_few(ctx.ui.lang, &named)))
}

/// Returns the channels by which an account came; `None` where it is not told.
fn channels(session: &Session, account: &Account) -> Result<Option<String>, CliError> {
    Ok(Uncompared::of_account(session, account)?.channel)
}

/// Says that two stand in lists that share few customers, where they do.
pub(super) fn few_in_both(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, account): (&HeldGroup, &Account),
    around: &Around,
) -> Result<(), CliError> {
    let Some((ours, theirs)) = load::two_lists(group, account, &session.playbook) else {
        return Ok(());
    };
    let (of, both) = around.in_both(session, &ours, &theirs)?;
    let few = i64::from(session.playbook.matching.percents.few_in_both);
    if of < TOLD || 100 * both >= few * of {
        return Ok(());
    }
    let of = usize::try_from(of).unwrap_or(usize::MAX);
    ctx.ui.line(&text::few_in_both(ctx.ui.lang, ours, theirs, of, both))
}

/// Customers of a list, at least, of which it is said how many another list has.
const TOLD: i64 = 20;

/// Prints the other groups that wait for the same candidate, may be the same customer, or stand at its
/// site; returns how many there are.
pub(super) fn waiting_too(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    all: &[HeldGroup],
) -> Result<usize, CliError> {
    let lang = ctx.ui.lang;
    let settings = &session.playbook.matching;
    let mut waiting = Vec::new();
    for (other, at, _) in load::waiting_like(group, all.iter(), settings) {
        // Answers before this one may have settled it, or the row that is most alike.
        if let Some(now) = load::still_held(session.store.db(), other)? {
            let nearest = other.rows.get(at).map(|(row, _)| row.id);
            let at = now.rows.iter().position(|(row, _)| Some(row.id) == nearest).unwrap_or(0);
            waiting.push((now, at));
        }
    }
    for (other, at) in waiting.iter().take(OTHERS) {
        let Some((_, lead)) = other.rows.get(*at) else { continue };
        let (_, compared) = load::compare_held(group, &[Subject::of_lead(lead)], settings);
        let name = lead.name.as_deref().unwrap_or("-");
        let channels = Uncompared::of_rows(other, *at).channel.into_iter();
        let marked: Vec<String> = channels.chain([marks(ctx, &compared, None)]).collect();
        let marked = marked.join("; ");
        ctx.ui.line(&match group.candidate() {
            Some(candidate) if other.candidate() == Some(candidate) => {
                text::waits_for_it_too(lang, candidate, &other.name, name, marked)
            }
            _ => text::waits_too(lang, &other.name, name, marked),
        })?;
    }
    if waiting.len() > OTHERS {
        ctx.ui.line(&text::and_groups_more(lang, waiting.len() - OTHERS))?;
    }
    Ok(waiting.len())
}

/// Returns how the fields of two compare in a line, what that comes to, and how likely they are the same.
fn marks(ctx: &Ctx<'_>, compared: &load::Compared, likelihood: Option<u8>) -> String {
    let said = compared.fields.iter().filter(|field| !mark(field.verdict).is_empty());
    let said =
        said.map(|field| format!("{} {}", ctx.ui.label(field.field.key()), mark(field.verdict)));
    let sum = format!("{} {}", ctx.ui.label("sum"), compared.explanation.sum);
    let likelihood = likelihood.map(|score| text::about_in_100(ctx.ui.lang, score));
    said.chain([sum]).chain(likelihood).collect::<Vec<_>>().join(", ")
}
