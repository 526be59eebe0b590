//! `kam log`: contacts, and attempts, with accounts.

mod asked;
mod lines;
mod plan;
mod record;

pub(super) use plan::{Next, Plan, happened_on, with};
pub(super) use record::record;

use asked::Asked;
use record::Recorded;

use crate::cli::cmd::book::open_appointments;
use crate::cli::context::Ctx;
use crate::cli::error::{CliError, CliResult, Exit};
use crate::cli::grading::Graded;
use crate::cli::text::{self, Lang};
use crate::cli::ui::Ui;
use crate::cli::words::day_named;
use crate::ingest::clean::person::{is_family_name, titled};
use crate::model::{Appointment, Choice as _, Day};
use crate::store::Written;

/// Record contacts, and attempts, with accounts
///
/// Plain words in any order, each known by its own list: the account (id, name or part of it, a
/// contact, also as 张经理, a phone, a deal), kind, result, grade, model, who of us, days and times
/// (past: it happened then; to come: agreed for then; 周五前 or `by friday`: a deadline), a price as
/// 报价25万, people as 2人. One word that no list knows is the note; a day that it promises, as
/// 周三再打, is agreed. Options say the same, and go before in doubt. `-` reads many from standard
/// input, a line each: words, quoted as in a shell, or JSON objects with the names of the options
/// as keys; all are recorded, or none.
///
/// Only `reached` is an effective contact. Where no result is given, what is sent one way is
/// `sent`, and people you spoke with were `reached`.
#[derive(clap::Args, Debug)]
#[command(before_help = "\
Examples:
  kam log 多达 电话 要两台 H 下周三
  kam log A12 call no-answer
  kam log 张志强 到店 2人 昨天下午3点 报价25万
  kam log A12 visit --note 'wants two' --next 2026-03-09 --time 14:30 --deadline
  kam log AP5 letter sent
  kam log - < today.txt
")]
pub(crate) struct LogArgs {
    /// Words in any order; `-` reads lines from standard input
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    asked: Asked,
    /// Report what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(ctx: &mut Ctx<'_>, args: &LogArgs) -> CliResult {
    if args.words.iter().any(|word| word == "-") {
        if args.words.len() > 1 || args.asked != Asked::default() {
            return Err(CliError::usage(text::lines_alone));
        }
        return lines::run(ctx, args.dry_run);
    }
    let session = ctx.open()?;
    let plan = || Plan::of(&args.words, &args.asked, &session);
    let written =
        session.store.write_planned(&session.caller, args.dry_run, plan, |op, plan| {
            record(op, &plan, &session).map(|recorded| (plan, recorded))
        })?;
    let (plan, recorded) = &written.value;
    let agreed = open_appointments(session.store.db(), plan.account.id)?;
    let hints = hints(ctx.ui.lang, plan, &agreed, session.moment.today);
    for line in echo(&ctx.ui, plan, recorded, &written).into_iter().chain(hints) {
        ctx.ui.status(&line)?;
    }
    ctx.report(&written)?;
    Ok(Exit::Done)
}

/// Returns what a note names and nothing else keeps: a day to come for which nothing is `agreed`, or a
/// person by a title.
fn hints(lang: Lang, plan: &Plan, agreed: &[Appointment], today: Day) -> Vec<String> {
    let (Some(note), account) = (plan.note.as_deref(), plan.account.id) else { return Vec::new() };
    let day = day_named(note, today).filter(|_| plan.next.is_none());
    let day = day.filter(|named| agreed.iter().all(|one| one.day != named.day));
    let named = day.map(|named| {
        let mut said = text::on_day(named.day, named.time.as_deref());
        if named.deadline {
            said.push_str(" --deadline");
        }
        text::note_names(lang, named.word, named.day, account, said)
    });
    let person = titled(note).filter(|_| plan.contact.is_none());
    let person = person.filter(|said| is_family_name(&said.name)).and_then(|said| {
        let title = said.title?;
        // 施工 is work rather than an engineer.
        (title == "总" || title.chars().count() > 1).then_some((said.name, title))
    });
    let person = person.map(|(name, title)| text::note_is_person(lang, note, account, name, title));
    named.into_iter().chain(person).collect()
}

/// Returns what was recorded, in one line, and what else is agreed with the account.
fn echo<T>(ui: &Ui<'_>, plan: &Plan, recorded: &Recorded<'_>, written: &Written<T>) -> Vec<String> {
    let next = plan.next.as_ref();
    let first = next.and_then(|next| {
        next.first_of.as_ref().map(|word| text::taken_as_first(ui.lang, word, next.day))
    });
    let also = text::also_open(ui.lang, plan.account.id, &recorded.others);
    std::iter::once(said(ui, plan, recorded, written)).chain(first).chain(also).collect()
}

fn said<T>(ui: &Ui<'_>, plan: &Plan, recorded: &Recorded<'_>, written: &Written<T>) -> String {
    let (lang, touch, account) = (ui.lang, &recorded.touch, &plan.account);
    let kind = ui.word("kind", touch.kind.key());
    let result = ui.word("result", touch.result.key());
    let id = written.shown(touch.id);
    let on = text::on_day(touch.day, plan.time.as_deref());
    let mut line = text::touch_logged(lang, id, account.id, &account.name, kind, result, on);
    let mut also = |part: String| {
        line.push_str(if lang == Lang::Zh { "，" } else { ", " });
        line.push_str(&part);
    };
    if let Some(contact) = &plan.contact {
        also(text::touch_with(lang, &contact.name));
    }
    if let Some(staff) = &plan.by {
        also(text::touch_by(lang, &staff.name));
    }
    if let Some(deal) = touch.deal {
        also(text::touch_about(lang, deal));
    }
    if let Some(price) = touch.quoted {
        also(text::touch_quoted(lang, price));
    }
    if !recorded.kept.is_empty() {
        also(text::touch_keeps(
            lang,
            text::join(lang, recorded.kept.iter().map(ToString::to_string)),
        ));
    }
    if let Some(moved) = &recorded.moved {
        also(text::touch_moved(lang, moved.summary(lang)));
    }
    if let Some((deal, old)) = touch.deal.zip(recorded.opened_later.as_ref()) {
        also(match old.moved {
            Some(moved) => text::touch_before_moved(lang, deal, old.opened, moved, &old.to),
            None => text::touch_before_deal(lang, deal, old.opened, touch.day, &old.to),
        });
    }
    match (plan.grade, recorded.graded.as_ref()) {
        (Some(grade), Some(Graded::From(was))) => also(text::touch_graded(lang, grade, was)),
        (Some(grade), Some(Graded::Confirmed)) => also(text::touch_confirmed(lang, grade)),
        (Some(grade), Some(Graded::Older(on))) => also(text::touch_grade_older(lang, grade, on)),
        _ => {}
    }
    if let Some(next) = &plan.next {
        let when = text::on_day(next.day, next.time.as_deref().or(next.part.as_deref()));
        let said = if next.deadline { text::touch_deadline } else { text::touch_next };
        also(said(lang, when));
    }
    if let Some(note) = &touch.note {
        also(text::touch_note(lang, note));
    }
    line.push_str(if lang == Lang::Zh { "。" } else { "." });
    line
}
