//! A field, a comparison and values as written to a condition.

use std::ops::Range;

use super::error::FilterError;
use super::near;
use super::token::{Item, Question};
use super::{Context, Named, day_of};
use crate::model::{
    AccountKind, AnyId, Choice, Comparison, DealState, Field, FieldType, Filter, Grade, IdKind,
    Money, Value,
};

/// Returns the field of that name: key (with `-` for `_` too, in either case) or Chinese term.
pub fn field_named(name: &str) -> Option<Field> {
    let key = name.replace('-', "_");
    let is_named = |field: &&Field| key.eq_ignore_ascii_case(field.key()) || name == field.term();
    Field::ALL.iter().find(is_named).copied()
}

/// Returns the kind of the ids that name a value of the field; `None` where none do.
pub(super) const fn id_kind(field: Field) -> Option<IdKind> {
    Some(match field {
        Field::Account | Field::Parent => IdKind::AccountId,
        Field::Owner => IdKind::StaffId,
        Field::Shop => IdKind::ShopId,
        Field::Source => IdKind::SourceId,
        Field::Batch => IdKind::BatchId,
        _ => return None,
    })
}

/// Returns whether `text` means the acting staff.
pub(super) fn is_me(text: &str) -> bool {
    text.eq_ignore_ascii_case("me") || text == "我"
}

/// Returns what `question`, written in `span`, asks, or everything wrong with it.
///
/// `place` gives the column and text of a span of the filter.
pub(super) fn condition(
    question: &Question<'_>,
    span: &Range<usize>,
    context: &Context<'_>,
    place: &dyn Fn(&Range<usize>) -> (usize, String),
) -> Result<Filter, Vec<FilterError>> {
    let name = span.start..span.start + question.field.len();
    let Some(field) = field_named(question.field) else {
        let (column, text) = place(&name);
        let near = near::fields(&text);
        return Err(vec![FilterError::UnknownField { column, text, near }]);
    };
    let comparison = question.comparison;
    let ordered = !matches!(comparison, Comparison::Is | Comparison::Equal);
    let (column, text) = place(span);
    if ordered && !field.field_type().is_ordered() {
        return Err(vec![FilterError::NoOrder { column, text, field }]);
    }
    match question.items.as_slice() {
        [] => return Ok(Filter::Empty(field)),
        [only] if only.text.is_empty() && !ordered => return Ok(Filter::Empty(field)),
        [only] if only.text.is_empty() => {
            return Err(vec![FilterError::MissingValue { column, text }]);
        }
        [_, _, ..] if ordered => return Err(vec![FilterError::SeveralValues { column, text }]),
        _ => {}
    }
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for item in &question.items {
        let (column, written) = place(&item.span);
        if item.text.is_empty() {
            problems.push(FilterError::EmptyItem { column, text: text.clone() });
            continue;
        }
        match read(field, comparison, item, context) {
            Ok(several) => values.extend(several),
            Err(refusal) => problems.push(refusal.at(column, written, field)),
        }
    }
    if problems.is_empty() { Ok(Filter::Is(field, comparison, values)) } else { Err(problems) }
}

