//! What rows of records say beside whose they are: deliveries.

use super::Cleaner;
use super::identity::Notes;
use crate::ingest::clean::text;
use crate::ingest::clean::vin::vin;
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::DeliveredLine;

impl Cleaner {
    /// Returns the delivery that a row says.
    pub(super) fn delivered(&self, row: Row<'_>, notes: &mut Notes) -> DeliveredLine {
        let number = self.words(row, Field::Number, notes);
        if number.as_deref().is_some_and(text::is_scientific) {
            notes.reject(self.rejection_of(row, "order-unnumbered", Field::Number));
        }
        let mut vins = Vec::new();
        for written in self.several(row, Field::Vin, notes) {
            // One that cannot be right is kept as it is written: the vehicle is there all the same.
            vins.push(match vin(&written) {
                Ok(number) => number,
                Err(problem) => {
                    let column = self.column_of[Field::Vin as usize].unwrap_or(0);
                    notes.add(column, Field::Vin, &written, problem);
                    written
                }
            });
        }
        DeliveredLine {
            account: self.our_id(row, Field::AccountId),
            number,
            day: self.whole_day(row, Field::Day, notes),
            model: self.words(row, Field::Model, notes),
            colour: self.words(row, Field::Colour, notes),
            quantity: self.pieces(row, notes),
            vins,
            plates: self.several(row, Field::Plate, notes),
            reason: self.words(row, Field::Reason, notes),
            note: self.words(row, Field::Note, notes),
        }
    }

    /// Returns what a cell names, one after the other.
    fn several(&self, row: Row<'_>, field: Field, notes: &mut Notes) -> Vec<String> {
        let cell = self.words(row, field, notes).unwrap_or_default();
        let between = |c: char| matches!(c, ',' | '，' | ';' | '；' | '、' | '/' | '|' | '\n');
        let parts = cell.split(between).map(text::trimmed).filter(|part| !part.is_empty());
        parts.map(ToOwned::to_owned).collect()
    }
}
