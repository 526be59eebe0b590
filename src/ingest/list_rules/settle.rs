//! The columns that rules name, found among those of a list.

use super::row::{Constant, Joined, Skip, Values};
use super::{Fault, ListRules, Pairs, RowRules, RulesProblem, Said};
use crate::ingest::map::ADDED_BY_KAM;
use crate::ingest::map::{Field, MapError, Mapping, column_named, plain};
use crate::ingest::read::Examined;
use crate::model::SourceKind;

/// A list on its way to a mapping: flags were heard, headers not yet.
pub(in crate::ingest) struct Columns<'a> {
    /// Its headers.
    pub(in crate::ingest) headers: &'a [String],
    /// Line of the header, from 1.
    pub(in crate::ingest) header_line: u64,
    /// What kind of list it is.
    pub(in crate::ingest) kind: SourceKind,
}

/// What settling finds out.
struct Settling<'a> {
    columns: &'a Columns<'a>,
    /// Columns that the file gave a field, and how it named them.
    named: Vec<(usize, &'a str)>,
    /// Columns that a list need not have.
    optional: Vec<&'a str>,
    problems: Vec<RulesProblem>,
}

impl ListRules {
    /// Puts the fields of columns that flags did not settle into `mapping`, and what is to become
    /// of rows. Where the file names columns, all of them are settled.
    ///
    /// # Errors
    /// Every column that the list has not, or that cannot be what the file says.
    pub(in crate::ingest) fn settle(
        &self,
        mapping: &mut Mapping,
        settled: &mut [bool],
        columns: &Columns<'_>,
    ) -> Result<(), MapError> {
        let mut settling =
            Settling { columns, named: Vec::new(), optional: Vec::new(), problems: Vec::new() };
        let by_flag = settled.to_vec();
        settling.optional = self.optional.iter().map(|(column, _)| column.value.as_str()).collect();
        for (column, field) in self.columns.iter().chain(&self.optional) {
            let Some(at) = settling.column(column) else { continue };
            if let Some((_, first)) = settling.named.iter().find(|(known, _)| *known == at) {
                let fault = Fault::SameColumn { first: (*first).to_owned() };
                settling.problems.push(column.problem(fault));
                continue;
            }
            settling.named.push((at, &column.value));
            settling.check_purchase(column, *field);
            // What flags say wins: of the column, and of a field that only one can have.
            let is_taken = |field: &Field| !field.repeats() && mapping.has(*field);
            if !std::mem::replace(&mut settled[at], true) {
                mapping.fields[at] = field.filter(|field| !is_taken(field));
            }
        }
        if let Some(key) = self.key.as_ref().filter(|_| !mapping.keyed)
            && let Some(at) = settling.column(key)
        {
            let before = mapping.columns(Field::ExternalId).find(|column| *column != at);
            match before {
                Some(before) if !by_flag[before] => {
                    let (field, first) = (Field::ExternalId, columns.headers[before].clone());
                    settling.problems.push(key.problem(Fault::MappedTwice { field, first }));
                }
                None if !by_flag[at] || mapping.fields[at] == Some(Field::ExternalId) => {
                    mapping.fields[at] = Some(Field::ExternalId);
                    mapping.keyed = true;
                    settled[at] = true;
                }
                _ => {}
            }
        }
        mapping.rules = settling.row_rules(self);
        mapping.rules.join = settling.joins(self, mapping, &by_flag);
        if self.names_columns() {
            settled.fill(true);
        }
        let mut problems = settling.problems;
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        Err(MapError::Rules {
            file: self.file.clone(),
            header_line: columns.header_line,
            headers: columns.headers.to_vec(),
            problems,
        })
    }
}

