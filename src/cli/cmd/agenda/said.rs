//! What is said below an agenda: how much is due, what was left out, what work is suggested.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Telling;
use crate::cli::context::Ctx;
use crate::cli::error::CliError;
use crate::cli::text::{self, Lang};
use crate::model::{AccountId, Day, Grade, Instant};
use crate::playbook::{Playbook, Work};
use crate::rules::agenda::{Agenda, Escalation, Item, LeftOut, Why};

/// Says how many new leads wait, and how many of them too long; where none does, how many of others.
pub(super) fn leads(
    ctx: &mut Ctx<'_>,
    plans: &[(Day, Agenda)],
    (now, others): (Instant, usize),
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let items = plans.iter().flat_map(|(_, agenda)| &agenda.items);
    let limits = items.filter_map(|item| match item.why {
        Why::NewLead { respond_by, .. } => Some(respond_by),
        _ => None,
    });
    let limits: Vec<Instant> = limits.collect();
    if limits.is_empty() {
        return ctx.ui.status(&match others {
            0 => text::no_leads_wait(lang),
            others => text::leads_wait_for_others(lang, others),
        });
    }
    let late = limits.iter().filter(|by| **by < now).count();
    ctx.ui.status(&text::leads_wait(lang, limits.len(), late))
}

/// Says what an agenda of a day, or of several, comes to.
pub(super) fn agenda(
    ctx: &mut Ctx<'_>,
    plans: &[(Day, Agenda)],
    telling: &Telling<'_>,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let items: Vec<&Item> = plans.iter().flat_map(|(_, agenda)| &agenda.items).collect();
    let (Some((first, _)), Some((last, last_agenda))) = (plans.first(), plans.last()) else {
        return Ok(());
    };
    let span = if first == last { first.to_string() } else { text::span(lang, first, last) };
    if items.is_empty() && !last_agenda.left_out.is_empty() {
        return left_out(ctx, &last_agenda.left_out, *last, telling);
    }
    if items.is_empty() {
        ctx.ui.status(&text::nothing_due(lang, span))?;
        let one_day = first == last;
        let hint = if one_day { text::hint_nothing_due } else { text::hint_nothing_in_days };
        return ctx.ui.status(&hint(lang));
    }
    let warnings = items.iter().filter(|item| item.why.is_warning()).count();
    let due = items.len() - warnings;
    ctx.ui.status(&match (due, warnings) {
        (_, 0) => text::items_due(lang, due, span),
        (0, _) => text::only_warned(lang, span, warnings),
        _ => text::items_due_and_warned(lang, due, span, warnings),
    })?;
    left_out(ctx, &last_agenda.left_out, *last, telling)?;
    escalated(ctx, &items)?;
    if telling.people.is_some() {
        for line in work_lines(lang, &items, telling.playbook) {
            ctx.ui.status(&line)?;
        }
    }
    Ok(())
}

/// Says how many first contacts `day` has no room for, and whether that is because they were made.
fn left_out(
    ctx: &mut Ctx<'_>,
    left_out: &[LeftOut],
    day: Day,
    telling: &Telling<'_>,
) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let count: usize = left_out.iter().map(|one| one.count).sum();
    if count == 0 {
        return Ok(());
    }
    let capacity = telling.playbook.agenda.first_contacts_per_day;
    let full = |one: &LeftOut| u64::try_from(one.made).is_ok_and(|made| made >= capacity.into());
    let made: usize = left_out.iter().map(|one| one.made).sum();
    let mut line = if left_out.iter().all(full) {
        text::first_contacts_done(lang, day, capacity, count)
    } else if made > 0 {
        text::first_contacts_left_out_and_made(lang, count, capacity, made)
    } else {
        text::first_contacts_left_out(lang, count, capacity)
    };
    if let [_, _, ..] = left_out {
        let of = left_out.iter().map(|one| {
            let id = one.doer.to_string();
            text::left_out_of(lang, telling.names.get(&one.doer).unwrap_or(&id), one.count)
        });
        line = format!("{line} {}", text::join(lang, of));
    }
    ctx.ui.status(&line)
}

/// Says who is out of control, and how many overdue items others take notice of.
fn escalated(ctx: &mut Ctx<'_>, items: &[&Item]) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    let accounts = |of: &dyn Fn(&Item) -> bool| -> Vec<AccountId> {
        let found = items.iter().filter(|item| of(item)).map(|item| item.account);
        found.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let lost = accounts(&|item| item.out_of_control);
    if !lost.is_empty() {
        ctx.ui.status(&text::may_be_lost(lang, lost.len(), text::first_few(lang, &lost)))?;
    }
    for step in [Escalation::Reassign, Escalation::Manager] {
        let is_first = |item: &Item| matches!(item.why, Why::FirstContact { .. });
        let of = accounts(&|item| item.escalation == Some(step) && !is_first(item));
        if !of.is_empty() {
            let what = text::escalation(lang, step);
            ctx.ui.status(&text::escalated(lang, what, of.len(), text::first_few(lang, &of)))?;
        }
    }
    Ok(())
}

/// Returns the suggested work of the grades in the agenda, a line for each kind of work.
fn work_lines(lang: Lang, items: &[&Item], playbook: &Playbook) -> Vec<String> {
    let mut grades: BTreeMap<Work, BTreeSet<Option<Grade>>> = BTreeMap::new();
    for item in items {
        grades.entry(item.work).or_default().insert(item.grade);
    }
    let lines = grades.into_iter().map(|(work, grades)| {
        let grades = grades.into_iter().map(|grade| match grade {
            Some(grade) => grade.to_string(),
            None if work == Work::FirstContact => text::why_first(lang),
            None => text::without_deal(lang),
        });
        text::work_line(lang, text::join(lang, grades), text::work_steps(lang, work, playbook))
    });
    lines.collect()
}
