//! What matching needs of a row.

use xxhash_rust::xxh3::xxh3_64;

use super::{Cleaner, Rejection};
use crate::ingest::clean::address::{Place, place};
use crate::ingest::clean::credit_code::credit_code;
use crate::ingest::clean::email::email;
use crate::ingest::clean::kind::{kind, kind_of_name};
use crate::ingest::clean::phone::{area_code, phones};
use crate::ingest::clean::{Problem, text};
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::{AccountKind, CellProblem, Lead, Phone};

/// The part of a row that says whose it is. Made to be reused; texts are blank where missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Line in the file, from 1, where the row begins.
    pub line: u64,
    /// XXH3 of the row's mapped cells that are not blank, each with its field, in the order of
    /// fields; outer blanks are left out.
    pub row_hash: u64,
    /// The row's own id in its source.
    pub external_id: String,
    /// Name of the account as written.
    pub name: String,
    /// Organisation or person; `None` where nothing tells.
    pub kind: Option<AccountKind>,
    /// Unified social credit code.
    pub credit_code: String,
    /// Every telephone number, in the order of the cells.
    pub phones: Vec<Phone>,
    /// E-mail address, lower case.
    pub email: String,
    /// Address as written.
    pub address: String,
    /// Province: by the official divisions, else as written.
    pub province: String,
    /// City: by the official divisions, else as written.
    pub city: String,
    /// District: by the official divisions, else as written.
    pub district: String,
    /// The official divisions alone, where the row names them.
    pub place: Place,
}

impl Identity {
    /// Returns a lead with these parts filled and no others.
    pub(super) fn into_lead(self) -> Lead {
        let some = |text: String| (!text.is_empty()).then_some(text);
        Lead {
            line: self.line,
            external_id: some(self.external_id),
            name: some(self.name),
            kind: self.kind,
            credit_code: some(self.credit_code),
            phones: self.phones,
            email: some(self.email),
            address: some(self.address),
            province: some(self.province),
            city: some(self.city),
            district: some(self.district),
            ..Lead::default()
        }
    }

    fn is_unusable(&self) -> bool {
        let texts = [&self.name, &self.email, &self.credit_code];
        texts.iter().all(|text| text.is_empty()) && self.phones.is_empty()
    }
}

/// Collects what is wrong with cells, where somebody wants to know, and why the row is not used.
pub(super) struct Notes {
    line: u64,
    problems: Option<Vec<CellProblem>>,
    rejections: Vec<Rejection>,
}

impl Notes {
    pub(super) fn heard(line: u64) -> Self {
        Self { line, problems: Some(Vec::new()), rejections: Vec::new() }
    }

    pub(super) fn unheard(line: u64) -> Self {
        Self { line, problems: None, rejections: Vec::new() }
    }

    /// Notes a reason why the row is not used.
    pub(super) fn reject(&mut self, rejection: Rejection) {
        self.rejections.push(rejection);
    }

    /// Takes out why the row is not used, in the order of columns.
    pub(super) fn take_rejections(&mut self) -> Vec<Rejection> {
        let mut rejections = std::mem::take(&mut self.rejections);
        rejections.sort_by_key(Rejection::place);
        rejections
    }

    pub(super) fn add(&mut self, column: usize, field: Field, value: &str, problem: Problem) {
        if let Some(problems) = &mut self.problems {
            problems.push(CellProblem {
                line: self.line,
                column: column as u64 + 1,
                field: field.key(),
                value: value.to_owned(),
                code: problem.code,
                detail: problem.detail,
            });
        }
    }

    /// Returns the problems in the order of columns.
    pub(super) fn into_problems(self) -> Vec<CellProblem> {
        let mut problems = self.problems.unwrap_or_default();
        problems.sort_by_key(|problem| problem.column);
        problems
    }
}

impl Cleaner {
    pub(super) fn identify(
        &self,
        row: Row<'_>,
        into: &mut Identity,
        notes: &mut Notes,
    ) -> Result<(), Rejection> {
        into.line = row.line();
        if row.is_ragged() {
            return Err(self.ragged(row));
        }
        into.row_hash = self.hash(row, &mut into.name);
        self.fill(row, Field::ExternalId, &mut into.external_id, notes, |id| {
            let lost = text::is_scientific(id);
            if lost { Err(Problem::plain("scientific")) } else { Ok(()) }
        });
        self.fill(row, Field::Name, &mut into.name, notes, |_| Ok(()));
        self.fill(row, Field::Address, &mut into.address, notes, |_| Ok(()));
        into.credit_code =
            self.read(row, Field::CreditCode, notes, credit_code).unwrap_or_default();
        into.kind = self.kind(row, into, notes);
        into.email = self.email(row, notes);
        self.place(row, into, notes);
        self.phones(row, into, notes);
        if into.is_unusable() && !self.names_ours(row) {
            return Err(self.rejection(row, "nothing-usable"));
        }
        Ok(())
    }

