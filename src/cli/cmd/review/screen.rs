//! What is printed of a held group: beside its candidate, and beside other accounts.

use super::Candidates;
use super::around::{Around, OTHERS, few_in_both, named_in_a_line, others_like, waiting_too};
use super::names::marked;
use crate::cli::comparing::{Beside, conclusions, mark, side_by_side};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::text;
use crate::ingest::matching::{Field, Reason};
use crate::load::{self, HeldGroup};
use crate::model::{Account, AccountId, AccountKind, Contact, Variant};
use crate::rules::review::Stake;
use crate::store::Column as _;

/// Terminal cells of a line where the terminal does not say.
const WIDTH: usize = 80;

/// Prints a group beside an account that it may be as well, with what each field weighs.
pub(super) fn beside_account(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    account: &Account,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let known: Vec<Variant> = session.store.db().having("account", &account.id.to_val())?;
    let told = load::Subject::stored(session.store.db(), account.id)?.told_otherwise(&known);
    let (shown, compared) = load::compare_held(group, &told, &session.playbook.matching);
    let mut fields = beside_row((group, shown), &compared, true);
    let ours = Uncompared::of_account(session, account)?;
    fields.extend(uncompared(Uncompared::of_rows(group, shown), ours));
    ctx.ui.line("")?;
    let row = head(ctx, group, shown);
    print(ctx, (&row, &text::our_account(lang, account.id)), &fields)?;
    other_values(ctx, session, account, &compared)?;
    conclude(ctx, &compared)?;
    let beside = (account.id, &compared.explanation);
    match load::how_likely(session.store.db(), group, beside, &session.playbook)? {
        Some(score) => ctx.ui.line(&text::such_are_the_same(lang, score)),
        None => Ok(()),
    }
}

/// Prints a group beside another one that waits, with what each field weighs.
pub(super) fn beside_group(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    other: &HeldGroup,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let rows = other.rows.iter().enumerate().map(|(at, (_, lead))| {
        let told = [load::Subject::of_lead(lead)];
        (at, load::compare_held(group, &told, &session.playbook.matching))
    });
    let sum = |(_, (_, compared)): &(usize, (usize, load::Compared))| compared.explanation.sum;
    let Some((at, (shown, compared))) =
        rows.reduce(|best, next| if sum(&best) < sum(&next) { next } else { best })
    else {
        return Ok(());
    };
    let mut fields = beside_row((group, shown), &compared, true);
    fields.extend(uncompared(Uncompared::of_rows(group, shown), Uncompared::of_rows(other, at)));
    ctx.ui.line("")?;
    let heads = (head(ctx, group, shown), head(ctx, other, at));
    print(ctx, (&heads.0, &heads.1), &fields)?;
    conclude(ctx, &compared)?;
    ctx.ui.line(&text::decided_alone(lang, &group.name, &other.name))
}

/// Returns what stands above the row of a group that is shown.
fn head(ctx: &Ctx<'_>, group: &HeldGroup, shown: usize) -> String {
    let (lang, place) = (ctx.ui.lang, place(group, shown));
    if group.rows.len() > 1 {
        text::nearest_row(lang, place)
    } else {
        text::row_of_list(lang, place)
    }
}

/// Prints values of an account that another one took the place of, and its own address where another
/// one was compared.
fn other_values(
    ctx: &mut Ctx<'_>,
    session: &Session,
    account: &Account,
    compared: &load::Compared,
) -> Result<(), CliError> {
    let known: Vec<Variant> = session.store.db().having("account", &account.id.to_val())?;
    let shown = compared.fields.iter().find(|field| field.field == Field::Address);
    let shown = shown.and_then(|field| field.other.as_deref());
    if let (Some(own), Some(_)) =
        (&account.address, shown.filter(|_| shown != account.address.as_deref()))
    {
        ctx.ui.line(&text::own_address(ctx.ui.lang, account.id, own))?;
    }
    let others = known.iter().filter(|variant| {
        let is_shown = variant.field == "address" && shown == Some(&variant.value);
        ["name", "address"].contains(&variant.field.as_str()) && !is_shown
    });
    let word = |variant: &Variant| format!("{} {}", ctx.ui.label(&variant.field), variant.value);
    let values: Vec<String> = others.take(OTHERS).map(word).collect();
    if !values.is_empty() {
        ctx.ui.line(&text::known_as_well(ctx.ui.lang, account.id, values.join("; ")))?;
    }
    Ok(())
}

