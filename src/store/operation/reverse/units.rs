//! What is taken back together or not at all: the stage and grade of a deal with the moves, orders
//! and deliveries that tell of them; appointments of an account with what closed them.

use std::collections::BTreeMap;

use super::super::Op;
use super::{Ids, Reversal, Reversed};
use crate::model::{AnyId, IdKind, OperationId};
use crate::store::batches::{AT_ONCE, marks};
use crate::store::{StoreError, Val};

/// What a unit is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whole {
    Deal,
    Bookings,
}

/// Records of one kind in units.
struct Member {
    kind: IdKind,
    whole: Whole,
    /// The deal, or the account, of a record; NULL where it is in no unit.
    of: &'static str,
}

const ORDER: &str = "(SELECT sales_order.deal FROM sales_order
      WHERE sales_order.id = order_line.sales_order)";
const LINE: &str = "(SELECT sales_order.deal
      FROM order_line JOIN sales_order ON sales_order.id = order_line.sales_order
     WHERE order_line.id = delivery.order_line)";
const DELIVERY: &str = "(SELECT sales_order.deal
      FROM delivery JOIN order_line ON order_line.id = delivery.order_line
      JOIN sales_order ON sales_order.id = order_line.sales_order
     WHERE delivery.id = vehicle.delivery)";
const BOOKED: &str = "CASE WHEN appointment IS NOT NULL THEN account END";

const fn of_deal(kind: IdKind, of: &'static str) -> Member {
    Member { kind, whole: Whole::Deal, of }
}

const fn of_bookings(kind: IdKind, of: &'static str) -> Member {
    Member { kind, whole: Whole::Bookings, of }
}

const MEMBERS: [Member; 11] = [
    of_deal(IdKind::DealId, "id"),
    of_deal(IdKind::StageMoveId, "deal"),
    of_deal(IdKind::GradeMoveId, "deal"),
    of_deal(IdKind::LostRecordId, "deal"),
    of_deal(IdKind::OrderId, "deal"),
    of_deal(IdKind::OrderLineId, ORDER),
    of_deal(IdKind::DeliveryId, LINE),
    of_deal(IdKind::VehicleId, DELIVERY),
    of_bookings(IdKind::AppointmentId, "account"),
    of_bookings(IdKind::TouchId, BOOKED),
    of_bookings(IdKind::SkipId, BOOKED),
];

/// Groups of fields that change together.
const GROUPS: [(IdKind, &[&str]); 5] = [
    (IdKind::AccountId, &["owner", "assigned_on"]),
    (IdKind::AccountId, &["province", "city", "district"]),
    (IdKind::DealId, &["stage", "state", "closed_on"]),
    (IdKind::DealId, &["grade", "graded_by", "graded_on"]),
    (IdKind::AppointmentId, &["closed_on", "ending"]),
];

/// Returns the fields that change together with one.
pub(super) fn changed_with(kind: IdKind, field: &str) -> &'static [&'static str] {
    let own = GROUPS.iter().find(|(of, fields)| *of == kind && fields.contains(&field));
    own.map_or(&[], |(_, fields)| *fields)
}

/// Returns whether a change of one of these fields belongs to a unit: of a deal only what its
/// history tells, and anything of an appointment.
pub(super) fn is_of_unit<'f>(kind: IdKind, mut fields: impl Iterator<Item = &'f String>) -> bool {
    match kind {
        IdKind::DealId => fields.any(|field| !changed_with(kind, field).is_empty()),
        IdKind::AppointmentId => true,
        _ => false,
    }
}

/// Units that are left as they are, with what made it so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Spared(BTreeMap<(Whole, i64), OperationId>);

impl Spared {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds units; returns whether any is new.
    pub(super) fn add(&mut self, more: Self) -> bool {
        let before = self.0.len();
        for (unit, since) in more.0 {
            self.0.entry(unit).or_insert(since);
        }
        self.0.len() > before
    }
}

