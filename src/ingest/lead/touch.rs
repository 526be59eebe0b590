//! What rows of records say beside whose they are: contacts with customers.
//!
//! Such a row is recorded as a whole or not at all: a contact of which a part was lost would not be
//! mended by the row that comes again. So a cell that cannot be read rejects its row.

use super::identity::Notes;
use super::{Cleaner, Rejection};
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
    pub(super) fn record(
        &self,
        row: Row<'_>,
        notes: &mut Notes,
    ) -> Result<Option<RecordLine>, Rejection> {
        match self.kind {
            SourceKind::Touches => {
                let touch = self.touch(row, notes)?;
                Ok(Some(RecordLine::Touch(Box::new(touch))))
            }
            SourceKind::FleetList => {
                let vehicle = self.vehicle(row, notes)?;
                Ok(Some(RecordLine::Vehicle(Box::new(vehicle))))
            }
            SourceKind::Orders => {
                let line = self.ordered(row, notes)?;
                Ok(Some(RecordLine::Order(Box::new(line))))
            }
            SourceKind::Deliveries => {
                let line = self.delivered(row, notes)?;
                Ok(Some(RecordLine::Delivery(Box::new(line))))
            }
            _ => Ok(None),
        }
    }

    fn touch(&self, row: Row<'_>, notes: &mut Notes) -> Result<TouchLine, Rejection> {
        let said = |field: Field, notes: &mut Notes| self.words(row, field, notes);
        let refuse = |code, field| self.rejection_of(row, code, field);
        let touch = TouchLine {
            account: self.our_id(row, Field::AccountId),
            deal: self.our_id(row, Field::DealId),
            agenda_day: self.day(row, Field::AgendaDay, notes),
            kind: said(Field::TouchKind, notes)
                .map(|text| kind(&text).ok_or_else(|| refuse("way-unknown", Field::TouchKind)))
                .transpose()?,
            result: said(Field::Result, notes)
                .map(|text| result(&text).ok_or_else(|| refuse("result-unknown", Field::Result)))
                .transpose()?,
            happened: self.day_text(row, Field::Day, notes),
            next: self.day_text(row, Field::NextOn, notes),
            grade: said(Field::Grade, notes)
                .map(|text| grade(&text).ok_or_else(|| refuse("grade-unusable", Field::Grade)))
                .transpose()?,
            consultant: said(Field::Consultant, notes),
            note: said(Field::Note, notes),
        };
        if touch.kind.is_none() && touch.result.is_none() {
            return Err(refuse("touch-unsaid", Field::Result));
        }
        Ok(touch)
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
