//! Columns of a list to fields: by the words of its header, or as `--map` says.

mod field;
mod header;
mod like;
pub(in crate::ingest) mod near;

pub use field::Field;
pub(crate) use header::{is_known, plain};
pub use like::Meanings;

use super::list_rules::{ListRules, RowRules, RulesProblem, settle::Columns};
use crate::model::SourceKind;

/// The field of every column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// By column, from the first; `None` where the cells are kept as extra.
    pub fields: Vec<Option<Field>>,
    /// Whether `--key` named the column of [`Field::ExternalId`], so that rows update by it.
    pub keyed: bool,
    /// What a rules file makes of rows.
    pub rules: RowRules,
}

/// Why the columns of a list cannot be mapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// `--map` or `--key` names a column that the list has not.
    #[error("no column `{column}`{}", said(near))]
    UnknownColumn {
        /// What was given.
        column: String,
        /// Headers that may have been meant.
        near: Vec<String>,
        /// Every header.
        headers: Vec<String>,
    },
    /// `--map` or `--key` names a header that several columns have.
    #[error("{} columns are headed `{column}`: {}", numbers.len(), listed(numbers))]
    AmbiguousColumn {
        /// What was given.
        column: String,
        /// Numbers of those columns, from 1; `#N` names one.
        numbers: Vec<usize>,
    },
    /// `--map` names a field that there is not.
    #[error("no field `{field}`{}", said(near))]
    UnknownField {
        /// What was given.
        field: String,
        /// Fields that may have been meant.
        near: Vec<String>,
    },
    /// `--map` names a field that rows of such a list have not, as what was bought where they are
    /// no purchases.
    #[error("rows of `{kind}` have no `{}`", field.key())]
    NotOfKind {
        /// What was given.
        field: Field,
        /// What kind of list it is.
        kind: SourceKind,
    },
    /// Two columns are mapped to a field that only one can have.
    #[error("`{first}` and `{second}` are both mapped to `{}`", field.key())]
    Twice {
        /// The field.
        field: Field,
        /// One column.
        first: String,
        /// The other.
        second: String,
    },
    /// A rules file does not fit the list.
    #[error("{file} does not fit the list in {} places", problems.len())]
    Rules {
        /// The rules file.
        file: String,
        /// Line of the header, from 1.
        header_line: u64,
        /// Headers found there.
        headers: Vec<String>,
        /// Everything that does not fit, in the order of the file.
        problems: Vec<RulesProblem>,
    },
    /// The list has no column that its kind needs.
    #[error("no column for `{}`", wanted.iter().map(|f| f.key()).collect::<Vec<_>>().join("` or `"))]
    Missing {
        /// Fields of which one would do, the best first.
        wanted: Vec<Field>,
        /// The column whose header looks most like one of them, by its header or `#N`, and which;
        /// `None` where none does.
        likely: Option<(String, Field)>,
        /// Line of the header, from 1.
        header_line: u64,
        /// Headers found there.
        headers: Vec<String>,
    },
}

fn said(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; did you mean `{}`?", near.join("`, `")) }
}

fn listed(numbers: &[usize]) -> String {
    numbers.iter().map(|number| format!("#{number}")).collect::<Vec<_>>().join(", ")
}

/// What the user said about columns.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'a> {
    /// `--map`: a header, or `#N` for the column of that number, and a field or `extra`.
    pub map: &'a [(String, String)],
    /// `--key`: a column that identifies rows in their source.
    pub key: Option<&'a str>,
    /// What kind of list it is.
    pub kind: SourceKind,
    /// By column, its own header where the whole one begins with that of a group; may be shorter
    /// than the columns.
    pub own: &'a [Option<String>],
    /// What columns meant in a list that this one is like.
    pub like: Option<&'a Meanings>,
    /// What a rules file says, below the wishes above.
    pub rules: Option<&'a ListRules>,
}

/// How the headers begin that kam added to a file it wrote: reasons and remedies of rejected rows.
pub(crate) const ADDED_BY_KAM: &str = "kam_";

impl Mapping {
    /// Returns the columns of `field`, from 0.
    pub fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.fields.iter().enumerate().filter(move |(_, f)| **f == Some(field)).map(|(at, _)| at)
    }

    /// Returns whether some column holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains(&Some(field)) || self.rules.joins(field)
    }
}