/// Prints two accounts beside each other, with what each field weighs.
pub(super) fn two_accounts(
    ctx: &mut Ctx<'_>,
    session: &Session,
    one: &Account,
    other: &Account,
) -> Result<(), CliError> {
    let (lang, db) = (ctx.ui.lang, session.store.db());
    let (a, b) = (load::Subject::stored(db, one.id)?, load::Subject::stored(db, other.id)?);
    let compared = load::compare(&a, &b, &session.playbook.matching);
    let mut fields = beside(&compared, true);
    let (ours, theirs) =
        (Uncompared::of_account(session, one)?, Uncompared::of_account(session, other)?);
    fields.extend(uncompared(ours, theirs));
    ctx.ui.line("")?;
    let heads = (text::our_account(lang, one.id), text::our_account(lang, other.id));
    print(ctx, (&heads.0, &heads.1), &fields)?;
    conclude(ctx, &compared)
}

/// Prints a group beside its candidate; returns the accounts that it may be by what was printed.
pub(super) fn show(
    ctx: &mut Ctx<'_>,
    session: &Session,
    (group, stake, around): (&HeldGroup, Stake, &Around),
    progress: &str,
    explain: bool,
) -> Result<Vec<AccountId>, CliError> {
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
    if !group.one_list.is_empty() {
        let lists = text::first_few(lang, &group.one_list);
        ctx.ui.line(&if group.may_have_moved() {
            text::twice_in_list(lang, lists)
        } else {
            text::both_in_list(lang, lists)
        })?;
    } else if code == Reason::SamePhoneOtherName.code()
        && known.is_some_and(|(account, _)| account.kind == AccountKind::Organisation)
    {
        ctx.ui.line(&text::renamed_or_other(lang))?;
    }
    if let Some((account, _)) = known {
        few_in_both(ctx, session, (group, account), around)?;
    }
    let (decided, same, elsewhere) = session.store.db().decided_so_far(code)?;
    if decided > 0 && group.one_list.is_empty() {
        let other = decided.saturating_sub(same + elsewhere);
        let decided = usize::try_from(decided).unwrap_or(0);
        ctx.ui.line(&match elsewhere {
            0 => text::decided_so_far(lang, decided, same, other),
            _ => text::decided_elsewhere(lang, decided, same, elsewhere, other),
        })?;
    }
    if let (Some(grade), Some(account)) = (stake.grade, group.candidate()) {
        ctx.ui.line(&text::has_open_deal(lang, account, grade.letter()))?;
    }
    let told = known.map_or(&[][..], |(_, told)| told);
    let (shown, compared) = load::compare_held(group, told, &session.playbook.matching);
    let mut fields = beside_row((group, shown), &compared, explain && known.is_some());
    let row = head(ctx, group, shown);
    match known {
        Some((account, _)) => {
            let ours = Uncompared::of_account(session, account)?;
            fields.extend(uncompared(Uncompared::of_rows(group, shown), ours));
            print(ctx, (&row, &text::our_account(lang, account.id)), &fields)?;
        }
        None => print(ctx, (&row, "-"), &fields)?,
    }
    others_of_group(ctx, group, shown)?;
    if let Some((account, _)) = known {
        other_values(ctx, session, account, &compared)?;
    }
    for (phone, accounts) in &group.shared_phones {
        ctx.ui.line(&text::shared_phone(lang, phone, accounts))?;
    }
    if explain && known.is_some() {
        conclude(ctx, &compared)?;
        if let Some(why) = held_otherwise(&compared) {
            ctx.ui.line(&why(lang))?;
        }
    }
    let candidate = known.map(|(account, told)| (account, told.as_slice()));
    let seen = others_like(ctx, session, (group, candidate), &compared)?;
    let waiting = waiting_too(ctx, session, group, &around.groups)?;
    if waiting == 0 && seen.iter().all(|id| Some(*id) == group.candidate()) {
        ctx.ui.line(&text::no_other_like(lang))?;
    }
    named_in_a_line(ctx, session, (group, candidate), seen.clone())?;
    Ok(seen)
}

/// Returns what says why a group is held though its sum alone would not have it.
fn held_otherwise(compared: &load::Compared) -> Option<fn(text::Lang) -> String> {
    let found = &compared.explanation;
    let is_below = found.possible_from.is_none_or(|possible| found.sum < possible);
    let is_plain = found.contradictions.is_empty() && !found.never_sure;
    let is_reached =
        |field: &load::ComparedField| field.field == Field::Phone && field.verdict == "agrees";
    match found.rule {
        None if is_below && compared.fields.iter().any(is_reached) => Some(text::held_by_phone),
        _ if !is_plain => None,
        None if is_below => Some(text::held_below),
        None if found.sum < found.sure_from => None,
        _ => Some(text::held_above),
    }
}

