//! What is printed of a held group: beside its candidate, and beside other accounts.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Candidates;
use crate::cli::comparing::{Beside, conclusions, mark, side_by_side};
use crate::cli::context::{Ctx, Session};
use crate::cli::error::CliError;
use crate::cli::text;
use crate::ingest::matching::{Field, Reason};
use crate::load::{self, HeldGroup};
use crate::model::{Account, AccountId, AccountKind, Contact, Variant};
use crate::rules::review::Stake;
use crate::store::Column as _;

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
    let mut fields = beside(&compared, true);
    let ours = Uncompared::of_account(session, account)?;
    fields.extend(uncompared(Uncompared::of_rows(group, shown), ours));
    ctx.ui.line("")?;
    let row = head(ctx, group, shown);
    print(ctx, (&row, &text::our_account(lang, account.id)), &fields)?;
    other_values(ctx, session, account)?;
    for line in conclusions(lang, &compared) {
        ctx.ui.line(&line)?;
    }
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
    let mut fields = beside(&compared, true);
    fields.extend(uncompared(Uncompared::of_rows(group, shown), Uncompared::of_rows(other, at)));
    ctx.ui.line("")?;
    let heads = (head(ctx, group, shown), head(ctx, other, at));
    print(ctx, (&heads.0, &heads.1), &fields)?;
    for line in conclusions(lang, &compared) {
        ctx.ui.line(&line)?;
    }
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

/// Prints values of an account that another one took the place of.
fn other_values(ctx: &mut Ctx<'_>, session: &Session, account: &Account) -> Result<(), CliError> {
    let known: Vec<Variant> = session.store.db().having("account", &account.id.to_val())?;
    let compared = |variant: &&Variant| ["name", "address"].contains(&variant.field.as_str());
    let word = |variant: &Variant| format!("{} {}", ctx.ui.label(&variant.field), variant.value);
    let values: Vec<String> = known.iter().filter(compared).take(OTHERS).map(word).collect();
    if !values.is_empty() {
        ctx.ui.line(&text::known_as_well(ctx.ui.lang, account.id, values.join("; ")))?;
    }
    Ok(())
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
        ctx.ui.line(&text::both_in_list(lang, lists))?;
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
    let mut fields = beside(&compared, explain && known.is_some());
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
        other_values(ctx, session, account)?;
    }
    if explain && known.is_some() {
        for line in conclusions(lang, &compared) {
            ctx.ui.line(&line)?;
        }
        if let Some(why) = held_otherwise(&compared) {
            ctx.ui.line(&why(lang))?;
        }
    }
    let mut seen: Vec<AccountId> = group.candidate().into_iter().collect();
    let others = load::others_like(session.store.db(), group, &session.playbook.matching, OTHERS)?;
    match (others.first(), group.candidate()) {
        (None, _) => ctx.ui.line(&text::no_other_like(lang))?,
        // It was made, or told more, since the row came.
        (Some((nearer, found)), Some(candidate))
            if found.explanation.sum > compared.explanation.sum =>
        {
            ctx.ui.line(&text::nearer_now(lang, nearer.id, candidate))?;
        }
        _ => {}
    }
    for (account, compared) in others {
        seen.push(account.id);
        let beside = (account.id, &compared.explanation);
        let score = load::how_likely(session.store.db(), group, beside, &session.playbook)?;
        let marks = marks(ctx, &compared, score);
        ctx.ui.line(&text::also_like(lang, account.id, &account.name, marks))?;
    }
    waiting_too(ctx, session, group, &around.groups)?;
    if let Some(candidate) = group.candidate() {
        let mut others =
            load::namesakes(session.store.db(), candidate, &session.playbook.matching)?;
        others.retain(|other| !seen.contains(&other.id));
        let named = others.iter().map(|Account { id, name, channel, .. }| match channel {
            Some(channel) => format!("{id} {name} ({channel})"),
            None => format!("{id} {name}"),
        });
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            let named = text::first_few(lang, &named);
            ctx.ui.line(&text::called_so_too(lang, candidate, named))?;
        }
    }
    Ok(seen)
}

