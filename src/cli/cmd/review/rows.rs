//! The rows of lists behind a group and an account, each with what it says.

use std::collections::BTreeSet;

use super::ask::place;
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::text;
use crate::ingest::matching::Field;
use crate::load::{self, HeldGroup, Subject};
use crate::model::{Account, BatchRow, Lead, OutcomeKind, Phone, Variant};

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
    let mut first: Option<Subject> = None;
    for (at, (_, lead)) in group.rows.iter().enumerate().take(MOST) {
        let line = text::row_says(lang, place(group, at), said(ctx, lead, first.as_ref(), theirs));
        ctx.ui.line(&line)?;
        first.get_or_insert_with(|| Subject::of_lead(lead));
    }
    more(ctx, group.rows.len())?;
    let (Some(account), Some(subject)) = (account, subject) else { return Ok(()) };
    let ours: Vec<Phone> =
        group.rows.iter().flat_map(|(_, lead)| lead.phones.iter().cloned()).collect();
    let rows = load::rows_of(db, account.id)?;
    ctx.ui.line(&text::rows_of_account(lang, account.id))?;
    for (row, lead) in rows.iter().take(MOST) {
        let at = format!("{}:{}", row.batch, row.line);
        let line = match lead {
            Some(lead) => text::row_says(lang, at, said(ctx, lead, Some(&subject), &ours)),
            None if row.outcome == OutcomeKind::Added => {
                let said = left_over(ctx, (account, &subject.phones), &rows, &ours);
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
    ctx: &Ctx<'_>,
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
    values.push(format!("{} {}", ctx.ui.label("name"), account.name));
    let address = account.address.iter();
    values.extend(address.map(|address| format!("{} {address}", ctx.ui.label("address"))));
    values.join("; ")
}

/// Returns the channels that rows of a group and rows of an account both have.
pub(super) fn shared_channels(
    group: &HeldGroup,
    account: &Account,
    variants: &[Variant],
) -> Vec<String> {
    let ours: BTreeSet<&str> =
        group.rows.iter().filter_map(|(_, lead)| lead.channel.as_deref()).collect();
    let others = variants.iter().filter(|variant| variant.field == "channel");
    let theirs: BTreeSet<&str> =
        account.channel.as_deref().into_iter().chain(others.map(|v| v.value.as_str())).collect();
    ours.intersection(&theirs).map(|channel| (*channel).to_owned()).collect()
}
