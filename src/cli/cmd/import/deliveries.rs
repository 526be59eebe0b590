//! Rows of lists of deliveries: each is handed over as `kam deliver` does.

use super::orders::{is_line, plain};
use super::records::Trouble;
use crate::cli::cmd::deliver::{DeliverArgs, record};
use crate::cli::context::Session;
use crate::cli::moving::preset_of;
use crate::ingest::map::Field;
use crate::load::records::{Fate, Recorder, Refusal, Whose};
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

    /// Returns what a row hands over, or all that is wrong with it.
    fn handing(
        &self,
        db: &Db,
        said: &DeliveredLine,
        account: &Account,
    ) -> Result<Result<Handing, Vec<Refusal>>, Trouble> {
        let mut wrong = Vec::new();
        let order = order(db, said, account)?.map_err(|refusal| wrong.push(refusal)).ok();
        let today = self.session.moment.today;
        let day = said.day.or(self.collected_on.map(|day| day.min(today))).unwrap_or(today);
        if day > today || order.as_ref().is_some_and(|order| day < order.day) {
            wrong.push(("delivery-early", Some(Field::Day)));
        }
        let numbers = i64::try_from(said.vins.len().max(said.plates.len())).unwrap_or(i64::MAX);
        let quantity = said.quantity.unwrap_or(numbers.max(1));
        if numbers > quantity {
            wrong.push(("vins-more", Some(Field::Quantity)));
        }
        let Some(order) = order else { return Ok(Err(wrong)) };
        let lines = db.order_lines(order.sales_order)?;
        let line = match line(lines, said, quantity) {
            Ok(line) => line,
            Err(refusal) => {
                wrong.push(refusal);
                return Ok(Err(wrong));
            }
        };
        let handing = Handing { order, line, quantity, day };
        if !self.may_move(db, said, &handing)? {
            wrong.push(("stages-skipped", Some(Field::Reason)));
        }
        Ok(if wrong.is_empty() { Ok(handing) } else { Err(wrong) })
    }

    /// Returns all that is wrong with a row of which a vehicle is known otherwise.
    fn otherwise(
        &self,
        db: &Db,
        said: &DeliveredLine,
        account: &Account,
    ) -> Result<Vec<Refusal>, Trouble> {
        let mut wrong = vec![("vin-known", Some(Field::Vin))];
        wrong.extend(self.handing(db, said, account)?.err().unwrap_or_default());
        Ok(wrong)
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

impl<'d> Recorder<'d> for Deliveries<'_> {
    type Trouble = Trouble;

    fn make(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Fate, Trouble> {
        let delivery = delivered(lead).zip(whose.known(op.db())?);
        let Some((said, account)) = delivery else { return Ok(Fate::Refused(vec![NO_ORDER])) };
        match recorded(op.db(), &account, said)? {
            Recorded::Nothing => {}
            Recorded::Same => return Ok(Fate::Unchanged),
            Recorded::Otherwise => {
                return Ok(Fate::Refused(self.otherwise(op.db(), said, &account)?));
            }
        }
        let handing = match self.handing(op.db(), said, &account)? {
            Ok(handing) => handing,
            Err(wrong) => return Ok(Fate::Refused(wrong)),
        };
        whose.stored(op)?;
        let args = DeliverArgs::of_line(&handing.line, handing.quantity, said);
        record(op, &args, self.session, handing.order.sales_order, handing.day)?;
        Ok(Fate::Added)
    }

    fn faults(
        &mut self,
        op: &mut Op<'d>,
        lead: &Lead,
        whose: &mut Whose<'_, 'd>,
    ) -> Result<Vec<Refusal>, Trouble> {
        let Some(said) = delivered(lead).filter(|_| whose.is_settled()) else {
            return Ok(Vec::new());
        };
        let Some(account) = whose.known(op.db())? else { return Ok(vec![NO_ORDER]) };
        Ok(match recorded(op.db(), &account, said)? {
            Recorded::Nothing => self.handing(op.db(), said, &account)?.err().unwrap_or_default(),
            Recorded::Same => Vec::new(),
            Recorded::Otherwise => self.otherwise(op.db(), said, &account)?,
        })
    }
}

const NO_ORDER: Refusal = ("order-none", Some(Field::Number));

fn delivered(lead: &Lead) -> Option<&DeliveredLine> {
    match &lead.record {
        Some(RecordLine::Delivery(line)) => Some(line),
        _ => None,
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
        (None, _) => Err(NO_ORDER),
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
