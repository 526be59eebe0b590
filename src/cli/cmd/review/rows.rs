//! The rows of lists behind a group and an account, each with what it says.

use super::screen::place;
use crate::cli::comparing::mark;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::text;
use crate::ingest::matching::Field;
use crate::load::{self, HeldGroup, Subject};
use crate::model::{Account, BatchRow, Lead, OutcomeKind, Phone, Variant};
use crate::store::Column as _;

/// Rows of one side that are shown at most.
const MOST: usize = 20;

/// Prints every row of a group, and those that the account beside it is made of.
pub(super) fn show(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    account: Option<&Account>,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let db = session.store.db();
    let subject = account.map(|account| Subject::stored(db, account.id)).transpose()?;
    let theirs = subject.as_ref().map_or(&[][..], |subject| &subject.phones);
    ctx.ui.line("")?;
    ctx.ui.line(&text::rows_of_list(lang, &group.name))?;
    let settings = &session.playbook.matching;
    let known: Vec<Variant> = match account {
        Some(account) => db.having("account", &account.id.to_val())?,
        None => Vec::new(),
    };
    let told = subject.clone().unwrap_or_default().told_otherwise(&known);
    let (shown, _) = load::compare_held(group, &told, settings);
    let shown = group.subjects().into_iter().nth(shown).unwrap_or_default();
    let differs = |ctx: &Ctx<'_>, (one, other): (&Subject, &[Subject]), others: &[Phone]| {
        let compared = other.iter().map(|other| load::compare(one, other, settings));
        let compared = compared.max_by_key(|compared| compared.explanation.sum);
        let compared = compared.map_or_else(Vec::new, |compared| compared.fields);
        // Of several phones one that agrees is enough.
        let shares = one.phones.iter().any(|p| others.iter().any(|q| p.number == q.number));
        let told = compared.iter().filter(|field| mark(field.verdict).starts_with('!'));
        let told = told.filter(|field| field.field != Field::Phone || !shares);
        let told = told
            .map(|field| format!("{} {}", ctx.ui.label(field.field.key()), mark(field.verdict)));
        let told: Vec<String> = told.collect();
        if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
    };
    let mut first: Option<Subject> = None;
    for (at, (_, lead)) in group.rows.iter().enumerate().take(MOST) {
        let row = Subject::of_lead(lead);
        let line = said(ctx, lead, first.as_ref(), theirs) + &differs(ctx, (&row, &told), theirs);
        ctx.ui.line(&text::row_says(lang, place(group, at), line))?;
        first.get_or_insert(row);
    }
    more(ctx, group.rows.len())?;
    let (Some(account), Some(subject)) = (account, subject) else { return Ok(()) };
    let ours: Vec<Phone> =
        group.rows.iter().flat_map(|(_, lead)| lead.phones.iter().cloned()).collect();
    let rows = load::rows_of(db, account.id)?;
    let told: Vec<&str> =
        std::iter::once(account.name.as_str()).chain(account.address.as_deref()).collect();
    ctx.ui.line(&text::rows_of_account(lang, account.id, told.join("; ")))?;
    for (row, lead) in rows.iter().take(MOST) {
        let at = format!("{}:{}", row.batch, row.line);
        let line = match lead {
            Some(lead) => {
                let told = said(ctx, lead, Some(&subject), &ours);
                let differs =
                    differs(ctx, (&Subject::of_lead(lead), std::slice::from_ref(&shown)), &ours);
                text::row_says(lang, at, told + &differs)
            }
            None if row.outcome == OutcomeKind::Added => {
                let said = left_over((account, &subject.phones), &rows, &ours);
                text::row_made(lang, at, account.id, said)
            }
            None => text::row_not_kept(lang, at),
        };
        ctx.ui.line(&line)?;
    }
    more(ctx, rows.len())
}

fn more(ctx: &mut Ctx<'_>, rows: usize) -> Result<(), CliError> {
    match rows.saturating_sub(MOST) {
        0 => Ok(()),
        more => ctx.ui.line(&text::and_rows_more(ctx.ui.lang, more)),
    }
}

/// Returns what a row says: its channel and phones, those marked that the other side has as well, and
/// all that `known`, where there is one, says otherwise.
fn said(ctx: &Ctx<'_>, lead: &Lead, known: Option<&Subject>, others: &[Phone]) -> String {
    let row = Subject::of_lead(lead);
    let mut values: Vec<String> = lead.channel.iter().cloned().collect();
    values.extend(marked(&lead.phones, others));
    let unread = lead.warnings.iter().filter(|problem| problem.field == "phone");
    values.extend(unread.map(|problem| format!("{}?", problem.value)));
    let fields = [Field::Name, Field::Email, Field::Address, Field::City];
    values.extend(fields.into_iter().filter_map(|field| {
        let said = row.says(field)?;
        let is_known = known.is_some_and(|known| known.says(field).as_ref() == Some(&said));
        (!is_known).then(|| format!("{} {said}", ctx.ui.label(field.key())))
    }));
    if values.is_empty() { "-".to_owned() } else { values.join("; ") }
}

/// Returns phones, with a mark before those that are among `others`.
fn marked(phones: &[Phone], others: &[Phone]) -> Option<String> {
    let shown = |phone: &Phone| {
        let is_shared = others.iter().any(|other| other.number == phone.number);
        format!("{}{phone}", if is_shared { "=" } else { "" })
    };
    let shown: Vec<String> = phones.iter().map(shown).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// Returns what an account says that no row does whose cells were kept: what the row said that it was
/// made of, or somebody wrote.
fn left_over(
    (account, phones): (&Account, &[Phone]),
    rows: &[(BatchRow, Option<Lead>)],
    others: &[Phone],
) -> String {
    let leads = || rows.iter().filter_map(|(_, lead)| lead.as_ref());
    let is_told = |phone: &&Phone| {
        leads().flat_map(|lead| &lead.phones).any(|told| told.number == phone.number)
    };
    let untold: Vec<Phone> = phones.iter().filter(|phone| !is_told(phone)).cloned().collect();
    let mut values: Vec<String> = account.channel.iter().cloned().collect();
    values.extend(marked(&untold, others));
    if values.is_empty() { "-".to_owned() } else { values.join("; ") }
}