/// Returns batch and line of a row of a group.
pub(super) fn place(group: &HeldGroup, row: usize) -> String {
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
        ctx.ui.line(line)?;
    }
    if more > 0 {
        ctx.ui.line(&text::and_rows_more(lang, more))?;
    }
    Ok(())
}

/// Says what follows from the sum of the weights.
fn conclude(ctx: &mut Ctx<'_>, compared: &load::Compared) -> Result<(), CliError> {
    for line in conclusions(ctx.ui.lang, compared) {
        ctx.ui.line(&line)?;
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

/// Returns the lines of a row of a group beside what it was compared with. Of a phone that could not be
/// read what was written is shown.
fn beside_row(
    (group, shown): (&HeldGroup, usize),
    compared: &load::Compared,
    explain: bool,
) -> Vec<Beside> {
    let mut fields = beside(compared, explain);
    let warnings = group.rows.get(shown).map_or(&[][..], |(_, lead)| lead.warnings.as_slice());
    let unread = warnings.iter().filter(|problem| problem.field == "phone");
    let unread: Vec<String> = unread.map(|problem| format!("{}?", problem.value)).collect();
    if unread.is_empty() {
        return fields;
    }
    let unread = unread.join(", ");
    if let Some(field) = fields.iter_mut().find(|field| field.key == Field::Phone.key()) {
        field.one = Some(field.one.take().map_or(unread.clone(), |one| format!("{one}, {unread}")));
    } else {
        let name = fields.iter().position(|field| field.key == Field::Name.key());
        let key = Field::Phone.key();
        let line = Beside { key, mark: "", one: Some(unread), other: None, weight: None };
        fields.insert(name.map_or(0, |at| at + 1), line);
    }
    fields
}

fn beside(compared: &load::Compared, explain: bool) -> Vec<Beside> {
    let fields =
        compared.fields.iter().filter(|field| field.one.is_some() || field.other.is_some());
    let fields = fields.map(|field| {
        let (one, other) = match (&field.one, &field.other) {
            (Some(one), Some(other)) if field.field == Field::Name && one != other => {
                let (one, other) = marked(one, other);
                (Some(one), Some(other))
            }
            (one, other) => (one.clone(), other.clone()),
        };
        let (key, mark) = (field.field.key(), mark(field.verdict));
        Beside { key, mark, one, other, weight: explain.then_some(field.weight) }
    });
    fields.collect()
}

/// What is not compared, and helps people to tell two apart.
pub(super) struct Uncompared {
    contact: Option<String>,
    industry: Option<String>,
    /// The channels by which it came, one behind the other.
    pub(super) channel: Option<String>,
}

impl Uncompared {
    /// Returns what the rows of a group say, of which one is shown.
    pub(super) fn of_rows(group: &HeldGroup, shown: usize) -> Self {
        // What the row shown does not say, another of its group may.
        let leads = || group.rows.iter().skip(shown).chain(&group.rows).map(|(_, lead)| lead);
        let contact = leads().find_map(|lead| lead.contact.as_ref());
        Self {
            contact: contact.map(|person| person.name.clone()),
            industry: leads().find_map(|lead| lead.industry.clone()),
            channel: joined(group.rows.iter().filter_map(|(_, lead)| lead.channel.clone())),
        }
    }

    /// Returns what is known of an account.
    pub(super) fn of_account(session: &Session, account: &Account) -> Result<Self, CliError> {
        let db = session.store.db();
        let contacts: Vec<Contact> = db.having("account", &account.id.to_val())?;
        let known: Vec<Variant> = db.having("account", &account.id.to_val())?;
        let others = known.into_iter().filter(|variant| variant.field == "channel");
        Ok(Self {
            contact: joined(contacts.into_iter().map(|contact| contact.name)),
            industry: account.industry.clone(),
            channel: joined(account.channel.clone().into_iter().chain(others.map(|v| v.value))),
        })
    }
}

/// Returns lines of what is not compared.
fn uncompared(one: Uncompared, other: Uncompared) -> impl Iterator<Item = Beside> {
    let line = |key, one: Option<String>, other: Option<String>| {
        // That two came by one channel does not speak for one customer.
        let same = one.is_some() && one == other && key != "channel";
        let mark = if same { "=" } else { "" };
        (one.is_some() || other.is_some()).then_some(Beside { key, mark, one, other, weight: None })
    };
    let lines = [
        line("contact", one.contact, other.contact),
        line("industry", one.industry, other.industry),
        line("channel", one.channel, other.channel),
    ];
    lines.into_iter().flatten()
}

/// Returns values, each once, one after the other; `None` where there is none.
fn joined(values: impl Iterator<Item = String>) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    (!seen.is_empty()).then(|| seen.join(", "))
}