impl Op<'_> {
    /// Returns whether operations changed deals or appointments, or made records that tell of such
    /// changes: a deal that was made tells of none.
    pub(super) fn may_be_in_part(&self, operations: &[OperationId]) -> Result<bool, StoreError> {
        let tells = |kind: &str| {
            MEMBERS
                .iter()
                .any(|member| member.kind.word() == kind && !matches!(member.kind, IdKind::DealId))
        };
        for operation in operations {
            if self.ranges_of(*operation)?.iter().any(|range| tells(&range.kind)) {
                return Ok(true);
            }
            for table in ["operation_change", "operation_many"] {
                let sql = format!(
                    "SELECT op FROM {table} WHERE op = $1 AND kind IN ('deal', 'appointment')
                      LIMIT 1"
                );
                if self.db.value::<OperationId>(&sql, &[Val::Int(operation.0)])?.is_some() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Returns the units of which some records were taken back, or brought back, and some not.
    pub(super) fn units_in_part(&self, report: &Reversal) -> Result<Spared, StoreError> {
        let mut left: BTreeMap<(Whole, i64), OperationId> = BTreeMap::new();
        for member in &MEMBERS {
            let kept: BTreeMap<i64, OperationId> =
                report.left_of(member.kind).map(|(id, by)| (id, by.unwrap_or(self.id))).collect();
            let ids: Vec<i64> = kept.keys().copied().collect();
            for (id, unit) in self.units_of(member, &ids)? {
                let since = left.entry((member.whole, unit)).or_insert(kept[&id]);
                *since = kept[&id].max(*since);
            }
        }
        let mut in_part = Spared::default();
        if left.is_empty() {
            return Ok(in_part);
        }
        for member in &MEMBERS {
            for (_, unit) in self.units_in(member, &report.back_of(member.kind))? {
                let unit = (member.whole, unit);
                in_part.0.extend(left.get(&unit).map(|since| (unit, *since)));
            }
        }
        Ok(in_part)
    }

    /// Returns which of some rows of a kind belong to units that are spared, with what made it so.
    pub(super) fn spared_rows(
        &self,
        kind: IdKind,
        ids: &[i64],
        spared: &Spared,
    ) -> Result<BTreeMap<i64, OperationId>, StoreError> {
        let mut found = BTreeMap::new();
        let member = MEMBERS.iter().find(|member| member.kind == kind);
        let Some(member) = member.filter(|_| !spared.is_empty()) else { return Ok(found) };
        for (id, unit) in self.units_of(member, ids)? {
            found.extend(spared.0.get(&(member.whole, unit)).map(|since| (id, *since)));
        }
        Ok(found)
    }

    /// Leaves what was removed or brought back of units that are spared as it was.
    pub(super) fn leave_spared(
        &mut self,
        spared: &Spared,
        report: &mut Reversal,
    ) -> Result<(), StoreError> {
        if spared.is_empty() {
            return Ok(());
        }
        for member in &MEMBERS {
            for back in [false, true] {
                let moved = self.ranges_moved(member.kind, back);
                let mut records: Vec<AnyId> = Vec::new();
                for (id, unit) in self.units_in(member, &moved)? {
                    let Some(since) = spared.0.get(&(member.whole, unit)) else { continue };
                    let record = AnyId { kind: member.kind, number: id };
                    if back {
                        report.add(Reversed::Failed, member.kind, Some(*since), (id, id));
                    } else {
                        report.keep(record, *since);
                    }
                    records.push(record);
                }
                records.sort_unstable();
                self.leave(records.into_iter(), back)?;
            }
        }
        Ok(())
    }

    /// Returns the unit of each of some records that is in one.
    fn units_of(&self, member: &Member, ids: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let among = format!("id IN ({})", marks(1, some.len()));
            let ids: Vec<Val<'_>> = some.iter().map(|id| Val::Int(*id)).collect();
            self.each_in_unit(member, &among, &ids, &mut found)?;
        }
        Ok(found)
    }

    /// The same of the records in ranges of ids.
    fn units_in(&self, member: &Member, ranges: &[Ids]) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut found = Vec::new();
        for (first, last) in ranges {
            let ids = [Val::Int(*first), Val::Int(*last)];
            self.each_in_unit(member, "id BETWEEN $1 AND $2", &ids, &mut found)?;
        }
        Ok(found)
    }

    fn each_in_unit(
        &self,
        member: &Member,
        among: &str,
        ids: &[Val<'_>],
        found: &mut Vec<(i64, i64)>,
    ) -> Result<(), StoreError> {
        let sql = format!("SELECT id, {} FROM {} WHERE {among}", member.of, member.kind.word());
        self.db.each(&sql, ids, |row| {
            if let Some(unit) = row.get::<Option<i64>>(1)? {
                found.push((row.get(0)?, unit));
            }
            Ok(())
        })
    }
}