/// Says that two stand in lists that share few customers, where they do.
fn few_in_both(
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

/// Prints the other groups that may be the same customer, or stand at its site.
fn waiting_too(
    ctx: &mut Ctx<'_>,
    session: &Session,
    group: &HeldGroup,
    all: &[HeldGroup],
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let settings = &session.playbook.matching;
    let mut left = 0;
    for (other, at, _) in load::waiting_like(group, all.iter(), settings) {
        if left >= OTHERS {
            left += 1;
            continue;
        }
        // Answers before this one may have settled it.
        let Some(other) = load::still_held(session.store.db(), other)? else { continue };
        let Some((_, lead)) = other.rows.get(at).or_else(|| other.rows.first()) else { continue };
        left += 1;
        let (_, compared) = load::compare_held(group, &[load::Subject::of_lead(lead)], settings);
        let marks = marks(ctx, &compared, None);
        let name = lead.name.as_deref().unwrap_or("-");
        ctx.ui.line(&text::waits_too(lang, &other.name, name, marks))?;
    }
    match left.saturating_sub(OTHERS) {
        0 => Ok(()),
        more => ctx.ui.line(&text::and_groups_more(lang, more)),
    }
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

/// Other accounts, and other rows of a group, that are shown.
const OTHERS: usize = 3;

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

/// Returns two names with what is different between their equal beginnings and ends in brackets;
/// as they are where they have hardly anything in common.
fn marked(one: &str, other: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // One sign in common, as 滦 of 滦县 and 滦南, is none of its own.
    let equal = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        Some(pairs.take_while(|(one, other)| one == other).count()).filter(|n| *n > 1).unwrap_or(0)
    };
    let head = equal(&mut a.iter().zip(&b));
    let tail = equal(&mut a[head..].iter().rev().zip(b[head..].iter().rev()));
    if head + tail < COMMON {
        return (one.to_owned(), other.to_owned());
    }
    let mark = |name: &[char]| -> String {
        let (middle, end) = (&name[head..name.len() - tail], &name[name.len() - tail..]);
        let start: String = name[..head].iter().collect();
        match middle {
            [] => start + &String::from_iter(end),
            middle => format!("{start}[{}]{}", String::from_iter(middle), String::from_iter(end)),
        }
    };
    (mark(&a), mark(&b))
}

/// Characters that two names have in common, at their beginning and end, at least where what
/// differs between them is marked.
const COMMON: usize = 4;

/// What is not compared, and helps people to tell two apart.
struct Uncompared {
    contact: Option<String>,
    industry: Option<String>,
    channel: Option<String>,
}

impl Uncompared {
    /// Returns what the rows of a group say, of which one is shown.
    fn of_rows(group: &HeldGroup, shown: usize) -> Self {
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
    fn of_account(session: &Session, account: &Account) -> Result<Self, CliError> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_between_names_stands_in_brackets() {
        for (one, other, expected) in [
            ("泰安运通汽车公司", "泰安通运汽车公司", ("泰安[运通]汽车公司", "泰安[通运]汽车公司")),
            (
                "嘉兴兴通汽车公司",
                "嘉兴元通兴通汽车公司",
                ("嘉兴兴通汽车公司", "嘉兴[元通]兴通汽车公司"),
            ),
            ("多达汽车", "多达汽车", ("多达汽车", "多达汽车")),
            ("多达汽车销售", "多达汽车", ("多达汽车[销售]", "多达汽车")),
            ("杭州多达", "杭州云麓", ("杭州多达", "杭州云麓")),
            ("滦县一众有限公司", "滦南川朗有限公司", ("[滦县一众]有限公司", "[滦南川朗]有限公司")),
            ("", "多达", ("", "多达")),
            ("aaaa", "aaaaaa", ("aaaa", "aaaa[aa]")),
        ] {
            let (left, right) = marked(one, other);
            assert_eq!((left.as_str(), right.as_str()), expected);
        }
    }
}
