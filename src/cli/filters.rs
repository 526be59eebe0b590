//! Filters on the command line.

use std::collections::HashSet;
use std::ffi::OsString;

use super::candidates::Workplaces;
use super::context::{Ctx, Session};
use super::error::{CliError, Kind};
use super::text;
use crate::filter::{self, Context, FilterError, FilterErrors, Named};
use crate::model::{AccountId, Comparison, DealId, Field, Filter, Staff, Zone};
use crate::playbook::Playbook;
use crate::render::{visible_line, width};
use crate::store::{Closing, Db, DealSelection, Selection, StoreError};

/// Which accounts a command works on.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct FilterArgs {
    /// Which accounts: `grade:H,A owner:me city:杭州 due<=today -tag:vip 多达`; every one
    /// without it
    #[arg(value_name = "FILTER")]
    pub(crate) words: Vec<String>,
}

impl FilterArgs {
    /// Returns the accounts that the words, joined by blanks, select within the context that is on.
    pub(crate) fn selection(
        &self,
        ctx: &mut Ctx<'_>,
        session: &Session,
    ) -> Result<Selection, CliError> {
        selection(ctx, session, &self.words.join(" "))
    }

    /// Returns the deals that the words, joined by blanks, select within the context that is on,
    /// and the fields that are asked.
    pub(crate) fn deals(
        &self,
        ctx: &mut Ctx<'_>,
        session: &Session,
    ) -> Result<(DealSelection, Vec<Field>), CliError> {
        let filter = asked_for(ctx, session, &self.words.join(" "))?;
        let mut fields = Vec::new();
        asked(&filter, &mut fields);
        let filter = session.store.db().heard(&filter)?;
        Ok((Selection::of_deals(&filter), fields))
    }
}

/// Returns the accounts that `text` selects within the context that is on.
pub(crate) fn selection(
    ctx: &mut Ctx<'_>,
    session: &Session,
    text: &str,
) -> Result<Selection, CliError> {
    let filter = asked_for(ctx, session, text)?;
    Ok(Selection::new(&session.store.db().heard(&filter)?))
}

/// Returns the accounts of the context that is on, for commands that select without a filter;
/// `None` where none is on.
pub(crate) fn in_context(
    ctx: &mut Ctx<'_>,
    session: &Session,
) -> Result<Option<HashSet<AccountId>>, CliError> {
    if ctx.context()?.is_none() {
        return Ok(None);
    }
    let selection = selection(ctx, session, "")?;
    Ok(Some(session.store.db().selected(&selection)?.into_iter().collect()))
}

/// Returns the open deals of the context that is on, by id, likewise.
pub(crate) fn open_deals_in_context(
    ctx: &mut Ctx<'_>,
    session: &Session,
) -> Result<Option<Vec<DealId>>, CliError> {
    if ctx.context()?.is_none() {
        return Ok(None);
    }
    let (selection, _) = FilterArgs::default().deals(ctx, session)?;
    Ok(Some(session.store.db().selected_deals(&selection, Closing::Open)?))
}

/// Returns what `text` asks, and the context that is on, which is said; one that names accounts by
/// id asks for them alone.
fn asked_for(ctx: &mut Ctx<'_>, session: &Session, text: &str) -> Result<Filter, CliError> {
    let mut filter = parsed(session, text)?.map_err(|errors| explained(text, &errors, None))?;
    if !names_accounts(&filter)
        && let Some((name, within)) = ctx.context()?
    {
        let context =
            parsed(session, &within)?.map_err(|errors| explained(&within, &errors, Some(&name)))?;
        ctx.ui.status(&text::context_on(ctx.ui.lang, &name, &within))?;
        filter = Filter::And(vec![filter, context]);
    }
    if filter.asks(Field::Due) {
        keep_due_days(session.store.db(), &session.playbook, &session.zone)?;
    }
    Ok(filter)
}

/// Reads a filter; the staff are looked at only where it asks for an owner.
fn parsed(session: &Session, text: &str) -> Result<Result<Filter, FilterErrors>, CliError> {
    let stages = stages(&session.playbook);
    let context =
        Context { stages: Some(&stages), ..Context::new(session.moment.today, session.me()) };
    let read = filter::parse(text, &context);
    if read.as_ref().is_ok_and(|filter| !filter.asks(Field::Owner)) {
        return Ok(read);
    }
    let staff = session.store.db().every::<Staff>()?.into_iter().map(|one| Named {
        key: one.id.to_string(),
        names: [vec![one.name], one.aliases, one.login.into_iter().collect()].concat(),
    });
    let staff: Vec<Named> = staff.collect();
    Ok(filter::parse(text, &Context { staff: Some(&staff), ..context }))
}

/// Returns the stages of every funnel, those of one key once, with all their labels.
fn stages(playbook: &Playbook) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for stage in playbook.funnel.presets().iter().flat_map(|preset| &preset.stages) {
        let names = [stage.label.zh.clone(), stage.label.en.clone()];
        match found.iter_mut().find(|one| one.key == stage.key) {
            Some(known) => known.names.extend(names),
            None => found.push(Named { key: stage.key.clone(), names: names.to_vec() }),
        }
    }
    found
}

