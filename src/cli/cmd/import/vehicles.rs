//! Rows of lists of vehicles: a vehicle of the customer, or what is new of one we know.

use std::collections::HashMap;

use super::records::Trouble;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Recorder, Refusal, Whose};
use crate::model::{
    Account, AccountId, Lead, Ownership, RecordLine, Shop, Vehicle, VehicleId, VehicleLine,
};
use crate::store::{Db, Op};

/// The vehicles that are known, by what they are recognised by.
pub(super) struct Vehicles {
    by_vin: HashMap<String, Vec<Known>>,
    by_plate: HashMap<String, Vec<Known>>,
}

/// A vehicle that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    id: VehicleId,
    owner: AccountId,
    /// Its identification number as compared.
    vin: Option<String>,
}

impl Vehicles {
    pub(super) fn new(db: &Db) -> Result<Self, Trouble> {
        let mut known = Self { by_vin: HashMap::new(), by_plate: HashMap::new() };
        db.every::<Vehicle>()?.iter().for_each(|vehicle| known.learn(vehicle));
        Ok(known)
    }

    /// Returns the vehicle of the account of a row that the row means; `None` where it is a new one.
    fn own(
        &self,
        db: &Db,
        line: &VehicleLine,
        whose: &mut Whose<'_, '_>,
    ) -> Result<Result<Option<Known>, Refusal>, Trouble> {
        let account = whose.known(db)?.map(|account| account.id);
        let (mut found, field) = self.found(line);
        let own = found.iter().position(|known| Some(known.owner) == account);
        if let (None, Some(other)) = (own, found.first()) {
            whose.suspect(other.owner);
            return Ok(Err(("vehicle-elsewhere", Some(field))));
        }
        Ok(Ok(own.map(|at| found.swap_remove(at))))
    }

    fn learn(&mut self, vehicle: &Vehicle) {
        let key = |text: &Option<String>| text.as_deref().map(plain).filter(|key| !key.is_empty());
        let (vin, plate) = (key(&vehicle.vin), key(&vehicle.plate));
        let known = Known { id: vehicle.id, owner: vehicle.account, vin: vin.clone() };
        for (by, key) in [(&mut self.by_vin, vin), (&mut self.by_plate, plate)] {
            let Some(found) = key.map(|key| by.entry(key).or_default()) else { continue };
            found.retain(|other| other.id != known.id);
            found.push(known.clone());
        }
    }

    /// Returns the vehicles that a row may mean, and the field they were found by: by number, else
    /// by plate. A plate goes on to the next vehicle, a number never does: one of another number is
    /// another vehicle.
    fn found(&self, line: &VehicleLine) -> (Vec<Known>, Field) {
        let by = |known: &HashMap<String, Vec<Known>>, text: &Option<String>| {
            let found = text.as_deref().and_then(|text| known.get(&plain(text)));
            found.cloned().unwrap_or_default()
        };
        let found = by(&self.by_vin, &line.vin);
        if !found.is_empty() {
            return (found, Field::Vin);
        }
        let mut found = by(&self.by_plate, &line.plate);
        found.retain(|known| known.vin.is_none() || line.vin.is_none());
        (found, Field::Plate)
    }
}

impl<'d> Recorder<'d> for Vehicles {
    type Trouble = Trouble;

    /// What the row says of a vehicle that the account has takes the place of what was known; a
    /// blank takes the place of nothing.
    fn make(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let Some(RecordLine::Vehicle(line)) = &lead.record else {
            return Ok(Fate::Refused(vec![("vehicle-unnamed", Some(Field::Plate))]));
        };
        let own = match self.own(op.db(), line, whose)? {
            Ok(own) => own,
            Err(refusal) => return Ok(Fate::Refused(vec![refusal])),
        };
        let before = own.map(|known| op.db().get::<Vehicle>(known.id)).transpose()?;
        let account = whose.stored(op)?;
        let (fate, vehicle) = if let Some(before) = before {
            let wanted = updated(&before, line);
            op.save(&before, &wanted)?;
            (Fate::Merged, wanted)
        } else {
            let ownership = ownership(op.db(), &account, line)?;
            let blank = blank(op.next_id()?, account.id, ownership);
            let made = updated(&blank, line);
            op.insert(&made)?;
            (Fate::Added, made)
        };
        self.learn(&vehicle);
        Ok(fate)
    }

    fn faults(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Vec<Refusal>, Trouble> {
        let Some(RecordLine::Vehicle(line)) = &lead.record else { return Ok(Vec::new()) };
        if !whose.is_settled() {
            return Ok(Vec::new());
        }
        Ok(self.own(op.db(), line, whose)?.err().into_iter().collect())
    }
}

/// Returns letters and digits alone, in upper case: a plate is written with and without its dot.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Returns a vehicle with what a row says of it.
fn updated(known: &Vehicle, line: &VehicleLine) -> Vehicle {
    let said = |said: &Option<String>, known: &Option<String>| said.clone().or(known.clone());
    // The same number written otherwise is no change.
    let number = |said: &Option<String>, known: &Option<String>| match (said, known) {
        (Some(said), Some(known)) if plain(said) == plain(known) => Some(known.clone()),
        (said, known) => said.clone().or(known.clone()),
    };
    Vehicle {
        ownership: line.ownership.unwrap_or(known.ownership),
        maker: said(&line.maker, &known.maker),
        model: said(&line.model, &known.model),
        plate: number(&line.plate, &known.plate),
        vin: number(&line.vin, &known.vin),
        first_plate_on: line.first_plate_on.or(known.first_plate_on),
        km: line.km.or(known.km),
        insured_to: line.insured_to.or(known.insured_to),
        colour: said(&line.colour, &known.colour),
        ..known.clone()
    }
}

fn blank(id: VehicleId, account: AccountId, ownership: Ownership) -> Vehicle {
    Vehicle {
        id,
        account,
        ownership,
        maker: None,
        model: None,
        plate: None,
        vin: None,
        first_plate_on: None,
        km: None,
        insured_to: None,
        colour: None,
        delivered_on: None,
        delivery: None,
    }
}

/// Returns how a vehicle that nobody sold here came to its owner: of another brand where the shop's
/// brand is known and the row says another.
fn ownership(db: &Db, account: &Account, line: &VehicleLine) -> Result<Ownership, Trouble> {
    let shop = account.shop.map(|shop| db.get::<Shop>(shop)).transpose()?;
    let brand = shop.and_then(|shop| shop.brand);
    Ok(match (brand, &line.maker) {
        (Some(brand), Some(maker)) if plain(&brand) != plain(maker) => Ownership::OtherBrand,
        _ => Ownership::OtherSale,
    })
}