    /// Puts a field's cell into `into` where it passes, else leaves that blank.
    fn fill(
        &self,
        row: Row<'_>,
        field: Field,
        into: &mut String,
        notes: &mut Notes,
        check: impl FnOnce(&str) -> Result<(), Problem>,
    ) {
        into.clear();
        if let Some((column, cell)) = self.cell(row, field, notes) {
            match check(cell) {
                Ok(()) => into.push_str(cell),
                Err(problem) => notes.add(column, field, cell, problem),
            }
        }
    }

    fn kind(&self, row: Row<'_>, known: &Identity, notes: &mut Notes) -> Option<AccountKind> {
        let said = self.read(row, Field::Kind, notes, kind);
        let coded = (!known.credit_code.is_empty()).then_some(AccountKind::Organisation);
        said.or(coded).or_else(|| kind_of_name(&known.name))
    }

    fn email(&self, row: Row<'_>, notes: &mut Notes) -> String {
        let Some((column, cell)) = self.cell(row, Field::Email, notes) else {
            return String::new();
        };
        let (address, problem) = email(cell);
        if let Some(problem) = problem {
            notes.add(column, Field::Email, cell, problem);
        }
        address.unwrap_or_default()
    }

    /// Finds the place; a name that is no official division (of another country) stays as written.
    fn place(&self, row: Row<'_>, into: &mut Identity, notes: &mut Notes) {
        let named = |cell: &str| {
            let coded = cell.bytes().all(|b| b.is_ascii_digit());
            if coded { Err(Problem::plain("place-code")) } else { Ok(()) }
        };
        self.fill(row, Field::Province, &mut into.province, notes, named);
        self.fill(row, Field::City, &mut into.city, notes, named);
        self.fill(row, Field::District, &mut into.district, notes, named);
        let city = Some(into.city.as_str()).filter(|text| !text.is_empty());
        let province = Some(into.province.as_str()).filter(|text| !text.is_empty());
        let place = place(&into.address, city, province);
        into.place = place;
        for (name, text) in [
            (place.province, &mut into.province),
            (place.city, &mut into.city),
            (place.district, &mut into.district),
        ] {
            if let Some(name) = name {
                text.clear();
                text.push_str(name);
            }
        }
    }

    fn phones(&self, row: Row<'_>, into: &mut Identity, notes: &mut Notes) {
        into.phones.clear();
        for column in &self.phones {
            let cell = row.cell(*column);
            let problem = match text::value(cell) {
                Ok(None) => None,
                Ok(Some(cell)) => phones(cell, || self.area_code(&into.city), &mut into.phones),
                Err(problem) => Some(problem),
            };
            if let Some(problem) = problem {
                notes.add(*column, Field::Phone, cell, problem);
            }
        }
    }

    /// Returns the area code of a city, else the one that rules say.
    fn area_code(&self, city: &str) -> Option<&str> {
        area_code(city).or(self.area_code.as_deref())
    }

    /// Hashes the mapped cells; `scratch` is left with anything in it.
    fn hash(&self, row: Row<'_>, scratch: &mut String) -> u64 {
        scratch.clear();
        for (column, field) in &self.hashed {
            let cell = text::trimmed(row.cell(*column));
            if cell.is_empty() {
                continue;
            }
            // The field, not the column: columns that move or stay blank change nothing.
            scratch.push(char::from(*field as u8));
            // A program that writes the file again may end the lines of a cell otherwise.
            if memchr::memchr(b'\r', cell.as_bytes()).is_none() {
                scratch.push_str(cell);
            } else {
                cell.split('\r').for_each(|line| scratch.push_str(line));
            }
            scratch.push('\u{1f}');
        }
        xxh3_64(scratch.as_bytes())
    }

    fn ragged(&self, row: Row<'_>) -> Rejection {
        let surplus = |column: &usize| !row.cell(*column).trim().is_empty();
        let column = (row.width()..row.written()).find(surplus).unwrap_or(row.width());
        let value = row.cell(column).to_owned();
        Rejection { column: Some(column as u64 + 1), value, ..self.rejection(row, "ragged") }
    }

    /// Returns the row as one that cannot be used, for what the cell of a field says.
    pub(super) fn rejection_of(&self, row: Row<'_>, code: &'static str, field: Field) -> Rejection {
        let column = self.column_of[field as usize];
        let value = column.map_or("", |column| row.cell(column)).to_owned();
        let column = column.map(|column| column as u64 + 1);
        Rejection { column, value, ..self.rejection(row, code) }
    }

    pub(super) fn rejection(&self, row: Row<'_>, code: &'static str) -> Rejection {
        Rejection {
            line: row.line(),
            code,
            column: None,
            value: String::new(),
            cells: row.written(),
            columns: self.width,
        }
    }
}
