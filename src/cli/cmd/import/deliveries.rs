//! Rows of lists of deliveries: each is handed over as `kam deliver` does.

use super::orders::{is_line, plain};
use super::records::Trouble;
use crate::cli::cmd::deliver::{DeliverArgs, record};
use crate::cli::context::Session;
use crate::cli::moving::preset_of;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Whose};
use crate::model::{
    Account, Day, Deal, DeliveredLine, Delivery, Lead, Order, OrderId, OrderLine, RecordLine,
    Vehicle,
};
use crate::playbook::MovingRecord;
use crate::rules::funnel::{RecordMove, check_record};
use crate::rules::order::{Progress, open, progress};
use crate::store::{Db, Op, OrderRow, Orders as Which};

/// What is known to every row of a list of deliveries.
pub(super) struct Deliveries<'s> {
    session: &'s Session,
    /// Day on which the list was collected: that of rows that say none.
    collected_on: Option<Day>,
}

/// Why a row is not used: a stable code, and the field that shows it.
type Refusal = (&'static str, Option<Field>);

/// What a row hands over.
struct Handing {
    order: OrderRow,
    line: OrderLine,
    quantity: i64,
    day: Day,
}

impl<'s> Deliveries<'s> {
    pub(super) fn new(session: &'s Session, collected_on: Option<Day>) -> Self {
        Self { session, collected_on }
    }

    /// Records the delivery that a row says.
    pub(super) fn make<'d>(
        &self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let Some(RecordLine::Delivery(said)) = &lead.record else {
            return Ok(Fate::Refused("order-none", Some(Field::Number)));
        };
        let Some(account) = whose.known(op.db())? else {
            return Ok(Fate::Refused("order-none", Some(Field::Number)));
        };
        match recorded(op.db(), &account, said)? {
            Recorded::Nothing => {}
            Recorded::Same => return Ok(Fate::Unchanged),
            Recorded::Otherwise => return Ok(Fate::Refused("vin-known", Some(Field::Vin))),
        }
        let handing = match self.handing(op.db(), said, &account)? {
            Ok(handing) => handing,
            Err((code, field)) => return Ok(Fate::Refused(code, field)),
        };
        if !self.may_move(op.db(), said, &handing)? {
            return Ok(Fate::Refused("stages-skipped", Some(Field::Reason)));
        }
        whose.stored(op)?;
        let args = DeliverArgs::of_line(&handing.line, handing.quantity, said);
        record(op, &args, self.session, handing.order.sales_order, handing.day)?;
        Ok(Fate::Added)
    }

    /// Returns what a row hands over, or what is wrong with it.
    fn handing(
        &self,
        db: &Db,
        said: &DeliveredLine,
        account: &Account,
    ) -> Result<Result<Handing, Refusal>, Trouble> {
        let order = match order(db, said, account)? {
            Ok(order) => order,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let today = self.session.moment.today;
        let day = said.day.or(self.collected_on.map(|day| day.min(today))).unwrap_or(today);
        if day > today || day < order.day {
            return Ok(Err(("delivery-early", Some(Field::Day))));
        }
        let numbers = i64::try_from(said.vins.len().max(said.plates.len())).unwrap_or(i64::MAX);
        let quantity = said.quantity.unwrap_or(numbers.max(1));
        if numbers > quantity {
            return Ok(Err(("vins-more", Some(Field::Quantity))));
        }
        let lines = db.order_lines(order.sales_order)?;
        let line = line(lines, said, quantity);
        Ok(line.map(|line| Handing { order, line, quantity, day }))
    }

    /// Returns whether the deal may be moved where nothing of its orders is open afterwards.
    fn may_move(&self, db: &Db, said: &DeliveredLine, handing: &Handing) -> Result<bool, Trouble> {
        let deal = db.get::<Deal>(handing.order.deal)?;
        let preset = preset_of(&deal, self.session)?;
        let mut lines = db.lines_of_deal(deal.id)?;
        for line in lines.iter_mut().filter(|line| line.id == handing.line.id) {
            line.delivered += handing.quantity;
        }
        let step = RecordMove {
            state: deal.state,
            from: &deal.stage,
            is: &[MovingRecord::Delivery],
            reason: said.reason.as_deref(),
        };
        Ok(progress(&lines) != Progress::Complete || check_record(&step, preset).is_ok())
    }
}

/// What is recorded of the numbers of a row.
enum Recorded {
    Nothing,
    /// They were delivered to the account on that day.
    Same,
    /// A vehicle has one of them otherwise.
    Otherwise,
}

fn recorded(db: &Db, account: &Account, said: &DeliveredLine) -> Result<Recorded, Trouble> {
    let (mut known, mut same) = (false, true);
    for vin in &said.vins {
        let vehicle = db.vehicles_of_vin(vin)?.into_iter().next();
        known |= vehicle.is_some();
        same &= match vehicle.filter(|vehicle| vehicle.account == account.id) {
            Some(vehicle) => is_same(db, &vehicle, said)?,
            None => false,
        };
    }
    Ok(match (known, same) {
        (false, _) => Recorded::Nothing,
        (true, true) => Recorded::Same,
        (true, false) => Recorded::Otherwise,
    })
}

/// Returns whether a vehicle was handed over as a row says.
fn is_same(db: &Db, vehicle: &Vehicle, said: &DeliveredLine) -> Result<bool, Trouble> {
    let Some(delivery) = vehicle.delivery else { return Ok(false) };
    let line: OrderLine = db.get(db.get::<Delivery>(delivery)?.order_line)?;
    let order: Order = db.get(line.sales_order)?;
    let number = said.number.as_deref();
    Ok(number.is_none_or(|number| is_of(order.number.as_deref(), order.id, number))
        && is_meant(&line, said)
        && (said.day.is_none() || said.day == vehicle.delivered_on))
}

/// Returns whether an order is the one of this number, on paper or of ours.
fn is_of(known: Option<&str>, id: OrderId, number: &str) -> bool {
    let number = plain(number);
    known.is_some_and(|known| plain(known) == number) || plain(&id.to_string()) == number
}

/// Returns whether a row may mean a line: its version may be left out.
fn is_meant(line: &OrderLine, said: &DeliveredLine) -> bool {
    let (model, colour) = (said.model.as_deref(), said.colour.as_deref());
    let bare = OrderLine { version: None, ..line.clone() };
    is_line(line, model, colour) || is_line(&bare, model, colour)
}

/// Returns the order that a row means: by its number or our id, else the only open one.
fn order(
    db: &Db,
    said: &DeliveredLine,
    account: &Account,
) -> Result<Result<OrderRow, Refusal>, Trouble> {
    let mut orders = db.orders(Which::OfAccount(account.id))?;
    if let Some(number) = said.number.as_deref() {
        orders.retain(|order| is_of(order.number.as_deref(), order.sales_order, number));
    } else {
        orders.retain(|order| order.open() > 0);
    }
    let last = orders.pop();
    Ok(match (last, orders.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(("orders-several", Some(Field::Number))),
        (None, _) => Err(("order-none", Some(Field::Number))),
    })
}

/// Returns the line that a row means: the only open one of its model and colour. Of lines that are
/// alike it is the first that has as much open.
fn line(
    mut lines: Vec<OrderLine>,
    said: &DeliveredLine,
    quantity: i64,
) -> Result<OrderLine, Refusal> {
    lines.retain(|line| is_meant(line, said));
    if lines.is_empty() {
        return Err(("line-unknown", Some(Field::Model)));
    }
    lines.retain(|line| open(line) > 0);
    let Some(first) = lines.first() else { return Err(("delivery-done", Some(Field::Number))) };
    let alike = |line: &OrderLine| {
        (&line.model, &line.version, &line.colour) == (&first.model, &first.version, &first.colour)
    };
    if !lines.iter().all(alike) {
        return Err(("lines-several", Some(Field::Model)));
    }
    let enough = lines.iter().find(|line| open(line) >= quantity);
    enough.cloned().ok_or(("delivery-more", Some(Field::Quantity)))
}