/// Returns the field of every column: as wished, as a rules file says, then by header, the better
/// synonym first.
///
/// What is left is extra. A list needs a name or a telephone number; one of purchases (domain
/// rules, section 2) also what was bought, when, for how much or on which invoice.
pub fn map(headers: &[String], header_line: u64, wishes: Wishes<'_>) -> Result<Mapping, MapError> {
    let (fields, keyed) = (vec![None; headers.len()], wishes.key.is_some());
    let mut mapping = Mapping { fields, keyed, rules: RowRules::default() };
    let mut settled = wish(&mut mapping, headers, wishes)?;
    if let Some(rules) = wishes.rules {
        let columns = Columns { headers, header_line, kind: wishes.kind };
        rules.settle(&mut mapping, &mut settled, &columns)?;
    }
    if let Some(like) = wishes.like {
        settle_like(&mut mapping, &mut settled, headers, like);
    }
    let mut candidates = Vec::new();
    let open = |(column, header): &(usize, &String)| {
        !settled[*column] && !header.starts_with(ADDED_BY_KAM)
    };
    for (column, header) in headers.iter().enumerate().filter(open) {
        let mut meanings = header::meanings(header, wishes.kind);
        if let Some(Some(own)) = wishes.own.get(column).filter(|_| meanings.is_empty()) {
            meanings = header::meanings(own, wishes.kind);
        }
        for (field, fit) in meanings {
            candidates.push((fit, column, field));
        }
    }
    // A field is settled by its best header, and a header that several fields know goes to the
    // first that is free: 姓名 is the name of a list without firms, else the contact.
    candidates.sort_by_key(|(fit, column, field)| (*field, *fit, *column));
    for (_, column, field) in candidates {
        let free = mapping.fields[column].is_none() && (field.repeats() || !mapping.has(field));
        if free && field.fits(wishes.kind) {
            mapping.fields[column] = Some(field);
        }
    }
    needs(&mapping, headers, header_line, wishes.kind)?;
    let filled_in = Field::filled_in(wishes.kind).iter();
    mapping.rules.filled_in = filled_in.flat_map(|field| mapping.columns(*field)).collect();
    Ok(mapping)
}

/// Applies `--map` and `--key`; returns which columns they settled.
fn wish(
    mapping: &mut Mapping,
    headers: &[String],
    wishes: Wishes<'_>,
) -> Result<Vec<bool>, MapError> {
    let mut settled = vec![false; headers.len()];
    let key = wishes.key.map(|column| (column, Some(Field::ExternalId)));
    let mut pairs: Vec<(&str, Option<Field>)> = Vec::with_capacity(wishes.map.len() + 1);
    for (column, name) in wishes.map {
        pairs.push((column, field_named(name)?));
    }
    for (column, field) in pairs.into_iter().chain(key) {
        let at = column_named(column, headers)?;
        if let Some(field) = field.filter(|field| !field.fits(wishes.kind)) {
            return Err(MapError::NotOfKind { field, kind: wishes.kind });
        }
        if let Some(field) = field
            && !field.repeats()
            && let Some(first) = mapping.columns(field).next().filter(|first| *first != at)
        {
            return Err(MapError::Twice {
                field,
                first: headers[first].clone(),
                second: headers[at].clone(),
            });
        }
        mapping.fields[at] = field;
        settled[at] = true;
    }
    Ok(settled)
}

/// Gives columns that nobody said anything of the fields they had in another list, and the list
/// the rules of that one where it has none of its own.
fn settle_like(mapping: &mut Mapping, settled: &mut [bool], headers: &[String], like: &Meanings) {
    let places = like.places(headers);
    if mapping.rules.is_empty() {
        mapping.rules = like.rules.moved(|column| places.iter().position(|p| *p == Some(column)));
    }
    for (column, place) in places.into_iter().enumerate() {
        let Some(place) = place.filter(|_| !settled[column]) else { continue };
        let field = like.fields[place];
        mapping.fields[column] = field.filter(|field| field.repeats() || !mapping.has(*field));
        settled[column] = true;
    }
    mapping.keyed |= like.keyed && mapping.has(Field::ExternalId);
}

/// Returns what the field of a column may be called.
pub fn field_words() -> impl Iterator<Item = &'static str> {
    Field::ALL.iter().map(|field| field.key()).chain(["extra"])
}

fn field_named(name: &str) -> Result<Option<Field>, MapError> {
    if name.trim().eq_ignore_ascii_case("extra") {
        return Ok(None);
    }
    Field::named(name).map(Some).ok_or_else(|| MapError::UnknownField {
        field: name.to_owned(),
        near: near::near(name, Field::ALL.iter().map(|field| field.key())),
    })
}

