//! Cards of an address book (vCard 2.1, 3.0, 4.0; `.vcf`) to rows: one for each card.
//!
//! The columns are headed with words that every list may have: whoever reads rows of cards reads a
//! list. A card that names an organisation is a contact of it; one that names none is a person's
//! own.

mod card;
mod lines;
mod property;

use std::collections::HashMap;
use std::io::Read;

use self::card::{COLUMNS, Card};
use self::lines::Lines;
use self::property::Property;
use super::decode::Decoded;
use super::scan::{CELL_CHARS, COLUMNS as MOST_COLUMNS, ROW_BYTES, ScanError};
use super::{CardFault, Damage, Encoding, RawRow, ReadError};

/// Characters of a damaged place that are kept to be shown.
const SHOWN: usize = 60;

/// The rows of a file of cards.
pub(super) struct CardRows<R> {
    lines: Lines<R>,
    encoding: Encoding,
    /// The place of each column, by its header.
    places: HashMap<String, usize>,
}

/// Returns whether a file that begins with these bytes is one of cards.
pub(super) fn is_cards(start: &[u8]) -> bool {
    let mark = Encoding::marked(start);
    let length = mark.map_or(0, |mark| if mark == Encoding::UTF_8 { 3 } else { 2 });
    let wide = mark.is_some_and(Encoding::is_wide) || start.get(1) == Some(&0);
    // In UTF-16 every other byte of such letters is zero.
    let rest = start[length.min(start.len())..].iter().filter(|byte| !wide || **byte != 0);
    let text: Vec<u8> =
        rest.copied().skip_while(u8::is_ascii_whitespace).take(BEGIN.len()).collect();
    text.eq_ignore_ascii_case(BEGIN.as_bytes())
}

const BEGIN: &str = "BEGIN:VCARD";

impl<R: Read> CardRows<R> {
    /// Returns the rows of a source, under these headers.
    pub(super) fn new(source: Decoded<R>, encoding: Encoding, columns: Vec<String>) -> Self {
        let places = columns.into_iter().enumerate().map(|(at, header)| (header, at)).collect();
        Self { lines: Lines::new(source), encoding, places }
    }

    /// Reads all cards and returns the headers of their columns: those of every list of cards, and
    /// one for each other property that some card has, in the order of the file. No card is an error.
    pub(super) fn survey(source: Decoded<R>, encoding: Encoding) -> Result<Vec<String>, ScanError> {
        let mut columns: Vec<String> = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
        let mut rows = Self::new(source, encoding, columns.clone());
        let mut is_empty = true;
        while let Some((line, card)) = rows.next_card()? {
            is_empty = false;
            for (header, _) in card.cells() {
                if rows.places.contains_key(&*header) {
                    continue;
                }
                let limit = MOST_COLUMNS;
                if columns.len() == limit {
                    return Err(fault(line, CardFault::TooMany { limit }, &header));
                }
                rows.places.insert(header.clone().into_owned(), columns.len());
                columns.push(header.into_owned());
            }
        }
        if is_empty { Err(ScanError::Read(ReadError::Empty)) } else { Ok(columns) }
    }

    /// Reads the next card as a row; returns whether there was one.
    pub(super) fn next_row(&mut self, row: &mut RawRow) -> Result<bool, ScanError> {
        let Some((line, card)) = self.next_card()? else { return Ok(false) };
        let mut cells = vec![String::new(); self.places.len()];
        for (header, value) in card.cells() {
            let Some(cell) = self.places.get(&*header).map(|at| &mut cells[*at]) else { continue };
            if !cell.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(&value);
            if cell.len() > CELL_CHARS && cell.chars().count() > CELL_CHARS {
                return Err(fault(line, CardFault::TooLong { limit: CELL_CHARS }, &header));
            }
        }
        row.begin(line);
        for cell in cells {
            row.push(&cell);
            row.end_cell();
        }
        Ok(true)
    }

    /// Reads the next card that is no group of others; returns it with the line in which it begins.
    fn next_card(&mut self) -> Result<Option<(u64, Card)>, ScanError> {
        loop {
            match self.any_card()? {
                Some((_, card)) if card.is_group => {}
                other => return Ok(other),
            }
        }
    }

    fn any_card(&mut self) -> Result<Option<(u64, Card)>, ScanError> {
        let mut text = String::new();
        let begun = loop {
            let Some(line) = self.lines.property(&mut text, false)? else { return Ok(None) };
            match text.trim_start_matches('\u{feff}').trim() {
                "" => {}
                written if written.eq_ignore_ascii_case(BEGIN) => break line,
                written => return Err(fault(line, CardFault::Outside, written)),
            }
        };
        let mut card = Card::default();
        let (mut held, mut count) = (0, 0);
        loop {
            let Some(line) = self.lines.property(&mut text, card.is_old)? else {
                return Err(fault(begun, CardFault::NeverEnds, BEGIN));
            };
            if text.trim().is_empty() {
                continue;
            }
            let property = Property::of(&text)
                .ok_or_else(|| fault(line, CardFault::NoProperty, text.trim()))?;
            if property.is("BEGIN") {
                return Err(fault(line, CardFault::Within { begun }, text.trim()));
            }
            if property.is("END") {
                if property.value.trim().eq_ignore_ascii_case("VCARD") {
                    return Ok(Some((begun, card)));
                }
                return Err(fault(line, CardFault::NoProperty, text.trim()));
            }
            (held, count) = (held + text.len(), count + 1);
            if count > MOST_COLUMNS {
                let limit = MOST_COLUMNS;
                return Err(fault(line, CardFault::TooMany { limit }, text.trim()));
            }
            if held > ROW_BYTES {
                let damage = Damage::RowTooLong { limit: ROW_BYTES };
                return Err(ScanError::Damaged { line: begun, column: 1, damage });
            }
            if property.is_binary() {
                continue;
            }
            let value =
                property.text(self.encoding).map_err(|wrong| fault(line, wrong, text.trim()))?;
            card.take(&property, &value);
        }
    }

    /// Returns the source of bytes.
    pub(super) fn source(&self) -> &R {
        self.lines.source()
    }

    /// Returns the source of bytes, read as far as this went.
    pub(super) fn into_source(self) -> R {
        self.lines.into_source()
    }
}

/// Returns that a card is damaged, with what stands at the place.
fn fault(line: u64, fault: CardFault, written: &str) -> ScanError {
    let value = written.chars().take(SHOWN).collect();
    ScanError::Read(ReadError::Card { line, value, fault })
}

#[cfg(test)]
mod tests;
