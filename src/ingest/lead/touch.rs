//! What rows of records say beside whose they are: contacts with customers.
//!
//! Such a row is recorded as a whole or not at all: a contact of which a part was lost would not be
//! mended by the row that comes again. So a cell that cannot be read rejects its row, and all such
//! cells of a row are named at once.

use super::Cleaner;
use super::identity::Notes;
use crate::ingest::clean::date::date;
use crate::ingest::clean::text;
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::{
    AccountId, AnyId, Choice as _, DayText, DealId, Grade, Id, RecordLine, SourceKind, TouchKind,
    TouchLine, TouchResult,
};

impl Cleaner {
    /// Returns whether a row names an account or a deal of ours, so that it needs no name.
    pub(super) fn names_ours(&self, row: Row<'_>) -> bool {
        self.our_id::<AccountId>(row, Field::AccountId).is_some()
            || self.our_id::<DealId>(row, Field::DealId).is_some()
    }

    /// Returns what a row records; `None` where its list is none of records.
    pub(super) fn record(&self, row: Row<'_>, notes: &mut Notes) -> Option<RecordLine> {
        Some(match self.kind {
            SourceKind::Touches => RecordLine::Touch(Box::new(self.touch(row, notes))),
            SourceKind::FleetList => RecordLine::Vehicle(Box::new(self.vehicle(row, notes))),
            SourceKind::Orders => RecordLine::Order(Box::new(self.ordered(row, notes))),
            SourceKind::Deliveries => RecordLine::Delivery(Box::new(self.delivered(row, notes))),
            _ => return None,
        })
    }

    fn touch(&self, row: Row<'_>, notes: &mut Notes) -> TouchLine {
        let says = |field| self.words(row, field, &mut Notes::unheard(row.line())).is_some();
        if !says(Field::TouchKind) && !says(Field::Result) {
            notes.reject(self.rejection_of(row, "touch-unsaid", Field::Result));
        }
        TouchLine {
            account: self.our_id(row, Field::AccountId),
            deal: self.our_id(row, Field::DealId),
            agenda_day: self.day(row, Field::AgendaDay, notes),
            kind: self.known_word(row, (Field::TouchKind, "way-unknown"), notes, kind),
            result: self.known_word(row, (Field::Result, "result-unknown"), notes, result),
            happened: self.day_text(row, Field::Day, notes),
            next: self.day_text(row, Field::NextOn, notes),
            grade: self.known_word(row, (Field::Grade, "grade-unusable"), notes, grade),
            consultant: self.words(row, Field::Consultant, notes),
            note: self.words(row, Field::Note, notes),
        }
    }

    /// Returns what `reader` makes of a field's cell; one that it cannot read rejects the row.
    fn known_word<T>(
        &self,
        row: Row<'_>,
        (field, code): (Field, &'static str),
        notes: &mut Notes,
        reader: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.words(row, field, notes)?;
        let read = reader(&text);
        if read.is_none() {
            notes.reject(self.rejection_of(row, code, field));
        }
        read
    }

    /// Returns the id of a record of ours that a cell says, with its letter; another list's own
    /// numbers are none.
    pub(super) fn our_id<I: Id>(&self, row: Row<'_>, field: Field) -> Option<I> {
        let cell = row.cell(self.column_of[field as usize]?);
        let id = AnyId::parse(text::trimmed(cell)).filter(|id| id.kind == I::KIND)?;
        Some(I::new(id.number))
    }

    fn day_text(&self, row: Row<'_>, field: Field, notes: &mut Notes) -> Option<DayText> {
        let (column, cell) = self.cell(row, field, notes)?;
        let day = date(cell, self.date_orders[column]).ok();
        Some(DayText { text: cell.to_owned(), day })
    }
}

/// Reads how somebody was contacted, as `kam log` does.
fn kind(text: &str) -> Option<TouchKind> {
    TouchKind::read(&text::folded(text)).ok()
}

/// Reads what came of it, as `kam log` does.
fn result(text: &str) -> Option<TouchResult> {
    TouchResult::read(&text::folded(text)).ok()
}

fn grade(text: &str) -> Option<Grade> {
    text::folded(text).parse().ok()
}