/// Why a value is none of its field's.
enum Refusal {
    Key(Vec<&'static str>),
    Stage(Vec<String>, Vec<String>),
    Staff(Vec<String>),
    Day,
    Number,
    Amount,
    Id(&'static str),
    Phone,
    NobodyActs,
}

impl Refusal {
    fn at(self, column: usize, text: String, field: Field) -> FilterError {
        match self {
            Self::Key(known) => FilterError::UnknownKey { column, text, field, known },
            Self::Stage(near, known) => FilterError::UnknownStage { column, text, near, known },
            Self::Staff(near) => FilterError::UnknownStaff { column, text, near },
            Self::Day => FilterError::BadDay { column, text, field },
            Self::Number => FilterError::BadNumber { column, text, field },
            Self::Amount => FilterError::BadAmount { column, text, field },
            Self::Id(letter) => FilterError::BadId { column, text, field, letter },
            Self::Phone => FilterError::BadPhone { column, text },
            Self::NobodyActs => FilterError::NobodyActs { column, text },
        }
    }
}

fn read(
    field: Field,
    comparison: Comparison,
    item: &Item,
    context: &Context<'_>,
) -> Result<Vec<Value>, Refusal> {
    let text = item.text.as_str();
    let value = match field.field_type() {
        FieldType::Text if field == Field::Phone && !text.chars().any(is_digit) => {
            Err(Refusal::Phone)
        }
        FieldType::Text => Ok(Value::Text(text.to_owned())),
        FieldType::Key => match context.stages.filter(|_| field == Field::Stage && !item.quoted) {
            Some(known) => return stages(text, known),
            None => key(field, text).map(Value::Text),
        },
        FieldType::Name => name(field, comparison, item, context),
        FieldType::Id => id(field, text),
        FieldType::Number => text.trim().parse().map(Value::Number).map_err(|_| Refusal::Number),
        FieldType::Money => amount(text).map(Value::Number).ok_or(Refusal::Amount),
        FieldType::Day => day_of(text, context.day).map(Value::Day).ok_or(Refusal::Day),
    };
    value.map(|value| vec![value])
}

/// Returns the key of the stage that is named, or of all those with such a label, as funnels may
/// call different stages by the same one.
fn stages(text: &str, known: &[Named]) -> Result<Vec<Value>, Refusal> {
    let wanted = text.trim();
    let by_key = |one: &&Named| one.key.eq_ignore_ascii_case(wanted);
    let by_name = |one: &&Named| one.names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let mut found: Vec<&str> = known.iter().filter(by_key).map(|one| one.key.as_str()).collect();
    if found.is_empty() {
        found.extend(known.iter().filter(by_name).map(|one| one.key.as_str()));
    }
    if found.is_empty() {
        let shown = |one: &Named| match one.names.first() {
            Some(name) => format!("{} ({name})", one.key),
            None => one.key.clone(),
        };
        return Err(Refusal::Stage(near::names(wanted, known), known.iter().map(shown).collect()));
    }
    Ok(found.into_iter().map(|key| Value::Text(key.to_owned())).collect())
}

/// Returns the hundredths of an amount such as `250000`, `1,250.50` or `25万`; `None` where the
/// text is none, or too large.
fn amount(text: &str) -> Option<i64> {
    let plain: String =
        text.trim().chars().filter(|c| !matches!(c, ',' | '，' | '¥' | '￥')).collect();
    let plain = plain.strip_suffix('元').unwrap_or(&plain);
    let (number, times) = match (plain.strip_suffix('万'), plain.strip_suffix('亿')) {
        (Some(number), _) => (number, 10_000),
        (_, Some(number)) => (number, 100_000_000),
        _ => (plain, 1),
    };
    number.parse::<Money>().ok()?.minor.checked_mul(times)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn key(field: Field, text: &str) -> Result<String, Refusal> {
    match field {
        Field::Grade => text
            .parse::<Grade>()
            .map(|grade| grade.letter().to_owned())
            .map_err(|_| Refusal::Key(Grade::ALL.iter().map(|grade| grade.letter()).collect())),
        Field::Kind => chosen::<AccountKind>(text),
        Field::State => chosen::<DealState>(text),
        _ => Ok(text.to_owned()),
    }
}

fn chosen<T: Choice>(text: &str) -> Result<String, Refusal> {
    T::read(text)
        .map(|value| value.key().to_owned())
        .map_err(|_| Refusal::Key(T::ALL.iter().map(|value| value.key()).collect()))
}

/// Reads an id with its letter, the word for oneself, or a name; a quoted text is always a name.
fn name(
    field: Field,
    comparison: Comparison,
    item: &Item,
    context: &Context<'_>,
) -> Result<Value, Refusal> {
    let text = item.text.as_str();
    let staff = context.staff.filter(|_| field == Field::Owner);
    let nobody = |known: &[Named]| Refusal::Staff(near::names(text, known));
    if !item.quoted {
        if field == Field::Owner && is_me(text) {
            return context.me.map(|staff| Value::Id(staff.0)).ok_or(Refusal::NobodyActs);
        }
        if let Some(id) = AnyId::parse(text).filter(|id| Some(id.kind) == id_kind(field)) {
            let is = |one: &Named| AnyId::parse(&one.key).is_some_and(|known| known == id);
            return match staff.filter(|known| !known.iter().any(is)) {
                Some(known) => Err(nobody(known)),
                None => Ok(Value::Id(id.number)),
            };
        }
    }
    let called = |one: &Named| is_called(one, text, comparison);
    match staff.filter(|known| !known.iter().any(called)) {
        Some(known) => Err(nobody(known)),
        None => Ok(Value::Text(text.to_owned())),
    }
}

/// Returns whether a text names somebody as the store will have it: by a part of the name, or by
/// all of it where it is to equal, by a whole alias or login.
fn is_called(one: &Named, text: &str, comparison: Comparison) -> bool {
    let Some((name, others)) = one.names.split_first() else { return false };
    let by_name = match comparison {
        Comparison::Equal => name == text,
        _ => name.to_lowercase().contains(&text.to_lowercase()),
    };
    by_name || others.iter().any(|other| other.eq_ignore_ascii_case(text))
}

/// Reads an id of the field's kind, with its letter or bare.
fn id(field: Field, text: &str) -> Result<Value, Refusal> {
    let kind = id_kind(field).unwrap_or(IdKind::AccountId);
    let text = text.trim();
    let number = AnyId::parse(text).filter(|id| id.kind == kind).or_else(|| {
        let bare = text.starts_with(|c: char| c.is_ascii_digit());
        AnyId::parse(&format!("{}{text}", kind.letter())).filter(|_| bare)
    });
    number.map(|id| Value::Id(id.number)).ok_or(Refusal::Id(kind.letter()))
}
