//! What rows of records say beside whose they are: vehicles that customers own.

use super::Cleaner;
use super::identity::Notes;
use crate::ingest::clean::Problem;
use crate::ingest::clean::money::money;
use crate::ingest::clean::text;
use crate::ingest::clean::vin::vin;
use crate::ingest::map::Field;
use crate::ingest::read::Row;
use crate::model::{Choice as _, Ownership, VehicleLine};

/// What kilometres are called behind their number.
const KILOMETRES: &[&str] = &["公里", "千米", "km", "kilometres", "kilometers"];

impl Cleaner {
    pub(super) fn vehicle(&self, row: Row<'_>, notes: &mut Notes) -> VehicleLine {
        let number = self.read(row, Field::Vin, notes, vin);
        // One that cannot be right is kept as it is written: the vehicle is there all the same.
        let as_written = || Some(self.cell(row, Field::Vin, &mut Notes::unheard(row.line()))?.1);
        let vehicle = VehicleLine {
            account: self.our_id(row, Field::AccountId),
            plate: self.words(row, Field::Plate, notes),
            vin: number.or_else(|| as_written().map(ToOwned::to_owned)),
            maker: self.words(row, Field::Maker, notes),
            model: self.words(row, Field::Model, notes),
            colour: self.words(row, Field::Colour, notes),
            first_plate_on: self.day(row, Field::FirstPlateOn, notes),
            km: self.read(row, Field::Km, notes, kilometres),
            insured_to: self.day(row, Field::InsuredTo, notes),
            ownership: self.read(row, Field::Ownership, notes, |cell| {
                Ownership::read(cell).map_err(|_| Problem::plain("ownership-unknown"))
            }),
        };
        if vehicle.plate.is_none() && vehicle.vin.is_none() {
            notes.reject(self.rejection_of(row, "vehicle-unnamed", Field::Plate));
        }
        vehicle
    }
}

/// Returns the whole kilometres that a cell such as 12,500, `3.5万公里` or `80000 km` says.
fn kilometres(cell: &str) -> Result<i64, Problem> {
    let text = text::folded(cell).trim().to_lowercase();
    let number = KILOMETRES.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    let read = money(number.trim()).ok().filter(|number| number.minor >= 0);
    read.map(|number| number.minor / 100).ok_or_else(|| Problem::plain("kilometres-form"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilometres_are_read_as_people_write_them() {
        for (cell, km) in [
            ("12,500", Some(12_500)),
            ("3.5万公里", Some(35_000)),
            ("80000 KM", Some(80_000)),
            ("0", Some(0)),
            ("不详", None),
            ("-5", None),
        ] {
            assert_eq!(kilometres(cell).ok(), km, "{cell}");
        }
    }
}
