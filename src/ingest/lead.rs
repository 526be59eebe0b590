//! Rows to leads: every cell cleaned by what its column holds.
//!
//! Matching needs a part of a row, cheaply, for the whole list before anything is stored;
//! loading needs all of it. [`Cleaner::identity`] and [`Cleaner::lead`] run the same code for
//! the part that both have, so that they cannot disagree.

mod delivery;
mod identity;
mod order;
mod restored;
mod touch;
mod vehicle;

pub use identity::Identity;
use identity::Notes;

use super::clean::date::{DateOrder, date};
use super::clean::money::money;
use super::clean::person::person;
use super::clean::quantity::quantity;
use super::clean::website::website;
use super::clean::{Problem, problem, text};
use super::list_rules::{RowChanges, RowRules};
use super::map::{ADDED_BY_KAM, Field};
use super::read::{Examined, RawRow, Reading, Row};
use crate::model::{
    CellProblem, Grade, Interest, Lead, Person, PurchaseLine, RecordLine, SourceKind,
};

/// Why a row cannot be used; of a row of records there may be several reasons.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", self.reason())]
pub struct Rejection {
    /// Line in the file, from 1, where the row begins.
    pub line: u64,
    /// Stable code: `nothing-usable` or `ragged`; of records that of what is wrong with them.
    pub code: &'static str,
    /// Column, from 1, of the cell that shows it; `None` where no single one does.
    pub column: Option<u64>,
    /// That cell as written; blank where there is none.
    pub value: String,
    /// Cells written in the row.
    pub cells: usize,
    /// Columns of the list.
    pub columns: usize,
}

impl Rejection {
    /// Returns where it comes among the reasons of its row: at its column, or behind all that have
    /// one.
    pub fn place(&self) -> u64 {
        self.column.unwrap_or(u64::MAX)
    }

    fn reason(&self) -> String {
        match self.code {
            "ragged" => format!("{} cells, the list has {} columns", self.cells, self.columns),
            "nothing-usable" => "no name and no phone, e-mail or credit code".to_owned(),
            code => code.to_owned(),
        }
    }
}

/// Cleans the rows of one list.
#[derive(Debug, Clone)]
pub struct Cleaner {
    columns: Vec<String>,
    fields: Vec<Option<Field>>,
    /// The column of every field that has one, by the field's position.
    column_of: Vec<Option<usize>>,
    phones: Vec<usize>,
    /// Mapped columns in the order of their fields.
    hashed: Vec<(usize, Field)>,
    date_orders: Vec<Option<DateOrder>>,
    kind: SourceKind,
    /// Columns of the list, without those that rules add.
    width: usize,
    changes: Option<RowChanges>,
    area_code: Option<String>,
}

impl Cleaner {
    /// Returns a cleaner for the list as it was examined.
    pub fn new(list: &Examined) -> Self {
        let columns = list.verdict.columns.clone();
        let (fields, orders) = (list.mapping.fields.clone(), list.date_orders.clone());
        Self::of_columns(columns, fields, orders, list.kind, &list.mapping.rules)
    }

    /// Returns a cleaner for a list that is being examined, good for [`Cleaner::identity`] alone:
    /// in which order dates are written is not known yet. `None` where its columns cannot be
    /// mapped.
    pub fn early(list: &Reading) -> Option<Self> {
        let mapping = list.mapping()?;
        let (columns, fields) = (list.columns().to_vec(), mapping.fields.clone());
        let date_orders = vec![None; fields.len()];
        Some(Self::of_columns(columns, fields, date_orders, list.kind(), &mapping.rules))
    }

    fn of_columns(
        mut columns: Vec<String>,
        mut fields: Vec<Option<Field>>,
        mut date_orders: Vec<Option<DateOrder>>,
        kind: SourceKind,
        rules: &RowRules,
    ) -> Self {
        let width = columns.len();
        let changes = RowChanges::of(rules, &fields);
        for field in changes.iter().flat_map(RowChanges::added) {
            columns.push(field.key().to_owned());
            fields.push(Some(*field));
            date_orders.push(None);
        }
        let columns_of = |field: Field| {
            let fields = fields.iter().enumerate();
            fields.filter(move |(_, f)| **f == Some(field)).map(|(column, _)| column)
        };
        Self {
            column_of: Field::ALL.iter().map(|field| columns_of(*field).next()).collect(),
            phones: columns_of(Field::Phone).collect(),
            hashed: Field::ALL
                .iter()
                .flat_map(|field| columns_of(*field).map(move |column| (column, *field)))
                .collect(),
            kind,
            width,
            changes,
            area_code: rules.area_code.clone(),
            columns,
            date_orders,
            fields,
        }
    }