/// Finds a column by `#N`, by its header as written, or by its header as compared.
pub(in crate::ingest) fn column_named(wanted: &str, headers: &[String]) -> Result<usize, MapError> {
    let numbered = wanted.trim().strip_prefix('#').and_then(|number| number.parse::<usize>().ok());
    if let Some(number) = numbered.filter(|number| (1..=headers.len()).contains(number)) {
        return Ok(number - 1);
    }
    let wanted_plain = header::plain(wanted);
    let exact = |header: &String| header.trim() == wanted.trim();
    let alike = |header: &String| !wanted_plain.is_empty() && header::plain(header) == wanted_plain;
    let mut found = positions(headers, exact);
    if found.is_empty() {
        found = positions(headers, alike);
    }
    match found[..] {
        [only] => Ok(only),
        [] => Err(MapError::UnknownColumn {
            column: wanted.to_owned(),
            near: near::near(wanted.trim(), headers.iter().map(String::as_str)),
            headers: headers.to_vec(),
        }),
        _ => Err(MapError::AmbiguousColumn {
            column: wanted.to_owned(),
            numbers: found.iter().map(|at| at + 1).collect(),
        }),
    }
}

/// Returns whether the header of a column, from 0, names that column and no other.
pub fn is_own_name(headers: &[String], column: usize) -> bool {
    let names =
        |header: &String| !header.trim().is_empty() && column_named(header, headers) == Ok(column);
    headers.get(column).is_some_and(names)
}

/// Returns fields that a column may hold though its header did not give it one: those that the
/// header means, had no other column them, else those whose names are part of it.
pub fn likely_fields(header: &str, kind: SourceKind) -> Vec<Field> {
    header::likely(header, kind).into_iter().filter(|field| field.fits(kind)).collect()
}

/// Returns the column that means nothing yet whose header looks most like one of the fields, by its
/// header or `#N`, and that field: such as has a name of the field in it, else as is nearly one.
fn likely_column(
    mapping: &Mapping,
    headers: &[String],
    wanted: &[Field],
    kind: SourceKind,
) -> Option<(String, Field)> {
    let is_free = |(column, header): &(usize, &String)| {
        mapping.fields[*column].is_none() && !header.starts_with(ADDED_BY_KAM)
    };
    let free = || headers.iter().enumerate().filter(is_free);
    let by_part = free().filter_map(|(column, header)| {
        let fields = likely_fields(header, kind);
        let found = wanted.iter().enumerate().filter_map(|(rank, field)| {
            Some((fields.iter().position(|likely| likely == field)?, rank, column, *field))
        });
        found.min_by_key(|(place, rank, ..)| (*place, *rank))
    });
    let nearly = || {
        wanted.iter().find_map(|field| {
            let mut near = free().filter(|(_, header)| header::is_nearly(header, *field, kind));
            near.next().map(|(column, _)| (column, *field))
        })
    };
    let best = by_part.min_by_key(|(place, rank, column, _)| (*place, *rank, *column));
    let (column, field) = best.map(|(.., column, field)| (column, field)).or_else(nearly)?;
    let header = headers.get(column)?;
    let is_only = positions(headers, |other| other == header).len() == 1;
    Some((if is_only { header.clone() } else { format!("#{}", column + 1) }, field))
}

fn positions(headers: &[String], wanted: impl Fn(&String) -> bool) -> Vec<usize> {
    headers.iter().enumerate().filter(|(_, header)| wanted(header)).map(|(at, _)| at).collect()
}

fn needs(
    mapping: &Mapping,
    headers: &[String],
    header_line: u64,
    kind: SourceKind,
) -> Result<(), MapError> {
    let who: &[Field] = match kind {
        kind if kind.has_records() => &[Field::Name, Field::Phone, Field::AccountId],
        _ => &[Field::Name, Field::Phone],
    };
    let what: &[Field] = match kind {
        SourceKind::Touches => &[Field::TouchKind, Field::Result],
        SourceKind::FleetList => &[Field::Plate, Field::Vin],
        SourceKind::Orders => &[Field::Number],
        SourceKind::Deliveries => &[Field::Number, Field::Vin, Field::Day],
        kind if kind.has_purchases() => &[Field::Amount, Field::Day, Field::Item, Field::Number],
        _ => &[],
    };
    for fields in [who, what].into_iter().filter(|fields| !fields.is_empty()) {
        let is_said = |field: &Field| mapping.has(*field) || mapping.rules.has_constant(*field);
        if !fields.iter().any(is_said) {
            return Err(MapError::Missing {
                likely: likely_column(mapping, headers, fields, kind),
                wanted: fields.to_vec(),
                header_line,
                headers: headers.to_vec(),
            });
        }
    }
    Ok(())
}
