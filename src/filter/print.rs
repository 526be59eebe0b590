//! A condition to the text that asks it.

use super::token::is_keyword;
use super::value::{id_kind, is_me};
use crate::model::{AnyId, Comparison, Field, FieldType, Filter, Money, Value};

/// Returns the filter as text that [`super::parse`] reads back as the same condition.
///
/// The text needs no actor and no day: days are ISO, staff are ids. Conditions that no text asks
/// print as an equivalent one: any of nothing is `-()`, one of one is that one. An empty text is
/// no value. Names of fields and keys are English.
pub fn print(filter: &Filter) -> String {
    let mut out = String::new();
    match filter {
        Filter::And(all) if all.is_empty() => {}
        _ => write(filter, Place::Whole, &mut out),
    }
    out
}

/// What stands around a condition; decides where brackets are needed.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Place {
    Whole,
    BesideOr,
    BesideAnd,
}

fn write(filter: &Filter, place: Place, out: &mut String) {
    match filter {
        Filter::And(terms) | Filter::Or(terms) if terms.len() == 1 => {
            write(&terms[0], place, out);
        }
        Filter::And(terms) if terms.is_empty() => out.push_str("()"),
        Filter::Or(terms) if terms.is_empty() => out.push_str("-()"),
        Filter::And(terms) => {
            bracketed(place > Place::BesideOr, out, |out| list(terms, " ", Place::BesideAnd, out));
        }
        Filter::Or(terms) => {
            bracketed(place > Place::Whole, out, |out| list(terms, " or ", Place::BesideOr, out));
        }
        Filter::Not(inner) => {
            out.push('-');
            write(inner, Place::BesideAnd, out);
        }
        Filter::Word(text) if text.is_empty() => out.push_str("()"),
        Filter::Word(text) => {
            let is_account = AnyId::parse(text).is_some();
            quoted(text, is_keyword(text) || is_account, out);
        }
        Filter::Empty(field) => {
            out.push_str(field.key());
            out.push(':');
        }
        Filter::Is(field, comparison, values) => question(*field, *comparison, values, place, out),
    }
}

fn bracketed(needed: bool, out: &mut String, inner: impl FnOnce(&mut String)) {
    if needed {
        out.push('(');
    }
    inner(out);
    if needed {
        out.push(')');
    }
}

fn list(terms: &[Filter], separator: &str, place: Place, out: &mut String) {
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        write(term, place, out);
    }
}

fn question(
    field: Field,
    comparison: Comparison,
    values: &[Value],
    place: Place,
    out: &mut String,
) {
    let takes_list = matches!(comparison, Comparison::Is | Comparison::Equal);
    if values.len() == 1 || (takes_list && !values.is_empty()) {
        out.push_str(field.key());
        out.push_str(sign(comparison));
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write_value(field, value, out);
        }
        return;
    }
    let each = values.iter().map(|value| Filter::Is(field, comparison, vec![value.clone()]));
    write(&Filter::Or(each.collect()), place, out);
}

const fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Is => ":",
        Comparison::Equal => "=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn write_value(field: Field, value: &Value, out: &mut String) {
    match value {
        Value::Text(text) => {
            let is_name = field.field_type() == FieldType::Name;
            quoted(text, is_name && (is_me(text) || AnyId::parse(text).is_some()), out);
        }
        Value::Number(minor) if field.field_type() == FieldType::Money => {
            out.push_str(&Money { minor: *minor }.to_string());
        }
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Day(day) => out.push_str(&day.to_string()),
        Value::Id(number) => {
            out.push_str(id_kind(field).map_or("", |kind| kind.letter()));
            out.push_str(&number.to_string());
        }
    }
}

/// Writes a text, in quotes where `always`, or where one of its characters may mean something.
fn quoted(text: &str, always: bool, out: &mut String) {
    let plain = |c: char| c.is_alphanumeric() || "-_.@+/%".contains(c);
    if !always && !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}
