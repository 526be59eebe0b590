//! The vehicles that a delivery makes the customer's.

use crate::cli::error::{CliError, Message};
use crate::cli::text;
use crate::ingest::clean::vin::vin;
use crate::model::{Account, Day, Deal, DeliveryId, OrderLine, Ownership, Shop, Vehicle};
use crate::rules::order::Part;
use crate::store::{Db, Op};

/// What is handed over, when and to whom.
pub(super) struct Handed<'a> {
    /// The delivery.
    pub(super) delivery: DeliveryId,
    /// Its day.
    pub(super) day: Day,
    /// Whose the vehicles become.
    pub(super) account: &'a Account,
    /// The deal that they were bought with.
    pub(super) deal: &'a Deal,
}

/// Identification numbers and plates, given in the order of the pieces.
pub(super) struct Numbers {
    vins: Vec<String>,
    plates: Vec<String>,
    next: usize,
    warnings: Vec<Message>,
}

impl Numbers {
    /// Takes what was typed. A number that cannot be right is kept as it was typed, with a
    /// warning; so is one that another vehicle has.
    ///
    /// # Errors
    /// More of them than pieces.
    pub(super) fn new(
        db: &Db,
        vins: &[String],
        plates: &[String],
        parts: &[Part],
    ) -> Result<Self, CliError> {
        let pieces: i64 = parts.iter().map(|part| part.quantity).sum();
        for (option, given) in [("--vin", vins.len()), ("--plate", plates.len())] {
            if i64::try_from(given).is_ok_and(|given| given > pieces) {
                return Err(CliError::refused(move |lang| {
                    text::more_than_pieces(lang, option, given, pieces)
                }));
            }
        }
        let mut warnings: Vec<Message> = Vec::new();
        let mut kept = Vec::with_capacity(vins.len());
        for typed in vins.iter().map(|typed| typed.trim()) {
            let number = vin(typed).unwrap_or_else(|problem| {
                let text = typed.to_owned();
                let said = move |lang| {
                    let why = text::problem(lang, problem.code, &problem.detail);
                    text::doubtful_vin(lang, &text, why)
                };
                warnings.push(Box::new(said));
                typed.to_owned()
            });
            let known = kept.contains(&number);
            for vehicle in db.vehicles_of_vin(&number)? {
                let (number, id, account) = (number.clone(), vehicle.id, vehicle.account);
                warnings.push(Box::new(move |lang| text::known_vin(lang, &number, id, account)));
            }
            if known {
                let number = number.clone();
                warnings.push(Box::new(move |lang| text::vin_twice(lang, &number)));
            }
            kept.push(number);
        }
        let plates = plates.iter().map(|plate| plate.trim().to_owned()).collect();
        Ok(Self { vins: kept, plates, next: 0, warnings })
    }

    /// Records a vehicle of the customer for each piece of a line.
    pub(super) fn hand_over(
        &mut self,
        op: &mut Op<'_>,
        handed: &Handed<'_>,
        line: &OrderLine,
        pieces: i64,
    ) -> Result<(), CliError> {
        let shop = handed.deal.shop.or(handed.account.shop);
        let maker = shop.map(|shop| op.db().get::<Shop>(shop)).transpose()?;
        let maker = maker.and_then(|shop| shop.brand);
        let blank = |text: &String| !text.is_empty();
        for _ in 0..pieces {
            let vehicle = Vehicle {
                id: op.next_id()?,
                account: handed.account.id,
                ownership: Ownership::OwnSale,
                maker: maker.clone(),
                model: Some(line.model.clone()),
                plate: self.plates.get(self.next).cloned().filter(blank),
                vin: self.vins.get(self.next).cloned().filter(blank),
                first_plate_on: None,
                km: None,
                insured_to: None,
                colour: line.colour.clone(),
                delivered_on: Some(handed.day),
                delivery: Some(handed.delivery),
            };
            op.insert(&vehicle)?;
            self.next += 1;
        }
        Ok(())
    }

    /// Returns how many vehicles were handed over.
    pub(super) fn handed_over(&self) -> usize {
        self.next
    }

    /// Returns what looked wrong.
    pub(super) fn into_warnings(self) -> Vec<Message> {
        self.warnings
    }
}