    /// Puts what matching needs of a row into `identity`, whatever was in it before.
    pub fn identity<'r>(
        &self,
        row: impl Into<Row<'r>>,
        identity: &mut Identity,
    ) -> Result<(), Rejection> {
        let row = row.into();
        let changed = self.changed(row);
        let row = changed.as_ref().map_or(row, Row::from);
        self.identify(row, identity, &mut Notes::unheard(row.line()))
    }

    /// Returns all of a row; what could not be cleaned is in its `extra` and `warnings`. Of a row
    /// that cannot be used the first reason: [`Cleaner::lead_with_rejections`] returns all.
    pub fn lead<'r>(&self, row: impl Into<Row<'r>>) -> Result<Lead, Rejection> {
        let (lead, rejections) = self.lead_with_rejections(row);
        rejections.into_iter().next().map_or(Ok(lead), Err)
    }

    /// Returns what can be read of a row, and every reason why it cannot be used, in the order of
    /// columns. Only of a row of records is anything read beside a reason.
    pub fn lead_with_rejections<'r>(&self, row: impl Into<Row<'r>>) -> (Lead, Vec<Rejection>) {
        let row = row.into();
        let changed = self.changed(row);
        let row = changed.as_ref().map_or(row, Row::from);
        let mut identity = Identity::default();
        let mut notes = Notes::heard(row.line());
        if let Err(rejection) = self.identify(row, &mut identity, &mut notes) {
            if row.is_ragged() || !self.kind.has_records() {
                return (Lead { line: row.line(), ..Lead::default() }, vec![rejection]);
            }
            notes.reject(rejection);
        }
        let record = self.record(row, &mut notes);
        let mut lead = identity.into_lead();
        lead.website = self.read(row, Field::Website, &mut notes, website);
        lead.contact = self.contact(row, &mut notes);
        lead.industry = self.words(row, Field::Industry, &mut notes);
        lead.territory = self.words(row, Field::Territory, &mut notes);
        lead.size = self.words(row, Field::Size, &mut notes);
        lead.channel = self.words(row, Field::Channel, &mut notes);
        lead.tags = self.tags(row, &mut notes);
        // What a record says is the record's.
        lead.note = self.words(row, Field::Note, &mut notes).filter(|_| {
            !matches!(
                record,
                Some(RecordLine::Touch(_) | RecordLine::Order(_) | RecordLine::Delivery(_))
            )
        });
        lead.collected_on = self.day(row, Field::CollectedOn, &mut notes);
        lead.purchase = self.purchase(row, &mut notes);
        lead.interest = self.interest(row, &mut notes);
        lead.record = record;
        if lead.external_id.is_none() {
            lead.external_id = lead.record.as_ref().and_then(RecordLine::own_id);
        }
        let rejections = notes.take_rejections();
        lead.warnings = notes.into_problems();
        lead.warnings.extend(self.lost_of_extra(row));
        lead.extra = self.extra(row, &lead);
        (lead, rejections)
    }

    /// Returns what the cell of a field says, whatever else is wrong with the row.
    pub fn said<'r>(&self, row: impl Into<Row<'r>>, field: Field) -> Option<String> {
        let row = row.into();
        let changed = self.changed(row);
        let row = changed.as_ref().map_or(row, Row::from);
        self.words(row, field, &mut Notes::unheard(row.line()))
    }

    /// Returns a row as rules make it; `None` where it is as it is written.
    fn changed(&self, row: Row<'_>) -> Option<RawRow> {
        self.changes.as_ref()?.row(row)
    }

    /// Returns the column of a field and its cell, unless the list has none or it says nothing.
    fn cell<'r>(&self, row: Row<'r>, field: Field, notes: &mut Notes) -> Option<(usize, &'r str)> {
        let column = self.column_of[field as usize]?;
        match text::value(row.cell(column)) {
            Ok(value) => Some((column, value?)),
            Err(problem) => {
                notes.add(column, field, row.cell(column), problem);
                None
            }
        }
    }

    /// Returns what `reader` makes of a field's cell.
    fn read<T>(
        &self,
        row: Row<'_>,
        field: Field,
        notes: &mut Notes,
        reader: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let (column, cell) = self.cell(row, field, notes)?;
        reader(cell).map_err(|problem| notes.add(column, field, cell, problem)).ok()
    }

    fn words(&self, row: Row<'_>, field: Field, notes: &mut Notes) -> Option<String> {
        self.cell(row, field, notes).map(|(_, cell)| cell.to_owned())
    }

    fn day(&self, row: Row<'_>, field: Field, notes: &mut Notes) -> Option<crate::model::Day> {
        let order = self.column_of[field as usize].and_then(|column| self.date_orders[column]);
        self.read(row, field, notes, |cell| date(cell, order))
    }

    fn contact(&self, row: Row<'_>, notes: &mut Notes) -> Option<Person> {
        let title = self.words(row, Field::Title, notes);
        let department = self.words(row, Field::Department, notes);
        let found = self.cell(row, Field::Contact, notes).and_then(|(_, cell)| person(cell));
        match found {
            Some(mut found) => {
                // A column of its own knows better than the end of a name.
                found.title = title.or(found.title);
                found.department = department.or(found.department);
                Some(found)
            }
            None => None,
        }
    }

    fn tags(&self, row: Row<'_>, notes: &mut Notes) -> Vec<String> {
        let Some((_, cell)) = self.cell(row, Field::Tags, notes) else { return Vec::new() };
        let split = |c: char| matches!(c, ',' | '，' | ';' | '；' | '、' | '|' | '\n' | '\r');
        let mut tags: Vec<String> = Vec::new();
        for tag in cell.split(split).map(text::trimmed).filter(|tag| !text::is_nothing(tag)) {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }

    fn purchase(&self, row: Row<'_>, notes: &mut Notes) -> Option<PurchaseLine> {
        if !self.kind.has_purchases() {
            return None;
        }
        let line = PurchaseLine {
            number: self.words(row, Field::Number, notes),
            day: self.day(row, Field::Day, notes),
            item: self.words(row, Field::Item, notes),
            quantity: self.read(row, Field::Quantity, notes, quantity),
            amount: self.read(row, Field::Amount, notes, money),
        };
        (line != PurchaseLine::default()).then_some(line)
    }

    fn interest(&self, row: Row<'_>, notes: &mut Notes) -> Option<Interest> {
        let positive = |cell: &str| match quantity(cell)? {
            count if count >= 1 => Ok(count),
            count => Err(Problem::with("quantity-none", count)),
        };
        if self.kind.has_records() {
            return None;
        }
        let wanted = (!self.kind.has_purchases()).then_some(());
        let interest = Interest {
            model: self.words(row, Field::Model, notes),
            colour: self.words(row, Field::Colour, notes),
            quantity: wanted.and_then(|()| self.read(row, Field::Quantity, notes, positive)),
            budget: self.read(row, Field::Budget, notes, money),
            expected_on: self.day(row, Field::ExpectedOn, notes),
            grade: self.read(row, Field::Grade, notes, |cell| {
                let cell = text::folded(cell);
                cell.parse::<Grade>().map_err(|_| Problem::plain("grade-unknown"))
            }),
        };
        (interest != Interest::default()).then_some(interest)
    }

    /// Yields a problem for every cell of a column that is no field in which a character was lost.
    fn lost_of_extra(&self, row: Row<'_>) -> impl Iterator<Item = CellProblem> {
        let columns = (0..self.fields.len()).filter(|column| self.fields[*column].is_none());
        columns.filter(move |column| text::has_lost(row.cell(*column))).map(move |column| {
            let Problem { code, detail } = text::lost();
            CellProblem {
                line: row.line(),
                column: column as u64 + 1,
                field: "extra",
                value: row.cell(column).to_owned(),
                code,
                detail,
            }
        })
    }

    /// Returns the cells that no part of the lead shows: of columns that are no field, those
    /// something is wrong with, and the title of nobody.
    fn extra(&self, row: Row<'_>, lead: &Lead) -> Vec<(String, String)> {
        let wrong = |column: usize| lead.warnings.iter().any(|w| w.column == column as u64 + 1);
        let kept = |column: &usize| match self.fields[*column] {
            None => !self.columns[*column].starts_with(ADDED_BY_KAM),
            Some(Field::Title | Field::Department) if lead.contact.is_none() => true,
            Some(_) => wrong(*column),
        };
        (0..self.fields.len())
            .filter(kept)
            .map(|column| (column, text::trimmed(row.cell(column))))
            .filter(|(_, cell)| !text::is_nothing(cell))
            .map(|(column, cell)| (self.header(column), cell.to_owned()))
            .collect()
    }

    /// Returns the header of a column, `#N` where it is blank.
    fn header(&self, column: usize) -> String {
        match self.columns.get(column) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => format!("#{}", column + 1),
        }
    }
}

/// Returns the English message of a cell's problem.
pub fn explain(problem: &CellProblem) -> String {
    problem::explain(problem.code, &problem.detail)
}

#[cfg(test)]
mod tests;
