//! What is wrong with a plan, in words, with place and remedy.

use crate::cli::error::CliError;
use crate::cli::mask;
use crate::cli::text::{self, Lang};
use crate::load::plan::{Fault, PlanFault, PlanFaults, Wanted};
use crate::model::Choice as _;

/// Characters of a value that are shown.
const VALUE: usize = 40;

/// Returns the error that says everything that is wrong with a plan; values are masked where `mask`
/// asks for it.
pub(super) fn refused(plan: &str, found: PlanFaults, mask: bool) -> CliError {
    let (name, count) = (plan.to_owned(), found.count());
    let mut error = CliError::refused(move |lang| {
        text::cannot_apply(lang, &name, text::plan_faults(lang, count))
    });
    let shown = found.into_shown();
    let left = count - shown.len();
    for fault in shown {
        let plan = plan.to_owned();
        error = error.place(move |lang| line(lang, &plan, &fault, mask));
    }
    if left > 0 {
        error = error.place(move |lang| text::and_more(lang, left));
    }
    error
}

fn line(lang: Lang, plan: &str, found: &PlanFault, mask: bool) -> String {
    let mut place = format!("{plan}:{}", found.at);
    if let Some(line) = found.line {
        place = text::plan_row(lang, place, line);
    }
    text::plan_fault(lang, place, said(lang, &found.fault, mask), found.fault.code())
}

fn said(lang: Lang, fault: &Fault, mask: bool) -> String {
    match fault {
        Fault::CutOff => text::fault_cut_off(lang),
        Fault::Syntax { column, detail } => text::fault_no_json(lang, column, detail),
        Fault::Headless { is_array: true, .. } => text::fault_array(lang),
        Fault::Headless { is_row: true, .. } => text::fault_no_header(lang),
        Fault::Headless { .. } => text::fault_no_plan(lang),
        Fault::Version(found) => text::fault_version(lang, shown(found, mask)),
        Fault::Value { key, value, wanted } if value.is_empty() => {
            text::fault_missing(lang, key, kind(lang, *wanted))
        }
        Fault::Value { key, value, wanted } => {
            // A day that is none looks like a telephone number.
            let mask = mask && *wanted != Wanted::Day;
            text::fault_value(lang, key, shown(value, mask), kind(lang, *wanted))
        }
        Fault::ListTwice(list) => text::fault_list_twice(lang, list),
        Fault::UnknownList(list) => text::fault_list_unknown(lang, list),
        Fault::UnknownLine => text::fault_line_unknown(lang),
        Fault::LineTwice(first) => text::fault_line_twice(lang, first),
        Fault::NoAccount(None) => text::fault_no_account(lang),
        Fault::NoAccount(Some(candidate)) => text::fault_no_account_near(lang, candidate),
        Fault::UnknownAccount(account) => text::fault_account_unknown(lang, account),
        Fault::Nowhere { key: "group", value } => text::fault_group_nowhere(lang, value),
        Fault::Nowhere { key, value } => text::fault_nowhere(lang, key, value),
        Fault::Circle(row) => text::fault_circle(lang, row),
        Fault::Unusable(outcome) => text::fault_unusable(lang, outcome.key()),
        Fault::Usable => text::fault_usable(lang),
        Fault::Loaded(outcome, batch) => text::fault_loaded(lang, outcome.key(), batch),
        Fault::NotLoaded => text::fault_not_loaded(lang),
    }
}

fn kind(lang: Lang, wanted: Wanted) -> String {
    match wanted {
        Wanted::Number => text::wanted_number(lang),
        Wanted::Text => text::wanted_text(lang),
        Wanted::Outcome => text::wanted_outcome(lang),
        Wanted::Account => text::wanted_account(lang),
        Wanted::Row => text::wanted_row(lang),
        Wanted::Score => text::wanted_score(lang),
        Wanted::Day => text::wanted_day(lang),
        Wanted::Known => text::wanted_known(lang),
        Wanted::Kind => text::wanted_kind(lang),
        Wanted::AsPlanned => text::wanted_as_planned(lang),
    }
}

/// Returns a value as it stands in the plan, cut where it is long.
fn shown(value: &str, mask: bool) -> String {
    let value = if mask { mask::values(value) } else { value.to_owned() };
    if value.chars().count() <= VALUE {
        return value;
    }
    format!("{}…", value.chars().take(VALUE - 1).collect::<String>())
}
