//! Filters on the command line.

use std::ffi::OsString;

use super::candidates::Workplaces;
use super::context::Session;
use super::error::{CliError, Kind};
use super::text;
use crate::filter::{self, Context, FilterError, FilterErrors};
use crate::model::{Field, Filter, Zone};
use crate::playbook::Playbook;
use crate::render::{visible_line, width};
use crate::store::{Db, DealSelection, Selection, StoreError};

/// Which accounts a command works on.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct FilterArgs {
    /// Which accounts: `grade:H,A owner:me city:杭州 due<=today -tag:vip 多达`; every one
    /// without it
    #[arg(value_name = "FILTER")]
    pub(crate) words: Vec<String>,
}

impl FilterArgs {
    /// Returns the accounts that the words, joined by blanks, select.
    pub(crate) fn selection(&self, session: &Session) -> Result<Selection, CliError> {
        selection(session, &self.words.join(" "))
    }

    /// Returns the deals that the words, joined by blanks, select, and the fields they ask.
    pub(crate) fn deals(&self, session: &Session) -> Result<(DealSelection, Vec<Field>), CliError> {
        let filter = parsed(session, &self.words.join(" "))?;
        let mut fields = Vec::new();
        asked(&filter, &mut fields);
        let filter = session.store.db().heard(&filter)?;
        Ok((Selection::of_deals(&filter), fields))
    }
}

/// Returns the accounts that `text` selects.
pub(crate) fn selection(session: &Session, text: &str) -> Result<Selection, CliError> {
    let filter = session.store.db().heard(&parsed(session, text)?)?;
    Ok(Selection::new(&filter))
}

fn parsed(session: &Session, text: &str) -> Result<Filter, CliError> {
    let context = Context { day: session.moment.today, me: session.me() };
    let filter = filter::parse(text, &context).map_err(|errors| explained(text, &errors))?;
    if filter.asks(Field::Due) {
        keep_due_days(session.store.db(), &session.playbook, &session.zone)?;
    }
    Ok(filter)
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

/// Lets filters know on which day each account is due, by the rules of the agenda.
pub(super) fn keep_due_days(db: &Db, playbook: &Playbook, zone: &Zone) -> Result<(), StoreError> {
    db.keep_due_days(&Workplaces::new(db, playbook, zone)?.due_days()?)
}

/// Returns an error that says every problem, and shows where in the filter it is.
fn explained(filter: &str, errors: &FilterErrors) -> CliError {
    let mut made = CliError::all(Kind::Usage, Vec::new());
    for problem in &errors.0 {
        let said = problem.clone();
        made = made.and(move |lang| text::filter_problem(lang, &said));
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
        let context = Context { day: "2026-03-02".parse().unwrap(), me: None };
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
