//! What orders of a deal say against a move by hand (domain rules, section 5).

use super::{Move, Moved, Refusal, Way};
use crate::model::OrderId;
use crate::playbook::{Meaning, Preset};

/// How far an order of the deal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordered {
    /// The order.
    pub order: OrderId,
    /// Pieces that are neither delivered nor closed short.
    pub open: i64,
    /// Pieces delivered.
    pub delivered: i64,
}

/// Refuses a move that the orders of the deal contradict: a win while pieces are open or none was
/// delivered; a stage that a record alone reaches, without that record; one before the order while
/// an order is open.
pub(super) fn refuse(
    step: &Move<'_>,
    preset: &Preset,
    at: usize,
    moved: &Moved<'_>,
    refusals: &mut Vec<Refusal>,
) {
    let open = || step.orders.iter().filter(|order| order.open > 0);
    let handed_over = step.orders.iter().any(|order| order.delivered > 0);
    let to = || moved.to.key.clone();
    if moved.to.means == Some(Meaning::Won) {
        if moved.way == Way::Reopen {
            return;
        }
        if open().next().is_some() {
            refusals.extend(
                open().map(|order| Refusal::Undelivered { order: order.order, open: order.open }),
            );
        } else if !step.orders.is_empty() && !handed_over {
            refusals.push(Refusal::NothingDelivered);
        } else if moved.to.needs_record && !handed_over {
            refusals.push(Refusal::NoDelivery { to: to() });
        }
        return;
    }
    let order = preset.order_position().and_then(|order| Some((order, preset.stages.get(order)?)));
    let Some((order, stage)) = order else { return };
    if at < order {
        if matches!(moved.way, Way::Back | Way::Reopen | Way::Placed) {
            refusals.extend(open().map(|order| Refusal::OrderOpen {
                to: to(),
                order: order.order,
                open: order.open,
            }));
        }
        return;
    }
    let stands_there = preset.has_order(step.from) && moved.way != Way::Reopen;
    if stage.needs_record && !stands_there && !handed_over && open().next().is_none() {
        refusals.push(Refusal::NoOrder { to: to() });
    }
}