impl ListRules {
    /// Yields the headers of the columns of a list that the file does not name, though it names
    /// others, and that are no field.
    pub fn unnamed<'l>(&self, list: &'l Examined) -> impl Iterator<Item = &'l str> {
        let headers = &list.verdict.columns;
        let mapped = self.columns.iter().chain(&self.optional).map(|(column, _)| column);
        let joined = self.joins.iter().flat_map(|(_, columns)| columns);
        let all = mapped.chain(joined).filter(|_| self.names_columns());
        let named: Vec<usize> =
            all.filter_map(|column| column_named(&column.value, headers).ok()).collect();
        let is_extra = move |(at, header): &(usize, &String)| {
            !named.is_empty()
                && !named.contains(at)
                && list.mapping.fields[*at].is_none()
                && !header.is_empty()
                && !header.starts_with(ADDED_BY_KAM)
        };
        headers.iter().enumerate().filter(is_extra).map(|(_, header)| header.as_str())
    }
}

impl Settling<'_> {
    /// Returns the position of a column; one that the list has not, and has to have, is a problem.
    fn column(&mut self, named: &Said<String>) -> Option<usize> {
        let fault = match column_named(&named.value, self.columns.headers) {
            Ok(at) => return Some(at),
            Err(MapError::AmbiguousColumn { column, numbers }) => {
                Fault::AmbiguousColumn { column, numbers }
            }
            Err(_) if self.optional.iter().any(|name| plain(name) == plain(&named.value)) => {
                return None;
            }
            Err(MapError::UnknownColumn { column, near, .. }) => Fault::NoColumn { column, near },
            Err(_) => Fault::NoColumn { column: named.value.clone(), near: Vec::new() },
        };
        self.problems.push(named.problem(fault));
        None
    }

    fn check_purchase<T>(&mut self, said: &Said<T>, field: Option<Field>) {
        let kind = self.columns.kind;
        if let Some(field) = field.filter(|field| !field.fits(kind)) {
            self.problems.push(said.problem(Fault::NotOfKind { field, kind }));
        }
    }

    fn row_rules(&mut self, rules: &ListRules) -> RowRules {
        for (field, _) in &rules.constants {
            self.check_purchase(field, Some(field.value));
        }
        let constant = |(field, value): &(Said<Field>, String)| Constant {
            field: field.value.key().to_owned(),
            value: value.clone(),
        };
        let skips = rules.skips.iter().filter_map(|(column, test)| {
            self.column(column).map(|column| Skip { column, test: test.clone() })
        });
        RowRules {
            area_code: rules.area_code.clone(),
            join: Vec::new(),
            constants: rules.constants.iter().map(constant).collect(),
            skips: skips.collect(),
            replace: self.values(&rules.replacements),
            rewrite: self.values(&rules.rewrites),
            filled_in: Vec::new(),
        }
    }

    /// Returns the fields that columns make up, but those that a flag gives a column of their own.
    fn joins(&mut self, rules: &ListRules, mapping: &Mapping, by_flag: &[bool]) -> Vec<Joined> {
        let mut made = Vec::new();
        for (field, columns) in &rules.joins {
            self.check_purchase(field, Some(field.value));
            let columns: Vec<usize> =
                columns.iter().filter_map(|column| self.column(column)).collect();
            let own = mapping.columns(field.value).next();
            match own {
                Some(own) if !by_flag[own] => {
                    let (field_of, first) = (field.value, self.columns.headers[own].clone());
                    let fault = Fault::MappedTwice { field: field_of, first };
                    self.problems.push(field.problem(fault));
                }
                None if !columns.is_empty() => {
                    made.push(Joined { field: field.value.key().to_owned(), columns });
                }
                _ => {}
            }
        }
        made
    }

    fn values(&mut self, pairs: &[(Said<String>, Pairs)]) -> Vec<Values> {
        let found = pairs.iter().filter_map(|(column, pairs)| {
            let values = pairs.iter().cloned().collect();
            self.column(column).map(|column| Values { column, values })
        });
        found.collect()
    }
}

impl<T> Said<T> {
    fn problem(&self, fault: Fault) -> RulesProblem {
        RulesProblem { place: self.place.clone(), fault }
    }
}
