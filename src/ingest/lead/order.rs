//! What rows of records say beside whose they are: lines of orders.

use super::identity::Notes;
use super::{Cleaner, Rejection};
use crate::ingest::clean::date::date;
use crate::ingest::clean::money::money;
use crate::ingest::clean::quantity::quantity;
use crate::ingest::clean::text;
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::{Day, Money, OrderedLine};

impl Cleaner {
    /// Returns the line of an order that a row says.
    pub(super) fn ordered(
        &self,
        row: Row<'_>,
        notes: &mut Notes,
    ) -> Result<OrderedLine, Rejection> {
        let number = self.words(row, Field::Number, notes);
        let number = number.filter(|number| !text::is_scientific(number));
        let price = self.amount(row, Field::Price, "price-unreadable")?;
        if price.is_some_and(|price| price.minor == 0) {
            return Err(self.rejection_of(row, "price-unreadable", Field::Price));
        }
        let deposit = self.amount(row, Field::Deposit, "deposit-unreadable")?;
        Ok(OrderedLine {
            account: self.our_id(row, Field::AccountId),
            deal: self.our_id(row, Field::DealId),
            number: number
                .ok_or_else(|| self.rejection_of(row, "order-unnumbered", Field::Number))?,
            day: self.whole_day(row, Field::Day)?,
            model: self.words(row, Field::Model, notes),
            colour: self.words(row, Field::Colour, notes),
            quantity: self.pieces(row)?,
            price,
            // None was received.
            deposit: deposit.filter(|deposit| deposit.minor > 0),
            payment: self.words(row, Field::Payment, notes),
            promised_on: self.whole_day(row, Field::PromisedOn)?,
            reason: self.words(row, Field::Reason, notes),
            note: self.words(row, Field::Note, notes),
        })
    }

    pub(super) fn pieces(&self, row: Row<'_>) -> Result<Option<i64>, Rejection> {
        let Some(cell) = self.sure(row, Field::Quantity, "quantity-unreadable")? else {
            return Ok(None);
        };
        let read = quantity(cell).ok().filter(|pieces| *pieces > 0);
        read.map(Some).ok_or_else(|| self.rejection_of(row, "quantity-unreadable", Field::Quantity))
    }

    fn amount(
        &self,
        row: Row<'_>,
        field: Field,
        code: &'static str,
    ) -> Result<Option<Money>, Rejection> {
        let Some(cell) = self.sure(row, field, code)? else { return Ok(None) };
        let read = money(cell).ok().filter(|amount| amount.minor >= 0);
        read.map(Some).ok_or_else(|| self.rejection_of(row, code, field))
    }

    pub(super) fn whole_day(&self, row: Row<'_>, field: Field) -> Result<Option<Day>, Rejection> {
        let Some(cell) = self.sure(row, field, "day-unreadable")? else { return Ok(None) };
        let order = self.column_of[field as usize].and_then(|column| self.date_orders[column]);
        let read = date(cell, order).ok();
        read.map(Some).ok_or_else(|| self.rejection_of(row, "day-unreadable", field))
    }

    /// Returns the cell of a field; `None` where it says nothing.
    fn sure<'r>(
        &self,
        row: Row<'r>,
        field: Field,
        code: &'static str,
    ) -> Result<Option<&'r str>, Rejection> {
        let Some(column) = self.column_of[field as usize] else { return Ok(None) };
        text::value(row.cell(column)).map_err(|_| self.rejection_of(row, code, field))
    }
}
