//! What rows of records say beside whose they are: lines of orders.

use super::Cleaner;
use super::identity::Notes;
use crate::ingest::clean::date::date;
use crate::ingest::clean::money::money;
use crate::ingest::clean::quantity::quantity;
use crate::ingest::clean::text;
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::{Day, OrderedLine};

impl Cleaner {
    /// Returns the line of an order that a row says.
    pub(super) fn ordered(&self, row: Row<'_>, notes: &mut Notes) -> OrderedLine {
        let number = self.words(row, Field::Number, notes);
        let number = number.filter(|number| !text::is_scientific(number));
        if number.is_none() {
            notes.reject(self.rejection_of(row, "order-unnumbered", Field::Number));
        }
        let amount =
            |least: i64| move |cell: &str| money(cell).ok().filter(|amount| amount.minor >= least);
        let deposit = self.sure(row, (Field::Deposit, "deposit-unreadable"), notes, amount(0));
        OrderedLine {
            account: self.our_id(row, Field::AccountId),
            deal: self.our_id(row, Field::DealId),
            number: number.unwrap_or_default(),
            day: self.whole_day(row, Field::Day, notes),
            model: self.words(row, Field::Model, notes),
            colour: self.words(row, Field::Colour, notes),
            quantity: self.pieces(row, notes),
            price: self.sure(row, (Field::Price, "price-unreadable"), notes, amount(1)),
            // None was received.
            deposit: deposit.filter(|deposit| deposit.minor > 0),
            payment: self.words(row, Field::Payment, notes),
            promised_on: self.whole_day(row, Field::PromisedOn, notes),
            reason: self.words(row, Field::Reason, notes),
            note: self.words(row, Field::Note, notes),
        }
    }

    pub(super) fn pieces(&self, row: Row<'_>, notes: &mut Notes) -> Option<i64> {
        let read = |cell: &str| quantity(cell).ok().filter(|pieces| *pieces > 0);
        self.sure(row, (Field::Quantity, "quantity-unreadable"), notes, read)
    }

    pub(super) fn whole_day(&self, row: Row<'_>, field: Field, notes: &mut Notes) -> Option<Day> {
        let order = self.column_of[field as usize].and_then(|column| self.date_orders[column]);
        self.sure(row, (field, "day-unreadable"), notes, |cell| date(cell, order).ok())
    }

    /// Returns what `reader` makes of a field's cell, `None` where it says nothing; one that cannot
    /// be read rejects the row.
    fn sure<T>(
        &self,
        row: Row<'_>,
        (field, code): (Field, &'static str),
        notes: &mut Notes,
        reader: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = row.cell(self.column_of[field as usize]?);
        let read = match text::value(cell) {
            Ok(None) => return None,
            Ok(Some(cell)) => reader(cell),
            Err(_) => None,
        };
        if read.is_none() {
            notes.reject(self.rejection_of(row, code, field));
        }
        read
    }
}
