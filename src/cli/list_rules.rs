//! Rules files as commands read them, and what is told of what they did.

use std::path::Path;

use super::context::Ctx;
use super::error::{CliError, Kind};
use super::labels::label;
use super::listing::{Named, headers_hint};
use super::text::{self, Lang};
use crate::ingest::list_rules::{Fault, ListRules, RulesProblem};
use crate::ingest::map::{Field, field_words};
use crate::ingest::read::Examined;
use crate::playbook::ProblemKind;

/// Problems that are shown, before only their number is said.
const SHOWN: usize = 20;

/// Returns the rules of a file; everything that is wrong with it at once.
pub(crate) fn read(ctx: &Ctx<'_>, file: &Path) -> Result<ListRules, CliError> {
    let name = file.display().to_string();
    let bytes = std::fs::read(ctx.path(file)).map_err(|error| {
        let (name, detail) = (name.clone(), error.to_string());
        match error.kind() {
            std::io::ErrorKind::NotFound => {
                CliError::refused(move |lang| text::no_file(lang, &name))
                    .hint(text::hint_draft_rules)
            }
            _ => CliError::new(Kind::System, move |lang| text::cannot_read(lang, &name, &detail)),
        }
    })?;
    let content = String::from_utf8(bytes).map_err(|_| {
        let name = name.clone();
        CliError::refused(move |lang| text::rules_not_utf8(lang, &name)).hint(text::hint_utf8)
    })?;
    ListRules::parse(&name, &content, &field_key).map_err(|problems| {
        let (file, count) = (name.clone(), problems.len());
        let error = CliError::refused(move |lang| text::rules_unusable(lang, &file, count));
        places(error, &name, problems)
    })
}

/// Returns the key of a field, or of `extra`, that `inspect` shows as `word`.
pub(crate) fn field_key(word: &str) -> Option<String> {
    let shown = |key: &&str| [Lang::En, Lang::Zh].iter().any(|lang| label(*lang, key) == word);
    field_words().find(shown).map(ToOwned::to_owned)
}

/// Returns that a rules file does not fit a list.
pub(crate) fn unfit(
    list: String,
    rules: &str,
    problems: Vec<RulesProblem>,
    (header_line, headers): (u64, Vec<String>),
) -> CliError {
    let (file, count) = (rules.to_owned(), problems.len());
    let why = move |lang| text::rules_unfit(lang, &file, count);
    let error = CliError::refused(move |lang| text::cannot_import(lang, &list, why(lang)));
    places(error, rules, problems)
        .hint(move |lang| headers_hint(lang, header_line, &headers))
        .hint(text::hint_unfit)
}

/// Adds every problem with its place, and the remedies that several of them share.
fn places(mut error: CliError, file: &str, problems: Vec<RulesProblem>) -> CliError {
    let any = |wanted: fn(&Fault) -> bool| problems.iter().any(|problem| wanted(&problem.fault));
    let no_toml = any(|fault| matches!(fault, Fault::Toml(ProblemKind::Syntax { .. })));
    let no_field = any(|fault| matches!(fault, Fault::NoField { .. }));
    let no_constant = any(|fault| matches!(fault, Fault::NoConstant(_)));
    let left = problems.len().saturating_sub(SHOWN);
    for problem in problems.into_iter().take(SHOWN) {
        let file = file.to_owned();
        error = error.place(move |lang| text::list_rules_problem(lang, &file, &problem));
    }
    if left > 0 {
        error = error.place(move |lang| text::and_more(lang, left));
    }
    if no_toml {
        error = error.hint(text::hint_quote_columns);
    }
    if no_field {
        let fields = field_words().collect::<Vec<_>>().join(", ");
        error = error.hint(move |lang| text::hint_fields(lang, &fields));
    }
    if no_constant {
        let fields = Field::ALL.iter().filter(|field| field.may_be_constant());
        let fields = fields.map(|field| field.key()).collect::<Vec<_>>().join(", ");
        error = error.hint(move |lang| text::hint_constants(lang, &fields));
    }
    error
}

/// Says which rows the rules left out, and which columns they do not name.
pub(crate) fn say(ctx: &mut Ctx<'_>, named: Named<'_>, list: &Examined) -> Result<(), CliError> {
    let lang = ctx.ui.lang;
    if list.not_filled_in() > 0 {
        ctx.ui.status(&text::not_filled_in(lang, named, list.not_filled_in()))?;
    }
    let Some(rules) = &list.rules else { return Ok(()) };
    let skipped = list.skipped.iter().sum::<u64>() - list.not_filled_in();
    if skipped > 0 {
        let counted = rules.skip_lines().zip(&list.skipped).filter(|(_, count)| **count > 0);
        let by = counted.map(|((line, column), count)| {
            text::left_out_by(lang, count, &rules.file, line, column)
        });
        let by = text::join(lang, by);
        ctx.ui.status(&text::left_out(lang, named, skipped, by))?;
    }
    let unnamed: Vec<&str> = rules.unnamed(list).collect();
    if !unnamed.is_empty() {
        let columns = unnamed.join(", ");
        ctx.ui.status(&text::not_in_rules(lang, named, &rules.file, columns))?;
    }
    Ok(())
}
