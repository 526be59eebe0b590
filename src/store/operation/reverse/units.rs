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
    /// The deal, or the account, of a record.
    of: &'static str,
    /// Condition on the records of some; `{}` stands for their ids.
    among: &'static str,
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
const BOOKED: &str = "appointment IS NOT NULL AND account IN ({})";

const fn of_deal(kind: IdKind) -> Member {
    Member { kind, whole: Whole::Deal, of: "deal", among: "deal IN ({})" }
}

const MEMBERS: [Member; 11] = [
    Member { kind: IdKind::DealId, whole: Whole::Deal, of: "id", among: "id IN ({})" },
    of_deal(IdKind::StageMoveId),
    of_deal(IdKind::GradeMoveId),
    of_deal(IdKind::LostRecordId),
    of_deal(IdKind::OrderId),
    Member {
        kind: IdKind::OrderLineId,
        whole: Whole::Deal,
        of: ORDER,
        among: "sales_order IN (SELECT id FROM sales_order WHERE deal IN ({}))",
    },
    Member {
        kind: IdKind::DeliveryId,
        whole: Whole::Deal,
        of: LINE,
        among: "order_line IN (SELECT order_line.id
              FROM order_line JOIN sales_order ON sales_order.id = order_line.sales_order
             WHERE sales_order.deal IN ({}))",
    },
    Member {
        kind: IdKind::VehicleId,
        whole: Whole::Deal,
        of: DELIVERY,
        among: "delivery IN (SELECT delivery.id
              FROM delivery JOIN order_line ON order_line.id = delivery.order_line
              JOIN sales_order ON sales_order.id = order_line.sales_order
             WHERE sales_order.deal IN ({}))",
    },
    Member {
        kind: IdKind::AppointmentId,
        whole: Whole::Bookings,
        of: "account",
        among: "account IN ({})",
    },
    Member {
        kind: IdKind::TouchId,
        whole: Whole::Bookings,
        of: "CASE WHEN appointment IS NOT NULL THEN account END",
        among: BOOKED,
    },
    Member {
        kind: IdKind::SkipId,
        whole: Whole::Bookings,
        of: "CASE WHEN appointment IS NOT NULL THEN account END",
        among: BOOKED,
    },
];

/// Groups of fields that change together.
const GROUPS: [(IdKind, &[&str]); 3] = [
    (IdKind::DealId, &["stage", "state", "closed_on"]),
    (IdKind::DealId, &["grade", "graded_by", "graded_on"]),
    (IdKind::AppointmentId, &["closed_on", "ending", "kind"]),
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

    fn of(&self, whole: Whole) -> Vec<i64> {
        self.0.keys().filter(|(of, _)| *of == whole).map(|(_, id)| *id).collect()
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
        let left = Spared(left);
        for member in &MEMBERS {
            let back = report.back_of(member.kind);
            if back.is_empty() {
                continue;
            }
            for (id, unit) in self.members(member, &left.of(member.whole))? {
                let at = back.partition_point(|range: &Ids| range.1 < id);
                let unit = (member.whole, unit);
                if back.get(at).is_some_and(|range| range.0 <= id) {
                    in_part.0.insert(unit, left.0[&unit]);
                }
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
            let all = self.members(member, &spared.of(member.whole))?;
            for back in [false, true] {
                let ranges = self.ranges_moved(member.kind, back);
                let moved = |id: i64| ranges.iter().any(|range| (range.0..=range.1).contains(&id));
                let mut records: Vec<AnyId> = Vec::new();
                for (id, unit) in all.iter().filter(|(id, _)| moved(*id)) {
                    let since = spared.0[&(member.whole, *unit)];
                    let record = AnyId { kind: member.kind, number: *id };
                    if back {
                        report.add(Reversed::Failed, member.kind, Some(since), (*id, *id));
                    } else {
                        report.keep(record, since);
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
        let table = member.kind.word();
        let mut found = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let sql = format!(
                "SELECT id, {} FROM {table} WHERE id IN ({})",
                member.of,
                marks(1, some.len())
            );
            self.each_in_unit(&sql, some, &mut found)?;
        }
        Ok(found)
    }

    /// Returns the records of a kind in some units, each with its unit.
    fn members(&self, member: &Member, units: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
        let table = member.kind.word();
        let mut found = Vec::new();
        for some in units.chunks(AT_ONCE) {
            let among = member.among.replace("{}", &marks(1, some.len()));
            let sql = format!("SELECT id, {} FROM {table} WHERE {among}", member.of);
            self.each_in_unit(&sql, some, &mut found)?;
        }
        found.sort_unstable();
        Ok(found)
    }

    fn each_in_unit(
        &self,
        sql: &str,
        ids: &[i64],
        found: &mut Vec<(i64, i64)>,
    ) -> Result<(), StoreError> {
        let ids: Vec<Val<'_>> = ids.iter().map(|id| Val::Int(*id)).collect();
        self.db.each(sql, &ids, |row| {
            if let Some(unit) = row.get::<Option<i64>>(1)? {
                found.push((row.get(0)?, unit));
            }
            Ok(())
        })
    }
}