/// Returns whether a filter selects no account but those that it names by id.
fn names_accounts(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) => parts.iter().any(names_accounts),
        Filter::Or(parts) => !parts.is_empty() && parts.iter().all(names_accounts),
        Filter::Is(Field::Account, Comparison::Is | Comparison::Equal, _) => true,
        Filter::Not(_) | Filter::Word(_) | Filter::Empty(_) | Filter::Is(..) => false,
    }
}

/// Adds the fields that a filter asks.
fn asked(filter: &Filter, fields: &mut Vec<Field>) {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().for_each(|one| asked(one, fields)),
        Filter::Not(inner) => asked(inner, fields),
        Filter::Word(_) => {}
        Filter::Empty(field) | Filter::Is(field, ..) => fields.push(*field),
    }
}

/// Lets filters know on which day each account fell due, as the agenda says it.
pub(super) fn keep_due_days(db: &Db, playbook: &Playbook, zone: &Zone) -> Result<(), StoreError> {
    db.keep_due_days(&Workplaces::new(db, playbook, zone)?.due_days()?)
}

/// Returns an error that says every problem, and shows where in the filter it is; that of a context
/// by its name.
fn explained(filter: &str, errors: &FilterErrors, context: Option<&str>) -> CliError {
    let mut made = CliError::all(Kind::Usage, Vec::new());
    for problem in &errors.0 {
        let said = problem.clone();
        let context = context.map(str::to_owned);
        made = made.and(move |lang| match (&context, text::filter_problem(lang, &said)) {
            (Some(name), problem) => text::in_context(lang, name, problem),
            (None, problem) => problem,
        });
        if !matches!(problem, FilterError::TooLong { .. }) {
            for line in shown(filter, problem) {
                made = made.place(move |_| line.clone());
            }
        }
    }
    let nobody_acts = |problem: &FilterError| matches!(problem, FilterError::NobodyActs { .. });
    if errors.0.iter().all(nobody_acts) {
        return made.hint(text::hint_as);
    }
    made.hint(text::hint_filter)
}

/// Returns the filter, and a line below it with carets under the part that is wrong.
fn shown(filter: &str, problem: &FilterError) -> [String; 2] {
    let before: String = filter.chars().take(problem.column() - 1).collect();
    let part = problem.part();
    let blanks = " ".repeat(width(&visible_line(&before)));
    let carets = "^".repeat(width(&visible_line(part)).max(1));
    [format!("  {}", visible_line(filter)), format!("  {blanks}{carets}")]
}

/// Returns the arguments with negations that begin with a hyphen (`-tag:vip`, `-多达`) written as
/// `not tag:vip`, so that they are not taken for options. What follows `--` stays as it is.
pub(super) fn negations(mut args: Vec<OsString>) -> Vec<OsString> {
    for arg in args.iter_mut().skip(1) {
        if *arg == "--" {
            break;
        }
        if let Some(term) = arg.to_str().and_then(negated) {
            *arg = format!("not {term}").into();
        }
    }
    args
}

/// Returns the term that `arg` negates; `None` where it is something else: an option perhaps.
fn negated(arg: &str) -> Option<&str> {
    let term = arg.strip_prefix('-')?;
    let first = term.chars().next()?;
    let field = term.split([':', '=', '<', '>', '：', '＝', '＜', '＞']).next()?;
    let compares = field.len() < term.len() && filter::field_named(field).is_some();
    let word = !first.is_ascii() || matches!(first, '(' | '"');
    (compares || word).then_some(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_told_from_options() {
        for (arg, term) in [
            ("-tag:vip", Some("tag:vip")),
            ("-标签:vip", Some("标签:vip")),
            ("-last_touch<-30d", Some("last_touch<-30d")),
            ("-last-touch<-30d", Some("last-touch<-30d")),
            ("-多达", Some("多达")),
            ("-(city:杭州 or city:上海)", Some("(city:杭州 or city:上海)")),
            ("-f", None),
            ("-fcsv", None),
            ("-f=csv", None),
            ("-o:x", None),
            ("-q", None),
            ("-", None),
            ("--db=x", None),
            ("--where", None),
            ("-30d", None),
            ("tag:vip", None),
        ] {
            assert_eq!(negated(arg), term, "{arg}");
        }
        let args = ["kam", "list", "-tag:vip", "--", "-tag:vip"].map(OsString::from).to_vec();
        assert_eq!(negations(args), ["kam", "list", "not tag:vip", "--", "-tag:vip"]);
    }

    #[test]
    fn carets_stand_under_the_part_that_is_wrong() {
        let context = Context::new("2026-03-02".parse().unwrap(), None);
        for (text, carets) in [
            ("city:杭州 gradee:H", "  ^^^^^^"),
            ("多达 due<soon", "     ^^^^"),
            ("多达 )", "     ^"),
        ] {
            let errors = filter::parse(text, &context).unwrap_err();
            let [line, below] = shown(text, &errors.0[0]);
            assert_eq!(line, format!("  {text}"));
            assert!(below.ends_with(carets.trim_start()), "{below}");
            let begin = text.find(errors.0[0].part()).unwrap();
            assert_eq!(width(&below), 2 + width(&text[..begin]) + carets.trim_start().len());
        }
    }
}
